import type { ImportKind } from "../../api.ts";
import { Field } from "../../components/field/Field.tsx";
import { Icon } from "../../components/icon/Icon.tsx";
import { t } from "../../words.ts";
import { Report } from "./Report.tsx";
import { choose, chosen, takeIn } from "./state.ts";

/** A file is tried first; what would come of it is seen before it is taken in. */
export function ImportFile({ kind, hint }: { kind: ImportKind; hint: string }) {
  const id = `file-${kind}`;
  const one = chosen.value[kind];
  return (
    <>
      <Field id={id} label={t`A file`} hint={hint}>
        <input
          id={id}
          class="input"
          type="file"
          accept=".csv,.tsv,.txt,.xml"
          onChange={(event) => {
            const [file] = event.currentTarget.files ?? [];
            if (file) void choose(kind, file);
          }}
        />
      </Field>
      {one?.isBusy && <p role="status">{t`Reading ${one.file.name}…`}</p>}
      {one?.failure && (
        <p class="stale" role="alert">
          <Icon name="stop" />
          {one.failure}
        </p>
      )}
      {one?.report && <Report report={one.report} />}
      {one?.report && !one.isTaken && one.report.taken > 0 && (
        <p class="acts">
          <button
            type="button"
            class="btn accent"
            disabled={one.isBusy}
            onClick={() => takeIn(kind, one.file)}
          >{t`Take it in`}</button>
        </p>
      )}
    </>
  );
}

import { useEffect } from "preact/hooks";
import { hrefOf } from "../../../address.ts";
import { ChangeTable } from "../../../components/changes/ChangeTable.tsx";
import { Panel } from "../../../components/panel/Panel.tsx";
import { t } from "../../../words.ts";
import { changes, openAnew, showChanges } from "./state.ts";

/** So many are shown before one asks for more. */
const SHOWN = 6;

/** Who has changed what, and the way back. `savedAt`: of the last saving, which adds one. */
export function History({ id, savedAt }: { id: string; savedAt: number }) {
  useEffect(() => showChanges(id), [id, savedAt]);
  return (
    <section class="section" aria-label={t`History`}>
      <h2 class="h2">
        {t`History`}{" "}
        <span class="push">
          <a href={hrefOf("history", "", { kind: "campaign", of: id })}>{t`All changes`}</a>
        </span>
      </h2>
      <Panel of={changes} what={t`The history`} lines={3}>
        {({ changes: rows }) => (
          <ChangeTable rows={rows.slice(0, SHOWN)} isOfOne onPutBack={() => void openAnew(id)} />
        )}
      </Panel>
    </section>
  );
}

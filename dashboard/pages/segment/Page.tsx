import { useEffect, useRef } from "preact/hooks";
import { Icon } from "../../components/icon/Icon.tsx";
import { Crumb, useTitle } from "../../components/page-head/PageHead.tsx";
import { Empty, Panel } from "../../components/panel/Panel.tsx";
import { sayCondition } from "../../condition-words.ts";
import { hrefOf } from "../../route.ts";
import type { PageProps } from "../pages.ts";
import { Count } from "./Count.tsx";
import { Row } from "./Row.tsx";
import {
  addRow,
  change,
  changeJoin,
  changeJson,
  count,
  draft,
  isChanged,
  isMissing,
  isNew,
  isSaving,
  jsonFault,
  nameFault,
  open,
  remove,
  rows,
  save,
  saved,
  segments,
} from "./state.ts";

export function Page({ id, query }: PageProps) {
  useEffect(() => void open(id, query), [id]);
  useTitle(draft.value?.name || "New segment");
  if (isMissing.value)
    return (
      <div class="section">
        <Empty icon="segments" title="There is no such segment" text="It may have been deleted.">
          <a class="btn" href={hrefOf("segments")}>
            All segments
          </a>
        </Empty>
      </div>
    );
  return (
    <>
      <header class="head">
        <Crumb text="Segments" href={hrefOf("segments")} />
        <h1>{saved.value?.name ?? (id === "new" ? "New segment" : "")}</h1>
        {draft.value && <Status />}
        <div class="push">
          {saved.value && (
            <>
              <a class="btn quiet" href={hrefOf("visitors", "", { segment: saved.value.id })}>
                See visitors
              </a>
              <button type="button" class="btn quiet" onClick={() => void remove()}>
                Delete
              </button>
            </>
          )}
          <button
            type="button"
            class="btn primary"
            disabled={isSaving.value || !isChanged.value}
            title={isChanged.value ? undefined : "Nothing has changed"}
            onClick={() => void save()}
          >
            Save segment
          </button>
        </div>
      </header>
      <Panel of={segments} what="The segment">
        {() => draft.value && <Builder />}
      </Panel>
    </>
  );
}

function Status() {
  if (isNew.value) return <span class="tag">Draft</span>;
  if (isChanged.value) return <span class="tag warn">Not saved</span>;
  return saved.value?.isPublished ? (
    <span class="status on">
      <Icon name="check" />
      Published
    </span>
  ) : (
    <span class="tag">Not live yet</span>
  );
}

function Builder() {
  const edited = draft.value!;
  return (
    <div class="build">
      <div class="build-main">
        <div class={`field name${nameFault.value ? " bad" : ""}`}>
          <label for="name">Name</label>
          <input
            class="input"
            id="name"
            maxLength={80}
            value={edited.name}
            aria-invalid={!!nameFault.value}
            aria-describedby="name-fault"
            onInput={(event) => change({ name: event.currentTarget.value })}
          />
          {nameFault.value && (
            <p class="msg bad" id="name-fault" role="alert">
              <Icon name="stop" />
              {nameFault.value}
            </p>
          )}
        </div>
        {rows.value ? <RowList /> : <Deep />}
        <Json key={edited.id} />
      </div>
      <Count />
    </div>
  );
}

function RowList() {
  const { join, rows: list } = rows.value!;
  const findings = count.value?.findings;
  return (
    <section aria-label="Conditions">
      <div class="match">
        <span class="w">A visitor is in when</span>
        <select
          class="pick"
          aria-label="How the conditions are joined"
          value={join}
          onChange={(event) => changeJoin(event.currentTarget.value as "all" | "any")}
        >
          <option value="all">all</option>
          <option value="any">any</option>
        </select>
        <span class="w">of these hold</span>
      </div>
      <ol class="rows">
        {list.map((row, i) => (
          <Row
            key={i}
            row={row}
            at={i}
            join={join}
            finding={findings?.length === list.length ? findings[i] : undefined}
          />
        ))}
      </ol>
      {list.length === 0 && <p class="w none">No condition: every visitor is in.</p>}
      <div class="add">
        <button type="button" class="btn small" onClick={addRow}>
          <Icon name="plus" />
          Condition
        </button>
      </div>
    </section>
  );
}

function Deep() {
  return (
    <section aria-label="Conditions">
      <p class="w">A visitor is in when</p>
      <p class="say">{sayCondition(draft.value!.condition)}</p>
      <p class="w">This condition has groups within groups. It can be changed as JSON below.</p>
    </section>
  );
}

/** Follows the rows, except while it is typed in. */
function Json() {
  const area = useRef<HTMLTextAreaElement>(null);
  const text = JSON.stringify(draft.value!.condition, null, 2);
  useEffect(() => {
    if (area.current && document.activeElement !== area.current) area.current.value = text;
  }, [text]);
  return (
    <details class="json">
      <summary>As JSON</summary>
      <div class={`field${jsonFault.value ? " bad" : ""}`}>
        <label for="json" class="vh">
          Condition as JSON
        </label>
        <textarea
          ref={area}
          class="area code"
          id="json"
          rows={12}
          spellcheck={false}
          aria-invalid={!!jsonFault.value}
          aria-describedby="json-fault"
          onInput={(event) => changeJson(event.currentTarget.value)}
        />
        <p class="msg bad" id="json-fault">
          {jsonFault.value && <Icon name="stop" />}
          {jsonFault.value}
        </p>
      </div>
    </details>
  );
}

import { useEffect, useRef } from "preact/hooks";
import type { Segment } from "../../../model/segment.ts";
import { hrefOf } from "../../address.ts";
import { Icon } from "../../components/icon/Icon.tsx";
import { Menu } from "../../components/menu/Menu.tsx";
import { NotYours } from "../../components/not-yours/NotYours.tsx";
import { OwnHistory } from "../../components/own-history/OwnHistory.tsx";
import { Crumb, useTitle } from "../../components/page-head/PageHead.tsx";
import { Empty, Panel } from "../../components/panel/Panel.tsx";
import { sayNumber } from "../../format.ts";
import { go } from "../../route.ts";
import { may, whyNot } from "../../site.ts";
import { useUnsaved } from "../../unsaved.ts";
import { t } from "../../words.ts";
import type { PageProps } from "../pages.ts";
import { discard } from "../segments/state.ts";
import { count } from "./counting/state.ts";
import { useBuilderKeys } from "./keys.ts";
import { Peek, Rail } from "./Rail.tsx";
import { Joined, Rows } from "./Rows.tsx";
import {
  add,
  canUndo,
  change,
  changeJson,
  draft,
  focus,
  isChanged,
  isMissing,
  isNew,
  isSaving,
  jsonFault,
  nameFault,
  open,
  rowFault,
  said,
  save,
  saved,
  segments,
  undo,
} from "./state.ts";
import { download } from "./tables/state.ts";
import { joinOf, partsOf } from "./tree.ts";

function leaveForList(): void {
  draft.value = undefined;
  go(hrefOf("segments"));
}

export function Page({ id, query }: PageProps) {
  useUnsaved({ draft, isNew: () => isNew.peek(), isChanged: () => isChanged.peek() });
  useEffect(() => void open(id, query), [id]);
  useTitle(draft.value?.name || t`New segment`);
  if (isMissing.value)
    return (
      <div class="section">
        <Empty icon="segments" title={t`There is no such segment`} text={t`It may have been deleted.`}>
          <a class="btn" href={hrefOf("segments")}>{t`All segments`}</a>
        </Empty>
      </div>
    );
  return (
    <>
      <header class="head">
        <Crumb text={t`Segments`} href={hrefOf("segments")} />
        <h1>{saved.value?.name ?? (id === "new" ? t`New segment` : "")}</h1>
        {draft.value && <Status />}
        <div class="push">
          {saved.value && <OwnHistory kind="segment" id={saved.value.id} />}
          <button type="button" class="btn quiet" disabled={!canUndo.value} onClick={undo}>
            <Icon name="undo" />
            {t`Undo ${<kbd class="hide-s">Ctrl Z</kbd>}`}
          </button>
          {saved.value && <Uses segment={saved.value} />}
          <SaveButton />
        </div>
      </header>
      <Panel of={segments} what={t`The segment`}>
        {() => draft.value && <Builder />}
      </Panel>
    </>
  );
}

function Uses({ segment }: { segment: Segment }) {
  const { id } = segment;
  return (
    <Menu
      label={t`Use in`}
      class="uses"
      face={
        <>
          {t`Use in…`}
          <Icon name="down" />
        </>
      }
    >
      <a href={hrefOf("campaigns", "new", { segment: id })}>{t`A new campaign`}</a>
      <a href={hrefOf("segments", "new", { segment: id })}>{t`Another segment`}</a>
      <a href={hrefOf("visitors", "", { segment: id })}>{t`The list of visitors`}</a>
      <button
        type="button"
        disabled={!may("export")}
        title={whyNot("export")}
        onClick={() => void download(id, "export")}
      >{t`A table of its members`}</button>
      <button
        type="button"
        disabled={!may("export")}
        title={whyNot("export")}
        onClick={() => void download(id, "audience")}
      >{t`Hashed contacts, for ad platforms`}</button>
      <button
        type="button"
        disabled={!may("edit")}
        title={whyNot("edit")}
        onClick={() => void discard(segment, leaveForList)}
      >{t`Delete this segment`}</button>
    </Menu>
  );
}

function SaveButton() {
  if (!may("edit")) return <NotYours to="edit" />;
  return (
    <button
      type="button"
      class="btn primary save"
      disabled={isSaving.value || !isChanged.value}
      title={isChanged.value ? "Ctrl Enter" : t`Nothing has changed`}
      onClick={() => void save()}
    >{t`Save segment`}</button>
  );
}

function Status() {
  if (isNew.value) return <span class="tag">{t`Draft`}</span>;
  if (isChanged.value) return <span class="tag warn">{t`Not saved`}</span>;
  return saved.value?.isPublished ? (
    <span class="status on">
      <Icon name="check" />
      {t`Published`}
    </span>
  ) : (
    <span class="tag">{t`Not live yet`}</span>
  );
}

function Builder() {
  const edited = draft.value!;
  useBuilderKeys();
  return (
    <>
      <div class="build">
        <div class="build-main">
          <Name />
          <Conditions />
          <Json key={edited.id} />
        </div>
        <Rail />
      </div>
      <Peek>
        <SaveButton />
      </Peek>
      <p class="vh" role="status">
        {said.value}
      </p>
    </>
  );
}

function Name() {
  return (
    <div class={`field name${nameFault.value ? " bad" : ""}`}>
      <label for="name">{t`Name`}</label>
      <input
        class="input"
        id="name"
        maxLength={80}
        value={draft.value!.name}
        aria-invalid={!!nameFault.value}
        aria-describedby="name-fault"
        onInput={(event) => change({ name: event.currentTarget.value }, "name")}
      />
      {nameFault.value && (
        <p class="msg bad" id="name-fault" role="alert">
          <Icon name="stop" />
          {nameFault.value}
        </p>
      )}
    </div>
  );
}

function Conditions() {
  const section = useRef<HTMLElement>(null);
  const { condition } = draft.value!;
  const isEmpty = partsOf(condition).length === 0;
  const known = count.value;
  const wholeFault = rowFault.value?.path.length === 0 ? rowFault.value.text : "";
  useEffect(() => {
    const wanted = focus.value;
    if (!wanted || !section.current) return;
    focus.value = undefined;
    const control = controlOf(section.current, wanted);
    control?.focus();
    if (control instanceof HTMLInputElement) control.select();
  });
  return (
    <section aria-label={t`Conditions`} ref={section}>
      <div class="match-line">
        <Joined join={joinOf(condition)!} path={[]} label={t`How the conditions are joined`} />
        {known && <span class="colhead hide-s">{t`still in, of ${sayNumber(known.total)}`}</span>}
      </div>
      <Rows group={condition} />
      {isEmpty && <p class="w none">{t`No condition: every visitor is in.`}</p>}
      {wholeFault && (
        <p class="msg bad" role="alert">
          <Icon name="stop" />
          {wholeFault}
        </p>
      )}
      <div class="add outer">
        <button type="button" class="btn small" onClick={() => add("condition")}>
          <Icon name="plus" />
          {t`Condition ${<kbd>A</kbd>}`}
        </button>
        <button type="button" class="btn quiet small" onClick={() => add("group")}>
          {t`Group ${<kbd>G</kbd>}`}
        </button>
        <button type="button" class="btn quiet small" onClick={() => add("exclusion")}>
          {t`Exclude ${<kbd>X</kbd>}`}
        </button>
        <span class="hints hide-s">
          {t`${<kbd>Esc</kbd>} leaves a field, ${<kbd>Alt ↑</kbd>} ${<kbd>Alt ↓</kbd>} move`}
        </span>
      </div>
    </section>
  );
}

/** The control of a row that the focus is wanted on; without a row, the button that adds one. */
function controlOf(
  section: HTMLElement,
  { path, part }: NonNullable<typeof focus.value>,
): HTMLElement | null | undefined {
  const rowAt = (at: typeof path) => at.length > 0 && section.querySelector(`[data-path="${at.join(".")}"]`);
  // A row that excludes is drawn as the group around it.
  const row = rowAt(path) || rowAt(path.slice(0, -1));
  if (!row) return section.querySelector<HTMLElement>(".add.outer button");
  const fields = [...row.querySelectorAll<HTMLInputElement | HTMLSelectElement>("input, select")];
  const values = fields.filter((field) => field.matches(".val:not(.within)"));
  if (part === "field") return fields.find((field) => field.matches(".what"));
  const isToFill = part === "value" && values.find((field) => !field.value);
  return isToFill || (values.at(-1) ?? fields.at(-1));
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
      <summary>{t`As JSON`}</summary>
      <div class={`field${jsonFault.value ? " bad" : ""}`}>
        <label for="json" class="vh">{t`Condition as JSON`}</label>
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

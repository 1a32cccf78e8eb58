/** One segment being edited: its draft, the way back, and saving. How many fit it: counting/state.ts. */
import { computed, signal } from "@preact/signals";
import { type Comparison, type Condition, parseCondition } from "../../../model/segment.ts";
import { hrefOf } from "../../address.ts";
import { type Failure, getSegments, saveSegment } from "../../api.ts";
import { sayFailure } from "../../components/panel/failure.ts";
import { say } from "../../components/toast/toast.ts";
import { draftFrom, idFrom } from "../../condition-words.ts";
import { reading } from "../../reading.ts";
import { go } from "../../route.ts";
import { isReviewing, refreshPublication } from "../../shell/state.ts";
import { t } from "../../words.ts";
import { UNCHOSEN } from "./comparison.ts";
import {
  changeAt,
  excludedBy,
  firstUnfinished,
  fitsAt,
  groupOf,
  insertAt,
  type Join,
  joinOf,
  move,
  type Path,
  partAt,
  partsOf,
  pathOfField,
  removeAt,
  rootOf,
  rowsWithin,
  turned,
} from "./tree.ts";

export interface Draft {
  id: string;
  name: string;
  /** A group: all, any or none. */
  condition: Condition;
}

export const segments = reading(getSegments);
export const draft = signal<Draft>();
export const isNew = computed(() => draft.value?.id === "");
export const isMissing = signal(false);
export const isSaving = signal(false);
export const nameFault = signal("");
export const jsonFault = signal("");
/** What saving has found wrong with one row, until something is changed. */
export const rowFault = signal<{ path: Path; text: string }>();
/** True once it was tried to save: rows at fault then say so even while one is in them. */
export const isTried = signal(false);
/** For who does not see it: what a key has done. */
export const said = signal("");
/** Where the focus is to go once the rows are drawn: a row's field, its value, or the last control of it. */
export const focus = signal<{ path: Path; part: "field" | "value" | "last" }>();

/** `query`: what a new segment begins with, as a link says it. */
export async function open(id: string, query: Record<string, string>): Promise<void> {
  begin(undefined);
  isMissing.value = false;
  await segments.load();
  if (id === "new") {
    const { name, condition } = draftFrom(query) ?? { name: "", condition: UNCHOSEN };
    begin({ id: "", name, condition: rootOf(condition) });
    return;
  }
  const known = segments.value.value?.segments.find((segment) => segment.id === id);
  isMissing.value = !!segments.value.value && !known;
  if (known) begin({ id: known.id, name: known.name, condition: rootOf(known.condition) });
}

function begin(edited: Draft | undefined): void {
  past.value = [];
  future.value = [];
  nameFault.value = "";
  jsonFault.value = "";
  rowFault.value = undefined;
  isTried.value = false;
  draft.value = edited;
}

export const saved = computed(() =>
  segments.value.value?.segments.find((segment) => segment.id === draft.value?.id),
);
export const isChanged = computed(() => {
  const { name, condition } = draft.value ?? {};
  const known = saved.value;
  return (
    !known || known.name !== name || JSON.stringify(rootOf(known.condition)) !== JSON.stringify(condition)
  );
});

const STEPS_BACK = 100;
const past = signal<Draft[]>([]);
const future = signal<Draft[]>([]);
export const canUndo = computed(() => past.value.length > 0);
/** Keys typed one after the other into one field are one step back. */
let typedIn = "";

/** `field`: given while one types, the field that is typed in. */
export function change(part: Partial<Draft>, field = ""): void {
  const former = draft.value;
  if (!former) return;
  if (!field || field !== typedIn) past.value = [...past.value, former].slice(-STEPS_BACK);
  typedIn = field;
  future.value = [];
  rowFault.value = undefined;
  draft.value = { ...former, ...part };
}
export function undo(): void {
  swap(past, future, t`Undone.`);
}
export function redo(): void {
  swap(future, past, t`Done again.`);
}
function swap(from: typeof past, to: typeof past, done: string): void {
  const next = from.value.at(-1);
  if (!next || !draft.value) return;
  from.value = from.value.slice(0, -1);
  to.value = [...to.value, draft.value];
  typedIn = "";
  draft.value = next;
  said.value = done;
}

const condition = () => draft.value!.condition;

export function changeRow(path: Path, row: Comparison, field = ""): void {
  change({ condition: changeAt(condition(), path, () => row) }, field && `${path.join(".")} ${field}`);
}
export function changeJoin(path: Path, join: Join): void {
  change({ condition: changeAt(condition(), path, (group) => groupOf(join, partsOf(group))) });
}

/** What can be added: a row, a group with a row in it, a row that excludes. */
export type Added = "condition" | "group" | "exclusion";

/** Adds behind the part of the path; into it where it is a group; last of all without one. */
export function add(what: Added, behind: Path = []): void {
  const within = partAt(condition(), behind);
  const isInto = within && joinOf(within) && !excludedBy(within);
  const at = isInto ? [...behind, partsOf(within).length] : [...behind.slice(0, -1), behind.at(-1)! + 1];
  const outer = joinOf(partAt(condition(), at.slice(0, -1))!);
  const part =
    what === "condition"
      ? UNCHOSEN
      : groupOf(what === "exclusion" ? "none" : outer === "all" ? "any" : "all", [UNCHOSEN]);
  if (!fitsAt(at, part)) {
    say(t`Groups go no deeper than this.`);
    return;
  }
  change({ condition: insertAt(condition(), at, part) });
  focus.value = { path: at, part: "field" };
  said.value = { condition: t`Condition added.`, group: t`Group added.`, exclusion: t`Exclusion added.` }[
    what
  ];
}

export function remove(path: Path): void {
  const before = rowsWithin(condition()).findLast(({ path: other }) => isBefore(other, path));
  change({ condition: removeAt(condition(), path) });
  said.value = t`Condition removed.`;
  focus.value = { path: before?.path ?? [], part: "last" };
}
const isBefore = (a: Path, b: Path): boolean => {
  const at = b.findIndex((step, i) => step !== a[i]);
  return at >= 0 && a[at] !== undefined && a[at] < b[at]!;
};

export function shift(path: Path, by: 1 | -1): void {
  const moved = move(condition(), path, by);
  if (!moved) return;
  change({ condition: moved.condition });
  focus.value = { path: moved.path, part: "field" };
  said.value = by < 0 ? t`Moved up.` : t`Moved down.`;
}

/** Into what it excludes, or back. */
export function turn(path: Path): void {
  const part = turned(partAt(condition(), path)!);
  if (!fitsAt(path, part)) {
    say(t`Groups go no deeper than this.`);
    return;
  }
  change({ condition: changeAt(condition(), path, () => part) });
  focus.value = { path, part: "field" };
}

export function duplicate(path: Path): void {
  const at = [...path.slice(0, -1), path.at(-1)! + 1];
  change({ condition: insertAt(condition(), at, partAt(condition(), path)!) });
  focus.value = { path: at, part: "value" };
}

export function changeJson(text: string): void {
  let input: unknown;
  try {
    input = JSON.parse(text);
  } catch {
    jsonFault.value = t`This is not JSON.`;
    return;
  }
  const parsed = parseCondition(input);
  jsonFault.value = "fault" in parsed ? t`${parsed.fault.path}: expected ${parsed.fault.expected}.` : "";
  if ("condition" in parsed) change({ condition: rootOf(parsed.condition) }, "json");
}

export async function save(): Promise<void> {
  const edited = draft.value;
  if (!edited || isSaving.value) return;
  isTried.value = true;
  nameFault.value = edited.name.trim() ? "" : t`A segment needs a name, so that campaigns can say it.`;
  if (nameFault.value) {
    document.getElementById("name")?.focus();
    return;
  }
  const unfinished = firstUnfinished(edited.condition);
  if (unfinished) {
    focus.value = { path: unfinished, part: "value" };
    return;
  }
  const taken = new Set(segments.value.value?.segments.map(({ id }) => id));
  const segment = { ...edited, name: edited.name.trim(), id: edited.id || idFrom(edited.name, taken) };
  isSaving.value = true;
  const answer = await saveSegment(segment);
  isSaving.value = false;
  if ("failure" in answer) {
    if (answer.failure.field?.startsWith("condition")) showFault(answer.failure);
    else say(t`Not saved. ${sayFailure(answer.failure)}`);
    return;
  }
  isTried.value = false;
  await Promise.all([segments.load(), refreshPublication()]);
  say(t`${segment.name} saved. Not live until it is published.`, {
    label: t`Publish`,
    run: () => (isReviewing.value = true),
  });
  if (!edited.id) go(hrefOf("segments", segment.id), { replace: true });
}

/** At the row it is about; below all where it is about the whole. */
export function showFault(failure: Failure, isFocused = true): void {
  const path = pathOfField(failure.field ?? "");
  const text = failure.expected ? t`Expected ${failure.expected}.` : sayFailure(failure);
  rowFault.value = { path, text };
  if (isFocused) focus.value = { path, part: "value" };
}

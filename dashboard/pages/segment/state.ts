/** One segment being edited: its draft, how many fit it, and saving. */
import { computed, effect, signal } from "@preact/signals";
import type { SegmentCount } from "../../../model/report.ts";
import {
  type Comparison,
  type Condition,
  FIELDS,
  OPERATORS,
  operatorsOf,
  parseCondition,
} from "../../../model/segment.ts";
import { countSegment, deleteSegment, getSegments, saveSegment } from "../../api.ts";
import { sayFailure } from "../../components/panel/failure.ts";
import { say } from "../../components/toast/toast.ts";
import { conditionOf, idFrom, nameFrom, rowsFrom, rowsOf } from "../../condition-words.ts";
import { reading } from "../../reading.ts";
import { go, hrefOf } from "../../route.ts";
import { isReviewing, refreshPublication } from "../../shell/state.ts";
import { you } from "../../you.ts";

export interface Draft {
  id: string;
  name: string;
  condition: Condition;
}

export const segments = reading(getSegments);
export const draft = signal<Draft>();
export const isNew = computed(() => draft.value?.id === "");
export const isMissing = signal(false);
export const isSaving = signal(false);
export const nameFault = signal("");
export const jsonFault = signal("");

export const count = signal<SegmentCount>();
export const countFault = signal("");
/** The figure shown is of the condition before. */
export const isCounting = signal(false);

const FIRST_ROW: Comparison = { field: "products", days: 30, op: "gte", value: 3 };

/** `query`: what a new segment begins with, as a link says it. */
export async function open(id: string, query: Record<string, string>): Promise<void> {
  draft.value = undefined;
  isMissing.value = false;
  count.value = undefined;
  nameFault.value = "";
  await segments.load();
  if (id === "new") {
    const given = rowsFrom(query);
    draft.value = {
      id: "",
      name: nameFrom(given),
      condition: conditionOf({ join: "all", rows: given.length > 0 ? given : [FIRST_ROW] }),
    };
    return;
  }
  const known = segments.value.value?.segments.find((segment) => segment.id === id);
  isMissing.value = !!segments.value.value && !known;
  if (known) draft.value = { id: known.id, name: known.name, condition: known.condition };
}

export const saved = computed(() =>
  segments.value.value?.segments.find((segment) => segment.id === draft.value?.id),
);
export const isChanged = computed(() => {
  const { name, condition } = draft.value ?? {};
  const known = saved.value;
  return !known || known.name !== name || JSON.stringify(known.condition) !== JSON.stringify(condition);
});

export function change(part: Partial<Draft>): void {
  if (draft.value) draft.value = { ...draft.value, ...part };
}

export const rows = computed(() => draft.value && rowsOf(draft.value.condition));

export function changeJoin(join: "all" | "any"): void {
  if (rows.value) change({ condition: conditionOf({ ...rows.value, join }) });
}
export function changeRow(at: number, row: Comparison): void {
  if (rows.value)
    change({
      condition: conditionOf({
        ...rows.value,
        rows: rows.value.rows.map((old, i) => (i === at ? row : old)),
      }),
    });
}
export function addRow(): void {
  if (rows.value)
    change({ condition: conditionOf({ ...rows.value, rows: [...rows.value.rows, FIRST_ROW] }) });
}
export function removeRow(at: number): void {
  if (rows.value)
    change({ condition: conditionOf({ ...rows.value, rows: rows.value.rows.filter((_, i) => i !== at) }) });
}

/** A comparison of another field: its own first operator and a value to begin with. */
export function rowFor(field: string): Comparison {
  const known = FIELDS[field]!;
  const [op = ""] = Object.keys(operatorsOf(known));
  return withOperator({ field, ...(known.of && { of: "" }), op }, op);
}

/** The row with another operator, and its value as that one takes it. */
export function withOperator({ value, ...row }: Comparison, op: string): Comparison {
  const { type, values = {} } = FIELDS[row.field]!;
  const [former] = [value].flat();
  const [first = ""] = Object.keys(values);
  const number = typeof former === "number" ? former : 1;
  const text = typeof former === "string" ? former : first;
  switch (OPERATORS[type][op]!.takes) {
    case "nothing":
      return { ...row, op };
    case "number":
      return { ...row, op, value: number };
    case "range":
      return { ...row, op, value: [number, number] };
    case "boolean":
      return { ...row, op, value: true };
    case "text":
      return { ...row, op, value: text };
    case "texts":
      return { ...row, op, value: Array.isArray(value) ? value : [text] };
    case "steps":
      return { ...row, op, value: Array.isArray(value) ? value : ["page:product", "event:add_to_cart"] };
  }
}

export function changeJson(text: string): void {
  let input: unknown;
  try {
    input = JSON.parse(text);
  } catch {
    jsonFault.value = "This is not JSON.";
    return;
  }
  const parsed = parseCondition(input);
  jsonFault.value = "fault" in parsed ? `${parsed.fault.path}: expected ${parsed.fault.expected}.` : "";
  if ("condition" in parsed) change({ condition: parsed.condition });
}

export async function save(): Promise<void> {
  const edited = draft.value;
  if (!edited) return;
  nameFault.value = edited.name.trim() ? "" : "A segment needs a name, so that campaigns can say it.";
  if (nameFault.value) return;
  const parsed = parseCondition(edited.condition);
  if ("fault" in parsed) {
    say(`Not saved. ${parsed.fault.path}: expected ${parsed.fault.expected}.`);
    return;
  }
  const taken = new Set(segments.value.value?.segments.map(({ id }) => id));
  const segment = { ...edited, name: edited.name.trim(), id: edited.id || idFrom(edited.name, taken) };
  isSaving.value = true;
  const answer = await saveSegment(segment);
  isSaving.value = false;
  if ("failure" in answer) {
    say(`Not saved. ${sayFailure(answer.failure)}`);
    return;
  }
  await Promise.all([segments.load(), refreshPublication()]);
  say(`${segment.name} saved. Not live until it is published.`, {
    label: "Publish",
    run: () => (isReviewing.value = true),
  });
  if (!edited.id) go(hrefOf("segments", segment.id), { replace: true });
}

export async function remove(): Promise<void> {
  const known = saved.value;
  if (!known) return;
  const answer = await deleteSegment(known.id);
  if ("failure" in answer) {
    say(`Not deleted. ${sayFailure(answer.failure)}`);
    return;
  }
  void refreshPublication();
  go(hrefOf("segments"));
  const { id, name, condition } = known;
  say(`${name} deleted.`, {
    label: "Undo",
    run: () => void saveSegment({ id, name, condition }).then(() => go(hrefOf("segments", id))),
  });
}

/** Counting follows the typing, a breath behind it. */
const PAUSE_MS = 150;
let latest = 0;
effect(() => {
  const condition = draft.value?.condition;
  const visitor = you.value;
  const mine = ++latest;
  if (!condition || "fault" in parseCondition(condition)) {
    isCounting.value = false;
    return;
  }
  isCounting.value = true;
  setTimeout(() => {
    if (mine === latest) void countNow(condition, visitor, mine);
  }, PAUSE_MS);
});

async function countNow(condition: Condition, visitor: string | undefined, mine: number): Promise<void> {
  let answer = await countSegment(condition, visitor);
  // This browser's visitor may have been erased, or not have arrived yet.
  if (visitor && "failure" in answer && answer.failure.status === 404)
    answer = await countSegment(condition, undefined);
  if (mine !== latest) return;
  isCounting.value = false;
  countFault.value = "failure" in answer ? sayFailure(answer.failure) : "";
  if ("value" in answer) count.value = answer.value;
}
export function recount(): void {
  change({});
}

/** How many fit the draft: counting follows the typing, a breath behind it, and answers that are overtaken are dropped. */
import { computed, effect, signal } from "@preact/signals";
import type { SegmentCount } from "../../../model/report.ts";
import type { Condition, Finding } from "../../../model/segment.ts";
import { countSegment } from "../../api.ts";
import { sayFailure } from "../../components/panel/failure.ts";
import { you } from "../../you.ts";
import { draft } from "./state.ts";
import { finishedPart, finishedRows, finishedSteps } from "./tree.ts";

/** `of`: the draft's condition that was counted, as far as it was finished. */
export const count = signal<SegmentCount & { of: Condition }>();
export const countFault = signal("");
/** The figure shown is of the condition before. */
export const isCounting = signal(false);

const PAUSE_MS = 150;
let latest = 0;
const edited = computed(() => draft.value?.condition);
const isAgain = signal(0);
effect(() => {
  const condition = edited.value;
  const visitor = you.value;
  void isAgain.value;
  const mine = ++latest;
  isCounting.value = !!condition;
  if (!condition) {
    count.value = undefined;
    return;
  }
  setTimeout(() => {
    if (mine === latest) void countNow(condition, visitor, mine);
  }, PAUSE_MS);
});

async function countNow(condition: Condition, visitor: string | undefined, mine: number): Promise<void> {
  const finished = finishedPart(condition);
  let answer = await countSegment(finished, visitor);
  // This browser's visitor may have been erased, or not have arrived yet.
  if (visitor && "failure" in answer && answer.failure.status === 404)
    answer = await countSegment(finished, undefined);
  if (mine !== latest) return;
  isCounting.value = false;
  countFault.value = "failure" in answer ? sayFailure(answer.failure) : "";
  if ("value" in answer) count.value = { ...answer.value, of: condition };
}
export function recount(): void {
  isAgain.value++;
}

/** By the row's path: how it stands for this browser's own visitor. Of what was counted last. */
export const findings = computed<ReadonlyMap<string, Finding>>(() => {
  const { of, findings } = count.value ?? {};
  if (!of || !findings) return new Map();
  return new Map(finishedRows(of).map(({ path }, i) => [path.join("."), findings[i]!]));
});

/** By where an outermost row stands: visitors still in after it, and their share of all. */
export const stillIn = computed<ReadonlyMap<number, { count: number; share: number }>>(() => {
  const { of, stillIn = [], counted = 0 } = count.value ?? {};
  if (!of) return new Map();
  const after = finishedSteps(of).map((at, i) => {
    const count = stillIn[i] ?? 0;
    return [at, { count, share: counted > 0 ? count / counted : 0 }] as const;
  });
  return new Map(after);
});

/**
 * How many fit the draft: counting follows the typing, a breath behind it, and answers that are overtaken are dropped.
 * What is asked for after the count (rows, overlap) waits for it, so that the figure comes first.
 */
import { computed, effect, signal } from "@preact/signals";
import type {
  SegmentCount,
  SegmentGrowth,
  SegmentOverlap,
  SegmentPreview,
} from "../../../../model/report.ts";
import type { Condition, Finding } from "../../../../model/segment.ts";
import {
  type Answer,
  type Failure,
  getCount,
  getSizes,
  growSegment,
  overlapSegment,
  previewSegment,
  startCount,
} from "../../../api.ts";
import { sayFailure } from "../../../components/panel/failure.ts";
import { reading } from "../../../reading.ts";
import { you } from "../../../you.ts";
import { draft, showFault } from "../state.ts";
import { finishedPart, finishedRows, finishedSteps } from "../tree.ts";

/** `of`: the draft's condition that was counted, as far as it was finished. */
export const count = signal<SegmentPreview & { of: Condition }>();
export const countFault = signal("");
/** The figure shown is of the condition before. */
export const isCounting = signal(false);
const growth = signal<SegmentGrowth & { of: Condition }>();
export const overlap = signal<SegmentOverlap>();

/** The count that looks at every visitor: under way, done, or what went wrong. Of the condition on screen only. */
export const exact = signal<{ count: SegmentCount } | { fault: string } | undefined>();

const PAUSE_MS = 150;
let latest = 0;
const edited = computed(() => draft.value?.condition);
const asked = signal(0);
effect(() => {
  const condition = edited.value;
  const visitor = you.value;
  void asked.value;
  const mine = ++latest;
  exact.value = undefined;
  isCounting.value = !!condition;
  if (!condition) {
    count.value = undefined;
    growth.value = undefined;
    overlap.value = undefined;
    return;
  }
  setTimeout(() => {
    if (mine === latest) void countNow(condition, visitor, mine);
  }, PAUSE_MS);
});
export function recount(): void {
  asked.value++;
}

async function countNow(condition: Condition, visitor: string | undefined, mine: number): Promise<void> {
  const finished = finishedPart(condition);
  let answer = await previewSegment(finished, visitor);
  // This browser's visitor may have been erased, or not have arrived yet.
  if (visitor && "failure" in answer && answer.failure.status === 404)
    answer = await previewSegment(finished, undefined);
  if (mine !== latest) return;
  isCounting.value = false;
  if ("failure" in answer) {
    refuse(answer.failure);
    return;
  }
  countFault.value = "";
  count.value = { ...answer.value, of: condition };
  const [grown, shared] = await Promise.all([
    growSegment(finished),
    overlapSegment(finished, draft.value?.id ?? ""),
  ]);
  if (mine !== latest) return;
  if ("value" in grown) growth.value = { ...grown.value, of: condition };
  overlap.value = "value" in shared ? shared.value : undefined;
}

/** A condition that the edge does not take says so where it is wrong. */
function refuse(failure: Failure): void {
  countFault.value = sayFailure(failure);
  if (failure.field?.startsWith("condition")) showFault(failure, false);
}

/** By the row's path: how it stands for this browser's own visitor. Of what was counted last. */
export const findings = computed<ReadonlyMap<string, Finding>>(() => {
  const known = count.value;
  if (!known?.findings) return new Map();
  return new Map(finishedRows(known.of).map(({ path }, i) => [path.join("."), known.findings![i]!]));
});

/** By where an outermost row stands: visitors still in after it, and their share of the most. The last is the count. */
export const stillIn = computed<ReadonlyMap<number, { count: number; share: number }>>(() => {
  const grown = growth.value;
  if (!grown) return new Map();
  const counts = grown.stillIn.map(({ count }) => count);
  if (count.value?.of === grown.of && counts.length > 0) counts[counts.length - 1] = count.value.count;
  const most = Math.max(1, ...counts);
  const steps = finishedSteps(grown.of);
  return new Map(steps.map((at, i) => [at, { count: counts[i] ?? 0, share: (counts[i] ?? 0) / most }]));
});

const LOOK_MS = 400;

export async function countExactly(): Promise<void> {
  const { condition } = draft.value!;
  const mine = latest;
  // Whoever changes the condition, or cancels, leaves the job to itself.
  const isStill = () => mine === latest;
  let answer: Answer<SegmentCount> = await startCount(finishedPart(condition));
  while (isStill()) {
    if ("failure" in answer) {
      exact.value = { fault: sayFailure(answer.failure) };
      return;
    }
    exact.value = { count: answer.value };
    if (answer.value.finishedAt !== null) return;
    await new Promise((go) => setTimeout(go, LOOK_MS));
    if (!exact.value) return;
    answer = await getCount(answer.value.id);
    if (!exact.value) return;
  }
}
export function cancelExact(): void {
  exact.value = undefined;
}

/** Days that sizes are shown of. */
export const SIZE_DAYS = 30;
/** How many were in the saved segment, by day. */
export const sizesOf = (id: string) => reading(() => getSizes(id, SIZE_DAYS));

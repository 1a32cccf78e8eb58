/**
 * Where an enrolment goes from where it stands: the next thing to do, until when it waits and why, or how it ended. Asked at
 * any time and however often, it asks for the same actions in the same order, each once. Pure.
 */
import { bucketOf } from "./bucketing.ts";
import { variantOf } from "./decision.ts";
import { LAG_WAIT_MS, MOST_LAG_MS } from "./delivery.ts";
import {
  type ActionStep,
  branchesOf,
  type Ending,
  type Enrolment,
  type Journey,
  type Step,
} from "./journey.ts";
import { type Held, nextHour, type PushWindow, whenToSend } from "./push-window.ts";
import { HOUR_MS, MINUTE_MS } from "./time.ts";

/** What is known of the visitor at the instant. */
export interface View {
  /** Ids of the segments they are in. */
  memberships: ReadonlySet<string>;
  /** Epoch ms: their last sign. */
  lastSeenAt: number;
  /** Something lies in it that was not bought since. */
  hasCart: boolean;
  /** Epoch ms; 0: none. */
  lastOrderAt: number;
  /** Has not taken back the consent to what is personal. */
  isAllowed: boolean;
  /** Of those who get nothing at all, so that the effect of everything can be measured. */
  isHeldOut: boolean;
  /** IANA name: where they are, or the shop is where nobody knows. */
  timeZone: string;
  /** When a notification may go; null: they have no subscription. */
  push: PushWindow | null;
  /** How far behind events reach D1. */
  lagMs: number;
}

export type JourneyHeld = Held | "ingest_lag";
/** Why an action was passed over. */
export type Skipped = "no_subscription" | "no_code";

export type Advance = {
  /** What every delay counts from: a later sign of who left a cart moves it on. */
  triggeredAt: number;
  vars: Enrolment["vars"];
  /** Ids of the steps it has newly come to. */
  came: string[];
} & (
  | {
      kind: "act";
      step: ActionStep /** Where it stands once that is done; null: at the end. */;
      next: string | null;
    }
  | { kind: "wait"; step: string /** Epoch ms. */; until: number; held?: JourneyHeld }
  | { kind: "end"; how: Ending }
);

/** `journey`: as published; undefined where it is no more. `now`: epoch ms. */
export function advance(
  journey: Journey | undefined,
  enrolment: Enrolment,
  view: View,
  now: number,
): Advance {
  const path = journey && pathTo(journey.steps, enrolment.step);
  const { visitor, vars: known } = enrolment;
  if (!path) {
    const { triggeredAt } = enrolment;
    return { triggeredAt, vars: known, came: [], kind: "end", how: "stopped" };
  }
  const triggeredAt = triggerOf(journey, enrolment, view);
  const isMoved = triggeredAt > enrolment.triggeredAt;
  const start = isMoved ? reachedBy(path.before, triggeredAt, view.timeZone) : (known.at ?? triggeredAt);
  let vars: Enrolment["vars"] = { ...known, at: start };
  let steps = path.rest;
  const came: string[] = [];
  const goOn = (next: Step[], more: Enrolment["vars"] = {}) => {
    vars = { ...vars, ...more };
    steps = next;
    if (next[0]) came.push(next[0].id);
  };
  for (;;) {
    const found = { triggeredAt, vars, came };
    const how = exitOf(journey, { ...enrolment, triggeredAt, vars }, view);
    if (how) return { ...found, kind: "end", how };
    const [step, ...others] = steps;
    if (!step) return { ...found, kind: "end", how: "done" };
    const reached = vars.at!;
    if (reached > now) return { ...found, kind: "wait", step: step.id, until: reached };
    switch (step.kind) {
      case "wait":
      case "until_hour": {
        const until = endOf(step, reached, triggeredAt, view.timeZone);
        if (until > now) return { ...found, kind: "wait", step: step.id, until };
        goOn(others, { at: until });
        break;
      }
      case "if":
        goOn([...(view.memberships.has(step.segment) ? step.met : step.unmet), ...others]);
        break;
      case "split": {
        const { id, holdoutShare, branches } = step;
        const point = bucketOf(visitor, `split:${journey.id}:${id}`);
        if (point < holdoutShare) return { ...found, kind: "end", how: "held_out" };
        const chosen = variantOf(branches, (point - holdoutShare) / (1 - holdoutShare));
        goOn([...branches.find((branch) => branch.id === chosen)!.steps, ...others]);
        break;
      }
      default: {
        if (step.kind === "push" && !view.push) {
          goOn(others, skipping(vars, step.id, "no_subscription"));
          break;
        }
        const wait = step.kind === "push" && holdOf(step, view, now);
        if (wait) return { ...found, kind: "wait", step: step.id, ...wait };
        goOn(others, { hasActed: true });
        return { triggeredAt, vars, came, kind: "act", step, next: others[0]?.id ?? null };
      }
    }
  }
}

/** The vars of who has gone past an action that could not be done. */
export const skipping = (vars: Enrolment["vars"], step: string, why: Skipped): Enrolment["vars"] => ({
  ...vars,
  hasActed: true,
  skipped: { ...vars.skipped, [step]: why },
});

/** When a visitor who is enrolled now is first looked at. */
export function firstDue({ steps: [first] }: Journey, triggeredAt: number): number {
  return first!.kind === "wait" ? triggeredAt + first!.minutes * MINUTE_MS : triggeredAt;
}

/** Until an action is done, who left a cart and comes back has not left it yet. */
const triggerOf = ({ trigger }: Journey, { triggeredAt, vars }: Enrolment, { lastSeenAt }: View): number =>
  trigger.kind === "cart_left" && !vars.hasActed ? Math.max(triggeredAt, lastSeenAt) : triggeredAt;

/** The steps before one on its way, as far as they are still open, and those from it on. */
function pathTo(steps: readonly Step[], id: string): { before: Step[]; rest: Step[] } | undefined {
  for (const [i, step] of steps.entries()) {
    if (step.id === id) return { before: steps.slice(0, i), rest: steps.slice(i) };
    for (const branch of branchesOf(step)) {
      const inner = pathTo(branch, id);
      if (inner)
        return {
          before: [...steps.slice(0, i), ...inner.before],
          rest: [...inner.rest, ...steps.slice(i + 1)],
        };
    }
  }
  return undefined;
}

/** When the waits among the steps are over, by the clock alone. */
const reachedBy = (steps: Step[], triggeredAt: number, timeZone: string): number =>
  steps.reduce(
    (at, step) =>
      step.kind === "wait" || step.kind === "until_hour" ? endOf(step, at, triggeredAt, timeZone) : at,
    triggeredAt,
  );

/** `reached`: when the waits before it were over, so that the hour is the next after them and not after whoever came late. */
const endOf = (
  step: Extract<Step, { kind: "wait" | "until_hour" }>,
  reached: number,
  triggeredAt: number,
  timeZone: string,
): number =>
  step.kind === "wait"
    ? Math.max(reached, triggeredAt + step.minutes * MINUTE_MS)
    : nextHour(reached, step.hour, timeZone);

function exitOf(
  { trigger, exits }: Journey,
  { triggeredAt, enrolledAt, vars }: Enrolment,
  { memberships, hasCart, lastOrderAt, isAllowed, isHeldOut }: View,
): Ending | undefined {
  if (!isAllowed) return "stopped";
  if (isHeldOut) return "held_out";
  const isCart = trigger.kind === "cart_left";
  const isCartOpen = isCart && !vars.hasActed;
  // The order that ended a visit is its last sign. One that began a journey is told by several clocks.
  const since = isCart ? enrolledAt : trigger.kind === "order" ? triggeredAt + HOUR_MS : triggeredAt;
  if (lastOrderAt > since && (exits.order || isCartOpen)) return "ordered";
  if (!hasCart && (exits.emptiedCart || isCartOpen)) return "emptied";
  return exits.segmentsLeft.some((id) => !memberships.has(id)) ? "left_segment" : undefined;
}

function holdOf(
  { message }: Extract<Step, { kind: "push" }>,
  { push, lagMs }: View,
  now: number,
): { until: number; held: JourneyHeld } | undefined {
  if (message.about === "cart" && lagMs > MOST_LAG_MS)
    return { until: now + LAG_WAIT_MS, held: "ingest_lag" };
  const { at, held } = whenToSend(now, push!);
  return held && { until: at, held };
}

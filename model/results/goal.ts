/**
 * How many of those who met a campaign have done what it is for, against those who were held out. Counted once a visitor, after
 * the first exposure, by whichever browser: ingest counts all but orders, which are read with the revenue.
 */
import type { Campaign, Goal } from "../campaign.ts";
import type { Event } from "../event.ts";
import { differenceInterval, type Interval, MIN_BUYERS } from "./interval.ts";
import { HELD_OUT, HELD_OUT_OF_ALL } from "./split.ts";

const ORDER: Goal = { kind: "order" };
export const goalOf = ({ goal }: Pick<Campaign, "goal">): Goal => goal ?? ORDER;

/** What ingest counts the goal by; undefined for orders. Another goal is counted from nought. */
export function goalKey(goal: Goal): string | undefined {
  switch (goal.kind) {
    case "order":
      return undefined;
    case "click":
    case "answer":
    case "sign_up":
      return goal.kind;
    case "event":
      return `event.${goal.event}`;
  }
}

/** Whether the event reaches the goal of campaign `id`. */
export function reaches(goal: Goal, id: string, { name, props }: Event): boolean {
  switch (goal.kind) {
    case "order":
      return false;
    case "click":
      return name === "content_click" && props.campaign === id;
    case "answer":
      return name === "answer" && props.campaign === id;
    case "sign_up":
      return name === "answer" && !!props.contacts?.length;
    case "event":
      return name === goal.event || name === `custom:${goal.event}`;
  }
}

/** Of one side. */
export interface Reached {
  visitors: number;
  reached: number;
}

export interface GoalResult {
  goal: Goal;
  /** Those who were shown it. */
  shown: Reached;
  /** Null: nobody is held out, or they cannot reach it, since what is followed or answered is not there. */
  heldOut: Reached | null;
  /** Of shares, 0 to 1: by how much more of those shown reach it; null below ten on either side. */
  difference: Interval | null;
}

/** `arms`: of the split in force. `isSplit`: whether it holds anybody out. */
export function goalResult(
  goal: Goal,
  arms: readonly (Reached & { arm: string })[],
  isSplit: boolean,
): GoalResult {
  const shown = arms
    .filter(({ arm }) => arm !== HELD_OUT && arm !== HELD_OUT_OF_ALL)
    .reduce((sum, one) => add(sum, one), NOBODY);
  const isComparable = isSplit && goal.kind !== "click" && goal.kind !== "answer";
  const { visitors, reached } = arms.find(({ arm }) => arm === HELD_OUT) ?? NOBODY;
  const heldOut = isComparable ? { visitors, reached } : null;
  const isEnough = heldOut && shown.reached >= MIN_BUYERS && heldOut.reached >= MIN_BUYERS;
  return {
    goal,
    shown,
    heldOut,
    difference: isEnough ? differenceInterval(sumsOf(shown), sumsOf(heldOut)) : null,
  };
}

const NOBODY: Reached = { visitors: 0, reached: 0 };
const add = (a: Reached, b: Reached): Reached => ({
  visitors: a.visitors + b.visitors,
  reached: a.reached + b.reached,
});
/** Each who reached it counts 1, and 1 squared. */
const sumsOf = ({ visitors, reached }: Reached) => ({ visitors, sum: reached, squares: reached });

/**
 * A condition as bounds over the narrow columns of a visitor's row: whoever is in the condition, whenever that is asked,
 * is within them, so SQL may leave the others out. The predicate decides (design.md "Segments").
 * What is not known here bounds nothing. Pure: `now` is an argument.
 */
import { ALWAYS, type Bound, both, either, NEVER, type Yardstick } from "./bound.ts";
import { operatorOf, planOf } from "./segment/fields.ts";
import { holdsPlan } from "./segment/plan.ts";
import type { Comparison, Condition } from "./segment.ts";
import { BOUNDED } from "./segment-bounds.ts";

/** Bounds of whoever is in the condition; with `isWanted` false of whoever is not. */
export function preFilter(condition: Condition, yardstick: Yardstick, isWanted = true): Bound {
  const parts = (conditions: Condition[], isPartWanted: boolean) =>
    conditions.map((part) => preFilter(part, yardstick, isPartWanted));
  if ("all" in condition)
    return isWanted ? both(parts(condition.all, true)) : either(parts(condition.all, false));
  if ("any" in condition)
    return isWanted ? either(parts(condition.any, true)) : both(parts(condition.any, false));
  if ("none" in condition)
    return isWanted ? both(parts(condition.none, false)) : either(parts(condition.none, true));
  // A negated operator holds wherever its plan does not, and so where there is no value.
  const isPlanWanted = isWanted !== Boolean(operatorOf(condition).isNegated);
  if (condition.field === "segment") return boundOfSegment(condition, isPlanWanted, yardstick);
  return BOUNDED[condition.field]?.(condition, planOf(condition), isPlanWanted, yardstick) ?? ALWAYS;
}

/** Whoever is in the other segment, or is not, as the comparison asks. */
function boundOfSegment(comparison: Comparison, isWanted: boolean, yardstick: Yardstick): Bound {
  const at = yardstick.segments.findIndex(({ id }) => id === comparison.of);
  // Those before it are all it can ask for, so this ends.
  const before = { ...yardstick, segments: yardstick.segments.slice(0, Math.max(0, at)) };
  const member = (isIn: boolean) => {
    if (at < 0) return isIn ? NEVER : ALWAYS;
    return preFilter(yardstick.segments[at]!.condition, before, isIn);
  };
  const plan = planOf(comparison);
  return either([true, false].filter((isIn) => holdsPlan(plan, isIn) === isWanted).map(member));
}

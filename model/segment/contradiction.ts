/**
 * Whether anybody can fit a condition at all. Only what is certain is told: comparisons of one field with each other, in each
 * of the ways in which the condition can be met. What no plan of a range or of texts says is taken to be possible.
 */
import type { Comparison, Condition } from "./condition.ts";
import { operatorOf, planOf } from "./fields.ts";
import { holdsPlan, type Plan } from "./plan.ts";

interface Named {
  id: string;
  condition: Condition;
}

/** A comparison that must hold, or must not. */
interface Literal {
  comparison: Comparison;
  plan: Plan;
  isWanted: boolean;
}

/** Ways to meet a condition that are looked at: of more, one is taken to be possible. */
const MOST_WAYS = 200;

/**
 * Comparisons that exclude each other, where no way to meet the condition is without such; else undefined. `segments`: those
 * the condition may ask for.
 */
export function contradictionIn(
  condition: Condition,
  segments: readonly Named[],
): readonly Comparison[] | undefined {
  const ways = waysTo(condition, true, segments);
  const conflicts = ways?.map(conflictIn);
  return conflicts?.every((one) => one !== undefined) ? (conflicts[0] ?? []) : undefined;
}

/** Every way to meet the condition, or (not wanted) to miss it, as literals that all hold; undefined where they are too many. */
function waysTo(
  condition: Condition,
  isWanted: boolean,
  segments: readonly Named[],
): Literal[][] | undefined {
  const [parts, isPartWanted, isEach] =
    "all" in condition
      ? [condition.all, isWanted, isWanted]
      : "any" in condition
        ? [condition.any, isWanted, !isWanted]
        : "none" in condition
          ? [condition.none, !isWanted, isWanted]
          : [undefined, isWanted, true];
  if (!parts) return waysOf(condition as Comparison, isWanted, segments);
  let ways: Literal[][] = isEach ? [[]] : [];
  for (const part of parts) {
    const more = waysTo(part, isPartWanted, segments);
    if (!more) return undefined;
    ways = isEach ? ways.flatMap((way) => more.map((each) => [...way, ...each])) : [...ways, ...more];
    if (ways.length > MOST_WAYS) return undefined;
  }
  return ways;
}

function waysOf(
  comparison: Comparison,
  isWanted: boolean,
  segments: readonly Named[],
): Literal[][] | undefined {
  const plan = planOf(comparison);
  const isPlanWanted = isWanted !== Boolean(operatorOf(comparison).isNegated);
  if (comparison.field !== "segment") return [[{ comparison, plan, isWanted: isPlanWanted }]];
  const other = segments.find(({ id }) => id === comparison.of)?.condition ?? { any: [] };
  // A circle is the references' fault; here it only has to end.
  const others = segments.filter(({ id }) => id !== comparison.of);
  const ways = [true, false]
    .filter((isIn) => holdsPlan(plan, isIn) === isPlanWanted)
    .map((isIn) => waysTo(other, isIn, others));
  return ways.some((each) => !each) ? undefined : ways.flatMap((each) => each!);
}

/** Two of the literals that exclude each other, or where only more of them do, these. */
function conflictIn(way: Literal[]): Comparison[] | undefined {
  for (const about of Map.groupBy(way, aboutOf).values()) {
    if (canHold(about)) continue;
    const pair = about.flatMap((one, i) => about.slice(i + 1).map((other) => [one, other]));
    return (pair.find((two) => !canHold(two)) ?? about).map(({ comparison }) => comparison);
  }
  return undefined;
}

const aboutOf = ({ comparison: { field, of, days } }: Literal) => JSON.stringify([field, of, days]);

/** Whether one value, or none at all, does as all of them want. */
function canHold(literals: Literal[]): boolean {
  const isSame = ({ comparison: a }: Literal, { comparison: b }: Literal) =>
    a.op === b.op && JSON.stringify(a.value) === JSON.stringify(b.value);
  if (literals.some((one) => literals.some((two) => one.isWanted && !two.isWanted && isSame(one, two))))
    return false;
  if (literals.every(({ isWanted }) => !isWanted)) return true;
  const told = literals.filter(({ plan }) => plan.kind !== "test");
  return candidatesOf(told).some((value) =>
    told.every(({ plan, isWanted }) => holdsPlan(plan, value) === isWanted),
  );
}

/** A value from each stretch between the bounds, and the bounds; each text, and one that is none of them. */
function candidatesOf(literals: Literal[]): (number | string)[] {
  const texts = literals.flatMap(({ plan }) => (plan.kind === "texts" ? plan.texts : []));
  if (texts.length > 0) return [...texts, "\u0000"];
  const bounds = literals
    .flatMap(({ plan }) => (plan.kind === "range" ? [plan.least, plan.most] : []))
    .filter(Number.isFinite)
    .sort((a, b) => a - b);
  const between = bounds.slice(1).map((bound, i) => (bound + bounds[i]!) / 2);
  return [0, ...bounds, ...between, (bounds[0] ?? 0) - 1, (bounds.at(-1) ?? 0) + 1];
}

/** Why a visitor is in a segment, or not: the dashboard's and the drawer's words. */
import type { Facts } from "../facts.ts";
import { type Comparison, type Condition, comparisonsOf } from "./condition.ts";
import type { Actual } from "./field.ts";
import { FIELDS, operatorOf, planOf, readerOf } from "./fields.ts";
import { holdsPlan } from "./plan.ts";

/** One comparison read straight, as the program (program.ts) reads all of a snapshot's. */
export const holdsComparison = (comparison: Comparison, actual: Actual): boolean =>
  holdsPlan(planOf(comparison), actual) !== Boolean(operatorOf(comparison).isNegated);

export function holdsCondition(condition: Condition, facts: Facts): boolean {
  const holds = (part: Condition) => holdsCondition(part, facts);
  if ("all" in condition) return condition.all.every(holds);
  if ("any" in condition) return condition.any.some(holds);
  if ("none" in condition) return !condition.none.some(holds);
  return holdsComparison(condition, readerOf(condition)(facts));
}

/** One comparison and how it stands for a visitor. */
export interface Finding {
  comparison: Comparison;
  /** A list is its length, steps are how many there are. */
  actual: string | number | boolean | null;
  holds: boolean;
}

/** Every comparison of the condition in order, with the visitor's value: the dashboard's "why". */
export const explainMatch = (condition: Condition, facts: Facts): Finding[] =>
  comparisonsOf(condition).map((comparison) => findingOf(comparison, facts));

function findingOf(comparison: Comparison, facts: Facts): Finding {
  const actual = readerOf(comparison)(facts);
  return {
    comparison,
    actual: typeof actual === "object" ? actual.length : (actual ?? null),
    holds: holdsComparison(comparison, actual),
  };
}

/** A comparison to turn so that the whole condition turns. */
export interface Obstacle extends Finding {
  /** What it would have to be: false below a `none`. */
  isWanted: boolean;
}

/** The first comparison in the way of the condition; undefined where it holds, or no comparison could make it hold. */
export function firstObstacle(condition: Condition, facts: Facts, isWanted = true): Obstacle | undefined {
  if (holdsCondition(condition, facts) === isWanted) return undefined;
  const firstOf = (parts: Condition[], isPartWanted: boolean): Obstacle | undefined => {
    for (const part of parts) {
      const obstacle = firstObstacle(part, facts, isPartWanted);
      if (obstacle) return obstacle;
    }
    return undefined;
  };
  if ("all" in condition) return firstOf(condition.all, isWanted);
  if ("any" in condition) return firstOf(condition.any, isWanted);
  if ("none" in condition) return firstOf(condition.none, !isWanted);
  return { ...findingOf(condition, facts), isWanted };
}

/** What is compared: "Micro-moment hesitate, last 30 days". */
export function sayField({ field, of, days }: Comparison): string {
  const { label, window } = FIELDS[field]!;
  const within = days ?? window?.usual;
  const subject = of ? `${label} ${of}` : label;
  return within ? `${subject}, last ${within === 1 ? "day" : `${within} days`}` : subject;
}

/** A comparison as a sentence part: "Interest in category Light at least 0.3". */
export function sayComparison(comparison: Comparison): string {
  const { units, values, window } = FIELDS[comparison.field]!;
  const subject = sayField(comparison);
  const shown = [comparison.value ?? []]
    .flat()
    .map((one) => values?.[String(one)] ?? String(one))
    .join(", ");
  const joint = window && subject.includes(", last ") ? "," : "";
  return [`${subject}${joint}`, operatorOf(comparison).label, shown, shown && units]
    .filter(Boolean)
    .join(" ");
}

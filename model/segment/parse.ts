/** Unknown input as a condition, or the first path at fault and what was expected there. */
import type { Comparison, Condition } from "./condition.ts";
import { type Field, MAX_WINDOW_DAYS } from "./field.ts";
import { FIELDS } from "./fields.ts";
import { upgradeCondition } from "./former.ts";
import { operatorsOf, TAKEN } from "./operator.ts";

/** Nesting and size that the builder, the snapshot and the compiler all hold to. */
const MAX_DEPTH = 5;
const MAX_COMPARISONS = 50;

export interface ConditionFault {
  /** Such as `condition.all[1].value`. */
  path: string;
  expected: string;
}

export function parseCondition(input: unknown): { condition: Condition } | { fault: ConditionFault } {
  const budget = { left: MAX_COMPARISONS };
  const fault = faultIn(input, "condition", 0, budget);
  return fault ? { fault } : { condition: upgradeCondition(input as Condition) };
}

function faultIn(
  input: unknown,
  path: string,
  depth: number,
  budget: { left: number },
): ConditionFault | undefined {
  if (typeof input !== "object" || input === null) return { path, expected: "a group or a comparison" };
  if (depth > MAX_DEPTH) return { path, expected: `at most ${MAX_DEPTH} levels` };
  const group = (["all", "any", "none"] as const).find((name) => Object.hasOwn(input, name));
  if (group) {
    const extra = Object.keys(input).find((key) => key !== group);
    if (extra) return { path: `${path}.${extra}`, expected: `nothing beside ${group}` };
    const parts = (input as Record<string, unknown>)[group];
    if (!Array.isArray(parts)) return { path: `${path}.${group}`, expected: "a list" };
    for (const [i, part] of parts.entries()) {
      const fault = faultIn(part, `${path}.${group}[${i}]`, depth + 1, budget);
      if (fault) return fault;
    }
    return undefined;
  }
  if (--budget.left < 0) return { path, expected: `at most ${MAX_COMPARISONS} comparisons` };
  return faultOfComparison(upgradeCondition(input as Comparison) as Record<keyof Comparison, unknown>, path);
}

function faultOfComparison(
  { field: name, of, days, op, value }: Partial<Record<keyof Comparison, unknown>>,
  path: string,
): ConditionFault | undefined {
  if (typeof name !== "string" || !Object.hasOwn(FIELDS, name))
    return { path: `${path}.field`, expected: `one of ${Object.keys(FIELDS).join(", ")}` };
  const field = FIELDS[name]!;
  if (field.of && (typeof of !== "string" || of === "" || of.length > 80))
    return { path: `${path}.of`, expected: `the ${field.of}, 1 to 80 characters` };
  if (!field.of && of !== undefined) return { path: `${path}.of`, expected: "nothing for this field" };
  if (!field.window && days !== undefined)
    return { path: `${path}.days`, expected: "nothing for this field" };
  if (days !== undefined && !(Number.isInteger(days) && Number(days) >= 1 && Number(days) <= MAX_WINDOW_DAYS))
    return { path: `${path}.days`, expected: `a whole number of days, 1 to ${MAX_WINDOW_DAYS}` };
  return faultOfValue(field, op, value, path);
}

function faultOfValue(field: Field, op: unknown, value: unknown, path: string): ConditionFault | undefined {
  const operators = operatorsOf(field);
  if (typeof op !== "string" || !Object.hasOwn(operators, op))
    return { path: `${path}.op`, expected: `one of ${Object.keys(operators).join(", ")}` };
  const { expected, accepts } = TAKEN[operators[op]!.takes];
  if (!accepts(value)) return { path: `${path}.value`, expected };
  const { values } = field;
  if (!values || value === undefined || [value].flat().every((one) => Object.hasOwn(values, String(one))))
    return undefined;
  return { path: `${path}.value`, expected: `one of ${Object.keys(values).join(", ")}` };
}

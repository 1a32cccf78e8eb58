/** Every operator, by the type of the field: one entry brings words, the value it takes and its plan together. */
import { PAGE_KINDS } from "../event.ts";
import { fitsPattern } from "../page-pattern.ts";
import { hasInOrder, STEP_EVENTS, STEP_KINDS, type Step, stepMark } from "../trail.ts";
import type { Value } from "./condition.ts";
import type { Field, FieldType } from "./field.ts";
import { foldCase, type Plan } from "./plan.ts";

const isText = (value: unknown): value is string => typeof value === "string" && value.length <= 200;
const isNumber = (value: unknown): value is number => typeof value === "number" && Number.isFinite(value);
const isListOf = (value: unknown, least: number, most: number, is: (one: unknown) => boolean) =>
  Array.isArray(value) && value.length >= least && value.length <= most && value.every(is);

const PLACES: Partial<Record<string, readonly string[]>> = { page: PAGE_KINDS, event: STEP_EVENTS };
/** `page:product`, `product:lamp-sowa`; where the kind has few names, one of them. */
function isStep(value: unknown): boolean {
  if (!isText(value)) return false;
  const [kind = "", ...rest] = value.split(":");
  const name = rest.join(":");
  const names = PLACES[kind];
  return (STEP_KINDS as readonly string[]).includes(kind) && (names ? names.includes(name) : name !== "");
}

/** What an operator takes: the builder's editor, and what is accepted. */
export const TAKEN = {
  nothing: { expected: "no value", accepts: (value: unknown) => value === undefined },
  number: { expected: "a number", accepts: isNumber },
  range: {
    expected: "two numbers, the greater one last",
    accepts: (value: unknown) =>
      isListOf(value, 2, 2, isNumber) && (value as number[])[0]! <= (value as number[])[1]!,
  },
  text: { expected: "a text", accepts: isText },
  texts: {
    expected: "a list of 1 to 50 texts",
    accepts: (value: unknown) => isListOf(value, 1, 50, isText),
  },
  boolean: { expected: "true or false", accepts: (value: unknown) => typeof value === "boolean" },
  steps: {
    expected: `a list of 2 to 5 steps such as page:product, moment:compare, product:ID, category:NAME or event:${STEP_EVENTS.join(", event:")}`,
    accepts: (value: unknown) => isListOf(value, 2, 5, isStep),
  },
};

export interface Operator {
  label: string;
  takes: keyof typeof TAKEN;
  /** What can be worked out from the value is worked out once, when compiling. */
  plan(value: Value): Plan;
  /** Holds where the plan does not, and so where there is no value. */
  isNegated?: true;
}

const range = (least: number, most: number, isOutside = false): Plan => ({
  kind: "range",
  least,
  most,
  isOutside,
});
const one = (label: string, plan: (value: number) => Plan): Operator => ({
  label,
  takes: "number",
  plan: (value) => plan(value as number),
});
const texts = (label: string, takes: "text" | "texts", isOutside: boolean): Operator => ({
  label,
  takes,
  plan: (value) => ({
    kind: "texts",
    texts: [value].flat().map((text) => foldCase(String(text))),
    isOutside,
  }),
});
const textTest = (label: string, holds: (actual: string, wanted: string) => boolean): Operator => ({
  label,
  takes: "text",
  plan: (value) => {
    const wanted = foldCase(value as string);
    return { kind: "test", holds: (actual) => holds(foldCase(String(actual)), wanted) };
  },
});
const listTest = (
  label: string,
  holds: (wanted: string[], has: (one: string) => boolean) => boolean,
): Operator => ({
  label,
  takes: "texts",
  plan: (value) => ({
    kind: "test",
    holds: (actual) => holds(value as string[], (one) => (actual as readonly string[]).includes(one)),
  }),
});
const known = (plan: Plan, label = "is known", notLabel = "is not known"): Record<string, Operator> => ({
  known: { label, takes: "nothing", plan: () => plan },
  unknown: { label: notLabel, takes: "nothing", plan: () => plan, isNegated: true },
});
const inOrder = (value: Value): Plan => {
  const marks = (value as string[]).map(stepMark);
  return { kind: "test", holds: (trail) => hasInOrder(trail as readonly Step[], marks) };
};
const ANY_NUMBER = range(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY);

export const OPERATORS: Record<FieldType, Record<string, Operator>> = {
  number: {
    gte: one("at least", (value) => range(value, Number.POSITIVE_INFINITY)),
    lte: one("at most", (value) => range(Number.NEGATIVE_INFINITY, value)),
    gt: one("more than", (value) => range(Number.NEGATIVE_INFINITY, value, true)),
    lt: one("less than", (value) => range(value, Number.POSITIVE_INFINITY, true)),
    eq: one("exactly", (value) => range(value, value)),
    between: {
      label: "between",
      takes: "range",
      plan: (value) => range(...(value as [number, number])),
    },
    ...known(ANY_NUMBER),
  },
  text: {
    is: texts("is", "text", false),
    is_not: texts("is not", "text", true),
    one_of: texts("is one of", "texts", false),
    none_of: texts("is none of", "texts", true),
    contains: textTest("contains", (actual, wanted) => actual.includes(wanted)),
    starts_with: textTest("begins with", (actual, wanted) => actual.startsWith(wanted)),
    fits: textTest("fits the pattern", fitsPattern),
    ...known({ kind: "texts", texts: [""], isOutside: true }),
  },
  boolean: {
    is: {
      label: "is",
      takes: "boolean",
      plan: (value) => range(Number(value), Number(value)),
    },
    ...known(ANY_NUMBER),
  },
  list: {
    any_of: listTest("contains any of", (wanted, has) => wanted.some(has)),
    all_of: listTest("contains all of", (wanted, has) => wanted.every(has)),
    none_of: listTest("contains none of", (wanted, has) => !wanted.some(has)),
    ...known(
      { kind: "test", holds: (actual) => (actual as readonly string[]).length > 0 },
      "has any",
      "is empty",
    ),
  },
  steps: {
    in_order: { label: "in this order", takes: "steps", plan: inOrder },
    not_in_order: { label: "not in this order", takes: "steps", plan: inOrder, isNegated: true },
  },
};

/** Those of a text whose every value is listed are few: nobody looks for a piece of a listed name. */
const PIECES = new Set(["contains", "starts_with", "fits"]);
export const operatorsOf = ({ type, values }: Field): Record<string, Operator> =>
  values
    ? Object.fromEntries(Object.entries(OPERATORS[type]).filter(([name]) => !PIECES.has(name)))
    : OPERATORS[type];

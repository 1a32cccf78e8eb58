/** A segment: a saved condition over profiles, compiled once a snapshot to a predicate over facts. */
import * as v from "valibot";
import type { Facts } from "./facts.ts";
import { LIFECYCLES, lifecycleWords } from "./lifecycle.ts";
import { brandHash, categoryHash } from "./profile.ts";
import { RFM_SEGMENTS, rfmSegmentWords } from "./rfm.ts";

type Scalar = string | number | boolean;

/** One comparison: `field` of the registry, its argument where it takes one, an operator of its type, a value. */
export interface Comparison {
  field: string;
  /** Category, brand, moment, product or trait the field is about. */
  of?: string | undefined;
  op: string;
  value: Scalar | string[];
}
export type Condition = { all: Condition[] } | { any: Condition[] } | { none: Condition[] } | Comparison;

interface Field {
  /** As the builder shows it. */
  label: string;
  type: "number" | "text" | "boolean";
  units?: string;
  /** What `of` names, where the field takes an argument. */
  of?: string;
  /** Every value there is, and its words, where they are few: the builder lists them, and no other is taken. */
  values?: Record<string, string>;
  /** The reader for one argument: what can be worked out from `of` alone is worked out once, when compiling. */
  reader(of: string): (facts: Facts) => Scalar | null | undefined;
}

const number = (name: string, label: string, units?: string): [string, Field] => [
  name,
  { label, type: "number", ...(units && { units }), reader: () => (facts) => facts.number(name) },
];
const text = (name: string, label: string): [string, Field] => [
  name,
  { label, type: "text", reader: () => (facts) => facts.text(name) },
];

const score = (name: "recency" | "frequency" | "monetary", label: string): [string, Field] => [
  name,
  { label, type: "number", values: SCORES, reader: () => (facts) => facts.score(name) },
];
const SCORES = { 1: "1", 2: "2", 3: "3", 4: "4" };
const named = <Value extends string>(values: readonly Value[], words: Record<Value, { name: string }>) =>
  Object.fromEntries(values.map((value) => [value, words[value].name]));

/** Every field a condition may name: one entry brings label, type, units and reader. */
export const FIELDS: Record<string, Field> = Object.fromEntries([
  number("visits", "Visits"),
  number("visits_30d", "Visits, last 30 days"),
  number("pages", "Pages seen"),
  number("engaged_minutes", "Time on site", "min"),
  number("days_since_first_visit", "Since the first visit", "days"),
  number("products_30d", "Products seen, last 30 days"),
  number("carts_30d", "Put in the cart, last 30 days"),
  number("orders", "Orders"),
  number("revenue", "Spent in all"),
  number("days_since_order", "Since the last order", "days"),
  number("orders_gap_days", "Usual gap between orders", "days"),
  [
    "rfm",
    {
      label: "RFM segment",
      type: "text",
      values: named(RFM_SEGMENTS, rfmSegmentWords),
      reader: () => (facts) => facts.rfm(),
    },
  ],
  score("recency", "Recency score"),
  score("frequency", "Frequency score"),
  score("monetary", "Monetary score"),
  [
    "lifecycle",
    {
      label: "Stage",
      type: "text",
      values: named(LIFECYCLES, lifecycleWords),
      reader: () => (facts) => facts.text("lifecycle"),
    },
  ],
  number("cart_value", "Value of the cart"),
  number("cart_items", "Pieces in the cart"),
  number("cart_age_minutes", "Since the cart changed", "min"),
  number("local_hour", "Hour where they are"),
  text("channel", "Came by"),
  text("first_channel", "First came by"),
  text("campaign", "Came from campaign"),
  text("country", "Country"),
  text("region", "Region"),
  text("city", "City"),
  text("device", "Device"),
  text("language", "Language"),
  text("page_kind", "Page being looked at"),
  text("checkout_step", "Last step of checkout"),
  [
    "interest",
    {
      label: "Interest in category",
      type: "number",
      units: "0 to 1",
      of: "category",
      reader: (of) => {
        const hash = categoryHash(of);
        return (facts) => facts.interest(hash);
      },
    },
  ],
  [
    "brand_interest",
    {
      label: "Interest in brand",
      type: "number",
      units: "0 to 1",
      of: "brand",
      reader: (of) => {
        const hash = brandHash(of);
        return (facts) => facts.interest(hash);
      },
    },
  ],
  [
    "moment",
    {
      label: "Micro-moment, last 30 days",
      type: "number",
      of: "moment",
      reader: (of) => (facts) => facts.moments(of),
    },
  ],
  [
    "viewed",
    {
      label: "Has looked at product",
      type: "boolean",
      of: "product",
      reader: (of) => (facts) => facts.hasViewed(of),
    },
  ],
  [
    "in_cart",
    {
      label: "Has in the cart",
      type: "boolean",
      of: "product",
      reader: (of) => (facts) => facts.hasInCart(of),
    },
  ],
  ["trait", { label: "Declared", type: "text", of: "trait", reader: (of) => (facts) => facts.trait(of) }],
] satisfies [string, Field][]);

interface Operator {
  label: string;
  /** What the value must be. */
  expects: string;
  accepts(value: unknown): boolean;
  /** The test for one value; what can be worked out from the value is worked out once, when compiling. */
  test(value: Scalar | string[]): (actual: Scalar) => boolean;
}
const isNumber = (value: unknown): value is number => typeof value === "number" && Number.isFinite(value);
const isText = (value: unknown) => typeof value === "string" && value.length <= 200;
const numeric = (label: string, holds: (a: number, b: number) => boolean): Operator => ({
  label,
  expects: "a number",
  accepts: isNumber,
  test: (value) => (actual) => typeof actual === "number" && holds(actual, value as number),
});

/** Lower case, remembered: letters beyond ASCII take the slow path, and a hundred segments ask for the same city. */
function fold(text: Scalar): string {
  const asText = String(text);
  let folded = foldings.get(asText);
  if (folded === undefined) {
    if (foldings.size >= FOLDINGS_KEPT) foldings.clear();
    folded = asText.toLowerCase();
    foldings.set(asText, folded);
  }
  return folded;
}
const foldings = new Map<string, string>();
const FOLDINGS_KEPT = 1_000;

export const OPERATORS: Record<Field["type"], Record<string, Operator>> = {
  number: {
    gte: numeric("at least", (a, b) => a >= b),
    lte: numeric("at most", (a, b) => a <= b),
    gt: numeric("more than", (a, b) => a > b),
    lt: numeric("less than", (a, b) => a < b),
    eq: numeric("exactly", (a, b) => a === b),
  },
  text: {
    is: {
      label: "is",
      expects: "a text",
      accepts: isText,
      test: (value) => {
        const wanted = fold(value as Scalar);
        return (actual) => fold(actual) === wanted;
      },
    },
    is_not: {
      label: "is not",
      expects: "a text",
      accepts: isText,
      test: (value) => {
        const unwanted = fold(value as Scalar);
        return (actual) => fold(actual) !== unwanted;
      },
    },
    one_of: {
      label: "is one of",
      expects: "a list of 1 to 50 texts",
      accepts: (value) =>
        Array.isArray(value) && value.length > 0 && value.length <= 50 && value.every(isText),
      test: (value) => {
        const wanted = new Set((value as string[]).map(fold));
        return (actual) => wanted.has(fold(actual));
      },
    },
  },
  boolean: {
    is: {
      label: "is",
      expects: "true or false",
      accepts: (value) => typeof value === "boolean",
      test: (value) => (actual) => actual === value,
    },
  },
};

/** Nesting and size that the builder, the snapshot and the compiler all hold to. */
const MAX_DEPTH = 5;
const MAX_COMPARISONS = 50;

export interface ConditionFault {
  /** Such as `all[1].value`. */
  path: string;
  expected: string;
}

/** Turns unknown input into a condition, or names the first path at fault. */
export function parseCondition(input: unknown): { condition: Condition } | { fault: ConditionFault } {
  const budget = { left: MAX_COMPARISONS };
  const fault = faultIn(input, "condition", 0, budget);
  return fault ? { fault } : { condition: input as Condition };
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
  const { field, of, op, value } = input as Record<string, unknown>;
  if (typeof field !== "string" || !Object.hasOwn(FIELDS, field))
    return { path: `${path}.field`, expected: `one of ${Object.keys(FIELDS).join(", ")}` };
  const { type, of: argument, values } = FIELDS[field]!;
  if (argument && (typeof of !== "string" || of === "" || of.length > 80))
    return { path: `${path}.of`, expected: `the ${argument}, 1 to 80 characters` };
  if (!argument && of !== undefined) return { path: `${path}.of`, expected: "nothing for this field" };
  const operators = OPERATORS[type];
  if (typeof op !== "string" || !Object.hasOwn(operators, op))
    return { path: `${path}.op`, expected: `one of ${Object.keys(operators).join(", ")}` };
  const operator = operators[op]!;
  if (!operator.accepts(value)) return { path: `${path}.value`, expected: operator.expects };
  const isListed = (one: unknown) => !values || Object.hasOwn(values, String(one));
  if ([value].flat().every(isListed)) return undefined;
  return { path: `${path}.value`, expected: `one of ${Object.keys(values!).join(", ")}` };
}

export const segmentSchema = v.object({
  id: v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,39}$/, "1 to 40 of a–z, 0–9 and hyphens")),
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(80)),
  condition: v.pipe(
    v.unknown(),
    v.rawTransform(({ dataset, addIssue, NEVER }): Condition => {
      const parsed = parseCondition(dataset.value);
      if ("condition" in parsed) return parsed.condition;
      addIssue({
        message: `${parsed.fault.path}: ${parsed.fault.expected}`,
        expected: parsed.fault.expected,
      });
      return NEVER;
    }),
  ),
});
export type Segment = v.InferOutput<typeof segmentSchema>;

export type Predicate = (facts: Facts) => boolean;

/** A parsed condition as a predicate. An absent value fails every comparison; an empty `all` or `none` holds. */
export function compileCondition(condition: Condition): Predicate {
  if ("all" in condition) {
    const parts = condition.all.map(compileCondition);
    return (facts) => {
      for (const part of parts) if (!part(facts)) return false;
      return true;
    };
  }
  if ("any" in condition) {
    return someOf(condition.any);
  }
  if ("none" in condition) {
    const some = someOf(condition.none);
    return (facts) => !some(facts);
  }
  const { field, of = "", op, value } = condition;
  const { reader, type } = FIELDS[field]!;
  const read = reader(of);
  const holds = OPERATORS[type][op]!.test(value);
  return (facts) => {
    const actual = read(facts);
    return actual !== undefined && actual !== null && holds(actual);
  };
}

function someOf(conditions: Condition[]): Predicate {
  const parts = conditions.map(compileCondition);
  return (facts) => {
    for (const part of parts) if (part(facts)) return true;
    return false;
  };
}

/** Names of the traits that the condition asks for. */
export function traitsIn(condition: Condition): string[] {
  if ("all" in condition) return condition.all.flatMap(traitsIn);
  if ("any" in condition) return condition.any.flatMap(traitsIn);
  if ("none" in condition) return condition.none.flatMap(traitsIn);
  return condition.field === "trait" && condition.of ? [condition.of] : [];
}

/** One comparison and how it stands for a visitor. */
export interface Finding {
  comparison: Comparison;
  actual: Scalar | null;
  holds: boolean;
}

/** Every comparison of the condition in order, with the visitor's value: the dashboard's "why". */
export function explainMatch(condition: Condition, facts: Facts): Finding[] {
  if ("all" in condition) return condition.all.flatMap((part) => explainMatch(part, facts));
  if ("any" in condition) return condition.any.flatMap((part) => explainMatch(part, facts));
  if ("none" in condition) return condition.none.flatMap((part) => explainMatch(part, facts));
  const actual = FIELDS[condition.field]!.reader(condition.of ?? "")(facts) ?? null;
  return [{ comparison: condition, actual, holds: compileCondition(condition)(facts) }];
}

/** A comparison to turn so that the whole condition turns. */
export interface Obstacle extends Finding {
  /** What it would have to be: false below a `none`. */
  isWanted: boolean;
}

/** The first comparison in the way of the condition; undefined where it holds, or no comparison could make it hold. */
export function firstObstacle(condition: Condition, facts: Facts, isWanted = true): Obstacle | undefined {
  if (compileCondition(condition)(facts) === isWanted) return undefined;
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
  return { ...explainMatch(condition, facts)[0]!, isWanted };
}

/** A comparison as a sentence part: "Interest in category Light at least 0.3". */
export function sayComparison({ field, of, op, value }: Comparison): string {
  const { label, type, units, values } = FIELDS[field]!;
  const shown = [value]
    .flat()
    .map((one) => values?.[String(one)] ?? String(one))
    .join(", ");
  return [label, of, OPERATORS[type][op]!.label, shown, units].filter(Boolean).join(" ");
}

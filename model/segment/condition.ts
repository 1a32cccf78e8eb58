/** What a segment asks: a tree of comparisons under all, any and none. */

/** One comparison: a field of the registry, its argument and window where it takes them, an operator of its type, a value. */
export interface Comparison {
  /** A name of `FIELDS`. */
  field: string;
  /** Category, brand, moment, product, trait or segment the field is about. */
  of?: string | undefined;
  /** The last so many days, today the first of them; absent: as long as the field says. */
  days?: number | undefined;
  /** A name of `OPERATORS`. */
  op: string;
  /** Absent where the operator takes none. */
  value?: Value | undefined;
}
/** `[least, most]` is what "between" takes. */
export type Value = string | number | boolean | string[] | number[];
export type Condition = { all: Condition[] } | { any: Condition[] } | { none: Condition[] } | Comparison;

/** Every comparison of the condition, in order. */
export function comparisonsOf(condition: Condition): Comparison[] {
  if ("all" in condition) return condition.all.flatMap(comparisonsOf);
  if ("any" in condition) return condition.any.flatMap(comparisonsOf);
  if ("none" in condition) return condition.none.flatMap(comparisonsOf);
  return [condition];
}

/** The condition with every comparison put through `change`. */
export function mapComparisons(condition: Condition, change: (one: Comparison) => Comparison): Condition {
  const mapped = (parts: Condition[]) => parts.map((part) => mapComparisons(part, change));
  if ("all" in condition) return { all: mapped(condition.all) };
  if ("any" in condition) return { any: mapped(condition.any) };
  if ("none" in condition) return { none: mapped(condition.none) };
  return change(condition);
}

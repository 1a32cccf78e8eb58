/** What the registry says of a field. One entry brings label, type, editor, reader and pre-filter together. */
import type { Facts } from "../facts.ts";
import type { Step } from "../trail.ts";

export type FieldType = "number" | "text" | "boolean" | "list" | "steps";

/** A visitor's value; undefined where there is none. */
export type Actual = string | number | boolean | readonly string[] | readonly Step[] | undefined;

/** What `of` names. */
export type Argument = "category" | "brand" | "moment" | "product" | "trait" | "segment";

/** What a shop's own data can suggest to the builder. */
export type Suggested = Argument | "city" | "region" | "source" | "campaign" | "path";

/** Headings under which the builder lists fields, in this order. */
export const FIELD_GROUPS = [
  "Visits",
  "Products",
  "Micro-moments",
  "Cart",
  "Orders",
  "Page now",
  "Where from",
  "Place and time",
  "Declared",
  "Segments",
] as const;

export interface Field {
  /** As the builder shows it. */
  label: string;
  group: (typeof FIELD_GROUPS)[number];
  type: FieldType;
  units?: string;
  /** What `of` names, where the field takes an argument. */
  of?: Argument;
  /**
   * Counted over the last days, 1 to MAX_WINDOW_DAYS, by `days` of the comparison. `usual`: taken without one; absent:
   * then all there ever was.
   */
  window?: { usual?: number };
  /** Every value there is, and its words, where they are few: the builder lists them, and no other is taken. */
  values?: Record<string, string>;
  /**
   * Of the argument where there is one, else of the value: what is worth offering, or which of the shop's own data can
   * suggest it. Any other is taken too.
   */
  suggests?: readonly string[] | Suggested;
  /** The reader for one argument and window: what can be worked out from them is worked out once, when compiling. */
  reader(of: string, days: number | undefined): (facts: Facts) => Actual;
}

/** A profile keeps the sums of so many days. */
export const MAX_WINDOW_DAYS = 30;

/** What SQL can ask of a visitor's narrow columns (model/marks.ts), and how two such are one. */
import type { Marks } from "./marks.ts";
import type { Scoring } from "./scoring.ts";
import type { Segment } from "./segment.ts";

export type TextColumn =
  | "continent"
  | "country"
  | "region"
  | "city"
  | "channel"
  | "source"
  | "campaign"
  | "first_channel"
  | "first_source"
  | "first_campaign"
  | "device"
  | "language"
  | "step";
/** `last_day`: of the newest event, UTC. Orders are known between two sides, and the last of them: model/facts.ts ordersOf. */
export type NumberColumn =
  | Exclude<keyof Marks, TextColumn | "signs">
  | "last_day"
  | "least_orders"
  | "most_orders"
  /** 0: none. */
  | "last_order_at";

/** What SQL can ask of a row; a null column is within no bound but `isNull`. */
export type Bound =
  | { all: Bound[] }
  | { any: Bound[] }
  /** Both in; infinite where it is open. */
  | { column: NumberColumn; from: number; to: number }
  | { column: TextColumn; in: readonly string[] }
  | { column: TextColumn; notIn: readonly string[] }
  | { isNull: NumberColumn | TextColumn }
  /** model/marks.ts signOf. */
  | { sign: string };

export const ALWAYS: Bound = { all: [] };
export const NEVER: Bound = { any: [] };

const isAlways = (bound: Bound) => "all" in bound && bound.all.length === 0;
const isNever = (bound: Bound) => "any" in bound && bound.any.length === 0;

/** Within all of them. */
export function both(bounds: Bound[]): Bound {
  if (bounds.some(isNever)) return NEVER;
  const parts = bounds.filter((bound) => !isAlways(bound));
  return parts.length === 1 ? parts[0]! : { all: parts };
}
/** Within one of them at least. */
export function either(bounds: Bound[]): Bound {
  if (bounds.some(isAlways)) return ALWAYS;
  const parts = bounds.filter((bound) => !isNever(bound));
  return parts.length === 1 ? parts[0]! : { any: parts };
}

/**
 * Whether the bound lets in a visitor of whom nothing is known but the first page: then it lets in about everybody, since
 * most visitors of a shop are no more than that. When they came is taken to fit.
 */
export function isWide(bound: Bound): boolean {
  if ("all" in bound) return bound.all.every(isWide);
  if ("any" in bound) return bound.any.some(isWide);
  if ("in" in bound || "sign" in bound) return false;
  if ("notIn" in bound || "isNull" in bound) return true;
  if (bound.column === "last_day" || bound.column === "first_at") return true;
  const one = FIRST_PAGE.has(bound.column) ? 1 : 0;
  return bound.from <= one && one <= bound.to;
}
const FIRST_PAGE = new Set<NumberColumn>(["visits", "pages"]);

/** By what stored visitors are judged. */
export interface Yardstick {
  /** Epoch ms. */
  now: number;
  /** Undefined before the first look at the shop's buyers: then nobody has a score. */
  scoring: Scoring | undefined;
  /** Those that a condition may ask for, each behind those it asks for; in another there is nobody. */
  segments: readonly Segment[];
}

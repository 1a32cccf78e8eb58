/** GET /api/overview/panels: what stands under the figures of the overview, for a range and the one before it. Money in minor units. */
import type { MomentName } from "./micro-moment.ts";
import type { CourseStep, Hindrance } from "./visit-course.ts";

/** Whoever orders again within so many days of the first order has come back. */
export const SECOND_WITHIN_DAYS = 30;
/** Of an order in a store: how long before it somebody was on the site, at most. */
export const BEFORE_TILL_DAYS = 30;
/** Of an order online: how long before it somebody ordered in a store, at most. */
export const AFTER_TILL_DAYS = 90;
/** Of fewer than so many a share says little. */
export const FEW = 30;

/** The same figure in the range, and in the one of the same length before. */
export interface Compared {
  own: number;
  before: number;
}

/** Of those whose SECOND_WITHIN_DAYS since the first order ended in the range: how many ordered again within them. */
export interface SecondPurchase {
  buyers: Compared;
  again: Compared;
  /** Second orders placed in the range, by whoever's first order. */
  seconds: Compared;
  /** Half of those came within so many days of the first; null: there are none. */
  medianDays: { own: number | null; before: number | null };
}

export interface FunnelStep {
  step: CourseStep;
  /** Visits that came at least so far. */
  visits: Compared;
  /** Of the range, those that ended here without an order and had met a hindrance; a visit may have met several. */
  hindered: { why: Hindrance; visits: number }[];
}

export interface SourceRow {
  /** model/source.ts Channel; null: no page told where it was placed from; `*`: sources beyond those a day keeps apart. */
  channel: string | null;
  /** utm_source or the referring host; empty: the channel says it all. */
  source: string;
  visits: Compared;
  /** Orders online, by the last visit before them that said where it came from. */
  orders: Compared;
  revenueMinor: Compared;
}

/** Columns and rows by their sums, the greatest first; what is beyond them stands in one more. */
export interface Heat {
  /** Names of categories; empty: not known. */
  columns: string[];
  rows: { country: string; region: string; cells: number[]; sum: number }[];
  columnSums: number[];
  sum: number;
  /** True where the last column, or row, stands for all the others. */
  hasOtherColumn: boolean;
  hasOtherRow: boolean;
}

export interface TillReport {
  /** Orders of the stores; those of somebody known; those of somebody who was on the site BEFORE_TILL_DAYS before. */
  store: Compared;
  storeKnown: Compared;
  siteBefore: Compared;
  siteBeforeMinor: Compared;
  /** Orders online; those of somebody known; those of somebody who ordered in a store AFTER_TILL_DAYS before. */
  web: Compared;
  webKnown: Compared;
  storeBefore: Compared;
  storeBeforeMinor: Compared;
}

export interface OverviewPanels {
  from: string;
  to: string;
  currency: string;
  visits: Compared;
  /** All six, in their order. */
  funnel: FunnelStep[];
  /** By revenue, then visits; at most MOST_SOURCES, the last of them all others. */
  sources: SourceRow[];
  /** Looks at products, and pieces ordered online, of the range. */
  looked: Heat;
  ordered: Heat;
  tills: TillReport;
  /** Those that were noticed, the commonest first. */
  moments: { moment: MomentName; count: Compared }[];
  now: number;
}

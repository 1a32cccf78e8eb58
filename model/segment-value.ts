/** What each segment brings, beside how many it holds: many small customers can equal a few large ones. */
import type { Revenue } from "./value.ts";

/** A customer's revenue and the segments they are in. */
export interface MemberRevenue extends Revenue {
  /** Ids of segments. */
  segments: readonly string[];
}

/** One segment in one currency. Segments overlap, so shares of several need not add up to 1. */
export interface SegmentValue {
  /** Id of the segment. */
  segment: string;
  customers: number;
  /** Share of all customers, 0 to 1. */
  customerShare: number;
  orders: number;
  /** Minor units. */
  revenueMinor: number;
  /** Share of all revenue, 0 to 1; 0 where there is none. */
  revenueShare: number;
  /** Average order, minor units, rounded; 0 without an order. */
  averageOrderMinor: number;
}

/** Average order of whatever was summed, a customer or a segment: minor units, rounded; 0 without an order. */
export const averageOrder = ({ orders, revenueMinor }: Pick<Revenue, "orders" | "revenueMinor">): number =>
  orders > 0 ? Math.round(revenueMinor / orders) : 0;

/** The segments that hold customers of this currency, the greatest revenue first; those of equal revenue by their ids. */
export function valueOfSegments(members: readonly MemberRevenue[], currency: string): SegmentValue[] {
  const ours = members.filter((member) => member.currency === currency);
  const allMinor = ours.reduce((sum, { revenueMinor }) => sum + revenueMinor, 0);
  const sums = new Map<string, { customers: number; orders: number; revenueMinor: number }>();
  for (const { segments, orders, revenueMinor } of ours)
    for (const segment of new Set(segments)) {
      const sum = sums.get(segment) ?? { customers: 0, orders: 0, revenueMinor: 0 };
      sum.customers += 1;
      sum.orders += orders;
      sum.revenueMinor += revenueMinor;
      sums.set(segment, sum);
    }
  return [...sums]
    .map(([segment, sum]) => ({
      segment,
      ...sum,
      customerShare: sum.customers / ours.length,
      revenueShare: allMinor > 0 ? sum.revenueMinor / allMinor : 0,
      averageOrderMinor: averageOrder(sum),
    }))
    .sort((left, right) => right.revenueMinor - left.revenueMinor || (left.segment < right.segment ? -1 : 1));
}

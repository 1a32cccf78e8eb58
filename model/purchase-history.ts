/**
 * A customer's buying so far, in the four numbers that models of repeat buying read: `x`, `t_x`, `T` and the mean spend
 * (Fader, Hardie and Lee, "Counting Your Customers the Easy Way", Marketing Science 24, 2005).
 */
import { DAY_MS } from "./time.ts";

const WEEK_DAYS = 7;

/** A paid order, as far as value asks. */
export interface PaidOrder {
  /** The shop's id of the customer. */
  customer: string;
  /** Epoch ms. */
  placedAt: number;
  /** What was paid, less what was given back; minor units of `currency`. */
  valueMinor: number;
  currency: string;
}

/** When a customer bought: all that is asked to foresee how often they will. */
export interface Buying {
  /** Days with an order after the first such day (`x`): two orders of one day are one purchase. */
  repeats: number;
  /** Weeks from the first day with an order to the last (`t_x`); 0 without a repeat. */
  lastWeeks: number;
  /** Weeks from the first day with an order to the day of `until` (`T`). */
  ageWeeks: number;
}

/** What a customer spent: all that is asked to foresee how much they will. */
export interface Spending {
  /** As in `Buying`: how many days the mean is taken over. */
  repeats: number;
  /** Mean spend of a repeat day, minor units, not rounded; 0 without a repeat. */
  meanSpendMinor: number;
  currency: string;
}

/** One customer's purchases in one currency. */
export interface PurchaseHistory extends Buying, Spending {
  /** The shop's id of the customer. */
  customer: string;
}

/**
 * Reduces orders placed up to and including the day of `until` (epoch ms, days in UTC) to one history for each customer and
 * currency, in the order in which they are first met. Later orders are left out. Who paid in two currencies has two
 * histories, since amounts are never added across them. The first purchase counts for none of the numbers but the ages: the
 * models foresee repeats, and a first basket is unlike the next ones.
 */
export function summarise(orders: readonly PaidOrder[], until: number): PurchaseHistory[] {
  const untilDay = Math.floor(until / DAY_MS);
  const spentByDay = new Map<string, { customer: string; currency: string; days: Map<number, number> }>();
  for (const { customer, currency, placedAt, valueMinor } of orders) {
    const day = Math.floor(placedAt / DAY_MS);
    if (day > untilDay) continue;
    const key = `${currency} ${customer}`;
    let one = spentByDay.get(key);
    if (!one) {
      one = { customer, currency, days: new Map() };
      spentByDay.set(key, one);
    }
    one.days.set(day, (one.days.get(day) ?? 0) + valueMinor);
  }
  return [...spentByDay.values()].map(({ customer, currency, days }) => {
    let first = Number.POSITIVE_INFINITY;
    let last = Number.NEGATIVE_INFINITY;
    let spentMinor = 0;
    for (const [day, valueMinor] of days) {
      first = Math.min(first, day);
      last = Math.max(last, day);
      spentMinor += valueMinor;
    }
    const repeats = days.size - 1;
    return {
      customer,
      currency,
      repeats,
      lastWeeks: (last - first) / WEEK_DAYS,
      ageWeeks: (untilDay - first) / WEEK_DAYS,
      meanSpendMinor: repeats > 0 ? (spentMinor - days.get(first)!) / repeats : 0,
    };
  });
}

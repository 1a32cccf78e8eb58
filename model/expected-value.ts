/** What a customer is still to bring: the purchases to expect of them, times what they spend on one. */
import { type BgNbd, expectedPurchases, probabilityAlive } from "./bg-nbd.ts";
import { expectedSpend, type GammaGamma } from "./gamma-gamma.ts";
import type { PurchaseHistory } from "./purchase-history.ts";

const WEEKS_PER_YEAR = 365.25 / 7;
/** Purchases are discounted four weeks at a time, as if made in their middle: at 20 % a year within 0.01 % of the integral. */
const STEP_WEEKS = 4;

/** What is known of a shop's customers in one currency. */
export interface ValueModel {
  /** How often they buy. */
  buying: BgNbd;
  /** What they spend. */
  spending: GammaGamma;
  /** The currency of `spending`. */
  currency: string;
}

export type ExpectedValue =
  | {
      kind: "expected";
      /** The chance that they are still a customer, 0 to 1. */
      aliveProbability: number;
      /** Days with a purchase to expect. */
      purchases: number;
      /** What to expect them to spend on one of those, minor units, rounded. */
      spendMinor: number;
      /** What to expect them to bring, discounted, minor units, rounded. */
      valueMinor: number;
      /** Of both amounts. */
      currency: string;
    }
  /** The customer pays in another currency than the model was fitted to. */
  | { kind: "refused"; reason: "other_currency" };

/**
 * What to expect of a customer in the next `weeks`. `discountRate` is that of a year: 0.1 makes
 * 110 in a year worth 100 now, and 0 counts all of it.
 */
export function expectedValue(
  { buying, spending, currency }: ValueModel,
  customer: PurchaseHistory,
  weeks: number,
  discountRate = 0,
): ExpectedValue {
  if (customer.currency !== currency) return { kind: "refused", reason: "other_currency" };
  const spendMinor = expectedSpend(spending, customer);
  const purchases = expectedPurchases(buying, customer, weeks);
  const worth =
    discountRate === 0
      ? purchases
      : discounted((until) => expectedPurchases(buying, customer, until), weeks, discountRate);
  return {
    kind: "expected",
    aliveProbability: probabilityAlive(buying, customer),
    purchases,
    spendMinor: Math.round(spendMinor),
    valueMinor: Math.round(worth * spendMinor),
    currency,
  };
}

/** A sum that grows to `sumAt(weeks)`, each part less by how late it comes. */
function discounted(sumAt: (weeks: number) => number, weeks: number, discountRate: number): number {
  let worth = 0;
  let before = 0;
  for (let from = 0; from < weeks; from += STEP_WEEKS) {
    const until = Math.min(weeks, from + STEP_WEEKS);
    const sum = sumAt(until);
    worth += (sum - before) / (1 + discountRate) ** ((from + until) / 2 / WEEKS_PER_YEAR);
    before = sum;
  }
  return worth;
}

/** What is true of the simulated visitors, so that what Impuls finds out can be held against it. */

/** The one campaign that changes what visitors do; all others are looked at and change nothing. */
export const EFFECTIVE_CAMPAIGN = "free-delivery";

/**
 * What really seeing that campaign's bar adds to the probability that the visit ends with an order: 0.25 is 25
 * percentage points, far more than a bar does anywhere, since so few visitors could not tell less from nothing. A visit of the same visitor in the same mood would without the bar end with an order with
 * probability p0, and the one random number drawn for it is compared with p0 or with p0 + EFFECT; so who orders
 * because of the bar is known one by one. A held-out visitor sees nothing and keeps p0.
 */
export const EFFECT = 0.25;

/** Visits that had a cart to order, as the visitors themselves know them. */
export interface Truth {
  campaign: string;
  effect: number;
  /** Visits in which the bar was seen. */
  exposed: number;
  /** Visits in which it would have been seen, but for a holdout. */
  held: number;
  ordersExposed: number;
  ordersHeld: number;
  /** What the visitors ordered more than they would have without the campaign (twins.ts), minor units of the shop's currency. */
  addedMinor: number;
}

/** The one place where the effect takes place. `point` in [0, 1) is the visit's own. */
export const isOrderPlaced = (point: number, p0: number, hasSeenBar: boolean): boolean =>
  point < p0 + (hasSeenBar ? EFFECT : 0);

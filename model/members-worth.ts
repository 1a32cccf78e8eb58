/** What the members of a segment are worth (P18, E21), from those that a sample has found. */
import { type Estimate, estimate, estimateSum } from "./estimate.ts";
import type { Facts } from "./facts.ts";

/** Fewer buyers found than this say nothing of all: one large order would be half of the sum. */
const FEWEST_BUYERS = 30;

/** Money in minor units of the shop's currency; who spends in another has ordered, and is in no sum. */
export interface MembersWorth {
  /** Members who have ordered. */
  buyers: Estimate;
  /** Null: nobody has ordered in the currency, or too few were found to say. */
  spent: {
    /** All their orders together, as far back as orders are kept. */
    revenueMinor: Estimate;
    /** Rounded. */
    averageOrderMinor: number;
  } | null;
}

/** Sums what is found. Of a customer's several browsers the first one found brings the customer's orders. */
export class MembersSum {
  readonly #currency: string;
  readonly #customers = new Set<number>();
  #buyers = 0;
  #spenders = 0;
  #orders = 0;
  #sum = 0;
  #squares = 0;

  /** `currency`: the shop's. */
  constructor(currency: string) {
    this.#currency = currency;
  }

  add({ orders, server: { customer } }: Pick<Facts, "orders" | "server">): void {
    if (orders.count === 0) return;
    this.#buyers += 1;
    if (orders.currency !== this.#currency || this.#customers.has(customer)) return;
    if (customer !== 0) this.#customers.add(customer);
    this.#spenders += 1;
    this.#orders += orders.count;
    this.#sum += orders.valueMinor;
    this.#squares += orders.valueMinor ** 2;
  }

  /** Of `sampled` visitors looked at out of `total`. */
  of({ sampled, total }: { sampled: number; total: number }): MembersWorth {
    const isKnown = this.#spenders > 0 && (sampled >= total || this.#spenders >= FEWEST_BUYERS);
    return {
      buyers: estimate(this.#buyers, sampled, total),
      spent: isKnown
        ? {
            revenueMinor: estimateSum({ sum: this.#sum, squares: this.#squares }, sampled, total),
            averageOrderMinor: Math.round(this.#sum / this.#orders),
          }
        : null,
    };
  }
}

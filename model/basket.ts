/** What became of a visitor's baskets (C8): each day on which something was put in the cart is a basket. */
import type { Profile } from "./profile.ts";
import { DAY_MS } from "./time.ts";

/** Days looked back on: as many as a profile keeps. */
const BASKET_DAYS = 30;

export interface BasketCount {
  baskets: number;
  /** No order came on the day of the basket, nor before the next one. */
  abandoned: number;
}

/**
 * Baskets of the last 30 days (UTC, as all days of a profile). One of today that no order has followed is not decided yet
 * and left out. `lastOrderAt`: epoch ms of the last order of any door, of which the page may not know.
 */
export function basketsOf({ days }: Profile, lastOrderAt: number, today: number): BasketCount {
  const known = Object.keys(days)
    .map(Number)
    .sort((a, b) => b - a);
  const lastOrderDay = Math.floor(lastOrderAt / DAY_MS);
  const count = { baskets: 0, abandoned: 0 };
  let next = Number.POSITIVE_INFINITY;
  for (const day of known) {
    if (day <= today - BASKET_DAYS) break;
    if (days[day]!.carts === 0) continue;
    const isOrdered =
      (lastOrderDay >= day && lastOrderDay < next) ||
      known.some((each) => each >= day && each < next && days[each]!.orders > 0);
    next = day;
    if (!isOrdered && day === today) continue;
    count.baskets += 1;
    if (!isOrdered) count.abandoned += 1;
  }
  return count;
}

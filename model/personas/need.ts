/** What a shop must send for a persona to hold anybody: told by a trait that is known, or a visitor of whom it has come in. */
import type { Condition } from "../segment.ts";

export interface Need {
  /** What has to come in, as the end of "needs …". */
  what: string;
  /** How the shop sends it. */
  how: string;
  /** What is said while it has never come in. */
  missing: string;
  /** It has come in where somebody has told this trait … */
  trait?: string;
  /** … or fits this. */
  shows?: Condition;
}

const trait = (name: string, what: string, missing: string): Need => ({
  what,
  how: `The trait ${name}: impuls('identify', { ${name}: … }) where the visitor says it.`,
  missing,
  trait: name,
});

export const NEEDS = {
  orders: {
    what: "orders",
    how: "The page’s purchase event, or the orders API.",
    missing: "No orders have come in yet.",
    shows: { field: "orders", op: "gte", value: 1 },
  },
  store_orders: {
    what: "orders from the stores",
    how: "The orders API, with channel “store” and the visitor.",
    missing: "No store orders have come in yet.",
    shows: { field: "store_share", op: "gt", value: 0 },
  },
  searches: {
    what: "searches with their number of results",
    how: "A page of results is read by itself; else the event search with term and results.",
    missing: "No search has failed yet, or none is seen.",
    shows: { field: "moment", of: "search_fail", op: "gte", value: 1 },
  },
  discounts: {
    what: "coupons, or prices before a sale",
    how: "coupon of the purchase event, or listPriceMinor of its lines.",
    missing: "No order has come in that shows a discount.",
    shows: { field: "discount_share", op: "gt", value: 0 },
  },
  account: {
    what: "who has an account",
    how: "A form of a new account is noticed by itself; else the trait account, true.",
    missing: "Nobody is known to have an account yet.",
    trait: "account",
    shows: { field: "moment", of: "account", op: "gte", value: 1 },
  },
  newsletter: trait(
    "newsletter",
    "who reads the newsletter",
    "Nobody is known to read the newsletter, or not to.",
  ),
  gender: trait("gender", "gender, where it is declared", "Nobody has told their gender yet."),
  car_make: trait("car_make", "make of the car", "Nobody has told the make of their car yet."),
  garden: trait("garden", "who has a garden", "Nobody has told whether they have a garden."),
  moved_on: trait("moved_on", "day of moving house", "Nobody has told when they moved house."),
  destination: trait("destination", "destination looked for", "No search for a destination has come in yet."),
  travel_date: trait("travel_date", "day of departure looked for", "No day of departure has come in yet."),
} as const satisfies Record<string, Need>;
export type NeedName = keyof typeof NEEDS;
export const NEED_NAMES = Object.keys(NEEDS) as NeedName[];

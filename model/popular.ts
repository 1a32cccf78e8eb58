/** What a shop's visitors buy most at present, as its pages may ask for it: GET /v1/popular. */
import type { Item } from "./event.ts";

/** Days whose orders count, today the last of them; of UTC. */
export const POPULAR_DAYS = 14;
/** Most products told: a page leaves out its own. */
export const MOST_POPULAR = 24;

/** A product that can be shown: it has a name and an address. */
export type PopularProduct = Pick<Item, "id" | "priceMinor" | "currency" | "image"> &
  Required<Pick<Item, "name" | "url">>;

/** The answer. */
export interface Popular {
  /** Most orders first. */
  products: PopularProduct[];
}

/** What is known of one shop software. Types only. */
import type { Cart } from "../api.ts";
import type { Telling } from "../observe/layer/ga4.ts";

/** A product that has a name and an address here. */
export interface Known {
  id: string;
  name?: string | undefined;
  url?: string | undefined;
  /** The price before a sale, minor units. */
  listPriceMinor?: number | undefined;
}

export interface Shop {
  /** `heard` is given the reading of the cart as the shop has it: at once, and after each change. It takes any fault of it. */
  watch: (heard: (read: () => Cart | undefined) => void) => void;
  /** Id of the product that the page is about; undefined where it is about none. */
  product: () => number | string | undefined;
  /** What is there on the page of the checkout, and on no other; absent where that is no page of the theme. */
  checkout?: string;
  /**
   * Tells the steps after that, and the order of a thank-you page. `known`: the lines of the cart, then products looked
   * at, by which an order's lines are named; `currency`: of the cart.
   */
  follow?: (tell: (telling: Telling) => void, known: Known[], currency: string | undefined) => void;
}

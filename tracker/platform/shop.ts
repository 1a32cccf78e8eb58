/** What is known of one shop software. Types only. */
import type { Cart } from "../api.ts";

/** A product that has a name and an address here. */
export interface Known {
  id: string;
  name?: string | undefined;
  url?: string | undefined;
  /** The price before a sale, minor units. */
  listPriceMinor?: number | undefined;
}

/** What an order will come to beside its goods, minor units. */
export interface Bill {
  /** All of it: what the visitor will pay. */
  totalMinor?: number | undefined;
  taxMinor?: number | undefined;
  /** Delivery, without tax. */
  shippingMinor?: number | undefined;
  /** The code given. */
  coupon?: string | undefined;
}

/** `bill` is absent where the software does not say it with the cart. */
export type ShopCart = Cart & { bill?: Bill };

export interface Shop {
  /** `heard` is given the reading of the cart as the shop has it: at once, and after each change. It takes any fault of it. */
  watch: (heard: (read: () => ShopCart | undefined) => void) => void;
  /** Id of the product that the page is about; undefined where it is about none. */
  product: () => number | string | undefined;
  /** What is there on the page of the checkout, and on no other; absent where that is no page of the theme. */
  checkout?: string;
  /** What is there on a page that shows an order; absent where that does not name it. */
  thanks?: string;
}

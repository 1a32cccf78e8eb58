/** What is known of one shop software. Types only. */
import type { Cart } from "../api.ts";

/** The product that a page is about. */
export interface PageProductId {
  /** As lines of the cart carry it. */
  id: string;
  /** What a line is called whose address does not name the id; may be the same. */
  sku?: string | undefined;
}

export interface Shop {
  /** `heard` is given the reading of the cart as the shop has it: at once, and after each change. It takes any fault of it. */
  watch: (heard: (read: () => Cart | undefined) => void) => void;
  /** Id of the product that the page is about; undefined where it is about none. */
  product: () => number | string | undefined;
  /** What a line's address would call that product, where lines are named by their address. */
  sku?: () => string;
}

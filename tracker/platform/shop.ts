/** What is known of one shop software. Types only. */
import type { Cart } from "../api.ts";

export interface Shop {
  /** `heard` is given the reading of the cart as the shop has it: at once, and after each change. It takes any fault of it. */
  watch: (heard: (read: () => Cart | undefined) => void) => void;
  /** Id of the product that the page is about; undefined where it is about none. */
  product: () => number | string | undefined;
}

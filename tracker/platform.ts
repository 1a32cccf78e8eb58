/**
 * Lazy part, loaded where a shop software shows itself: reads the cart from the software's own source after each change.
 * Exports what `PlatformPart` in api.ts describes.
 */
import type { PlatformPart } from "./api.ts";
import { opencart } from "./platform/opencart.ts";
import { prestashop } from "./platform/prestashop.ts";
import { shopify } from "./platform/shopify.ts";
import { woocommerce } from "./platform/woocommerce.ts";

const SHOPS = { opencart, prestashop, shopify, woocommerce };

/** Whatever a theme or version does otherwise: nothing is told of it, and the page's own listeners go on. */
function quietly<Result>(act: () => Result): Result | undefined {
  try {
    return act();
  } catch {
    return undefined;
  }
}

/**
 * `tell` hears the whole cart as the shop has it, at once and after each change. The same cart may be told again: whether
 * it is news is known to whoever keeps the last. `software` is what `platformOf` found.
 */
export const start: PlatformPart["start"] = (software, tell) =>
  quietly(() =>
    SHOPS[software].watch((read) => {
      const cart = quietly(read);
      if (cart) tell(cart);
    }),
  );

/** How the software numbers the product that the page is about; undefined where it is about none. */
export const productId: PlatformPart["productId"] = (software) => {
  const id = quietly(SHOPS[software].product);
  return id ? `${id}` : undefined;
};

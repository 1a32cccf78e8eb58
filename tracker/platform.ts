/**
 * Lazy part, loaded where a shop software shows itself: reads the cart from the software's own source after each change,
 * and has the part that follows its checkout and orders loaded where there is one.
 * Exports what `PlatformPart` in api.ts describes.
 */
import type { PlatformPart } from "./api.ts";
import { loadPurchase } from "./parts.ts";
import { opencart } from "./platform/opencart.ts";
import { prestashop } from "./platform/prestashop.ts";
import { quietly } from "./platform/quietly.ts";
import { shopify } from "./platform/shopify.ts";
import { woocommerce } from "./platform/woocommerce.ts";

const SHOPS = { opencart, prestashop, shopify, woocommerce };

export const start: PlatformPart["start"] = async (software, tell, heed, stored, transact) => {
  const { watch, checkout = "_", thanks = "_" } = SHOPS[software];
  const isCheckout = document.querySelector(checkout);
  // Before the cart is looked at: the one that has become an order is empty.
  if (isCheckout || document.querySelector(thanks))
    (await loadPurchase())?.follow(software, !!isCheckout, heed, stored);
  quietly(() =>
    watch((read) => {
      const cart = quietly(read);
      if (!cart) return;
      tell(cart);
      if (isCheckout && cart.lines.length) transact([], () => [["bill", cart]]);
    }),
  );
};

/** How the software numbers the product that the page is about; undefined where it is about none. */
export const productId: PlatformPart["productId"] = (software) => {
  const id = quietly(SHOPS[software].product);
  return id ? `${id}` : undefined;
};

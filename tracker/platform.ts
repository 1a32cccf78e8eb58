/**
 * Lazy part, loaded where a shop software shows itself: reads the cart from the software's own source after each change.
 * Exports what `PlatformPart` in api.ts describes.
 */
import type { Cart, PlatformPart, RecentItem } from "./api.ts";
import type { Telling } from "./observe/layer/ga4.ts";
import { opencart } from "./platform/opencart.ts";
import { prestashop } from "./platform/prestashop.ts";
import { shopify } from "./platform/shopify.ts";
import { tellingOf } from "./platform/telling.ts";
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

export const start: PlatformPart["start"] = (software, tell, heed, stored) => {
  const { watch, checkout, follow } = SHOPS[software];
  const say = (telling: Telling) => quietly(() => heed(telling));
  // Before the cart is looked at: the one that has become an order is empty.
  quietly(() => {
    const { lines = [], currency } = stored<Cart>("cart") ?? {};
    follow?.(say, [...lines, ...(stored<RecentItem[]>("recent") ?? [])], currency);
  });
  if (checkout && document.querySelector(checkout))
    say({ ...tellingOf("begin_checkout"), isLaterStep: true });
  quietly(() =>
    watch((read) => {
      const cart = quietly(read);
      if (cart) tell(cart);
    }),
  );
};

/** How the software numbers the product that the page is about; undefined where it is about none. */
export const productId: PlatformPart["productId"] = (software) => {
  const id = quietly(SHOPS[software].product);
  return id ? `${id}` : undefined;
};

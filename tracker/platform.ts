/**
 * Lazy part, loaded where a shop software shows itself: reads the cart from the software's own source after each change.
 */
import type { Cart } from "./api.ts";
import type { ShopSoftware } from "./platform/detect.ts";
import { opencart } from "./platform/opencart.ts";
import { prestashop } from "./platform/prestashop.ts";
import type { PageProductId } from "./platform/shop.ts";
import { shopify } from "./platform/shopify.ts";
import { woocommerce } from "./platform/woocommerce.ts";

const SHOPS = { opencart, prestashop, shopify, woocommerce };

/**
 * `tell` hears the whole cart as the shop has it, at once and after each change, and how the shop software numbers the
 * product that the page is about. The same cart may be told again: whether it is news is known to whoever keeps the last.
 * `software` is what `platformOf` found.
 */
export function start(
  tell: (cart: Cart, pageProductId?: PageProductId) => void,
  software: ShopSoftware,
): void {
  const { watch, product, sku } = SHOPS[software];
  const quietly = (act: () => void) => {
    try {
      act();
    } catch {
      // A theme or version that looks otherwise: nothing is told of it, and the page's own listeners go on.
    }
  };
  quietly(() =>
    watch((read) =>
      quietly(() => {
        const cart = read();
        const id = product();
        if (cart) tell(cart, id ? { id: `${id}`, sku: sku?.() } : undefined);
      }),
    ),
  );
}

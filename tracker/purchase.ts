/**
 * Lazy part, loaded on the pages of a shop software's checkout and of its orders: tells the steps and the order.
 * Exports what `PurchasePart` in api.ts describes.
 */
import type { Cart, PurchasePart, RecentItem } from "./api.ts";
import type { Telling } from "./observe/layer/ga4.ts";
import { orderConfirmed } from "./platform/prestashop-order.ts";
import { quietly } from "./platform/quietly.ts";
import type { ShopCart } from "./platform/shop.ts";
import { followSteps } from "./platform/steps.ts";
import { tellingOf } from "./platform/telling.ts";
import { orderShown } from "./platform/woocommerce-order.ts";
import { followRefusals } from "./platform/woocommerce-refusal.ts";

export const follow: PurchasePart["follow"] = (software, isCheckout, heed, stored) => {
  const say = (telling: Telling) => quietly(() => heed(telling));
  const { lines = [], currency } = stored<Cart>("cart") ?? {};
  if (isCheckout) {
    say({ ...tellingOf("begin_checkout"), isLaterStep: true });
    followSteps(currency, say);
  }
  const order = quietly(() => {
    const kept = stored<ShopCart>("bill");
    if (software === "prestashop") return orderConfirmed(kept);
    if (software !== "woocommerce") return;
    followRefusals(say);
    return orderShown(kept, [...lines, ...(stored<RecentItem[]>("recent") ?? [])], currency);
  });
  if (order) say(order);
};

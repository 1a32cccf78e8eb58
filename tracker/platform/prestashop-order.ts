/**
 * The order of PrestaShop's confirmation page: its id is in the address, its goods are those that the checkout had. Each
 * theme draws them otherwise, so what they come to must only be shown somewhere: else it is another cart's order.
 */
import type { Telling } from "../observe/layer/ga4.ts";
import { minorOf } from "../observe/price.ts";
import type { ShopCart } from "./shop.ts";
import { tellingOf } from "./telling.ts";

/** `kept`: the cart with its bill as the checkout had them last. Undefined where the page shows another order, or none. */
export function orderConfirmed(kept: ShopCart | undefined): Telling | undefined {
  const orderId = /id_order=(\d+)/.exec(location.search)?.[1];
  const { lines, currency, bill } = kept ?? {};
  const shown = document.body.innerText.match(/\d[\d\s.,'’]*/g);
  const valueMinor = bill?.totalMinor;
  if (!lines || valueMinor === undefined) return;
  if (!shown?.some((amount) => minorOf(amount.trim(), currency) === valueMinor)) return;
  const goods = lines.map(({ quantity, ...item }) => ({ item, quantity }));
  return tellingOf("purchase", { goods, valueMinor, currency, orderId, bill });
}

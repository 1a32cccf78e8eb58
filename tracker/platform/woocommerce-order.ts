/**
 * The order that a thank-you page of WooCommerce shows, with classic templates and with blocks: without a plug-in no data
 * layer tells it. Its id is that of the address, which the webhooks carry too, and not the number that a plug-in may show.
 */
import type { Goods, Telling } from "../observe/layer/ga4.ts";
import { currencyOf, minorOf } from "../observe/price.ts";
import type { Known, ShopCart } from "./shop.ts";
import { tellingOf } from "./telling.ts";

/**
 * `kept`: the bill as the checkout had it, which is the order's where it comes to the total shown; the page has delivery and
 * coupons in words only. `known`: what lay in the cart, and what was looked at, since the page names products by address
 * only. `usual`: the currency where the page's sign is that of several. Undefined where no order is shown, or one whose
 * payment has failed.
 */
export function orderShown(
  kept: ShopCart | undefined,
  known: Known[],
  usual: string | undefined,
): Telling | undefined {
  const orderId = (/\/(\d+)\/?$/.exec(location.pathname) ?? /received=(\d+)/.exec(location.search))?.[1];
  // The overview, which failed orders do not have; blocks have the table alone.
  const total = textIn(
    document,
    ".woocommerce-order-overview__total .amount,[class$=totals__table] tfoot tr:last-child .amount",
  );
  if (!orderId || !total || !document.body.matches(".woocommerce-order-received")) return;
  const currency = currencyOf("", total) ?? usual;
  const minor = (price: string | undefined) => minorOf(price, currency);
  const goods = [...document.querySelectorAll(".order_item")].map((row): Goods => {
    const link = row.querySelector<HTMLAnchorElement>("a[href]");
    const name = (link ?? row.querySelector("td"))!.textContent.trim();
    const quantity = +/\d+/.exec(textIn(row, ".product-quantity") ?? "1")![0];
    const line = known.find(({ url }) => url === link?.href) ?? known.find((one) => one.name === name);
    const id = line?.id ?? (link && lastWord(link)) ?? name;
    const costMinor = minor(textIn(row, ".amount"));
    const priceMinor = costMinor && Math.round(costMinor / quantity);
    return {
      item: { id: id.slice(0, 64), name, priceMinor, listPriceMinor: line?.listPriceMinor },
      quantity,
    };
  });
  const valueMinor = minor(total);
  const bill =
    kept?.bill?.totalMinor === valueMinor
      ? kept?.bill
      : { taxMinor: minor(textIn(document, ".includes_tax .amount")) };
  return tellingOf("purchase", { goods, valueMinor, currency, orderId, bill });
}

const textIn = (part: ParentNode, selector: string) => part.querySelector(selector)?.textContent;

const lastWord = ({ pathname }: HTMLAnchorElement) => /([^/]+)\/?$/.exec(pathname)?.[1];

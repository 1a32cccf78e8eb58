import { deliveryMinor, euros } from "../prices.ts";
import { pictureUrl, productUrl } from "../products.ts";
import { type CartLine, emptyCart, valueMinor } from "./cart.ts";
import { deliveryDay } from "./delivery-day.ts";
import { copyOf, maybe, one } from "./dom.ts";
import { keepOrder, type Order, orderOf } from "./order.ts";
import { reportPurchase } from "./report.ts";
import { totalMinor } from "./sums.ts";

export function runThanksPage(): void {
  const page = maybe("[data-thanks-page]");
  const order = page && orderOf(new URLSearchParams(location.search).get("order"));
  if (!page || !order) return;
  const total = totalMinor(order.lines, order.delivery);
  const arrival =
    order.delivery === "store"
      ? "It waits in the store tomorrow"
      : `It reaches you on ${deliveryDay(new Date())}`;
  const isDeliveryPaid = total > valueMinor(order.lines);
  one("[data-thanks-lead]", page).textContent =
    `Order ${order.id} over ${euros(total)}${isDeliveryPaid ? ", delivery included," : ""} is with us. ${arrival}.`;
  one("[data-thanks-lines]", page).replaceChildren(...order.lines.map(thanksLine));
  if (!order.isReported) placeOrder(order, total);
}

/** Told here and not on the button that pays: that page is already leaving. */
function placeOrder(order: Order, totalMinor: number): void {
  keepOrder({ ...order, isReported: true });
  const shippingMinor = deliveryMinor(order.delivery, valueMinor(order.lines));
  reportPurchase(order.lines, { id: order.id, totalMinor, shippingMinor });
  emptyCart();
}

function thanksLine({ product, quantity }: CartLine): HTMLElement {
  const row = copyOf("[data-thanks-line]");
  one<HTMLImageElement>("img", row).src = pictureUrl(product.id);
  const name = one<HTMLAnchorElement>("a", row);
  name.href = productUrl(product);
  name.textContent = product.name;
  one("span", row).textContent = quantity === 1 ? "1 piece" : `${quantity} pieces`;
  one("b", row).textContent = euros(product.priceMinor * quantity);
  return row;
}

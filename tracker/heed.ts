/** What the shop's data layer and its software tell becomes events, and the cart. */
import type { Core, Entry } from "./api.ts";
import { isInCheckout } from "./checkout.ts";
import { hasOwn, isEcho, keepTold } from "./echo.ts";
import { changeCart } from "./kept-cart.ts";
import { isSearched } from "./moments.ts";
import { hasLayer } from "./observe/hints.ts";
import type { Telling } from "./observe/layer/ga4.ts";
import { ordersWith } from "./orders.ts";
import { nameProduct } from "./product-view.ts";

/** Most lines an order may have (model/event.ts). */
const MOST_LINES = 100;

/** Records what the shop does not tell itself. `beside` is written with it. */
export function tell(core: Core, name: string, props: object, beside: Entry[] = []): void {
  if (hasOwn(name)) return;
  keepTold(name, props);
  core.record(name, props, { beside });
}

/** What the layer has told on this page, by name. */
const byLayer = new Set<string>();
/** A layer gets so long to tell the same in its own words before the shop software is heard. */
const LAYER_FIRST_MS = 1000;

export function heedLayer(core: Core, telling: Telling): void {
  byLayer.add(telling.name);
  heed(core, telling);
}

/** A step or an order that shop software shows: told where no layer tells any of that name. */
export function heedShop(core: Core, telling: Telling): void {
  const unlessTold = () => byLayer.has(telling.name) || heed(core, telling);
  if (hasLayer()) setTimeout(unlessTold, LAYER_FIRST_MS);
  else unlessTold();
}

function heed(core: Core, telling: Telling): void {
  const { name, goods = [], valueMinor, currency, orderId, props } = telling;
  const lines = goods.map(({ item: { id, priceMinor, listPriceMinor, name }, quantity }) => ({
    id,
    quantity,
    priceMinor,
    listPriceMinor,
    name,
  }));
  const whole = { lines, isWhole: true, valueMinor, currency };
  switch (name) {
    case "view_item":
      if (goods[0]) nameProduct(core, goods[0].item);
      return;
    case "select_item":
    case "add_to_wishlist":
      for (const { item } of goods) tell(core, name, { item });
      return;
    case "add_to_cart":
    case "remove_from_cart":
      for (const each of goods) tell(core, name, each);
      changeCart(core, {
        lines: lines.map((line) => ({
          ...line,
          quantity: name === "add_to_cart" ? line.quantity : -line.quantity,
        })),
        currency,
      });
      return;
    case "purchase":
    case "refund": {
      const orders = ordersWith(core.stored("orders"), name, orderId);
      if (!orderId || !orders || isEcho(name, telling)) return;
      const bought = lines.slice(0, MOST_LINES).map(({ name, ...line }) => line);
      // A refund without lines gives the order back whole, and one without a value all of it.
      const order =
        name === "purchase"
          ? { valueMinor: valueMinor ?? 0, lines: bought, ...telling.order }
          : { valueMinor, lines: goods[0] && bought };
      tell(core, name, { orderId, currency, ...order }, [["orders", orders]]);
      if (name === "purchase") changeCart(core, { lines: [], isWhole: true });
      return;
    }
    case "search":
      if (props.term && !isEcho(name, props) && !isSearched(props.term)) tell(core, name, props);
      return;
    case "begin_checkout":
      if (goods[0]) changeCart(core, whole);
      // Universal Analytics counts steps that mean something else in each shop: the first is told, or the first heard.
      if (!telling.isLaterStep || !(isEcho(name, props) || isInCheckout(core.stored("checkout"))))
        tell(core, name, props);
      return;
    case "cart":
    case "view_cart":
      if (telling.goods) changeCart(core, whole);
      if (name === "cart") return;
  }
  tell(core, name, props);
}

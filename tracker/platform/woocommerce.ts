/**
 * WooCommerce: the cart of its Store API (woocommerce.com, Store API, "Cart"), with classic themes and with blocks.
 * A line's id is the variation's, else the product's: what GTM4WP sends as `item_id`.
 */
import { minorOf } from "../observe/price.ts";
import { asker, onRequest, onTriggered } from "./ask.ts";
import { lineOf } from "./line.ts";
import type { Shop, ShopCart } from "./shop.ts";

/** `GET wc/store/v1/cart`, as far as it is read. Amounts are digits, in units of `currency_minor_unit` decimals. */
interface StoreCart {
  items: {
    id: number;
    quantity: number;
    name: string;
    permalink: string;
    images: { thumbnail: string }[];
    /** With or without tax, as the shop shows its cart; `regular_price` is the one before a sale. */
    prices: { price: string; regular_price: string };
  }[];
  /** Goods before coupons, what those take off, delivery: without tax, and the tax on it. Tax and price are of all of it. */
  totals: Record<
    | "total_items"
    | "total_items_tax"
    | "total_discount"
    | "total_discount_tax"
    | "total_shipping"
    | "total_tax"
    | "total_price",
    string
  > & {
    currency_code: string;
    currency_minor_unit: number;
  };
  coupons: { code: string }[];
}

/** What is triggered after a change that no address tells of: the cart page's form, and plug-ins with requests of their own. */
const EVENTS = "added_to_cart updated_wc_div";

export const woocommerce: Shop = {
  watch(heard) {
    // Also where addresses are not rewritten: then the root ends in `?rest_route=/`.
    const root = document.querySelector<HTMLLinkElement>("[rel*='api.w.org']")!.href;
    const ask = asker<StoreCart>(`${root}wc/store/v1/cart`, (answer) => heard(() => cartOf(answer)));
    const look = () => {
      // WooCommerce's own mark of a cart that is not empty: without it there is nothing to ask for.
      if (/woocommerce_items/.test(document.cookie)) ask();
      else heard(() => ({ lines: [], valueMinor: 0 }));
    };
    look();
    // Slashes may be escaped. What is asked here ends in "cart", and so is no sign of a change. A checkout that is sent
    // empties the cart when it has become an order, which the next page shows.
    onRequest(/wc-ajax(?!=checkout)|store.*(batch|cart.)/, look);
    onTriggered(EVENTS, look);
  },
  checkout: "form.checkout,.wp-block-woocommerce-checkout",
  thanks: ".woocommerce-order-received",
  product: () => /-product .*postid-(\d+)/.exec(document.body.className)?.[1],
};

function cartOf({ items, totals, coupons }: StoreCart): ShopCart {
  const currency = totals.currency_code;
  const minor = (amount: number) => minorOf(amount / 10 ** totals.currency_minor_unit, currency);
  const shown = items.reduce((sum, { prices, quantity }) => sum + +prices.price * quantity, 0);
  const net = +totals.total_items;
  const tax = +totals.total_items_tax;
  // The answer does not say whether the shop shows its cart with tax; its prices do, to the nearest.
  const hasTax = shown - net > tax / 2;
  return {
    lines: items.map(({ id, quantity, name, permalink, images, prices }) =>
      lineOf(
        id,
        quantity,
        minor(+prices.price),
        textOf(name),
        images[0]?.thumbnail,
        permalink,
        minor(+prices.regular_price),
      ),
    ),
    valueMinor: minor(net - +totals.total_discount + (hasTax ? tax - +totals.total_discount_tax : 0)),
    currency,
    bill: {
      totalMinor: minor(+totals.total_price),
      taxMinor: minor(+totals.total_tax),
      shippingMinor: minor(+totals.total_shipping),
      coupon: coupons[0]?.code,
    },
  };
}

/** A name comes as HTML, its signs as numbers. Read without a parser, which Trusted Types would forbid. */
const textOf = (html: string): string =>
  html.replace(/&#(\d+);|&amp;/g, (_, code = 38) => String.fromCharCode(code));

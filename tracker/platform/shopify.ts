/**
 * Shopify: the cart of its Ajax API (shopify.dev/docs/api/ajax/reference/cart).
 * A line's id is the product's, which the page knows too; its variants are lines of their own.
 */
import type { Cart } from "../api.ts";
import { minorOf } from "../observe/price.ts";
import { asker, onRequest } from "./ask.ts";
import { lineOf } from "./line.ts";
import type { Shop } from "./shop.ts";

/** `GET /cart.js`, as far as it is read. Amounts are hundredths in every currency: 1000 yen are 100000. */
interface AjaxCart {
  /** The visitor's, in which the amounts are. */
  currency: string;
  /** After all discounts. */
  total_price: number;
  items: {
    product_id: number;
    quantity: number;
    product_title: string;
    url: string;
    image: string | null;
    /** Of one piece, after the line's own discounts. */
    final_price: number;
  }[];
}

/** What Shopify's themes leave in the page. */
interface Page {
  Shopify: { routes?: { root?: string } };
  ShopifyAnalytics?: { meta?: { product?: { id: number } } };
}

export const shopify: Shop = {
  watch(heard) {
    const { Shopify } = window as unknown as Page;
    const ask = asker<AjaxCart>(`${Shopify.routes?.root ?? "/"}cart.js`, (cart) => heard(() => cartOf(cart)));
    ask();
    // Add, change, clear, update; with `.js` or without.
    onRequest(/\/cart\/[acu]/, ask);
  },
  product: () => (window as unknown as Page).ShopifyAnalytics?.meta?.product?.id,
};

function cartOf({ currency, total_price, items }: AjaxCart): Cart {
  const minor = (hundredths: number) => minorOf(hundredths / 100, currency);
  return {
    lines: items.map(({ product_id, quantity, product_title, url, image, final_price }) =>
      lineOf(product_id, quantity, minor(final_price), product_title, image ?? undefined, url),
    ),
    valueMinor: minor(total_price),
    currency,
  };
}

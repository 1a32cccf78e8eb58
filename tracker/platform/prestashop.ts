/**
 * PrestaShop 1.7 and later: the cart it lays in every page as `prestashop.cart` and hands over with each change
 * (devdocs.prestashop-project.org, themes, "JavaScript events"). A line's id is `id_product`: what ps_googleanalytics sends.
 */
import { minorOf } from "../observe/price.ts";
import { lineOf } from "./line.ts";
import type { Shop, ShopCart } from "./shop.ts";

/** A cart as its presenter makes it, as far as it is read. Amounts are in the currency's own unit, as the shop shows them. */
interface PresentedCart {
  products: {
    id_product: number | string;
    cart_quantity: number | string;
    name: string;
    url: string;
    cover?: { small: { url: string } } | null;
    /** Of one piece, after its own reductions, and before. */
    price_amount: number;
    regular_price_amount?: number;
  }[];
  /** `discounts` are those of the whole cart; null where there is none. */
  subtotals: { products: { amount: number }; discounts?: { amount: number } | null };
  totals: Partial<Record<"total_including_tax" | "total_excluding_tax", { amount: number }>>;
  /** An empty list where there is none. */
  vouchers?: { added: Record<string, { code: string }> };
}

/** Told with `updateCart`. Before 1.7.8 some changes come without the cart: the theme's core has then put it in the page. */
interface Updated {
  resp?: { cart?: PresentedCart };
}

interface Page {
  prestashop: {
    cart?: PresentedCart;
    currency: { iso_code: string };
    on: (event: string, hear: (updated: Updated) => void) => void;
  };
}

export const prestashop: Shop = {
  watch(heard) {
    const shop = (window as unknown as Page).prestashop;
    const look = (updated?: Updated) =>
      heard(() => cartOf((updated?.resp?.cart ?? shop.cart)!, shop.currency.iso_code));
    look();
    shop.on("updateCart", look);
  },
  checkout: "#checkout",
  thanks: "#order-confirmation",
  product: () => document.querySelector<HTMLInputElement>("#product_page_product_id")?.value,
};

function cartOf({ products, subtotals, totals, vouchers }: PresentedCart, currency: string): ShopCart {
  const minor = (amount: number) => minorOf(amount, currency);
  const total = totals.total_including_tax?.amount;
  const net = totals.total_excluding_tax?.amount;
  return {
    lines: products.map(
      ({ id_product, cart_quantity, name, url, cover, price_amount, regular_price_amount = 0 }) =>
        lineOf(
          id_product,
          +cart_quantity,
          minor(price_amount),
          name,
          cover?.small.url,
          url,
          minor(regular_price_amount),
        ),
    ),
    valueMinor: minor(subtotals.products.amount - (subtotals.discounts?.amount ?? 0)),
    currency,
    bill: {
      totalMinor: total && minor(total),
      taxMinor: total && net && minor(total - net),
      coupon: Object.values(vouchers?.added ?? {})[0]?.code,
    },
  };
}

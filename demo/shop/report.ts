/**
 * Everything the shop says about itself, in one place and twice: to the data layer in GA4's documented form,
 * as any shop would, and to Impuls by its own public call.
 * https://developers.google.com/analytics/devguides/collection/ga4/ecommerce
 */
import type { Item } from "../../model/event.ts";
import { BRAND, CURRENCY, categoryOf, type Product, photoUrl, productUrl } from "../products.ts";

interface Piece {
  product: Product;
  quantity: number;
}

const single = (product: Product): Piece => ({ product, quantity: 1 });

const itemOf = (product: Product): Item => ({
  id: product.id,
  name: product.name,
  category: categoryOf(product.category).name,
  brand: BRAND,
  priceMinor: product.priceMinor,
  currency: CURRENCY,
  image: photoUrl(product.id),
  url: productUrl(product),
});

const ga4Item = ({ product, quantity }: Piece) => ({
  item_id: product.id,
  item_name: product.name,
  item_brand: BRAND,
  item_category: categoryOf(product.category).name,
  price: product.priceMinor / 100,
  quantity,
});

const lineOf = ({ product, quantity }: Piece) => ({
  id: product.id,
  quantity,
  priceMinor: product.priceMinor,
});

const worthMinor = (pieces: readonly Piece[]): number =>
  pieces.reduce((sum, { product, quantity }) => sum + product.priceMinor * quantity, 0);

/** The former ecommerce object is cleared first, as GA4 asks: its fields would leak into this one. */
function push(event: string, pieces: readonly Piece[], more: Record<string, unknown> = {}): void {
  window.dataLayer.push({ ecommerce: null });
  window.dataLayer.push({
    event,
    ecommerce: { currency: CURRENCY, value: worthMinor(pieces) / 100, ...more, items: pieces.map(ga4Item) },
  });
}

export function reportList(name: string, products: readonly Product[], category?: string): void {
  push("view_item_list", products.map(single), { item_list_name: name });
  if (category) window.impuls("track", "view_item_list", { category });
}

export function reportViewed(product: Product): void {
  push("view_item", [single(product)]);
  window.impuls("track", "view_item", { item: itemOf(product) });
}

export function reportAdded(product: Product, quantity: number): void {
  push("add_to_cart", [{ product, quantity }]);
  window.impuls("track", "add_to_cart", { item: itemOf(product), quantity });
}

export function reportRemoved(product: Product, quantity: number): void {
  push("remove_from_cart", [{ product, quantity }]);
  window.impuls("track", "remove_from_cart", { item: itemOf(product), quantity });
}

export function reportKeptOnList(product: Product): void {
  push("add_to_wishlist", [single(product)]);
  window.impuls("track", "add_to_wishlist", { item: itemOf(product) });
}

/** The whole cart after a change; GA4 has no such event. Names and pictures stay on the device, for content. */
export function reportCart(pieces: readonly Piece[]): void {
  window.impuls("cart", {
    lines: pieces.map(({ product, quantity }) => ({
      ...lineOf({ product, quantity }),
      name: product.name,
      image: photoUrl(product.id),
      url: productUrl(product),
    })),
    valueMinor: worthMinor(pieces),
    currency: CURRENCY,
  });
}

export function reportCartViewed(pieces: readonly Piece[]): void {
  push("view_cart", pieces);
  window.impuls("track", "view_cart", {});
}

export function reportCheckoutBegun(pieces: readonly Piece[]): void {
  push("begin_checkout", pieces);
  window.impuls("track", "begin_checkout", {});
}

export function reportShipping(pieces: readonly Piece[], tier: string): void {
  push("add_shipping_info", pieces, { shipping_tier: tier });
  window.impuls("track", "add_shipping_info", { tier });
}

export function reportPayment(pieces: readonly Piece[], type: string): void {
  push("add_payment_info", pieces, { payment_type: type });
  window.impuls("track", "add_payment_info", { type });
}

export function reportPaymentFailed(reason: string): void {
  window.impuls("track", "payment_failed", { reason });
}

/** The name of the field, never what was typed into it. */
export function reportFormError(field: string): void {
  window.impuls("track", "form_error", { field });
}

export function reportPurchase(
  pieces: readonly Piece[],
  order: { id: string; totalMinor: number; shippingMinor: number },
): void {
  push("purchase", pieces, {
    transaction_id: order.id,
    value: order.totalMinor / 100,
    shipping: order.shippingMinor / 100,
  });
  window.impuls("track", "purchase", {
    orderId: order.id,
    valueMinor: order.totalMinor,
    currency: CURRENCY,
    lines: pieces.map(lineOf),
  });
}

export function reportSearch(term: string, results: number): void {
  window.dataLayer.push({ event: "view_search_results", search_term: term, results });
  window.impuls("track", "search", { term, results });
}

/**
 * What a push into the shop's data layer tells, in the words of model/event.ts. Of a push only the fields named in this
 * file and in ua.ts are read: what else stands there, such as a customer's name, goes nowhere.
 * Forms: developers.google.com/analytics/devguides/collection/ga4/ecommerce
 */
import type { Item } from "../../../model/event.ts";
import { freeText, idText } from "../free-text.ts";
import { currencyOf, minorOf } from "../price.ts";
import { fromUniversal } from "./ua.ts";

/** Anything a shop has pushed, before it is known to be of any use. */
export type Push = Record<string, unknown>;

/** A product and how many of it. */
export interface Goods {
  item: Item;
  quantity: number;
}

/** One event as the layer tells it. */
export interface Telling {
  /** Name of the event; `cart` where the push only says what lies in the cart. */
  name: string;
  /** Undefined where the push names none; empty where it says that there are none. */
  goods: Goods[] | undefined;
  /** What it says the goods cost together, minor units; else their sum. */
  valueMinor: number | undefined;
  /** ISO 4217. */
  currency: string | undefined;
  /** Of an order or its refund; undefined where the push names none. */
  orderId: string | undefined;
  /** What else a `purchase` has. */
  order: { taxMinor: number | undefined; shippingMinor: number | undefined; coupon: string | undefined };
  /** What else any other event has; most of it is undefined, and vanishes on the wire. */
  props: Record<string, string | number | undefined>;
  /** A step of checkout after the first: tells that checkout goes on, and begins it where nothing else has. */
  isLaterStep: boolean;
}

/** The events that are read. */
const READ =
  /^(view_(item|item_list|cart|search_results)|select_item|add_to_(cart|wishlist)|remove_from_cart|begin_checkout|add_(shipping|payment)_info|purchase|refund|search|form_error|payment_failed)$/;

/** `gtag("event", name, fields)` leaves its arguments in the layer: the same as `{event: name, …fields}`. */
const asPush = (entry: Push): Push =>
  entry[0] === "event" ? { ...(entry[2] as Push), event: entry[1] } : entry;

/** An entry by which a data layer of any name gives itself away. Looked at in lists that may be none: it never throws. */
export function isTelling(entry: Push | null): unknown {
  try {
    return entry && (entry["gtm.start"] || entry.ecommerce || READ.test(`${asPush(entry).event}`));
  } catch {
    return false;
  }
}

/**
 * Reads a layer's entries in their order. An event without products of its own takes those of an `ecommerce` pushed
 * before it without an event, once; never those of an earlier event, although Tag Manager keeps them until they are
 * replaced. `usual` is the currency where a push names none.
 */
export function layerReader(usual: () => string | undefined): (entry: Push | null) => Telling[] {
  let waiting: Push | undefined;
  return (entry) => {
    const push = asPush(entry ?? {});
    const { event, eventModel, items } = push;
    const ecommerce = push.ecommerce as Push | null | undefined;
    const told = fromUniversal(ecommerce ?? {});
    const isNamed = READ.test(`${event}`);
    if (isNamed && !told.length) {
      const before = ecommerce || eventModel || items ? {} : waiting;
      told.push({ ...push, ...(eventModel as Push), ...before, ...ecommerce, event });
    }
    if (isNamed || told.length || ecommerce === null) waiting = undefined;
    else if (ecommerce && !event) waiting = ecommerce;
    // GTM4WP puts the cart, as the shop's server knows it, into the first push of a page.
    if (push.cartContent) told.push({ ...(push.cartContent as Push), event: "cart" });
    return told.map((each) => tellingOf(each, usual()));
  };
}

function tellingOf(push: Push, usual: string | undefined): Telling {
  const items = listOf(push.items ?? push.products);
  const { currency: stated, price } = items?.[0] ?? {};
  const currency = currencyOf(push.currency ?? push.currencyCode ?? stated, price) ?? usual;
  const goods = items?.flatMap((item) => goodsOf(item, currency));
  const [category, ...others] = new Set(goods?.map(({ item }) => item.category));
  const minor = (name: string) => amountOf(push[name], currency);
  // Where a product has no price nobody knows what they cost together.
  const sum = goods?.reduce((total, { item, quantity }) => total + item.priceMinor! * quantity, 0);
  const text = (name: string, most: number) => freeText(push[name], most);
  const shippingMinor = minor("shipping");
  return {
    name: (push.event as string).replace("view_search_results", "search"),
    goods,
    valueMinor: minor("value") ?? (sum! >= 0 ? sum : undefined),
    currency,
    orderId: idText(push.transaction_id),
    order: { taxMinor: minor("tax"), shippingMinor, coupon: text("coupon", 60) },
    props: {
      // A list of several categories is of none.
      category: others.length ? undefined : category,
      costMinor: shippingMinor,
      tier: text("shipping_tier", 60),
      type: text("payment_type", 60),
      term: text("search_term", 100),
      field: text("field", 60),
      reason: text("reason", 80),
    },
    isLaterStep: (push.step as number) > 1,
  };
}

/** PHP writes a list with gaps as an object: `{"0": …, "2": …}`. One product alone may stand without a list. */
const listOf = (items: unknown): Push[] | undefined => {
  if (!items || typeof items !== "object") return;
  const list = Object.values(items);
  return list.every((one) => one && typeof one === "object") ? list : [items as Push];
};

/** None where the product has neither id nor name. The price is what is paid: GA4 has the discount taken off already. */
function goodsOf(push: Push, currency: string | undefined): Goods | [] {
  const of = (name: string) => push[`item_${name}`] ?? push[name];
  const text = (name: string, most: number) => freeText(of(name), most);
  const name = text("name", 150);
  const sku = idText(push.sku);
  const id = idText(of("id")) ?? sku ?? name?.slice(0, 64);
  if (!id) return [];
  const minor = (name: string) => amountOf(push[name], currency);
  const priceMinor = minor("price");
  const listPriceMinor = minor("list_price") ?? priceMinor! + minor("discount")!;
  const count = Math.abs(Number.parseFloat(`${push.quantity}`));
  return {
    quantity: count >= 0 ? Math.min(Math.round(count), 10_000) : 1,
    item: {
      id,
      sku: sku === id ? undefined : sku,
      name,
      category: text("category", 80),
      brand: text("brand", 80),
      variant: text("variant", 80),
      priceMinor,
      listPriceMinor: listPriceMinor > priceMinor! ? listPriceMinor : undefined,
      currency,
    },
  };
}

/** Minor units; below nought it is no price, but something taken off one. */
const amountOf = (amount: unknown, currency: string | undefined): number | undefined =>
  Number(amount) < 0 ? undefined : minorOf(amount, currency);

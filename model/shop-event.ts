/**
 * What a shop's server tracks, as one of our events. Names and properties are those of Segment's e-commerce
 * specification (segment.com/docs/connections/spec/ecommerce/v2), which RudderStack has too; amounts there are in the
 * currency's own unit. Any other name is the shop's own: `Email Opened` becomes `email_opened`, with what is simple of
 * its properties.
 */
import { type Event, type EventFault, parseEvent } from "./event.ts";
import { toMinor } from "./money.ts";

type Properties = Record<string, unknown>;

const text = (value: unknown, most: number): string | undefined => {
  if (typeof value === "number") return String(value);
  return typeof value === "string" && value !== "" ? value.slice(0, most) : undefined;
};
const amount = (value: unknown): number | undefined => {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) && number >= 0 ? number : undefined;
};
const url = (value: unknown) =>
  typeof value === "string" && /^https?:\/\//.test(value) && value.length <= 500 ? value : undefined;
const currencyIn = ({ currency }: Properties, fallback: string) =>
  typeof currency === "string" ? currency.toUpperCase() : fallback;
const minor = (value: unknown, currency: string) => {
  const major = amount(value);
  return major === undefined ? undefined : toMinor(major, currency);
};
const idOf = (product: Properties) => text(product.product_id, 64) ?? text(product.sku, 64);
const quantityOf = (product: Properties) => Math.round(amount(product.quantity) ?? 1);

function itemOf(product: Properties, fallback: string) {
  const currency = currencyIn(product, fallback);
  const id = idOf(product);
  const sku = text(product.sku, 64);
  return {
    id,
    name: text(product.name, 150),
    category: text(product.category, 80),
    brand: text(product.brand, 80),
    sku: sku === id ? undefined : sku,
    variant: text(product.variant, 80),
    priceMinor: minor(product.price, currency),
    currency,
    image: url(product.image_url),
    url: url(product.url),
  };
}

const linesOf = ({ products }: Properties, currency: string) =>
  (Array.isArray(products) ? products : [])
    .filter((product) => typeof product === "object" && product !== null && idOf(product) !== undefined)
    .map((product: Properties) => ({
      id: idOf(product),
      quantity: quantityOf(product),
      priceMinor: minor(product.price, currency),
    }));

type Translate = (properties: Properties, currency: string) => { name: string; props: object };
const about = (name: string): Translate => {
  return (properties, currency) => ({ name, props: { item: itemOf(properties, currency) } });
};
const moved = (name: string): Translate => {
  return (properties, currency) => ({
    name,
    props: { item: itemOf(properties, currency), quantity: quantityOf(properties) },
  });
};
const plain = (name: string): Translate => {
  return () => ({ name, props: {} });
};

/** By the name in lower case. */
const SPECIFIED: Record<string, Translate> = {
  "product viewed": about("view_item"),
  "product clicked": about("select_item"),
  "product added": moved("add_to_cart"),
  "product removed": moved("remove_from_cart"),
  "product added to wishlist": about("add_to_wishlist"),
  "product list viewed": ({ category }) => ({
    name: "view_item_list",
    props: { category: text(category, 80) },
  }),
  "products searched": ({ query }) => ({ name: "search", props: { term: text(query, 100) } }),
  "cart viewed": plain("view_cart"),
  "checkout started": plain("begin_checkout"),
  "payment info entered": ({ payment_method }) => ({
    name: "add_payment_info",
    props: { type: text(payment_method, 60) },
  }),
  "order completed": (properties, fallback) => {
    const currency = currencyIn(properties, fallback);
    const { total, revenue, value } = properties;
    return {
      name: "purchase",
      props: {
        orderId: text(properties.order_id, 64),
        valueMinor: minor(total ?? revenue ?? value, currency),
        currency,
        taxMinor: minor(properties.tax, currency),
        shippingMinor: minor(properties.shipping, currency),
        coupon: text(properties.coupon, 60),
        lines: linesOf(properties, currency),
      },
    };
  },
  "order refunded": (properties, fallback) => {
    const currency = currencyIn(properties, fallback);
    const lines = linesOf(properties, currency);
    return {
      name: "refund",
      props: {
        orderId: text(properties.order_id, 64),
        valueMinor: minor(properties.total ?? properties.value, currency),
        currency,
        lines: lines.length > 0 ? lines : undefined,
      },
    };
  },
};

/** Told only by the device that saw or measured them, or by `identify`. */
const DEVICE_ONLY = new Set(["answer", "web_vital", "identify"]);

/** Where our event keeps what the sender calls otherwise. */
const SENT_AS: Record<string, string> = {
  "item.id": "properties.product_id",
  orderId: "properties.order_id",
  valueMinor: "properties.total",
  currency: "properties.currency",
  "item.currency": "properties.currency",
  term: "properties.query",
  lines: "properties.products",
};

/** `currency`: the site's, ISO 4217, where none is named. */
export function readTrack(
  name: string,
  properties: Properties,
  currency: string,
): { event: Event } | { fault: EventFault } {
  const key = name.trim().toLowerCase();
  const translate = Object.hasOwn(SPECIFIED, key) ? SPECIFIED[key] : undefined;
  if (translate) {
    const { name: own, props } = translate(properties, currency);
    const parsed = parseEvent(own, props);
    if ("event" in parsed) return parsed;
    const { path, expected } = parsed.fault;
    return { fault: { path: SENT_AS[path] ?? `properties (${path})`, expected } };
  }
  const own = key.replace(/[^a-z0-9]+/g, "_").replace(/^_|_$/g, "");
  if (DEVICE_ONLY.has(own))
    return {
      fault: { path: "event", expected: `another name: ${own} is told by the visitor's device alone` },
    };
  const parsed = parseEvent(own, ownProps(own, properties));
  if ("event" in parsed) return parsed;
  const { path, expected } = parsed.fault;
  return { fault: { path: path === "name" ? "event" : `properties.${path}`, expected } };
}

const MOST_PROPERTIES = 20;

/** One of our events is taken as it is; of the shop's own what is simple, the first 20. */
function ownProps(name: string, properties: Properties): Properties {
  const known = parseEvent(name, {});
  const isOwn = "event" in known && known.event.name.startsWith("custom:");
  if (!isOwn) return properties;
  const simple = Object.entries(properties).filter(
    ([key, value]) =>
      key !== "" &&
      key.length <= 64 &&
      (typeof value === "boolean" ||
        (typeof value === "number" && Number.isFinite(value)) ||
        (typeof value === "string" && value.length <= 200)),
  );
  return Object.fromEntries(simple.slice(0, MOST_PROPERTIES));
}

/** What one door says of one order at one time: the shape that all doors are brought into, and POST /v1/orders as such. */
import * as v from "valibot";

/** Ways by which news of orders come. All but the page's are the shop's own word. */
export const DOORS = ["page", "api", "woocommerce", "shopify", "csv"] as const;
export type Door = (typeof DOORS)[number];

export const CHANNELS = ["web", "store", "phone"] as const;
export type Channel = (typeof CHANNELS)[number];

/** How far the shop says an order has come. Of two told for the same instant the later in this list stands. */
export const STAGES = ["placed", "paid", "refunded", "cancelled"] as const;
export type Stage = (typeof STAGES)[number];

const word = v.pipe(v.string(), v.minLength(1), v.maxLength(100));
const minor = v.pipe(v.number(), v.integer("whole minor units"), v.minValue(0), v.maxValue(1e12));
const TIME = "ISO 8601 with a time zone, or epoch ms, from 1980 to 2100";
const isInRange = (at: number) => Number.isInteger(at) && at >= Date.UTC(1980, 0) && at < Date.UTC(2100, 0);
/** Date.parse takes the 31st of February for the 3rd of March. */
function isCalendarDay(text: string): boolean {
  const day = Date.parse(text.slice(0, 10));
  return !Number.isNaN(day) && new Date(day).toISOString().startsWith(text.slice(0, 10));
}
const isoTime = v.pipe(
  v.string(),
  v.regex(/^\d{4}-\d\d-\d\d(T.+(Z|[+-]\d\d:?\d\d))?$/),
  v.check(isCalendarDay),
  v.transform(Date.parse),
);
/** A date alone is its midnight, UTC. */
const time = v.pipe(v.union([v.number(), isoTime], TIME), v.check(isInRange, TIME));
const currency = v.pipe(v.string(), v.regex(/^[A-Z]{3}$/, "an ISO 4217 code of three capital letters"));

const lineSchema = v.object({
  /** The product's id, as the shop's pages name it. */
  id: word,
  quantity: v.pipe(v.number(), v.integer("a whole number"), v.minValue(0), v.maxValue(10_000)),
  /** Of one piece, minor units. */
  priceMinor: v.optional(minor),
});
export type OrderLine = v.InferOutput<typeof lineSchema>;

const refundSchema = v.object({
  /** The shop's id of the refund: told again it counts once. */
  id: word,
  /** What was given back, tax and all, minor units of the order's currency; 0 takes the refund back. */
  amountMinor: minor,
  /** Absent: the order's. One in another currency does not count: it cannot be taken from the order's amount. */
  currency: v.optional(currency),
  /** When it was given back; absent: not told. */
  at: v.optional(time),
});
export type Refund = v.InferOutput<typeof refundSchema>;

/** Amounts are minor units of `currency`. What is absent is not told, and what was told before stays. */
const told = {
  /** The shop's order id: one order of a site, whichever door. */
  id: word,
  /**
   * When the shop last changed the order: older news never undo newer ones. Absent: it holds now, and stands over all that
   * came before.
   */
  modifiedAt: v.optional(time),
  stage: v.optional(v.picklist(STAGES)),
  /** What the customer was to pay in all. */
  valueMinor: v.optional(minor),
  currency: v.optional(currency),
  /** All tax inside `valueMinor`, that on delivery too. */
  taxMinor: v.optional(minor),
  /** Delivery inside `valueMinor`, without its tax. */
  shippingMinor: v.optional(minor),
  /** Tax on delivery, inside `taxMinor`. */
  shippingTaxMinor: v.optional(minor),
  /** What coupons and reductions took off. */
  discountMinor: v.optional(minor),
  coupons: v.optional(v.pipe(v.array(word), v.maxLength(20))),
  /** All that was given back so far, where the shop tells no single refunds. The greater of this and their sum counts. */
  refundedMinor: v.optional(minor),
  refunds: v.optional(v.pipe(v.array(refundSchema), v.maxLength(100))),
  /** The shop's id of the customer. */
  customer: v.optional(word),
  visitor: v.optional(v.pipe(v.string(), v.regex(/^[\w-]{22}$/, "a visitor id of 22 characters"))),
  lines: v.optional(v.pipe(v.array(lineSchema), v.maxLength(100))),
};

/** An order as POST /v1/orders takes it: whole, and `paid` by way of `web` where not told otherwise. */
export const wholeOrderSchema = v.object({
  ...told,
  placedAt: time,
  valueMinor: minor,
  currency,
  stage: v.optional(v.picklist(STAGES), "paid"),
  channel: v.optional(v.picklist(CHANNELS), "web"),
});
export type WholeOrder = v.InferOutput<typeof wholeOrderSchema>;

/** What webhooks and files tell: maybe only a refund, or that an order is no more. */
export const orderReportSchema = v.object({
  ...told,
  placedAt: v.optional(time),
  channel: v.optional(v.picklist(CHANNELS)),
});
export type OrderReport = v.InferOutput<typeof orderReportSchema>;

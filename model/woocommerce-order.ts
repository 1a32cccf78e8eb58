/**
 * Orders as WooCommerce's webhooks tell them: the REST API's order of version 3, whole with every change; of one that is
 * deleted the id alone. (developer.woocommerce.com/docs/apis/rest-api/v3/orders; class-wc-webhook.php build_payload)
 */
import * as v from "valibot";
import { currency, decimal, type Heard, heard, id, instant, minorOf, piecesOf, read } from "./hook.ts";
import type { Stage } from "./order-report.ts";

/** Of GMT, but written without a zone. */
const gmt = v.pipe(
  v.string(),
  v.transform((text) => `${text}Z`),
  instant,
);

const orderSchema = v.object({
  id,
  status: v.string(),
  currency,
  date_created_gmt: gmt,
  date_modified_gmt: gmt,
  created_via: v.optional(v.string(), ""),
  total: decimal,
  total_tax: decimal,
  shipping_total: decimal,
  shipping_tax: decimal,
  discount_total: decimal,
  /** "0": a guest. */
  customer_id: v.optional(v.string(), "0"),
  prices_include_tax: v.optional(v.boolean(), false),
  line_items: v.array(
    v.object({
      product_id: v.string(),
      /** "0": the product has no variations. */
      variation_id: v.optional(v.string(), "0"),
      quantity: decimal,
      subtotal: decimal,
      subtotal_tax: decimal,
    }),
  ),
  coupon_lines: v.optional(v.array(v.object({ code: id })), []),
  /** Totals under 0. */
  refunds: v.optional(v.array(v.object({ id, total: decimal })), []),
});

export const WOOCOMMERCE_STAGES: Record<string, Stage | undefined> = {
  pending: "placed",
  "on-hold": "placed",
  processing: "paid",
  completed: "paid",
  refunded: "refunded",
  cancelled: "cancelled",
  failed: "cancelled",
  trash: "cancelled",
};

/** Who made the order, where not the customer in the shop's pages. */
const CHANNELS: Record<string, "store" | "phone" | undefined> = { "pos-rest-api": "store", admin: "phone" };

const TOPICS = new Set(["order.created", "order.updated", "order.restored"]);

/** `payload` as parseExact read it. `now` (epoch ms) dates a deletion, which names no time. */
export function hearWooCommerce(topic: string, payload: unknown, now: number): Heard {
  if (topic === "order.deleted") {
    const parsed = read(v.object({ id }), payload);
    if ("issues" in parsed) return parsed;
    return heard({ id: parsed.output.id, modifiedAt: now, stage: "cancelled" });
  }
  if (!TOPICS.has(topic)) return { ignored: `topic ${topic}` };
  const parsed = read(orderSchema, payload);
  if ("issues" in parsed) return parsed;
  const order = parsed.output;
  const stage = WOOCOMMERCE_STAGES[order.status];
  // Drafts of the block checkout; and plug-ins have states of their own, of which nobody knows what they mean.
  if (!stage) return { ignored: `status ${order.status}` };
  const minor = (amount: string) => minorOf(amount, order.currency);
  return heard({
    id: order.id,
    modifiedAt: order.date_modified_gmt,
    placedAt: order.date_created_gmt,
    stage,
    valueMinor: minor(order.total),
    currency: order.currency,
    taxMinor: minor(order.total_tax),
    shippingMinor: minor(order.shipping_total),
    shippingTaxMinor: minor(order.shipping_tax),
    discountMinor: minor(order.discount_total),
    coupons: order.coupon_lines.map(({ code }) => code),
    refunds: order.refunds.map((refund) => ({ id: refund.id, amountMinor: Math.abs(minor(refund.total)) })),
    channel: CHANNELS[order.created_via] ?? "web",
    ...(order.customer_id !== "0" && { customer: order.customer_id }),
    lines: order.line_items.map(({ product_id, variation_id, quantity, subtotal, subtotal_tax }) => {
      const pieces = piecesOf(quantity);
      const rowMinor = minor(subtotal) + (order.prices_include_tax ? minor(subtotal_tax) : 0);
      return {
        // As the shop's pages name it: docs/shops.md.
        id: variation_id === "0" ? product_id : variation_id,
        quantity: pieces,
        ...(pieces > 0 && { priceMinor: Math.round(rowMinor / pieces) }),
      };
    }),
  });
}

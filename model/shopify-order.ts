/**
 * Orders as Shopify's webhooks tell them: the REST Admin API's order, whole with every change, and refunds by themselves, which
 * may come before the order. (shopify.dev/docs/api/webhooks, shopify.dev/docs/api/admin-rest resources order and refund)
 */
import * as v from "valibot";
import { currency, decimal, type Heard, heard, id, instant, minorOf, piecesOf, read } from "./hook.ts";
import type { Channel, Refund, Stage } from "./order-report.ts";

const transactions = v.array(
  v.object({ kind: v.string(), status: v.string(), amount: decimal, currency: v.optional(currency) }),
);
const refundSchema = v.object({
  id,
  created_at: instant,
  transactions: v.optional(transactions, []),
});

const orderSchema = v.object({
  id,
  /** Of a test gateway, or Shopify's own sample. */
  test: v.optional(v.boolean(), false),
  created_at: instant,
  updated_at: instant,
  /** What the shop shows as the order's date, where it was imported. */
  processed_at: v.nullish(instant),
  cancelled_at: v.nullish(v.string()),
  financial_status: v.nullish(v.string()),
  source_name: v.nullish(v.string()),
  /** Of the shop; amounts below are in it. */
  currency,
  total_price: decimal,
  /** Less what was given back and what was taken out of the order. */
  current_total_price: v.nullish(decimal),
  total_tax: v.nullish(decimal),
  total_discounts: v.nullish(decimal),
  taxes_included: v.optional(v.boolean(), false),
  total_shipping_price_set: v.nullish(v.object({ shop_money: v.object({ amount: decimal }) })),
  shipping_lines: v.optional(
    v.array(v.object({ tax_lines: v.optional(v.array(v.object({ price: decimal })), []) })),
    [],
  ),
  discount_codes: v.optional(v.array(v.object({ code: id })), []),
  customer: v.nullish(v.object({ id })),
  line_items: v.array(v.object({ product_id: v.nullish(id), quantity: decimal, price: decimal })),
  refunds: v.optional(v.array(refundSchema), []),
});

/** Others, such as `authorized` and `partially_paid`, are not paid yet. */
export const SHOPIFY_STAGES: Record<string, Stage | undefined> = {
  paid: "paid",
  partially_refunded: "paid",
  refunded: "refunded",
  voided: "cancelled",
};

/** Draft orders are those that staff make for a customer. */
export const SHOPIFY_CHANNELS: Record<string, Channel | undefined> = {
  pos: "store",
  shopify_draft_order: "phone",
};

const TOPICS = new Set(["orders/create", "orders/updated", "orders/paid", "orders/cancelled"]);

/** `payload` as parseExact read it. */
export function hearShopify(topic: string, payload: unknown): Heard {
  if (topic === "refunds/create") {
    const parsed = read(v.object({ ...refundSchema.entries, order_id: id }), payload);
    if ("issues" in parsed) return parsed;
    const { order_id, created_at } = parsed.output;
    return heard({ id: order_id, modifiedAt: created_at, refunds: refundsOf(parsed.output) });
  }
  if (!TOPICS.has(topic)) return { ignored: `topic ${topic}` };
  const parsed = read(orderSchema, payload);
  if ("issues" in parsed) return parsed;
  const order = parsed.output;
  if (order.test) return { ignored: "a test order" };
  const minor = (amount: string | null | undefined) => minorOf(amount ?? "0", order.currency);
  const shippingTaxMinor = order.shipping_lines
    .flatMap(({ tax_lines }) => tax_lines)
    .reduce((sum, { price }) => sum + minor(price), 0);
  const shippingMinor = minor(order.total_shipping_price_set?.shop_money.amount);
  const totalMinor = minor(order.total_price);
  return heard({
    id: order.id,
    modifiedAt: order.updated_at,
    placedAt: order.processed_at ?? order.created_at,
    stage: order.cancelled_at ? "cancelled" : (SHOPIFY_STAGES[order.financial_status ?? ""] ?? "placed"),
    valueMinor: totalMinor,
    currency: order.currency,
    ...(order.total_tax && { taxMinor: minor(order.total_tax) }),
    shippingMinor: Math.max(0, shippingMinor - (order.taxes_included ? shippingTaxMinor : 0)),
    shippingTaxMinor,
    discountMinor: minor(order.total_discounts),
    coupons: order.discount_codes.map(({ code }) => code),
    // Also what was taken out of the order before it was paid, which no transaction gives back.
    ...(order.current_total_price && {
      refundedMinor: Math.max(0, totalMinor - minor(order.current_total_price)),
    }),
    refunds: order.refunds.flatMap(refundsOf),
    channel: SHOPIFY_CHANNELS[order.source_name ?? ""] ?? "web",
    ...(order.customer && { customer: order.customer.id }),
    lines: order.line_items.flatMap(({ product_id, quantity, price }) =>
      product_id ? [{ id: product_id, quantity: piecesOf(quantity), priceMinor: minor(price) }] : [],
    ),
  });
}

/** Money that really went back. One that only puts goods back on the shelf has no transaction, and is none. */
function refundsOf(refund: v.InferOutput<typeof refundSchema>): Refund[] {
  const given = refund.transactions.filter(({ kind, status }) => kind === "refund" && status === "success");
  const unit = given[0]?.currency;
  if (given.length === 0) return [];
  return [
    {
      id: refund.id,
      amountMinor: given.reduce((sum, { amount }) => sum + minorOf(amount, unit ?? ""), 0),
      ...(unit && { currency: unit }),
      at: refund.created_at,
    },
  ];
}

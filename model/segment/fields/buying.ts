/** Fields about cart, orders and what follows from them. What a customer is worth belongs here too. */
import { LIFECYCLES, lifecycleWords } from "../../lifecycle.ts";
import { toMajor } from "../../money.ts";
import { categoryHash } from "../../profile.ts";
import { RFM_SEGMENTS, type RfmScore, rfmSegmentWords } from "../../rfm.ts";
import type { Field } from "../field.ts";

const named = <Value extends string>(values: readonly Value[], words: Record<Value, { name: string }>) =>
  Object.fromEntries(values.map((value) => [value, words[value].name]));

const score = (part: keyof RfmScore, label: string): Field => ({
  label,
  group: "Orders",
  type: "number",
  values: { 1: "1", 2: "2", 3: "3", 4: "4" },
  reader: () => (facts) => facts.score?.[part],
});

/** In whole units of the shop's currency, as reckoned last (edge/jobs/value.ts): docs/value.md. */
const worth = (part: "expected" | "year" | "net", label: string): Field => ({
  label,
  group: "Orders",
  type: "number",
  reader:
    () =>
    ({ server: { value } }) =>
      value?.[part] ?? undefined,
});

export const buying: Record<string, Field> = {
  cart_value: {
    label: "Value of the cart",
    group: "Cart",
    type: "number",
    reader:
      () =>
      ({ profile: { cart } }) =>
        cart ? toMajor(cart.value.valueMinor, cart.value.currency) : 0,
  },
  cart_items: {
    label: "Pieces in the cart",
    group: "Cart",
    type: "number",
    reader:
      () =>
      ({ profile: { cart } }) =>
        cart?.value.lines.reduce((sum, { quantity }) => sum + quantity, 0) ?? 0,
  },
  cart_age_minutes: {
    label: "Since the cart changed",
    group: "Cart",
    type: "number",
    units: "min",
    reader: () => (facts) => facts.cartMinutes,
  },
  in_cart: {
    label: "Has in the cart",
    group: "Cart",
    type: "boolean",
    of: "product",
    reader: (of) => (facts) => facts.profile.cart?.value.lines.some(({ id }) => id === of) ?? false,
  },
  cart_products: {
    label: "Products in the cart",
    group: "Cart",
    type: "list",
    suggests: "product",
    reader: () => (facts) => facts.profile.cart?.value.lines.map(({ id }) => id) ?? [],
  },
  cart_category: {
    label: "Has in the cart of category",
    group: "Cart",
    type: "boolean",
    of: "category",
    // A cart names products only; the category is known of those that were looked at.
    reader: (of) => {
      const hash = categoryHash(of);
      return ({ profile: { cart, viewed } }) =>
        cart?.value.lines.some(({ id }) => Object.hasOwn(viewed, id) && viewed[id]!.category === hash) ??
        false;
    },
  },
  checkout_step: {
    label: "Last step of checkout",
    group: "Cart",
    type: "text",
    suggests: ["begin_checkout", "add_shipping_info", "add_payment_info", "payment_failed", "purchase"],
    reader: () => (facts) => facts.profile.step?.value,
  },
  orders: {
    label: "Orders",
    group: "Orders",
    type: "number",
    window: {},
    reader: (_, days) => (facts) => (days === undefined ? facts.orders.count : facts.ordersWithin(days)),
  },
  revenue: {
    label: "Spent in all",
    group: "Orders",
    type: "number",
    reader:
      () =>
      ({ orders }) =>
        toMajor(orders.valueMinor, orders.currency),
  },
  average_order: {
    label: "Average order",
    group: "Orders",
    type: "number",
    reader:
      () =>
      ({ orders }) =>
        orders.count > 0 ? toMajor(orders.valueMinor / orders.count, orders.currency) : undefined,
  },
  days_since_order: {
    label: "Since the last order",
    group: "Orders",
    type: "number",
    units: "days",
    reader: () => (facts) => facts.daysSince(facts.orders.lastAt),
  },
  orders_gap_days: {
    label: "Usual gap between orders",
    group: "Orders",
    type: "number",
    units: "days",
    reader: () => (facts) => facts.usualGapDays,
  },
  orders_overdue: {
    label: "Since the last order, in usual gaps",
    group: "Orders",
    type: "number",
    units: "gaps",
    reader: () => (facts) => {
      const gap = facts.usualGapDays;
      const since = facts.daysSince(facts.orders.lastAt);
      return gap && since !== undefined ? since / gap : undefined;
    },
  },
  discount_share: {
    label: "Orders with a coupon or on sale",
    group: "Orders",
    type: "number",
    units: "0 to 1",
    reader: () => (facts) => facts.discountShare,
  },
  store_share: {
    label: "Share of orders in a store",
    group: "Orders",
    type: "number",
    units: "0 to 1",
    reader: () => (facts) => facts.storeShare,
  },
  value_expected: worth("expected", "Expected in the next 52 weeks"),
  value_year: worth("year", "Spent in the last 12 months"),
  value_net: worth("net", "Spent in the last 12 months, net of service"),
  is_alive: {
    label: "Is more likely than not still a customer",
    group: "Orders",
    type: "boolean",
    reader:
      () =>
      ({ server: { value } }) =>
        value?.alive == null ? undefined : value.alive > 50,
  },
  rfm: {
    label: "RFM segment",
    group: "Orders",
    type: "text",
    values: named(RFM_SEGMENTS, rfmSegmentWords),
    reader: () => (facts) => facts.rfm,
  },
  recency: score("recency", "Recency score"),
  frequency: score("frequency", "Frequency score"),
  monetary: score("monetary", "Monetary score"),
  lifecycle: {
    label: "Stage",
    group: "Orders",
    type: "text",
    values: named(LIFECYCLES, lifecycleWords),
    reader: () => (facts) => facts.lifecycle,
  },
};

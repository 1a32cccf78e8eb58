/**
 * Universal Analytics' enhanced e-commerce put into GA4's words: `{ecommerce: {add: {actionField, products}}}`, with or
 * without an event, whose name says nothing then (developers.google.com/tag-manager/enhanced-ecommerce). GA4's names over
 * such a body, and GA4's fields in it, are common too.
 */
import type { Push } from "./ga4.ts";

const ACTIONS = {
  impressions: "view_item_list",
  detail: "view_item",
  click: "select_item",
  add: "add_to_cart",
  remove: "remove_from_cart",
  checkout: "begin_checkout",
  purchase: "purchase",
  refund: "refund",
};

/** One push for each action in it; none where it is not Universal Analytics. A `checkout_option` adds nothing we keep. */
export function fromUniversal(ecommerce: Push): Push[] {
  return Object.entries(ACTIONS).flatMap(([action, event]) => {
    const body = ecommerce[action] as Push | undefined;
    if (!body || typeof body !== "object") return [];
    const order = { ...(body.actionField as Push) };
    return {
      ...body,
      ...order,
      event,
      currency: ecommerce.currencyCode ?? ecommerce.currency ?? body.currency,
      transaction_id: order.id ?? body.transaction_id,
      value: order.revenue ?? body.value,
      items: body.products ?? body.items ?? (Array.isArray(body) && body),
    };
  });
}

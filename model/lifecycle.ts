/**
 * Where a visitor stands with the shop (C1): five stages, one at a time, so that each can be spoken to in its own way.
 * A stage follows from orders, cart and the day, so it changes by the clock alone and is never stored.
 */
import * as v from "valibot";

export const LIFECYCLES = ["potential", "first_purchase", "returning", "inactive", "cart_abandoner"] as const;
export type Lifecycle = (typeof LIFECYCLES)[number];

/** What each is, for the dashboard. */
export const lifecycleWords: Record<Lifecycle, { name: string; meaning: string }> = {
  potential: { name: "Potential", meaning: "Has not ordered yet." },
  first_purchase: { name: "First purchase", meaning: "Has ordered once, not long ago." },
  returning: { name: "Returning", meaning: "Has ordered twice or more, the last time not long ago." },
  inactive: { name: "Inactive", meaning: "Has ordered, but not for longer than nine of ten buyers take." },
  cart_abandoner: {
    name: "Cart abandoner",
    meaning: "Left something in the cart and has not ordered since.",
  },
};

export const lifecycleLimitsSchema = v.object({
  /** Without an order for more than so many days a buyer is inactive. */
  inactiveDays: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(3_650)),
  /** A cart that was left alone for so long is abandoned. */
  abandonedMinutes: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(43_200)),
});
export type LifecycleLimits = v.InferOutput<typeof lifecycleLimitsSchema>;

/** Before the shop's own orders say better: a quarter of a year, and the three hours after which help is offered (S12). */
export const LIFECYCLE_LIMITS: LifecycleLimits = { inactiveDays: 90, abandonedMinutes: 180 };

/** What a stage follows from. */
export interface Standing {
  orders: number;
  /** Since the last order; undefined before the first. */
  daysSinceOrder: number | undefined;
  /** Since the cart changed, where something is in it that no order has followed. */
  cartMinutes: number | undefined;
}

/** A cart that waits comes first: it is the nearest to an order, whoever left it. */
export function lifecycleOf(
  { orders, daysSinceOrder = 0, cartMinutes = -1 }: Standing,
  limits: LifecycleLimits,
): Lifecycle {
  if (cartMinutes >= limits.abandonedMinutes) return "cart_abandoner";
  if (orders === 0) return "potential";
  if (daysSinceOrder > limits.inactiveDays) return "inactive";
  return orders === 1 ? "first_purchase" : "returning";
}

/** Days between one order of a buyer and the next, over all of the shop's. */
export const orderGapsSchema = v.object({
  /** Half of all gaps are no longer. */
  medianDays: v.number(),
  /** Nine of ten gaps are no longer. */
  longDays: v.number(),
});
export type OrderGaps = v.InferOutput<typeof orderGapsSchema>;

/** Limits by the shop's own gaps: inactive is who takes longer than nine of ten did. Undefined: nobody has come twice yet. */
export const proposedLimits = (gaps: OrderGaps | undefined): LifecycleLimits => ({
  ...LIFECYCLE_LIMITS,
  ...(gaps && { inactiveDays: Math.max(1, Math.ceil(gaps.longDays)) }),
});

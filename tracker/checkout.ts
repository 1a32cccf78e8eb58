/** How far the visitor has come with the cart, and what stood in the way, as the device keeps it. Pure. */
import type { Cart } from "./api.ts";

/** Kept under `checkout` while something lies in the cart. */
export interface Checkout {
  /** When the first product went in: device clock, epoch ms. */
  since: number;
  /** Name of the event that came furthest, of `STEPS`: where the cart is abandoned, if it is. */
  step: string;
  /** What delivery costs as a part of what the cart costs, as first shown. */
  deliveryShare?: number;
  /** What went wrong last, until the visitor gets further: a form, the payment, or delivery that was too dear. */
  trouble?: "form" | "payment" | "delivery" | undefined;
}

const STEPS = ["add_to_cart", "begin_checkout", "add_shipping_info", "add_payment_info"];
const FAILURES: Record<string, Checkout["trouble"]> = { form_error: "form", payment_failed: "payment" };
/** Events, and kinds of pages, by which a visitor leaves a checkout again. */
const WAYS_BACK = /^(view_cart|remove_from_cart|view_item|cart|product|listing|search|home)$/;
/** Delivery at this part of the cart's value, followed by turning back, was too dear. */
const DEAR_SHARE = 0.15;

/** True where a checkout has begun and not come to its end. */
export const isInCheckout = (checkout: Checkout | undefined): boolean =>
  !!checkout && checkout.step !== STEPS[0];

/** After an event. Nothing is kept where nothing lies in the cart, or it has been bought. */
export function checkoutAfter(
  kept: Checkout | undefined,
  { name, props, at }: { name: string; props: Record<string, unknown>; at: number },
  cart: Cart | undefined,
): Checkout | undefined {
  if (name === "purchase" || !cart?.lines.length) return undefined;
  const next: Checkout = { since: at, step: STEPS[0]!, ...kept };
  // A payment that failed was at the payment step: coming back to it, and to its form, is no way on.
  const step = name === "payment_failed" ? "add_payment_info" : name;
  if (STEPS.indexOf(step) > STEPS.indexOf(next.step)) {
    next.step = step;
    next.trouble = undefined;
  }
  const cost = props.costMinor as number | undefined;
  if (cost !== undefined && cart.valueMinor) next.deliveryShare ??= cost / cart.valueMinor;
  const way = name === "page_view" ? `${props.kind}` : name;
  const isDear = next.step === "add_shipping_info" && next.deliveryShare! >= DEAR_SHARE;
  if (name === "form_error" && next.trouble === "payment") return next;
  next.trouble = FAILURES[name] ?? (isDear && WAYS_BACK.test(way) ? "delivery" : next.trouble);
  return next;
}

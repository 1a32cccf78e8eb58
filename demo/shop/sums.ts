import { type DeliveryId, deliveryMinor, euros } from "../prices.ts";
import { type CartLine, valueMinor } from "./cart.ts";
import { one } from "./dom.ts";

/** What is to pay, products and delivery together. */
export function totalMinor(lines: readonly CartLine[], delivery: DeliveryId): number {
  const products = valueMinor(lines);
  return products + deliveryMinor(delivery, products);
}

/** Writes the figures of the sum card. */
export function showSums(lines: readonly CartLine[], delivery: DeliveryId): void {
  const products = valueMinor(lines);
  const shipping = deliveryMinor(delivery, products);
  one("[data-sum=products]").textContent = euros(products);
  one("[data-sum=delivery]").textContent = shipping ? euros(shipping) : "free";
  one("[data-sum=all]").textContent = euros(products + shipping);
}

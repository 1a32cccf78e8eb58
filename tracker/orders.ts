/** Orders and refunds this device has told: a thank-you page is loaded again, or in another tab, and is no news. Pure. */

/** Most of them kept; the oldest go. */
const KEPT = 50;

/** What is kept under `orders` once this one is told; undefined where it has been. An order and its refund have one id. */
export function ordersWith(told: string[] = [], name: string, orderId: unknown): string[] | undefined {
  const order = `${name} ${orderId}`;
  return told.includes(order) ? undefined : [...told, order].slice(-KEPT);
}

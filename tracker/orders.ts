/** Orders and refunds this device has told: a thank-you page is loaded again, or in another tab, and is no news. */
import type { Core, Entry } from "./api.ts";

/** Most of them kept; the oldest go. */
const KEPT = 50;

/** What to write beside the order, so that it is told once; undefined where it has been. */
export function onceFor(core: Core, name: string, orderId: unknown): Entry | undefined {
  const told = core.stored<string[]>("orders") ?? [];
  // An order and its refund have one id.
  const key = `${name} ${orderId}`;
  return told.includes(key) ? undefined : ["orders", [...told, key].slice(-KEPT)];
}

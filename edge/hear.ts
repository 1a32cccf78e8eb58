/** What a webhook's body says, by the door it came through. */
import { parseExact } from "../model/exact-json.ts";
import type { Heard } from "../model/hook.ts";
import { hearShopify } from "../model/shopify-order.ts";
import { hearWooCommerce } from "../model/woocommerce-order.ts";
import { faultOf } from "./fault.ts";

export const HOOK_DOORS = ["woocommerce", "shopify"] as const;
export type HookDoor = (typeof HOOK_DOORS)[number];

/** A delivery as it came, so that it can be heard again. */
export interface HookDelivery {
  door: HookDoor;
  topic: string;
  /** JSON as it was sent, or what may be kept of it. */
  text: string;
  /** Epoch ms. */
  receivedAt: number;
}

export function hear({
  door,
  topic,
  text,
  receivedAt,
}: HookDelivery): Exclude<Heard, { issues: unknown }> | { fault: string; kept: string } {
  const payload = parseExact(text);
  if (payload === undefined) return { fault: "the body: expected JSON", kept: "" };
  const heard =
    door === "woocommerce" ? hearWooCommerce(topic, payload, receivedAt) : hearShopify(topic, payload);
  if (!("issues" in heard)) return heard;
  const { field, expected } = faultOf(heard.issues[0]);
  return { fault: `${field || "the order"}: expected ${expected}`, kept: JSON.stringify(heard.shorn) };
}

/** Names of deliveries: the same notification for the same visitor has the same one, however often it is made. */
import { toBase64Url } from "../base64url.ts";

const utf8 = new TextEncoder();

/**
 * 22 characters of base64url: fits a push service's Topic (RFC 8030 §5.4) and the notification's tag. `occasion` tells one time
 * from the next, such as the instant a journey was triggered; a broadcast has one only.
 */
export async function deliveryId(
  site: string,
  source: string,
  step: string,
  visitor: string,
  occasion: string | number,
): Promise<string> {
  const named = utf8.encode(`impuls-delivery|${site}|${source}|${step}|${visitor}|${occasion}`);
  return toBase64Url(new Uint8Array(await crypto.subtle.digest("SHA-256", named), 0, 16));
}

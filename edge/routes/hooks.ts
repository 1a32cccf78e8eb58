/**
 * POST /v1/hooks/{woocommerce,shopify}?site=SITE: the shop's software tells of its orders itself, signed over the raw body.
 * Neither software sends anew what was answered with an error in a way that helps: WooCommerce never does, and turns the
 * webhook off after five errors; Shopify does for hours, and then takes it away. So what is signed is answered 200, and an order
 * that cannot be read is kept as a dead letter. Only where storage is away it is 503.
 */
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { now } from "../clock.ts";
import { sha256Hex } from "../digest.ts";
import type { AppEnv } from "../env.ts";
import { HOOK_DOORS, type HookDelivery, type HookDoor, hear } from "../hear.ts";
import { isSigned } from "../hook-secret.ts";
import { logFailure } from "../log-line.ts";
import { notFound, problem } from "../problem.ts";
import { RateLimit } from "../rate-limit.ts";
import { saveDeadLetter } from "../store/dead-letters.ts";
import { countDelivery, type DoorState, readDoor } from "../store/doors.ts";
import { saveOrders } from "../store/orders.ts";

/** As many lines as an order has in the worst case; Shopify's largest are some hundred KB. */
const MAX_BYTES = 2_000_000;

const HEADERS: Record<HookDoor, { signature: string; topic: string }> = {
  woocommerce: { signature: "x-wc-webhook-signature", topic: "x-wc-webhook-topic" },
  shopify: { signature: "x-shopify-hmac-sha256", topic: "x-shopify-topic" },
};

/** What WooCommerce sends when a webhook is made: no topic, no signature (class-wc-webhook.php deliver_ping). */
const PING = /^webhook_id=\d+$/;

/** Of deliveries that are not signed as they should be, of one address: each costs a row. */
const unsigned = new RateLimit(0.2, 20);

export const hooks = new Hono<AppEnv>()
  .use(
    bodyLimit({
      maxSize: MAX_BYTES,
      onError: () =>
        problem(413, "too-large", "The order is too large", { expected: `at most ${MAX_BYTES} bytes` }),
    }),
  )
  .post("/:door", async (c) => {
    const { DB } = c.env;
    const door = HOOK_DOORS.find((one) => one === c.req.param("door"));
    if (!door) return notFound(c);
    const bytes = await c.req.arrayBuffer();
    const text = new TextDecoder().decode(bytes);
    const headers = HEADERS[door];
    const signature = c.req.header(headers.signature);
    if (door === "woocommerce" && !signature && PING.test(text)) return c.json({ heard: "ping" }, 200);

    const site = c.req.query("site") ?? "";
    const state = await readDoor(DB, site, door);
    const secrets = [state?.secret, state?.previousSecret];
    if (!(await isSigned(c.env, site, door, secrets, bytes, signature ?? ""))) {
      await countUnsigned(c.env.DB, site, state, c.req.header("cf-connecting-ip") ?? "", await now(c.env));
      return problem(401, "signature", "The signature is not this site's", {
        field: headers.signature,
        expected: "base64 of HMAC-SHA-256 over the body, by the secret set in the dashboard",
      });
    }
    const receivedAt = await now(c.env);
    const delivery = { door, topic: c.req.header(headers.topic) ?? "", text, receivedAt };
    try {
      return c.json({ heard: await take(DB, site, delivery) }, 200);
    } catch (error) {
      logFailure("webhook not saved", { door, site }, error);
      return problem(503, "not-saved", "It could not be saved now", { detail: "Send it again." });
    }
  });

/** Where nobody has set a secret there is no door to count at. */
async function countUnsigned(
  db: D1Database,
  site: string,
  state: DoorState | null,
  address: string,
  at: number,
): Promise<void> {
  if (!state || unsigned.secondsToWait(address, Date.now()) > 0) return;
  const refused = { at, outcome: "refused", reason: "The signature is not by this secret" } as const;
  await countDelivery(db, site, state.door, refused).run();
}

/** A delivery with a right signature. */
async function take(
  db: D1Database,
  site: string,
  delivery: HookDelivery,
): Promise<"order" | "ignored" | "kept"> {
  const { door, topic, text, receivedAt: at } = delivery;
  const heard = hear(delivery);
  if ("report" in heard) {
    await saveOrders(db, site, [heard.report], door, at, [
      countDelivery(db, site, door, { at, outcome: "accepted" }),
    ]);
    return "order";
  }
  if ("ignored" in heard) {
    await countDelivery(db, site, door, { at, outcome: "ignored", reason: heard.ignored }).run();
    return "ignored";
  }
  await saveDeadLetter(db, {
    // The same delivery again is the same letter.
    id: await sha256Hex([site, door, topic, text].join("\n")),
    site,
    failedAt: at,
    reason: `order by ${door}, ${topic}: ${heard.fault}`,
    body: JSON.stringify({ ...delivery, text: heard.kept } satisfies HookDelivery),
  });
  await countDelivery(db, site, door, { at, outcome: "refused", reason: heard.fault }).run();
  return "kept";
}

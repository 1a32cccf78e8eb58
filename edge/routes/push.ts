/**
 * What a visitor's device asks of web push: the key to subscribe with, and the place for its subscription. The passport is the
 * proof of who it is. The device only tells of a subscription after a yes of its own to the browser, and of its end at once.
 */
import { Hono } from "hono";
import { MEASURE } from "../../model/consent.ts";
import { type PushKey, type SubscriptionRequest, subscriptionRequestSchema } from "../../model/push.ts";
import { isTimeZone } from "../../model/shop-day.ts";
import type { SiteSettings } from "../../model/snapshot.ts";
import { fromBase64Url } from "../base64url.ts";
import { now as edgeNow } from "../clock.ts";
import { readDeviceRequest } from "../device-request.ts";
import type { AppEnv, Env } from "../env.ts";
import { originFault } from "../origin.ts";
import { openPassport } from "../passport.ts";
import { type Fault, problem } from "../problem.ts";
import { pushEndpoint } from "../push/endpoint.ts";
import { currentKey } from "../push/keys.ts";
import { RateLimit } from "../rate-limit.ts";
import { loadSnapshot } from "../snapshot.ts";
import { deleteSubscription, type Subscription, saveSubscription } from "../store/subscriptions.ts";
import { readVapidKey } from "../store/vapid-keys.ts";

/** A device tells once a day, and when something changes. */
const perVisitor = new RateLimit(0.1, 10);
/** A key that was changed is heard of within this. */
const KEY_SECONDS = 300;

const headersFor = (origin: string | undefined) => ({
  "access-control-allow-origin": origin ?? "*",
  "x-content-type-options": "nosniff",
  vary: "origin",
});
const noSite = { field: "site", expected: "a site with published rules" };

export const push = new Hono<AppEnv>()
  .get("/key", async (c) => {
    const origin = c.req.header("origin");
    const headers = headersFor(origin);
    const site = c.req.query("site") ?? "";
    const rules = await loadSnapshot(c.env, site, (promise) => c.executionCtx.waitUntil(promise));
    if (!rules) return problem(404, "site", "No such site", noSite, headers);
    const strange = originFault(rules.compiled.site, origin);
    if (strange) return problem(403, "origin", "This site does not ask from here", strange, headers);
    const { id, publicKey } = await currentKey(c.env, site, await edgeNow(c.env));
    return c.json({ id, key: publicKey } satisfies PushKey, 200, {
      ...headers,
      "cache-control": `public, max-age=${KEY_SECONDS}`,
    });
  })
  .post("/subscriptions", async (c) => {
    const { env } = c;
    const origin = c.req.header("origin");
    const headers = headersFor(origin);
    const refuse = (...[status, type, title, more, others]: Parameters<typeof problem>) =>
      problem(status, type, title, more, { ...headers, ...Object.fromEntries(new Headers(others)) });

    const read = await readDeviceRequest(
      c.req.raw,
      subscriptionRequestSchema,
      "The request is not one of a subscription",
    );
    if ("refusal" in read) return refuse(...read.refusal);
    const { site, passport: token, subscription } = read.asked;

    const rules = await loadSnapshot(env, site, (promise) => c.executionCtx.waitUntil(promise));
    if (!rules) return refuse(404, "site", "No such site", noSite);
    const strange = originFault(rules.compiled.site, origin);
    if (strange) return refuse(403, "origin", "This site does not send from here", strange);

    const now = await edgeNow(env);
    const passport = await openPassport(env, site, token, now);
    if (!passport)
      return refuse(403, "passport", "This passport does not open", {
        field: "passport",
        expected: "the one this site has given last",
      });
    const { visitor } = passport;
    const wait = perVisitor.secondsToWait(visitor, Date.now());
    if (wait > 0)
      return refuse(
        429,
        "rate",
        "Too many requests",
        { detail: `Try again in ${wait} s.` },
        { "retry-after": `${wait}` },
      );

    if (!subscription) {
      await deleteSubscription(env.DB, site, visitor);
      return c.body(null, 204, headers);
    }
    if (!((passport.profile.consent?.value ?? 0) & MEASURE))
      return refuse(403, "consent", "This visitor has not agreed to be remembered", {
        field: "passport",
        expected: "one that was given with consent to measure",
      });
    const kept = await readSubscription(env, rules.compiled.site, visitor, read.asked, origin);
    if ("fault" in kept) return refuse(400, "invalid", "The subscription cannot be used", kept.fault);
    if (!(await saveSubscription(env.DB, site, kept.subscription, now)))
      return refuse(403, "erased", "This visitor was erased", {
        field: "passport",
        expected: "one of a visitor who was not erased",
      });
    return c.body(null, 204, headers);
  });

/** The subscription as it will be kept, or what is wrong with it. */
async function readSubscription(
  env: Env,
  { id, origins, timeZone: timeZoneOfShop }: SiteSettings,
  visitor: string,
  { subscription, timeZone, language }: SubscriptionRequest,
  origin: string | undefined,
): Promise<{ subscription: Subscription } | { fault: Fault }> {
  const { endpoint, keys, keyId } = subscription!;
  const checked = pushEndpoint(env, endpoint);
  if ("expected" in checked) return { fault: { field: "subscription.endpoint", expected: checked.expected } };
  if (!(await isPoint(keys.p256dh)))
    return { fault: { field: "subscription.keys.p256dh", expected: "a point of P-256, uncompressed" } };
  if (!(await readVapidKey(env.DB, id, keyId)))
    return { fault: { field: "subscription.keyId", expected: "the id of a key of this site" } };
  const leadsTo = [origin, origins[0]].find((each) => each?.startsWith("http"));
  if (!leadsTo) return { fault: { field: "origin", expected: "a page of the shop" } };
  return {
    subscription: {
      visitor,
      endpoint,
      ...keys,
      keyId,
      origin: leadsTo,
      // A zone that is not known here must not stop the sending.
      timeZone: isTimeZone(timeZone) ? timeZone : timeZoneOfShop,
      language,
    },
  };
}

async function isPoint(text: string): Promise<boolean> {
  const bytes = fromBase64Url(text);
  const curve = { name: "ECDH", namedCurve: "P-256" };
  return (
    bytes !== undefined &&
    crypto.subtle.importKey("raw", bytes, curve, false, []).then(
      () => true,
      () => false,
    )
  );
}

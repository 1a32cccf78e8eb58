/**
 * POST /v1/coupon, from the shop's page: the code of a pool for this visitor. The passport is the proof: it names the visitor,
 * and says that a campaign was decided for them, not held out, or shown to them: it lists few decisions, and what stands on a
 * page may be older than these. The same visitor is answered the same code.
 */
import { Hono } from "hono";
import { hash32 } from "../../model/bucketing.ts";
import { couponRequestSchema } from "../../model/coupon.ts";
import { hasShown } from "../../model/passport.ts";
import { claimCode, NO_CODE } from "../claim-code.ts";
import { now as edgeNow } from "../clock.ts";
import { readDeviceRequest } from "../device-request.ts";
import type { AppEnv } from "../env.ts";
import { originFault } from "../origin.ts";
import { openPassport } from "../passport.ts";
import { problem } from "../problem.ts";
import { RateLimit } from "../rate-limit.ts";
import { loadSnapshot } from "../snapshot.ts";

/** One code is one click; who asks for many is no visitor. */
const perVisitor = new RateLimit(0.1, 10);
/** A visitor is easily made, and many share an office's address: it is a pool emptied in seconds that is stopped. */
const perAddress = new RateLimit(0.5, 50);

export const coupon = new Hono<AppEnv>().post("/", async (c) => {
  const { env } = c;
  const origin = c.req.header("origin");
  const headers = {
    "access-control-allow-origin": origin ?? "*",
    "x-content-type-options": "nosniff",
    vary: "origin",
    "cache-control": "no-store",
  };
  const refuse = (...[status, type, title, more, others]: Parameters<typeof problem>) =>
    problem(status, type, title, more, { ...headers, ...Object.fromEntries(new Headers(others)) });

  const read = await readDeviceRequest(c.req.raw, couponRequestSchema, "The request is not one for a coupon");
  if ("refusal" in read) return refuse(...read.refusal);
  const { site, passport: token, campaign, pool } = read.asked;

  const rules = await loadSnapshot(env, site, (promise) => c.executionCtx.waitUntil(promise));
  if (!rules)
    return refuse(404, "site", "No such site", { field: "site", expected: "a site with published rules" });
  const strange = originFault(rules.compiled.site, origin);
  if (strange) return refuse(403, "origin", "This site does not send from here", strange);

  const now = await edgeNow(env);
  const passport = await openPassport(env, site, token, now);
  if (!passport)
    return refuse(403, "passport", "This passport does not open", {
      field: "passport",
      expected: "the one this site has given last",
    });
  const address = c.req.header("cf-connecting-ip");
  const wait = Math.max(
    perVisitor.secondsToWait(passport.visitor, Date.now()),
    address ? perAddress.secondsToWait(address, Date.now()) : 0,
  );
  if (wait > 0)
    return refuse(
      429,
      "rate",
      "Too many requests",
      { detail: `Try again in ${wait} s.` },
      { "retry-after": `${wait}` },
    );

  const offering = rules.compiled.campaigns.find(
    (each) =>
      each.campaign.id === campaign &&
      each.campaign.variants.some(({ content }) =>
        content.blocks.some((block) => block.kind === "coupon" && block.pool === pool),
      ),
  );
  const hash = hash32(campaign);
  const isDecided =
    passport.issued.some((one) => one.campaign === hash && !one.ghost) || hasShown(passport, campaign);
  if (!offering || !isDecided)
    return refuse(403, "not-offered", "This visitor was not offered it", {
      field: "campaign",
      expected: "a live campaign with this pool, decided for this visitor",
    });
  const { budget } = offering.campaign;
  const { visitor } = passport;
  const { timeZone } = rules.compiled.site;
  const claim = { pool, visitor, campaign, budget, timeZone };
  const given = await claimCode(c, site, claim, now);
  if (!given) return refuse(409, "no-code", "There is no code for this visitor", NO_CODE);
  return c.json(given, 200, headers);
});

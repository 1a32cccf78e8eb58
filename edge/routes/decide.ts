/**
 * POST /v1/decide, for servers and native apps: what a visitor gets, as data, by the row in D1 and the same rules as in a
 * sync. Nothing is recorded: the caller tells what was seen by `POST /v1/track` (`exposure`, `content_click`).
 * POST /v1/decide/coupon: the code behind a coupon block of it. The shop's own server is believed that it was shown.
 */
import { type Context, Hono } from "hono";
import * as v from "valibot";
import { decideCouponRequestSchema, decideRequestSchema } from "../../model/decide-request.ts";
import { claimCode, NO_CODE } from "../claim-code.ts";
import { now } from "../clock.ts";
import { answerDecide, productsNamed } from "../decide.ts";
import type { BodyEnv } from "../env.ts";
import { faultOf } from "../fault.ts";
import { readBody } from "../middleware/read-body.ts";
import { signInByWriteKey } from "../middleware/sign-in.ts";
import { problem } from "../problem.ts";
import { RateLimit } from "../rate-limit.ts";
import { loadSnapshot } from "../snapshot.ts";
import { listProducts } from "../store/catalogue.ts";
import { listVisitorsOfCustomer } from "../store/links.ts";
import { findVisitor, readStates } from "../store/visitor-state.ts";
import { couponFault } from "../told-showing.ts";
import { toldVisitor } from "../told-visitor.ts";

/** A shop's server asks once a page. */
const perSite = new RateLimit(100, 300);

export const decide = new Hono<BodyEnv>()
  .post("/", readBody, signInByWriteKey, async (c) => {
    const { env } = c;
    const site = c.get("site");
    const parsed = v.safeParse(decideRequestSchema, c.get("body"));
    if (!parsed.success)
      return problem(400, "invalid-body", "The body is not as expected", faultOf(parsed.issues[0]));
    const read = await readRules(c);
    if ("refusal" in read) return read.refusal;
    const { visitor, known } = await visitorOf(env.DB, site, parsed.output);
    const named = known ? productsNamed(known) : [];
    const products = named.length > 0 ? await listProducts(env.DB, site, named) : [];
    const answer = answerDecide(parsed.output, visitor, known, products, read.rules, await now(env));
    return c.json(answer, 200, UNKEPT);
  })
  .post("/coupon", readBody, signInByWriteKey, async (c) => {
    const { env } = c;
    const site = c.get("site");
    const parsed = v.safeParse(decideCouponRequestSchema, c.get("body"));
    if (!parsed.success)
      return problem(400, "invalid-body", "The body is not as expected", faultOf(parsed.issues[0]));
    const read = await readRules(c);
    if ("refusal" in read) return read.refusal;
    const { campaign, pool, userId } = parsed.output;
    const { compiled } = read.rules;
    const { visitor } = await visitorOf(env.DB, site, parsed.output);
    const at = await now(env);
    const fault = couponFault(parsed.output, visitor, compiled, at);
    if (fault)
      return problem(403, "not-offered", "This visitor is not offered it", {
        field: fault.path,
        expected: fault.expected,
      });
    const budget = compiled.campaigns.find(({ campaign: { id } }) => id === campaign)?.campaign.budget;
    const claim = { pool, visitor, customer: userId, campaign, budget, timeZone: compiled.site.timeZone };
    const given = await claimCode(c, site, claim, at);
    if (!given) return problem(409, "no-code", "There is no code for this visitor", NO_CODE);
    return c.json(given, 200, UNKEPT);
  });

const UNKEPT = { "cache-control": "no-store" };

/** The published rules, or what to answer instead. */
async function readRules(
  c: Context<BodyEnv>,
): Promise<{ rules: NonNullable<Awaited<ReturnType<typeof loadSnapshot>>> } | { refusal: Response }> {
  const site = c.get("site");
  const wait = perSite.secondsToWait(site, Date.now());
  if (wait > 0)
    return {
      refusal: problem(
        429,
        "rate",
        "Too many requests",
        { detail: `Try again in ${wait} s.` },
        { "retry-after": `${wait}` },
      ),
    };
  const rules = await loadSnapshot(c.env, site, (promise) => c.executionCtx.waitUntil(promise));
  return rules
    ? { rules }
    : { refusal: problem(404, "site", "Nothing is published", { expected: "a site with published rules" }) };
}

/** Of a customer with several browsers, the one last seen. */
async function visitorOf(
  db: D1Database,
  site: string,
  ids: { anonymousId?: string | undefined; userId?: string | undefined },
) {
  const told = await toldVisitor(site, ids);
  if (ids.anonymousId !== undefined || ids.userId === undefined)
    return { visitor: told, known: await findVisitor(db, site, told) };
  const linked = await listVisitorsOfCustomer(db, site, ids.userId);
  const { states } = await readStates(db, site, [...new Set([told, ...linked])]);
  const [newest] = [...states.values()].sort((a, b) => b.profile.lastSeenAt - a.profile.lastSeenAt);
  return { visitor: newest?.id ?? told, known: newest ?? null };
}

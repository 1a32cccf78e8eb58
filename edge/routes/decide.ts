/**
 * POST /v1/decide, for servers and native apps: what a visitor gets, as data, by the row in D1 and the same rules as in a
 * sync. Nothing is recorded: the caller tells what was seen by `POST /v1/track` (`exposure`, `content_click`).
 */
import { Hono } from "hono";
import * as v from "valibot";
import { decideRequestSchema } from "../../model/decide-request.ts";
import { now } from "../clock.ts";
import { answerDecide } from "../decide.ts";
import type { BodyEnv } from "../env.ts";
import { faultOf } from "../fault.ts";
import { readBody } from "../middleware/read-body.ts";
import { signInByWriteKey } from "../middleware/sign-in.ts";
import { problem } from "../problem.ts";
import { RateLimit } from "../rate-limit.ts";
import { loadSnapshot } from "../snapshot.ts";
import { listVisitorsOfCustomer } from "../store/links.ts";
import { findVisitor, readStates } from "../store/visitor-state.ts";
import { toldVisitor } from "../told-visitor.ts";

/** A shop's server asks once a page. */
const perSite = new RateLimit(100, 300);

export const decide = new Hono<BodyEnv>().post("/", readBody, signInByWriteKey, async (c) => {
  const { env } = c;
  const site = c.get("site");
  const parsed = v.safeParse(decideRequestSchema, c.get("body"));
  if (!parsed.success)
    return problem(400, "invalid-body", "The body is not as expected", faultOf(parsed.issues[0]));
  const wait = perSite.secondsToWait(site, Date.now());
  if (wait > 0)
    return problem(
      429,
      "rate",
      "Too many requests",
      { detail: `Try again in ${wait} s.` },
      { "retry-after": `${wait}` },
    );
  const rules = await loadSnapshot(env, site, (promise) => c.executionCtx.waitUntil(promise));
  if (!rules)
    return problem(404, "site", "Nothing is published", { expected: "a site with published rules" });
  const { visitor, known } = await visitorOf(env.DB, site, parsed.output);
  return c.json(answerDecide(parsed.output, visitor, known, rules, await now(env)), 200, {
    "cache-control": "no-store",
  });
});

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

/**
 * The visitor's rights, by the visitor alone: POST /v1/me/export answers all that is kept, POST /v1/me/erase takes it away. The
 * device, the secret or the cookie is the proof (edge/proven-visitors.ts); the site's checksum, the origin, size and rate are looked
 * at as for a sync.
 */
import { type Context, Hono } from "hono";
import * as v from "valibot";
import { MAX_REQUEST_BYTES } from "../../model/limits.ts";
import { isSiteId } from "../../model/site.ts";
import {
  type YourDataErased,
  type YourDataExport,
  type YourDataRequest,
  yourDataRequestSchema,
} from "../../model/your-data.ts";
import { readText } from "../bounded-body.ts";
import { now as edgeNow } from "../clock.ts";
import type { AppEnv } from "../env.ts";
import { faultOf } from "../fault.ts";
import { forgetVisitor, isFirstParty } from "../first-party.ts";
import { originFault } from "../origin.ts";
import { problem } from "../problem.ts";
import { type Proven, provenVisitors } from "../proven-visitors.ts";
import { RateLimit } from "../rate-limit.ts";
import { loadSnapshot } from "../snapshot.ts";
import { eraseVisitors } from "../store/erasure.ts";
import { exportVisitor } from "../your-data.ts";

/** An export reads the log a page a request. */
const perVisitor = new RateLimit(2, 40);
const perAddress = new RateLimit(5, 100);

const NEWEST = Number.MAX_SAFE_INTEGER;
const ABOUT =
  "Everything this shop keeps about your browser: what happened, what was made of it, and what was shown. Times are UTC.";

export const me = new Hono<AppEnv>()
  .post("/export", async (c) => {
    const asked = await readAsked(c);
    if ("refusal" in asked) return asked.refusal;
    const { request, proven, now } = asked;
    const { site, before = NEWEST } = request;
    const answer: YourDataExport = {
      about: ABOUT,
      site,
      exportedAt: new Date(now).toISOString(),
      visitors: await Promise.all(
        proven.visitors.map((visitor) => {
          const passport = proven.passport?.visitor === visitor ? proven.passport : null;
          return exportVisitor(c.env.DB, site, visitor, before, passport);
        }),
      ),
    };
    return c.json(answer, 200, headersFor(c));
  })
  .post("/erase", async (c) => {
    const asked = await readAsked(c);
    if ("refusal" in asked) return asked.refusal;
    const { request, proven, now } = asked;
    await eraseVisitors(c.env.DB, request.site, proven.visitors, now);
    if (isFirstParty(c)) forgetVisitor(c, request.site);
    return c.json({ erasedAt: new Date(now).toISOString() } satisfies YourDataErased, 200, headersFor(c));
  });

const headersFor = (c: Context<AppEnv>) => ({
  "access-control-allow-origin": c.req.header("origin") ?? "*",
  vary: "origin",
  "cache-control": "no-store",
});

/** Who asks, and that they may; or what to answer them instead. */
async function readAsked(
  c: Context<AppEnv>,
): Promise<{ request: YourDataRequest; proven: Proven; now: number } | { refusal: Response }> {
  const refuse = (...[status, type, title, more, others]: Parameters<typeof problem>) => ({
    refusal: problem(status, type, title, more, {
      ...headersFor(c),
      ...Object.fromEntries(new Headers(others)),
    }),
  });
  // Sent as text, as a sync is, so that no preflight is needed.
  const body = await readText(c.req.raw, MAX_REQUEST_BYTES);
  if (body === "too-large")
    return refuse(413, "too-large", "The request is too large", {
      expected: `at most ${MAX_REQUEST_BYTES} bytes`,
    });
  const parsed = v.safeParse(yourDataRequestSchema, typeof body === "string" ? undefined : parse(body.text));
  if (!parsed.success)
    return refuse(400, "invalid", "The request is not one about a visitor’s data", faultOf(parsed.issues[0]));
  const request = parsed.output;
  if (!isSiteId(request.site))
    return refuse(400, "site", "No such site", {
      field: "site",
      expected: "a site id with a right checksum",
    });
  const rules = await loadSnapshot(c.env, request.site, (promise) => c.executionCtx.waitUntil(promise));
  if (!rules)
    return refuse(404, "site", "No such site", { field: "site", expected: "a site with published rules" });
  const strange = originFault(rules.compiled.site, c.req.header("origin"));
  if (strange) return refuse(403, "origin", "This site is not asked from here", strange);

  const address = c.req.header("cf-connecting-ip");
  const waitOfAddress = address ? perAddress.secondsToWait(address, Date.now()) : 0;
  const now = await edgeNow(c.env);
  const proven = await provenVisitors(c, request, now);
  const wait = Math.max(
    waitOfAddress,
    ...proven.visitors.map((visitor) => perVisitor.secondsToWait(visitor, Date.now())),
  );
  if (wait > 0)
    return refuse(
      429,
      "rate",
      "Too many requests",
      { detail: `Try again in ${wait} s.` },
      { "retry-after": `${wait}` },
    );
  if (proven.visitors.length === 0)
    return refuse(403, "proof", "Nothing shows whose data this is", {
      field: request.passport === undefined ? "secret" : "passport",
      expected: "the passport this site has given last, or the secret of the device",
    });
  return { request, proven, now };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

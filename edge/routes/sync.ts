/**
 * POST /v1/sync: open the passport, fold, match, decide, hand the events to the queue, acknowledge, seal.
 * No storage is read on this path but at the first sync of a visit; the answer's first line leaves before the queue
 * has been asked, its second only when the queue has the events.
 */
import { Hono } from "hono";
import * as v from "valibot";
import type { ArrivalOutcome } from "../../model/arrival.ts";
import { botOf } from "../../model/bot.ts";
import { effectiveConsent, MEASURE } from "../../model/consent.ts";
import { MAX_REQUEST_BYTES, WIRE_VERSION } from "../../model/limits.ts";
import { isSiteId } from "../../model/site.ts";
import { type SyncRequest, syncRequestSchema } from "../../model/sync.ts";
import { noteArrival } from "../arrivals.ts";
import { botSignsOf, deviceClassOf, placeOf } from "../client.ts";
import { now as edgeNow, isLocal } from "../clock.ts";
import type { AppEnv } from "../env.ts";
import { faultOf } from "../fault.ts";
import { forgetVisitor, isFirstParty, rememberedVisitor, rememberVisitor } from "../first-party.ts";
import { parseJson } from "../json.ts";
import { originFault } from "../origin.ts";
import { problem } from "../problem.ts";
import { RateLimit } from "../rate-limit.ts";
import { simulationOf } from "../simulate.ts";
import { loadSnapshot } from "../snapshot.ts";
import { answerVisit, type Visit } from "../visit.ts";

/** A browser sends far less: a page view is one or two syncs. */
const perVisitor = new RateLimit(2, 40);
/** An office or a mobile network behind one address. */
const perAddress = new RateLimit(100, 1000);

/** A local run has everybody at one address; Cloudflare never sends these. */
const LOOPBACK = new Set(["127.0.0.1", "::1"]);

export const sync = new Hono<AppEnv>().post("/", async (c) => {
  const { env } = c;
  const origin = c.req.header("origin");
  const allowOrigin = {
    "access-control-allow-origin": origin ?? "*",
    "access-control-expose-headers": "retry-after",
    vary: "origin",
  };
  const refuse = (...[status, type, title, more, headers]: Parameters<typeof problem>) =>
    problem(status, type, title, more, { ...allowOrigin, ...Object.fromEntries(new Headers(headers)) });

  const simulation = simulationOf(env, c.req.header("x-impuls-simulate") ?? null);
  if (simulation === "refused")
    return refuse(403, "simulation", "Simulated time is for local runs", { field: "x-impuls-simulate" });

  const body = await readBody(c.req.raw);
  if (body === undefined)
    return refuse(413, "too-large", "The request is too large", {
      expected: `at most ${MAX_REQUEST_BYTES} bytes`,
    });
  const parsed = parseRequest(body);
  if ("fault" in parsed) return refuse(400, parsed.type, "The request is not a sync request", parsed.fault);
  const { request } = parsed;
  c.set("site", request.site);
  const note = (outcome: ArrivalOutcome) => {
    const { site, page } = request;
    // Of who may not be counted no page is kept.
    const path = outcome === "no_consent" ? "" : page.path;
    const writing = simulation ? undefined : noteArrival(env, { site, outcome, origin, path });
    if (writing) c.executionCtx.waitUntil(writing);
  };
  if (!isSiteId(request.site)) {
    note("checksum");
    return refuse(400, "site", "No such site", {
      field: "site",
      expected: "a site id with a right checksum",
    });
  }

  const address = c.req.header("cf-connecting-ip");
  const wait = simulation
    ? 0
    : Math.max(
        perVisitor.secondsToWait(request.secret, Date.now()),
        address && !LOOPBACK.has(address) ? perAddress.secondsToWait(address, Date.now()) : 0,
      );
  if (wait > 0)
    return refuse(
      429,
      "rate",
      "Too many requests",
      { detail: `Try again in ${wait} s.` },
      { "retry-after": String(wait) },
    );

  const rules = await loadSnapshot(env, request.site, (promise) => c.executionCtx.waitUntil(promise));
  if (!rules) {
    note("unpublished");
    return refuse(404, "site", "No such site", { field: "site", expected: "a site with published rules" });
  }
  const strange = originFault(rules.compiled.site, origin);
  if (strange) {
    note("origin");
    return refuse(403, "origin", "This site does not send from here", strange);
  }

  const signs = botOf(botSignsOf(c.req.raw));
  // The browsers of a local run's tests have no screen, and are people there. No request can ask for that.
  const bot = signs === "driven" && isLocal(env) ? undefined : signs;
  const userAgent = c.req.header("user-agent") ?? "";
  const consent = effectiveConsent(request.consent, c.req.header("sec-gpc") === "1");
  note(consent & MEASURE ? "taken" : "no_consent");
  const now = simulation?.now ?? (await edgeNow(env));
  const isOwn = isFirstParty(c);
  const canRemember = isOwn && (consent & MEASURE) !== 0 && !bot;
  const isArriving = !request.passport || request.rebuild;
  const visit: Visit = {
    env,
    request,
    now,
    consent,
    bot,
    remembered: canRemember && isArriving ? await rememberedVisitor(c, request.site) : undefined,
    context: {
      place: simulation?.place ?? placeOf(c.req.raw.cf as Parameters<typeof placeOf>[0]),
      device: deviceClassOf(userAgent),
      language: request.language ?? "",
      offsetMinutes: request.offsetMinutes ?? 0,
      consent,
    },
  };
  const { lines, visitor } = await answerVisit(visit, rules.snapshot, rules.compiled);
  if (canRemember && isArriving && visitor) await rememberVisitor(c, request.site, visitor);
  if (isOwn && !(consent & MEASURE)) forgetVisitor(c, request.site);
  const headers = {
    ...allowOrigin,
    "content-type": "text/plain; charset=utf-8",
    "x-content-type-options": "nosniff",
    "cache-control": "no-store",
  };
  // Hono's own takes the cookie along, and some 20 µs: it sets header by header.
  return isOwn ? c.body(lines, { headers }) : new Response(lines, { headers });
});

/** The body as text, or undefined where it is over MAX_REQUEST_BYTES. */
async function readBody(request: Request): Promise<string | undefined> {
  if (Number(request.headers.get("content-length")) > MAX_REQUEST_BYTES) return undefined;
  const bytes = await request.arrayBuffer();
  return bytes.byteLength > MAX_REQUEST_BYTES ? undefined : utf8.decode(bytes);
}

const utf8 = new TextDecoder();

type Parsed =
  | { request: SyncRequest }
  | { type: string; fault: { field?: string | undefined; expected?: string | undefined; detail?: string } };

function parseRequest(body: string): Parsed {
  const json = parseJson(body);
  if (json === undefined) return { type: "json", fault: { expected: "a JSON object" } };
  const wire = (json as { wire?: unknown } | null)?.wire;
  if (wire !== undefined && wire !== WIRE_VERSION)
    return { type: "wire-version", fault: { field: "wire", expected: `${WIRE_VERSION}` } };
  const parsed = v.safeParse(syncRequestSchema, json, { abortEarly: true });
  if (parsed.success) return { request: parsed.output };
  const { field, expected } = faultOf(parsed.issues[0]);
  return { type: "invalid", fault: { ...(field && { field }), expected } };
}

/**
 * POST /v1/sync: open the passport, fold, match, decide, hand the events to the queue, acknowledge, seal.
 * No storage is read on this path but at the first sync of a visit; the answer's first line leaves before the queue
 * has been asked, its second only when the queue has the events.
 */
import { Hono } from "hono";
import * as v from "valibot";
import { type Accepted, acceptRuns } from "../../model/accept.ts";
import { effectiveConsent, MEASURE, PERSONALISE } from "../../model/consent.ts";
import { type Candidate, decide } from "../../model/decision.ts";
import { type Facts, factsOf, type Situation } from "../../model/facts.ts";
import { MAX_REQUEST_BYTES, WIRE_VERSION } from "../../model/limits.ts";
import { mergeStored } from "../../model/merge.ts";
import { BOUNDS, emptyServerPart, type Issued, type Passport } from "../../model/passport.ts";
import { DAY_MS, emptyProfile, foldRun, type Run, type RunContext } from "../../model/profile.ts";
import { sayReason } from "../../model/reason.ts";
import { hasSeen, type Seen } from "../../model/seen.ts";
import { isSiteId } from "../../model/site.ts";
import { type CompiledSnapshot, membershipsOf, type Snapshot } from "../../model/snapshot.ts";
import {
  type SyncAck,
  type SyncDecisions,
  type SyncRequest,
  syncRequestSchema,
  type WireDecision,
} from "../../model/sync.ts";
import { deviceClassOf, isBot, placeOf } from "../client.ts";
import { now as edgeNow } from "../clock.ts";
import type { AppEnv, Env } from "../env.ts";
import { ingest } from "../jobs/ingest.ts";
import { openPassport, sealPassport, visitorIdOf } from "../passport.ts";
import { problem } from "../problem.ts";
import { RateLimit } from "../rate-limit.ts";
import { simulationOf } from "../simulate.ts";
import { loadSnapshot } from "../snapshot.ts";
import { findVisitor } from "../store/visitor-state.ts";

/** The first sync of a visit waits so long for the visitor's row; then the passport answers and the merge stays due. */
const REBUILD_MS = 80;
/** A visitor who comes back after more than this is met as the edge sees fit then. */
const LASTING_MS = 7 * DAY_MS;
/** A browser sends far less: a page view is one or two syncs. */
const perVisitor = new RateLimit(2, 40);
/** An office or a mobile network behind one address. */
const perAddress = new RateLimit(100, 1000);

/** A local run has everybody at one address; Cloudflare never sends these. */
const LOOPBACK = new Set(["127.0.0.1", "::1"]);

export const sync = new Hono<AppEnv>().post("/", async (c) => {
  const { env } = c;
  const allowOrigin = { "access-control-allow-origin": c.req.header("origin") ?? "*", vary: "origin" };
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
  if (!isSiteId(request.site))
    return refuse(400, "site", "No such site", {
      field: "site",
      expected: "a site id with a right checksum",
    });

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
  if (!rules)
    return refuse(404, "site", "No such site", { field: "site", expected: "a site with published rules" });
  const { origins } = rules.compiled.site;
  const origin = c.req.header("origin");
  if (origins.length > 0 && origin !== undefined && !origins.includes(origin))
    return refuse(403, "origin", "This site does not send from here", {
      field: "origin",
      expected: origins.join(", "),
    });

  const userAgent = c.req.header("user-agent") ?? "";
  const consent = effectiveConsent(request.consent, c.req.header("sec-gpc") === "1");
  const now = simulation?.now ?? (await edgeNow(env));
  const visit: Visit = {
    env,
    request,
    now,
    consent,
    isBot: isBot(userAgent),
    context: {
      place: simulation?.place ?? placeOf(c.req.raw.cf as Parameters<typeof placeOf>[0]),
      device: deviceClassOf(userAgent),
      language: request.language ?? "",
      offsetMinutes: request.offsetMinutes ?? 0,
      consent,
    },
  };
  const lines = await answer(visit, rules.snapshot, rules.compiled);
  return new Response(lines, {
    headers: { ...allowOrigin, "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" },
  });
});

interface Visit {
  env: Env;
  request: SyncRequest;
  /** Epoch ms. */
  now: number;
  consent: number;
  isBot: boolean;
  context: RunContext;
}

/** The body as text, or undefined where it is over MAX_REQUEST_BYTES. */
async function readBody(request: Request): Promise<string | undefined> {
  if (Number(request.headers.get("content-length")) > MAX_REQUEST_BYTES) return undefined;
  const text = await request.text();
  return text.length > MAX_REQUEST_BYTES ? undefined : text;
}

type Parsed =
  | { request: SyncRequest }
  | { type: string; fault: { field?: string | undefined; expected?: string | undefined; detail?: string } };

function parseRequest(body: string): Parsed {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    return { type: "json", fault: { expected: "a JSON object" } };
  }
  const wire = (json as { wire?: unknown } | null)?.wire;
  if (wire !== undefined && wire !== WIRE_VERSION)
    return { type: "wire-version", fault: { field: "wire", expected: `${WIRE_VERSION}` } };
  const parsed = v.safeParse(syncRequestSchema, json, { abortEarly: true });
  if (parsed.success) return { request: parsed.output };
  const issue = parsed.issues[0];
  return {
    type: "invalid",
    fault: { field: v.getDotPath(issue) ?? undefined, expected: issue.expected ?? issue.message },
  };
}

async function answer(visit: Visit, snapshot: Snapshot, compiled: CompiledSnapshot): Promise<BodyInit> {
  const { env, request, now, context } = visit;
  if (!(visit.consent & (MEASURE | PERSONALISE))) return withoutConsent(request, compiled);
  const { passport, foldedBefore } = await identify(visit);
  const accepted = acceptRuns(request.runs, passport, context, now);
  const after = fold(passport, accepted, foldedBefore);

  const situation: Situation = {
    now,
    path: request.page.path,
    kind: request.page.kind ?? "other",
    slots: request.page.slots,
    device: context.device,
    consent: visit.consent,
    isBot: visit.isBot,
  };
  const facts = factsOf(after.profile, after.server, situation);
  const memberships = membershipsOf(compiled.segments, facts);
  const candidates = decide(compiled, after.visitor, after.profile, memberships, situation);
  const issued = candidates.map(({ compiled: { hash }, outcome }): Issued | undefined =>
    outcome.kind === "lost"
      ? undefined
      : { campaign: hash, variant: outcome.variant, ghost: outcome.kind === "held_out", at: now },
  );
  const sealed: Passport = {
    ...after,
    sealedAt: now,
    issued: mergeIssued(
      after.issued,
      issued.filter((each) => each !== undefined),
    ),
  };

  const first = JSON.stringify({
    decisions: candidates
      .map((each) => wireDecision(each, compiled, situation))
      .filter((each) => each !== undefined),
    snapshot: compiled.version,
    ...(request.explain &&
      compiled.site.isDemo && {
        explain: explain(sealed, candidates, situation, snapshot, facts, memberships),
      }),
  } satisfies SyncDecisions);
  const token = sealPassport(env, request.site, sealed);
  const isKept = (visit.consent & MEASURE) !== 0 && !visit.isBot;
  if (accepted.ranges.length === 0 || !isKept) return `${first}\n${secondLine(accepted, await token)}\n`;

  const sending = enqueue(env, {
    site: request.site,
    visitor: sealed.visitor,
    receivedAt: now,
    ranges: accepted.ranges,
    runs: accepted.runs,
    refused: countBy(accepted.refused.map(({ path }) => path)),
  });
  return new ReadableStream({
    async start(controller) {
      controller.enqueue(utf8.encode(`${first}\n`));
      const isQueued = await sending;
      // Not queued: no acknowledgement and no passport, so the device keeps its events and sends them again.
      const line = isQueued
        ? secondLine(accepted, await token)
        : JSON.stringify({ ack: [], refused: [] } satisfies SyncAck);
      controller.enqueue(utf8.encode(`${line}\n`));
      controller.close();
    },
  });
}

const utf8 = new TextEncoder();

/** Nothing is folded, kept or decided; the device need not send these events again, and gets no passport. */
function withoutConsent(request: SyncRequest, { version }: CompiledSnapshot): string {
  const ack = request.runs.map(({ writer, from, events }) => ({ writer, from, to: from + events.length }));
  const first: SyncDecisions = { decisions: [], snapshot: version };
  return `${JSON.stringify(first)}\n${JSON.stringify({ ack, refused: [] } satisfies SyncAck)}\n`;
}

function secondLine({ ranges, refused }: Accepted, passport: string): string {
  return JSON.stringify({ ack: ranges, refused, passport } satisfies SyncAck);
}

/**
 * Who this is: the visitor of a passport that opens, else of the device secret. `foldedBefore` tells which events the
 * profile already holds.
 */
async function identify(visit: Visit): Promise<{ passport: Passport; foldedBefore: Seen | undefined }> {
  const { env, request, now } = visit;
  const opened = request.passport && (await openPassport(env, request.site, request.passport, now));
  const passport: Passport = opened || {
    visitor: await visitorIdOf(request.site, request.secret),
    sealedAt: now,
    isMergeDue: false,
    profile: emptyProfile(),
    server: emptyServerPart,
    issued: [],
    marks: {},
  };
  const isDue = !opened || request.rebuild || passport.isMergeDue;
  // Without measuring nothing of this visitor is in D1.
  if (!isDue || !(visit.consent & MEASURE)) return { passport, foldedBefore: undefined };
  const stored = await Promise.race([
    findVisitor(env.DB, request.site, passport.visitor),
    new Promise<"late">((resolve) => setTimeout(resolve, REBUILD_MS, "late")),
  ]).catch(() => "late" as const);
  if (stored === "late") return { passport: { ...passport, isMergeDue: true }, foldedBefore: undefined };
  if (!stored) return { passport: { ...passport, isMergeDue: false }, foldedBefore: undefined };
  const merged = mergeStored({ ...passport, isMergeDue: true }, stored);
  return { passport: merged.passport, foldedBefore: merged.isAdopted ? stored.seen : undefined };
}

/** The passport with the accepted events folded, each once, and the writers marked. */
function fold(passport: Passport, { runs, ranges }: Accepted, foldedBefore: Seen | undefined): Passport {
  let { profile } = passport;
  const marks = { ...passport.marks };
  for (const run of runs) {
    const through = marks[run.writer] ?? 0;
    const isFresh = (n: number) => n >= through && !(foldedBefore && hasSeen(foldedBefore, run.writer, n));
    const fresh: Run = { ...run, events: run.events.filter(({ n }) => isFresh(n)) };
    if (fresh.events.length > 0) profile = foldRun(profile, fresh);
  }
  for (const { writer, to } of ranges) {
    const through = Math.max(to, marks[writer] ?? 0);
    // Re-inserted, so that the longest quiet writer comes first and goes first.
    delete marks[writer];
    marks[writer] = through;
  }
  return { ...passport, profile, marks };
}

/** The newest per campaign, variant and holdout; the oldest leave first. */
function mergeIssued(old: Issued[], fresh: Issued[]): Issued[] {
  const isRenewed = (one: Issued) =>
    fresh.some(
      (each) => each.campaign === one.campaign && each.variant === one.variant && each.ghost === one.ghost,
    );
  return [...old.filter((one) => !isRenewed(one)), ...fresh].slice(-BOUNDS.issued.entries);
}

function wireDecision(
  { compiled: { campaign, isIntrusive }, outcome }: Candidate,
  { site }: CompiledSnapshot,
  { now }: Situation,
): WireDecision | undefined {
  if (outcome.kind === "lost") return undefined;
  const variant = campaign.variants.find(({ id }) => id === outcome.variant)!;
  // A bar or an offer holds for the page that asked; help in a slot may fill a later page before the network answers.
  const isLasting = !isIntrusive && campaign.role === "help";
  const untilEnd = (campaign.schedule.until ?? Number.POSITIVE_INFINITY) - now;
  return {
    placement: campaign.placement,
    campaign: campaign.id,
    variant: variant.id,
    ...(outcome.kind === "held_out" ? { ghost: true as const } : { content: variant.content }),
    trigger: campaign.trigger,
    pages: campaign.pages,
    forMs: Math.min(LASTING_MS, untilEnd),
    isLasting,
    claimMs: isIntrusive ? site.attentionMinutes * 60_000 : 0,
    why: campaign.why,
  };
}

function explain(
  passport: Passport,
  candidates: Candidate[],
  situation: Situation,
  snapshot: Snapshot,
  facts: Facts,
  memberships: ReadonlySet<string>,
): NonNullable<SyncDecisions["explain"]> {
  const names = new Map(snapshot.campaigns.map(({ id, name }) => [id, name]));
  return {
    visitor: passport.visitor,
    now: situation.now,
    segments: snapshot.segments.filter(({ id }) => memberships.has(id)).map(({ name }) => name),
    reasons: candidates.map((candidate) => {
      const { campaign } = candidate.compiled;
      return {
        placement: campaign.placement,
        campaign: campaign.id,
        name: campaign.name,
        ...sayReason(candidate, situation, snapshot.segments, names, facts),
      };
    }),
  };
}

/** True once the queue (or, on the free plan, D1) has the events. A failure is a value here: the device sends again. */
async function enqueue(env: Env, message: Parameters<typeof ingest>[1][number]): Promise<boolean> {
  try {
    if (env.INGEST) await env.INGEST.send(message);
    else await ingest(env, [message]);
    return true;
  } catch (error) {
    console.error(JSON.stringify({ what: "queue send failed", site: message.site, error: String(error) }));
    return false;
  }
}

function countBy(words: string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}

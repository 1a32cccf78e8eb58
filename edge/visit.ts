/**
 * One sync of a visitor: who it is, the events folded, the rules matched and decided, the passport sealed again. The
 * first line of the answer leaves before the queue has been asked, the second only when the queue has the events.
 */

import { type Accepted, acceptRuns } from "../model/accept.ts";
import { type BotKind, isTooFast } from "../model/bot.ts";
import { MEASURE, PERSONALISE } from "../model/consent.ts";
import { type Candidate, decide, isOnPage, withinRoom } from "../model/decision.ts";
import { factsOf, type Situation } from "../model/facts.ts";
import { mergeStored } from "../model/merge.ts";
import { ownOf } from "../model/own.ts";
import { kindOfAddress } from "../model/page-kind.ts";
import { emptyServerPart, type Issued, type Passport, variantKey, withTraits } from "../model/passport.ts";
import { BOUNDS } from "../model/passport-codec.ts";
import { emptyProfile, foldRun, type Run, type RunContext } from "../model/profile.ts";
import { hasSeen, type Seen } from "../model/seen.ts";
import { withStandingExposures } from "../model/showings.ts";
import type { CompiledSnapshot, Snapshot } from "../model/snapshot.ts";
import type { SyncAck, SyncDecisions, SyncRequest } from "../model/sync.ts";
import { takeClaims } from "./claims.ts";
import { enqueue } from "./enqueue.ts";
import type { Env } from "./env.ts";
import { openPassport, sealPassport, visitorIdOf } from "./passport.ts";
import { listErased } from "./store/erasure.ts";
import { findVisitor } from "./store/visitor-state.ts";
import { explain, wireDecision } from "./wire-decision.ts";

/** The first sync of a visit waits so long for the visitor's row; then the passport answers and the merge stays due. */
const REBUILD_MS = 80;

/** What the edge knows of the request. */
export interface Visit {
  env: Env;
  request: SyncRequest;
  /** Epoch ms. */
  now: number;
  consent: number;
  /** What kind of robot sends it, as far as the request tells; undefined: a person. */
  bot: BotKind | undefined;
  context: RunContext;
  /** The visitor whom the first-party cookie names; looked for where no passport opens. */
  remembered?: string | undefined;
}

/** What a visit is answered, and to whom. */
export interface VisitAnswer {
  /** The answer's two lines (model/sync.ts), as text or, while the queue is still being asked, as a stream. */
  lines: string | ReadableStream;
  /** Undefined where nothing is known of a visitor: without consent. */
  visitor: string | undefined;
}

export async function answerVisit(
  visit: Visit,
  snapshot: Snapshot,
  compiled: CompiledSnapshot,
): Promise<VisitAnswer> {
  const { env, request, now, context } = visit;
  if (!(visit.consent & (MEASURE | PERSONALISE)))
    return { lines: withoutConsent(request, compiled), visitor: undefined };
  const { passport, foldedBefore } = await identify(visit);
  const accepted = await takeClaims(
    env,
    request.site,
    acceptRuns(request.runs, passport, context, now, compiled.site.currency),
    passport.server.customer,
    now,
  );
  const bot = visit.bot ?? (isTooFast(accepted.runs) ? "fast" : undefined);
  const after = fold(passport, accepted, foldedBefore);

  const situation: Situation = {
    now,
    path: request.page.path,
    kind: request.page.kind ?? kindOfAddress(request.page.path) ?? "other",
    slots: request.page.slots,
    device: context.device,
    consent: visit.consent,
    isBot: bot !== undefined,
  };
  const facts = factsOf(after.profile, after.server, situation, compiled);
  const memberships = compiled.program.match(facts);
  const candidates = withinRoom(
    decide(compiled, after.visitor, after.profile, memberships, situation),
    situation,
    BOUNDS.issued.entries,
  );
  const chosen = chosenOf(candidates, situation);
  const issued = chosen.map(({ compiled: { hash }, outcome }): Issued | undefined =>
    outcome.kind === "lost"
      ? undefined
      : { campaign: hash, variant: variantKey(outcome.variant), ghost: outcome.kind === "held_out", at: now },
  );
  const isLinking = accepted.runs.some(({ events }) => events.some(({ customer }) => customer));
  const known = withTraits(after, compiled.traits);
  const sealed: Passport = {
    ...known,
    profile: withStandingExposures(known.profile, compiled, BOUNDS.exposures.entries, now),
    // What is known of the customer comes from D1 at the next sync.
    isMergeDue: after.isMergeDue || isLinking,
    sealedAt: now,
    issued: mergeIssued(
      after.issued,
      issued.filter((each) => each !== undefined),
    ),
  };

  const first = JSON.stringify({
    decisions: chosen.map((each) => wireDecision(each, compiled, facts)).filter((each) => each !== undefined),
    snapshot: compiled.version,
    ...(request.explain &&
      compiled.site.isDemo && {
        explain: explain(sealed, candidates, situation, snapshot, facts, memberships),
      }),
  } satisfies SyncDecisions);
  const { visitor } = sealed;
  const token = sealPassport(env, request.site, sealed);
  if (accepted.ranges.length === 0 || !(visit.consent & MEASURE))
    return { lines: `${first}\n${secondLine(true, accepted, await token)}\n`, visitor };

  const sending = enqueue(env, [
    {
      site: request.site,
      visitor,
      receivedAt: now,
      ...(bot
        ? { ranges: [], runs: [], refused: {}, bot: { kind: bot, events: countOf(accepted) } }
        : { ranges: accepted.settled, runs: accepted.runs, refused: accepted.reasons }),
    },
  ]);
  const sealedToken = await token;
  // A queue that has answered by the time the passport is sealed spares the stream.
  const quick = await Promise.race([sending, undefined]);
  if (quick !== undefined)
    return { lines: `${first}\n${secondLine(quick, accepted, sealedToken)}\n`, visitor };
  const second = sending.then((isQueued) => secondLine(isQueued, accepted, sealedToken));
  return { lines: inTwoParts(first, second), visitor };
}

const countOf = ({ runs }: Accepted) => runs.reduce((sum, { events }) => sum + events.length, 0);

const utf8 = new TextEncoder();

/** Nothing is folded, kept or decided; the device need not send these events again, and gets no passport. */
function withoutConsent(request: SyncRequest, { version }: CompiledSnapshot): string {
  const ack = request.runs.map(({ writer, from, events }) => ({ writer, from, to: from + events.length }));
  const first: SyncDecisions = { decisions: [], snapshot: version };
  return `${JSON.stringify(first)}\n${JSON.stringify({ ack, refused: [] } satisfies SyncAck)}\n`;
}

/** The first line leaves at once, the second when it is there. */
function inTwoParts(first: string, second: Promise<string>): ReadableStream {
  const { readable, writable } = new IdentityTransformStream();
  const write = async () => {
    const writer = writable.getWriter();
    await writer.write(utf8.encode(`${first}\n`));
    await writer.write(utf8.encode(`${await second}\n`));
    await writer.close();
  };
  // It fails where the visitor has gone; the device sends what was not acknowledged again.
  write().catch(() => undefined);
  return readable;
}

/** Not queued: no acknowledgement and no passport, so the device keeps its events and sends them again. */
function secondLine(isQueued: boolean, { ranges, refused }: Accepted, passport: string): string {
  const ack: SyncAck = isQueued ? { ack: ranges, refused, passport } : { ack: [], refused: [] };
  return JSON.stringify(ack);
}

/**
 * Who this is: the visitor of a passport that opens; else the one the first-party cookie names, if D1 still has them;
 * else of the device secret. `foldedBefore` tells which events the profile already holds.
 */
async function identify(visit: Visit): Promise<{ passport: Passport; foldedBefore: Seen | undefined }> {
  const { env, request, now } = visit;
  const opened = request.passport && (await openPassport(env, request.site, request.passport, now));
  const passport: Passport =
    opened || anonymous(visit.remembered ?? (await visitorIdOf(request.site, request.secret)), now);
  const isDue = !opened || request.rebuild || passport.isMergeDue;
  // Without measuring nothing of this visitor is in D1.
  if (!isDue || !(visit.consent & MEASURE)) return { passport, foldedBefore: undefined };
  const stored = await Promise.race([
    findVisitor(env.DB, request.site, passport.visitor),
    new Promise<"late">((resolve) => setTimeout(resolve, REBUILD_MS, "late")),
  ]).catch(() => "late" as const);
  if (stored === "late") return { passport: { ...passport, isMergeDue: true }, foldedBefore: undefined };
  // Expired or erased since: that id is not taken up again.
  if (!stored && !opened && visit.remembered) return identify({ ...visit, remembered: undefined });
  // An erased visitor's passport brings back nothing of what it says either.
  if (!stored && opened && (await listErased(env.DB, request.site, [opened.visitor])).size > 0)
    return { passport: { ...anonymous(opened.visitor, now), marks: opened.marks }, foldedBefore: undefined };
  if (!stored) return { passport: { ...passport, isMergeDue: false }, foldedBefore: undefined };
  const merged = mergeStored({ ...passport, isMergeDue: true }, stored);
  return { passport: merged.passport, foldedBefore: merged.isAdopted ? stored.seen : undefined };
}

/** Of a visitor of whom nothing is known yet. */
const anonymous = (visitor: string, now: number): Passport => ({
  visitor,
  sealedAt: now,
  isMergeDue: false,
  profile: emptyProfile(),
  server: emptyServerPart,
  issued: [],
  marks: {},
});

/**
 * The passport with the accepted events folded, each once, and their writers marked. A writer of nothing but refused
 * events is not: D1 may never hear of it, and a mark that D1 has not seen keeps the merge due.
 */
function fold(passport: Passport, { runs, ranges }: Accepted, foldedBefore: Seen | undefined): Passport {
  let { profile } = passport;
  const marks = { ...passport.marks };
  for (const run of runs) {
    const through = ownOf(marks, run.writer) ?? 0;
    const isFresh = (n: number) => n >= through && !(foldedBefore && hasSeen(foldedBefore, run.writer, n));
    const fresh: Run = { ...run, events: run.events.filter(({ n }) => isFresh(n)) };
    if (fresh.events.length > 0) profile = foldRun(profile, fresh);
  }
  const accepted = new Set(runs.map(({ writer }) => writer));
  for (const { writer, to } of ranges) {
    if (!accepted.has(writer)) continue;
    const through = Math.max(to, ownOf(marks, writer) ?? 0);
    // Re-inserted, so that the longest quiet writer comes first and goes first.
    delete marks[writer];
    marks[writer] = through;
  }
  return { ...passport, profile, marks };
}

/** The outcomes handed out, greatest priority first, this page's before the next page's. */
function chosenOf(candidates: Candidate[], situation: Situation): Candidate[] {
  const isHere = ({ compiled }: Candidate) => isOnPage(compiled, situation);
  const chosen = candidates.filter(({ outcome }) => outcome.kind !== "lost");
  return [...chosen.filter(isHere), ...chosen.filter((each) => !isHere(each))];
}

/** The newest per campaign, variant and holdout; the oldest leave first. */
function mergeIssued(old: Issued[], fresh: Issued[]): Issued[] {
  const isRenewed = (one: Issued) =>
    fresh.some(
      (each) => each.campaign === one.campaign && each.variant === one.variant && each.ghost === one.ghost,
    );
  return [...old.filter((one) => !isRenewed(one)), ...fresh].slice(-BOUNDS.issued.entries);
}

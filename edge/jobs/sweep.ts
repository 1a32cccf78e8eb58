/**
 * What the clock does by itself, every hour where a journey is published, and at the shop's midnight: visitors who have come into
 * segments or left them since the sweep before, who fell, whose day it is, and whose products have changed. Page by page, as exact
 * counts are (count-segments.ts): a page's moves, enrolments and where it stands are one transaction, guarded by the visitors' `rev`
 * as ingest is, so whoever takes it up later goes on there.
 */
import { ALWAYS } from "../../model/bound.ts";
import { type Clocked, clockedOf, enrolmentsByClock, type Sweep, type Swept } from "../../model/by-clock.ts";
import { isHeldOutOfAll } from "../../model/decision.ts";
import { needsBought } from "../../model/enrol.ts";
import { factsOf } from "../../model/facts.ts";
import { emptyServerPart, type ServerPart } from "../../model/passport.ts";
import { dayIn, startOfDay } from "../../model/shop-day.ts";
import type { CompiledSnapshot } from "../../model/snapshot.ts";
import { type Tally, tallyMoves } from "../../model/tally.ts";
import { DAY_MS, HOUR_MS } from "../../model/time.ts";
import { extendTimeline } from "../../model/timeline.ts";
import type { Telling } from "../../model/webhook.ts";
import type { Env } from "../env.ts";
import { loadSnapshot } from "../snapshot.ts";
import { type DueWork, finishWork } from "../store/due-work.ts";
import { enrol } from "../store/enrolments.ts";
import { readCandidates } from "../store/members.ts";
import { learnGaps } from "../store/product-gaps.ts";
import { addMoves } from "../store/segment-sizes.ts";
import {
  beginSweep,
  continueSweep,
  listProductChanges,
  readSweep,
  type StoredSweep,
} from "../store/sweeps.ts";
import { readStates, type StateChange, saveStates } from "../store/visitor-state.ts";
import { tellWebhooks } from "../store/webhook-messages.ts";
import { NO_PAGE, situationOf } from "../visitor-row.ts";
import { segmentTelling } from "../webhook/tellings.ts";
import { sendOn } from "./send-on.ts";

/** Of one step: 10,000 visitors, each judged at two instants. */
const PAGES = 20;
const PAGE = { length: 500, most: 500 };
const RACES = 12;

type Rules = NonNullable<Awaited<ReturnType<typeof loadSnapshot>>>;

/** One step of a sweep, or the first of the next. */
export async function sweep(env: Env, work: DueWork, now: number): Promise<void> {
  const snapshot = await loadSnapshot(env, work.site, (promise) => void promise.catch(() => undefined));
  if (!snapshot) return finishWork(env.DB, work, now + DAY_MS);
  const rules = snapshot.compiled;
  let stored = await readSweep(env.DB, work.site);
  if (!stored || stored.finishedAt !== null) stored = await begin(env, rules, stored, now);
  const { timeZone } = rules.site;
  const changes = await listProductChanges(env.DB, work.site, stored.startedAt);
  const of: Sweep = { since: stored.since, at: stored.startedAt, timeZone, changes };
  for (let page = 0; page < PAGES && stored.finishedAt === null; page++)
    stored = await sweepPage(env, snapshot, of, stored, now);
  if (stored.finishedAt === null) return sendOn(env, work, now);
  const midnight = startOfDay(dayIn(now, timeZone) + 1, timeZone);
  await finishWork(
    env.DB,
    work,
    rules.journeys.length > 0 ? Math.min(stored.startedAt + HOUR_MS, midnight) : midnight,
  );
}

/** Of the first there is no sweep before: it looks back an hour. */
async function begin(
  { DB }: Env,
  { site, journeys }: CompiledSnapshot,
  before: StoredSweep | null,
  now: number,
): Promise<StoredSweep> {
  const next = { since: before?.startedAt ?? now - HOUR_MS, startedAt: now, cursor: "", finishedAt: null };
  const isFirstOfDay = dayIn(next.since, site.timeZone) < dayIn(now, site.timeZone) || !before;
  await DB.batch([
    ...beginSweep(DB, site.id, next),
    ...(isFirstOfDay && needsBought(journeys) ? learnGaps(DB, site.id) : []),
  ]);
  return (await readSweep(DB, site.id)) ?? next;
}

async function sweepPage(
  env: Env,
  rules: Rules,
  of: Sweep,
  stored: StoredSweep,
  now: number,
): Promise<StoredSweep> {
  for (let race = 1; ; race++) {
    try {
      return await sweepOnce(env, rules, of, stored, now);
    } catch (error) {
      if (race === RACES || !/visitor rev conflict/.test(String(error))) throw error;
    }
  }
}

async function sweepOnce(
  { DB }: Env,
  { snapshot, compiled: rules }: Rules,
  of: Sweep,
  stored: StoredSweep,
  now: number,
): Promise<StoredSweep> {
  const site = rules.site.id;
  const candidates = await readCandidates(DB, site, stored.cursor, ALWAYS, PAGE);
  const judged = candidates.map((candidate) => ({ candidate, ...judge(rules, of, candidate) }));
  const moved = judged.filter(({ clocked }) => clocked.entered.length + clocked.left.length > 0);
  const moves = await movesOf(
    DB,
    { snapshot, compiled: rules },
    of,
    moved.map(({ candidate }) => candidate.id),
  );
  const enrollings = judged.flatMap(({ candidate, clocked, facts }) =>
    isHeldOutOfAll(candidate.id, rules.site)
      ? []
      : enrolmentsByClock(rules.journeys, candidate, clocked, facts, of),
  );
  const next: StoredSweep = {
    ...stored,
    cursor: candidates.at(-1)?.id ?? stored.cursor,
    finishedAt: candidates.length < PAGE.length ? now : null,
  };
  await DB.batch([...moves, ...enrol(DB, site, enrollings), continueSweep(DB, site, stored, next)]);
  return next;
}

function judge(rules: CompiledSnapshot, of: Sweep, visitor: Swept & { server: ServerPart | null }) {
  const factsAt = (instant: number) =>
    factsOf(
      visitor.profile,
      visitor.server ?? emptyServerPart,
      situationOf(visitor.profile, NO_PAGE, instant),
      rules,
    );
  const at = (instant: number) => {
    const facts = factsAt(instant);
    return { facts, memberships: rules.program.match(facts) };
  };
  return { clocked: clockedOf(visitor, of, at), facts: factsAt(of.at) };
}

/** The rows of those who have moved, by what stands in them now. */
async function movesOf(
  db: D1Database,
  { snapshot, compiled: rules }: Rules,
  of: Sweep,
  visitors: string[],
): Promise<D1PreparedStatement[]> {
  if (visitors.length === 0) return [];
  const { id: site, timeZone } = rules.site;
  const { states } = await readStates(db, site, visitors);
  const tally: Tally = new Map();
  const tellings: Telling[] = [];
  const changes = [...states.values()].flatMap((state) => {
    const { clocked } = judge(rules, of, state);
    const moments = momentsOf(clocked, of.at);
    if (moments.length === 0) return [];
    tallyMoves(tally, moments, timeZone);
    for (const { name, props } of moments)
      tellings.push(segmentTelling(snapshot, name, state.id, props.segment, of.at));
    const change: StateChange = {
      ...state,
      rev: state.rev + 1,
      segments: [...state.segments.filter((id) => !clocked.left.includes(id)), ...clocked.entered],
      timeline: extendTimeline(state.timeline, moments),
      // Nobody was there: the day stays that of the last event.
      day: 0,
    };
    return [change];
  });
  if (changes.length === 0) return [];
  return [
    ...saveStates(db, site, changes),
    ...addMoves(db, site, tally),
    ...(await tellWebhooks(db, site, tellings, of.at)),
  ];
}

const momentsOf = ({ entered, left }: Clocked, at: number) => [
  ...entered.map((segment) => ({ at, session: 0, name: "segment_enter" as const, props: { segment } })),
  ...left.map((segment) => ({ at, session: 0, name: "segment_exit" as const, props: { segment } })),
];

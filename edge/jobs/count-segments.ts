/**
 * Exact counts (U5, P16): every visitor looked at, page by page. A step reads a bounded number of pages, writes down where
 * it stands, and sends itself on; whoever takes it up later, cron after a lost message included, goes on from there.
 * Where two do the same step only one of them is written, so nobody is counted twice.
 * All saved segments are counted in one pass at the beginning of each day of the shop; one by itself when its condition
 * is saved; any condition on request.
 */
import { either } from "../../model/bound.ts";
import { MembersSum } from "../../model/members-worth.ts";
import { preFilter } from "../../model/pre-filter.ts";
import { compileProgram } from "../../model/segment/program.ts";
import { referencesOf } from "../../model/segment/references.ts";
import type { Condition, Segment } from "../../model/segment.ts";
import { dayIn, startOfDay } from "../../model/shop-day.ts";
import type { SiteSettings } from "../../model/snapshot.ts";
import { DAY_MS } from "../../model/time.ts";
import { sha256Hex } from "../digest.ts";
import type { Env } from "../env.ts";
import { judgeAt } from "../judge.ts";
import { type DueWork, deleteWork, finishWork, hastenWork } from "../store/due-work.ts";
import { readStretch } from "../store/members.ts";
import {
  beginCount,
  type CountedPart,
  continueCount,
  readCount,
  type SegmentCount,
} from "../store/segment-counts.ts";
import { saveSizes } from "../store/segment-sizes.ts";
import { listSegments } from "../store/segments.ts";
import { readSite } from "../store/sites.ts";
import { countVisitorsSince } from "../store/visitors.ts";
import { sendOn } from "./send-on.ts";

/** Of one step: some 20,000 profiles, a second or so of processor time, 50 calls to D1. */
const PAGES = 20;
/** Read at once: a profile is a few KB, an isolate has 128 MB. */
const PAGE = { length: 20_000, most: 1_000 };
/** Id of the count of all saved segments. */
const EVERY = "all";

/** Begins the count of one condition, or joins the one under way; answers it as it stands. */
export async function requestCount(
  env: Env,
  site: string,
  condition: Condition,
  now: number,
): Promise<SegmentCount> {
  const id = (await sha256Hex(JSON.stringify(condition))).slice(0, 32);
  const known = await readCount(env.DB, site, id);
  if (known && known.finishedAt === null) return known;
  return begin(env, site, id, [{ segment: null, condition, members: 0 }], now);
}

/** Begins the count of a segment whose condition was just saved. */
export async function requestSize(env: Env, site: string, segment: Segment, now: number): Promise<void> {
  await begin(env, site, `segment:${segment.id}`, [toPart(segment)], now);
}

const toPart = ({ id, condition }: Segment): CountedPart => ({ segment: id, condition, members: 0 });

async function begin(
  env: Env,
  site: string,
  id: string,
  parts: CountedPart[],
  now: number,
): Promise<SegmentCount> {
  const total = await countVisitorsSince(env.DB, site, 0);
  const work: DueWork = { site, kind: "count", subject: id };
  await env.DB.batch([
    beginCount(env.DB, site, { id, startedAt: now, total, parts }),
    hastenWork(env.DB, work, now),
  ]);
  await sendOn(env, work, now);
  return { id, startedAt: now, finishedAt: null, cursor: "", examined: 0, total, parts };
}

/** One step of a count that was asked for. */
export async function countOnRequest(env: Env, work: DueWork, now: number): Promise<void> {
  const site = await readSite(env.DB, work.site);
  const count = await readCount(env.DB, work.site, work.subject);
  if (!site || !count || count.finishedAt !== null) return deleteWork(env.DB, work);
  const next = await takeStep(env, site.settings, count, now);
  if (next === "taken") return;
  return next.finishedAt === null ? sendOn(env, work, now) : deleteWork(env.DB, work);
}

/** One step of the day's count; due again at the shop's midnight. */
export async function countSizes(env: Env, work: DueWork, now: number): Promise<void> {
  const site = await readSite(env.DB, work.site);
  if (!site) return finishWork(env.DB, work, now + DAY_MS);
  const { id, timeZone } = site.settings;
  const today = dayIn(now, timeZone);
  const finishToday = () => finishWork(env.DB, work, startOfDay(today + 1, timeZone));
  let count = await readCount(env.DB, id, EVERY);
  if (!count || dayIn(count.startedAt, timeZone) < today) {
    const parts = (await listSegments(env.DB, id)).map(({ segment }) => toPart(segment));
    if (parts.length === 0) return finishToday();
    const total = await countVisitorsSince(env.DB, id, 0);
    await beginCount(env.DB, id, { id: EVERY, startedAt: now, total, parts }).run();
    count = { id: EVERY, startedAt: now, finishedAt: null, cursor: "", examined: 0, total, parts };
  }
  const next = count.finishedAt === null ? await takeStep(env, site.settings, count, now) : count;
  if (next === "taken") return;
  if (next.finishedAt === null) return sendOn(env, work, now);
  await finishToday();
}

/** The count after a bounded number of pages; "taken" where somebody else has gone on with it meanwhile. */
async function takeStep(
  { DB }: Env,
  site: SiteSettings,
  count: SegmentCount,
  now: number,
): Promise<SegmentCount | "taken"> {
  const judge = await judgeAt(DB, site, count.startedAt);
  const conditions = count.parts.map(({ condition }) => condition);
  const bound = either(conditions.map((condition) => preFilter(condition, judge.yardstick)));
  const isAsking = conditions.some((condition) => referencesOf(condition).length > 0);
  // Numbered as no segment can be named.
  const numbered = conditions.map((condition, i) => ({ id: `#${i}`, condition }));
  const program = compileProgram([...(isAsking ? judge.yardstick.segments : []), ...numbered]);
  const members = count.parts.map((part) => part.members);
  // Visitors come in the order of their ids, so those of the first step are a sample; all of them where one step is enough.
  const sums = count.cursor === "" ? count.parts.map(() => new MembersSum(site.currency)) : [];
  let { cursor, examined } = count;
  let isEnd = false;
  for (let page = 0; page < PAGES && !isEnd; page++) {
    const stretch = await readStretch(DB, site.id, cursor, bound, PAGE);
    for (const candidate of stretch.candidates) {
      const facts = judge.factsOf(candidate);
      const memberships = program.match(facts);
      for (const [i, { id }] of numbered.entries())
        if (memberships.has(id)) {
          members[i]! += 1;
          sums[i]?.add(facts);
        }
    }
    examined += stretch.examined;
    cursor = stretch.last;
    isEnd = stretch.isEnd;
  }
  const next: SegmentCount = {
    ...count,
    cursor,
    examined,
    parts: count.parts.map((part, i) => ({
      ...part,
      members: members[i]!,
      ...(sums[i] && {
        worth: sums[i].of({ sampled: examined, total: isEnd ? examined : Math.max(count.total, examined) }),
      }),
    })),
    finishedAt: isEnd ? now : null,
  };
  const sizes = next.parts.flatMap(({ segment, members, worth = null }) =>
    segment === null ? [] : [{ segment, members, worth, countedAt: count.startedAt }],
  );
  // Before the count is finished: should it fail in between, the step is done again and writes the same.
  if (isEnd && sizes.length > 0)
    await saveSizes(DB, site.id, dayIn(count.startedAt, site.timeZone), sizes).run();
  return (await continueCount(DB, site.id, count, next)) ? next : "taken";
}

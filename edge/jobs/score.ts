/**
 * Scoring (E1–E4, E6): once a day of the shop its cut points are looked at, and published where they have moved; every
 * hour the moves between the named segments are counted, beginning with those who fell by the clock alone at the
 * shop's midnight, when this is due. A day's moves follow from the orders before its end and from the cut points of
 * the time, so a day counted again, or late, comes out the same and takes the place of what was counted before.
 * Counting is not paged: SQLite counts, and at most a few hundred rows come back.
 */
import { type RfmSegment, rfmSegmentOf } from "../../model/rfm.ts";
import { isSameScoring, type Scoring, scoringFor, scoringSettingsOf } from "../../model/scoring.ts";
import { dayIn, startOfDay } from "../../model/shop-day.ts";
import { DAY_MS, HOUR_MS } from "../../model/time.ts";
import type { Env } from "../env.ts";
import { sendLive } from "../send-live.ts";
import { isAnyBuyerChanged, refreshBuyers } from "../store/buyers.ts";
import { type DatedScoring, listScorings, saveScoring } from "../store/cut-points.ts";
import { type DueWork, finishWork } from "../store/due-work.ts";
import { type MoveCause, type RfmMove, replaceMoves } from "../store/rfm-moves.ts";
import {
  countFalls,
  countOrderMoves,
  countRecalibrated,
  type ScoreMove,
  scoreFrom,
  type Yardstick,
} from "../store/scores.ts";
import { readOrderGaps, readQuartiles } from "../store/shop-figures.ts";
import { readSite, type Site } from "../store/sites.ts";
import { readNewestSnapshot, saveSnapshot } from "../store/snapshots.ts";

/** Days that the dashboard shows: counted at the first look. Some 40 calls to D1. */
export const MOVES_DAYS = 14;
/** Days counted anew once a day: as late as a page may report an order (model/limits.ts MAX_EVENT_AGE_MS). */
const LATE_DAYS = 7;

/** Pages of buyers summed anew in one go: 25,000 of them. */
const SUMMED_PAGES = 5;

/** Due again in an hour, or at the shop's midnight where that comes first. */
export async function score(env: Env, work: DueWork, now: number): Promise<void> {
  const site = await readSite(env.DB, work.site);
  if (!site) return finishWork(env.DB, work, now + DAY_MS);
  const { timeZone } = site.settings;
  const today = dayIn(now, timeZone);
  if (!(await areBuyersSummed(env, work.site))) return finishWork(env.DB, work, now);

  const since = today - MOVES_DAYS;
  const former = await listScorings(env.DB, work.site, since);
  const scoring = await scoringOn(env, site, today, former);
  await publishScoring(env, site, scoring, now, isSameScoring(former[0]?.scoring, scoring));
  if (former[0]?.day !== today || !isSameScoring(former[0].scoring, scoring))
    await saveScoring(env.DB, work.site, { day: today, scoring });

  const known = [{ day: today, scoring }, ...former.filter(({ day }) => day !== today)];
  await countMoves(env, work.site, timeZone, firstDayToCount(former[0]?.day, today), today, known);
  await finishWork(env.DB, work, Math.min(now + HOUR_MS, startOfDay(today + 1, timeZone)));
}

/**
 * Sums buyers that were left over, a bounded number of pages; false where there are more: scores of half a shop would
 * be wrong. There are some after the site's currency has changed, or orders at a console.
 */
async function areBuyersSummed({ DB }: Env, site: string): Promise<boolean> {
  for (let page = 0; page < SUMMED_PAGES; page++) {
    if (!(await isAnyBuyerChanged(DB, site))) return true;
    await DB.batch(refreshBuyers(DB, site));
  }
  return false;
}

/**
 * What is set in the settings holds at once. What follows from the shop's figures is looked at once a day, but every
 * hour on the shop's first: a shop that has just sent its past orders should not wait for tomorrow.
 */
async function scoringOn(
  { DB }: Env,
  { settings }: Site,
  today: number,
  former: DatedScoring[],
): Promise<Scoring> {
  const [newest] = former;
  const isDue = !newest?.scoring.cuts || newest.day < today || former.length === 1;
  if (!isDue) return scoringFor(settings, undefined, newest.scoring);
  const [quartiles, gaps] = await Promise.all([
    readQuartiles(DB, settings.id),
    readOrderGaps(DB, settings.id),
  ]);
  return scoringFor(settings, { quartiles, gaps }, newest?.scoring);
}

/**
 * The rules that are live, with the scoring in force, what was set of it, and nothing else that was saved since; not
 * where both are as before. Throws where somebody else has published meanwhile or KV refuses: the queue brings the
 * work again.
 */
async function publishScoring(
  env: Env,
  { settings, version }: Site,
  scoring: Scoring,
  now: number,
  isSame: boolean,
): Promise<void> {
  const live = await readNewestSnapshot(env.DB, settings.id);
  if (!live) return;
  const isSet = JSON.stringify(scoringSettingsOf(live.site)) === JSON.stringify(scoringSettingsOf(settings));
  if (isSame && isSet) return;
  const { rfm: _rfm, lifecycle: _lifecycle, ...others } = live.site;
  const { rfm, lifecycle } = settings;
  const site = { ...others, ...(rfm && { rfm }), ...(lifecycle && { lifecycle }) };
  const snapshot = { ...live, version: version + 1, publishedAt: now, site, scoring };
  const body = JSON.stringify(snapshot);
  const isLive =
    (await saveSnapshot(env.DB, snapshot, body, { by: "Scoring", name: "Cut points" })) &&
    (await sendLive(env.SNAPSHOTS, snapshot, body));
  if (!isLive) throw new Error(`scoring of ${settings.id} is not live`);
}

function firstDayToCount(lookedAt: number | undefined, today: number): number {
  if (lookedAt === today) return today - 1;
  const first = today - MOVES_DAYS + 1;
  return lookedAt === undefined ? first : Math.max(first, Math.min(lookedAt, today - LATE_DAYS));
}

/** `scorings`: newest first. A day before the first of them is told by that one. */
async function countMoves(
  { DB }: Env,
  site: string,
  timeZone: string,
  since: number,
  until: number,
  scorings: DatedScoring[],
): Promise<void> {
  const cutsOn = (day: number) => (scorings.find((one) => one.day <= day) ?? scorings.at(-1))?.scoring.cuts;
  const moves: RfmMove[] = [];
  for (let day = since; day <= until; day++) {
    const cuts = cutsOn(day);
    if (!cuts) continue;
    const own: Yardstick = { cuts, day, timeZone };
    const before: Yardstick = { cuts: cutsOn(day - 1) ?? cuts, day, timeZone };
    // In the order in which they happen: the night passes, then the scores are told anew, then people order.
    moves.push(...named(day, "clock", await countFalls(DB, site, before)));
    if (JSON.stringify(before.cuts) !== JSON.stringify(cuts))
      moves.push(...named(day, "recalibration", await countRecalibrated(DB, site, before, own)));
    moves.push(...named(day, "order", await countOrderMoves(DB, site, own)));
  }
  await replaceMoves(DB, site, since, until, moves);
}

/** Scores as named segments; a move within a segment is none. */
function named(day: number, cause: MoveCause, moves: ScoreMove[]): RfmMove[] {
  const sums = new Map<string, RfmMove>();
  for (const { before, after, buyers } of moves) {
    const from: RfmSegment | "" = before === null ? "" : rfmSegmentOf(scoreFrom(before));
    const to = rfmSegmentOf(scoreFrom(after));
    if (from === to) continue;
    const sum = sums.get(`${from}>${to}`) ?? { day, cause, from, to, buyers: 0 };
    sums.set(`${from}>${to}`, { ...sum, buyers: sum.buyers + buyers });
  }
  return [...sums.values()];
}

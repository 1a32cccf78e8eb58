/** Results of campaigns from what is stored of them: sums of ingest, and what known visitors brought. */
import { type Campaign, USUAL_ATTRIBUTION } from "../model/campaign.ts";
import { type ArmSums, addedBy, addedCapped, armsOf } from "../model/results/compare.ts";
import { fatigueOf, LAST_SHOWING } from "../model/results/fatigue.ts";
import { goalKey, goalOf, goalResult } from "../model/results/goal.ts";
import type { CampaignResults, ListedResult, ResultList } from "../model/results/report.ts";
import {
  ALL_CAMPAIGNS,
  HELD_OUT,
  isSplitOff,
  isVariant,
  sharesIn,
  splitOf,
  splitOfAll,
} from "../model/results/split.ts";
import { dateOf, dayIn } from "../model/shop-day.ts";
import type { SiteSettings } from "../model/snapshot.ts";
import { readSettling } from "./settling.ts";
import { listSubjects } from "./store/changes.ts";
import { type Credited, sumCredited } from "./store/credit.ts";
import { type ExposureSum, type KnownSums, listExposureSums, sumKnown } from "./store/results.ts";

/** How many weeks the pace of late is taken from. */
const PACE_WEEKS = 2;

/** Visitors by their first exposure to one campaign. */
interface Arrivals {
  campaign: string;
  arm: string;
  split: string;
  visitors: number;
  /** In the last PACE_WEEKS. */
  lately: number;
  day: number;
  lastDay: number;
}

function arrivalsIn(sums: readonly ExposureSum[]): Arrivals[] {
  return sums.flatMap(({ name, value, ...rest }) => {
    const [kind, campaign = "", arm = "", split = ""] = name.split(":");
    return kind === "first" ? [{ campaign, arm, split, visitors: value, ...rest }] : [];
  });
}

/** The split in force, by which the last ones came; before anybody has, the one they will come by. */
function splitIn(campaign: string, arrivals: readonly Arrivals[], splitToCome: string): string {
  const [newest] = arrivals
    .filter((one) => one.campaign === campaign)
    .sort((a, b) => b.lastDay - a.lastDay || b.day - a.day);
  return newest?.split ?? splitToCome;
}

/** Whether visitors came by the split, in an arm that it has (sharesIn). */
function isOf(split: string): (one: Pick<Arrivals, "arm" | "split">) => boolean {
  const shares = sharesIn(split);
  return (one) => one.split === split && shares.has(one.arm);
}

/** What is compared: the visitors of the split in force. */
interface Compared {
  arms: ArmSums[];
  aWeek: number;
  /** First day; null: nobody yet. */
  since: number | null;
  /** Of earlier splits, or in an arm that the split has no more. */
  former: number;
}

function compare(
  campaign: string,
  split: string,
  arrivals: readonly Arrivals[],
  known: readonly KnownSums[],
  today: number,
): Compared {
  const own = arrivals.filter((one) => one.campaign === campaign);
  const isCurrent = isOf(split);
  const current = own.filter(isCurrent);
  const since = current.length > 0 ? Math.min(...current.map(({ day }) => day)) : null;
  const weeks = since === null ? 1 : Math.min(PACE_WEEKS, Math.max(1, today - since + 1) / 7);
  const mine = known.filter((one) => one.campaign === campaign);
  return {
    since,
    arms: current.map(({ arm, visitors }) => toArm(arm, visitors, mine)),
    aWeek: current.reduce((sum, { lately }) => sum + lately, 0) / weeks,
    former: own.filter((one) => !isCurrent(one)).reduce((sum, one) => sum + one.visitors, 0),
  };
}

/** The browsers of one customer are one visitor. */
function toArm(arm: string, browsers: number, known: readonly KnownSums[]): ArmSums {
  const mine = known.find((one) => one.arm === arm);
  if (!mine)
    return {
      arm,
      visitors: browsers,
      buyers: 0,
      orders: 0,
      revenueMinor: 0,
      squares: 0,
      cappedMinor: 0,
      cappedSquares: 0,
    };
  return { ...mine, visitors: browsers - mine.browsers + mine.people };
}

const paceSince = (today: number) => today - 7 * PACE_WEEKS + 1;

export async function readResultList(db: D1Database, site: SiteSettings, now: number): Promise<ResultList> {
  const today = dayIn(now, site.timeZone);
  const [sums, saved] = await Promise.all([
    listExposureSums(db, site.id, paceSince(today)),
    listSubjects(db, site.id, "campaign"),
  ]);
  const arrivals = arrivalsIn(sums);
  const campaigns = [...new Set([ALL_CAMPAIGNS, ...arrivals.map(({ campaign }) => campaign)])].sort();
  const splits = new Map(campaigns.map((id) => [id, splitIn(id, arrivals, splitOfAll(site))]));
  const known = await sumKnown(db, site.id, splits);
  const results = campaigns.map((campaign): ListedResult => {
    const split = splits.get(campaign)!;
    const { arms, aWeek } = compare(campaign, split, arrivals, known, today);
    return { campaign, ...addedBy(arms, split, aWeek) };
  });
  const { campaign: _, ...all } = results.find(({ campaign }) => campaign === ALL_CAMPAIGNS)!;
  return {
    currency: site.currency,
    campaigns: results.filter(({ campaign }) => campaign !== ALL_CAMPAIGNS),
    all,
    used: usedIn(arrivals, saved),
  };
}

function usedIn(arrivals: readonly Arrivals[], saved: readonly string[]): ResultList["used"] {
  const met = arrivals.filter(({ campaign }) => campaign !== ALL_CAMPAIGNS);
  const variantsOf = (id: string) =>
    met.flatMap(({ campaign, arm }) => (campaign === id && isVariant(arm) ? [arm] : []));
  const ids = [...new Set([...saved, ...met.map(({ campaign }) => campaign)])].sort();
  return Object.fromEntries(ids.map((id) => [id, [...new Set(variantsOf(id))].sort()]));
}

export async function readResults(
  db: D1Database,
  site: SiteSettings,
  campaign: Campaign,
  now: number,
): Promise<Omit<CampaignResults, "truth">> {
  const { id } = campaign;
  const today = dayIn(now, site.timeZone);
  const sums = await listExposureSums(db, site.id, paceSince(today));
  const arrivals = arrivalsIn(sums);
  const split = splitIn(id, arrivals, splitOf(site, campaign));
  const [known, credited] = await Promise.all([
    sumKnown(db, site.id, new Map([[id, split]])),
    sumCredited(db, site.id),
  ]);
  const { arms, aWeek, since, former } = compare(id, split, arrivals, known, today);
  const settling = since === null ? [] : await readSettling(db, site, id, split, since, today);
  const capped = addedCapped(arms, split);
  const isCurrent = isOf(split);
  const browsers = arrivals.filter((one) => one.campaign === id && isCurrent(one));
  const showings = showingsOf(id, sums);
  const creditedBy = (by: Credited["by"]) => {
    const one = credited.find((each) => each.campaign === id && each.by === by);
    return { orders: one?.orders ?? 0, revenueMinor: one?.revenueMinor ?? 0 };
  };
  const goal = goalOf(campaign);
  const key = goalKey(goal);
  const reachedBy = new Map(sums.map(({ name, value }) => [name, value]));
  return {
    ...addedBy(arms, split, aWeek),
    goal: goalResult(
      goal,
      key
        ? browsers.map(({ arm, visitors }) => ({
            arm,
            visitors,
            reached: reachedBy.get(`goal:${id}:${arm}:${split}:${key}`) ?? 0,
          }))
        : arms.map(({ arm, visitors, buyers }) => ({ arm, visitors, reached: buyers })),
      sharesIn(split).has(HELD_OUT),
    ),
    currency: site.currency,
    since: since === null ? null : dateOf(since),
    arms: armsOf(arms, split),
    formerVisitors: former,
    capped: capped && { capMinor: Math.max(...known.map(({ capMinor }) => capMinor)), addedMinor: capped },
    leftOut: known.reduce((sum, one) => sum + one.leftOut, 0),
    attributed: {
      windows: campaign.attribution ?? USUAL_ATTRIBUTION,
      click: creditedBy("click"),
      view: creditedBy("view"),
    },
    settling,
    isSplitOff: isSplitOff(new Map(browsers.map(({ arm, visitors }) => [arm, visitors])), sharesIn(split)),
    showings,
    fatigue: fatigueOf(showings) ?? null,
    now,
  };
}

/** By how often a visitor had seen it; those with none left out. */
function showingsOf(campaign: string, sums: readonly ExposureSum[]): CampaignResults["showings"] {
  const values = new Map(sums.map(({ name, value }) => [name, value]));
  const of = (kind: string, nth: number) => values.get(`${kind}:${campaign}:${nth}`) ?? 0;
  return Array.from({ length: LAST_SHOWING }, (_, i) => ({
    nth: i + 1,
    shown: of("shown", i + 1),
    clicks: of("click", i + 1),
  })).filter(({ shown, clicks }) => shown + clicks > 0);
}

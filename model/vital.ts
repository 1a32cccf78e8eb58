/**
 * Core Web Vitals of page views: what is good by web.dev (web.dev/articles/defining-core-web-vitals-thresholds), and the
 * daily sums by which page views with a campaign are compared with those held out of it. Imports types alone.
 */
import type { PageKind } from "./event.ts";
import type { Run } from "./profile.ts";
import { addTo, type Tally } from "./tally.ts";
import { DAY_MS } from "./time.ts";

/** By metric the greatest good value, and the greatest that is not poor: ms, for CLS a share of the view. */
export const VITALS = {
  /** Largest contentful paint. */
  LCP: [2500, 4000],
  /** Interaction to next paint. */
  INP: [200, 500],
  /** Cumulative layout shift. */
  CLS: [0.1, 0.25],
} as const;
export type Vital = keyof typeof VITALS;

export const RATINGS = ["good", "fair", "poor"] as const;
/** `fair` is web.dev's "needs improvement". */
export type Rating = (typeof RATINGS)[number];

export function ratingOf(metric: Vital, value: number): Rating {
  const [good, fair] = VITALS[metric];
  return value <= good ? "good" : value <= fair ? "fair" : "poor";
}

/** Page views by rating. */
export type Ratings = Record<Rating, number>;
export type VitalRatings = Record<Vital, Ratings>;

/** What page views have in common: their kind, a campaign that was shown in them, or one they were held out of. */
export type VitalGroup = "kind" | "shown" | "ghost";

/**
 * Adds the vitals among fresh events, under `METRIC:RATING:GROUP:NAME`. A page that says no kind counts as `other`.
 * Only `campaigns`, those published, count: nothing a visitor wrote becomes a name.
 */
export function tallyVitals(tally: Tally, fresh: Run[], campaigns: ReadonlySet<string>): void {
  for (const run of fresh)
    for (const { at, event } of run.events) {
      if (event.name !== "web_vital") continue;
      const { metric, value, kind = "other" satisfies PageKind, exposures = [] } = event.props;
      const groups = new Set([`kind:${kind}`]);
      for (const { campaign, ghost } of exposures)
        if (campaigns.has(campaign)) groups.add(`${ghost ? "ghost" : "shown"}:${campaign}`);
      for (const group of groups)
        addTo(tally, Math.floor(at / DAY_MS), `${metric}:${ratingOf(metric, value)}:${group}`);
    }
}

/** Sums by the names of `tallyVitals`, sorted out: group, then name. */
export function groupVitals(
  sums: ReadonlyMap<string, number>,
): Record<VitalGroup, Map<string, VitalRatings>> {
  const groups = { kind: new Map(), shown: new Map(), ghost: new Map() };
  for (const [key, sum] of sums) {
    const [metric, rating, group, ...name] = key.split(":") as [Vital, Rating, VitalGroup, ...string[]];
    const named = groups[group];
    const ratings = named.get(name.join(":")) ?? noRatings();
    ratings[metric][rating] += sum;
    named.set(name.join(":"), ratings);
  }
  return groups;
}

export const noRatings = (): VitalRatings => ({
  LCP: { good: 0, fair: 0, poor: 0 },
  INP: { good: 0, fair: 0, poor: 0 },
  CLS: { good: 0, fair: 0, poor: 0 },
});

export const viewsOf = ({ good, fair, poor }: Ratings): number => good + fair + poor;

/** The rating of the 75th percentile, by which web.dev judges a page; undefined without a page view. */
export function percentileRating(ratings: Ratings): Rating | undefined {
  const views = viewsOf(ratings);
  if (!views) return undefined;
  if (ratings.good / views >= 0.75) return "good";
  return (ratings.good + ratings.fair) / views >= 0.75 ? "fair" : "poor";
}

/** A change in the share of good page views, with its 95 % interval. */
export interface Change {
  change: number;
  low: number;
  high: number;
}

/**
 * The share of good page views against that of `before`, by Newcombe's hybrid score interval (Statistics in Medicine
 * 17, 1998, method 10); undefined where either has none.
 */
export function goodChange(ratings: Ratings, before: Ratings): Change | undefined {
  const [one, two] = [scoreInterval(ratings), scoreInterval(before)];
  if (!one || !two) return undefined;
  const change = one.share - two.share;
  return {
    change,
    low: change - Math.hypot(one.share - one.low, two.high - two.share),
    high: change + Math.hypot(one.high - one.share, two.share - two.low),
  };
}

/** 95 % of a normal distribution, both sides. */
const Z = 1.96;

/** Wilson's interval of the share of good page views. */
function scoreInterval(ratings: Ratings): { share: number; low: number; high: number } | undefined {
  const views = viewsOf(ratings);
  if (!views) return undefined;
  const share = ratings.good / views;
  const middle = share + Z ** 2 / (2 * views);
  const half = Z * Math.sqrt((share * (1 - share)) / views + Z ** 2 / (4 * views ** 2));
  const whole = 1 + Z ** 2 / views;
  return { share, low: (middle - half) / whole, high: (middle + half) / whole };
}

/** What web vitals say: a verdict, a cell a metric, a campaign against its holdout. */
import type { PageKind } from "../../../model/event.ts";
import type { Health } from "../../../model/report.ts";
import {
  goodChange,
  percentileRating,
  type Rating,
  type Ratings,
  type Vital,
  type VitalRatings,
  viewsOf,
} from "../../../model/vital.ts";
import { capital, sayList, sayNumber, sayPoints, sayShare } from "../../format.ts";
import { t } from "../../words.ts";
import { PAGE_WORDS } from "../campaign/words.ts";

export const METRICS: { metric: Vital; name: string }[] = [
  { metric: "LCP", name: t`Loading` },
  { metric: "INP", name: t`Response` },
  { metric: "CLS", name: t`Stability` },
];

/** Fewer page views say nothing yet: one more or less would move the share by more than two points. */
export const ENOUGH_VIEWS = 50;

export const RATING_WORDS: Record<Rating, string> = { good: t`good`, fair: t`needs work`, poor: t`poor` };

export const sayPages = (kind: string) => t`${PAGE_WORDS[kind as PageKind] ?? kind} pages`;

/** Share of good page views and the rating at the 75th percentile; undefined where there are not enough. */
export function standingOf(ratings: Ratings): { rating: Rating; share: string } | undefined {
  const views = viewsOf(ratings);
  const rating = percentileRating(ratings);
  if (!rating || views < ENOUGH_VIEWS) return undefined;
  return { rating, share: sayShare(ratings.good / views) };
}

/** LCP is measured in nearly every page view, the others where there was something to measure. */
export const pageViewsOf = (ratings: VitalRatings): number =>
  Math.max(...METRICS.map(({ metric }) => viewsOf(ratings[metric])));

/** Most page views first. */
export const kindsOf = ({ kinds }: Health["vitals"]): [kind: string, ratings: VitalRatings][] =>
  Object.entries(kinds).sort(([, a], [, b]) => pageViewsOf(b) - pageViewsOf(a));

/** One sentence over all kinds of page. */
export function sayVerdict(vitals: Health["vitals"]): string {
  const standings = kindsOf(vitals).flatMap(([kind, ratings]) =>
    METRICS.flatMap(({ metric }) => {
      const standing = standingOf(ratings[metric]);
      return standing ? [{ kind, metric, ...standing }] : [];
    }),
  );
  if (standings.length === 0) return t`Not enough yet: from ${ENOUGH_VIEWS} page views of a kind on.`;
  const lacking = Map.groupBy(
    standings.filter(({ rating }) => rating !== "good"),
    ({ kind }) => kind,
  );
  if (lacking.size === 0) return t`Three of four page views are good on every kind of page.`;
  const said = [...lacking].map(
    ([kind, of]) => t`${sayPages(kind)} in ${sayList(of.map(({ metric }) => metric))}`,
  );
  return t`${capital(sayList(said))} fall short: fewer than three of four page views are good.`;
}

export interface Difference {
  tone: "up" | "down" | "flat";
  /** In percentage points, "+1.2 pp"; "not yet" where there are not enough. */
  points: string;
  /** The 95 % interval, "−0.4 to +2.8"; empty where there are not enough. */
  interval: string;
}

/** Good page views with the campaign against those held out of it: a colour only where the interval leaves zero out. */
export function differenceOf(shown: Ratings, ghost: Ratings): Difference {
  const change = goodChange(shown, ghost);
  if (!change || Math.min(viewsOf(shown), viewsOf(ghost)) < ENOUGH_VIEWS)
    return { tone: "flat", points: t`not yet`, interval: "" };
  const signed = (share: number) =>
    `${share > 0 ? "+" : share < 0 ? "−" : ""}${sayNumber(Math.abs(share) * 100, 1)}`;
  return {
    tone: change.low > 0 ? "up" : change.high < 0 ? "down" : "flat",
    points: sayPoints(change.change),
    interval: t`${signed(change.low)} to ${signed(change.high)}`,
  };
}

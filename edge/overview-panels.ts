/** What stands under the overview's figures, from what is stored. */
import { compared, funnelOf, heatOf, looksIn, noticedIn, sourcesOf } from "../model/overview-panels.ts";
import {
  type Compared,
  type OverviewPanels,
  SECOND_WITHIN_DAYS,
  type SecondPurchase,
  type TillReport,
} from "../model/overview-report.ts";
import { startOfDay } from "../model/shop-day.ts";
import type { SiteSettings } from "../model/snapshot.ts";
import { DAY_MS } from "../model/time.ts";
import { listDayFigures, sumStretches } from "./store/figures.ts";
import { type PlaceSum, type SourceSum, type Span, sumByPlace, sumBySource } from "./store/order-origins.ts";
import {
  readSecondGaps,
  type SecondGap,
  type SecondSums,
  sumSecond,
  sumTills,
  type TillSums,
} from "./store/order-ways.ts";
import { type Stretch, sumVisits } from "./store/visit-sums.ts";

/** Days of the shop, both in. */
interface Range {
  from: number;
  to: number;
  length: number;
}

/** The range and the one before it, as instants; `shiftDays` earlier. */
function spansIn({ from, to, length }: Range, timeZone: string, shiftDays = 0): [Span, Span] {
  const at = (day: number) => startOfDay(day - shiftDays, timeZone);
  return [
    [at(from), at(to + 1)],
    [at(from - length), at(from)],
  ];
}

const stretchesIn = ({ from, to, length }: Range): [Stretch, Stretch] => [
  [from, to],
  [from - length, from - 1],
];

/** A figure of the rows of the range, and of the one before. */
const sides = <Row extends { stretch: number }>(rows: readonly Row[], of: (row: Row) => number): Compared => {
  const at = (stretch: number) => {
    const row = rows.find((one) => one.stretch === stretch);
    return row && of(row);
  };
  return compared(at(0), at(1));
};

export async function readSecondPurchase(
  db: D1Database,
  { id, timeZone }: SiteSettings,
  range: Range,
): Promise<SecondPurchase> {
  const [firsts, gaps] = await db.batch([
    sumSecond(db, id, spansIn(range, timeZone, SECOND_WITHIN_DAYS)),
    readSecondGaps(db, id, spansIn(range, timeZone)),
  ]);
  const sums = firsts!.results as unknown as SecondSums[];
  const seconds = gaps!.results as unknown as SecondGap[];
  const medianOf = (stretch: number) => {
    const gap = seconds.find((one) => one.stretch === stretch);
    return gap ? gap.medianMs / DAY_MS : null;
  };
  return {
    buyers: sides(sums, ({ buyers }) => buyers),
    again: sides(sums, ({ again }) => again),
    seconds: sides(seconds, (gap) => gap.seconds),
    medianDays: { own: medianOf(0), before: medianOf(1) },
  };
}

export async function readPanels(
  db: D1Database,
  { id, timeZone }: SiteSettings,
  range: Range,
): Promise<Omit<OverviewPanels, "from" | "to" | "currency" | "now">> {
  const stretches = stretchesIn(range);
  const spans = spansIn(range, timeZone);
  const [visitSums, momentSums, figures, [sources, places, tills]] = await Promise.all([
    sumVisits(db, id, stretches),
    sumStretches(db, id, "moment", stretches),
    listDayFigures(db, id, range.from - range.length, range.to),
    db.batch([sumBySource(db, id, spans), sumByPlace(db, id, spans[0]), sumTills(db, id, spans)]),
  ]);
  const [own, before] = [visitSums[0]!, visitSums[1]!];
  const visits = compared();
  for (const { day, name, value } of figures)
    if (name === "visits") visits[day >= range.from ? "own" : "before"] += value;
  return {
    visits,
    funnel: funnelOf([own, before]),
    sources: sourcesOf([own, before], sources!.results as unknown as SourceSum[]),
    looked: heatOf(looksIn(own)),
    ordered: heatOf(
      (places!.results as unknown as PlaceSum[]).map(({ pieces, ...place }) => ({ ...place, value: pieces })),
    ),
    tills: tillsOf(tills!.results as unknown as TillSums[]),
    moments: noticedIn([momentSums[0]!, momentSums[1]!]),
  };
}

const tillsOf = (rows: readonly TillSums[]): TillReport => ({
  store: sides(rows, (row) => row.store),
  storeKnown: sides(rows, (row) => row.storeKnown),
  siteBefore: sides(rows, (row) => row.siteBefore),
  siteBeforeMinor: sides(rows, (row) => row.siteBeforeMinor),
  web: sides(rows, (row) => row.web),
  webKnown: sides(rows, (row) => row.webKnown),
  storeBefore: sides(rows, (row) => row.storeBefore),
  storeBeforeMinor: sides(rows, (row) => row.storeBeforeMinor),
});

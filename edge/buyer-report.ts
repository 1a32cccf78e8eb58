/** Buyers by score as the dashboard shows them: cells of the grid, named segments, falls and moves. Pure. */
import type { BuyerSum, FallRow, RfmReport } from "../model/report.ts";
import { nextFall, RFM_SEGMENTS, type RfmScore, rfmSegmentOf, type Score, scoreOf } from "../model/rfm.ts";
import { dateOf, dayIn } from "../model/shop-day.ts";
import type { RfmMove } from "./store/rfm-moves.ts";
import {
  type FallingBuyer,
  type ScoreMove,
  type ScoreSum,
  scoreFrom,
  type Yardstick,
} from "./store/scores.ts";

const SCORES: Score[] = [1, 2, 3, 4];

/** `falls`: of all days to come together. */
export function reportOf(
  sums: ScoreSum[],
  falls: ScoreMove[],
  moves: RfmMove[],
): Pick<RfmReport, "total" | "cells" | "segments" | "moves"> {
  const scored = sums.map(({ score, ...sum }) => ({ ...scoreFrom(score), ...sum }));
  const sumWhere = (isIn: (score: RfmScore) => boolean) => scored.filter(isIn).reduce(add, nobody);
  return {
    total: sumWhere(() => true),
    cells: SCORES.toReversed().flatMap((recency) =>
      SCORES.map((frequency) => ({
        recency,
        frequency,
        ...sumWhere((score) => score.recency === recency && score.frequency === frequency),
      })),
    ),
    segments: RFM_SEGMENTS.map((segment) => ({
      segment,
      ...sumWhere((score) => rfmSegmentOf(score) === segment),
      falls: fallsFrom(segment, falls),
    })),
    moves: moves.map(({ day, ...move }) => ({ day: dateOf(day), ...move })),
  };
}

const nobody: BuyerSum = { buyers: 0, orders: 0, valueMinor: 0 };
const add = (a: BuyerSum, b: BuyerSum): BuyerSum => ({
  buyers: a.buyers + b.buyers,
  orders: a.orders + b.orders,
  valueMinor: a.valueMinor + b.valueMinor,
});

/** Where the buyer falls from and to on that day, and what comes after it by the clock alone. */
export function fallOf(
  { day, who, visitor, lastAt, orders, valueMinor }: FallingBuyer,
  { cuts, timeZone }: Omit<Yardstick, "day">,
): FallRow {
  const buyer = { lastOrderDay: dayIn(lastAt, timeZone), orders, valueMinor };
  const segmentOn = (on: number) => rfmSegmentOf(scoreOf(buyer, cuts, on));
  const next = nextFall(buyer, cuts, day);
  return {
    day: dateOf(day),
    customer: who.startsWith("c:") ? who.slice(2) : null,
    visitor,
    from: segmentOn(day - 1),
    to: segmentOn(day),
    next: next ? { day: dateOf(next.day), to: next.to } : null,
    lastOrderAt: lastAt,
    orders,
    valueMinor,
  };
}

type Falls = RfmReport["segments"][number]["falls"];

/** Where those of the segment fall to, most first. */
function fallsFrom(segment: string, falls: ScoreMove[]): Falls {
  const sums = new Map<Falls[number]["to"], number>();
  for (const { before, after, buyers } of falls) {
    if (before === null || rfmSegmentOf(scoreFrom(before)) !== segment) continue;
    const to = rfmSegmentOf(scoreFrom(after));
    sums.set(to, (sums.get(to) ?? 0) + buyers);
  }
  return [...sums].map(([to, buyers]) => ({ to, buyers })).sort((a, b) => b.buyers - a.buyers);
}

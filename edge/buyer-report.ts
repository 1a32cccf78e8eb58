/** Buyers by score as the dashboard shows them: cells of the grid, named segments, falls and moves. Pure. */
import type { BuyerSum, RfmReport } from "../model/report.ts";
import { RFM_SEGMENTS, type RfmScore, rfmSegmentOf, type Score } from "../model/rfm.ts";
import { dateOf } from "../model/shop-day.ts";
import type { RfmMove } from "./store/rfm-moves.ts";
import { type ScoreMove, type ScoreSum, scoreFrom } from "./store/scores.ts";

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

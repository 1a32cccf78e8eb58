import fc from "fast-check";
import * as v from "valibot";
import { expect, test } from "vitest";
import {
  type Buyer,
  type CutPoints,
  cutPointsSchema,
  cutsFrom,
  fallingOn,
  nextFall,
  type Quartiles,
  RFM_SEGMENTS,
  type RfmScore,
  type RfmSegment,
  rfmSegmentOf,
  type Score,
  scoreOf,
} from "../../model/rfm.ts";

const TODAY = 20_000;
const CUTS: CutPoints = {
  recencyDays: [7, 14, 30],
  frequencyOrders: [2, 3, 5],
  monetaryMinor: [5_000, 10_000, 20_000],
};
const SCORES: Score[] = [1, 2, 3, 4];
const GRID = SCORES.flatMap((recency) =>
  SCORES.flatMap((frequency) => SCORES.map((monetary): RfmScore => ({ recency, frequency, monetary }))),
);

const daysAgo = (days: number, orders = 1, valueMinor = 1_000): Buyer => ({
  lastOrderDay: TODAY - days,
  orders,
  valueMinor,
});

test.each([
  [0, 4],
  [7, 4],
  [8, 3],
  [14, 3],
  [15, 2],
  [30, 2],
  [31, 1],
  [400, 1],
])("%i days after the last order the recency is %i", (days, recency) => {
  expect(scoreOf(daysAgo(days), CUTS, TODAY).recency).toBe(recency);
});

test("an order dated tomorrow, by a shop whose clock is ahead, is fresh", () => {
  expect(scoreOf(daysAgo(-1), CUTS, TODAY).recency).toBe(4);
});

test.each([
  [1, 1],
  [2, 2],
  [3, 3],
  [4, 3],
  [5, 4],
])("with %i orders the frequency is %i", (orders, frequency) => {
  expect(scoreOf(daysAgo(0, orders), CUTS, TODAY).frequency).toBe(frequency);
});

test.each([
  [4_999, 1],
  [5_000, 2],
  [10_000, 3],
  [20_000, 4],
])("having spent %i the monetary score is %i", (valueMinor, monetary) => {
  expect(scoreOf(daysAgo(0, 1, valueMinor), CUTS, TODAY).monetary).toBe(monetary);
});

/** Recency, then frequency by monetary: written down by hand, cell by cell, as the documents say it. */
const BY_HAND: Record<Score, RfmSegment[][]> = {
  4: [
    ["new_customers", "new_customers", "new_customers", "new_customers"],
    ["potential_loyalists", "potential_loyalists", "loyal", "loyal"],
    ["loyal", "loyal", "champions", "champions"],
    ["loyal", "loyal", "champions", "champions"],
  ],
  3: [
    ["need_attention", "need_attention", "promising", "promising"],
    ["promising", "promising", "promising", "promising"],
    ["promising", "promising", "promising", "promising"],
    ["promising", "promising", "promising", "promising"],
  ],
  2: [
    ["hibernating", "hibernating", "hibernating", "hibernating"],
    ["hibernating", "hibernating", "hibernating", "hibernating"],
    ["hibernating", "hibernating", "at_risk", "at_risk"],
    ["hibernating", "hibernating", "at_risk", "at_risk"],
  ],
  1: [
    ["lost", "lost", "lost", "lost"],
    ["lost", "lost", "lost", "lost"],
    ["lost", "lost", "cant_lose_them", "cant_lose_them"],
    ["lost", "lost", "cant_lose_them", "cant_lose_them"],
  ],
};

test("each of the 64 cells has the one segment written down for it, and all ten occur", () => {
  for (const score of GRID)
    expect(rfmSegmentOf(score), JSON.stringify(score)).toBe(
      BY_HAND[score.recency][score.frequency - 1]![score.monetary - 1],
    );
  expect(new Set(GRID.map(rfmSegmentOf))).toEqual(new Set(RFM_SEGMENTS));
});

test("promising is recency 3 with two orders or more, or more spent than half of all", () => {
  for (const score of GRID)
    expect(rfmSegmentOf(score) === "promising").toBe(
      score.recency === 3 && (score.frequency >= 2 || score.monetary >= 3),
    );
});

test("a first buyer of much who does nothing goes from new through promising and hibernating to lost", () => {
  const buyer: Buyer = { lastOrderDay: TODAY, orders: 1, valueMinor: 15_000 };
  const way: [day: number, to: string][] = [];
  let fall = nextFall(buyer, CUTS, TODAY);
  while (fall) {
    way.push([fall.day - TODAY, fall.to]);
    fall = nextFall(buyer, CUTS, fall.day);
  }
  expect(way).toEqual([
    [8, "promising"],
    [15, "hibernating"],
    [31, "lost"],
  ]);
});

const aBuyer = fc.record({
  lastOrderDay: fc.integer({ min: TODAY - 60, max: TODAY }),
  orders: fc.integer({ min: 1, max: 12 }),
  valueMinor: fc.integer({ min: 0, max: 60_000 }),
});

test("who falls on a day is who ordered last on one of three days, and nobody else", () => {
  fc.assert(
    fc.property(aBuyer, fc.integer({ min: TODAY + 1, max: TODAY + 60 }), (buyer, day) => {
      const before = scoreOf(buyer, CUTS, day - 1).recency;
      const after = scoreOf(buyer, CUTS, day).recency;
      const step = fallingOn(day, CUTS).indexOf(buyer.lastOrderDay);
      expect(step === -1 ? 0 : 4 - step).toBe(before > after ? before : 0);
    }),
    { numRuns: 5_000 },
  );
});

test("the next fall is the first day on which the recency is lower, whatever the day it is asked on", () => {
  fc.assert(
    fc.property(aBuyer, fc.integer({ min: 0, max: 40 }), (buyer, later) => {
      const today = TODAY + later;
      const fall = nextFall(buyer, CUTS, today);
      const { recency } = scoreOf(buyer, CUTS, today);
      const at = (day: number) => scoreOf(buyer, CUTS, day).recency;
      expect(fall ? [at(fall.day - 1), at(fall.day)] : 1).toEqual(fall ? [recency, recency - 1] : recency);
    }),
    { numRuns: 5_000 },
  );
});

/** By sorting: what the store asks of SQL. */
const quartilesOf = (values: number[]): Quartiles => {
  const sorted = values.toSorted((a, b) => a - b);
  return [0.25, 0.5, 0.75].map((share) => sorted[Math.floor(sorted.length * share)]!) as Quartiles;
};
const quartileCuts = (buyers: Buyer[]) =>
  cutsFrom(
    quartilesOf(buyers.map(({ orders }) => orders)),
    quartilesOf(buyers.map(({ valueMinor }) => valueMinor)),
  );

test("cut points of a shop are quartiles, but one order is a frequency of 1 and two are at least 2", () => {
  const spent = Array.from({ length: 100 }, (_, i) => daysAgo(0, i < 80 ? 1 : i < 90 ? 2 : 7, (i + 1) * 100));
  expect(quartileCuts(spent)).toEqual({
    recencyDays: [7, 14, 30],
    frequencyOrders: [2, 3, 4],
    monetaryMinor: [2_600, 5_100, 7_600],
  });
  const loyal = Array.from({ length: 100 }, (_, i) => daysAgo(0, 1 + Math.floor(i / 10), 100));
  expect(quartileCuts(loyal).frequencyOrders).toEqual([2, 6, 8]);
});

test("cut points rise and can be published whatever the buyers are", () => {
  fc.assert(
    fc.property(fc.array(aBuyer, { minLength: 1, maxLength: 60 }), (buyers) => {
      expect(v.is(cutPointsSchema, quartileCuts(buyers))).toBe(true);
    }),
  );
});

test.each([
  [{ recencyDays: [7, 7, 30] }, "recencyDays"],
  [{ frequencyOrders: [1, 3, 5] }, "frequencyOrders"],
  [{ monetaryMinor: [1, 2.5, 3] }, "monetaryMinor.1"],
])("cut points %o are refused by name", (change, path) => {
  const parsed = v.safeParse(cutPointsSchema, { ...CUTS, ...change });
  expect(parsed.success).toBe(false);
  expect(v.getDotPath(parsed.issues![0])).toBe(path);
});

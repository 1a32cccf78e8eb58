/** Web vitals: rated by web.dev's bounds, summed by kind of page and by campaign, judged at the 75th percentile. */
import { describe, expect, test } from "vitest";
import type { EventProps } from "../../model/event.ts";
import type { Tally } from "../../model/tally.ts";
import { DAY_MS } from "../../model/time.ts";
import {
  goodChange,
  groupVitals,
  percentileRating,
  ratingOf,
  tallyVitals,
  VITALS,
} from "../../model/vital.ts";
import { aRun, NOON } from "../support/builders.ts";

const NOON_DAY = Math.floor(NOON / DAY_MS);
const sumsOf = (...all: EventProps["web_vital"][]) => {
  const tally: Tally = new Map();
  const events = all.map((props) => ({ name: "web_vital" as const, props }));
  tallyVitals(tally, [aRun("AAAAAAAA", events)], new Set(["spring", "rescue"]));
  return new Map([...tally].map(([key, value]) => [key.replace(`${NOON_DAY}:`, ""), value]));
};
const exposed = (campaign: string, ghost?: true) => ({
  campaign,
  variant: "a",
  placement: "home",
  ...(ghost && { ghost }),
});

test.each([
  ["LCP", 2500, 4000],
  ["INP", 200, 500],
  ["CLS", 0.1, 0.25],
] as const)("%s is good up to %d and poor above %d", (metric, good, fair) => {
  expect([good, good + 0.01, fair, fair + 0.01].map((value) => ratingOf(metric, value))).toEqual([
    "good",
    "fair",
    "fair",
    "poor",
  ]);
  expect(VITALS[metric]).toEqual([good, fair]);
});

describe("a page view's vital", () => {
  test("counts under its kind of page, and without a kind as other", () => {
    expect(
      sumsOf(
        { metric: "LCP", value: 900, kind: "product" },
        { metric: "LCP", value: 950, kind: "product" },
        { metric: "CLS", value: 0.3 },
      ),
    ).toEqual(
      new Map([
        ["LCP:good:kind:product", 2],
        ["CLS:poor:kind:other", 1],
      ]),
    );
  });

  test("counts once under each campaign shown in it, and apart under one it was held out of", () => {
    const exposures = [exposed("spring"), exposed("spring"), exposed("rescue", true)];
    expect([...sumsOf({ metric: "INP", value: 300, kind: "cart", exposures })]).toEqual([
      ["INP:fair:kind:cart", 1],
      ["INP:fair:shown:spring", 1],
      ["INP:fair:ghost:rescue", 1],
    ]);
  });

  test("makes no name of a campaign that is not published", () => {
    const sums = sumsOf({ metric: "INP", value: 300, kind: "cart", exposures: [exposed("x".repeat(64))] });
    expect([...sums.keys()]).toEqual(["INP:fair:kind:cart"]);
  });
});

test("sums are sorted out by group and name, whatever a campaign's id is made of", () => {
  const { kind, shown, ghost } = groupVitals(
    new Map([
      ["LCP:good:shown:a:b", 4],
      ["CLS:poor:shown:a:b", 1],
      ["LCP:fair:kind:home", 2],
    ]),
  );
  expect(shown.get("a:b")).toMatchObject({
    LCP: { good: 4, fair: 0, poor: 0 },
    CLS: { good: 0, fair: 0, poor: 1 },
  });
  expect([kind.get("home")!.LCP.fair, ghost.size]).toEqual([2, 0]);
});

test.each([
  [75, 0, 25, "good"],
  [74, 1, 25, "fair"],
  [74, 0, 26, "poor"],
  [0, 0, 0, undefined],
] as const)("%d good, %d fair and %d poor page views are judged %s", (good, fair, poor, rating) => {
  expect(percentileRating({ good, fair, poor })).toBe(rating);
});

test("a change in the share of good page views has Newcombe's interval", () => {
  // Example (a) of his table II: 56 of 70 against 48 of 80, method 10: 0.0524 to 0.3339.
  const change = goodChange({ good: 56, fair: 14, poor: 0 }, { good: 48, fair: 0, poor: 32 })!;
  expect(change.change).toBeCloseTo(0.2, 10);
  expect(change.low).toBeCloseTo(0.0524, 4);
  expect(change.high).toBeCloseTo(0.3339, 4);
  expect(goodChange({ good: 1, fair: 0, poor: 0 }, { good: 0, fair: 0, poor: 0 })).toBeUndefined();
});

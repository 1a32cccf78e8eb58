/** The interval of what a campaign adds: how often it is wrong, where the truth is known and one looks every day. */
import { describe, expect, test } from "vitest";
import { differenceInterval, MIN_BUYERS, reach, weeksNeeded } from "../../../model/results/interval.ts";
import { type Evening, evenings, type SimulatedShop, trueDifference } from "./shop.ts";

const RUNS = 300;
const PATIENT = { timeout: 60_000 };
const SHOP: SimulatedShop = {
  seed: 1,
  days: 60,
  visitorsADay: 150,
  heldShare: 0.1,
  buyingShare: 0.04,
  lift: 0,
  spread: 1.2,
  returning: 0,
};

const intervalOf = ({ shown, held }: Evening) =>
  Math.min(shown.buyers, held.buyers) < MIN_BUYERS ? undefined : differenceInterval(shown, held);

/** Share of the runs in which, on one evening or another, the interval leaves out what is true. */
function shareWrong(changes: Partial<SimulatedShop>): { wrong: number; told: number } {
  let wrong = 0;
  let told = 0;
  for (let run = 0; run < RUNS; run++) {
    const shop = { ...SHOP, ...changes, seed: 1_000 + run };
    const truth = trueDifference(shop);
    const intervals = [];
    for (const evening of evenings(shop)) {
      const interval = intervalOf(evening);
      if (interval) intervals.push(interval);
    }
    if (intervals.length > 0) told++;
    if (intervals.some(({ low, high }) => truth < low || truth > high)) wrong++;
  }
  return { wrong: wrong / RUNS, told: told / RUNS };
}

describe("looked at daily for 60 days", () => {
  test.each<[string, Partial<SimulatedShop>]>([
    ["a tenth held out", {}],
    ["a tenth held out, and a very long tail", { spread: 2 }],
    [
      "a small shop, half held out, where every third buys",
      { visitorsADay: 20, heldShare: 0.5, buyingShare: 0.3 },
    ],
    ["a twentieth held out", { heldShare: 0.05, visitorsADay: 300 }],
    ["half held out", { heldShare: 0.5 }],
    ["half held out, and buyers who come again", { heldShare: 0.5, returning: 0.03 }],
    ["a tenth held out, and buyers who come again", { returning: 0.03 }],
  ])(
    "a campaign without an effect is in at most 5 in 100 runs mistaken for one with: %s",
    PATIENT,
    (_, changes) => {
      const { wrong, told } = shareWrong(changes);
      expect(told).toBeGreaterThan(0.99);
      expect(wrong).toBeLessThanOrEqual(0.05);
    },
  );

  test.each<[string, Partial<SimulatedShop>]>([
    ["a tenth more", { lift: 0.1 }],
    ["half as much again", { lift: 0.5 }],
    ["three times as much", { lift: 2 }],
    ["half as much", { lift: -0.5 }],
    ["half as much again, with a very long tail", { lift: 0.5, spread: 2 }],
    ["half as much again, half held out", { lift: 0.5, heldShare: 0.5 }],
  ])("what is true lies inside on every evening in at least 95 of 100 runs: %s", PATIENT, (_, changes) => {
    const { wrong, told } = shareWrong(changes);
    expect(told).toBeGreaterThan(0.99);
    expect(wrong).toBeLessThanOrEqual(0.05);
  });

  test("an interval for one look would be wrong more than twice as often as it may", PATIENT, () => {
    let alarms = 0;
    for (let run = 0; run < RUNS; run++)
      for (const evening of evenings({ ...SHOP, heldShare: 0.5, seed: 1_000 + run })) {
        const interval = intervalOf(evening);
        const { shown, held } = evening;
        if (!interval) continue;
        const error = (interval.high - interval.estimate) / reach(shown.visitors + held.visitors);
        if (Math.abs(interval.estimate) <= 1.96 * error) continue;
        alarms++;
        break;
      }
    expect(alarms / RUNS).toBeGreaterThan(0.1);
  });
});

test(
  "a large effect is found: half as much again, half held out, in most runs within 60 days",
  PATIENT,
  () => {
    let found = 0;
    for (let run = 0; run < 50; run++)
      for (const evening of evenings({ ...SHOP, heldShare: 0.5, lift: 0.5, visitorsADay: 600, seed: run }))
        if ((intervalOf(evening)?.low ?? 0) > 0) {
          found++;
          break;
        }
    expect(found).toBeGreaterThan(40);
  },
);

test("it reaches 3 standard errors at a thousand visitors, and not much more before and after", () => {
  expect(reach(1_000)).toBeCloseTo(3.035, 3);
  expect(reach(200)).toBeLessThan(3.4);
  expect(reach(1_000_000)).toBeLessThan(3.9);
});

test("arms of whom nobody bought differ by nothing", () => {
  const none = { visitors: 10, sum: 0, squares: 0 };
  expect(differenceInterval(none, none)).toEqual({ estimate: 0, low: 0, high: 0 });
});

describe("weeks until it is told from nothing", () => {
  const interval = { estimate: 1, low: -1, high: 3 };

  test("twice as wide as the difference is large, it takes four times the visitors more", () => {
    expect(weeksNeeded(interval, 10_000, 10_000)).toBe(4);
  });
  test("half the visitors a week take about twice as long", () => {
    expect(weeksNeeded(interval, 10_000, 5_000)).toBe(8);
  });
  test("none where 0 is outside already", () => {
    expect(weeksNeeded({ estimate: 3, low: 1, high: 5 }, 10_000, 10)).toBe(0);
  });
  test("nobody comes any more, or the difference is next to nothing: not within a year", () => {
    expect(weeksNeeded(interval, 10_000, 0)).toBeNull();
    expect(weeksNeeded({ estimate: 0.001, low: -2, high: 2 }, 10_000, 10_000)).toBeNull();
  });
});

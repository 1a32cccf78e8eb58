/** Orders reduced to the numbers that models of repeat buying read. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type PaidOrder, summarise } from "../../model/purchase-history.ts";
import { DAY_MS } from "../../model/time.ts";
import { NOON } from "../support/builders.ts";
import { CALIBRATED_UNTIL, orders, publishedBuying, publishedHistories } from "../support/cdnow.ts";

const paid = (daysAgo: number, changes: Partial<PaidOrder> = {}): PaidOrder => ({
  customer: "c1",
  placedAt: NOON - daysAgo * DAY_MS,
  valueMinor: 1000,
  currency: "EUR",
  ...changes,
});

describe("a purchase history", () => {
  test("of each of CDNOW's 2,357 customers is the published one", () => {
    const histories = summarise(orders(), CALIBRATED_UNTIL);
    expect(histories).toHaveLength(2357);
    const rounded = histories.map(({ repeats, lastWeeks, ageWeeks }) => ({
      repeats,
      lastWeeks: Number(lastWeeks.toFixed(2)),
      ageWeeks: Number(ageWeeks.toFixed(2)),
    }));
    expect(rounded).toEqual(publishedBuying());
    const halfACent = 0.5 + 1e-9;
    const published = publishedHistories();
    const apart = histories.filter(
      ({ meanSpendMinor }, i) => !(Math.abs(meanSpendMinor - published[i]!.meanSpendMinor) <= halfACent),
    );
    expect(apart).toEqual([]);
  });

  test("takes two orders of one day for one purchase and leaves the first purchase out of the mean", () => {
    const [history] = summarise(
      [
        paid(21, { valueMinor: 9900 }),
        paid(14, { valueMinor: 1000 }),
        paid(14, { valueMinor: 500 }),
        paid(7, { valueMinor: 2500 }),
      ],
      NOON,
    );
    expect(history).toEqual({
      customer: "c1",
      currency: "EUR",
      repeats: 2,
      lastWeeks: 2,
      ageWeeks: 3,
      meanSpendMinor: 2000,
    });
  });

  test("of one order has no repeat and no mean, whatever its day", () => {
    expect(summarise([paid(0)], NOON)).toEqual([
      { customer: "c1", currency: "EUR", repeats: 0, lastWeeks: 0, ageWeeks: 0, meanSpendMinor: 0 },
    ]);
  });

  test("includes the day of its end to midnight and nothing of the next", () => {
    const evening = paid(0, { placedAt: NOON + DAY_MS / 2 - 1 });
    const midnight = paid(0, { placedAt: NOON + DAY_MS / 2 });
    expect(summarise([paid(7), evening, midnight], NOON)[0]!.repeats).toBe(1);
    expect(summarise([midnight], NOON)).toEqual([]);
  });

  test("is one for each currency a customer paid in", () => {
    const histories = summarise([paid(14), paid(7, { currency: "PLN" }), paid(7)], NOON);
    expect(histories.map(({ currency, repeats }) => [currency, repeats])).toEqual([
      ["EUR", 1],
      ["PLN", 0],
    ]);
  });

  test("does not depend on the order in which the orders come", () => {
    const order = fc.record({
      customer: fc.constantFrom("c1", "c2", "c3"),
      placedAt: fc.integer({ min: 0, max: 60 }).map((days) => NOON - days * DAY_MS),
      valueMinor: fc.nat(10_000),
      currency: fc.constantFrom("EUR", "PLN"),
    });
    const shuffled = fc
      .array(order, { maxLength: 30 })
      .chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })));
    const sorted = (all: PaidOrder[]) =>
      summarise(all, NOON).sort((a, b) => (a.customer + a.currency < b.customer + b.currency ? -1 : 1));
    fc.assert(
      fc.property(shuffled, ([all, other]) => {
        expect(sorted(other)).toEqual(sorted(all));
      }),
    );
  });
});

/** What customers are still to bring: purchases to expect, times the spend to expect, discounted. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type BgNbd, expectedPurchases } from "../../model/bg-nbd.ts";
import { expectedValue, type ValueModel } from "../../model/expected-value.ts";
import { expectedSpend } from "../../model/gamma-gamma.ts";
import { publishedHistories } from "../support/cdnow.ts";

const buying: BgNbd = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };
const model: ValueModel = { buying, spending: { p: 6.25, q: 3.74, v: 1544 }, currency: "USD" };
const [regular, , newcomer] = publishedHistories() as [
  ReturnType<typeof publishedHistories>[number],
  unknown,
  ReturnType<typeof publishedHistories>[number],
];
const expected = (...ask: Parameters<typeof expectedValue>) => {
  const answer = expectedValue(...ask);
  if (answer.kind !== "expected") throw new Error(answer.reason);
  return answer;
};

describe("the value to expect", () => {
  test("of CDNOW's first customer over 39 weeks is 1.226 purchases of 24.65 dollars", () => {
    const { purchases, spendMinor, valueMinor, aliveProbability, currency } = expected(model, regular, 39);
    expect(purchases).toBeCloseTo(1.226, 3);
    expect(spendMinor).toBe(2466);
    expect(valueMinor).toBe(Math.round(purchases * expectedSpend(model.spending, regular)));
    expect(aliveProbability).toBeCloseTo(0.7266, 4);
    expect(currency).toBe("USD");
  });

  test("of a customer without a repeat is that of everybody's spend, and they are alive", () => {
    const { aliveProbability, spendMinor } = expected(model, newcomer, 39);
    expect([aliveProbability, spendMinor]).toEqual([1, Math.round((6.25 * 1544) / 2.74)]);
  });

  test("is not told in a currency the model was not fitted to", () => {
    expect(expectedValue(model, { ...regular, currency: "EUR" }, 39)).toEqual({
      kind: "refused",
      reason: "other_currency",
    });
  });

  test("is discounted week by week to within a hundredth of a per cent", () => {
    const rich = { ...model, spending: { ...model.spending, v: 1e9 } };
    let worth = 0;
    for (let day = 0; day < 104 * 7; day++) {
      const made =
        expectedPurchases(buying, regular, (day + 1) / 7) - expectedPurchases(buying, regular, day / 7);
      worth += made / 1.2 ** ((day + 0.5) / 365.25);
    }
    const spend = expectedSpend(rich.spending, regular);
    expect(Math.abs(expected(rich, regular, 104, 0.2).valueMinor / (worth * spend) - 1)).toBeLessThan(1e-4);
  });

  test("falls with the discount, rises with the time, and is nought in no time", () => {
    const weeks = fc.integer({ min: 1, max: 200 });
    const rate = fc.double({ min: 0.01, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.constantFrom(...publishedHistories()), weeks, rate, (customer, until, discountRate) => {
        const whole = expected(model, customer, until).valueMinor;
        const less = expected(model, customer, until, discountRate).valueMinor;
        expect(less).toBeGreaterThanOrEqual(0);
        expect(less).toBeLessThanOrEqual(whole);
        expect(expected(model, customer, until + 9, discountRate).valueMinor).toBeGreaterThanOrEqual(less);
        expect(expected(model, customer, 0, discountRate).valueMinor).toBe(0);
      }),
    );
  });
});

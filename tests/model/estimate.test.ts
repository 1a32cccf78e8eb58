/** Counts from a part: what the interval promises, computed and not drawn. */
import { describe, expect, test } from "vitest";
import { estimate, estimateSum } from "../../model/estimate.ts";
import { logGamma } from "../../model/gamma-function.ts";

/** Chance that the interval holds the true count, over every sample there can be (hypergeometric). */
function coverage(total: number, sampled: number, members: number): number {
  const ways = (all: number, some: number) =>
    logGamma(all + 1) - logGamma(some + 1) - logGamma(all - some + 1);
  let chance = 0;
  for (let hits = Math.max(0, sampled - (total - members)); hits <= Math.min(sampled, members); hits++) {
    const { low, high } = estimate(hits, sampled, total);
    if (low <= members && members <= high)
      chance += Math.exp(ways(members, hits) + ways(total - members, sampled - hits) - ways(total, sampled));
  }
  return chance;
}

describe("an estimate", () => {
  test("is exact where everybody was looked at", () => {
    expect(estimate(17, 400, 400)).toEqual({ count: 17, low: 17, high: 17 });
  });

  test("knows nothing where nobody was looked at", () => {
    expect(estimate(0, 0, 500)).toEqual({ count: 0, low: 0, high: 500 });
  });

  test("never goes below what was seen, nor above all but the misses", () => {
    const { low, high } = estimate(1, 990, 1_000);
    expect([low, high]).toEqual([1, 2]);
  });

  test("of none seen still allows for some", () => {
    expect(estimate(0, 3_000, 100_000)).toEqual({ count: 0, low: 0, high: 125 });
  });

  test("narrows as the sample grows", () => {
    const widthOf = (sampled: number) => {
      const { low, high } = estimate(sampled / 4, sampled, 100_000);
      return high - low;
    };
    expect(widthOf(12_000)).toBeLessThan(widthOf(3_000) / 1.9);
  });

  test.each([
    [100_000, 3_000],
    [100_000, 20_000],
    [5_000, 3_000],
    [1_000_000, 3_000],
  ])(
    "of %i visitors, %i looked at, holds the truth 19 times of 20, and nowhere less than 18.5",
    (total, sampled) => {
      const shares = [3e-5, 1e-4, 3e-4, 1e-3, 2e-3, 5e-3, 0.02, 0.1, 0.3, 0.5, 0.8, 0.97, 0.999, 0.9999];
      const each = shares.map((share) => coverage(total, sampled, Math.round(total * share)));
      expect(Math.min(...each)).toBeGreaterThanOrEqual(0.925);
      expect(each.reduce((sum, one) => sum + one) / each.length).toBeGreaterThanOrEqual(0.95);
    },
  );
});

/** Drawn by a fixed rule, so that a failure is one each time. */
function drawFrom<T>(all: readonly T[], size: number, seed: number): T[] {
  const left = [...all];
  let state = seed;
  return Array.from({ length: size }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return left.splice(Math.floor((state / 2 ** 32) * left.length), 1)[0]!;
  });
}

describe("an estimate of a sum", () => {
  const summed = (values: number[]) => ({
    sum: values.reduce((sum, value) => sum + value, 0),
    squares: values.reduce((sum, value) => sum + value ** 2, 0),
  });

  test("is exact where everybody was looked at", () => {
    expect(estimateSum(summed([3, 0, 9]), 3, 3)).toEqual({ count: 12, low: 12, high: 12 });
  });

  test("holds the true sum about 19 times of 20 where one in ten has spent, some of them much", () => {
    const spent = Array.from({ length: 5_000 }, (_, i) => (i % 10 ? 0 : 2_000 + (i % 97) ** 2 * 3));
    const truth = summed(spent).sum;
    const held = Array.from({ length: 400 }, (_, seed) => {
      const { low, high } = estimateSum(summed(drawFrom(spent, 1_000, seed)), 1_000, 5_000);
      return low <= truth && truth <= high;
    }).filter(Boolean).length;
    expect(held / 400).toBeGreaterThan(0.92);
    expect(held / 400).toBeLessThan(0.99);
  });

  test("never goes below what was seen", () => {
    const { low } = estimateSum(summed([900, 0, 0]), 3, 30);
    expect(low).toBe(900);
  });
});

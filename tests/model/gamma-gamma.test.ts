/** Gamma-Gamma: the published figures of CDNOW, and what must hold for any shop. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { countCustomers, MAX_FITTED_CUSTOMERS } from "../../model/customer-group.ts";
import { digamma, logGamma, logGammaRise } from "../../model/gamma-function.ts";
import {
  expectedSpend,
  fitGammaGamma,
  type GammaGamma,
  groupSpending,
  logLikelihood,
  MIN_SPENDERS,
  type SpendingGroup,
} from "../../model/gamma-gamma.ts";
import { summarise } from "../../model/purchase-history.ts";
import { CALIBRATED_UNTIL, orders, publishedHistories } from "../support/cdnow.ts";

/** As published by Fader and Hardie (2013), in dollars there, in cents here. */
const PUBLISHED: GammaGamma = { p: 6.25, q: 3.74, v: 1544 };
const cdnow = groupSpending(publishedHistories());

const fitted = (groups: readonly SpendingGroup[], start?: GammaGamma) => {
  const fit = fitGammaGamma(groups, start);
  if (fit.kind !== "fitted") throw new Error(fit.reason);
  return fit;
};
const parametersOf = ({ p, q, v }: GammaGamma) => [p, q, v];
const expectClose = (actual: GammaGamma, expected: GammaGamma, share: number) => {
  const shares = parametersOf(actual).map((value, i) => value / parametersOf(expected)[i]! - 1);
  expect(Math.max(...shares.map(Math.abs))).toBeLessThan(share);
};
const anySize = (min: number, max: number) =>
  fc.double({ min: Math.log(min), max: Math.log(max), noNaN: true }).map(Math.exp);
const spent = (repeats: number, meanSpendMinor: number, customers = 1, currency = "EUR") => ({
  repeats,
  meanSpendMinor,
  currency,
  customers,
});

describe("on CDNOW", () => {
  test("the fit finds the published parameters from the 946 customers who paid for a repeat", () => {
    const { model, currency, customers } = fitted(cdnow);
    expect([currency, customers]).toEqual(["USD", 946]);
    expect(model.p).toBeCloseTo(6.25, 2);
    expect(Math.abs(model.q - 3.74)).toBeLessThan(0.01);
    expect(Math.abs(model.v - 1544)).toBeLessThan(1);
  });

  test("the first ten customers are expected to spend what was published, to the cent", () => {
    const customers = summarise(orders(), CALIBRATED_UNTIL);
    const { model } = fitted(groupSpending(customers));
    expect(customers.slice(0, 10).map((customer) => Math.round(expectedSpend(model, customer)))).toEqual([
      2465, 1891, 3517, 3517, 3517, 7146, 1891, 3517, 2728, 3517,
    ]);
  });

  test("no neighbour of the fit is as likely", () => {
    const { model, logLikelihood: reached } = fitted(cdnow);
    expect(reached).toBeGreaterThan(logLikelihood(PUBLISHED, cdnow));
    for (const name of ["p", "q", "v"] as const)
      for (const factor of [0.995, 1.005])
        expect(logLikelihood({ ...model, [name]: model[name] * factor }, cdnow)).toBeLessThan(reached);
  });

  test("the fit is the same wherever the search begins", () => {
    const { model } = fitted(cdnow);
    const start = fc.record({ p: anySize(0.2, 50), q: anySize(0.2, 50), v: anySize(50, 50_000) });
    fc.assert(
      fc.property(start, (from) => expectClose(fitted(cdnow, from).model, model, 1e-4)),
      { numRuns: 15 },
    );
  });
});

describe("the likelihood", () => {
  test("of one purchase is the density of a gamma-gamma mixture", () => {
    // p = q = 1: the density of z is v / (v + z)².
    expect(logLikelihood({ p: 1, q: 1, v: 3 }, [spent(1, 5)])).toBeCloseTo(Math.log(3 / 64), 12);
  });

  test("is the same for customers one by one, in groups, and in any order", () => {
    const model = fc.record({ p: anySize(0.2, 50), q: anySize(0.2, 50), v: anySize(50, 50_000) });
    const customers = fc.array(fc.constantFrom(...publishedHistories().slice(0, 40)), { minLength: 1 });
    fc.assert(
      fc.property(model, customers, (at, all) => {
        const grouped = logLikelihood(at, groupSpending(all));
        const single = all.map((customer) => ({ ...customer, customers: 1 }));
        const precision = 1e-10 * Math.abs(grouped);
        expect(Math.abs(logLikelihood(at, single) - grouped)).toBeLessThanOrEqual(precision);
        expect(Math.abs(logLikelihood(at, single.reverse()) - grouped)).toBeLessThanOrEqual(precision);
      }),
    );
  });
});

describe("a fit", () => {
  test("in another unit of money is the same fit with another scale", () => {
    const inTenths = cdnow.map((group) => ({ ...group, meanSpendMinor: group.meanSpendMinor * 10 }));
    const { model } = fitted(cdnow);
    expectClose(fitted(inTenths).model, { ...model, v: model.v * 10 }, 1e-4);
  });

  test("to more customers than it looks at is that of an even sample, whatever their order", () => {
    const many = cdnow.map((group) => ({ ...group, customers: group.customers * 200 }));
    const sampled = fitted(many);
    expect(sampled.customers).toBe(MAX_FITTED_CUSTOMERS);
    expectClose(sampled.model, fitted(cdnow).model, 0.01);
    expect(fitted(many.toReversed()).model).toEqual(sampled.model);
  });

  test("leaves out who got their repeats for nothing", () => {
    expect(fitted([...cdnow, spent(3, 0, 500, "USD")]).model).toEqual(fitted(cdnow).model);
  });

  /** Means of a Pareto tail with exponent 1/2: half of all customers spend four times the least, a tenth a hundred times. */
  const FAR_APART = Array.from({ length: 100 }, (_, i) => spent(30, 100 * ((i + 1) / 101) ** -2));
  test.each<[string, SpendingGroup[], string]>([
    ["nobody", [], "no_customers"],
    ["two currencies", [spent(1, 500, 90), spent(1, 500, 90, "PLN")], "mixed_currencies"],
    ["customers who never came back", [spent(0, 0, 500)], "no_repeats"],
    ["repeats that were all free", [spent(2, 0, 500)], "no_spend"],
    ["a single customer", [spent(4, 2000)], "too_few"],
    ["fewer repeats than it needs", [spent(0, 0, 500), spent(4, 2000, MIN_SPENDERS - 1)], "too_few"],
    ["spends that are no numbers", [spent(1, Number.POSITIVE_INFINITY, 500)], "no_optimum"],
    ["spends too far apart for a mean", FAR_APART, "no_mean"],
  ])("to %s is refused", (_, groups, reason) => {
    expect(fitGammaGamma(groups)).toEqual({ kind: "refused", reason });
  });

  test("to any spends gives positive parameters or a reason, never NaN", () => {
    const group = fc
      .tuple(
        fc.integer({ min: 0, max: 40 }),
        fc.integer({ min: 0, max: 1e7 }),
        fc.integer({ min: 1, max: 90 }),
      )
      .map(([repeats, minor, customers]) => spent(repeats, repeats > 0 ? minor : 0, customers));
    fc.assert(
      fc.property(fc.array(group, { maxLength: 12 }), (some) => {
        const fit = fitGammaGamma(some);
        if (fit.kind === "refused") return;
        expect([...parametersOf(fit.model), fit.logLikelihood].every(Number.isFinite)).toBe(true);
        expect(Math.min(...parametersOf(fit.model))).toBeGreaterThan(0);
        expect(expectedSpend(fit.model, spent(0, 0))).toBeGreaterThan(0);
      }),
      { numRuns: 50 },
    );
  });
});

describe("the spend to expect", () => {
  test("lies between the customer's own mean and everybody's, nearer to their own with more repeats", () => {
    const everybody = expectedSpend(PUBLISHED, spent(0, 0));
    expect(everybody).toBeCloseTo((6.25 * 1544) / 2.74, 9);
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100 }),
        fc.integer({ min: 4000, max: 100_000 }),
        (repeats, own) => {
          const expected = expectedSpend(PUBLISHED, spent(repeats, own));
          expect(expected).toBeGreaterThan(everybody);
          expect(expected).toBeLessThan(own);
          expect(expectedSpend(PUBLISHED, spent(repeats + 1, own))).toBeGreaterThan(expected);
        },
      ),
    );
  });
});

describe("the gamma function", () => {
  // DLMF 5.4.1, 5.4.6, 5.4.12, 5.4.13; γ is Euler's constant.
  const EULER = 0.5772156649015329;
  test.each([
    ["ln Γ(1/2)", logGamma(0.5), Math.log(Math.PI) / 2],
    ["ln Γ(1)", logGamma(1), 0],
    ["ln Γ(5)", logGamma(5), Math.log(24)],
    ["ln Γ(171)", logGamma(171), 706.5730622457874],
    ["ln Γ(5) − ln Γ(2)", logGammaRise(2, 3), Math.log(24)],
    ["ln Γ(13) − ln Γ(12)", logGammaRise(12, 1), Math.log(12)],
    ["ln Γ(10⁹ + 1) − ln Γ(10⁹)", logGammaRise(1e9, 1), Math.log(1e9)],
    ["ψ(1/2)", digamma(0.5), -EULER - 2 * Math.log(2)],
    ["ψ(1)", digamma(1), -EULER],
    ["ψ(10)", digamma(10), 7129 / 2520 - EULER],
  ])("%s is exact to 12 decimals", (_, actual, expected) => {
    expect(actual).toBeCloseTo(expected, 12);
  });

  test("follows its recurrences", () => {
    fc.assert(
      fc.property(anySize(1e-3, 1e4), (x) => {
        const scale = 1 + Math.abs(logGamma(x));
        expect((logGamma(x + 1) - logGamma(x) - Math.log(x)) / scale).toBeCloseTo(0, 12);
        expect((digamma(x + 1) - digamma(x) - 1 / x) * Math.min(1, x)).toBeCloseTo(0, 12);
      }),
    );
  });
});

test("groups hold as many customers as were given", () => {
  expect(countCustomers(cdnow)).toBe(publishedHistories().length);
  expect(groupSpending([spent(1, 5), spent(1, 5), spent(1, 5, 1, "PLN")])).toEqual([
    spent(1, 5, 2),
    spent(1, 5, 1, "PLN"),
  ]);
});

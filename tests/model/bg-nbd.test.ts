/** BG/NBD: the published figures of CDNOW, and what must hold for any shop. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type BgNbd,
  type BuyingGroup,
  expectedPurchases,
  fitBgNbd,
  groupBuying,
  logLikelihood,
  MIN_REPEATERS,
  probabilityAlive,
  probabilityOfNoRepeat,
} from "../../model/bg-nbd.ts";
import { countCustomers, MAX_FITTED_CUSTOMERS } from "../../model/customer-group.ts";
import { type Buying, summarise } from "../../model/purchase-history.ts";
import { CALIBRATED_UNTIL, OBSERVED_UNTIL, orders, publishedBuying } from "../support/cdnow.ts";

/** As published by Fader, Hardie and Lee (2005). */
const PUBLISHED: BgNbd = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };
const NEW: Buying = { repeats: 0, lastWeeks: 0, ageWeeks: 0 };
const cdnow = groupBuying(publishedBuying());

const fitted = (groups: readonly BuyingGroup[], start?: BgNbd) => {
  const fit = fitBgNbd(groups, start);
  if (fit.kind !== "fitted") throw new Error(fit.reason);
  return fit;
};
const parametersOf = ({ r, alpha, a, b }: BgNbd) => [r, alpha, a, b];
const expectClose = (actual: BgNbd, expected: BgNbd, share: number) => {
  const shares = parametersOf(actual).map((value, i) => value / parametersOf(expected)[i]! - 1);
  expect(Math.max(...shares.map(Math.abs))).toBeLessThan(share);
};

const between = (min: number, max: number) => fc.double({ min, max, noNaN: true });
/** Powers of e: as many small ones as large ones. */
const anySize = (min: number, max: number) => between(Math.log(min), Math.log(max)).map(Math.exp);
const anyModel = fc.record({
  r: anySize(0.05, 10),
  alpha: anySize(1, 50),
  a: anySize(0.05, 20),
  b: anySize(0.05, 20),
});
/** At most a repeat a day. */
const anyCustomer = fc
  .tuple(fc.integer({ min: 0, max: 40 }), between(0, 1), between(0, 150))
  .map(([repeats, share, more]) => ({
    repeats,
    lastWeeks: repeats / 7 + (repeats > 0 ? share * more : 0),
    ageWeeks: repeats / 7 + more,
  }));

describe("on CDNOW", () => {
  test("the fit finds the published parameters", () => {
    const { model, logLikelihood: reached, customers } = fitted(cdnow);
    expect(customers).toBe(2357);
    parametersOf(model).forEach((value, i) => {
      expect(Math.abs(value - parametersOf(PUBLISHED)[i]!)).toBeLessThan(0.01);
    });
    expect(reached.toFixed(1)).toBe("-9582.4");
    expect(reached).toBeGreaterThan(logLikelihood(PUBLISHED, cdnow));
  });

  test("the fit to the orders themselves is the fit to the published summary", () => {
    const own = fitted(groupBuying(summarise(orders(), CALIBRATED_UNTIL)));
    expectClose(own.model, fitted(cdnow).model, 0.001);
  });

  test("no neighbour of the fit is as likely", () => {
    const { model, logLikelihood: reached } = fitted(cdnow);
    for (const name of ["r", "alpha", "a", "b"] as const)
      for (const factor of [0.995, 1.005])
        expect(logLikelihood({ ...model, [name]: model[name] * factor }, cdnow)).toBeLessThan(reached);
  });

  test("the fit is the same wherever the search begins", () => {
    const { model } = fitted(cdnow);
    const start = fc.record({
      r: anySize(0.05, 20),
      alpha: anySize(0.5, 400),
      a: anySize(0.05, 20),
      b: anySize(0.05, 20),
    });
    fc.assert(
      fc.property(start, (from) => expectClose(fitted(cdnow, from).model, model, 1e-4)),
      { numRuns: 15 },
    );
  });

  test("a customer of two repeats in 30 of 39 weeks makes 1.226 purchases in the next 39", () => {
    const customer = { repeats: 2, lastWeeks: 30.43, ageWeeks: 38.86 };
    expect(expectedPurchases(PUBLISHED, customer, 39)).toBeCloseTo(1.226, 3);
  });

  test("of the new 57.38 % do not buy again in 39 weeks", () => {
    expect(probabilityOfNoRepeat(PUBLISHED, 39)).toBeCloseTo(0.5738, 4);
  });

  test("the 39 weeks after those fitted bring what was foreseen, to within an eighth", () => {
    const before = summarise(orders(), CALIBRATED_UNTIL);
    const after = summarise(orders(), OBSERVED_UNTIL);
    const { model } = fitted(groupBuying(before));
    const foreseen = before.reduce((sum, customer) => sum + expectedPurchases(model, customer, 39), 0);
    const made = after.reduce((sum, { repeats }, i) => sum + repeats - before[i]!.repeats, 0);
    expect(made).toBe(1882);
    expect(Math.abs(foreseen / made - 1)).toBeLessThan(1 / 8);
  });
});

describe("the likelihood", () => {
  test("is the same for customers one by one, in groups, and in any order", () => {
    const customers = fc.array(fc.constantFrom(...publishedBuying().slice(0, 40)), {
      minLength: 1,
      maxLength: 60,
    });
    fc.assert(
      fc.property(anyModel, customers, (model, all) => {
        const grouped = logLikelihood(model, groupBuying(all));
        const single = all.map((customer) => ({ ...customer, customers: 1 }));
        const precision = 1e-10 * Math.abs(grouped);
        expect(Math.abs(logLikelihood(model, single) - grouped)).toBeLessThanOrEqual(precision);
        expect(Math.abs(logLikelihood(model, single.reverse()) - grouped)).toBeLessThanOrEqual(precision);
      }),
    );
  });

  test("of a customer with a thousand repeats is a number", () => {
    const busy = { repeats: 1000, lastWeeks: 150, ageWeeks: 400, customers: 1 };
    expect(logLikelihood(PUBLISHED, [busy])).toSatisfy(Number.isFinite);
  });
});

describe("a fit", () => {
  test("in days is the fit in weeks with a scale seven times as great", () => {
    const inDays = cdnow.map((group) => ({
      ...group,
      lastWeeks: group.lastWeeks * 7,
      ageWeeks: group.ageWeeks * 7,
    }));
    const { model } = fitted(cdnow);
    expectClose(fitted(inDays).model, { ...model, alpha: model.alpha * 7 }, 1e-4);
  });

  test("to more customers than it looks at is that of an even sample, whatever their order", () => {
    const many = cdnow.map((group) => ({ ...group, customers: group.customers * 100 }));
    const sampled = fitted(many);
    expect(sampled.customers).toBe(MAX_FITTED_CUSTOMERS);
    expectClose(sampled.model, fitted(cdnow).model, 0.01);
    expect(fitted(many.toReversed()).model).toEqual(sampled.model);
  });

  const once = { repeats: 0, lastWeeks: 0, ageWeeks: 20 };
  const twice = { repeats: 1, lastWeeks: 10, ageWeeks: 20 };
  const times = (customers: number, customer: Buying) => ({ ...customer, customers });
  test.each<[string, BuyingGroup[], string]>([
    ["nobody", [], "no_customers"],
    ["groups of nobody", [times(0, twice)], "no_customers"],
    ["customers of today alone", [times(500, NEW)], "no_time"],
    ["customers who never came back", [times(500, once)], "no_repeats"],
    ["a single customer", [times(1, twice)], "too_few"],
    ["fewer repeats than it needs", [times(500, once), times(MIN_REPEATERS - 1, twice)], "too_few"],
    ["ages that are no numbers", [times(500, { ...twice, ageWeeks: Number.NaN })], "no_optimum"],
  ])("to %s is refused", (_, groups, reason) => {
    expect(fitBgNbd(groups)).toEqual({ kind: "refused", reason });
  });

  test("to any customers gives positive parameters or a reason, never NaN", () => {
    const groups = fc.array(
      fc.tuple(anyCustomer, fc.integer({ min: 1, max: 200 })).map(([c, customers]) => ({ ...c, customers })),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(groups, (some) => {
        const fit = fitBgNbd(some);
        if (fit.kind === "refused") return;
        expect([...parametersOf(fit.model), -fit.logLikelihood].every(Number.isFinite)).toBe(true);
        expect(Math.min(...parametersOf(fit.model))).toBeGreaterThan(0);
      }),
      { numRuns: 50 },
    );
  });
});

describe("the chance of being alive", () => {
  test("is 1 for who has bought once, however long ago", () => {
    expect(probabilityAlive(PUBLISHED, { repeats: 0, lastWeeks: 0, ageWeeks: 500 })).toBe(1);
  });

  test("lies between 0 and 1 and falls with every week of silence", () => {
    fc.assert(
      fc.property(anyModel, anyCustomer, between(1, 100), (model, customer, weeks) => {
        const now = probabilityAlive(model, customer);
        const later = probabilityAlive(model, { ...customer, ageWeeks: customer.ageWeeks + weeks });
        expect(now).toBeGreaterThanOrEqual(0);
        expect(now).toBeLessThanOrEqual(1);
        if (customer.repeats > 0 && now > 1e-9 && now < 1 - 1e-9) expect(later).toBeLessThan(now);
        else expect(later).toBeLessThanOrEqual(now);
      }),
    );
  });

  test("is 0, not NaN, for a busy customer silent for ages", () => {
    expect(probabilityAlive(PUBLISHED, { repeats: 900, lastWeeks: 1, ageWeeks: 5000 })).toBe(0);
  });
});

/** Gauss' hypergeometric function by its defining series, for |z| < 1. */
function hypergeometric(a: number, b: number, c: number, z: number): number {
  let term = 1;
  let sum = 1;
  for (let n = 0; Math.abs(term) > 1e-17 * Math.abs(sum); n++) {
    term *= ((a + n) * (b + n) * z) / ((c + n) * (n + 1));
    sum += term;
  }
  return sum;
}
/** Equation 10 as it is printed. */
function asPrinted(model: BgNbd, customer: Buying, weeks: number): number {
  const { r, alpha, a, b } = model;
  const { repeats: x, ageWeeks } = customer;
  const bracket =
    1 -
    ((alpha + ageWeeks) / (alpha + ageWeeks + weeks)) ** (r + x) *
      hypergeometric(r + x, b + x, a + b + x - 1, weeks / (alpha + ageWeeks + weeks));
  return ((a + b + x - 1) / (a - 1)) * bracket * probabilityAlive(model, customer);
}

describe("the purchases to expect", () => {
  test("are those of the paper's own form, wherever that has digits left", () => {
    fc.assert(
      fc.property(anyModel, anyCustomer, between(1, 100), (model, customer, weeks) => {
        fc.pre(Math.abs(model.a - 1) > 0.1 && Math.abs(model.a + model.b + customer.repeats - 1) > 0.1);
        const printed = asPrinted(model, customer, weeks);
        expect(Math.abs(expectedPurchases(model, customer, weeks) - printed)).toBeLessThanOrEqual(
          1e-6 * Math.max(printed, 1e-3),
        );
      }),
    );
  });

  test("do not jump where the paper's form divides by nought", () => {
    const customer = { repeats: 2, lastWeeks: 30, ageWeeks: 39 };
    const [below, at, above] = [1 - 1e-7, 1, 1 + 1e-7].map((a) =>
      expectedPurchases({ ...PUBLISHED, a }, customer, 39),
    ) as [number, number, number];
    expect(at).toBeCloseTo((below + above) / 2, 9);
  });

  test("are none in no time, and never fewer in a longer one", () => {
    fc.assert(
      fc.property(anyModel, anyCustomer, between(0, 100), between(0, 50), (model, customer, weeks, more) => {
        const sooner = expectedPurchases(model, customer, weeks);
        const later = expectedPurchases(model, customer, weeks + more);
        expect(expectedPurchases(model, customer, 0)).toBe(0);
        expect(sooner).toBeGreaterThanOrEqual(0);
        expect(later - sooner).toBeGreaterThanOrEqual(-1e-9 * (1 + sooner));
      }),
    );
  });

  test("of CDNOW's customers rise with every week", () => {
    fc.assert(
      fc.property(fc.constantFrom(...publishedBuying()), between(0, 100), (customer, weeks) => {
        const sooner = expectedPurchases(PUBLISHED, customer, weeks);
        expect(expectedPurchases(PUBLISHED, customer, weeks + 1)).toBeGreaterThan(sooner);
      }),
    );
  });

  test("of a customer who buys three times a week are finite, though none at all is unthinkable", () => {
    const busy = { repeats: 600, lastWeeks: 200, ageWeeks: 200 };
    const year = expectedPurchases({ r: 2, alpha: 1, a: 0.01, b: 10 }, busy, 1000);
    expect(year).toBeGreaterThan(2500);
    expect(year).toBeLessThan(3000);
  });
});

test("groups hold as many customers as were given, one group a kind", () => {
  const groups = groupBuying([NEW, { ...NEW, ageWeeks: 3 }, NEW]);
  expect(groups).toEqual([
    { ...NEW, customers: 2 },
    { ...NEW, ageWeeks: 3, customers: 1 },
  ]);
  expect(countCustomers(cdnow)).toBe(2357);
});

/** What customers are worth over a period, net of service; whom that makes worth a day; what each segment brings. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { PaidOrder } from "../../model/purchase-history.ts";
import { averageOrder, type MemberRevenue, valueOfSegments } from "../../model/segment-value.ts";
import { DAY_MS } from "../../model/time.ts";
import {
  type CustomerValue,
  DAY_SHARE,
  netOfService,
  type RankedCustomer,
  rankCustomers,
  revenueWithin,
  serviceCost,
  valueAtPace,
} from "../../model/value.ts";
import { NOON } from "../support/builders.ts";

const TWO_HOURS_A_MONTH = { minutesPerMonth: 120, hourMinor: 5000, currency: "PLN" };

describe("a customer's value", () => {
  test("at 200 zł every two months is 1,200 zł a year and 600 zł in half of one", () => {
    const pace = { orderMinor: 20_000, everyMonths: 2 };
    expect([valueAtPace(pace, 12), valueAtPace(pace, 6)]).toEqual([120_000, 60_000]);
  });

  test("is nought net of two hours of service a month at 50 zł an hour", () => {
    expect(serviceCost(TWO_HOURS_A_MONTH, 12)).toBe(120_000);
    const revenue = { customer: "c1", currency: "PLN", orders: 6, revenueMinor: 120_000 };
    expect(netOfService(revenue, TWO_HOURS_A_MONTH, 12)).toEqual({
      customer: "c1",
      currency: "PLN",
      netMinor: 0,
    });
  });

  test("is not told where service is paid in another currency", () => {
    const revenue = { customer: "c1", currency: "EUR", orders: 6, revenueMinor: 120_000 };
    expect(netOfService(revenue, TWO_HOURS_A_MONTH, 12)).toBeUndefined();
  });

  test("over a chosen period is what they paid from its first instant to just before its end", () => {
    const at = (days: number): PaidOrder => ({
      customer: "c1",
      placedAt: NOON + days * DAY_MS,
      valueMinor: 10 ** (days + 1),
      currency: "PLN",
    });
    expect(revenueWithin([at(-1), at(0), at(1), at(2)], NOON, NOON + 2 * DAY_MS)).toEqual([
      { customer: "c1", currency: "PLN", orders: 2, revenueMinor: 110 },
    ]);
  });

  test("is told for each of their currencies apart", () => {
    const order = { customer: "c1", placedAt: NOON, valueMinor: 500 };
    const orders = [
      { ...order, currency: "PLN" },
      { ...order, currency: "EUR" },
      { ...order, currency: "PLN" },
    ];
    expect(revenueWithin(orders, NOON, NOON + 1)).toEqual([
      { customer: "c1", currency: "PLN", orders: 2, revenueMinor: 1000 },
      { customer: "c1", currency: "EUR", orders: 1, revenueMinor: 500 },
    ]);
  });
});

describe("the ranking", () => {
  const value = (customer: string, netMinor: number, currency = "PLN"): CustomerValue => ({
    customer,
    netMinor,
    currency,
  });
  const shown = ({ customer, rank, attention }: RankedCustomer) => [rank, customer, attention];

  test("gives a day to the few who bring four fifths, an hour to the rest, and pages to who brings nothing", () => {
    const values = [
      value("nought", 0),
      value("small", 2000),
      value("large", 6000),
      value("loss", -4000),
      value("next", 2000),
    ];
    expect(rankCustomers(values, "PLN").map(shown)).toEqual([
      [1, "large", "day"],
      [2, "next", "day"],
      [3, "small", "hour"],
      [4, "nought", "self_service"],
      [5, "loss", "self_service"],
    ]);
  });

  test("tells each customer's share of the gain, which losses do not lessen", () => {
    const ranked = rankCustomers([value("a", 300), value("b", 100), value("c", -400)], "PLN");
    expect(ranked.map(({ share }) => share)).toEqual([0.75, 0.25, 0]);
  });

  test("leaves customers of other currencies out", () => {
    expect(rankCustomers([value("a", 1), value("b", 900, "EUR")], "PLN").map(shown)).toEqual([
      [1, "a", "day"],
    ]);
    expect(rankCustomers([], "PLN")).toEqual([]);
  });

  test("does not depend on the order of the customers, and the days bring the share they are to bring", () => {
    const values = fc.uniqueArray(
      fc.tuple(fc.string({ minLength: 1 }), fc.integer({ min: -1000, max: 1000 })),
      { selector: ([customer]) => customer },
    );
    fc.assert(
      fc.property(values, (rows) => {
        const all = rows.map(([customer, net]) => value(customer, net));
        const ranked = rankCustomers(all, "PLN");
        expect(rankCustomers(all.toReversed(), "PLN")).toEqual(ranked);
        const days = ranked.filter(({ attention }) => attention === "day");
        expect(days.length > 0).toBe(ranked.some(({ netMinor }) => netMinor > 0));
        if (days.length === 0) return;
        const sum = (some: RankedCustomer[]) => some.reduce((total, { share }) => total + share, 0);
        expect(sum(ranked)).toBeCloseTo(1, 9);
        expect(sum(days)).toBeGreaterThan(DAY_SHARE - 1e-9);
        expect(sum(days.slice(0, -1))).toBeLessThan(DAY_SHARE + 1e-9);
      }),
    );
  });
});

describe("a segment's value", () => {
  const member = (changes: Partial<MemberRevenue>): MemberRevenue => ({
    customer: "c",
    currency: "PLN",
    orders: 1,
    revenueMinor: 100,
    segments: ["small"],
    ...changes,
  });

  test("shows that forty small customers equal one large", () => {
    const small = Array.from({ length: 40 }, () => member({ revenueMinor: 5000, orders: 2 }));
    const large = member({ revenueMinor: 200_000, orders: 4, segments: ["large"] });
    expect(valueOfSegments([...small, large], "PLN")).toEqual([
      {
        segment: "large",
        customers: 1,
        customerShare: 1 / 41,
        orders: 4,
        revenueMinor: 200_000,
        revenueShare: 0.5,
        averageOrderMinor: 50_000,
      },
      {
        segment: "small",
        customers: 40,
        customerShare: 40 / 41,
        orders: 80,
        revenueMinor: 200_000,
        revenueShare: 0.5,
        averageOrderMinor: 2500,
      },
    ]);
  });

  test("counts a customer in each of their segments, and in none twice", () => {
    const values = valueOfSegments([member({ segments: ["a", "b", "a"] }), member({ segments: [] })], "PLN");
    expect(values.map(({ segment, customers, revenueShare }) => [segment, customers, revenueShare])).toEqual([
      ["a", 1, 0.5],
      ["b", 1, 0.5],
    ]);
  });

  test("is of one currency only", () => {
    const values = valueOfSegments([member({}), member({ currency: "EUR", revenueMinor: 900 })], "PLN");
    expect(values).toMatchObject([{ customers: 1, customerShare: 1, revenueMinor: 100, revenueShare: 1 }]);
  });

  test("without revenue or an order has shares and averages of 0, not NaN", () => {
    const [value] = valueOfSegments([member({ orders: 0, revenueMinor: 0 })], "PLN");
    expect(value).toMatchObject({ revenueShare: 0, averageOrderMinor: 0 });
  });

  test("and a customer's tell the average order in whole minor units", () => {
    expect(averageOrder({ orders: 3, revenueMinor: 1000 })).toBe(333);
  });
});

/** One buyer as the ranking keeps them, from their orders and the service they took. */
import { expectedValue, type ValueModel } from "./expected-value.ts";
import type { Period } from "./period.ts";
import { type PaidOrder, summarise } from "./purchase-history.ts";
import { netOfService, revenueWithin } from "./value.ts";

/** How far ahead the ranking looks. */
export const EXPECTED_WEEKS = 52;

/** Minutes of service of one customer in one calendar month. */
export interface MonthOfService {
  /** `2026-11`. */
  month: string;
  minutes: number;
}

/** What a buyer brought in one period, in the currency of the shop's reports. */
export interface PeriodValue {
  months: number;
  orders: number;
  revenueMinor: number;
  /** Minutes of service in it. */
  minutes: number;
  /** Revenue less service, minor units. */
  netMinor: number;
}

/** What a buyer is still to bring. */
export interface Expectation {
  /** In the next `EXPECTED_WEEKS`, discounted, minor units. */
  expectedMinor: number;
  /** The chance that they are still a customer, 0 to 100. */
  alivePercent: number;
}

/** `orders`: of one buyer and currency; those after `until` (epoch ms) do not count. */
export function periodValue(
  orders: readonly PaidOrder[],
  service: readonly MonthOfService[],
  { months, from, firstMonth, lastMonth }: Period,
  until: number,
  { hourMinor, currency }: { hourMinor: number; currency: string },
): PeriodValue {
  const minutes = service
    .filter(({ month }) => month >= firstMonth && month <= lastMonth)
    .reduce((sum, each) => sum + each.minutes, 0);
  const [paid] = revenueWithin(orders, from, until + 1);
  const revenue = paid ?? { customer: "", currency, orders: 0, revenueMinor: 0 };
  const { netMinor } = netOfService(
    revenue,
    { minutesPerMonth: minutes / months, hourMinor, currency },
    months,
  )!;
  return { months, orders: revenue.orders, revenueMinor: revenue.revenueMinor, minutes, netMinor };
}

/** Undefined for who has not bought by `until` (epoch ms) in the model's currency. */
export function expectationOf(
  orders: readonly PaidOrder[],
  model: ValueModel,
  until: number,
  discountRate: number,
): Expectation | undefined {
  const history = summarise(orders, until).find(({ currency }) => currency === model.currency);
  if (!history) return undefined;
  const expected = expectedValue(model, history, EXPECTED_WEEKS, discountRate);
  if (expected.kind === "refused") return undefined;
  return {
    expectedMinor: expected.valueMinor,
    alivePercent: Math.round(expected.aliveProbability * 100),
  };
}

/** By what share the expected value, and how many points the chance, may move before they are written anew. */
const NEAR_SHARE = 0.02;
const NEAR_POINTS = 2;

/** An expectation fades a little every day of silence: it is written again only where a marketer would see it. */
export const isNear = (a: Expectation, b: Expectation) =>
  Math.abs(a.expectedMinor - b.expectedMinor) <= NEAR_SHARE * Math.max(a.expectedMinor, b.expectedMinor) &&
  Math.abs(a.alivePercent - b.alivePercent) < NEAR_POINTS;

/**
 * What customers are worth over a chosen period: what they paid, less what serving them costs, and whom that makes worth a
 * day. Amounts are added within one currency only.
 */
import type { PaidOrder } from "./purchase-history.ts";

const MINUTES_PER_HOUR = 60;

/** A customer who buys evenly, for reckoning ahead. */
export interface Pace {
  /** What one order brings, minor units of the currency at hand. */
  orderMinor: number;
  /** Months from one order to the next, above 0. */
  everyMonths: number;
}

/** The time one customer's questions take. */
export interface Service {
  minutesPerMonth: number;
  /** What an hour of service costs, minor units of `currency`. */
  hourMinor: number;
  currency: string;
}

/** What one customer brought in one currency. */
export interface Revenue {
  /** The shop's id of the customer. */
  customer: string;
  currency: string;
  orders: number;
  /** Of all their orders, minor units. */
  revenueMinor: number;
}

/** A customer with what remains of their revenue. */
export interface CustomerValue {
  /** The shop's id of the customer. */
  customer: string;
  currency: string;
  /** Revenue less service, minor units; below 0 where they cost more than they bring. */
  netMinor: number;
}

/**
 * What a customer may take of one's time. `day`: one of those who bring the most. `hour`: brings something. `self_service`:
 * brings nothing after service, so questions are answered by pages and videos made once for all.
 */
export type Attention = "day" | "hour" | "self_service";

export interface RankedCustomer extends CustomerValue {
  /** 1 is the most valuable. */
  rank: number;
  /** Share, 0 to 1, of all that is gained from customers who bring something; 0 for who brings nothing. */
  share: number;
  attention: Attention;
}

/** The few who bring this share together are worth a day each: Pareto's four fifths. */
export const DAY_SHARE = 0.8;

/** Value over a period at an even pace: an order of 200 every two months is 1,200 a year. Minor units, rounded. */
export const valueAtPace = ({ orderMinor, everyMonths }: Pace, months: number): number =>
  Math.round((orderMinor * months) / everyMonths);

/** Cost of service over a period: two hours a month at 50 an hour are 1,200 a year. Minor units, rounded. */
export const serviceCost = ({ minutesPerMonth, hourMinor }: Service, months: number): number =>
  Math.round((minutesPerMonth * hourMinor * months) / MINUTES_PER_HOUR);

/** What each customer paid from `from` until just before `until` (epoch ms): one row for each of their currencies. */
export function revenueWithin(orders: readonly PaidOrder[], from: number, until: number): Revenue[] {
  const rows = new Map<string, Revenue>();
  for (const { customer, currency, placedAt, valueMinor } of orders) {
    if (placedAt < from || placedAt >= until) continue;
    const key = `${currency} ${customer}`;
    const row = rows.get(key) ?? { customer, currency, orders: 0, revenueMinor: 0 };
    row.orders += 1;
    row.revenueMinor += valueMinor;
    rows.set(key, row);
  }
  return [...rows.values()];
}

/** Revenue less the service it took, over the same months; nothing where service is paid in another currency. */
export function netOfService(
  { customer, currency, revenueMinor }: Revenue,
  service: Service,
  months: number,
): CustomerValue | undefined {
  if (service.currency !== currency) return undefined;
  return { customer, currency, netMinor: revenueMinor - serviceCost(service, months) };
}

/** A place in the ranking: of equal net values the lesser id comes first. */
interface Ranked {
  minor: number;
  who: string;
}

/** What one customer may take of one's time, where the last who is worth a day is known. */
export const attentionOf = ({ minor, who }: Ranked, lastOfDay: Ranked): Attention =>
  minor <= 0
    ? "self_service"
    : minor > lastOfDay.minor || (minor === lastOfDay.minor && who <= lastOfDay.who)
      ? "day"
      : "hour";

/**
 * The customers of one currency, most valuable first, each with the time they may take. A day goes to the customers who
 * bring `DAY_SHARE` of the gain together, the one who reaches it included. Customers of equal value stand in the order of
 * their ids.
 */
export function rankCustomers(values: readonly CustomerValue[], currency: string): RankedCustomer[] {
  const ranked = values
    .filter((value) => value.currency === currency)
    .sort((left, right) => right.netMinor - left.netMinor || (left.customer < right.customer ? -1 : 1));
  const gainMinor = ranked.reduce((sum, { netMinor }) => sum + Math.max(0, netMinor), 0);
  let beforeMinor = 0;
  return ranked.map((value, i) => {
    const isGain = value.netMinor > 0;
    const attention = !isGain ? "self_service" : beforeMinor < DAY_SHARE * gainMinor ? "day" : "hour";
    beforeMinor += value.netMinor;
    return { ...value, rank: i + 1, share: isGain ? value.netMinor / gainMinor : 0, attention };
  });
}

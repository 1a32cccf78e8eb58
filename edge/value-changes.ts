/** What of a page of buyers is to be written: values reckoned anew against those that are kept. Pure. */
import {
  type Expectation,
  expectationOf,
  isNear,
  type MonthOfService,
  periodValue,
} from "../model/buyer-value.ts";
import type { ValueModel } from "../model/expected-value.ts";
import { toMajor } from "../model/money.ts";
import type { ServerValue } from "../model/passport.ts";
import type { Period } from "../model/period.ts";
import type { PaidOrder } from "../model/purchase-history.ts";
import type { ValueSettings } from "../model/value-settings.ts";
import type { KeptPeriod, KeptValue, ValueChanges } from "./store/buyer-values.ts";

/** How values are reckoned. */
export interface Reckoning {
  /** The site's. */
  currency: string;
  set: ValueSettings;
  /** Undefined where there are too few customers for one. */
  model: ValueModel | undefined;
  /** Those that are kept. */
  periods: readonly Period[];
  /** Epoch ms: orders after it do not count yet. */
  until: number;
}

/** What is known of the buyers of a page, each by id. */
export interface PageSources {
  buyers: readonly string[];
  orders: ReadonlyMap<string, PaidOrder[]>;
  service: ReadonlyMap<string, MonthOfService[]>;
  kept: ReadonlyMap<string, KeptValue>;
}

const YEAR_MONTHS = 12;

export function changesOf(sources: PageSources, reckoning: Reckoning): ValueChanges {
  const changes: ValueChanges = {
    expectations: [],
    periods: [],
    unexpected: [],
    emptied: [],
    servers: [],
  };
  for (const who of sources.buyers) {
    const before = sources.kept.get(who) ?? { periods: [] };
    const after = reckon(sources.orders.get(who) ?? [], sources.service.get(who) ?? [], reckoning);
    const expectation = keptUnlessMoved(before.expectation, after.expectation);
    if (expectation !== before.expectation) {
      if (expectation) changes.expectations.push({ who, ...expectation });
      else changes.unexpected.push(who);
    }
    for (const period of after.periods) {
      const former = before.periods.find(({ months }) => months === period.months);
      if (!isSamePeriod(former, period)) changes.periods.push({ who, ...period });
    }
    for (const { months } of before.periods)
      if (!after.periods.some((period) => period.months === months)) changes.emptied.push({ who, months });
    const value = toServer({ ...after, expectation }, reckoning.currency);
    if (!isSameServer(toServer(before, reckoning.currency), value)) changes.servers.push({ who, value });
  }
  return changes;
}

function reckon(
  orders: readonly PaidOrder[],
  service: readonly MonthOfService[],
  { currency, set, model, periods, until }: Reckoning,
): KeptValue {
  const { hourMinor, discountRate } = set;
  return {
    expectation: model && expectationOf(orders, model, until, discountRate),
    periods: periods
      .map((period) => periodValue(orders, service, period, until, { hourMinor, currency }))
      .filter((one) => one.orders > 0 || one.minutes > 0)
      .map(({ minutes, ...period }) => period),
  };
}

const keptUnlessMoved = (before: Expectation | undefined, after: Expectation | undefined) =>
  before && after && isNear(before, after) ? before : after;

const isSamePeriod = (a: KeptPeriod | undefined, b: KeptPeriod) =>
  a?.orders === b.orders && a.revenueMinor === b.revenueMinor && a.netMinor === b.netMinor;

/** Null for who has neither been foreseen nor paid in the year. */
function toServer({ expectation, periods }: KeptValue, currency: string): ServerValue | null {
  const year = periods.find(({ months }) => months === YEAR_MONTHS);
  if (!expectation && !year) return null;
  const whole = (minor: number) => Math.round(toMajor(minor, currency));
  return {
    expected: expectation ? whole(expectation.expectedMinor) : null,
    alive: expectation?.alivePercent ?? null,
    year: whole(year?.revenueMinor ?? 0),
    net: whole(year?.netMinor ?? 0),
  };
}

const isSameServer = (a: ServerValue | null, b: ServerValue | null) =>
  JSON.stringify(a) === JSON.stringify(b);

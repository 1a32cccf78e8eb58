/** Visitors with a habit: when they come, and who of them buys at the till. */
import { expect, test } from "vitest";
import { offsetMinutesOf, SHOP_TIME_ZONE } from "../../demo/traffic/places.ts";
import { planVisit } from "../../demo/traffic/plan.ts";
import { regularVisits, storeOrders, tillOrders } from "../../demo/traffic/regulars.ts";
import { localHour } from "../../model/profile.ts";
import { dayIn } from "../../model/shop-day.ts";
import { DAY_MS } from "../../model/time.ts";
import { NOON } from "../support/builders.ts";

const SEED = 2;
const visits = regularVisits(SEED, { days: 60, until: NOON }).flat();

test("they come by day, on days of their own, numbered, and each stands on the day it is of", () => {
  const calendar = regularVisits(SEED, { days: 60, until: NOON });
  for (const [day, today] of calendar.entries())
    for (const { at, session } of today ?? []) {
      expect(dayIn(at, SHOP_TIME_ZONE)).toBe(dayIn(NOON, SHOP_TIME_ZONE) - 60 + day);
      expect(session).toBeGreaterThan(0);
      const hour = localHour(at, offsetMinutesOf(SHOP_TIME_ZONE, at));
      expect(hour).toBeGreaterThanOrEqual(8);
      expect(hour).toBeLessThan(23);
    }
  const byVisitor = Map.groupBy(visits, ({ visitor }) => visitor.secret);
  for (const own of byVisitor.values()) {
    const inTime = own.toSorted((a, b) => a.at - b.at);
    expect(inTime.map(({ session }) => session)).toEqual(inTime.map((_, i) => i + 1));
  }
});

test("who buys at the till comes often, signs in, orders nothing here, and is gone for a month", () => {
  const secrets = new Set(storeOrders(SEED, NOON).map(({ secret }) => secret));
  expect(secrets.size).toBeGreaterThan(3);
  const theirs = visits.filter(({ visitor }) => secrets.has(visitor.secret));
  expect(new Set(theirs.map(({ visitor }) => visitor.secret))).toEqual(secrets);
  const plans = theirs.map((visit) => ({ visit, plan: planVisit(SEED, visit) }));
  for (const { visit, plan } of plans) {
    expect(plan.choice).toBeUndefined();
    const names = plan.loads.flatMap(({ later }) => later.map(({ event }) => event.name));
    expect(names.includes("identify")).toBe(visit.session === 1);
  }
  const lately = theirs.filter(({ at }) => at > NOON - 30 * DAY_MS);
  expect(lately.length).toBeLessThanOrEqual(2 * secrets.size);
  for (const { placedAt } of storeOrders(SEED, NOON))
    expect(placedAt).toBeLessThanOrEqual(NOON - 90 * DAY_MS);
});

test("of the stores' orders of these weeks some follow a visit here, some come before one, in both months", () => {
  const orders = tillOrders(SEED, NOON);
  const seenBefore = orders.filter(({ secret, placedAt }) =>
    visits.some(
      ({ visitor, at }) => visitor.secret === secret && at < placedAt && at > placedAt - 30 * DAY_MS,
    ),
  );
  expect(seenBefore.length).toBeGreaterThan(8);
  expect(seenBefore.length).toBeLessThan(orders.length);
  const month = (from: number) =>
    orders.filter(
      ({ placedAt }) => placedAt <= NOON - from * DAY_MS && placedAt > NOON - (from + 30) * DAY_MS,
    );
  expect(month(0).length).toBeGreaterThan(8);
  expect(month(30).length).toBeGreaterThan(3);
  const secrets = new Set(storeOrders(SEED, NOON).map(({ secret }) => secret));
  expect(orders.some(({ secret }) => secrets.has(secret))).toBe(false);
});

test("a shorter history has those of its days alone, numbered from one", () => {
  const week = regularVisits(SEED, { days: 7, until: NOON }).flat();
  expect(week.length).toBeGreaterThan(0);
  for (const { at } of week) expect(at).toBeGreaterThan(NOON - 8 * DAY_MS);
  expect(Math.min(...week.map(({ session }) => session))).toBe(1);
});

import { expect, test } from "vitest";
import { LIMITS, METERS, metersOf, type QuotaMeasured } from "../../model/quota.ts";

const measured = (changes: Partial<QuotaMeasured> = {}): QuotaMeasured => ({
  today: { views: 8_000, orders: 10, publications: 2 },
  yesterday: { views: 80_000, orders: 100, publications: 0 },
  visitors: 1_000,
  hasJourney: false,
  sizeBytes: 400_000_000,
  hasQueue: true,
  ...changes,
});
const by = (changes: Partial<QuotaMeasured>, plan: "free" | "paid") =>
  Object.fromEntries(metersOf(measured(changes), plan).map((meter) => [meter.name, meter]));

test("80,000 page views come to the free plan's 100,000 requests", () => {
  const { requests } = by({}, "free");
  expect(requests).toMatchObject({
    today: 10_000,
    yesterday: 100_000,
    limit: 100_000,
    kind: "limit",
    known: "estimated",
  });
});

test("what D1 and publishing say is measured, all else says that it is estimated", () => {
  const meters = metersOf(measured(), "free");
  expect(meters.map(({ name }) => name)).toEqual([...METERS]);
  expect(meters.filter(({ known }) => known === "measured").map(({ name }) => name)).toEqual([
    "size",
    "kv_writes",
  ]);
  expect(by({}, "free").kv_writes).toMatchObject({ today: 4, yesterday: 0 });
  expect(by({}, "free").size!.today).toBe(400_000_000);
});

test("a journey looks at every visitor hourly, and without a queue nothing is queued", () => {
  const looks = by({ hasJourney: true }, "paid").rows_read!.today - by({}, "paid").rows_read!.today;
  expect(looks).toBe(23 * 1_000);
  expect(by({ hasQueue: false }, "free").queue_operations!.today).toBe(0);
});

test("D1 is limited in size on either plan; of the rest the paid plan includes so much and bills more", () => {
  expect(LIMITS.paid.size).toEqual({ limit: 10_000_000_000, kind: "limit" });
  expect(METERS.filter((name) => LIMITS.paid[name].kind === "limit")).toEqual(["size"]);
  expect(METERS.filter((name) => LIMITS.free[name].kind !== "limit")).toEqual([]);
});

/** A period that ends today: orders to the day, service by the calendar month. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { periodUntil } from "../../model/period.ts";
import { dateOf, dayIn, startOfDay } from "../../model/shop-day.ts";
import { DAY_MS } from "../../model/time.ts";

const ZONE = "Europe/Warsaw";
const dayOf = (date: string) => Date.parse(date) / DAY_MS;
const firstDay = (date: string, months: number) =>
  dateOf(dayIn(periodUntil(dayOf(date), months, ZONE).from, ZONE));

test.each([
  ["2026-11-26", 12, "2025-11-27"],
  ["2026-11-26", 6, "2026-05-27"],
  ["2026-08-31", 6, "2026-03-01"],
  ["2024-02-29", 12, "2023-03-01"],
  ["2025-02-28", 12, "2024-02-29"],
  ["2026-01-01", 1, "2025-12-02"],
])("to %s, %i months begin on %s", (today, months, first) => {
  expect(firstDay(today, months)).toBe(first);
});

test("service is of as many calendar months, the present one the last", () => {
  const { firstMonth, lastMonth } = periodUntil(dayOf("2026-11-26"), 12, ZONE);
  expect([firstMonth, lastMonth]).toEqual(["2025-12", "2026-11"]);
  expect(periodUntil(dayOf("2026-01-31"), 1, ZONE).firstMonth).toBe("2026-01");
});

test("begins with the shop's midnight", () => {
  expect(periodUntil(dayOf("2026-11-26"), 6, ZONE).from).toBe(startOfDay(dayOf("2026-05-27"), ZONE));
});

test("moves on by whole days and never back, whatever the month", () => {
  const days = fc.integer({ min: dayOf("1997-01-01"), max: dayOf("2060-01-01") });
  fc.assert(
    fc.property(days, fc.integer({ min: 1, max: 60 }), (today, months) => {
      const [from, next] = [today, today + 1].map((day) => periodUntil(day, months, "UTC").from) as [
        number,
        number,
      ];
      expect(next - from).toBeGreaterThanOrEqual(0);
      expect(next - from).toBeLessThanOrEqual(4 * DAY_MS);
      const length = (today + 1) * DAY_MS - from;
      expect(length / DAY_MS).toBeGreaterThanOrEqual(28 * months);
      expect(length / DAY_MS).toBeLessThanOrEqual(31 * months);
    }),
  );
});

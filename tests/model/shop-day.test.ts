/** The shop's calendar over time zones, the clock put forward and back, and a day that was left out. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { dayIn, startOfDay } from "../../model/shop-day.ts";
import { DAY_MS } from "../../model/time.ts";

const dayOf = (date: string) => Date.parse(date) / DAY_MS;
const HOUR_MS = 3_600_000;

test.each([
  ["2026-11-26T22:59:59Z", "Europe/Warsaw", "2026-11-26"],
  ["2026-11-26T23:00:00Z", "Europe/Warsaw", "2026-11-27"],
  ["2026-07-01T22:00:00Z", "Europe/Warsaw", "2026-07-02"],
  ["2026-07-01T21:59:59Z", "Europe/Warsaw", "2026-07-01"],
  ["2026-01-01T04:59:59Z", "America/New_York", "2025-12-31"],
  ["2026-01-01T10:00:00Z", "Pacific/Kiritimati", "2026-01-02"],
  ["2026-03-01T18:15:00Z", "Asia/Kathmandu", "2026-03-02"],
  ["1997-01-01T00:00:00Z", "UTC", "1997-01-01"],
])("%s in %s is %s", (instant, zone, date) => {
  expect(dayIn(Date.parse(instant), zone)).toBe(dayOf(date));
});

test.each([
  ["2026-03-29", "Europe/Warsaw", 23, "the clock is put forward"],
  ["2026-10-25", "Europe/Warsaw", 25, "the clock is put back"],
  ["2026-11-26", "Europe/Warsaw", 24, "nothing is done to it"],
  ["2026-10-04", "Australia/Lord_Howe", 23.5, "it moves by half an hour"],
])("%s in %s has %d hours, since %s", (date, zone, hours) => {
  const day = dayOf(date);
  expect(startOfDay(day + 1, zone) - startOfDay(day, zone)).toBe(hours * HOUR_MS);
});

test("a day whose midnight is skipped begins at one o'clock", () => {
  // Cairo put its clock forward at the midnight before 24 April 2026.
  expect(startOfDay(dayOf("2026-04-24"), "Africa/Cairo")).toBe(Date.parse("2026-04-23T22:00:00Z"));
  expect(dayIn(Date.parse("2026-04-23T21:59:59.999Z"), "Africa/Cairo")).toBe(dayOf("2026-04-23"));
});

test("a day that a zone left out begins and ends with the next", () => {
  const day = dayOf("2011-12-30");
  expect(startOfDay(day, "Pacific/Apia")).toBe(startOfDay(day + 1, "Pacific/Apia"));
});

test("a day begins with its first instant, whatever the zone", () => {
  const zones = [
    "UTC",
    "Europe/Warsaw",
    "America/St_Johns",
    "Asia/Tehran",
    "Pacific/Chatham",
    "America/Santiago",
  ];
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.integer({ min: dayOf("1997-01-01"), max: dayOf("2035-12-31") }),
      (zone, day) => {
        const start = startOfDay(day, zone);
        expect([dayIn(start - 1, zone), dayIn(start, zone)]).toEqual([day - 1, day]);
      },
    ),
    { numRuns: 300 },
  );
});

test("a zone that nobody knows is taken for UTC", () => {
  expect(dayIn(Date.parse("2026-11-26T23:30:00Z"), "Europe/Atlantis")).toBe(dayOf("2026-11-26"));
});

import { expect, test } from "vitest";
import { sayAge, sayChange, sayDay, sayMoney, sayNumber, sayPlace, saySpan } from "../../dashboard/format.ts";

const NOW = Date.parse("2026-11-22T14:20:00Z");

test.each([
  [41_200, 0, "41\u00a0200"],
  [-900, 0, "−900"],
  [2.839, 2, "2.84"],
])("the number %s reads %s digits as %s", (value, digits, said) => {
  expect(sayNumber(value, digits)).toBe(said);
});

test.each([
  [63_100, "PLN", "631.00\u00a0zł"],
  [63_100, "GBP", "£631.00"],
  [1_234_567, "EUR", "12\u00a0345.67\u00a0€"],
  [5_000, "JPY", "¥5\u00a0000"],
])("%i minor units of %s read %s", (minor, currency, said) => {
  expect(sayMoney(minor, currency)).toBe(said);
});

test.each([
  [106.1, 100, "+6.1\u00a0%"],
  [98.7, 100, "−1.3\u00a0%"],
  [100, 100, "0\u00a0%"],
  [5, 0, ""],
])("%d after %d is a change of %s", (value, former, said) => {
  expect(sayChange(value, former)).toBe(said);
});

test.each([
  [4_000, "4\u00a0s"],
  [23 * 60_000, "23\u00a0min"],
  [3 * 3_600_000, "3\u00a0h"],
  [11 * 86_400_000, "11\u00a0days"],
])("%i ms is a span of %s", (ms, said) => {
  expect(saySpan(ms)).toBe(said);
});

test("what happened a moment ago happened now", () => {
  expect(sayAge(NOW - 900, NOW)).toBe("now");
});

test("a day has its year only where it is not this one, in the shop's zone", () => {
  expect(sayDay(Date.parse("2026-09-03T12:00:00Z"), "Europe/Warsaw", NOW)).toBe("3\u00a0Sep");
  expect(sayDay(Date.parse("2025-12-31T23:30:00Z"), "UTC", NOW)).toBe("31\u00a0Dec\u00a02025");
  expect(sayDay(Date.parse("2025-12-31T23:30:00Z"), "Europe/Warsaw", NOW)).toBe("1\u00a0Jan");
});

test("a place without a city is its country", () => {
  expect(sayPlace({ city: "Kraków", country: "PL" })).toBe("Kraków");
  expect(sayPlace({ city: "", country: "PL" })).toBe("Poland");
  expect(sayPlace({ city: "", country: "" })).toBe("");
});

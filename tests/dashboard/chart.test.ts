import { expect, test } from "vitest";
import { gridOf, labelStep } from "../../dashboard/charts/series.ts";
import { lastDays, parseRange, presetOf } from "../../dashboard/pages/overview/range.ts";

const NOW = Date.parse("2026-11-22T14:20:00Z");

test.each([
  [[0], 1, 1],
  [[3, 7], 8, 2],
  [[1587], 2000, 500],
  [[18_400, 20_000], 20_000, 5000],
])("values up to %o have an axis to %d in steps of %d", (values, top, step) => {
  expect(gridOf(values)).toEqual({ top, step });
});

test.each([
  [7, 1],
  [30, 7],
  [90, 14],
])("over %i days a label stands every %i", (days, step) => {
  expect(labelStep(days)).toBe(step);
});

test("the last 30 days end today and are known as a preset", () => {
  const range = lastDays(30, NOW);
  expect(range).toEqual({ from: "2026-10-24", to: "2026-11-22" });
  expect(presetOf(range, NOW)).toBe(30);
  expect(presetOf({ ...range, to: "2026-11-21" }, NOW)).toBeUndefined();
});

test.each([{}, { from: "2026-11-01" }, { from: "2026-11-09", to: "2026-11-01" }, { from: "x", to: "y" }])(
  "%o is no range",
  (query) => {
    expect(parseRange(query as Record<string, string>)).toBeUndefined();
  },
);

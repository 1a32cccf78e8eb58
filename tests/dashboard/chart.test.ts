import { expect, test } from "vitest";
import { gridOf, labelStep } from "../../dashboard/charts/series.ts";
import { endsOf, sparkPath } from "../../dashboard/charts/spark-line.ts";
import { lastDays, parseRange, presetOf } from "../../dashboard/pages/overview/range.ts";

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
  const range = lastDays(30, "2026-11-22");
  expect(range).toEqual({ from: "2026-10-24", to: "2026-11-22" });
  expect(presetOf(range, "2026-11-22")).toBe(30);
  expect(presetOf({ ...range, to: "2026-11-21" }, "2026-11-22")).toBeUndefined();
});

test.each([{}, { from: "2026-11-01" }, { from: "2026-11-09", to: "2026-11-01" }, { from: "x", to: "y" }])(
  "%o is no range",
  (query) => {
    expect(parseRange(query as Record<string, string>)).toBeUndefined();
  },
);

test.each<[string, (number | null)[], string]>([
  ["the greatest on top, the least at the bottom", [1, 3, 2], "M0.0 10.0L50.0 0.0L100.0 5.0"],
  ["a day without a value passed over", [1, null, 2], "M0.0 10.0L100.0 0.0"],
  ["values all alike in the middle", [4, 4], "M0.0 5.0L100.0 5.0"],
  ["nothing where one day alone has a value", [null, 7, null], ""],
])("a small line has %s", (_, values, path) => {
  expect(sparkPath(values, 100, 10)).toBe(path);
});

test("a trend goes from the first day that has a value to the last", () => {
  expect(endsOf([null, 4, null, 6, null])).toEqual([4, 6]);
  expect(endsOf([null, 4])).toBeUndefined();
});

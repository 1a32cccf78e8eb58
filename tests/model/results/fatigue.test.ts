/** Fatigue: the click rate by how often a visitor has seen the campaign. */
import { expect, test } from "vitest";
import { fatigueOf, LAST_SHOWING, showingOf } from "../../../model/results/fatigue.ts";

const showings = (...pairs: [shown: number, clicks: number][]) =>
  pairs.map(([shown, clicks], i) => ({ nth: i + 1, shown, clicks }));

test("the first showing is the first, and from the eighth on they are one", () => {
  expect([0, 1, 6, 7, 50].map(showingOf)).toEqual([1, 2, 7, LAST_SHOWING, LAST_SHOWING]);
});

test("a rate that falls below half from the third showing on is fatigue", () => {
  expect(fatigueOf(showings([20_000, 1_000], [15_000, 700], [12_000, 150], [9_000, 80]))).toEqual({
    from: 3,
    firstShare: 0.05,
    laterShare: 230 / 21_000,
  });
});

test.each<[string, ReturnType<typeof showings>]>([
  ["a rate that stays", showings([20_000, 1_000], [15_000, 740], [12_000, 610])],
  ["a rate that falls by a fifth", showings([20_000, 1_000], [15_000, 600], [12_000, 480])],
  ["a rate that rises", showings([20_000, 400], [15_000, 740])],
  ["a rate that falls by chance, of few", showings([100, 4], [60, 0])],
  ["nothing that is clicked", showings([20_000, 0], [15_000, 0])],
  ["one showing only", showings([20_000, 1_000])],
  ["nothing yet", []],
])("%s is none", (_, given) => {
  expect(fatigueOf(given)).toBeUndefined();
});

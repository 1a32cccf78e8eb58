/** The RFM grid: colour by rank, arrow keys, moves summed, and links that become a segment's first rows. */
import { expect, test } from "vitest";
import { nameFrom, rowsFrom, sayCondition } from "../../dashboard/condition-words.ts";
import {
  movesByDay,
  namesIn,
  neighbourOf,
  recalibrationsOf,
  stepsOf,
  sumMoves,
} from "../../dashboard/pages/buyers/rfm-grid.ts";
import type { RfmReport } from "../../model/report.ts";

test("a cell names the segments that meet in it", () => {
  expect(namesIn({ recency: 4, frequency: 1 })).toEqual(["New customers"]);
  expect(namesIn({ recency: 4, frequency: 3 })).toEqual(["Loyal", "Champions"]);
  expect(namesIn({ recency: 1, frequency: 4 })).toEqual(["Lost", "Can't lose them"]);
});

test("colour goes by rank: nothing has none, the greatest the deepest, equal ones the same", () => {
  expect(stepsOf([0, 3, 900, 3, 10, 0])).toEqual([0, 1, 7, 1, 4, 0]);
  expect(stepsOf([5, 0])).toEqual([7, 0]);
  expect(stepsOf(Array.from({ length: 16 }, (_, i) => i)).slice(1)).toEqual([
    1, 1, 2, 2, 3, 3, 4, 4, 4, 5, 5, 6, 6, 7, 7,
  ]);
});

test.each([
  [0, "ArrowRight", 1],
  [0, "ArrowDown", 4],
  [5, "ArrowUp", 1],
  [5, "ArrowLeft", 4],
  [3, "ArrowRight", undefined],
  [4, "ArrowLeft", undefined],
  [2, "ArrowUp", undefined],
  [14, "ArrowDown", undefined],
  [5, "Enter", undefined],
])("from cell %i %s leads to %s", (at, key, to) => {
  expect(neighbourOf(at, key)).toBe(to);
});

const moves: RfmReport["moves"] = [
  { day: "2026-11-26", cause: "clock", from: "promising", to: "hibernating", buyers: 2 },
  { day: "2026-11-26", cause: "recalibration", from: "lost", to: "cant_lose_them", buyers: 5 },
  { day: "2026-11-26", cause: "recalibration", from: "loyal", to: "champions", buyers: 1 },
  { day: "2026-11-25", cause: "order", from: "", to: "new_customers", buyers: 4 },
  { day: "2026-11-24", cause: "clock", from: "promising", to: "hibernating", buyers: 3 },
];

test("moves of the days are summed by way and cause, those of today told apart", () => {
  expect(sumMoves(moves, "2026-11-26")).toEqual([
    { from: "promising", to: "hibernating", cause: "clock", buyers: 5, today: 2 },
    { from: "", to: "new_customers", cause: "order", buyers: 4, today: 0 },
  ]);
});

test("moves of each day are told by cause, a day without any as nought", () => {
  expect(movesByDay(moves, "2026-11-26", 4)).toEqual({
    days: ["2026-11-23", "2026-11-24", "2026-11-25", "2026-11-26"],
    rows: [
      { cause: "clock", buyers: [0, 3, 0, 2] },
      { cause: "order", buyers: [0, 0, 4, 0] },
      { cause: "recalibration", buyers: [0, 0, 0, 6] },
    ],
  });
});

test("recalibration is told by itself and is no move", () => {
  expect(recalibrationsOf(moves)).toEqual([{ day: "2026-11-26", buyers: 6 }]);
});

test("a link to a new segment becomes its rows and its name", () => {
  const rows = rowsFrom({ recency: "4", frequency: "1" });
  expect(rows).toEqual([
    { field: "recency", op: "eq", value: 4 },
    { field: "frequency", op: "eq", value: 1 },
  ]);
  expect(nameFrom(rows)).toBe("Recency score 4, frequency score 1");
  expect(nameFrom(rowsFrom({ rfm: "cant_lose_them" }))).toBe("Can't lose them");
  expect(nameFrom(rowsFrom({ segment: "buyers", rfm: "lost" }))).toBe("Lost");
  expect(nameFrom(rowsFrom({ segment: "buyers" }))).toBe("");
});

test.each([
  ["no field of ours", { show: "all" }],
  ["no value of the field", { rfm: "whales", recency: "9" }],
  ["a field that needs an argument", { interest: "1" }],
  ["a name that every object has", { toString: "1" }],
])("%s in a link is passed over", (_, query) => {
  expect(rowsFrom(query)).toEqual([]);
});

test("listed values are said in their words", () => {
  expect(sayCondition({ field: "lifecycle", op: "one_of", value: ["inactive", "cart_abandoner"] })).toBe(
    "Stage is one of Inactive or Cart abandoner.",
  );
  expect(sayCondition({ field: "rfm", op: "is", value: "at_risk" })).toBe("RFM segment is At risk.");
});

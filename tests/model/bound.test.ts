/** Which personas a bound can find, and which it lets about everybody into. */
import { expect, test } from "vitest";
import { isWide } from "../../model/bound.ts";
import { personasOf, THRESHOLD_NAMES, THRESHOLDS, type Thresholds, TRADES } from "../../model/personas.ts";
import { preFilter } from "../../model/pre-filter.ts";
import type { Condition } from "../../model/segment.ts";
import { NOON } from "../support/builders.ts";

const yardstick = { now: NOON, scoring: undefined, segments: [] };
const usual = Object.fromEntries(THRESHOLD_NAMES.map((name) => [name, THRESHOLDS[name].usual])) as Thresholds;

test("about anybody may have a garden, move house or travel; every other persona is bounded", () => {
  const all = new Map(TRADES.flatMap((trade) => personasOf(trade).map((one) => [one.id, one])));
  const wide = [...all.values()].filter(({ condition }) => isWide(preFilter(condition(usual), yardstick)));
  expect(wide.map(({ id }) => id).toSorted()).toEqual(["dates-in-mind", "gardener"]);
});

test.each<[string, Condition, boolean]>([
  ["who has ordered", { field: "orders", op: "gte", value: 1 }, false],
  ["who has not ordered", { field: "orders", op: "eq", value: 0 }, true],
  ["who came once", { field: "visits", op: "eq", value: 1 }, true],
  ["who came back", { field: "visits", op: "gte", value: 2 }, false],
  ["who is from Łódź", { field: "city", op: "is", value: "Łódź" }, false],
  ["who is not from Łódź", { field: "city", op: "is_not", value: "Łódź" }, true],
  ["who came lately", { field: "days_since_visit", op: "lte", value: 3 }, true],
  ["an hour of the day", { field: "local_hour", op: "gte", value: 9 }, true],
])("bounds of %s are told to be wide or not", (_, condition, expected) => {
  expect(isWide(preFilter(condition, yardstick))).toBe(expected);
});

import { expect, test } from "vitest";
import {
  heatOf,
  looksIn,
  MOST_CATEGORIES,
  MOST_REGIONS,
  MOST_SOURCES,
  sourcesOf,
} from "../../model/overview-panels.ts";
import { emptyProfile } from "../../model/profile.ts";
import type { Tally } from "../../model/tally.ts";
import { LOOKED_REST, MOST_NAMES, originsOf, tallyWhereFrom } from "../../model/where-from.ts";
import { aContext, aRun, NOON, occurred } from "../support/builders.ts";

test("a heat table holds every cell: what is beyond its rows and columns is in the last ones", () => {
  const cells = Array.from({ length: 20 }, (_, i) =>
    Array.from({ length: 12 }, (_, j) => ({
      country: "PL",
      region: `R${i}`,
      category: `C${j}`,
      value: 1 + i * j,
    })),
  ).flat();
  const total = cells.reduce((sum, { value }) => sum + value, 0);
  const heat = heatOf(cells);
  expect([heat.rows.length, heat.columns.length]).toEqual([MOST_REGIONS + 1, MOST_CATEGORIES + 1]);
  expect([heat.hasOtherRow, heat.hasOtherColumn, heat.sum]).toEqual([true, true, total]);
  expect(heat.columnSums.reduce((sum, one) => sum + one, 0)).toBe(total);
  expect(heat.rows[0]).toMatchObject({ region: "R19" });
  expect(heat.rows[0]!.sum).toBe(heat.rows[0]!.cells.reduce((sum, one) => sum + one, 0));
});

test("a heat table that has room for all has no row of others", () => {
  const heat = heatOf([
    { country: "PL", region: "Śląskie", category: "Light", value: 2 },
    { country: "DE", region: "Berlin", category: "Light", value: 3 },
  ]);
  expect(heat).toMatchObject({
    columns: ["Light"],
    columnSums: [5],
    sum: 5,
    hasOtherRow: false,
    hasOtherColumn: false,
  });
  expect(heat.rows.map(({ region }) => region)).toEqual(["Berlin", "Śląskie"]);
});

test("sources beyond the listed ones are one row, and what no page told is a row of its own", () => {
  const own = new Map(Array.from({ length: 14 }, (_, i) => [`came:referral:site${i}.example`, 100 - i]));
  const rows = sourcesOf(
    [own, new Map([["came:referral:site0.example", 7]])],
    [{ stretch: 0, channel: null, source: null, orders: 2, revenueMinor: 500 }],
  );
  expect(rows).toHaveLength(MOST_SOURCES + 2);
  expect(rows[0]).toMatchObject({ source: "site0.example", visits: { own: 100, before: 7 } });
  const visits = rows.reduce((sum, row) => sum + row.visits.own, 0);
  expect(visits).toBe([...own.values()].reduce((sum, one) => sum + one, 0));
  expect(rows.at(-1)).toMatchObject({ channel: null, orders: { own: 2, before: 0 } });
});

test("names that visitors bring are bounded: what comes after is counted under the rest", () => {
  const tally: Tally = new Map();
  const run = aRun(
    "w0000000",
    Array.from({ length: MOST_NAMES + 50 }, (_, i) => ({
      name: "view_item",
      props: { item: { id: "a", category: `Made up ${i}` } },
    })),
  );
  tallyWhereFrom(tally, [run], "Europe/Warsaw");
  expect(tally.size).toBe(MOST_NAMES + 1);
  const [rest] = [...tally].filter(([key]) => key.endsWith(LOOKED_REST));
  expect(rest![1]).toBe(50);
});

test("a colon in a category does not make another part of the name", () => {
  const tally: Tally = new Map();
  const item = { id: "a", category: "Home: light" };
  tallyWhereFrom(tally, [aRun("w0000000", [{ name: "view_item", props: { item } }])], "Europe/Warsaw");
  const sums = new Map([...tally].map(([key, value]) => [key.slice(key.indexOf(":") + 1), value]));
  expect(looksIn(sums)).toEqual([
    { country: "PL", region: "Małopolskie", category: "Home  light", value: 1 },
  ]);
});

test("an order comes from the last landing before it, though a later visit is told in the same message", () => {
  const landing = (source: string, at: number, n: number) =>
    occurred(n, { name: "page_view", props: { path: "/", landing: { source, medium: "email" } } }, at);
  const order = occurred(
    1,
    { name: "purchase", props: { orderId: "o1", valueMinor: 100, lines: [] } },
    NOON + 5000,
  );
  const run = {
    writer: "w0000000",
    events: [landing("letter", NOON, 0), order, landing("later", NOON + 9000, 2)],
    context: aContext(),
  };
  expect(originsOf(emptyProfile(), [], [run])).toEqual([
    { id: "o1", at: NOON + 5000, channel: "email", source: "letter", country: "PL", region: "Małopolskie" },
  ]);
});

import { expect, test } from "vitest";
import {
  figureOf,
  sayFigure,
  sayFigureChange,
  toneOf,
  totalOf,
} from "../../dashboard/pages/overview/figures.ts";
import { leftAt, sayRegion, saySource, sayTogether } from "../../dashboard/pages/overview/panels/words.ts";
import type { Added } from "../../model/results/report.ts";
import { parseCondition } from "../../model/segment.ts";
import { COURSE } from "../../model/visit-course.ts";

const totals = {
  visitors: 1397,
  visits: 1412,
  views: 5808,
  carts: 227,
  orders: 60,
  revenueMinor: 450_000,
  cartVisits: 200,
  orderVisits: 55,
};
const said = (key: string) => sayFigure(figureOf(key), totalOf(figureOf(key), totals, 30), "EUR");

test("conversion, average order and abandoned carts are shares of what they say", () => {
  expect([said("conversion"), said("average"), said("abandoned")]).toEqual([
    "3.90\u00a0%",
    "75.00\u00a0€",
    "72.5\u00a0%",
  ]);
});

test("a share of nothing is not zero: it is not said", () => {
  const none = { ...totals, visits: 0, orders: 0, cartVisits: 0 };
  for (const key of ["conversion", "average", "abandoned"])
    expect(sayFigure(figureOf(key), totalOf(figureOf(key), none, 30), "EUR")).toBe("–");
});

test("shares change by points, sums by per cent, and more of what is lost is worse", () => {
  const share = figureOf("abandoned");
  expect(sayFigureChange(share, 0.725, 0.7)).toBe("+2.5\u00a0pp");
  expect(sayFigureChange(share, 0.7, 0.7)).toBe("0.00\u00a0pp");
  expect(sayFigureChange(share, 0.7, null)).toBe("");
  expect(sayFigureChange(figureOf("revenueMinor"), 110, 100)).toBe("+10.0\u00a0%");
  expect([toneOf("+2.5\u00a0pp", true), toneOf("+2.5\u00a0pp"), toneOf("0.00\u00a0pp")]).toEqual([
    "down",
    "up",
    "flat",
  ]);
});

test.each(COURSE)("who ended at %s is a sound condition, with a name", (step) => {
  const { name, condition } = leftAt(step, 90)!;
  expect(parseCondition(condition)).toEqual({ condition });
  expect(name.length).toBeGreaterThan(5);
});

test("a source is its host or name with its channel; what nobody knows says so", () => {
  const none = { own: 0, before: 0 };
  const row = (channel: string | null, source: string) =>
    saySource({ channel, source, visits: none, orders: none, revenueMinor: none });
  expect(row("search", "www.google.com")).toEqual({ name: "google.com", how: "Search" });
  expect(row("email", "newsletter")).toEqual({ name: "Newsletter", how: "E-mail" });
  expect(row("direct", "")).toEqual({ name: "Direct", how: "" });
  expect(row(null, "").name).toBe("Not known");
});

test("a region names its country where it is not the commonest", () => {
  expect(sayRegion({ country: "PL", region: "Śląskie" }, "PL")).toBe("Śląskie");
  expect(sayRegion({ country: "DE", region: "Berlin" }, "PL")).toBe("Berlin, DE");
  expect(sayRegion({ country: "DE", region: "" }, "PL")).toBe("Germany");
});

test.each<[Added["verdict"], string]>([
  ["no_holdout", "Not measured"],
  ["nobody_yet", "Nothing yet"],
  ["too_few", "Not enough yet"],
  ["undecided", "Not enough yet"],
  ["more", "1\u00a0200\u00a0€"],
])("what was added stands large only where the interval leaves out nothing: %s", (verdict, lead) => {
  const isTold = verdict === "more" || verdict === "undecided";
  const addedMinor = isTold
    ? { estimate: 120_000, low: verdict === "more" ? 40_000 : -5_000, high: 200_000 }
    : null;
  const all = { addedMinor, verdict, weeks: 5 };
  expect(sayTogether({ all, currency: "EUR", campaigns: [], used: {} }, 0.05).lead).toBe(lead);
});

import { expect, test } from "vitest";
import { visitsOf } from "../../dashboard/pages/visitor/visit.ts";
import type { Moment } from "../../model/timeline.ts";

const moment = (at: number, session: number, name: string, props: Record<string, unknown> = {}) =>
  ({ at: at * 1000, session, name, props }) as Moment;
const namesOf = (timeline: Moment[], show: "all" | "moments" | "orders" = "all") =>
  visitsOf(timeline, show).map(({ entries }) => entries.map((entry) => entry.map(({ name }) => name)));

test("moments are grouped by visit, and what came between visits stands apart", () => {
  const timeline = [
    moment(900, 2, "search", { term: "lamp" }),
    moment(500, 0, "segment_exit", { segment: "waits" }),
    moment(100, 1, "page_view", { path: "/", landing: { referrer: "google.com" } }),
  ];
  expect(visitsOf(timeline, "all").map(({ session }) => session)).toEqual([2, 0, 1]);
  expect(visitsOf(timeline, "all").at(-1)?.source?.channel).toBe("search");
});

test("a product page is said once: its page view gives way to the product", () => {
  const timeline = [moment(11, 1, "view_item"), moment(10, 1, "page_view", { path: "/p/lamp/" })];
  expect(namesOf(timeline)).toEqual([[["view_item"]]]);
  expect(visitsOf(timeline, "all")[0]?.pages).toBe(1);
});

test("three views in a row become one line, two stay two", () => {
  const views = (n: number) => Array.from({ length: n }, (_, i) => moment(100 - i, 1, "view_item"));
  expect(namesOf(views(3))).toEqual([[["view_item", "view_item", "view_item"]]]);
  expect(namesOf(views(2))).toEqual([[["view_item"], ["view_item"]]]);
});

test("attention is summed into the visit and is no line of its own", () => {
  const timeline = [
    moment(60, 1, "user_engagement", { engagedMs: 40_000 }),
    moment(10, 1, "page_view", { landing: {} }),
  ];
  expect(namesOf(timeline)).toEqual([[["page_view"]]]);
  expect(visitsOf(timeline, "all")[0]?.engagedMs).toBe(40_000);
});

test("the filter for orders keeps orders and failed payments, and drops visits without any", () => {
  const timeline = [
    moment(90, 2, "search"),
    moment(50, 1, "purchase"),
    moment(40, 1, "payment_failed"),
    moment(10, 1, "page_view", { landing: {} }),
  ];
  expect(namesOf(timeline, "orders")).toEqual([[["purchase"], ["payment_failed"]]]);
});

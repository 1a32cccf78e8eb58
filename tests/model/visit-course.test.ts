/** How far visits came: the same sums in whatever order and parts their events arrive. */
import { expect, test } from "vitest";
import type { Event } from "../../model/event.ts";
import { emptyProfile, foldRun, type Occurred, type Run } from "../../model/profile.ts";
import { addTo, type Tally } from "../../model/tally.ts";
import { extendTimeline, momentsOf } from "../../model/timeline.ts";
import { COURSE, tallyCourse } from "../../model/visit-course.ts";
import { aContext, NOON } from "../support/builders.ts";

const PAGE: Event = { name: "page_view", props: { path: "/" } };
const item = { id: "lamp", category: "Light" };
const VIEW: Event = { name: "view_item", props: { item } };
const ADD: Event = { name: "add_to_cart", props: { item, quantity: 1 } };
const BEGIN: Event = { name: "begin_checkout", props: {} };
const SHIPPING: Event = { name: "add_shipping_info", props: {} };
const PAYMENT: Event = { name: "add_payment_info", props: {} };
const FAILED: Event = { name: "payment_failed", props: {} };
const FORM: Event = { name: "form_error", props: { field: "postcode" } };
const DEAR: Event = { name: "micro_moment", props: { moment: "delivery_cost" } };
const ORDER: Event = { name: "purchase", props: { orderId: "o1", valueMinor: 100, lines: [] } };

/** Events of one visit, a second apart. */
const visit = (events: Event[], session = 1, at = NOON): Occurred[] =>
  events.map((event, n) => ({ n: session * 1000 + n, at: at + n * 1000, session, event }));

/** Arriving part by part, as ingest folds them. */
function arriving(parts: Occurred[][]): Tally {
  const tally: Tally = new Map();
  let [profile, timeline] = [emptyProfile(), extendTimeline([], [])];
  for (const events of parts) {
    const run: Run = { writer: "w0000000", events, context: aContext() };
    tallyCourse(tally, { before: profile, timeline, fresh: [run] }, "Europe/Warsaw");
    profile = foldRun(profile, run);
    timeline = extendTimeline(timeline, momentsOf(run));
  }
  return new Map([...tally].filter(([, value]) => value !== 0).sort());
}

const names = (tally: Tally) =>
  Object.fromEntries([...tally].map(([key, value]) => [key.slice(key.indexOf(":") + 1), value]));
const upTo = (step: (typeof COURSE)[number]) =>
  Object.fromEntries(COURSE.slice(0, COURSE.indexOf(step) + 1).map((one) => [`reach:${one}`, 1]));

test.each<[string, Event[], object]>([
  ["only opens pages adds nothing", [PAGE, PAGE], {}],
  ["looks at products counts once", [PAGE, VIEW, VIEW], upTo("view")],
  ["begins the checkout with an older cart has come that far", [PAGE, BEGIN], upTo("checkout")],
  [
    "ends at a form's fault is left there",
    [ADD, BEGIN, FORM, FORM],
    { ...upTo("checkout"), "left:checkout:form_error": 1 },
  ],
  [
    "ends at delivery and a declined card met both",
    [ADD, BEGIN, SHIPPING, DEAR, FAILED],
    { ...upTo("payment"), "left:payment:delivery_cost": 1, "left:payment:payment_failed": 1 },
  ],
  ["orders after a declined card is not left anywhere", [ADD, BEGIN, PAYMENT, FAILED, ORDER], upTo("order")],
  ["errs in a form before any checkout is not hindered", [PAGE, FORM, VIEW], upTo("view")],
])("a visit that %s", (_, events, sums) => {
  expect(names(arriving([visit(events)]))).toEqual(sums);
});

test("what is left is taken back when the order comes in a later message", () => {
  const events = visit([ADD, BEGIN, FAILED, ORDER]);
  expect(names(arriving([events.slice(0, 3), events.slice(3)]))).toEqual(upTo("order"));
});

test("any order and partition of the events gives the same sums, by the day on which each visit began", () => {
  const nearMidnight = Date.UTC(2026, 10, 22, 22, 59, 57);
  const all = [
    ...visit([PAGE, VIEW, ADD, BEGIN, FORM, SHIPPING, DEAR, FAILED], 1, nearMidnight),
    ...visit([PAGE, VIEW, ADD, BEGIN, FAILED, ORDER], 2, NOON + 3 * 86_400_000),
  ];
  const whole = arriving([all]);
  expect(names(whole)).toMatchObject({ "left:payment:form_error": 1, "left:payment:payment_failed": 1 });
  // A generator of its own (mulberry32): the same cases in every run.
  let seed = 7;
  const random = () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  for (let round = 0; round < 300; round++) {
    const shuffled = all
      .map((event) => ({ event, place: random() }))
      .sort((a, b) => a.place - b.place)
      .map(({ event }) => event);
    const parts: Occurred[][] = [[]];
    for (const event of shuffled) {
      if (random() < 0.4) parts.push([]);
      parts.at(-1)!.push(event);
    }
    expect(arriving(parts.filter((part) => part.length > 0))).toEqual(whole);
  }
});

test("a visit of hundreds of moments counts each step once", () => {
  const many = visit([PAGE, VIEW, ADD, ...Array.from({ length: 240 }, () => VIEW), ADD, BEGIN, ORDER]);
  const parts = Array.from({ length: Math.ceil(many.length / 20) }, (_, i) =>
    many.slice(20 * i, 20 * i + 20),
  );
  expect(names(arriving(parts))).toEqual(upTo("order"));
});

test("a tally of other names stays as it was", () => {
  const tally: Tally = new Map();
  addTo(tally, 1, "came:direct:");
  const run: Run = { writer: "w0000000", events: visit([PAGE]), context: aContext() };
  tallyCourse(tally, { before: emptyProfile(), timeline: [], fresh: [run] }, "Europe/Warsaw");
  expect([...tally]).toEqual([["1:came:direct:", 1]]);
});

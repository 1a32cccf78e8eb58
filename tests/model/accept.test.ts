/** The events of a sync judged one by one. (At the front door: tests/edge/sync.test.ts.) */
import fc from "fast-check";
import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { acceptRuns } from "../../model/accept.ts";
import { hash32 } from "../../model/bucketing.ts";
import { eventProps } from "../../model/event.ts";
import { emptyServerPart, type Issued, type Passport, variantKey } from "../../model/passport.ts";
import { emptyProfile, foldRun, type Profile } from "../../model/profile.ts";
import { syncRequestSchema, type WireEvent, type WireRun } from "../../model/sync.ts";
import { DAY_MS } from "../../model/time.ts";
import { aContext, aRun, NOON } from "../support/builders.ts";

const passportWith = (issued: Issued[] = [], profile: Profile = emptyProfile()): Passport => ({
  visitor: "AAAAAAAAAAAAAAAAAAAAAA",
  sealedAt: NOON,
  isMergeDue: false,
  profile,
  server: emptyServerPart,
  issued,
  marks: {},
});
const look = (ageMs = 0): WireEvent => ({ name: "page_view", props: { path: "/" }, ageMs, session: 1 });
const runOf = (events: WireEvent[], from = 0): WireRun => ({ writer: "AAAAAAAA", from, events });
const accept = (runs: WireRun[], passport = passportWith()) =>
  acceptRuns(runs, passport, aContext(), NOON, "PLN");

test("what is kept has its name, its time by the edge's clock and its visit", () => {
  const { runs, ranges, refused, reasons } = accept([runOf([look(5_000.4), look()], 7)]);
  expect(runs[0]!.events.map(({ n, at, session }) => [n, at, session])).toEqual([
    [7, NOON - 5_000, 1],
    [8, NOON, 1],
  ]);
  expect([ranges, refused, reasons]).toEqual([[{ writer: "AAAAAAAA", from: 7, to: 9 }], [], {}]);
});

test("a cart or an order told without a currency is in the site's", () => {
  const told = (name: string, props: object): WireEvent => ({ ...look(), name, props });
  const { runs } = accept([
    runOf([
      told("cart", { lines: [], valueMinor: 0 }),
      told("purchase", { orderId: "1", valueMinor: 500, lines: [] }),
      told("purchase", { orderId: "2", valueMinor: 500, lines: [], currency: "EUR" }),
    ]),
  ]);
  const currencies = runs[0]!.events.map(({ event }) => (event.props as { currency?: string }).currency);
  expect(currencies).toEqual(["PLN", "PLN", "EUR"]);
});

test.each([
  ["exactly 7 days old", 7 * DAY_MS, true],
  ["a moment older", 7 * DAY_MS + 1, false],
  ["from the future", -9 * DAY_MS, true],
])("an event %s", (_, age, isKept) => {
  const { runs, reasons } = accept([runOf([look(age)])]);
  expect([runs.length, reasons]).toEqual(isKept ? [1, {}] : [0, { age: 1 }]);
  expect(runs[0]?.events[0]?.at ?? 0).toBeLessThanOrEqual(NOON);
});

test("a refused event settles its name like a kept one", () => {
  const bad = { ...look(), name: "BAD" };
  const { runs, ranges, refused } = accept([runOf([bad, look(), bad])]);
  expect(ranges).toEqual([{ writer: "AAAAAAAA", from: 0, to: 3 }]);
  expect([runs[0]!.events.map(({ n }) => n), refused.map(({ n }) => n)]).toEqual([[1], [0, 2]]);
});

test("what is refused for its age or its decision stays open, for it may be sent again and hold then", () => {
  const bad = { ...look(), name: "BAD" };
  const props = { campaign: "gone", variant: "a", placement: "bar" };
  const shown = { name: "exposure", props, ageMs: 0, session: 1 };
  const { ranges, settled } = accept([runOf([look(9 * DAY_MS), look(), bad, shown, look()])]);
  expect(ranges).toEqual([{ writer: "AAAAAAAA", from: 0, to: 5 }]);
  expect(settled).toEqual([
    { writer: "AAAAAAAA", from: 1, to: 3 },
    { writer: "AAAAAAAA", from: 4, to: 5 },
  ]);
});

test("of a name that two runs bring the first event stands", () => {
  const second = { ...look(), props: { path: "/other" } };
  const { runs } = accept([runOf([look(), look()]), runOf([second, second], 1)]);
  const kept = runs.flatMap(({ events }) => events);
  expect(kept.map(({ n, event }) => [n, (event.props as { path: string }).path])).toEqual([
    [0, "/"],
    [1, "/"],
    [2, "/other"],
  ]);
});

describe("content that was seen", () => {
  const ref = { campaign: "hello", variant: "with-free-delivery", placement: "home" };
  const issued = (ghost: boolean): Issued => ({
    campaign: hash32("hello"),
    variant: variantKey("with-free-delivery"),
    ghost,
    at: NOON,
  });
  const shown = foldRun(emptyProfile(), aRun("BBBBBBBB", [{ name: "exposure", props: ref }]));
  const cases: [string, string, object, Passport, boolean][] = [
    ["an exposure of what was issued", "exposure", ref, passportWith([issued(false)]), true],
    ["an exposure of nothing issued", "exposure", ref, passportWith(), false],
    ["a ghost of a real decision", "exposure", { ...ref, ghost: true }, passportWith([issued(false)]), false],
    ["a ghost of a ghost", "exposure", { ...ref, ghost: true }, passportWith([issued(true)]), true],
    ["a real one of a ghost", "exposure", ref, passportWith([issued(true)]), false],
    ["another variant", "exposure", { ...ref, variant: "without" }, passportWith([issued(false)]), false],
    ["an exposure once issued, long ago", "exposure", ref, passportWith([], shown), false],
    ["a click on what was issued", "content_click", ref, passportWith([issued(false)]), true],
    ["a click on what was seen long ago", "content_click", ref, passportWith([], shown), true],
    ["a close of what was seen long ago", "content_close", ref, passportWith([], shown), true],
    [
      "an answer to what was issued",
      "answer",
      { ...ref, values: { why: "dear" } },
      passportWith([issued(false)]),
      true,
    ],
    [
      "an answer to what was never seen",
      "answer",
      { ...ref, values: { why: "dear" } },
      passportWith(),
      false,
    ],
    ["a close of what was never seen", "content_close", ref, passportWith(), false],
  ];
  test.each(cases)("%s", (_, name, props, passport, isKept) => {
    const { runs, reasons } = accept([runOf([{ name, props, ageMs: 0, session: 1 }])], passport);
    expect([runs.length, reasons]).toEqual(isKept ? [1, {}] : [0, { not_issued: 1 }]);
  });
});

test("whatever is sent, nothing throws, every name is settled, and reasons are of a short list", () => {
  const known = [...Object.keys(eventProps), "name", "custom", "age", "not_issued"];
  const anyEvent = fc.record({
    name: fc.oneof(fc.constantFrom(...Object.keys(eventProps), "quiz_done", "Bad"), fc.jsonValue()),
    props: fc.jsonValue(),
    ageMs: fc.double({ noNaN: true, noDefaultInfinity: true }),
    session: fc.nat(9),
  });
  fc.assert(
    fc.property(fc.array(anyEvent, { minLength: 1, maxLength: 9 }), (events) => {
      const { runs, ranges, refused, reasons } = accept([runOf(events)]);
      expect(ranges).toEqual([{ writer: "AAAAAAAA", from: 0, to: events.length }]);
      expect((runs[0]?.events.length ?? 0) + refused.length).toBe(events.length);
      for (const reason of Object.keys(reasons)) expect(known).toContain(reason);
      expect(Object.values(reasons).reduce((a, b) => a + b, 0)).toBe(refused.length);
    }),
    { numRuns: 2000 },
  );
});

test("of a page's slots the first 20 are heard, and none whose name is longer than any placement's", () => {
  const slots = ["x".repeat(41), ...Array.from({ length: 22 }, (_, i) => `slot${i}`)];
  const request = {
    wire: 1,
    site: "shop-3k",
    secret: "S".repeat(22),
    consent: 3,
    page: { path: "/", slots },
    runs: [],
  };
  expect(v.parse(syncRequestSchema, request).page.slots).toEqual(slots.slice(1, 21));
});

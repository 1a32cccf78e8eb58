/** A visitor's row after some deliveries: each event once, crossings said, and nothing where there is no news. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Event } from "../../model/event.ts";
import type { Profile } from "../../model/profile.ts";
import type { Segment } from "../../model/segment.ts";
import { type Delivery, type Known, type Settled, settle } from "../../model/settle.ts";
import { compileSnapshot } from "../../model/snapshot.ts";
import { addTo, type Tally, tallyVisitor } from "../../model/tally.ts";
import { DAY_MS } from "../../model/time.ts";
import { TIMELINE_LENGTH } from "../../model/timeline.ts";
import { aContext, aSegment, aSite, aSnapshot, NOON, occurred } from "../support/builders.ts";

const LOOK: Event = { name: "page_view", props: { path: "/" } };
const ARRIVE: Event = { name: "page_view", props: { path: "/", landing: {} } };
const NOON_DAY = Math.floor(NOON / DAY_MS);

/** Events `from` on of a writer, as one message. */
function delivery(events: Event[], changes: { writer?: string; from?: number; at?: number } = {}): Delivery {
  const { writer = "AAAAAAAA", from = 0, at = NOON } = changes;
  return {
    receivedAt: at,
    ranges: [{ writer, from, to: from + events.length }],
    runs: [{ writer, events: events.map((event, i) => occurred(from + i, event, at)), context: aContext() }],
    refused: {},
  };
}
const knownFrom = (settled: Settled): Known => ({ ...settled, server: null });
const carts = aSegment("carts", { field: "cart_value", op: "gt", value: 0 });
const lookers = aSegment("lookers", { field: "pages", op: "gte", value: 1 });
const rulesOf = (...segments: Segment[]) => compileSnapshot(aSnapshot(aSite("shop"), { segments }));
const cart = (valueMinor: number): Event => ({
  name: "cart",
  props: { valueMinor, currency: "EUR", lines: [] },
});

describe("deliveries", () => {
  test("that bring nothing new settle to nothing", () => {
    const first = settle(undefined, [delivery([LOOK])])!;
    expect(settle(knownFrom(first), [delivery([LOOK])])).toBeUndefined();
    expect(settle(undefined, [])).toBeUndefined();
  });

  test("that overlap bring each event once", () => {
    const settled = settle(undefined, [delivery([LOOK, LOOK, LOOK]), delivery([LOOK, LOOK], { from: 2 })])!;
    expect(settled.profile.pages).toBe(4);
    expect(settled.seen.AAAAAAAA!.ranges).toEqual([0, 4]);
  });

  test("of refused events alone settle their names and count them once", () => {
    const refused: Delivery = {
      ...delivery([]),
      ranges: [{ writer: "AAAAAAAA", from: 0, to: 2 }],
      runs: [],
      refused: { custom: 2 },
    };
    const settled = settle(undefined, [refused, refused])!;
    expect([settled.refused, settled.fresh, settled.profile.pages]).toEqual([{ custom: 2 }, [], 0]);
  });

  test("of an event once too old count it where it is sent again by a right clock", () => {
    const tooOld: Delivery = { ...delivery([]), ranges: [], runs: [], refused: { age: 1 } };
    const settled = settle(undefined, [tooOld, delivery([LOOK]), delivery([LOOK])])!;
    expect([settled.refused, settled.profile.pages]).toEqual([{ age: 1 }, 1]);
  });

  test("in any order, batching and repetition give the same row", () => {
    const messages = Array.from({ length: 5 }, (_, i) =>
      delivery([LOOK, ARRIVE, cart(i * 100)], { from: i * 3, at: NOON + i * 1000 }),
    );
    const whole = settle(undefined, messages)!;
    fc.assert(
      fc.property(fc.array(fc.nat(4), { maxLength: 12 }), fc.nat(), (repeated, cut) => {
        const order = [...repeated, 0, 1, 2, 3, 4].map((i) => messages[i]!);
        const at = cut % order.length;
        const first = settle(undefined, order.slice(0, at));
        const second = settle(first && knownFrom(first), order.slice(at)) ?? first!;
        expect(second.profile).toEqual(whole.profile);
        expect(second.seen).toEqual(whole.seen);
        expect(second.timeline).toEqual(whole.timeline);
      }),
      { numRuns: 300 },
    );
  });

  test("leave the row they were given as it was", () => {
    const known = knownFrom(settle(undefined, [delivery([LOOK])], rulesOf(lookers))!);
    const copy = structuredClone(known);
    settle(known, [delivery([ARRIVE], { from: 1 })], rulesOf(lookers, carts));
    expect(known).toEqual(copy);
  });
});

describe("crossings", () => {
  test.each<[string, string[], Event[], string[]]>([
    ["a first look enters", [], [LOOK], ["segment_enter lookers"]],
    ["a member who stays crosses nothing", ["lookers"], [LOOK], []],
    ["a full cart enters", ["lookers"], [LOOK, cart(100)], ["segment_enter carts"]],
    ["a segment that is gone is left", ["lookers", "gone"], [LOOK], ["segment_exit gone"]],
  ])("%s", (_, before, events, expected) => {
    const first = settle(undefined, [delivery([LOOK], { writer: "BBBBBBBB" })])!;
    const settled = settle(
      { ...knownFrom(first), segments: before },
      [delivery(events)],
      rulesOf(lookers, carts),
    )!;
    if (before.length === 0) expect(settled.segments).toEqual(["lookers"]);
    expect(
      settled.added
        .filter(({ name }) => name.startsWith("segment"))
        .map(({ name, props }) => `${name} ${props.segment}`),
    ).toEqual(expected);
  });
});

test("the timeline keeps the newest hundred, in order of time, without the cart's state", () => {
  const events = Array.from({ length: 150 }, () => LOOK);
  const settled = settle(undefined, [delivery([...events, cart(1)])])!;
  expect(settled.timeline).toHaveLength(TIMELINE_LENGTH);
  expect(settled.timeline.every(({ name }) => name === "page_view")).toBe(true);
});

test("of a product named twice the later word stands, and one without a name is not kept", () => {
  const view = (id: string, name?: string): Event => ({
    name: "view_item",
    props: { item: { id, ...(name && { name }) } },
  });
  const { products } = settle(undefined, [delivery([view("a", "Old"), view("a", "New"), view("b")])])!;
  expect([...products].map(([id, { name }]) => [id, name])).toEqual([["a", "New"]]);
});

test("a trait or product called like something every object has is kept, and harms nothing", () => {
  const named: Event[] = [
    { name: "identify", props: { traits: { toString: "x", valueOf: 1 } as Record<string, string | number> } },
    { name: "view_item", props: { item: { id: "toString", name: "Lamp" } } },
  ];
  const { profile } = settle(undefined, [delivery(named)])!;
  const kept = JSON.parse(JSON.stringify(profile)) as Profile;
  expect(kept.traits).toMatchObject({ toString: { value: "x" }, valueOf: { value: 1 } });
  expect(kept.viewed).toHaveProperty("toString");
});

describe("a tally", () => {
  const tallied = (before: Known | undefined, after: Settled): Record<string, number> => {
    const tally: Tally = new Map();
    tallyVisitor(tally, { ...after, timeline: before?.timeline ?? [] }, "Europe/Warsaw");
    return Object.fromEntries([...tally].map(([key, value]) => [key.replace(`${NOON_DAY}:`, ""), value]));
  };
  const ref = { campaign: "hello", variant: "a", placement: "home" };

  test("counts each kind of event by its name", () => {
    const settled = settle(undefined, [
      delivery([
        ARRIVE,
        LOOK,
        { name: "add_to_cart", props: { item: { id: "a" }, quantity: 1 } },
        { name: "micro_moment", props: { moment: "compare" } },
        { name: "exposure", props: ref },
        { name: "exposure", props: { ...ref, ghost: true } },
        { name: "content_click", props: ref },
        { name: "custom:quiz_done", props: {} },
      ]),
    ])!;
    expect(tallied(undefined, settled)).toEqual({
      events: 8,
      views: 2,
      visits: 1,
      visitors: 1,
      carts: 1,
      "moment:compare": 1,
      "shown:hello": 1,
      "ghost:hello": 1,
      "click:hello": 1,
    });
  });

  test("names a visitor of a day once", () => {
    const first = settle(undefined, [delivery([LOOK])])!;
    const second = settle(knownFrom(first), [delivery([LOOK], { from: 1 })])!;
    expect([tallied(undefined, first).visitors, tallied(knownFrom(first), second).visitors]).toEqual([
      1,
      undefined,
    ]);
  });

  /** Half past eleven at night, UTC: half past midnight in Warsaw. */
  const LATE = (NOON_DAY + 1) * DAY_MS - 1_800_000;

  test("is of the shop's day, in which a night begins before midnight UTC", () => {
    const night = settle(undefined, [delivery([LOOK], { at: LATE })])!;
    expect(tallied(undefined, night)).toEqual({
      [`${NOON_DAY + 1}:events`]: 1,
      [`${NOON_DAY + 1}:views`]: 1,
      [`${NOON_DAY + 1}:visitors`]: 1,
    });
  });

  test("counts who comes by day and again in the shop's night on both days, and next morning not again", () => {
    const day = settle(undefined, [delivery([LOOK])])!;
    const night = settle(knownFrom(day), [delivery([LOOK], { from: 1, at: LATE })])!;
    const morning = settle(knownFrom(night), [delivery([LOOK], { from: 2, at: LATE + 8 * 3_600_000 })])!;
    expect(tallied(knownFrom(day), night)).toHaveProperty([`${NOON_DAY + 1}:visitors`], 1);
    expect(tallied(knownFrom(night), morning)).not.toHaveProperty([`${NOON_DAY + 1}:visitors`]);
  });

  test("counts a visitor's day once, whichever half of it comes first, though a hundred things came between", () => {
    const morning = settle(undefined, [delivery([LOOK])])!;
    const busy = settle(knownFrom(morning), [
      delivery(
        Array.from({ length: 150 }, () => LOOK),
        { from: 1, at: NOON + 2 * DAY_MS },
      ),
    ])!;
    const late = settle(knownFrom(busy), [delivery([LOOK], { from: 151, at: NOON + 60_000 })])!;
    expect(tallied(knownFrom(busy), late)).toEqual({ events: 1, views: 1 });
  });

  test("of a visitor's days is the same in whatever order and pieces they come in", () => {
    const hours = fc.uniqueArray(fc.integer({ min: 0, max: 71 }), { minLength: 1, maxLength: 40 });
    const orders = hours.chain((of) =>
      fc.tuple(fc.constant(of), fc.shuffledSubarray(of, { minLength: of.length })),
    );
    const sumOf = (of: number[]) => {
      const tally: Tally = new Map();
      let known: Known | undefined;
      for (const hour of of) {
        const settled = settle(known, [delivery([LOOK], { from: hour, at: NOON + hour * 3_600_000 })])!;
        tallyVisitor(tally, { ...settled, timeline: known?.timeline ?? [] }, "Europe/Warsaw");
        known = knownFrom(settled);
      }
      return Object.fromEntries([...tally].sort());
    };
    fc.assert(
      fc.property(orders, ([one, other]) => {
        expect(sumOf(other)).toEqual(sumOf(one));
      }),
      { numRuns: 50 },
    );
  });

  test("adds up, and holds no zeros", () => {
    const tally: Tally = new Map();
    for (const value of [2, 3, 0]) addTo(tally, 7, "views", value);
    addTo(tally, 7, "carts", 0);
    expect([...tally]).toEqual([["7:views", 5]]);
  });
});

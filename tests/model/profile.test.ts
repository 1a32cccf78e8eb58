import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Event } from "../../model/event.ts";
import { emptyProfile, foldRun, type Occurred } from "../../model/profile.ts";
import { DAY_MS } from "../../model/time.ts";
import { aContext, aRun, NOON, occurred } from "../support/builders.ts";

const item = fc.record({
  id: fc.constantFrom(...Array.from({ length: 40 }, (_, i) => `p${i}`)),
  category: fc.constantFrom("Light", "Kitchen", "Garden", "Care", "Trips"),
  brand: fc.constantFrom("Sowa", "Rosa"),
});
const campaign = fc.constantFrom("spring", "cart-help", "welcome");
const event: fc.Arbitrary<Event> = fc.oneof(
  fc.record({
    name: fc.constant("page_view" as const),
    props: fc.record({
      path: fc.constant("/"),
      landing: fc.option(fc.record({ source: fc.constantFrom("google", "news") }), { nil: undefined }),
    }),
  }),
  fc.record({ name: fc.constant("view_item" as const), props: fc.record({ item }) }),
  fc.record({
    name: fc.constant("add_to_cart" as const),
    props: fc.record({ item, quantity: fc.constant(1) }),
  }),
  fc.record({
    name: fc.constant("user_engagement" as const),
    props: fc.record({ path: fc.constant("/"), engagedMs: fc.nat(9000), scrollShare: fc.constant(0.5) }),
  }),
  fc.record({
    name: fc.constant("cart" as const),
    props: fc.record({ valueMinor: fc.nat(9000), currency: fc.constant("EUR"), lines: fc.constant([]) }),
  }),
  fc.record({
    name: fc.constant("purchase" as const),
    props: fc.record({
      orderId: fc.constantFrom(...Array.from({ length: 25 }, (_, i) => `o${i}`)),
      valueMinor: fc.nat(9000),
      currency: fc.constant("EUR"),
      lines: fc.constant([]),
    }),
  }),
  fc.record({
    name: fc.constant("micro_moment" as const),
    props: fc.record({ moment: fc.constantFrom("compare", "hesitate", "read") }),
  }),
  fc.record({
    name: fc.constant("identify" as const),
    props: fc.record({
      traits: fc.dictionary(
        fc.constantFrom(...Array.from({ length: 30 }, (_, i) => `trait${i}`)),
        fc.constantFrom("a", "b", null),
        { maxKeys: 5 },
      ),
    }),
  }),
  fc.record({
    name: fc.constant("answer" as const),
    props: fc.record({
      campaign,
      variant: fc.constant("a"),
      placement: fc.constant("home"),
      values: fc.dictionary(
        fc.constantFrom(...Array.from({ length: 50 }, (_, i) => `trait${i}`)),
        fc.constantFrom<string | number | string[] | null>("a", 9, ["a", "b"], "", null),
        { maxKeys: 5 },
      ),
    }),
  }),
  fc.record({
    name: fc.constant("exposure" as const),
    props: fc.record({
      campaign,
      variant: fc.constant("a"),
      placement: fc.constant("home"),
      ghost: fc.constantFrom(undefined, true as const),
    }),
  }),
  fc.record({
    name: fc.constant("content_close" as const),
    props: fc.record({ campaign, variant: fc.constant("a"), placement: fc.constant("home") }),
  }),
) as fc.Arbitrary<Event>;

/** Named events of three writers over 90 days, with equal times among them. */
const history = fc.array(
  fc.record({
    writer: fc.constantFrom("AAAAAAAA", "BBBBBBBB", "CCCCCCCC"),
    event,
    at: fc.oneof(fc.constant(NOON), fc.integer({ min: NOON - 90 * DAY_MS, max: NOON })),
  }),
  { maxLength: 120 },
);

type Named = { writer: string; occurred: Occurred };
const named = (events: { writer: string; event: Event; at: number }[]): Named[] => {
  const next: Record<string, number> = {};
  return events.map(({ writer, event, at }) => {
    const n = next[writer] ?? 0;
    next[writer] = n + 1;
    return { writer, occurred: occurred(n, event, at) };
  });
};
/** Folds in the given order, cut into runs after the given places. */
const foldAll = (events: Named[], cuts: Set<number>) => {
  let profile = emptyProfile();
  let run: Named[] = [];
  const flush = () => {
    for (const [writer, own] of Map.groupBy(run, (each) => each.writer))
      profile = foldRun(profile, { writer, events: own.map((each) => each.occurred), context: aContext() });
    run = [];
  };
  for (const [i, each] of events.entries()) {
    run.push(each);
    if (cuts.has(i)) flush();
  }
  flush();
  return profile;
};

describe("the fold", () => {
  test("gives the same profile for every order and partition of the events", () => {
    fc.assert(
      fc.property(history, fc.infiniteStream(fc.nat()), (events, numbers) => {
        const inOrder = named(events);
        const shuffled = inOrder
          .map((each) => ({ each, by: numbers.next().value! }))
          .sort((a, b) => a.by - b.by)
          .map(({ each }) => each);
        const cuts = new Set(shuffled.keys().filter(() => numbers.next().value! % 4 === 0));
        expect(foldAll(shuffled, cuts)).toEqual(foldAll(inOrder, new Set()));
      }),
      { numRuns: 3000 },
    );
  });

  test("gives the same profile for all 720 orders and all 32 partitions of six events", () => {
    const six = named([
      {
        writer: "AAAAAAAA",
        event: { name: "page_view", props: { path: "/", landing: { source: "google" } } },
        at: NOON,
      },
      {
        writer: "BBBBBBBB",
        event: { name: "page_view", props: { path: "/", landing: { source: "news", medium: "email" } } },
        at: NOON,
      },
      {
        writer: "AAAAAAAA",
        event: { name: "cart", props: { lines: [], valueMinor: 100, currency: "EUR" } },
        at: NOON + 5,
      },
      {
        writer: "BBBBBBBB",
        event: { name: "cart", props: { lines: [], valueMinor: 200, currency: "EUR" } },
        at: NOON + 5,
      },
      {
        writer: "AAAAAAAA",
        event: { name: "identify", props: { traits: { room: "bedroom" } } },
        at: NOON + 6,
      },
      { writer: "AAAAAAAA", event: { name: "identify", props: { traits: { room: null } } }, at: NOON + 6 },
    ]);
    const expected = foldAll(six, new Set());
    const orders = (rest: Named[]): Named[][] =>
      rest.length === 0
        ? [[]]
        : rest.flatMap((one, i) => orders(rest.toSpliced(i, 1)).map((others) => [one, ...others]));
    for (const order of orders(six))
      for (let mask = 0; mask < 32; mask++)
        expect(foldAll(order, new Set([0, 1, 2, 3, 4].filter((i) => mask & (1 << i))))).toEqual(expected);
    expect(expected.visits).toBe(2);
    expect(expected.cart?.value.valueMinor).toBe(200);
    expect(expected.traits.room?.value).toBeNull();
  });

  test("leaves the profile it was given as it is", () => {
    const before = foldRun(emptyProfile(), aRun("AAAAAAAA", [{ name: "page_view", props: { path: "/" } }]));
    const copy = structuredClone(before);
    foldRun(
      before,
      aRun("BBBBBBBB", [{ name: "view_item", props: { item: { id: "p1", category: "Light" } } }]),
    );
    expect(before).toEqual(copy);
  });

  test("keeps the source of the first visit and of the last", () => {
    const visit = (source: string) =>
      ({ name: "page_view", props: { path: "/", landing: { source } } }) as const;
    const profile = foldRun(emptyProfile(), aRun("AAAAAAAA", [visit("google"), visit("wiosna")]));
    expect(profile.firstSource?.value.name).toBe("google");
    expect(profile.lastSource?.value.name).toBe("wiosna");
  });
});

/**
 * The flat program against an interpreter that walks the tree and knows operators by their meaning alone: random
 * segments, some asking for each other, over random profiles. Every field with every operator comes up, or the test fails.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hash32 } from "../../model/bucketing.ts";
import { type Event, PAGE_KINDS } from "../../model/event.ts";
import { Facts } from "../../model/facts.ts";
import { emptyServerPart } from "../../model/passport.ts";
import { emptyProfile, foldRun, type Profile } from "../../model/profile.ts";
import { comparisonsOf } from "../../model/segment/condition.ts";
import { contradictionIn } from "../../model/segment/contradiction.ts";
import { holdsCondition } from "../../model/segment/explain.ts";
import type { Actual, Field } from "../../model/segment/field.ts";
import { compileProgram } from "../../model/segment/program.ts";
import { inOrderOfReferences, sayReferenceFault } from "../../model/segment/references.ts";
import {
  type Comparison,
  type Condition,
  FIELDS,
  operatorsOf,
  parseCondition,
  type Segment,
} from "../../model/segment.ts";
import { DAY_MS } from "../../model/time.ts";
import type { Step } from "../../model/trail.ts";
import {
  aContext,
  aRun,
  aSegment,
  aSite,
  aSituation,
  aSnapshot,
  NOON,
  occurred,
} from "../support/builders.ts";

const SHOP = aSnapshot(aSite("shop"), {
  scoring: {
    cuts: { recencyDays: [7, 14, 30], frequencyOrders: [2, 3, 5], monetaryMinor: [100, 200, 400] },
    lifecycle: { inactiveDays: 20, abandonedMinutes: 30 },
  },
});
const SUBJECTS: Record<NonNullable<Field["of"]>, string[]> = {
  category: ["Light", "Rugs"],
  brand: ["Sowa", "Rosa"],
  moment: ["compare", "read"],
  product: ["lamp", "rug", "toString"],
  trait: [],
  segment: ["s0", "s1", "s2", "s3", "s4", "s5"],
};
/** Those of its own type and another's. */
const TRAITS: Partial<Record<string, string[]>> = {
  trait: ["room", "rooms"],
  trait_number: ["rooms", "room"],
  trait_yes: ["garden", "toString"],
  trait_days_since: ["moved", "room"],
  trait_days_until: ["moved", "rooms"],
};
const STEPS = [
  "page:product",
  "page:cart",
  "moment:compare",
  "product:lamp",
  "category:Light",
  "event:add_to_cart",
];

const item = fc.constantFrom(
  { id: "lamp", category: "Light", brand: "Sowa", priceMinor: 8900, currency: "EUR" },
  { id: "rug", category: "Rugs", brand: "Rosa" },
  { id: "toString" },
);
const anEvent: fc.Arbitrary<Event> = fc.oneof(
  fc
    .record({
      kind: fc.constantFrom(...PAGE_KINDS),
      landing: fc.constantFrom(
        undefined,
        { medium: "cpc", source: "Google", campaign: "Kraków" },
        { referrer: "google" },
      ),
    })
    .map(({ kind, landing }): Event => ({ name: "page_view", props: { path: "/p/lamp", kind, landing } })),
  item.map((item): Event => ({ name: "view_item", props: { item } })),
  item.map((item): Event => ({ name: "add_to_cart", props: { item, quantity: 1 } })),
  fc.array(fc.constantFrom("lamp", "rug"), { maxLength: 2 }).map(
    (ids): Event => ({
      name: "cart",
      props: {
        valueMinor: 100 * ids.length,
        currency: "EUR",
        lines: ids.map((id) => ({ id, quantity: 1 })),
      },
    }),
  ),
  fc.constantFrom("compare", "read").map((moment): Event => ({ name: "micro_moment", props: { moment } })),
  fc.constant<Event>({ name: "begin_checkout", props: {} }),
  fc.constant<Event>({
    name: "user_engagement",
    props: { path: "/", engagedMs: 60_000, scrollShare: 1 },
  }),
  fc.record({ id: fc.integer({ min: 0, max: 5 }), coupon: fc.constantFrom(undefined, "TEN") }).map(
    ({ id, coupon }): Event => ({
      name: "purchase",
      props: { orderId: `o${id}`, valueMinor: 150, currency: "EUR", coupon, lines: [] },
    }),
  ),
  fc.constantFrom<Event>(
    { name: "identify", props: { traits: { room: "Kraków", rooms: 3, garden: true, moved: "2026-11-12" } } },
    { name: "identify", props: { traits: { room: null, garden: false } } },
  ),
);
const profile: fc.Arbitrary<Profile> = fc
  .array(
    fc.tuple(anEvent, fc.constantFrom(0, 1, 60, 600, 2000, 20_000, 45_000), fc.integer({ min: 1, max: 2 })),
    {
      maxLength: 24,
      size: "max",
    },
  )
  .chain((events) => fc.constantFrom("", "Małopolskie").map((region) => ({ events, region })))
  .map(({ events, region }) =>
    foldRun(
      emptyProfile(),
      aRun("AAAAAAAA", [], {
        context: aContext({ place: { country: "PL", region, city: "Kraków", continent: "EU" } }),
        events: events.map(([event, minutesAgo, session], n) => ({
          ...occurred(n, event, NOON - minutesAgo * 60_000),
          session,
        })),
      }),
    ),
  );
const visitor = fc
  .record({
    profile,
    orders: fc.integer({ min: 0, max: 3 }),
    kind: fc.constantFrom("product" as const, ...PAGE_KINDS, "product" as const),
    path: fc.constantFrom("", "/p/lamp"),
    device: fc.constantFrom("phone" as const, "desktop" as const),
  })
  .map(({ profile, orders, ...page }) => {
    const server = {
      ...emptyServerPart,
      ...(orders > 0 && {
        rev: 1,
        orders,
        valueMinor: 120 * orders,
        currency: "EUR",
        lastOrderAt: NOON - orders * 9 * DAY_MS,
      }),
      ...(orders > 1 && {
        value: { expected: 10, alive: orders * 20, year: 30, net: orders === 2 ? 10.5 : -20 },
      }),
    };
    return () => new Facts(profile, server, aSituation(page), SHOP);
  });

const visitors = fc.sample(visitor, { numRuns: 90, seed: 20261126 });
/** What a field says of these visitors, whole and in pieces, and what it says of none. */
const wordsOf = (name: string): string[] => {
  const actuals = visitors.map((meet) => FIELDS[name]!.reader("room", undefined)(meet()));
  const texts = [...new Set(actuals.filter((actual) => typeof actual === "string"))];
  return [
    "",
    "elsewhere",
    "lamp",
    "rug",
    "*o*",
    "*L*",
    ...texts,
    ...texts.map((text) => text.slice(0, 2).toUpperCase()),
    ...texts.map((text) => `${text.slice(0, 2)}*`),
  ];
};

/** What these visitors have of a field, and a little beside: else a rare one is never met exactly, or never passed. */
function numbersOf(name: string): number[] {
  const of = TRAITS[name]?.[0] ?? "room";
  const actuals = visitors.map((meet) => FIELDS[name]!.reader(of, undefined)(meet()));
  return [...new Set(actuals.filter((actual) => typeof actual === "number"))].flatMap((actual) => [
    actual,
    actual - 1,
    actual + 1,
  ]);
}

/** In usual gaps, for who ordered 45,000 minutes ago and 2,000. */
const OVERDUE = 2000 / 43_000;

/** Numbers near those that profiles have, so that either side of a comparison comes up. */
const number = fc.oneof(
  fc.integer({ min: -2, max: 5 }),
  fc.constantFrom(0.5, 0.25, 10, 30, 89, 100, 1 / 3, 13, 10.5, -10.5, -20, 1.2, OVERDUE),
);
function valueFor(takes: string, name: string, words: string[]): fc.Arbitrary<unknown> {
  const { values, type } = FIELDS[name]!;
  const near = fc.oneof(number, fc.constantFrom(0, ...numbersOf(name)));
  const scored = type === "number" && values ? fc.constantFrom(...Object.keys(values).map(Number)) : near;
  const text = fc.constantFrom(...(values ? Object.keys(values) : words));
  switch (takes) {
    case "nothing":
      return fc.constant(undefined);
    case "number":
      return scored;
    case "range":
      return fc.tuple(scored, scored).map((ends) => ends.sort((a, b) => a - b));
    case "text":
      return text;
    case "texts":
      return fc.array(text, { minLength: 1, maxLength: 3 });
    case "boolean":
      return fc.boolean();
    default:
      return fc.array(fc.constantFrom(...STEPS), { minLength: 2, maxLength: 3 });
  }
}

const ASKABLE = Object.entries(FIELDS).flatMap(([name, field]) =>
  Object.entries(operatorsOf(field)).map(([op, { takes }]) => ({
    name,
    field,
    op,
    takes,
    words: wordsOf(name),
  })),
);
const comparison: fc.Arbitrary<Comparison> = fc
  .constantFrom(...ASKABLE)
  .chain(({ name, field, op, takes, words }) =>
    fc
      .record({
        of: field.of ? fc.constantFrom(...(TRAITS[name] ?? SUBJECTS[field.of])) : fc.constant(undefined),
        days: field.window ? fc.constantFrom(undefined, 1, 2, 7, 30) : fc.constant(undefined),
        value: valueFor(takes, name, words),
      })
      .map((rest) =>
        JSON.parse(JSON.stringify({ field: name, of: rest.of, days: rest.days, op, value: rest.value })),
      ),
  );
const { condition } = fc.letrec<{ condition: Condition }>((tie) => {
  const parts = fc.array(tie("condition"), { maxLength: 4 });
  return {
    condition: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      { arbitrary: comparison, weight: 3 },
      { arbitrary: parts.map((all): Condition => ({ all })), weight: 1 },
      { arbitrary: parts.map((any): Condition => ({ any })), weight: 1 },
      { arbitrary: parts.map((none): Condition => ({ none })), weight: 1 },
    ),
  };
});
/** What asks for itself, by whatever way, is asked for no more. */
const segments: fc.Arbitrary<Segment[]> = fc
  .array(condition, { minLength: 1, maxLength: 6 })
  .map((conditions) => conditions.map((each, i) => aSegment(`s${i}`, each)))
  .map((all) => {
    const known = all.filter(
      ({ condition }) => !("fault" in inOrderOfReferences([aSegment("x", condition)], all)),
    );
    const sorted = inOrderOfReferences(known);
    return "ordered" in sorted ? sorted.ordered : [aSegment("s0", { all: [] })];
  });

/** What an operator means, said once more and as plainly as can be. */
function means({ op, value }: Comparison, actual: Actual): boolean {
  const isAbsent =
    actual === undefined || actual === "" || (typeof actual === "object" && actual.length === 0);
  if (op === "known") return !isAbsent;
  if (op === "unknown") return isAbsent;
  const trail = (actual ?? []) as readonly Step[];
  if (op === "in_order") return comesInOrder(trail, value as string[]);
  if (op === "not_in_order") return !comesInOrder(trail, value as string[]);
  if (actual === undefined) return false;
  const [text, wanted] = [String(actual).toLowerCase(), String(value).toLowerCase()];
  const listed = [value].flat().map((one) => String(one).toLowerCase());
  const list = actual as readonly string[];
  const one = Number(actual);
  switch (op) {
    case "gte":
      return one >= Number(value);
    case "lte":
      return one <= Number(value);
    case "gt":
      return one > Number(value);
    case "lt":
      return one < Number(value);
    case "eq":
      return one === value;
    case "between":
      return one >= Number(listed[0]) && one <= Number(listed[1]);
    case "is":
      return text === wanted;
    case "is_not":
      return text !== wanted;
    case "one_of":
      return listed.includes(text);
    case "contains":
      return text.includes(wanted);
    case "starts_with":
      return text.startsWith(wanted);
    case "fits":
      return new RegExp(`^${wanted.replaceAll("*", ".*")}$`).test(text);
    case "any_of":
      return (value as string[]).some((each) => list.includes(each));
    case "all_of":
      return (value as string[]).every((each) => list.includes(each));
    case "none_of":
      return typeof actual === "object"
        ? !(value as string[]).some((each) => list.includes(each))
        : !listed.includes(text);
    default:
      throw new Error(`No meaning for ${op}.`);
  }
}
/** The trail holds steps of two visits; only those of the last one count. */
function comesInOrder(trail: readonly Step[], wanted: string[]): boolean {
  const last = trail.filter(({ session }) => session === trail.at(-1)!.session);
  const from = (at: number, left: string[]): boolean =>
    left.length === 0 ||
    last.some(
      ({ marks }, i) => i >= at && marks.includes(hash32(left[0]!) & 0xffffff) && from(i + 1, left.slice(1)),
    );
  return from(0, wanted);
}

function reference(all: Segment[], facts: Facts, seen: (pair: string) => void): Set<string> {
  const holds = (asked: Condition): boolean => {
    if ("all" in asked) return asked.all.map(holds).every(Boolean);
    if ("any" in asked) return asked.any.map(holds).some(Boolean);
    if ("none" in asked) return !asked.none.map(holds).some(Boolean);
    const { field, of = "", days } = asked;
    const isMember = () => {
      const other = all.find(({ id }) => id === of);
      return other !== undefined && holds(other.condition);
    };
    const held = means(asked, field === "segment" ? isMember() : FIELDS[field]!.reader(of, days)(facts));
    seen(`${field} ${asked.op} ${held}`);
    return held;
  };
  return new Set(all.filter(({ condition }) => holds(condition)).map(({ id }) => id));
}

/** What cannot come up: nobody is without these, or always have it. */
const NEVER = new Set(
  Object.entries(FIELDS).flatMap(([name, field]) => {
    const facts = new Facts(emptyProfile(), emptyServerPart, aSituation({ path: "" }), SHOP);
    const isAlways = means({ field: name, op: "known" }, field.reader("x", undefined)(facts));
    return isAlways ? [`${name} known false`, `${name} unknown true`] : [];
  }),
);

describe("the flat program", () => {
  test("puts every visitor into the segments that the plain reading puts them into", {
    timeout: 120_000,
  }, () => {
    const seen = new Set<string>();
    let contradictions = 0;
    fc.assert(
      fc.property(segments, (all) => {
        for (const { condition } of all) expect(parseCondition(condition)).toEqual({ condition });
        const program = compileProgram(all);
        const never = all.filter(({ condition }) => contradictionIn(condition, all)).map(({ id }) => id);
        contradictions += never.length;
        for (const meet of visitors) {
          const facts = meet();
          const expected = reference(all, meet(), (pair) => seen.add(pair));
          const matched = program.match(facts);
          expect(never.filter((id) => matched.has(id))).toEqual([]);
          for (const { id, condition } of all) {
            const answers = [matched.has(id), holdsCondition(condition, facts)];
            if (answers.some((answer) => answer !== expected.has(id)))
              expect({ id, condition, answers }).toEqual({ id, condition, answers: [expected.has(id)] });
          }
        }
      }),
      { numRuns: 2_600, seed: 20261126 },
    );
    const missed = ASKABLE.flatMap(({ name, op }) => [`${name} ${op} true`, `${name} ${op} false`]).filter(
      (pair) => !seen.has(pair) && !NEVER.has(pair),
    );
    expect(missed).toEqual([]);
    // Of these nobody was ever in one.
    expect(contradictions).toBeGreaterThan(100);
  });
});

describe("segments that ask for each other", () => {
  const asks = (...of: string[]): Condition => ({
    all: of.map((id) => ({ field: "segment", of: id, op: "is", value: true })),
  });
  test("are worked out behind those they ask for, also where they ask who is not in one", () => {
    const isIn = (of: string, value: boolean): Condition => ({ field: "segment", of, op: "is", value });
    const program = compileProgram([
      aSegment("visited", { field: "visits", op: "gte", value: 1 }),
      aSegment("new", { none: [isIn("visited", true)] }),
      aSegment("known", isIn("new", false)),
    ]);
    const match = (profile: Profile) =>
      program.match(new Facts(profile, emptyServerPart, aSituation(), SHOP));
    expect([...match(emptyProfile())]).toEqual(["new"]);
    expect([...match({ ...emptyProfile(), visits: 1 })]).toEqual(["visited", "known"]);
  });

  test("come behind those they ask for, otherwise as given", () => {
    const all = [
      aSegment("a", asks("c")),
      aSegment("b", asks()),
      aSegment("c", asks("d", "b")),
      aSegment("d", asks()),
    ];
    const sorted = inOrderOfReferences(all);
    expect("ordered" in sorted && sorted.ordered.map(({ id }) => id)).toEqual(["d", "b", "c", "a"]);
  });

  test.each([
    [
      [aSegment("a", asks("b")), aSegment("b", asks("a"))],
      "“Segment a” asks for “Segment b” asks for “Segment a”",
    ],
    [[aSegment("x", asks("a")), aSegment("a", asks("a"))], "“Segment a” asks for “Segment a”"],
    [[aSegment("a", asks("nowhere"))], "“Segment a” asks for “nowhere”"],
  ])("in a circle, or for nobody's, are refused by name", (all, words) => {
    const sorted = inOrderOfReferences(all);
    expect("fault" in sorted && sayReferenceFault(sorted.fault).expected).toContain(words);
  });

  test("are found wherever they stand", () => {
    const deep: Condition = { any: [{ none: [asks("a")] }, asks("b")] };
    expect(comparisonsOf(deep).map(({ of }) => of)).toEqual(["a", "b"]);
  });
});

/** Conditions: every field with every operator of its type, what is refused and where, and what is in the way. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Event } from "../../model/event.ts";
import { type Facts, factsOf } from "../../model/facts.ts";
import { emptyServerPart, type ServerPart } from "../../model/passport.ts";
import { emptyProfile, foldRun, type Profile, type Run } from "../../model/profile.ts";
import { obstacleOf, sayReason } from "../../model/reason.ts";
import {
  type Comparison,
  type Condition,
  compileCondition,
  explainMatch,
  FIELDS,
  firstObstacle,
  operatorsOf,
  parseCondition,
  sayComparison,
} from "../../model/segment.ts";
import { compileSnapshot } from "../../model/snapshot.ts";
import { DAY_MS } from "../../model/time.ts";
import {
  aCampaign,
  aContext,
  aRun,
  aSegment,
  aSite,
  aSituation,
  aSnapshot,
  NOON,
  occurred,
} from "../support/builders.ts";

/** A visit of ten minutes ago, and one of 40 days ago. */
function aLivelyProfile(): Profile {
  const ago = (minutes: number) => NOON - minutes * 60_000;
  const item = { id: "lamp-sowa", category: "Light", brand: "Sowa", priceMinor: 4450, currency: "EUR" };
  const landing = { referrer: "google.com", medium: "cpc", campaign: "Wiosna" };
  const order = (orderId: string, coupon?: string): Event => ({
    name: "purchase",
    props: { orderId, valueMinor: 10_000, currency: "EUR", coupon, lines: [] },
  });
  const visits: [number, Event][] = [
    [40 * 1440, order("o-1")],
    [29 * 1440, order("o-2", "SOWA10")],
    [10 * 1440, order("o-3")],
    [
      40 * 1440,
      {
        name: "page_view",
        props: { path: "/", landing: { source: "news", medium: "email", campaign: "Frühling" } },
      },
    ],
    [40 * 1440, { name: "view_item", props: { item: { id: "rug-rosa", category: "Rugs", brand: "Rosa" } } }],
    [10, { name: "page_view", props: { path: "/p/lamp", landing } }],
    [9, { name: "view_item", props: { item } }],
    [8, { name: "add_to_cart", props: { item, quantity: 2 } }],
    [
      8,
      {
        name: "cart",
        props: { valueMinor: 8900, currency: "EUR", lines: [{ id: "lamp-sowa", quantity: 2 }] },
      },
    ],
    [7, { name: "user_engagement", props: { path: "/", engagedMs: 180_000, scrollShare: 1 } }],
    [6, { name: "micro_moment", props: { moment: "compare" } }],
    [
      5,
      {
        name: "identify",
        props: { traits: { room: "Kuchnia", rooms: 3, garden: true, pets: null, moved: "2026-11-12" } },
      },
    ],
    [4, { name: "begin_checkout", props: {} }],
  ];
  const run: Run = {
    writer: "AAAAAAAA",
    events: visits.map(([minutes, event], n) => occurred(n, event, ago(minutes))),
    context: aContext({ place: { country: "PL", region: "Małopolskie", city: "Kraków", continent: "EU" } }),
  };
  return foldRun(emptyProfile(), run);
}
const bought: ServerPart = {
  ...emptyServerPart,
  rev: 1,
  orders: 3,
  valueMinor: 30_000,
  currency: "EUR",
  lastOrderAt: NOON - 5 * DAY_MS,
  storeOrders: 3,
  settledAt: NOON - 5 * DAY_MS,
  value: { expected: 520, alive: 73, year: 300, net: 40 },
};
const rules = aSnapshot(aSite("shop"), {
  scoring: {
    cuts: {
      recencyDays: [7, 14, 30],
      frequencyOrders: [2, 3, 5],
      monetaryMinor: [10_000, 20_000, 40_000],
    },
    lifecycle: { inactiveDays: 60, abandonedMinutes: 180 },
  },
});
const lively = factsOf(aLivelyProfile(), bought, aSituation({ kind: "product", path: "/p/lamp" }), rules);
const empty = factsOf(emptyProfile(), emptyServerPart, aSituation());
const regulars = aSegment("regulars", { field: "visits", op: "gte", value: 2 });
const others = aSegment("others", { none: [{ field: "segment", of: "regulars", op: "is", value: true }] });
const holds = (condition: Condition, facts: Facts = lively) =>
  compileCondition(condition, [others, regulars])(facts);

/** Field, argument, the value of the lively profile, and the window. */
const VALUES: [string, string | undefined, string | number | boolean | string[], number?][] = [
  ["visits", undefined, 2],
  ["visits", undefined, 1, 30],
  ["active_days", undefined, 1],
  ["pages", undefined, 1, 7],
  ["engaged_minutes", undefined, 3, 1],
  ["days_since_visit", undefined, 4 / 1440],
  ["orders", undefined, 2, 30],
  ["orders", undefined, 1, 9],
  ["average_order", undefined, 100],
  ["orders_overdue", undefined, 5 / 15],
  ["discount_share", undefined, 1 / 3],
  ["store_share", undefined, 1],
  ["first_source", undefined, "news"],
  ["first_campaign", undefined, "Frühling"],
  ["source", undefined, "google.com"],
  ["continent", undefined, "EU"],
  ["weekday", undefined, "sunday"],
  ["page_path", undefined, "/p/lamp"],
  ["page_product", undefined, "lamp-sowa"],
  ["page_category", "Light", true],
  ["page_category", "Rugs", false],
  ["page_brand", "Sowa", true],
  ["page_brand", "Rosa", false],
  ["page_price", undefined, 44.5],
  ["cart_category", "Light", true],
  ["cart_category", "Rugs", false],
  ["viewed_products", undefined, ["lamp-sowa", "rug-rosa"]],
  ["category_products", "Light", 1],
  ["category_products", "Kitchen", 0],
  ["cart_products", undefined, ["lamp-sowa"]],
  ["moment", "compare", 1, 1],
  ["steps", undefined, ["page:product", "category:Light", "event:add_to_cart", "moment:compare"]],
  ["trait_number", "rooms", 3],
  ["trait_yes", "garden", true],
  ["trait_days_since", "moved", 10.5],
  ["trait_days_until", "moved", -10.5],
  ["segment", "regulars", true],
  ["segment", "others", false],
  ["pages", undefined, 2],
  ["engaged_minutes", undefined, 3],
  ["days_since_first_visit", undefined, 40],
  ["products", undefined, 1],
  ["carts", undefined, 1],
  ["orders", undefined, 3],
  ["revenue", undefined, 300],
  ["value_expected", undefined, 520],
  ["value_year", undefined, 300],
  ["value_net", undefined, 40],
  ["is_alive", undefined, true],
  ["days_since_order", undefined, 5],
  ["orders_gap_days", undefined, 15],
  ["rfm", undefined, "champions"],
  ["recency", undefined, 4],
  ["frequency", undefined, 3],
  ["monetary", undefined, 3],
  ["lifecycle", undefined, "returning"],
  ["cart_value", undefined, 89],
  ["cart_items", undefined, 2],
  ["cart_age_minutes", undefined, 8],
  ["local_hour", undefined, 13],
  ["moment", "compare", 1],
  ["channel", undefined, "paid"],
  ["first_channel", undefined, "email"],
  ["campaign", undefined, "Wiosna"],
  ["country", undefined, "PL"],
  ["region", undefined, "Małopolskie"],
  ["city", undefined, "Kraków"],
  ["device", undefined, "phone"],
  ["language", undefined, "pl-PL"],
  ["page_kind", undefined, "product"],
  ["checkout_step", undefined, "begin_checkout"],
  ["trait", "room", "Kuchnia"],
  ["trait", "rooms", 3],
  ["trait", "garden", true],
  ["viewed", "lamp-sowa", true],
  ["viewed", "chair", false],
  ["in_cart", "lamp-sowa", true],
  ["in_cart", "rug-rosa", false],
];

/** Operator, value in terms of the actual one, and whether it holds. */
const ASKED: Record<string, [string, (actual: never) => Comparison["value"], boolean][]> = {
  number: [
    ["gte", (n: number) => n, true],
    ["gte", (n: number) => n + 0.01, false],
    ["lte", (n: number) => n, true],
    ["lte", (n: number) => n - 0.01, false],
    ["gt", (n: number) => n, false],
    ["gt", (n: number) => n - 0.01, true],
    ["lt", (n: number) => n, false],
    ["lt", (n: number) => n + 0.01, true],
    ["eq", (n: number) => n, true],
    ["eq", (n: number) => n + 1, false],
    ["between", (n: number) => [n, n], true],
    ["between", (n: number) => [n + 0.01, n + 1], false],
    ["known", () => undefined, true],
    ["unknown", () => undefined, false],
  ],
  text: [
    ["none_of", () => ["elsewhere"], true],
    ["none_of", (text: string) => ["elsewhere", String(text).toUpperCase()], false],
    ["contains", (text: string) => String(text).slice(1, 4).toUpperCase(), true],
    ["contains", (text: string) => `${text}x`, false],
    ["starts_with", (text: string) => String(text).slice(0, 2).toUpperCase(), true],
    ["starts_with", (text: string) => `x${text}`, false],
    ["fits", (text: string) => `${String(text).slice(0, 1).toUpperCase()}*`, true],
    ["fits", (text: string) => `*${text}x`, false],
    ["known", () => undefined, true],
    ["unknown", () => undefined, false],
    ["is", (text: string) => String(text).toUpperCase(), true],
    ["is", (text: string) => `${text}x`, false],
    ["is_not", (text: string) => String(text).toUpperCase(), false],
    ["is_not", (text: string) => `${text}x`, true],
    ["one_of", (text: string) => ["elsewhere", String(text).toUpperCase()], true],
    ["one_of", () => ["elsewhere"], false],
  ],
  boolean: [
    ["is", (is: boolean) => is, true],
    ["is", (is: boolean) => !is, false],
    ["known", () => undefined, true],
    ["unknown", () => undefined, false],
  ],
  list: [
    ["any_of", ([first]: string[]) => [first!, "elsewhere"], true],
    ["any_of", () => ["elsewhere"], false],
    ["all_of", (list: string[]) => list, true],
    ["all_of", (list: string[]) => [...list, "elsewhere"], false],
    ["none_of", () => ["elsewhere"], true],
    ["none_of", ([first]: string[]) => ["elsewhere", first!], false],
    ["known", () => undefined, true],
    ["unknown", () => undefined, false],
  ],
  steps: [
    ["in_order", (steps: string[]) => steps, true],
    ["in_order", (steps: string[]) => steps.toReversed(), false],
    ["not_in_order", (steps: string[]) => steps, false],
    ["not_in_order", (steps: string[]) => steps.toReversed(), true],
  ],
};
/** Of a field whose few values are listed no other is taken. */
const ASKED_OF_LISTED: typeof ASKED = {
  number: [
    ["gte", (n: number) => n, true],
    ["lte", (n: number) => n, true],
    ["gt", (n: number) => n - 1, true],
    ["gt", (n: number) => n, false],
    ["lt", (n: number) => n, false],
    ["eq", (n: number) => n, true],
    ["eq", (n: number) => n - 1, false],
    ["between", (n: number) => [n - 1, n], true],
    ["known", () => undefined, true],
    ["unknown", () => undefined, false],
  ],
  text: [
    ["none_of", (text: string) => [text], false],
    ["known", () => undefined, true],
    ["unknown", () => undefined, false],
    ["is", (text: string) => text, true],
    ["is_not", (text: string) => text, false],
    ["one_of", (text: string) => [text], true],
  ],
};
const rows = VALUES.flatMap(([field, of, actual, days]) =>
  (FIELDS[field]!.values ? ASKED_OF_LISTED : ASKED)[FIELDS[field]!.type]!.map(([op, value, expected]) => {
    const asked = value(actual as never);
    const comparison: Comparison = {
      field,
      ...(of && { of }),
      ...(days && { days }),
      op,
      ...(asked !== undefined && { value: asked }),
    };
    return [comparison, expected] as const;
  }),
);

describe("a comparison", () => {
  test.each(rows)("%j", (comparison, expected) => {
    expect(parseCondition(comparison)).toEqual({ condition: comparison });
    expect(holds(comparison)).toBe(expected);
    expect(sayComparison(comparison)).toMatch(/^.{5,}$/);
  });

  test("is tried above for every field with every operator of its type", () => {
    const tried = new Set(rows.map(([{ field, op }]) => `${field} ${op}`));
    const all = Object.entries(FIELDS).flatMap(([name, field]) =>
      Object.keys(operatorsOf(field)).map((op) => `${name} ${op}`),
    );
    expect(all.filter((each) => !tried.has(each) && !/^(brand_)?interest /.test(each))).toEqual([]);
  });

  test.each([
    [{ field: "rfm", op: "is", value: "whales" }, "condition.value"],
    [{ field: "rfm", op: "one_of", value: ["lost", "whales"] }, "condition.value"],
    [{ field: "lifecycle", op: "is_not", value: "Returning" }, "condition.value"],
    [{ field: "recency", op: "gte", value: 5 }, "condition.value"],
    [{ field: "monetary", op: "eq", value: 2.5 }, "condition.value"],
  ])("%j is refused: no such value", (comparison, path) => {
    const parsed = parseCondition(comparison);
    expect(parsed).toMatchObject({ fault: { path, expected: expect.stringMatching(/^one of .{6,}/) } });
  });

  test("of a listed value is said in its words", () => {
    expect(sayComparison({ field: "rfm", op: "one_of", value: ["at_risk", "cant_lose_them"] })).toBe(
      "RFM segment is one of At risk, Can't lose them",
    );
  });

  test.each(["gte", "gt", "lte", "lt", "eq"])("of interest is of its share of all interest, by %s", (op) => {
    const share = (field: string, of: string) =>
      explainMatch({ field, of, op, value: 0 }, lively)[0]!.actual as number;
    for (const [field, near, far] of [
      ["interest", "Light", "Rugs"],
      ["brand_interest", "Sowa", "Rosa"],
    ] as const) {
      expect(share(field, near) + share(field, far)).toBeCloseTo(1, 9);
      expect(share(field, near)).toBeGreaterThan(share(field, far));
      expect(holds({ field, of: near, op, value: 0.5 })).toBe(op.startsWith("g"));
      expect(holds({ field, of: "Garden", op, value: 0.5 })).toBe(op.startsWith("l"));
    }
  });

  const absent: Comparison[] = [
    { field: "days_since_first_visit", op: "gte", value: 0 },
    { field: "days_since_order", op: "lte", value: 1e6 },
    { field: "cart_age_minutes", op: "gte", value: 0 },
    { field: "channel", op: "is_not", value: "paid" },
    { field: "city", op: "is_not", value: "Kraków" },
    { field: "checkout_step", op: "is_not", value: "purchase" },
    { field: "trait", of: "room", op: "is_not", value: "Kuchnia" },
    { field: "trait", of: "toString", op: "is_not", value: "x" },
  ];
  test.each(absent)("%j fails where there is no value yet, and so holds in none", (comparison) => {
    expect([holds(comparison, empty), holds({ none: [comparison] }, empty)]).toEqual([false, true]);
  });

  test("of a trait taken back fails", () => {
    expect(holds({ field: "trait", of: "pets", op: "is_not", value: "cat" })).toBe(false);
  });

  test("of what was 31 days ago is not of the last 30 days", () => {
    const run = aRun("AAAAAAAA", [{ name: "micro_moment", props: { moment: "read" } }]);
    const at = (days: number) =>
      factsOf(foldRun(emptyProfile(), run), emptyServerPart, aSituation({ now: NOON + days * DAY_MS }));
    const asked: Condition = { field: "moment", of: "read", op: "gte", value: 1 };
    expect([holds(asked, at(29)), holds(asked, at(30))]).toEqual([true, false]);
  });
});

describe("a group", () => {
  const [yes, no]: Condition[] = [
    { field: "visits", op: "gte", value: 1 },
    { field: "visits", op: "gte", value: 99 },
  ];
  test.each<[string, Condition, boolean]>([
    ["all of nothing", { all: [] }, true],
    ["any of nothing", { any: [] }, false],
    ["none of nothing", { none: [] }, true],
    ["all, one not", { all: [yes!, no!] }, false],
    ["all", { all: [yes!, yes!] }, true],
    ["any", { any: [no!, yes!] }, true],
    ["any, none of them", { any: [no!, no!] }, false],
    ["none", { none: [no!, no!] }, true],
    ["none, but one", { none: [no!, yes!] }, false],
    ["none of none", { none: [{ none: [yes!] }] }, true],
  ])("%s", (_, condition, expected) => {
    expect(holds(condition)).toBe(expected);
  });
});

describe("what is refused", () => {
  const sound = { field: "visits", op: "gte", value: 1 };
  const nested = (depth: number): unknown => (depth === 0 ? sound : { all: [nested(depth - 1)] });
  test.each<[string, unknown, string]>([
    ["nothing", null, "condition"],
    ["a text", "visits > 1", "condition"],
    ["an unknown field", { ...sound, field: "shoe_size" }, "condition.field"],
    ["a field of every object", { ...sound, field: "constructor" }, "condition.field"],
    ["an unknown operator", { ...sound, op: "is" }, "condition.op"],
    ["an operator of every object", { ...sound, op: "toString" }, "condition.op"],
    ["a text for a number", { ...sound, value: "1" }, "condition.value"],
    ["a number that is none", { ...sound, value: Number.NaN }, "condition.value"],
    ["a number for a text", { field: "city", op: "is", value: 1 }, "condition.value"],
    ["an endless text", { field: "city", op: "is", value: "x".repeat(201) }, "condition.value"],
    ["an empty list", { field: "city", op: "one_of", value: [] }, "condition.value"],
    ["a list of 51", { field: "city", op: "one_of", value: new Array(51).fill("x") }, "condition.value"],
    ["a list with a number", { field: "city", op: "one_of", value: ["x", 1] }, "condition.value"],
    ["a text for a yes", { field: "viewed", of: "a", op: "is", value: "true" }, "condition.value"],
    ["a missing argument", { field: "moment", op: "gte", value: 1 }, "condition.of"],
    ["an empty argument", { field: "moment", of: "", op: "gte", value: 1 }, "condition.of"],
    [
      "an argument of 81 characters",
      { field: "moment", of: "x".repeat(81), op: "gte", value: 1 },
      "condition.of",
    ],
    ["an argument too many", { ...sound, of: "x" }, "condition.of"],
    ["a group that is no list", { all: {} }, "condition.all"],
    ["a second group beside one", { all: [], any: [] }, "condition.any"],
    [
      "a fault deep inside",
      { all: [sound, { any: [sound, { ...sound, value: null }] }] },
      "condition.all[1].any[1].value",
    ],
    ["a hole in a group", { none: [sound, null] }, "condition.none[1]"],
    ["six levels", nested(6), `condition${".all[0]".repeat(6)}`],
    ["fifty-one comparisons", { all: new Array(51).fill(sound) }, "condition.all[50]"],
    [
      "fifty-one in two groups",
      { all: [{ any: new Array(26).fill(sound) }, { any: new Array(25).fill(sound) }] },
      "condition.all[1].any[24]",
    ],
  ])("%s, by its path", (_, input, path) => {
    expect(parseCondition(input)).toEqual({ fault: { path, expected: expect.stringMatching(/.+/) } });
  });

  test.each<[string, unknown]>([
    ["five levels", nested(5)],
    ["fifty comparisons", { all: new Array(50).fill(sound) }],
    ["an empty group", { all: [] }],
  ])("is not %s", (_, input) => {
    expect(parseCondition(input)).toEqual({ condition: input });
  });

  test("never throws, whatever it is given", () => {
    fc.assert(
      fc.property(fc.anything(), (input) => {
        parseCondition(input);
        parseCondition({ all: [input] });
      }),
      { numRuns: 2000 },
    );
  });
});

describe("what is in the way", () => {
  const [visits, german, phone]: Comparison[] = [
    { field: "visits", op: "gte", value: 9 },
    { field: "country", op: "is", value: "DE" },
    { field: "device", op: "is", value: "phone" },
  ];
  test.each<[string, Condition, Comparison | undefined, boolean | undefined]>([
    ["of a comparison is itself", visits!, visits, true],
    ["of what holds is nothing", phone!, undefined, undefined],
    ["of all is the first that fails", { all: [phone!, visits!, german!] }, visits, true],
    ["of any is the first", { any: [german!, visits!] }, german, true],
    ["of none is what holds", { none: [german!, phone!] }, phone, false],
    ["is not what is excluded already", { all: [{ none: [german!] }, visits!] }, visits, true],
    ["of none of all is one of them", { none: [{ all: [phone!] }] }, phone, false],
    ["of any of nothing is nothing", { any: [] }, undefined, undefined],
  ])("%s", (_, condition, comparison, isWanted) => {
    const obstacle = firstObstacle(condition, lively);
    expect([obstacle?.comparison, obstacle?.isWanted]).toEqual([comparison, isWanted]);
  });

  test("of several is one whose turning, repeated, makes the condition hold", () => {
    const numbered = fc
      .integer({ min: 0, max: 5 })
      .map((i): Condition => ({ field: "moment", of: `m${i}`, op: "gte", value: 1 }));
    const { tree } = fc.letrec<{ tree: Condition }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 3 },
        numbered,
        fc.array(tie("tree"), { minLength: 1, maxLength: 3 }).map((all) => ({ all })),
        fc.array(tie("tree"), { minLength: 1, maxLength: 3 }).map((any) => ({ any })),
      ),
    }));
    fc.assert(
      fc.property(tree, fc.array(fc.integer({ min: 0, max: 5 })), (condition, happened) => {
        const turned = new Set(happened.map((i) => `m${i}`));
        const facts = factsOf(emptyProfile(), emptyServerPart, aSituation());
        facts.moments = (name) => (turned.has(name) ? 1 : 0);
        for (let step = 0; step < 7; step++) {
          const obstacle = firstObstacle(condition, facts);
          if (!obstacle) break;
          turned.add(obstacle.comparison.of!);
        }
        expect(holds(condition, facts)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  test("is said with what would let the campaign show", () => {
    const segment = aSegment("abroad", { all: [{ none: [german!] }, visits!] });
    const excluding = aSegment("away", { none: [phone!] });
    const snapshot = aSnapshot(aSite("polana"), {
      segments: [segment, excluding],
      campaigns: [aCampaign("a")],
    });
    const { campaigns } = compileSnapshot(snapshot);
    const saying = (by: string) =>
      sayReason(
        { compiled: campaigns[0]!, outcome: { kind: "lost", rule: "segment_in", by } },
        aSituation(),
        [segment, excluding],
        new Map(),
        lively,
      );
    expect(saying("abroad")).toMatchObject({
      reason: "Not in Segment abroad: the value is 2.",
      flip: "Would show with: Visits at least 9.",
    });
    expect(saying("away").flip).toBe("Would show without: Device is phone.");
    const obstacle = (by: string) =>
      obstacleOf({ kind: "lost", rule: "segment_in", by }, [segment, excluding], lively);
    expect(obstacle("abroad")).toMatchObject({ comparison: visits, actual: 2, isWanted: true });
    expect(obstacle("away")).toMatchObject({ comparison: phone, isWanted: false });
    expect(obstacleOf({ kind: "lost", rule: "consent" }, [segment], lively)).toBeUndefined();
  });

  test("that time alone will lift is said by its instant, which each reader sees in their own zone", () => {
    const until = Date.UTC(2026, 10, 26, 23, 17);
    const said = sayReason(
      {
        compiled: compileSnapshot(aSnapshot(aSite("polana"), { campaigns: [aCampaign("a")] })).campaigns[0]!,
        outcome: { kind: "lost", rule: "attention", until },
      },
      aSituation(),
      [],
      new Map(),
      lively,
    );
    expect([said.flip, said.showsFrom]).toEqual(["", until]);
  });
});

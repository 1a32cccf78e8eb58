/** Personas: sound conditions and plays in every trade; and who the four of the requirements are, by their histories. */
import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { campaignSchema } from "../../model/campaign.ts";
import type { Event } from "../../model/event.ts";
import { factsOf } from "../../model/facts.ts";
import { emptyServerPart, type ServerPart } from "../../model/passport.ts";
import { highValue, newBuyer, slippingAway, suddenlyGone } from "../../model/personas/every-trade.ts";
import {
  NEED_NAMES,
  NEEDS,
  type Need,
  type Persona,
  personaSettingsSchema,
  personasOf,
  THRESHOLD_NAMES,
  THRESHOLDS,
  type Thresholds,
  TRADES,
  thresholdsOf,
} from "../../model/personas.ts";
import { draftOf, isReady, isSent } from "../../model/play.ts";
import { findPlay } from "../../model/plays.ts";
import { emptyProfile, foldRun } from "../../model/profile.ts";
import { comparisonsOf } from "../../model/segment/condition.ts";
import { type Condition, compileCondition, parseCondition } from "../../model/segment.ts";
import { DAY_MS } from "../../model/time.ts";
import { aContext, aSite, aSituation, aSnapshot, NOON, occurred } from "../support/builders.ts";

const USUAL = Object.fromEntries(THRESHOLD_NAMES.map((name) => [name, THRESHOLDS[name].usual])) as Thresholds;
const ALL = [...new Set(TRADES.flatMap((trade) => personasOf(trade)))];

describe.each(ALL.map((persona) => [persona.id, persona] as const))("%s", (_, persona) => {
  test("has a condition that parses", () => {
    expect(parseCondition(persona.condition(USUAL))).toHaveProperty("condition");
  });

  test("holds nobody of whom nothing is known", () => {
    const stranger = factsOf(emptyProfile(), emptyServerPart, aSituation());
    expect(compileCondition(persona.condition(USUAL))(stranger)).toBe(false);
  });

  test("names the thresholds that its condition turns on, and no others", () => {
    const at = (change: Partial<Thresholds>) => JSON.stringify(persona.condition({ ...USUAL, ...change }));
    const turning = THRESHOLD_NAMES.filter((name) => at({}) !== at({ [name]: USUAL[name] * 2 }));
    expect(turning.sort()).toEqual([...persona.thresholds].sort());
  });

  test("keeps parsing at the ends of its thresholds", () => {
    for (const end of ["least", "most"] as const) {
      const ends = Object.fromEntries(THRESHOLD_NAMES.map((name) => [name, THRESHOLDS[name][end]]));
      expect(parseCondition(persona.condition(ends as Thresholds))).toHaveProperty("condition");
    }
  });

  test("says what it needs: every trait and store order its condition asks for", () => {
    const asked = comparisonsOf(persona.condition(USUAL)).flatMap(({ field, of }) =>
      field.startsWith("trait") ? [of] : field === "store_share" ? ["store_orders"] : [],
    );
    expect(persona.needs).toEqual(expect.arrayContaining(asked));
  });

  test("has a play, and every play that is ready makes a sound draft", () => {
    expect(persona.plays.length).toBeGreaterThan(0);
    for (const play of persona.plays.filter(isReady)) {
      const draft = { id: "draft", ...draftOf(play, persona) };
      expect(v.safeParse(campaignSchema, draft).issues).toBeUndefined();
      expect([draft.status, draft.segmentsIn]).toEqual(["draft", [persona.id]]);
    }
  });

  test("names journeys that there are", () => {
    for (const play of persona.plays.filter(isSent)) expect(findPlay(play.journey)).toHaveProperty("journey");
  });

  test("tells where it and its plays come from", () => {
    for (const row of [persona.source, ...persona.plays.map(({ why }) => why)].flat())
      expect(row).toMatch(/^[A-Z]\d{1,2}$/);
  });
});

test("no two personas share an id or a name", () => {
  expect(new Set(ALL.map(({ id }) => id)).size).toBe(ALL.length);
  expect(new Set(ALL.map(({ name }) => name)).size).toBe(ALL.length);
});

test.each(NEED_NAMES)(
  "the need %s is told by a trait, or by a condition that parses and holds of nobody unknown",
  (name) => {
    const { trait, shows }: Need = NEEDS[name];
    if (!shows) return expect(trait).toMatch(/^\w+$/);
    expect(parseCondition(shows)).toHaveProperty("condition");
    expect(compileCondition(shows)(factsOf(emptyProfile(), emptyServerPart, aSituation()))).toBe(false);
  },
);

test("a number is the shop's own, else its figures', else its trade's, else the usual one, within its bounds", () => {
  const settings = { trade: "travel", thresholds: { gone_days: 400 } } as const;
  const { gone_days, high_order, middle_order, overdue_gaps } = thresholdsOf(settings, {
    gone_days: 20,
    high_order: 1_000_000,
  });
  expect({ gone_days, high_order, middle_order, overdue_gaps }).toEqual({
    gone_days: { value: 400, origin: "chosen" },
    high_order: { value: 100_000, origin: "figures" },
    middle_order: { value: 500, origin: "trade" },
    overdue_gaps: { value: 1.5, origin: "usual" },
  });
});

test.each([
  ["an unknown trade", { trade: "fishing", thresholds: {} }, "trade"],
  ["a number out of bounds", { thresholds: { gone_days: 1 } }, "thresholds.gone_days"],
  ["an unknown number", { thresholds: { luck: 7 } }, "thresholds.luck"],
])("%s is refused by its path", (_, settings, path) => {
  const { issues = [] } = v.safeParse(personaSettingsSchema, settings);
  expect(issues.map((issue) => v.getDotPath(issue))).toEqual([path]);
});

/* The four of the requirements, as they would have come about. */

type Then = [daysAgo: number, event: Event];

const CUTS = aSnapshot(aSite("shop"), {
  scoring: {
    cuts: {
      recencyDays: [7, 14, 30],
      frequencyOrders: [2, 3, 5],
      monetaryMinor: [6_000, 15_000, 60_000],
    },
    lifecycle: { inactiveDays: 90, abandonedMinutes: 180 },
  },
});

const visits = (...daysAgo: number[]): Then[] =>
  daysAgo.map((days) => [days, { name: "page_view", props: { path: "/", kind: "home", landing: {} } }]);
const looks = (daysAgo: number, ...ids: string[]): Then[] =>
  ids.map((id) => [daysAgo, { name: "view_item", props: { item: { id, category: "Care" } } }]);
const order = (daysAgo: number, id: string, valueMinor: number, product: string): Then => [
  daysAgo,
  {
    name: "purchase",
    props: { orderId: id, valueMinor, currency: "EUR", lines: [{ id: product, quantity: 1 }] },
  },
];
const moment = (daysAgo: number, name: string, subject: string): Then => [
  daysAgo,
  { name: "micro_moment", props: { moment: name, subject } },
];
const declares = (daysAgo: number, traits: Record<string, string | number | boolean>): Then => [
  daysAgo,
  { name: "identify", props: { traits } },
];
const fromCity = (city: string) => ({ place: { country: "GB", region: "England", city } });

/** Orders that only the shop's server knows. */
const inStore = (orders: number, valueMinor: number, daysAgo: number, storeOrders = orders): ServerPart => ({
  ...emptyServerPart,
  rev: 1,
  orders,
  valueMinor,
  currency: "EUR",
  lastOrderAt: NOON - daysAgo * DAY_MS,
  storeOrders,
});

interface Life {
  past: Then[];
  context?: Parameters<typeof aContext>[0];
  server?: ServerPart;
}

function factsAfter({ past, context = {}, server = emptyServerPart }: Life) {
  const events = past.map(([days, event], n) => occurred(n, event, NOON - days * DAY_MS + n));
  const profile = foldRun(emptyProfile(), { writer: "AAAAAAAA", events, context: aContext(context) });
  return factsOf(profile, server, aSituation(), CUTS);
}

/** Parts of the persona's condition that do not hold. */
function failing({ condition }: Persona, life: Life): Condition[] {
  const whole = condition(USUAL);
  const parts = "all" in whole ? whole.all : [whole];
  return parts.filter((part) => !compileCondition(part)(factsAfter(life)));
}

/** Everything but what the function leaves out or changes. */
const without = (life: Life, left: (event: Event) => boolean): Life => ({
  ...life,
  past: life.past.filter(([, event]) => !left(event)),
});
const and = (life: Life, ...more: Then[]): Life => ({ ...life, past: [...life.past, ...more] });
const isDeclared = (event: Event) => event.name === "identify";

const lampCleaner: Life = {
  past: [
    ...visits(9),
    ...looks(9, "lamp-cleaner", "lamp-polish"),
    moment(9, "account", "/account/new"),
    order(9, "1001", 1_290, "lamp-cleaner"),
    ...visits(3),
    ...looks(3, "wax"),
  ],
};
const londoner: Life = {
  context: fromCity("London"),
  past: [
    ...visits(95, 66, 35, 8),
    declares(95, { gender: "female" }),
    ...looks(8, "coat", "scarf"),
    order(95, "2001", 41_000, "coat"),
    order(66, "2002", 52_000, "boots"),
    order(35, "2003", 43_900, "bag"),
    order(8, "2004", 48_000, "scarf"),
  ],
};
const searcher: Life = {
  past: [
    ...visits(130, 96, 67, 12, 4),
    order(130, "3001", 7_900, "rake"),
    order(96, "3002", 8_400, "hose"),
    order(67, "3003", 6_900, "lantern"),
    [12, { name: "search", props: { term: "zinc watering can", results: 0 } }],
    moment(12, "search_fail", "zinc watering can"),
    [4, { name: "search", props: { term: "zinc can", results: 0 } }],
    moment(4, "search_fail", "zinc can"),
    ...looks(4, "plastic-can"),
  ],
};
const storeBuyer: Life = {
  past: [
    ...visits(160, 155, 150, 140, 131, 126, 119, 112, 104, 99),
    declares(160, { account: true, newsletter: true }),
    ...looks(99, "sofa", "armchair"),
    ...visits(20),
  ],
  server: inStore(3, 74_000, 97),
};

test.each([
  [
    "who bought a car-lamp cleaner nine days ago, opened an account and gets no newsletter",
    newBuyer,
    lampCleaner,
  ],
  ["a woman in London who has ordered four times, each time for over €400", highValue, londoner],
  ["whose orders were a month apart, and who now searches in vain for a zinc can", slippingAway, searcher],
  ["who came all spring, bought in the store and has been gone for three months", suddenlyGone, storeBuyer],
])("%s is that persona", (_, persona, life) => {
  expect(failing(persona, life)).toEqual([]);
  expect(compileCondition(persona.condition(USUAL))(factsAfter(life))).toBe(true);
});

const isAccount = (event: Event) => event.name === "micro_moment" && event.props.moment === "account";
const isSearchFail = (event: Event) => event.name === "micro_moment" && event.props.moment === "search_fail";
const cheaply = ([days, event]: Then): Then =>
  event.name === "purchase"
    ? [days, { ...event, props: { ...event.props, valueMinor: 9_000 } }]
    : [days, event];

test.each<[string, Persona, Life, number]>([
  ["no new buyer: has ordered again", newBuyer, and(lampCleaner, order(2, "1002", 1_500, "wax")), 0],
  [
    "no new buyer: the first order is old",
    newBuyer,
    { past: lampCleaner.past.map(([days, event]) => [event.name === "purchase" ? 120 : days, event]) },
    1,
  ],
  [
    "no new buyer: began with a large order",
    newBuyer,
    {
      past: lampCleaner.past.map(([days, event]) =>
        event.name === "purchase"
          ? [days, { ...event, props: { ...event.props, valueMinor: 45_000 } }]
          : [days, event],
      ),
    },
    2,
  ],
  ["no new buyer: has opened no account", newBuyer, without(lampCleaner, isAccount), 3],
  ["no new buyer: gets the newsletter", newBuyer, and(lampCleaner, declares(3, { newsletter: true })), 4],
  [
    "not high value: has ordered twice so far",
    highValue,
    without(londoner, (e) => e.name === "purchase" && Number(e.props.orderId) < 2003),
    0,
  ],
  ["not high value: orders for less", highValue, { ...londoner, past: londoner.past.map(cheaply) }, 1],
  [
    "not high value: is overdue",
    highValue,
    { ...londoner, past: londoner.past.map(([days, event]) => [days + 60, event]) },
    2,
  ],
  ["not high value: lives in a village", highValue, { ...londoner, context: fromCity("Much Wenlock") }, 3],
  ["not high value: has not said that she is a woman", highValue, without(londoner, isDeclared), 4],
  [
    "not slipping away: has bought once only",
    slippingAway,
    {
      ...without(searcher, (e) => e.name === "purchase"),
      server: inStore(1, 23_200, 67, 0),
    },
    0,
  ],
  [
    "not slipping away: has ordered in the usual time",
    slippingAway,
    and(searcher, order(10, "3004", 7_000, "gloves")),
    0,
  ],
  [
    "not slipping away: spends much more than most",
    slippingAway,
    {
      past: searcher.past.map(([days, event]) =>
        event.name === "purchase"
          ? [days, { ...event, props: { ...event.props, valueMinor: 30_000 } }]
          : [days, event],
      ),
    },
    1,
  ],
  ["not slipping away: finds what is searched for", slippingAway, without(searcher, isSearchFail), 2],
  ["not slipping away: browses", slippingAway, and(searcher, ...looks(3, "can", "pot", "soil", "spade")), 3],
  [
    "not suddenly gone: has bought here too",
    suddenlyGone,
    { ...storeBuyer, server: inStore(3, 74_000, 97, 2) },
    0,
  ],
  ["not suddenly gone: bought a trifle", suddenlyGone, { ...storeBuyer, server: inStore(3, 4_000, 97) }, 1],
  [
    "not suddenly gone: was in the store last month",
    suddenlyGone,
    { ...storeBuyer, server: inStore(3, 74_000, 30) },
    2,
  ],
  [
    "not suddenly gone: never came often",
    suddenlyGone,
    {
      ...storeBuyer,
      past: storeBuyer.past.filter(([days, e]) => e.name !== "page_view" || days > 150 || days < 30),
    },
    3,
  ],
  ["not suddenly gone: still comes", suddenlyGone, and(storeBuyer, ...visits(15, 9, 2)), 4],
  [
    "not suddenly gone: has no account",
    suddenlyGone,
    and(without(storeBuyer, isDeclared), declares(160, { newsletter: true })),
    5,
  ],
  [
    "not suddenly gone: does not read the newsletter",
    suddenlyGone,
    and(without(storeBuyer, isDeclared), declares(160, { account: true })),
    6,
  ],
])("%s", (_, persona, life, part) => {
  const whole = persona.condition(USUAL) as { all: Condition[] };
  expect(failing(persona, life)).toEqual([whole.all[part]]);
});

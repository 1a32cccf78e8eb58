/** The overview's panels: a seeded shop of ten weeks, read by the API and reckoned anew from all that happened. */
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import { ingest } from "../../../edge/jobs/ingest.ts";
import type { Event, Landing } from "../../../model/event.ts";
import { MOST_SOURCES } from "../../../model/overview-panels.ts";
import type { Heat, OverviewPanels } from "../../../model/overview-report.ts";
import type { Place } from "../../../model/profile.ts";
import type { Overview } from "../../../model/report.ts";
import { dateOf, dayIn, startOfDay } from "../../../model/shop-day.ts";
import { sourceOf } from "../../../model/source.ts";
import { DAY_MS } from "../../../model/time.ts";
import { COURSE } from "../../../model/visit-course.ts";
import { aContext } from "../../support/builders.ts";
import { aSite, aVisitorId, type TestSite } from "./support.ts";

const ZONE = "Europe/Warsaw";
const TODAY = dayIn(Date.now(), ZONE);
const DAYS = 70;
/** The range asked for, and the one before it. */
const [FROM, TO] = [TODAY - 30, TODAY - 1];
const LENGTH = TO - FROM + 1;

/** For what does hundreds of things one after the other, beside whatever else the machine does. */
const PATIENT_MS = 120_000;

let seed = 11;
/** mulberry32: the same shop in every run. */
function random(): number {
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
}
const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;

const PLACES: Place[] = [
  { country: "PL", region: "Mazowieckie", city: "Warszawa" },
  { country: "PL", region: "Śląskie", city: "Katowice" },
  { country: "DE", region: "Berlin", city: "Berlin" },
];
const LANDINGS: Landing[] = [
  {},
  { referrer: "www.google.com" },
  { source: "newsletter", medium: "email" },
  { referrer: "l.instagram.com", click: "fbclid", source: "instagram" },
];
const ITEMS = ["Light", "Kitchen", "Garden"].flatMap((category) =>
  [1, 2].map((n) => ({ id: `${category}-${n}`, name: `${category} ${n}`, category })),
);
const categoryOf = (id: string) => ITEMS.find((item) => item.id === id)!.category;

interface Happened {
  visitor: string;
  session: number;
  at: number;
  place: Place;
  event: Event;
}
interface Till {
  id: string;
  buyer: string;
  at: number;
  valueMinor: number;
}

const happened: Happened[] = [];
const tills: Till[] = [];
/** Of visitors who are customers. */
const customers = new Map<string, string>();
let site: TestSite;

function visitOf(visitor: string, session: number, at: number): Event[] {
  const events: Event[] = [
    { name: "page_view", props: { path: "/", kind: "home", landing: pick(LANDINGS) } },
  ];
  const depth = Math.floor(random() * (COURSE.length + 2)) - 1;
  const seen = [pick(ITEMS), pick(ITEMS)];
  if (depth >= 0) events.push(...seen.map((item): Event => ({ name: "view_item", props: { item } })));
  if (depth >= 1) events.push({ name: "add_to_cart", props: { item: seen[0]!, quantity: 1 } });
  if (depth >= 2) events.push({ name: "begin_checkout", props: {} });
  if (depth >= 2 && random() < 0.3) events.push({ name: "form_error", props: { field: "street" } });
  if (depth >= 3) events.push({ name: "add_shipping_info", props: {} });
  if (depth >= 3 && random() < 0.3) events.push({ name: "micro_moment", props: { moment: "delivery_cost" } });
  if (depth >= 4 && random() < 0.3) events.push({ name: "payment_failed", props: {} });
  if (depth >= 4) events.push({ name: "add_payment_info", props: {} });
  if (depth >= 5)
    events.push({
      name: "purchase",
      props: {
        orderId: `${visitor.slice(0, 6)}-${session}-${at % 1000}`,
        valueMinor: 1000 + Math.floor(random() * 9000),
        currency: "EUR",
        lines: seen.map(({ id }, i) => ({ id, quantity: 1 + i })),
      },
    });
  return events;
}

beforeAll(async () => {
  site = await aSite();
  for (let i = 0; i < 36; i++) {
    const visitor = aVisitorId();
    const place = pick(PLACES);
    // Some are one customer with two browsers.
    if (i % 3 === 0) customers.set(visitor, `customer-${Math.floor(i / 6)}`);
    const days = [
      ...new Set(Array.from({ length: 1 + Math.floor(random() * 6) }, () => Math.floor(random() * DAYS))),
    ];
    const messages = days
      .sort((a, b) => b - a)
      .flatMap((daysAgo, n) => {
        const at = startOfDay(TODAY - daysAgo, ZONE) + 9 * 3_600_000 + Math.floor(random() * 3_600_000);
        const session = n + 1;
        const events = visitOf(visitor, session, at).map((event, k) => ({
          n: k,
          at: at + k * 20_000,
          session,
          event,
        }));
        for (const one of events) happened.push({ visitor, session, at: one.at, place, event: one.event });
        const customer = customers.get(visitor);
        if (customer) Object.assign(events[0]!, { customer });
        const writer = `w${String(i).padStart(3, "0")}${String(n).padStart(4, "0")}`;
        // Half of the visits arrive in two parts.
        const cut = random() < 0.5 ? Math.ceil(events.length / 2) : events.length;
        return [events.slice(0, cut), events.slice(cut)]
          .filter((part) => part.length > 0)
          .map((part) => ({
            site: site.id,
            visitor,
            receivedAt: part.at(-1)!.at + 100,
            ranges: [{ writer, from: part[0]!.n, to: part.at(-1)!.n + 1 }],
            runs: [{ writer, events: part, context: aContext({ place }) }],
            refused: {},
          }));
      });
    for (const message of random() < 0.5 ? [messages] : messages.map((one) => [one]))
      await ingest(env, message);
    if (i % 4 === 0) {
      const customer = customers.get(visitor);
      for (const daysAgo of [3, 40].map((from) => from + Math.floor(random() * 20)))
        tills.push({
          id: `till-${i}-${daysAgo}`,
          buyer: customer ? `c:${customer}` : `v:${visitor}`,
          at: startOfDay(TODAY - daysAgo, ZONE) + 15 * 3_600_000,
          valueMinor: 5000 + i,
        });
    }
  }
  const orders = [
    ...tills.map(({ id, buyer, at, valueMinor }) => ({
      id,
      placedAt: at,
      valueMinor,
      currency: "EUR",
      channel: "store",
      ...(buyer.startsWith("c:") ? { customer: buyer.slice(2) } : { visitor: buyer.slice(2) }),
    })),
    // Nobody's, and one of another currency that has no rate: neither may add to anything but counts.
    {
      id: "till-nobody",
      placedAt: startOfDay(TO, ZONE) + 3_600_000,
      valueMinor: 900,
      currency: "EUR",
      channel: "store",
    },
  ];
  const told = await site.post(`/v1/orders?site=${site.id}`, { orders });
  expect(told.status).toBe(200);
}, PATIENT_MS);

const buyerOf = (visitor: string) => {
  const customer = customers.get(visitor);
  return customer ? `c:${customer}` : `v:${visitor}`;
};
const isIn = (at: number, from: number, to: number) => from <= dayIn(at, ZONE) && dayIn(at, ZONE) <= to;
const both = (count: (from: number, to: number) => number) => ({
  own: count(FROM, TO),
  before: count(FROM - LENGTH, FROM - 1),
});
const panels = async () =>
  (await site.get<OverviewPanels>(`/api/overview/panels?from=${dateOf(FROM)}&to=${dateOf(TO)}`)).body;
const overview = async () =>
  (await site.get<Overview>(`/api/overview?from=${dateOf(FROM)}&to=${dateOf(TO)}`)).body;

interface Placed {
  id: string;
  visitor: string;
  buyer: string;
  at: number;
  valueMinor: number;
  place: Place;
  lines: { id: string; quantity: number }[];
}
const placed = (): Placed[] =>
  happened.flatMap(({ event, visitor, at, place }) =>
    event.name === "purchase"
      ? [
          {
            id: event.props.orderId,
            visitor,
            buyer: buyerOf(visitor),
            at,
            valueMinor: event.props.valueMinor,
            place,
            lines: event.props.lines,
          },
        ]
      : [],
  );

/** Every visit with the day it began on, how deep it came, and what was in its way. */
const visits = () =>
  [...Map.groupBy(happened, ({ visitor, session }) => `${visitor}/${session}`).values()].map((own) => {
    const names = own.map(({ event }) => event.name);
    const depth = [
      "view_item",
      "add_to_cart",
      "begin_checkout",
      "add_shipping_info",
      "add_payment_info",
      "purchase",
    ]
      .map((name) => names.includes(name as Event["name"]))
      .lastIndexOf(true);
    return {
      at: Math.min(...own.map(({ at }) => at)),
      depth,
      why: [
        names.includes("form_error") && "form_error",
        names.includes("micro_moment") && "delivery_cost",
        names.includes("payment_failed") && "payment_failed",
      ].filter((one) => one !== false),
    };
  });

describe("reckoned anew from all that happened, these are the same:", () => {
  test("the funnel, and what those who left had met", async () => {
    const { funnel, visits: all } = await panels();
    expect(all).toEqual(both((from, to) => visits().filter(({ at }) => isIn(at, from, to)).length));
    for (const [i, { step, visits: reached, hindered }] of funnel.entries()) {
      expect([step, reached]).toEqual([
        COURSE[i],
        both((from, to) => visits().filter(({ at, depth }) => isIn(at, from, to) && depth >= i).length),
      ]);
      const left = visits().filter(({ at, depth }) => isIn(at, FROM, TO) && depth === i && i >= 2 && i < 5);
      expect(Object.fromEntries(hindered.map(({ why, visits: count }) => [why, count]))).toEqual(
        Object.fromEntries(
          ["form_error", "delivery_cost", "payment_failed"]
            .map((kind) => [kind, left.filter(({ why }) => why.includes(kind)).length] as const)
            .filter(([, count]) => count > 0),
        ),
      );
    }
    expect(funnel.flatMap(({ hindered }) => hindered).length).toBeGreaterThan(2);
  });

  test("abandoned carts and conversion, by day and in all", async () => {
    const { days, totals, before } = await overview();
    const cartsOn = (from: number, to: number, depth: number) =>
      visits().filter((one) => isIn(one.at, from, to) && one.depth >= depth).length;
    expect([totals.cartVisits, totals.orderVisits]).toEqual([cartsOn(FROM, TO, 1), cartsOn(FROM, TO, 5)]);
    expect(before.totals.cartVisits).toBe(cartsOn(FROM - LENGTH, FROM - 1, 1));
    for (const [i, { cartVisits, orderVisits }] of days.entries())
      expect([cartVisits, orderVisits]).toEqual([
        cartsOn(FROM + i, FROM + i, 1),
        cartsOn(FROM + i, FROM + i, 5),
      ]);
  });

  const cellsOf = ({ columns, rows }: Heat) =>
    Object.fromEntries(
      rows.flatMap(({ region, cells }) =>
        cells.flatMap((value, i) => (value > 0 ? [[`${region}/${columns[i]}`, value]] : [])),
      ),
    );
  const summed = (all: { key: string; value: number }[]) => {
    const sums: Record<string, number> = {};
    for (const { key, value } of all) sums[key] = (sums[key] ?? 0) + value;
    return sums;
  };

  test("region by category, looked at and ordered", async () => {
    const { looked, ordered } = await panels();
    expect(cellsOf(looked)).toEqual(
      summed(
        happened.flatMap(({ event, at, place }) =>
          event.name === "view_item" && isIn(at, FROM, TO)
            ? [{ key: `${place.region}/${event.props.item.category}`, value: 1 }]
            : [],
        ),
      ),
    );
    expect(cellsOf(ordered)).toEqual(
      summed(
        placed()
          .filter(({ at }) => isIn(at, FROM, TO))
          .flatMap(({ place, lines }) =>
            lines.map(({ id, quantity }) => ({ key: `${place.region}/${categoryOf(id)}`, value: quantity })),
          ),
      ),
    );
    expect(looked.sum).toBeGreaterThan(20);
  });

  test("sources: visits, orders, revenue", async () => {
    const { sources } = await panels();
    expect(sources.length).toBeLessThanOrEqual(MOST_SOURCES);
    const landings = happened.flatMap(({ event, visitor, at }) =>
      event.name === "page_view" && event.props.landing
        ? [{ visitor, at, ...sourceOf(event.props.landing) }]
        : [],
    );
    for (const { channel, source, visits: came, orders, revenueMinor } of sources) {
      const isIt = (one: { channel: string; name: string } | undefined) =>
        one?.channel === channel && one.name === source;
      expect(came).toEqual(
        both((from, to) => landings.filter((one) => isIn(one.at, from, to) && isIt(one)).length),
      );
      const its = placed().filter(({ visitor, at }) =>
        isIt(
          landings.filter((one) => one.visitor === visitor && one.at <= at).sort((a, b) => b.at - a.at)[0],
        ),
      );
      expect(orders).toEqual(both((from, to) => its.filter(({ at }) => isIn(at, from, to)).length));
      expect(revenueMinor).toEqual(
        both((from, to) =>
          its.filter(({ at }) => isIn(at, from, to)).reduce((sum, { valueMinor }) => sum + valueMinor, 0),
        ),
      );
    }
  });

  const every = () => [...placed(), ...tills];
  const ofBuyers = () =>
    [...Map.groupBy(every(), ({ buyer }) => buyer).values()].map((own) => {
      const times = own.map(({ at }) => at).sort((a, b) => a - b);
      return { first: times[0]!, second: times.find((at) => at >= times[0]! + DAY_MS) };
    });

  test("who came back for a second order, and after how long", async () => {
    const { second } = await overview();
    const ripe = (from: number, to: number) =>
      ofBuyers().filter(({ first }) => isIn(first, from - 30, to - 30));
    const gaps = (from: number, to: number) =>
      ofBuyers()
        .flatMap(({ first, second: at }) => (at && isIn(at, from, to) ? [(at - first) / DAY_MS] : []))
        .sort((a, b) => a - b);
    expect(second.buyers).toEqual(both((from, to) => ripe(from, to).length));
    expect(second.again).toEqual(
      both(
        (from, to) =>
          ripe(from, to).filter(({ first, second: at }) => at && at <= first + 30 * DAY_MS).length,
      ),
    );
    expect(second.seconds).toEqual(both((from, to) => gaps(from, to).length));
    const own = gaps(FROM, TO);
    expect(second.medianDays.own).toBeCloseTo(own[Math.floor(own.length / 2)]!, 9);
    expect(second.again.own).toBeGreaterThan(0);
  });

  test("online, then in the store, and the reverse", async () => {
    const { tills: report } = await panels();
    const inStore = (from: number, to: number) => tills.filter(({ at }) => isIn(at, from, to));
    expect(report.storeKnown).toEqual(both((from, to) => inStore(from, to).length));
    expect(report.store.own).toBe(inStore(FROM, TO).length + 1);
    const wasThere = ({ buyer, at }: Till) =>
      happened.some(
        (one) =>
          buyerOf(one.visitor) === buyer &&
          one.at < at &&
          Math.floor(one.at / DAY_MS) >= Math.floor(at / DAY_MS) - 30,
      );
    expect(report.siteBefore).toEqual(both((from, to) => inStore(from, to).filter(wasThere).length));
    const online = (from: number, to: number) => placed().filter(({ at }) => isIn(at, from, to));
    const boughtThere = ({ buyer, at }: Placed) =>
      tills.some((till) => till.buyer === buyer && till.at < at && till.at >= at - 90 * DAY_MS);
    expect(report.web).toEqual(both((from, to) => online(from, to).length));
    expect(report.storeBefore).toEqual(both((from, to) => online(from, to).filter(boughtThere).length));
    expect(report.storeBeforeMinor).toEqual(
      both((from, to) =>
        online(from, to)
          .filter(boughtThere)
          .reduce((sum, { valueMinor }) => sum + valueMinor, 0),
      ),
    );
    expect(report.siteBefore.own).toBeGreaterThan(0);
    expect(report.storeBefore.own).toBeGreaterThan(0);
  });

  test("micro-moments", async () => {
    const { moments } = await panels();
    const named = (from: number, to: number) =>
      happened.filter(({ event, at }) => event.name === "micro_moment" && isIn(at, from, to)).length;
    expect(moments).toEqual([{ moment: "delivery_cost", count: both(named) }]);
  });
});

test("an order told twice, and one cancelled afterwards, do not stay in sources", async () => {
  const shop = await aSite();
  const visitor = aVisitorId();
  const at = startOfDay(TO, ZONE) + 12 * 3_600_000;
  const events: Event[] = [
    { name: "page_view", props: { path: "/", landing: { source: "newsletter", medium: "email" } } },
    { name: "purchase", props: { orderId: "A1", valueMinor: 700, currency: "EUR", lines: [] } },
  ];
  const message = (writer: string) => ({
    site: shop.id,
    visitor,
    receivedAt: at + 5000,
    ranges: [{ writer, from: 0, to: 2 }],
    runs: [
      {
        writer,
        events: events.map((event, n) => ({ n, at: at + n, session: 1, event })),
        context: aContext(),
      },
    ],
    refused: {},
  });
  await ingest(env, [message("waaaaaaa")]);
  await ingest(env, [message("wbbbbbbb")]);
  const read = async () =>
    (await shop.get<OverviewPanels>(`/api/overview/panels?from=${dateOf(FROM)}&to=${dateOf(TO)}`)).body
      .sources;
  expect((await read())[0]).toMatchObject({
    source: "newsletter",
    orders: { own: 1 },
    revenueMinor: { own: 700 },
  });
  const news = {
    orders: [
      {
        id: "A1",
        placedAt: at,
        valueMinor: 700,
        currency: "EUR",
        stage: "cancelled",
        modifiedAt: at + 60_000,
      },
    ],
  };
  expect((await shop.post(`/v1/orders?site=${shop.id}`, news)).status).toBe(200);
  expect((await read())[0]).toMatchObject({
    source: "newsletter",
    orders: { own: 0 },
    revenueMinor: { own: 0 },
  });
});

test("a day whose names are full counts what comes after under the rest, and nothing is lost", {
  timeout: PATIENT_MS,
}, async () => {
  const shop = await aSite();
  const at = startOfDay(TO, ZONE) + 12 * 3_600_000;
  const look = (n: number): Event => ({
    name: "view_item",
    props: { item: { id: "a", category: `Made up ${n}` } },
  });
  for (let part = 0; part < 4; part++) {
    const writer = `w000000${part}`;
    const events = Array.from({ length: 400 }, (_, n) => ({
      n,
      at: at + n,
      session: 1,
      event: look(part * 300 + n),
    }));
    await ingest(env, [
      {
        site: shop.id,
        visitor: aVisitorId(),
        receivedAt: at + 5000,
        ranges: [{ writer, from: 0, to: 400 }],
        runs: [{ writer, events, context: aContext() }],
        refused: {},
      },
    ]);
  }
  const row = await env.DB.prepare("SELECT sums FROM visit_sums WHERE site = ?1")
    .bind(shop.id)
    .first<{ sums: string }>();
  expect(Object.keys(JSON.parse(row!.sums)).length).toBeLessThan(1300);
  const { body } = await shop.get<OverviewPanels>(
    `/api/overview/panels?from=${dateOf(FROM)}&to=${dateOf(TO)}`,
  );
  expect(body.looked.sum).toBe(1600);
});

test("a site without anything answers whole panels of nothing", async () => {
  const { status, body } = await (await aSite()).get<OverviewPanels>("/api/overview/panels");
  expect(status).toBe(200);
  expect(body).toMatchObject({
    sources: [],
    moments: [],
    looked: { rows: [], columns: [], sum: 0 },
    ordered: { sum: 0 },
    tills: { store: { own: 0, before: 0 } },
  });
  expect(body.funnel.map(({ step }) => step)).toEqual([...COURSE]);
});

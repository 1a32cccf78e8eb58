/** What the dashboard reads: figures by day, the live feed, the list of visitors, one visitor's card, health. */
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { ingest } from "../../../edge/jobs/ingest.ts";
import { packLog, unpackLog } from "../../../edge/store/log.ts";
import type { Event } from "../../../model/event.ts";
import { categoryHash } from "../../../model/profile.ts";
import type {
  Health,
  LiveFeed,
  Overview,
  Suggestions,
  VisitorCard,
  VisitorList,
} from "../../../model/report.ts";
import { dateOf, dayIn } from "../../../model/shop-day.ts";
import { DAY_MS } from "../../../model/time.ts";
import { aCampaign, aSegment, aSnapshot } from "../../support/builders.ts";
import { publishDirectly } from "../publish.ts";
import { ARRIVE, aMessage, aSite, aVisitorId, LOOK, type TestSite, visit } from "./support.ts";

const LAMP = {
  id: "lamp-sowa",
  name: "Table lamp Sowa",
  category: "Light",
  brand: "Sowa",
  priceMinor: 8_900,
  currency: "EUR",
};
const VIEW: Event = { name: "view_item", props: { item: LAMP } };
const ADD: Event = { name: "add_to_cart", props: { item: { id: LAMP.id }, quantity: 1 } };
const CART: Event = {
  name: "cart",
  props: {
    lines: [{ id: LAMP.id, quantity: 1, priceMinor: 8_900 }],
    valueMinor: 8_900,
    currency: "EUR",
  },
};
const purchase = (orderId: string, valueMinor: number): Event => ({
  name: "purchase",
  props: { orderId, valueMinor, currency: "EUR", lines: [{ id: LAMP.id, quantity: 1 }] },
});
const dayName = (at: number) => new Date(at).toISOString().slice(0, 10);
/** Noon of the day so many days ago: no visit crosses midnight. */
const noonDaysAgo = (days: number) => (Math.floor(Date.now() / DAY_MS) - days) * DAY_MS + DAY_MS / 2;

test("the overview counts visitors, visits, views, carts and orders by day, with the range before", async () => {
  const site = await aSite();
  const visitor = await visit(site, [ARRIVE, LOOK, ADD, purchase("o1", 8_900)], { at: noonDaysAgo(1) });
  await visit(site, [ARRIVE], { visitor, at: noonDaysAgo(2), session: 2 });
  await visit(site, [ARRIVE, LOOK], { at: noonDaysAgo(2) });
  await visit(site, [ARRIVE], { at: noonDaysAgo(3) });
  const [before, from, to] = [3, 2, 1].map((days) => dayName(noonDaysAgo(days)));
  const { body } = await site.get<Overview>(`/api/overview?from=${from}&to=${to}`);
  expect(body.days).toEqual([
    {
      day: from,
      visitors: 2,
      visits: 2,
      views: 3,
      carts: 0,
      orders: 0,
      revenueMinor: 0,
      cartVisits: 0,
      orderVisits: 0,
    },
    {
      day: to,
      visitors: 1,
      visits: 1,
      views: 2,
      carts: 1,
      orders: 1,
      revenueMinor: 8_900,
      cartVisits: 1,
      orderVisits: 1,
    },
  ]);
  expect(body.totals).toEqual({
    visitors: 3,
    visits: 3,
    views: 5,
    carts: 1,
    orders: 1,
    revenueMinor: 8_900,
    cartVisits: 1,
    orderVisits: 1,
  });
  expect(body.before.days[1]).toMatchObject({ day: before, visitors: 1, views: 1 });
  expect([body.currency, body.before.totals.visits]).toEqual(["EUR", 1]);
});

test("the overview shows the last 30 days where no range is asked for", async () => {
  const { body } = await (await aSite()).get<Overview>("/api/overview");
  expect([body.days.length, body.before.days.length]).toEqual([30, 30]);
  expect([body.to, body.days.at(-1)!.day]).toEqual([dateOf(dayIn(body.now, "Europe/Warsaw")), body.to]);
});

test.each([
  ["a day that there is not", "from=2026-02-31", "from"],
  ["no date", "to=yesterday", "to"],
  ["an end before its beginning", "from=2026-03-02&to=2026-03-01", "from"],
  ["more days than a chart shows", "from=2020-01-01&to=2026-03-01", "from"],
])("a range with %s is refused by its field", async (_, query, field) => {
  const { status, body } = await (await aSite()).get(`/api/overview?${query}`);
  expect([status, body.field]).toEqual([400, field]);
});

test("the live feed begins with the newest events and goes on from its cursor", async () => {
  const site = await aSite();
  await visit(site, [ARRIVE, ...Array<Event>(59).fill(LOOK)], { at: noonDaysAgo(1) });
  const visitor = await visit(site, [VIEW]);
  const first = (await site.get<LiveFeed>("/api/live")).body;
  expect(first.events).toHaveLength(50);
  expect(first.events.at(-1)).toMatchObject({
    name: "view_item",
    visitor,
    city: "Kraków",
    country: "PL",
    props: { item: { id: LAMP.id } },
  });
  const quiet = (await site.get<LiveFeed>(`/api/live?after=${first.cursor}`)).body;
  expect([quiet.events, quiet.cursor]).toEqual([[], first.cursor]);
  await visit(site, [ADD], { visitor });
  const next = (await site.get<LiveFeed>(`/api/live?after=${first.cursor}`)).body;
  expect(next.events.map(({ name }) => name)).toEqual(["add_to_cart"]);
});

test("the live feed shows nothing of who was erased, before their part of the log is gone", async () => {
  const site = await aSite();
  const erased = await visit(site, [VIEW]);
  const other = await visit(site, [VIEW]);
  await site.delete(`/api/visitors/${erased}`);
  const { events } = (await site.get<LiveFeed>("/api/live")).body;
  expect(new Set(events.map(({ visitor }) => visitor))).toEqual(new Set([other]));
});

test("the live feed shows nothing of another site", async () => {
  const [site, other] = [await aSite(), await aSite()];
  await visit(other);
  expect((await site.get<LiveFeed>("/api/live")).body).toMatchObject({ events: [], cursor: 0 });
  expect((await site.get<LiveFeed>("/api/live?after=0")).body.events).toEqual([]);
});

test("a cursor that was never answered is refused", async () => {
  const site = await aSite();
  expect((await site.get("/api/live?after=-1")).body.field).toBe("after");
  expect((await site.get("/api/visitors?before=x")).body.field).toBe("before");
  expect((await site.get("/api/orders?before=x")).body.field).toBe("before");
});

test("what the log packs it unpacks", async () => {
  const entries = [
    { visitor: aVisitorId(), city: "Łódź", country: "PL", moments: [{ at: 1, session: 1, ...LOOK }] },
  ];
  const packed = await packLog(Array(200).fill(entries[0]));
  expect(packed.length).toBeLessThan(1_000);
  expect(await unpackLog(await packLog(entries))).toEqual(entries);
});

test("visitors are listed last seen first, and paging meets each once", async () => {
  const site = await aSite();
  const seen: string[] = [];
  for (let i = 0; i < 55; i++)
    seen.unshift(await visit(site, [ARRIVE], { at: noonDaysAgo(20 - Math.floor(i / 3)) + i * 10_000 }));
  const first = (await site.get<VisitorList>("/api/visitors")).body;
  const second = (await site.get<VisitorList>(`/api/visitors?before=${first.next}`)).body;
  expect([first.visitors.length, first.count, second.next]).toEqual([50, 55, null]);
  expect([...first.visitors, ...second.visitors].map(({ id }) => id)).toEqual(seen);
});

test("a line of the list says where a visitor is, what is in the cart and what was spent", async () => {
  const site = await aSite();
  const visitor = await visit(site, [ARRIVE, VIEW, ADD, CART, purchase("o1", 5_000)]);
  const { body } = await site.get<VisitorList>("/api/visitors");
  expect(body.visitors).toEqual([
    {
      id: visitor,
      lastSeenAt: expect.any(Number),
      visits: 1,
      city: "Kraków",
      country: "PL",
      device: "phone",
      channel: "direct",
      cartMinor: 8_900,
      orders: 1,
      spentMinor: 5_000,
      currency: "EUR",
      segments: [],
    },
  ]);
});

/** A segment of everybody who has looked at a product, and two campaigns: one for them, one for big carts. */
async function publishCampaigns(site: TestSite): Promise<void> {
  await site.put("/api/segments/lookers", {
    ...aSegment("lookers", { field: "products", days: 30, op: "gte", value: 1 }),
    name: "Lookers",
  });
  await site.put("/api/segments/big-carts", {
    ...aSegment("big-carts", { field: "cart_value", op: "gte", value: 200 }),
    name: "Big carts",
  });
  await site.put("/api/campaigns/hello", aCampaign("hello", { segmentsIn: ["lookers"] }));
  await site.put("/api/campaigns/free", aCampaign("free", { placement: "bar", segmentsIn: ["big-carts"] }));
  const { status } = await site.post("/api/publication");
  expect(status).toBe(200);
}

test("the list can be narrowed to one segment, and names a visitor's segments", async () => {
  const site = await aSite();
  await publishCampaigns(site);
  const looker = await visit(site, [ARRIVE, VIEW]);
  await visit(site, [ARRIVE]);
  const { body } = await site.get<VisitorList>("/api/visitors?segment=lookers");
  expect(body.visitors.map(({ id, segments }) => [id, segments])).toEqual([[looker, ["Lookers"]]]);
  expect((await site.get<VisitorList>("/api/visitors")).body.visitors).toHaveLength(2);
});

test("a visitor's card tells what was done, what it means and why each campaign is shown or not", async () => {
  const site = await aSite();
  await publishCampaigns(site);
  const visitor = await visit(site, [ARRIVE, VIEW, ADD, CART, purchase("o1", 5_000)]);
  const { body: card } = await site.get<VisitorCard>(`/api/visitors/${visitor}?path=/demo/&kind=home`);
  expect(card.timeline.map(({ name }) => name).slice(-4)).toEqual([
    "purchase",
    "add_to_cart",
    "view_item",
    "page_view",
  ]);
  expect(card.segments).toEqual([{ id: "lookers", name: "Lookers" }]);
  expect(card.names.products[LAMP.id]).toMatchObject({
    name: LAMP.name,
    category: "Light",
    priceMinor: 8_900,
    currency: "EUR",
  });
  expect(card.names.categories[categoryHash("Light")]).toBe("Light");
  expect(card.interests.map(({ hash }) => hash)).toEqual([categoryHash("Light")]);
  expect(card.orders).toMatchObject([{ id: "o1", valueMinor: 5_000, currency: "EUR", channel: "web" }]);
  expect(card.spent).toMatchObject({ count: 1, valueMinor: 5_000, currency: "EUR" });
  expect(card.situation).toEqual({ path: "/demo/", kind: "home" });
  expect(
    card.reasons.map(({ campaign, outcome, reason, flip }) => [campaign, outcome, reason, flip]),
  ).toEqual([
    ["hello", "won", "Qualifies for the slot “home”, variant A.", ""],
    [
      "free",
      "segment_in",
      "Not in Big carts: the value is 89.",
      "Would show with: Value of the cart at least 200.",
    ],
  ]);
  expect(card.rev).toBe(1);
});

test("without a page named the card decides for the page last looked at", async () => {
  const site = await aSite();
  const cartPage: Event = { name: "page_view", props: { path: "/demo/cart/", kind: "cart" } };
  const visitor = await visit(site, [ARRIVE, cartPage]);
  const { body } = await site.get<VisitorCard>(`/api/visitors/${visitor}`);
  expect(body.situation).toEqual({ path: "/demo/cart/", kind: "cart" });
  expect(body.reasons).toEqual([]);
});

test("a visitor who is unknown, or another site's, has no card", async () => {
  const [site, other] = [await aSite(), await aSite()];
  const visitor = await visit(other);
  expect((await site.get(`/api/visitors/${aVisitorId()}`)).status).toBe(404);
  expect((await site.get(`/api/visitors/${visitor}`)).status).toBe(404);
  expect((await other.get(`/api/visitors/${visitor}?kind=shop`)).body.field).toBe("kind");
});

test("health tells refusals by reason, dead letters and when the last event came", async () => {
  const site = await aSite();
  const message = aMessage(site.id, [ARRIVE]);
  await ingest(env, [{ ...message, refused: { age: 2 } }]);
  await saveLetter(site, "letter-1", JSON.stringify(aMessage(site.id, [LOOK])));
  const { body } = await site.get<Health>("/api/health");
  expect(body).toEqual({
    deadLetters: [{ id: `letter-1 ${site.id}`, failedAt: 1, reason: "it failed" }],
    refused: { age: 2 },
    lastEventAt: message.receivedAt,
    vitals: { days: 28, kinds: {}, campaigns: [] },
  });
});

const saveLetter = (site: TestSite, id: string, body: string) =>
  env.DB.prepare(
    "INSERT INTO dead_letters (id, site, failed_at, reason, body) VALUES (?1, ?2, 1, 'it failed', ?3)",
  )
    .bind(`${id} ${site.id}`, site.id, body)
    .run();

test("a replayed dead letter is counted and gone, and another site's stays where it is", async () => {
  const [site, other] = [await aSite(), await aSite()];
  const visitor = aVisitorId();
  await saveLetter(site, "letter", JSON.stringify(aMessage(site.id, [ARRIVE], { visitor })));
  const path = `/api/dead-letters/${encodeURIComponent(`letter ${site.id}`)}/replay`;
  expect((await other.post(path)).status).toBe(404);
  expect((await site.post(path)).status).toBe(200);
  await expect
    .poll(() => site.get(`/api/visitors/${visitor}`), { timeout: 10_000 })
    .toMatchObject({ status: 200 });
  expect((await site.get<Health>("/api/health")).body.deadLetters).toEqual([]);
});

test("health tells page views by web vitals, under their kind and with a campaign against held out of it", async () => {
  const site = await aSite();
  await publishDirectly(env, aSnapshot(site.settings, { campaigns: [aCampaign("spring")] }));
  await site.put("/api/campaigns/spring", aCampaign("spring"));
  const vital = (value: number, ghost?: true): Event => ({
    name: "web_vital",
    props: {
      metric: "LCP",
      value,
      kind: "home",
      exposures: [{ campaign: "spring", variant: "a", placement: "home", ...(ghost && { ghost }) }],
    },
  });
  await visit(site, [ARRIVE, vital(900)], { at: noonDaysAgo(1) });
  await visit(site, [ARRIVE, vital(3000)], { at: noonDaysAgo(1) });
  await visit(site, [ARRIVE, vital(950), vital(5000, true)], { at: noonDaysAgo(2) });
  await visit(site, [ARRIVE, vital(900)], { at: noonDaysAgo(28) });
  const { kinds, campaigns } = (await site.get<Health>("/api/health")).body.vitals;
  expect(kinds.home!.LCP).toEqual({ good: 2, fair: 1, poor: 1 });
  expect(campaigns).toMatchObject([
    {
      id: "spring",
      name: "Campaign spring",
      shown: { LCP: { good: 2, fair: 1, poor: 0 } },
      ghost: { LCP: { good: 0, fair: 0, poor: 1 } },
    },
  ]);
});

test("what the shop's own rows suggest comes with how often it is there, and products are found by their names", async () => {
  const site = await aSite();
  const fromLetter = { source: "spring-letter", medium: "email", campaign: "lamps" };
  await visit(site, [{ name: "page_view", props: { path: "/", kind: "home", landing: fromLetter } }, VIEW]);
  await visit(site, [ARRIVE, VIEW, { name: "identify", props: { traits: { club: "gold" } } }]);
  const offered = async (query: string) =>
    (await site.get<Suggestions>(`/api/suggestions?${query}`)).body.suggestions;
  expect(await offered("of=category")).toEqual([{ value: "Light", count: 1 }]);
  expect(await offered("of=brand")).toEqual([{ value: "Sowa", count: 1 }]);
  expect(await offered("of=product&text=SOWA")).toEqual([{ value: LAMP.id, words: LAMP.name }]);
  expect(await offered("of=product&text=kettle")).toEqual([]);
  expect(await offered("of=trait")).toEqual([{ value: "club", count: 1 }]);
  expect((await offered("of=path"))[0]).toMatchObject({ count: 2 });
  expect(await offered("of=city")).toEqual([{ value: "Kraków", count: 2 }]);
  expect(await offered("of=region")).toEqual([{ value: "Małopolskie", count: 2 }]);
  expect(await offered("of=source")).toEqual([{ value: "spring-letter", count: 1 }]);
  expect(await offered("of=campaign")).toEqual([{ value: "lamps", count: 1 }]);
  const { status, body } = await site.get("/api/suggestions?of=weather");
  expect(status).toBe(400);
  expect(body).toMatchObject({ field: "of" });
});

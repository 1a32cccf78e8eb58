/** Buyers equal the sums of the orders, by whatever door, in whatever order, corrected and handed on. */
import { env } from "cloudflare:workers";
import fc from "fast-check";
import { expect, test } from "vitest";
import { readOrderChanges, saveOrderChanges, saveOrders } from "../../edge/store/orders.ts";
import { saveSite } from "../../edge/store/sites.ts";
import type { Door, WholeOrder } from "../../model/order-report.ts";
import { NOON } from "../support/builders.ts";
import { deep } from "../support/depth.ts";
import { aSite, aVisitorId, type TestSite, visit } from "./api/support.ts";

const [VISITOR, OTHER] = [aVisitorId(), aVisitorId()];
const HOUR_MS = 3_600_000;

interface Buyer {
  who: string;
  first_at: number;
  last_at: number;
  orders: number;
  left_out: number;
  value_minor: number;
}

const anOrder = (changes: Partial<WholeOrder> = {}): WholeOrder => ({
  id: "1001",
  placedAt: NOON,
  valueMinor: 4_900,
  currency: "EUR",
  stage: "paid",
  channel: "web",
  ...changes,
});
const save = (site: TestSite, orders: WholeOrder[], door: Door = "api") =>
  saveOrders(env.DB, site.id, orders, door, NOON);

async function buyersOf({ id }: TestSite): Promise<Buyer[]> {
  const { results } = await env.DB.prepare(
    "SELECT who, first_at, last_at, orders, left_out, value_minor FROM buyers WHERE site = ?1 ORDER BY who",
  )
    .bind(id)
    .all<Buyer>();
  return results;
}

/** The same from the list of orders, by other means. */
async function summed({ id, settings }: TestSite): Promise<Buyer[]> {
  const { results } = await env.DB.prepare(
    "SELECT customer, visitor, placed_at, value_minor, currency FROM orders WHERE site = ?1",
  )
    .bind(id)
    .all<{
      customer: string | null;
      visitor: string | null;
      placed_at: number;
      value_minor: number;
      currency: string;
    }>();
  const known = results.filter(({ customer, visitor }) => customer ?? visitor);
  const byBuyer = Map.groupBy(known, ({ customer, visitor }) =>
    customer ? `c:${customer}` : `v:${visitor}`,
  );
  return [...byBuyer]
    .map(([who, orders]) => {
      const counted = orders.filter(({ currency }) => currency === settings.currency);
      return {
        who,
        first_at: Math.min(...orders.map((order) => order.placed_at)),
        last_at: Math.max(...orders.map((order) => order.placed_at)),
        orders: orders.length,
        left_out: orders.length - counted.length,
        value_minor: counted.reduce((sum, order) => sum + order.value_minor, 0),
      };
    })
    .sort((a, b) => (a.who < b.who ? -1 : 1));
}

const aReport = fc.record({
  door: fc.constantFrom<Door>("page", "api"),
  order: fc.record({
    id: fc.constantFrom("1", "2", "3", "4", "5"),
    placedAt: fc.integer({ min: 0, max: 40 }).map((hours) => NOON + hours * HOUR_MS),
    valueMinor: fc.integer({ min: 0, max: 9_000 }),
    currency: fc.constantFrom("EUR", "EUR", "PLN"),
    stage: fc.constant("paid" as const),
    channel: fc.constant("web" as const),
    customer: fc.constantFrom("Anna", "Jan", undefined),
    visitor: fc.constantFrom(VISITOR, OTHER, undefined),
  }),
});

test("whatever the doors report, of whom and in whatever order, the buyers are the sums of the orders", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(aReport, { minLength: 1, maxLength: 14 }), async (reports) => {
      const site = await aSite();
      for (const { door, order } of reports) {
        await save(site, [order], door);
        expect(await buyersOf(site)).toEqual(await summed(site));
      }
    }),
    { numRuns: deep({ full: 25, usual: 7 }) },
  );
}, 60_000);

test("the same orders in any order and in any lists give the same buyers", async () => {
  const orders = [
    anOrder({ id: "1", customer: "Anna", placedAt: NOON }),
    anOrder({ id: "2", customer: "Anna", placedAt: NOON + HOUR_MS, currency: "PLN" }),
    anOrder({ id: "3", visitor: VISITOR, placedAt: NOON - HOUR_MS }),
    anOrder({ id: "4", visitor: VISITOR, customer: "Jan" }),
  ];
  const expected = [
    { who: "c:Anna", first_at: NOON, last_at: NOON + HOUR_MS, orders: 2, left_out: 1, value_minor: 4_900 },
    { who: "c:Jan", first_at: NOON, last_at: NOON, orders: 1, left_out: 0, value_minor: 4_900 },
    {
      who: `v:${VISITOR}`,
      first_at: NOON - HOUR_MS,
      last_at: NOON - HOUR_MS,
      orders: 1,
      left_out: 0,
      value_minor: 4_900,
    },
  ];
  await fc.assert(
    fc.asyncProperty(fc.shuffledSubarray(orders, { minLength: 4 }), fc.nat(4), async (order, cut) => {
      const site = await aSite();
      for (const list of [order.slice(0, cut), order.slice(cut)]) if (list.length > 0) await save(site, list);
      expect(await buyersOf(site)).toEqual(expected);
    }),
    { numRuns: deep({ full: 20, usual: 5 }) },
  );
}, 60_000);

test("an order that turns out to be a customer's leaves the visitor, whose other orders stay", async () => {
  const site = await aSite();
  await save(site, [anOrder({ id: "1", visitor: VISITOR }), anOrder({ id: "2", visitor: VISITOR })], "page");
  await save(site, [anOrder({ id: "1", customer: "Anna" })]);
  expect((await buyersOf(site)).map(({ who, orders }) => [who, orders])).toEqual([
    ["c:Anna", 1],
    [`v:${VISITOR}`, 1],
  ]);
});

test("a visitor whose only order goes to somebody else is no buyer any more", async () => {
  const site = await aSite();
  await save(site, [anOrder({ visitor: VISITOR })]);
  await save(site, [anOrder({ visitor: OTHER })]);
  expect((await buyersOf(site)).map(({ who }) => who)).toEqual([`v:${OTHER}`]);
});

test("an order of nobody known makes no buyer", async () => {
  const site = await aSite();
  await save(site, [anOrder({ channel: "store" })]);
  expect(await buyersOf(site)).toEqual([]);
});

test("both of the shop's doors keep the buyers: its pages and its server", async () => {
  const site = await aSite();
  const visitor = await visit(site, [
    { name: "purchase", props: { orderId: "7", valueMinor: 1_200, currency: "EUR", lines: [] } },
  ]);
  expect(await buyersOf(site)).toMatchObject([{ who: `v:${visitor}`, orders: 1, value_minor: 1_200 }]);
  await site.post("/v1/orders", {
    orders: [{ id: "7", placedAt: NOON, valueMinor: 1_000, currency: "EUR", customer: "Anna" }],
  });
  expect(await buyersOf(site)).toMatchObject([
    { who: "c:Anna", orders: 1, value_minor: 1_000, last_at: NOON },
  ]);
});

test("a list that comes again writes nothing", async () => {
  const site = await aSite();
  await save(site, [anOrder({ customer: "Anna" })]);
  const changes = await readOrderChanges(
    env.DB,
    site.id,
    [{ door: "api", reports: [anOrder({ customer: "Anna" })] }],
    NOON,
  );
  expect(changes.map(({ outcome }) => outcome)).toEqual(["same"]);
  expect(saveOrderChanges(env.DB, site.id, changes, NOON)).toEqual([]);
});

test("an order reads the orders of its buyer, however many the site has", async () => {
  const site = await aSite();
  for (let list = 0; list < 4; list++)
    await save(
      site,
      Array.from({ length: 500 }, (_, i) => anOrder({ id: `${list}-${i}`, customer: `c${list}-${i}` })),
    );
  const changes = await readOrderChanges(
    env.DB,
    site.id,
    [{ door: "api", reports: [anOrder({ customer: "c0-0" })] }],
    NOON,
  );
  const results = await env.DB.batch(saveOrderChanges(env.DB, site.id, changes, NOON));
  expect(results.reduce((sum, { meta }) => sum + meta.rows_read, 0)).toBeLessThan(100);
});

test("with another reporting currency the buyers are summed in it", async () => {
  const site = await aSite();
  await save(site, [
    anOrder({ id: "1", customer: "Anna" }),
    anOrder({ id: "2", customer: "Anna", currency: "PLN", valueMinor: 20_000 }),
  ]);
  await saveSite(env.DB, { ...site.settings, currency: "PLN" }, "revenue", { by: "Test", at: 1 });
  expect(await buyersOf(site)).toMatchObject([
    { who: "c:Anna", orders: 2, left_out: 1, value_minor: 20_000 },
  ]);
});

test("orders from before there were buyers are summed by the migration", async () => {
  const site = await aSite();
  await save(site, [
    anOrder({ id: "1", customer: "Anna" }),
    anOrder({ id: "2", visitor: VISITOR, currency: "PLN" }),
    anOrder({ id: "3", channel: "store" }),
  ]);
  const queries = env.MIGRATIONS.flatMap((migration) => migration.queries);
  const backfill = queries.filter((query) => query.startsWith("INSERT INTO buyers"));
  await env.DB.batch([
    env.DB.prepare("DELETE FROM buyers"),
    ...backfill.map((query) => env.DB.prepare(query)),
  ]);
  expect(await buyersOf(site)).toHaveLength(2);
  expect(await buyersOf(site)).toEqual(await summed(site));
});

test("orders from before there were records go on from what they were", async () => {
  const site = await aSite();
  await env.DB.batch(
    [
      ["old", "page", VISITOR, null, 4_900],
      ["told", "api", null, "Anna", 100],
    ].map(([id, door, visitor, customer, value]) =>
      env.DB.prepare(
        `INSERT INTO orders (site, id, door, visitor, customer, placed_at, day, value_minor, currency, channel, lines)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, 0, ?7, 'EUR', 'web', '[{"id":"p1","quantity":2}]')`,
      ).bind(site.id, id, door, visitor, customer, NOON, value),
    ),
  );
  const queries = env.MIGRATIONS.flatMap((migration) => migration.queries);
  const steps = queries.filter((query) => /^(UPDATE orders|INSERT INTO order_records)/m.test(query));
  expect(steps).toHaveLength(2);
  await env.DB.batch([
    env.DB.prepare("DELETE FROM order_records"),
    ...steps.map((query) => env.DB.prepare(query)),
  ]);

  const late = (id: string) => anOrder({ id, valueMinor: 1, visitor: OTHER, placedAt: NOON + 1 });
  const byPage = [late("old"), late("told")].map((order) => ({ ...order, modifiedAt: NOON + 1 }));
  await save(site, byPage, "page");
  const { results } = await env.DB.prepare(
    "SELECT id, total_minor, visitor, customer, doors, json_array_length(lines) AS lines FROM orders WHERE site = ?1 ORDER BY id",
  )
    .bind(site.id)
    .all();
  expect(results).toEqual([
    { id: "old", total_minor: 1, visitor: VISITOR, customer: null, doors: '["page"]', lines: 1 },
    { id: "told", total_minor: 100, visitor: OTHER, customer: "Anna", doors: '["page","api"]', lines: 1 },
  ]);
});

test("buyers of one site are not another's", async () => {
  const [site, other] = [await aSite(), await aSite()];
  await save(site, [anOrder({ customer: "Anna" })]);
  await save(other, [anOrder({ customer: "Anna", valueMinor: 1 })]);
  expect(await buyersOf(site)).toMatchObject([{ orders: 1, value_minor: 4_900 }]);
});

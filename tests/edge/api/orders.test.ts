/** Orders by the server's door: idempotent, whole or not at all, and equal to sums taken from the file itself. */
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { saveOrders } from "../../../edge/store/orders.ts";
import type { Event } from "../../../model/event.ts";
import type { OrderList, VisitorCard } from "../../../model/report.ts";
import log from "../../fixtures/orders/cdnow_sample_transactions.csv?raw";
import { aSite, ask, aVisitorId, type TestSite, visit } from "./support.ts";

const anOrder = (changes: Record<string, unknown> = {}) => ({
  id: "1001",
  placedAt: "2026-03-01T10:00:00Z",
  valueMinor: 4_900,
  currency: "EUR",
  ...changes,
});

const send = (site: TestSite, ...orders: unknown[]) => site.post("/v1/orders", { orders });
const listOf = async (site: TestSite) => (await site.get<OrderList>("/api/orders")).body;

const PURCHASES = log
  .trim()
  .split("\n")
  .slice(1)
  .map((line, i) => {
    const [, customer, date, , dollars] = line.trim().split(",") as [string, string, string, string, string];
    return { id: String(i + 1), customer, date, cents: Math.round(Number(dollars) * 100) };
  });

/** Chunks of 500 in an order that differs from run to run, but not by chance within one: i × step modulo n. */
function shuffled<T>(values: T[], step: number): T[][] {
  const mixed = values.map((_, i) => values[(i * step) % values.length]!);
  return Array.from({ length: Math.ceil(mixed.length / 500) }, (_, i) => mixed.slice(i * 500, i * 500 + 500));
}

test("a real shop's order log, posted twice in shuffled chunks, equals the sums of its file", async () => {
  const site = await aSite({ currency: "USD" });
  const sent = PURCHASES.map(({ id, customer, date, cents }) => ({
    id,
    customer,
    placedAt: date,
    valueMinor: cents,
    currency: "USD",
  }));
  expect(sent).toHaveLength(6_919);
  for (const step of [1_009, 2_003])
    for (const orders of shuffled(sent, step)) {
      const { status, body } = await site.post<{ accepted: number }>("/v1/orders", { orders });
      expect([status, body.accepted]).toEqual([200, orders.length]);
    }

  const { totals, months } = await listOf(site);
  const dates = PURCHASES.map(({ date }) => date).sort();
  const cents = PURCHASES.reduce((sum, purchase) => sum + purchase.cents, 0);
  expect(totals).toEqual([
    {
      currency: "USD",
      orders: PURCHASES.length,
      buyers: new Set(PURCHASES.map(({ customer }) => customer)).size,
      valueMinor: cents,
      firstAt: Date.parse(dates[0]!),
      lastAt: Date.parse(dates.at(-1)!),
      leftOut: 0,
      untaxed: PURCHASES.length,
    },
  ]);
  const byMonth = Map.groupBy(PURCHASES, ({ date }) => date.slice(0, 7));
  expect(months).toEqual(
    [...byMonth]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([month, purchases]) => ({
        month,
        currency: "USD",
        orders: purchases.length,
        valueMinor: purchases.reduce((sum, purchase) => sum + purchase.cents, 0),
      })),
  );
}, 60_000);

test("paging through the list meets every order once, newest first", async () => {
  const site = await aSite();
  const sent = PURCHASES.slice(0, 120).map(({ id, date, cents }) =>
    anOrder({ id: `no. ${id}`, placedAt: date, valueMinor: cents }),
  );
  await send(site, ...sent);
  const pages: OrderList["orders"][] = [];
  for (let next: string | null = ""; next !== null; ) {
    const page: OrderList = (
      await site.get<OrderList>(`/api/orders${next && `?before=${encodeURIComponent(next)}`}`)
    ).body;
    pages.push(page.orders);
    next = page.next;
  }
  expect(pages.map((page) => page.length)).toEqual([50, 50, 20]);
  const listed = pages.flat();
  expect(new Set(listed.map(({ id }) => id)).size).toBe(120);
  expect(listed.map(({ placedAt }) => placedAt)).toEqual(
    listed.map(({ placedAt }) => placedAt).toSorted((a, b) => b - a),
  );
});

test("a buyer is counted once: a customer, or the visitor where no customer is named", async () => {
  const site = await aSite();
  await send(
    site,
    anOrder({ id: "a", customer: "c-1" }),
    anOrder({ id: "b", customer: "c-1" }),
    anOrder({ id: "c", customer: "c-2" }),
  );
  const visitor = await visit(site);
  const fromPage = (id: string) => ({
    id,
    visitor,
    placedAt: Date.UTC(2026, 2, 1),
    valueMinor: 5_000,
    currency: "EUR",
    channel: "web" as const,
  });
  await saveOrders(env.DB, site.id, [fromPage("d"), fromPage("e")], "page", Date.UTC(2026, 2, 1));
  expect((await listOf(site)).totals).toMatchObject([{ orders: 5, buyers: 3 }]);
});

test("totals are never added across currencies", async () => {
  const site = await aSite();
  await send(
    site,
    anOrder({ id: "a" }),
    anOrder({ id: "b" }),
    anOrder({ id: "c", currency: "USD", valueMinor: 100 }),
  );
  const { totals } = await listOf(site);
  expect(totals.map(({ currency, orders, valueMinor }) => [currency, orders, valueMinor])).toEqual([
    ["EUR", 2, 9_800],
    ["USD", 1, 100],
  ]);
});

test("the server's word replaces the page's, and the page's never the server's", async () => {
  const site = await aSite();
  const visitor = await visit(site);
  const fromPage = {
    id: "1001",
    visitor,
    placedAt: Date.UTC(2026, 2, 1),
    valueMinor: 5_000,
    currency: "EUR",
    channel: "web" as const,
  };
  const savePage = () => saveOrders(env.DB, site.id, [fromPage], "page", fromPage.placedAt);
  await savePage();
  await send(site, anOrder({ channel: "phone" }));
  await savePage();
  const { orders } = await listOf(site);
  expect(orders).toEqual([
    {
      id: "1001",
      status: "paid",
      placedAt: Date.UTC(2026, 2, 1, 10),
      totalMinor: 4_900,
      refundedMinor: 0,
      valueMinor: 4_900,
      reportedMinor: 4_900,
      currency: "EUR",
      channel: "phone",
      doors: ["page", "api"],
      customer: null,
      visitor,
      lines: 0,
    },
  ]);
  const card = await site.get<VisitorCard>(`/api/visitors/${visitor}`);
  expect(card.body.spent).toEqual({
    count: 1,
    valueMinor: 4_900,
    currency: "EUR",
    lastAt: Date.UTC(2026, 2, 1, 10),
  });
});

test("an order that the server reported first still learns its visitor from the page", async () => {
  const site = await aSite();
  const visitor = await visit(site);
  await send(site, anOrder());
  const fromPage = {
    id: "1001",
    visitor,
    placedAt: 1,
    valueMinor: 1,
    currency: "EUR",
    channel: "web" as const,
  };
  await saveOrders(env.DB, site.id, [fromPage], "page", fromPage.placedAt);
  const [order] = (await listOf(site)).orders;
  expect([order!.visitor, order!.valueMinor, order!.doors]).toEqual([visitor, 4_900, ["page", "api"]]);
});

const serverOf = async (site: TestSite, visitor: string) => {
  const row = await env.DB.prepare("SELECT server FROM visitors WHERE site = ?1 AND id = ?2")
    .bind(site.id, visitor)
    .first<{ server: string | null }>();
  return row?.server == null ? null : JSON.parse(row.server);
};

test("a visitor's server part sums the currency most spent in and counts all orders, those of a store apart", async () => {
  const site = await aSite();
  const visitor = await visit(site);
  await send(
    site,
    anOrder({ id: "a", visitor, valueMinor: 1_000 }),
    anOrder({ id: "b", visitor, valueMinor: 2_000, placedAt: "2026-03-05T00:00:00Z" }),
    anOrder({ id: "c", visitor, valueMinor: 2_500, currency: "USD", channel: "store" }),
  );
  expect(await serverOf(site, visitor)).toEqual({
    rev: 1,
    orders: 3,
    valueMinor: 3_000,
    currency: "EUR",
    lastOrderAt: Date.UTC(2026, 2, 5),
    storeOrders: 1,
    settledAt: 0,
  });
});

test("a server part's rev rises with a correction and not with a repetition", async () => {
  const site = await aSite();
  const visitor = await visit(site);
  await send(site, anOrder({ visitor }));
  await send(site, anOrder({ visitor }));
  expect((await serverOf(site, visitor)).rev).toBe(1);
  await send(site, anOrder({ visitor, valueMinor: 4_500 }));
  expect(await serverOf(site, visitor)).toMatchObject({ rev: 2, orders: 1, valueMinor: 4_500 });
});

test("an order given to another visitor is taken from the first", async () => {
  const site = await aSite();
  const [first, second] = [await visit(site), await visit(site)];
  await send(site, anOrder({ visitor: first }));
  await send(site, anOrder({ visitor: second }));
  expect(await serverOf(site, first)).toMatchObject({ rev: 2, orders: 0, valueMinor: 0 });
  expect(await serverOf(site, second)).toMatchObject({ rev: 1, orders: 1, valueMinor: 4_900 });
});

test("an order of a visitor who has no profile is kept", async () => {
  const site = await aSite();
  const visitor = aVisitorId();
  await send(site, anOrder({ visitor }));
  expect((await listOf(site)).orders[0]!.visitor).toBe(visitor);
});

test.each([
  ["no currency", { currency: undefined }, "orders[1].currency"],
  ["a currency in small letters", { currency: "eur" }, "orders[1].currency"],
  ["a negative value", { valueMinor: -1 }, "orders[1].valueMinor"],
  ["a value in whole units with a fraction", { valueMinor: 49.9 }, "orders[1].valueMinor"],
  ["a time without a zone", { placedAt: "2026-03-01T10:00:00" }, "orders[1].placedAt"],
  ["a day that there is not", { placedAt: "2026-02-31" }, "orders[1].placedAt"],
  ["epoch seconds for milliseconds", { placedAt: 1_772_000_000 / 10 }, "orders[1].placedAt"],
  ["an unknown channel", { channel: "fax" }, "orders[1].channel"],
  ["a visitor id of the wrong length", { visitor: "abc" }, "orders[1].visitor"],
  ["a line without a quantity", { lines: [{ id: "p1" }] }, "orders[1].lines[0].quantity"],
  ["no id", { id: "" }, "orders[1].id"],
])(
  "an order with %s is refused by its field, and its neighbours are not saved",
  async (_, changes, field) => {
    const site = await aSite();
    const { status, body } = await send(site, anOrder({ id: "good" }), anOrder({ id: "bad", ...changes }));
    expect(status).toBe(400);
    expect(body).toMatchObject({ field, faults: [{ field, expected: expect.stringMatching(/.+/) }] });
    expect((await listOf(site)).orders).toEqual([]);
  },
);

test("every bad order of a list is named", async () => {
  const site = await aSite();
  const { body } = await send(site, anOrder({ currency: "e" }), anOrder(), anOrder({ valueMinor: "12" }));
  expect(body.faults!.map(({ field }) => field)).toEqual(["orders[0].currency", "orders[2].valueMinor"]);
});

test("a list of more than 500 orders, one that is not JSON and one over the limit are refused", async () => {
  const site = await aSite();
  const many = await send(site, ...Array.from({ length: 501 }, (_, i) => anOrder({ id: `${i}` })));
  expect([many.status, many.body.field]).toEqual([400, "orders"]);
  expect((await site.post("/v1/orders", "{")).status).toBe(400);
  expect((await send(site, anOrder({ id: "x".repeat(1_000_001) }))).status).toBe(413);
});

test("orders are taken only with a key of the site", async () => {
  const [site, other] = [await aSite(), await aSite()];
  const body = { orders: [anOrder()] };
  expect((await ask("POST", "/v1/orders", {}, body)).status).toBe(401);
  expect((await ask("POST", "/v1/orders", { authorization: "Bearer wrong" }, body)).status).toBe(401);
  expect((await ask("POST", `/v1/orders?site=${site.id}`, other.bearer, body)).status).toBe(403);
  expect((await listOf(site)).orders).toEqual([]);
});

test("the overview counts orders of the day whichever door, corrected ones once", async () => {
  const site = await aSite();
  await send(site, anOrder({ id: "a" }), anOrder({ id: "b", currency: "USD" }));
  await send(site, anOrder({ id: "a", valueMinor: 4_000 }));
  const { body } = await site.get<{ days: unknown[] }>("/api/overview?from=2026-03-01&to=2026-03-01");
  expect(body.days).toEqual([
    {
      day: "2026-03-01",
      ...{ visitors: 0, visits: 0, views: 0, carts: 0, cartVisits: 0, orderVisits: 0 },
      ...{ orders: 2, revenueMinor: 4_000 },
    },
  ]);
});

test.each([
  ["before the page does", -2_000, true],
  ["after the page does, with a time before the page's", -2_000, false],
  ["after the page does, with a time after the page's", 2_000, false],
])("an order that the shop's server reports %s is one order of its visitor", async (_, offset, isFirst) => {
  const site = await aSite();
  const [visitor, placedAt] = [await visit(site), Date.now() - 60_000];
  const server = () => send(site, anOrder({ visitor, placedAt: placedAt + offset }));
  const purchase: Event = {
    name: "purchase",
    props: { orderId: "1001", valueMinor: 4_900, currency: "EUR", lines: [] },
  };
  if (isFirst) await server();
  await visit(site, [purchase], { visitor, at: placedAt });
  if (!isFirst) await server();
  const { body } = await site.get<VisitorCard>(`/api/visitors/${visitor}`);
  expect(body.spent).toMatchObject({ count: 1, valueMinor: 4_900 });
});

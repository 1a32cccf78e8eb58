/** Customers by the shop's id: found, looked at, and erased so that only sums are left of them. */
import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import { erase } from "../../../edge/jobs/erase.ts";
import { refreshBuyers } from "../../../edge/store/buyers.ts";
import { addLinks } from "../../../edge/store/links.ts";
import { listNewestLog } from "../../../edge/store/log.ts";
import { serverPartStatement } from "../../../edge/store/server-part.ts";
import type {
  CustomerCard,
  CustomerErasure,
  CustomerList,
  OrderDetail,
  OrderList,
  Overview,
  SegmentPreview,
} from "../../../model/report.ts";
import { DAY_MS } from "../../../model/time.ts";
import { ARRIVE, aSite, ask, type TestSite, visit } from "./support.ts";

const placedAt = Date.now() - 2 * DAY_MS;
const order = (id: string, more: { customer?: string; visitor?: string; stage?: string } = {}) => ({
  id,
  placedAt,
  valueMinor: 1_000,
  currency: "EUR",
  ...more,
});
const tell = async (site: TestSite, ...orders: object[]) =>
  expect((await site.post("/v1/orders", { orders })).status).toBe(200);
const link = (site: TestSite, visitor: string, customer: string, since = 1) =>
  env.DB.batch([
    addLinks(env.DB, site.id, [{ visitor, since, customer }]),
    ...refreshBuyers(env.DB, site.id),
    serverPartStatement(env.DB, site.id, [visitor]),
  ]);
const saveTraits = (site: TestSite, id: string) =>
  env.DB.prepare("INSERT INTO customers (site, id, traits) VALUES (?1, ?2, ?3)")
    .bind(site.id, id, JSON.stringify({ email: { value: "ala@example.com", at: 1 } }))
    .run();
const idsOf = async (site: TestSite, query = "") =>
  (await site.get<CustomerList>(`/api/customers${query}`)).body.customers.map(({ id }) => id);

/** For what does many things one after the other, beside whatever else the machine does. */
const PATIENT = { timeout: 30_000 };

describe("the list of customers", PATIENT, () => {
  test("holds whoever the server, an order or a link names, once, in the order of their ids", async () => {
    const site = await aSite();
    await saveTraits(site, "told");
    await tell(site, order("1", { customer: "buyer" }), order("2", { customer: "told" }));
    await link(site, await visit(site), "linked");
    const { body } = await site.get<CustomerList>("/api/customers");
    expect(body.customers).toEqual([
      { id: "buyer", orders: 1, spentMinor: 1_000, lastOrderAt: placedAt, visitors: 0 },
      { id: "linked", orders: 0, spentMinor: 0, lastOrderAt: null, visitors: 1 },
      { id: "told", orders: 1, spentMinor: 1_000, lastOrderAt: placedAt, visitors: 0 },
    ]);
    expect(await idsOf(await aSite())).toEqual([]);
  });

  test("is searched by how an id begins, taken as it is written", async () => {
    const site = await aSite();
    for (const id of ["A%", "A1", "A2", "B1", "a1"]) await saveTraits(site, id);
    expect(await idsOf(site, "?search=A")).toEqual(["A%", "A1", "A2"]);
    expect(await idsOf(site, "?search=A%25")).toEqual(["A%"]);
    expect(await idsOf(site, "?search=1")).toEqual([]);
  });

  test("is turned page by page, and meets each once", async () => {
    const site = await aSite();
    const all = Array.from({ length: 120 }, (_, i) => `c${String(i).padStart(3, "0")}`);
    for (const id of all.filter((_, i) => i % 2)) await saveTraits(site, id);
    await tell(
      site,
      ...all.filter((_, i) => i % 3 !== 1).map((customer) => order(`o${customer}`, { customer })),
    );
    const known = all.filter((_, i) => i % 2 || i % 3 !== 1);
    const found: string[] = [];
    for (let before: string | null = ""; before !== null; ) {
      const { body }: { body: CustomerList } = await site.get(`/api/customers?before=${before}`);
      found.push(...body.customers.map(({ id }) => id));
      before = body.next;
    }
    expect(found).toEqual(known);
  });
});

describe("erasing a customer", PATIENT, () => {
  test("takes all that is theirs, keeps every sum, and leaves others alone", async () => {
    const [site, elsewhere] = [await aSite(), await aSite()];
    const [theirs, others] = [await visit(site), await visit(site)];
    await Promise.all([saveTraits(site, "ala"), saveTraits(elsewhere, "ala")]);
    await link(site, theirs, "ala");
    await link(site, others, "ola");
    await tell(
      site,
      order("by-id", { customer: "ala" }),
      order("by-link", { visitor: theirs }),
      order("cancelled", { customer: "ala", stage: "cancelled" }),
      order("ola's, from there", { customer: "ola", visitor: theirs }),
      order("ola's", { visitor: others }),
    );
    const card = (await site.get<CustomerCard>("/api/customers/ala")).body;
    expect(card).toMatchObject({ orders: 2, spentMinor: 2_000, browsers: [theirs] });
    expect(card.traits.email?.value).toBe("ala@example.com");
    expect(card.newest.map(({ id }) => id).toSorted()).toEqual(["by-id", "by-link", "cancelled"]);
    const sumsOf = async () => {
      const { reported } = (await site.get<OrderList>("/api/orders")).body;
      const { totals } = (await site.get<Overview>("/api/overview")).body;
      return { reported, orders: totals.orders, revenueMinor: totals.revenueMinor };
    };
    const before = await sumsOf();

    const { status, body } = await site.delete<CustomerErasure>("/api/customers/ala");
    expect([status, body]).toEqual([200, { visitors: 1, orders: 3 }]);

    expect((await site.get("/api/customers/ala")).status).toBe(404);
    expect((await site.get(`/api/visitors/${theirs}`)).body).toMatchObject({ erasedAt: expect.any(Number) });
    expect(await idsOf(site)).toEqual(["ola"]);
    expect(await sumsOf()).toEqual(before);
    const orders = (await site.get<OrderList>("/api/orders")).body.orders;
    const whose = Object.fromEntries(orders.map(({ id, customer, visitor }) => [id, [customer, visitor]]));
    expect(whose).toEqual({
      "by-id": [null, null],
      "by-link": [null, null],
      cancelled: [null, null],
      "ola's, from there": ["ola", null],
      "ola's": [null, others],
    });
    expect((await site.get<CustomerCard>("/api/customers/ola")).body).toMatchObject({
      orders: 2,
      browsers: [others],
    });
    expect((await elsewhere.get<CustomerCard>("/api/customers/ala")).status).toBe(200);
    const everybody = { field: "visits", op: "gte", value: 0 };
    const { total } = (await site.post<SegmentPreview>("/api/segments/preview", { condition: everybody }))
      .body;
    expect(total).toBe(1);
  });

  test("holds, though the order is told again and the browser goes on sending", async () => {
    const site = await aSite();
    const visitor = await visit(site);
    await link(site, visitor, "ala");
    await tell(site, order("1", { visitor }), order("2", { customer: "ala" }));
    expect((await site.delete("/api/customers/ala")).status).toBe(200);
    await tell(site, order("1", { visitor }), { ...order("2", { customer: "ala" }), valueMinor: 3_000 });
    await visit(site, [ARRIVE], { visitor });
    const detail = (await site.get<OrderDetail>("/api/orders/2")).body;
    expect([detail.order.valueMinor, detail.order.customer]).toEqual([3_000, null]);
    expect((await site.get<OrderDetail>("/api/orders/1")).body.order.visitor).toBeNull();
    expect(await idsOf(site)).toEqual([]);
    expect((await site.get(`/api/visitors/${visitor}`)).body).toMatchObject({ erasedAt: expect.any(Number) });
  });

  test("takes what arrived of them out of the log, and the others' stays", async () => {
    const site = await aSite();
    const [theirs, others] = [await visit(site), await visit(site)];
    await link(site, theirs, "ala");
    const inLog = async () =>
      (await listNewestLog(env.DB, site.id, 99)).flatMap(({ entries }) =>
        entries.map((entry) => entry.visitor),
      );
    expect((await inLog()).toSorted()).toEqual([theirs, others].toSorted());
    await site.delete("/api/customers/ala");
    const work = await env.DB.prepare("SELECT subject FROM due_work WHERE site = ?1 AND kind = 'erase'")
      .bind(site.id)
      .first<{ subject: string }>();
    await erase(env, { site: site.id, kind: "erase", subject: work!.subject }, Date.now());
    expect(await inLog()).toEqual([others]);
    const left = await env.DB.prepare(
      "SELECT count(*) AS due FROM due_work WHERE site = ?1 AND kind = 'erase'",
    )
      .bind(site.id)
      .first<{ due: number }>();
    expect(left!.due).toBe(0);
  });

  test("of whom nothing is known is refused by the id, and without credentials altogether", async () => {
    const site = await aSite();
    const { status, body } = await site.delete("/api/customers/nobody");
    expect([status, body.field]).toEqual([404, "id"]);
    for (const method of ["GET", "DELETE"]) expect((await ask(method, "/api/customers/x")).status).toBe(401);
  });
});

/** Everything the shop has, found by name or id, without reading more as the shop grows. */
import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import { refreshBuyers } from "../../../edge/store/buyers.ts";
import { NEWEST, searchStatements } from "../../../edge/store/search.ts";
import type { Found, SearchAnswer } from "../../../model/search.ts";
import { visitorName } from "../../../model/visitor-name.ts";
import { aSite, type TestSite, visit } from "./support.ts";

const DAY_MS = 86_400_000;
const find = async (site: TestSite, q: string) =>
  (await site.get<SearchAnswer>(`/api/search?q=${encodeURIComponent(q)}`)).body.found;
const kindsOf = (found: Found[]) => found.map(({ kind, id }) => `${kind} ${id}`);

/** A row as the marketer's own pages save it. */
const save = (site: TestSite, table: string, id: string, name: string) =>
  env.DB.prepare(`INSERT INTO ${table} (site, id, body, updated_at) VALUES (?1, ?2, ?3, 0)`)
    .bind(site.id, id, JSON.stringify({ id, name, status: "paused" }))
    .run();
const order = (id: string, customer?: string, placedAt = Date.now() - DAY_MS) => ({
  id,
  placedAt,
  valueMinor: 1_000,
  currency: "EUR",
  ...(customer && { customer }),
});

describe("a search finds", { timeout: 60_000 }, () => {
  test("campaigns, segments, journeys and pools by a part of their names, the best first", async () => {
    const site = await aSite();
    await save(site, "campaigns", "exit-help", "Help on exit from the cart");
    await save(site, "segments", "hesitating", "Cart, hesitating");
    await save(site, "journeys", "rescue", "Cart rescue");
    await save(site, "coupon_pools", "spring", "Spring");
    expect(kindsOf(await find(site, "cart"))).toEqual([
      "journey rescue",
      "segment hesitating",
      "campaign exit-help",
    ]);
    expect(await find(site, "spring")).toEqual([
      { kind: "pool", id: "spring", name: "Spring", status: null },
    ]);
    expect((await find(site, "on exit"))[0]).toMatchObject({ id: "exit-help", status: "paused" });
    expect(kindsOf(await find(site, "hesitating"))).toEqual(["segment hesitating"]);
  });

  test("orders and customers by the beginning of their ids, and the newest by any part", async () => {
    const site = await aSite();
    await site.post("/v1/orders", { orders: [order("PL-10042", "kowalska-7"), order("PL-20001")] });
    expect(kindsOf(await find(site, "PL-1"))).toEqual(["order PL-10042"]);
    expect(kindsOf(await find(site, "0042"))).toEqual(["order PL-10042"]);
    expect(kindsOf(await find(site, "kowal"))).toEqual(["customer kowalska-7"]);
    expect(kindsOf(await find(site, "ska-7"))).toEqual(["customer kowalska-7"]);
  });

  test("a visitor by the id, and by the name that the screens give it", async () => {
    const site = await aSite();
    const visitor = await visit(site);
    expect(kindsOf(await find(site, visitor))).toEqual([`visitor ${visitor}`]);
    const [found] = await find(site, visitorName(visitor));
    expect(found).toEqual({ kind: "visitor", id: visitor, name: visitorName(visitor), status: null });
  });

  test("nothing of another site", async () => {
    const [site, other] = [await aSite(), await aSite()];
    await save(other, "segments", "hesitating", "Cart, hesitating");
    await other.post("/v1/orders", { orders: [order("PL-10042", "kowalska-7")] });
    for (const q of ["cart", "PL-1", "kowalska"]) expect(await find(site, q)).toEqual([]);
  });

  test("as text what looks like a pattern or SQL", async () => {
    const site = await aSite();
    await site.post("/v1/orders", { orders: [order("100%"), order("1000")] });
    expect(kindsOf(await find(site, "100%"))).toEqual(["order 100%"]);
    for (const q of ["%", "_", "'); DROP TABLE orders; --"]) await find(site, q);
    expect(kindsOf(await find(site, "1000"))).toEqual(["order 1000"]);
  });
});

test("no text, or far too much of it, is refused by name", async () => {
  const site = await aSite();
  for (const q of ["", "%20", "x".repeat(101)]) {
    const { status, body } = await site.get(`/api/search?q=${q}`);
    expect(status).toBe(400);
    expect(body).toMatchObject({ field: "q" });
  }
});

test("a shop of 100,000 visitors and orders is searched by as few rows as one of 5,000", async () => {
  const rowsRead = async (many: number) => {
    const site = await aSite();
    const numbers = `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${many})`;
    await env.DB.batch([
      env.DB.prepare(
        `INSERT INTO visitors (site, id, rev, last_day, profile, seen, events, segments) ${numbers}
         SELECT ?1, printf('%022d', i), 1, 20000 + i % 60, '{}', '{}', '[]', '[]' FROM n`,
      ).bind(site.id),
      env.DB.prepare(
        `INSERT INTO orders (site, id, door, customer, placed_at, day, value_minor, currency, channel, lines)
         ${numbers} SELECT ?1, 'PL-' || i, 'api', 'customer-' || i, i, 20000 + i % 60, 100, 'EUR', 'web', '[]' FROM n`,
      ).bind(site.id),
      ...refreshBuyers(env.DB, site.id),
    ]);
    let rows = 0;
    for (const q of ["PL-4999", "4999", "customer-49", "heron"]) {
      const answers = await env.DB.batch(searchStatements(env.DB, site.id, q));
      rows = Math.max(
        rows,
        answers.reduce((sum, { meta }) => sum + meta.rows_read, 0),
      );
    }
    return rows;
  };
  const few = await rowsRead(5_000);
  expect(few).toBeLessThan(8 * NEWEST);
  expect(await rowsRead(100_000)).toBeLessThan(few * 1.05);
}, 120_000);

/** The hour's work on customer value: what is written, when, and that the ranking read by index is the model's own. */
import { env } from "cloudflare:workers";
import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import { moveClock } from "../../edge/clock.ts";
import type { Env } from "../../edge/env.ts";
import { score } from "../../edge/jobs/score.ts";
import { value } from "../../edge/jobs/value.ts";
import { readBuyersPage } from "../../edge/store/paid-orders.ts";
import { readValueModel } from "../../edge/store/value-models.ts";
import { findVisitor } from "../../edge/store/visitor-state.ts";
import { RFM_SEGMENTS } from "../../model/rfm.ts";
import { DAY_MS } from "../../model/time.ts";
import { attentionOf, rankCustomers } from "../../model/value.ts";
import type { ValueRanking } from "../../model/value-report.ts";
import { aSite, type TestSite, visit } from "./api/support.ts";

const NOW = Date.UTC(2026, 10, 26, 12);
const HOUR_MS = 3_600_000;
const EUR = "EUR";

afterEach(() => moveClock(0));

const reckon = async ({ id }: TestSite, now = NOW, worker: Env = env) => {
  moveClock(now - Date.now());
  await value(worker, { site: id, kind: "value", subject: "" }, now);
};
let ids = 0;
const anOrder = (customer: string, daysAgo: number, valueMinor: number, more: object = {}) => ({
  id: `o${ids++}`,
  customer,
  placedAt: NOW - daysAgo * DAY_MS,
  valueMinor,
  currency: EUR,
  ...more,
});
async function send(site: TestSite, orders: unknown[]): Promise<void> {
  for (let from = 0; from < orders.length; from += 500)
    expect((await site.post("/v1/orders", { orders: orders.slice(from, from + 500) })).status).toBe(200);
}
const tell = (site: TestSite, entries: unknown[]) => site.post("/v1/service-minutes", { entries });
const rankingOf = async (site: TestSite, query = "") =>
  (await site.get<ValueRanking>(`/api/value${query}`)).body;
/** Every page of the list. */
async function wholeRanking(site: TestSite, query: string): Promise<ValueRanking["rows"]> {
  const rows: ValueRanking["rows"] = [];
  let after = "";
  for (;;) {
    const page = await rankingOf(site, `?${query}${after}`);
    rows.push(...page.rows);
    if (!page.next) return rows;
    after = `&after=${encodeURIComponent(page.next)}`;
  }
}
/** Customers who come back often enough for a model. */
const regulars = (count: number) =>
  Array.from({ length: count }, (_, i) =>
    Array.from({ length: 1 + (i % 4) }, (__, k) => anOrder(`r${i}`, 300 - 70 * k - (i % 40), 2_000 + 37 * i)),
  ).flat();

/** D1 that adds up the rows its batches write. */
function metered(): { worker: Env; rowsWritten: () => number } {
  let rowsWritten = 0;
  const DB = new Proxy(env.DB, {
    get(target, name) {
      if (name === "batch")
        return async (statements: D1PreparedStatement[]) => {
          const results = await target.batch(statements);
          for (const { meta } of results) rowsWritten += meta.rows_written;
          return results;
        };
      const member = Reflect.get(target, name);
      return typeof member === "function" ? member.bind(target) : member;
    },
  });
  return { worker: { ...env, DB }, rowsWritten: () => rowsWritten };
}

describe("the ranking", () => {
  const someBuyers = fc.array(
    fc.record({
      customer: fc.integer({ min: 0, max: 130 }).map((n) => `k${n}`),
      valueMinor: fc.integer({ min: 1, max: 9 }).map((n) => n * 1_000),
      minutes: fc.constantFrom(0, 0, 60, 240),
    }),
    { minLength: 1, maxLength: 160 },
  );

  test("read page by page by index is that of the model, customer by customer", async () => {
    await fc.assert(
      fc.asyncProperty(someBuyers, async (given) => {
        const site = await aSite();
        await site.put("/api/value/settings", { hourMinor: 2_000, discountRate: 0, months: 12 });
        await send(
          site,
          given.map(({ customer, valueMinor }) => anOrder(customer, 10, valueMinor)),
        );
        const minutes = new Map(given.map((one) => [one.customer, one.minutes]));
        await tell(
          site,
          [...minutes].map(([customer, told]) => ({ customer, month: "2026-11", minutes: told })),
        );
        await reckon(site);
        const revenue = new Map<string, number>();
        for (const { customer, valueMinor } of given)
          revenue.set(customer, (revenue.get(customer) ?? 0) + valueMinor);
        const expected = rankCustomers(
          [...revenue].map(([customer, minor]) => ({
            customer: `c:${customer}`,
            currency: EUR,
            netMinor: minor - (minutes.get(customer)! * 2_000) / 60,
          })),
          EUR,
        );
        const rows = await wholeRanking(site, "months=12");
        expect(rows.map(({ who, rank, netMinor, attention }) => [who, rank, netMinor, attention])).toEqual(
          expected.map((one) => [one.customer, one.rank, one.netMinor, one.attention]),
        );
        for (const attention of ["day", "hour", "self_service"]) {
          const some = await wholeRanking(site, `months=12&attention=${attention}`);
          expect(some.map(({ who }) => who)).toEqual(
            expected.filter((one) => one.attention === attention).map((one) => one.customer),
          );
        }
        const { standing } = await rankingOf(site);
        expect([standing!.buyers, standing!.day, standing!.selfService]).toEqual([
          expected.length,
          expected.filter(({ attention }) => attention === "day").length,
          expected.filter(({ attention }) => attention === "self_service").length,
        ]);
      }),
      { numRuns: 8 },
    );
  }, 120_000);

  test("by what is expected stands in that order, with what they brought beside", async () => {
    const site = await aSite();
    await send(site, regulars(120));
    await reckon(site);
    const rows = await wholeRanking(site, "by=expected");
    const expected = rows.map(({ expectedMinor }) => expectedMinor!);
    expect(rows).toHaveLength(120);
    expect(expected).toEqual(expected.toSorted((a, b) => b - a));
    expect(new Set(rows.map(({ who }) => who)).size).toBe(120);
    expect(rows.every(({ alivePercent }) => alivePercent! >= 0 && alivePercent! <= 100)).toBe(true);
  });

  test("of a stage or an RFM segment has those alone", async () => {
    const site = await aSite({
      rfm: {
        kind: "fixed",
        cuts: { recencyDays: [7, 14, 30], frequencyOrders: [2, 3, 5], monetaryMinor: [2_000, 5_000, 9_000] },
      },
    });
    await send(site, [
      anOrder("once", 10, 1_000),
      anOrder("twice", 40, 1_000),
      anOrder("twice", 5, 1_000),
      anOrder("gone", 200, 1_000),
    ]);
    await reckon(site);
    const whoOf = async (query: string) => (await rankingOf(site, query)).rows.map(({ who }) => who);
    expect(await whoOf("?stage=first_purchase")).toEqual(["c:once"]);
    expect(await whoOf("?stage=returning")).toEqual(["c:twice"]);
    expect(await whoOf("?stage=inactive")).toEqual(["c:gone"]);
    await score(env, { site: site.id, kind: "score", subject: "" }, NOW);
    const all: string[] = [];
    for (const segment of RFM_SEGMENTS) all.push(...(await whoOf(`?segment=${segment}`)));
    expect(all.sort()).toEqual(["c:gone", "c:once", "c:twice"]);
    expect(await whoOf("?segment=lost")).toEqual(["c:gone"]);
  });

  test("a place is worth a day down to the last who is, the lesser id first", () => {
    const last = { minor: 500, who: "c:m" };
    const worth = (minor: number, who: string) => attentionOf({ minor, who }, last);
    expect([
      worth(501, "c:z"),
      worth(500, "c:m"),
      worth(500, "c:n"),
      worth(1, "c:a"),
      worth(0, "c:a"),
    ]).toEqual(["day", "day", "hour", "hour", "self_service"]);
  });
});

describe("the hour's work", () => {
  test("fits nothing anew and writes nothing where nothing has changed", async () => {
    const site = await aSite();
    await send(site, regulars(80));
    await reckon(site);
    const before = await readValueModel(env.DB, site.id);
    expect(before.fit!.buying.kind).toBe("fitted");
    const { worker, rowsWritten } = metered();
    await reckon(site, NOW + HOUR_MS, worker);
    expect(rowsWritten()).toBe(0);
    expect(await readValueModel(env.DB, site.id)).toEqual(before);
  });

  test("writes of four hundred buyers the one who ordered, and what that moved", async () => {
    const site = await aSite();
    await send(site, regulars(400));
    await reckon(site);
    const whole = metered();
    await env.DB.prepare("DELETE FROM buyer_periods WHERE site = ?1").bind(site.id).run();
    await env.DB.prepare("DELETE FROM buyer_values WHERE site = ?1").bind(site.id).run();
    await send(site, [anOrder("new", 0, 500)]);
    await reckon(site, NOW + HOUR_MS, whole.worker);
    await send(site, [anOrder("newer", 0, 500)]);
    const one = metered();
    await reckon(site, NOW + 2 * HOUR_MS, one.worker);
    expect((await wholeRanking(site, "months=6")).some(({ who }) => who === "c:newer")).toBe(true);
    expect(one.rowsWritten()).toBeLessThan(whole.rowsWritten() / 20);
  });

  test("that was cut short goes on behind the last buyer written", async () => {
    const site = await aSite();
    await send(
      site,
      ["a", "b", "c"].map((customer) => anOrder(customer, 1, 1_000)),
    );
    await reckon(site);
    const { pass } = await readValueModel(env.DB, site.id);
    await env.DB.prepare("DELETE FROM buyer_periods WHERE site = ?1").bind(site.id).run();
    await env.DB.prepare("UPDATE value_models SET pass = ?2 WHERE site = ?1")
      .bind(site.id, JSON.stringify({ ...pass, after: "c:a" }))
      .run();
    await reckon(site, NOW + 1);
    expect((await rankingOf(site)).rows.map(({ who }) => who)).toEqual(["c:b", "c:c"]);
  });

  test("forgets what a buyer brought when their order changes hands, and what lies before the period", async () => {
    const site = await aSite();
    const order = anOrder("a", 1, 1_000);
    await send(site, [order, anOrder("b", 364, 700)]);
    await reckon(site);
    expect((await rankingOf(site)).rows.map(({ who }) => who)).toEqual(["c:a", "c:b"]);
    await send(site, [{ ...order, customer: "z" }]);
    await reckon(site, NOW + 2 * DAY_MS);
    expect((await rankingOf(site)).rows.map(({ who }) => who)).toEqual(["c:z"]);
    const { results } = await env.DB.prepare("SELECT who FROM buyer_periods WHERE site = ?1 GROUP BY who")
      .bind(site.id)
      .all();
    expect(results).toEqual([{ who: "c:z" }]);
  });

  test("says of a small shop that there are too few customers, and ranks what they brought all the same", async () => {
    const site = await aSite();
    await send(site, [anOrder("a", 30, 1_000), anOrder("a", 3, 1_000)]);
    await reckon(site);
    const { fit } = await readValueModel(env.DB, site.id);
    expect(fit!.buying).toEqual({ kind: "refused", reason: "too_few" });
    expect((await rankingOf(site)).rows).toMatchObject([
      { who: "c:a", netMinor: 2_000, expectedMinor: null, alivePercent: null },
    ]);
  });

  test("leaves other currencies, orders to come and orders of nobody out", async () => {
    const site = await aSite();
    await send(site, [
      anOrder("a", 3, 1_000),
      anOrder("a", 3, 90_000, { currency: "PLN" }),
      anOrder("a", -3, 70_000),
      { ...anOrder("a", 3, 50_000), customer: undefined },
    ]);
    await reckon(site);
    expect((await rankingOf(site)).rows).toMatchObject([{ who: "c:a", orders: 1, revenueMinor: 1_000 }]);
  });

  test("of many buyers the fit reads an even part, page by page", async () => {
    const site = await aSite();
    await send(
      site,
      Array.from({ length: 30 }, (_, i) => anOrder(`p${String(i).padStart(2, "0")}`, 1, 100)),
    );
    const page = (after: string, step: number) =>
      readBuyersPage(env.DB, site.id, EUR, { after, step, limit: 4 });
    const first = await page("", 3);
    expect(first.buyers).toEqual(["c:p02", "c:p05", "c:p08", "c:p11"]);
    expect(first.orders.map(({ customer }) => customer)).toEqual(first.buyers);
    expect((await page("c:p11", 3)).buyers).toEqual(["c:p14", "c:p17", "c:p20", "c:p23"]);
    expect((await page("c:p26", 1)).buyers).toEqual(["c:p27", "c:p28", "c:p29"]);
  });
});

describe("a visitor's profile", () => {
  const serverOf = async (site: TestSite, visitor: string) =>
    (await findVisitor(env.DB, site.id, visitor))!.server!;

  test("learns what the buyer is worth in whole units, keeps it with a later order, and its rev rises", async () => {
    const site = await aSite();
    await site.put("/api/value/settings", { hourMinor: 6_000, discountRate: 0, months: 12 });
    const visitor = await visit(site, undefined, { at: NOW - DAY_MS });
    await send(site, [...regulars(80), anOrder("anna", 40, 10_000), anOrder("anna", 2, 2_000, { visitor })]);
    await tell(site, [{ customer: "anna", month: "2026-11", minutes: 60 }]);
    const before = await serverOf(site, visitor);
    await reckon(site);
    const after = await serverOf(site, visitor);
    expect(after.rev).toBe(before.rev + 1);
    expect(after.value).toMatchObject({ year: 120, net: 60 });
    expect(after.value!.expected).toBeGreaterThan(0);
    await send(site, [anOrder("anna", 1, 3_000, { visitor })]);
    expect((await serverOf(site, visitor)).value).toEqual(after.value);
  });

  test("is in a segment of who is expected to bring at least so much, after the hour's work", async () => {
    const site = await aSite();
    const visitor = await visit(site, undefined, { at: NOW - DAY_MS });
    await send(site, [...regulars(80), anOrder("anna", 40, 90_000), anOrder("anna", 2, 90_000, { visitor })]);
    const matching = async () => {
      const condition = { field: "value_expected", op: "gte", value: 100 };
      return (await site.post<{ count: number }>("/api/segments/preview", { condition })).body.count;
    };
    moveClock(NOW - Date.now());
    expect(await matching()).toBe(0);
    await reckon(site);
    expect(await matching()).toBe(1);
  });

  test("of somebody whom the shop knows is that of the customer, not of what they bought unnamed", async () => {
    const site = await aSite();
    const visitor = await visit(site, undefined, { at: NOW - DAY_MS });
    await send(site, [
      anOrder("anna", 4, 10_000, { visitor }),
      { ...anOrder("", 2, 500, { visitor }), customer: undefined },
    ]);
    await reckon(site);
    expect((await serverOf(site, visitor)).value).toMatchObject({ year: 100 });
    expect((await site.get<{ who: string }>(`/api/value/buyers/v:${visitor}`)).body.who).toBe("c:anna");
  });
});

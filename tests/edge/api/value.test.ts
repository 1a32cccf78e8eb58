/** Customer value as the API answers it, from orders sent by the shop's server and the hour's work. */
import { env } from "cloudflare:workers";
import { afterEach, describe, expect, test } from "vitest";
import { moveClock } from "../../../edge/clock.ts";
import { value } from "../../../edge/jobs/value.ts";
import { addLinks } from "../../../edge/store/links.ts";
import { groupBuying, logLikelihood } from "../../../model/bg-nbd.ts";
import { summarise } from "../../../model/purchase-history.ts";
import { DAY_MS } from "../../../model/time.ts";
import type { BuyerValue, ValueHealth, ValueRanking } from "../../../model/value-report.ts";
import log from "../../fixtures/orders/cdnow_sample_transactions.csv?raw";
import { aSegment } from "../../support/builders.ts";
import { ARRIVE, aSite, type TestSite, visit } from "./support.ts";

const NOW = Date.UTC(2026, 10, 26, 12);
const PLN = { currency: "PLN" };
/** As of an instant: the routes read the Worker's clock, the work is given it. */
const setNow = (at: number) => moveClock(at - Date.now());
const reckon = ({ id }: TestSite, now = NOW) => value(env, { site: id, kind: "value", subject: "" }, now);

afterEach(() => moveClock(0));

let ids = 0;
const anOrder = (customer: string, placedAt: number, valueMinor: number, currency = "PLN") => ({
  id: `o${ids++}`,
  customer,
  placedAt,
  valueMinor,
  currency,
});
async function send(site: TestSite, orders: unknown[]): Promise<void> {
  for (let from = 0; from < orders.length; from += 500) {
    const { status, body } = await site.post("/v1/orders", { orders: orders.slice(from, from + 500) });
    expect([status, body]).toEqual([200, { accepted: Math.min(500, orders.length - from) }]);
  }
}
const rankingOf = async (site: TestSite, query = "") =>
  (await site.get<ValueRanking>(`/api/value${query}`)).body;
const buyerOf = async (site: TestSite, who: string, query = "") =>
  (await site.get<BuyerValue>(`/api/value/buyers/${encodeURIComponent(who)}${query}`)).body;

/** 200 zł every two months, for as long as anybody may look back. */
const everyTwoMonths = (customer: string) =>
  Array.from({ length: 12 }, (_, i) => anOrder(customer, Date.UTC(2026, 10 - 2 * i, 12), 20_000));
const lastMonths = (count: number) =>
  Array.from({ length: count }, (_, i) => new Date(Date.UTC(2026, 10 - i)).toISOString().slice(0, 7));

describe("a customer who pays 200 zł every two months", () => {
  test("is worth 1,200 zł a year and 600 zł in half of one", async () => {
    setNow(NOW);
    const site = await aSite(PLN);
    await send(site, everyTwoMonths("anna"));
    await reckon(site);
    const [year, half] = [await rankingOf(site), await rankingOf(site, "?months=6")];
    expect([year.rows[0]!.revenueMinor, half.rows[0]!.revenueMinor]).toEqual([120_000, 60_000]);
    expect(year.rows[0]).toMatchObject({ who: "c:anna", orders: 6, averageOrderMinor: 20_000, rank: 1 });
    const own = await buyerOf(site, "c:anna", "?months=4");
    expect([own.period.revenueMinor, own.period.orders]).toEqual([40_000, 2]);
  });

  test("and takes two hours of service a month at 50 zł is worth nothing, and is for pages that answer", async () => {
    setNow(NOW);
    const site = await aSite(PLN);
    await site.put("/api/value/settings", { hourMinor: 5_000, discountRate: 0, months: 12 });
    await send(site, [...everyTwoMonths("anna"), ...everyTwoMonths("jan")]);
    const entries = lastMonths(12).map((month) => ({ customer: "anna", month, minutes: 120 }));
    expect((await site.post("/v1/service-minutes", { entries })).body).toEqual({ accepted: 12 });
    await reckon(site);
    const { rows: ranked, standing } = await rankingOf(site);
    expect(ranked.map(({ who, netMinor, attention }) => [who, netMinor, attention])).toEqual([
      ["c:jan", 120_000, "day"],
      ["c:anna", 0, "self_service"],
    ]);
    expect(standing).toMatchObject({ buyers: 2, revenueMinor: 240_000, netMinor: 120_000, selfService: 1 });
    expect((await buyerOf(site, "c:anna")).period).toMatchObject({ minutes: 1_440, netMinor: 0 });
  });
});

/** As published by Fader, Hardie and Lee (2005), for the orders to 30 September 1997. */
const PUBLISHED = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };
const CALIBRATED_UNTIL = Date.UTC(1997, 8, 30, 12);
const cdnow = log
  .trim()
  .split(/\r?\n/)
  .slice(1)
  .map((row) => row.split(","))
  .map(([, customer, date, , dollars]) =>
    anOrder(customer!, Date.parse(date!), Math.round(Number(dollars) * 100), "USD"),
  );

describe("CDNOW's orders, fitted by the hour's work,", () => {
  test("give the published models and what they foresee", async () => {
    setNow(CALIBRATED_UNTIL);
    const site = await aSite({ currency: "USD", timeZone: "UTC" });
    expect(cdnow.length).toBe(6_919);
    await send(site, cdnow);
    await reckon(site, CALIBRATED_UNTIL);
    const { body } = await site.get<ValueHealth>("/api/value/model");
    const { buyers, buying, spending } = body.fit!;
    if (buying.kind !== "fitted" || spending.kind !== "fitted") throw new Error("refused");
    expect([buyers, buying.customers, spending.customers]).toEqual([2_357, 2_357, 946]);
    for (const name of ["r", "alpha", "a", "b"] as const)
      expect(Math.abs(buying.model[name] - PUBLISHED[name])).toBeLessThan(0.01);
    const theirs = logLikelihood(PUBLISHED, groupBuying(summarise(cdnow, CALIBRATED_UNTIL)));
    expect(buying.logLikelihood).toBeGreaterThanOrEqual(theirs);
    expect(buying.logLikelihood.toFixed(1)).toBe("-9582.4");
    expect(Math.abs(spending.model.p - 6.25)).toBeLessThan(0.01);
    expect(Math.abs(spending.model.q - 3.74)).toBeLessThan(0.01);

    const firsts = [...new Set(cdnow.map(({ customer }) => customer))].sort().slice(0, 10);
    const foreseen: BuyerValue[] = [];
    for (const customer of firsts) foreseen.push(await buyerOf(site, `c:${customer}`, "?weeks=39"));
    expect(foreseen[0]!.expected!.purchases).toBeCloseTo(1.226, 2);
    expect(foreseen[0]!.expected!.aliveProbability).toBeCloseTo(0.7266, 2);
    expect(foreseen.map(({ expected }) => expected!.spendMinor)).toEqual([
      2465, 1891, 3517, 3517, 3517, 7146, 1891, 3517, 2728, 3517,
    ]);
  }, 120_000);
});

test("the ranking is within a saved segment for whom a browser was in it, linked customers among them", async () => {
  const at = Date.now();
  const site = await aSite(PLN);
  await site.put("/api/segments/often", aSegment("often", { field: "visits", op: "gte", value: 2 }));
  expect((await site.post("/api/publication")).status).toBe(200);
  const [often, once, anna] = [
    await visit(site, [ARRIVE, ARRIVE]),
    await visit(site, [ARRIVE]),
    await visit(site, [ARRIVE, ARRIVE]),
  ];
  await addLinks(env.DB, site.id, [{ visitor: anna, since: 1, customer: "anna" }]).run();
  const order = (more: object, valueMinor: number) => ({
    ...anOrder("", at - DAY_MS, valueMinor),
    customer: undefined,
    ...more,
  });
  await send(site, [
    order({ visitor: often }, 3_000),
    order({ visitor: once }, 9_000),
    order({ customer: "anna" }, 6_000),
    order({ customer: "jan" }, 8_000),
  ]);
  await reckon(site, at);
  expect((await rankingOf(site)).rows).toHaveLength(4);
  expect((await rankingOf(site, "?member=often")).rows.map(({ who }) => who)).toEqual([
    "c:anna",
    `v:${often}`,
  ]);
  expect((await rankingOf(site, "?member=nothing")).rows).toEqual([]);
});

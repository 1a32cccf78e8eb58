/** Personas on real visitors: who is counted, what is said to be missing, and whose numbers hold. */
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { score } from "../../../edge/jobs/score.ts";
import type { Event } from "../../../model/event.ts";
import { type PersonaSettings, personasOf } from "../../../model/personas.ts";
import type { PersonaReport } from "../../../model/report.ts";
import { DAY_MS } from "../../../model/time.ts";
import { ARRIVE, aSite, ask, type TestSite, visit } from "./support.ts";

const daysAgo = (days: number) => Date.now() - days * DAY_MS;
const reportOf = async (site: TestSite) => (await site.get<PersonaReport>("/api/personas")).body;
const choose = (site: TestSite, settings: unknown) =>
  site.put<PersonaSettings>("/api/personas/settings", settings);
const countOf = ({ personas }: PersonaReport, id: string) =>
  personas.find((persona) => persona.id === id)?.count;

const LOOKS: Event[] = ["lamp", "vase", "rug"].map((id) => ({
  name: "view_item",
  props: { item: { id } },
}));

test("a shop without visitors sees zeros and what has never come in", async () => {
  const report = await reportOf(await aSite());
  expect(report.personas.map(({ id }) => id)).toEqual(personasOf(undefined).map(({ id }) => id));
  expect(report.personas.every(({ count, low, high }) => count + low + high === 0)).toBe(true);
  expect(report.missing).toContain("store_orders");
  expect([report.sampled, report.total]).toEqual([0, 0]);
});

test("who has looked around twice and never bought is counted, exactly, and shown", async () => {
  const site = await aSite();
  const visitor = await visit(site, [ARRIVE, ...LOOKS, ARRIVE]);
  await visit(site, [ARRIVE, ...LOOKS]);
  const report = await reportOf(site);
  const persona = report.personas.find(({ id }) => id === "not-yet-buyer")!;
  expect(persona).toMatchObject({ count: 1, low: 1, high: 1 });
  expect(persona.examples.map(({ id }) => id)).toEqual([visitor]);
  expect([report.sampled, report.total]).toEqual([2, 2]);
});

test("who bought in the store by the orders API, came often and stopped is suddenly gone; who bought here too is not", async () => {
  const site = await aSite();
  const declared: Event = { name: "identify", props: { traits: { account: true, newsletter: true } } };
  const comeOften = async (): Promise<string> => {
    const visits = Array.from({ length: 9 }, () => ARRIVE);
    return visit(site, [...visits, declared], { at: daysAgo(100) });
  };
  const [gone, both] = [await comeOften(), await comeOften()];
  const order = (id: string, visitor: string, channel: string, valueMinor = 30_000) => ({
    id,
    visitor,
    channel,
    placedAt: daysAgo(95),
    valueMinor,
    currency: "EUR",
  });
  const orders = [
    order("1", gone, "store"),
    order("2", both, "store"),
    order("3", both, "web"),
    ...[1, 2, 3, 4].map((n) => ({
      ...order(`${9}${n}`, "", "web", n * 1_000),
      visitor: undefined,
      customer: `c${n}`,
    })),
  ];
  expect((await site.post("/v1/orders", { orders })).status).toBe(200);
  await score(env, { site: site.id, kind: "score", subject: "" }, Date.now());
  const report = await reportOf(site);
  expect(report.missing).not.toContain("store_orders");
  const persona = report.personas.find(({ id }) => id === "suddenly-gone")!;
  expect(persona.examples.map(({ id }) => id)).toEqual([gone]);
  expect(persona.count).toBe(1);
});

test("a high average order is the upper quarter of the shop's own, until the shop says a number", async () => {
  const site = await aSite();
  const orders = [10, 20, 30, 40].map((euros, i) => ({
    id: String(i),
    customer: `c${i}`,
    placedAt: daysAgo(3),
    valueMinor: euros * 100,
    currency: "EUR",
  }));
  await site.post("/v1/orders", { orders });
  const { thresholds } = await reportOf(site);
  expect([thresholds.high_order, thresholds.middle_order]).toEqual([
    { value: 40, origin: "figures" },
    { value: 30, origin: "figures" },
  ]);
  await choose(site, { thresholds: { high_order: 25 } });
  expect((await reportOf(site)).thresholds.high_order).toEqual({ value: 25, origin: "chosen" });
});

test("the trade is chosen once: its personas come with it and are counted", async () => {
  const site = await aSite();
  await visit(site, [ARRIVE, { name: "micro_moment", props: { moment: "search_fail", subject: "kayak" } }]);
  expect(countOf(await reportOf(site), "looks-in-vain")).toBeUndefined();
  expect((await choose(site, { trade: "home_and_garden", thresholds: {} })).status).toBe(200);
  const report = await reportOf(site);
  expect(report.settings).toEqual({ trade: "home_and_garden", thresholds: {} });
  expect(countOf(report, "looks-in-vain")).toBe(1);
  expect(report.missing).not.toContain("searches");
});

test("settings that are none are refused by their path, and those before stay", async () => {
  const site = await aSite();
  await choose(site, { trade: "fashion", thresholds: {} });
  const { status, body } = await site.put("/api/personas/settings", { thresholds: { gone_days: -4 } });
  expect([status, body.field]).toEqual([400, "thresholds.gone_days"]);
  expect((await reportOf(site)).settings.trade).toBe("fashion");
});

test("neither is answered without credentials", async () => {
  expect((await ask("GET", "/api/personas")).status).toBe(401);
  expect((await ask("PUT", "/api/personas/settings", {}, { thresholds: {} })).status).toBe(401);
});

test("one that about anybody may fit leaves the others exact", async () => {
  const site = await aSite();
  await choose(site, { trade: "home_and_garden", thresholds: {} });
  await visit(site, [ARRIVE, ...LOOKS, ARRIVE]);
  const gardener = await visit(site, [ARRIVE, { name: "identify", props: { traits: { garden: true } } }]);
  await env.DB.prepare(
    `WITH RECURSIVE row (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM row WHERE n < 700)
     INSERT INTO visitors (site, id, rev, last_day, segments, seen, events, signs, visits, products, purchases, profile)
     SELECT site, lower(hex(randomblob(11))), 1, last_day, segments, seen, events, signs, visits, products, purchases, profile
     FROM visitors, row WHERE site = ?1 AND id = ?2`,
  )
    .bind(site.id, gardener)
    .run();
  const { personas, total } = await reportOf(site);
  const [many, one] = ["gardener", "not-yet-buyer"].map(
    (id) => personas.find((persona) => persona.id === id)!,
  );
  expect(total).toBe(702);
  expect(one).toMatchObject({ count: 1, low: 1, high: 1 });
  expect(many!.low).toBeLessThan(many!.high);
  expect(many!.low).toBeLessThanOrEqual(701);
  expect(many!.high).toBeGreaterThanOrEqual(701);
});

test("a trait that is known of nobody leaves its persona empty, and one that the shop says of a customer does not", async () => {
  const site = await aSite();
  await choose(site, { trade: "home_and_garden", thresholds: {} });
  const visitor = await visit(site, [ARRIVE]);
  const before = await reportOf(site);
  expect([countOf(before, "gardener"), before.missing.includes("garden")]).toEqual([0, true]);
  await env.DB.batch([
    env.DB.prepare("INSERT INTO customers (site, id, traits) VALUES (?1, 'c1', ?2)").bind(
      site.id,
      JSON.stringify({ garden: { value: true, at: 1 } }),
    ),
    env.DB.prepare("INSERT INTO links (site, visitor, since, customer) VALUES (?1, ?2, 1, 'c1')").bind(
      site.id,
      visitor,
    ),
  ]);
  const after = await reportOf(site);
  expect([countOf(after, "gardener"), after.missing.includes("garden")]).toEqual([1, false]);
});

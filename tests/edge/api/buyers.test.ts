/** What the dashboard reads of buyers: scores, segments, falls and moves; stages and baskets; a visitor's own score. */
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { score } from "../../../edge/jobs/score.ts";
import type { Problem } from "../../../edge/problem.ts";
import { readNewestSnapshot } from "../../../edge/store/snapshots.ts";
import type { Event } from "../../../model/event.ts";
import type {
  FallReport,
  LifecycleReport,
  Publication,
  RfmReport,
  ScoringReport,
  SegmentPreview,
  VisitorCard,
} from "../../../model/report.ts";
import { RFM_SEGMENTS } from "../../../model/rfm.ts";
import { dateOf, dayIn, startOfDay } from "../../../model/shop-day.ts";
import type { SiteSettings } from "../../../model/snapshot.ts";
import { DAY_MS } from "../../../model/time.ts";
import { ADMIN, ARRIVE, aSite, ask, type TestSite, visit } from "./support.ts";

const ZONE = "Europe/Warsaw";
const TODAY = dayIn(Date.now(), ZONE);
const RFM = {
  kind: "fixed",
  cuts: { recencyDays: [7, 14, 30], frequencyOrders: [2, 3, 5], monetaryMinor: [2_000, 5_000, 9_000] },
} satisfies SiteSettings["rfm"];
/** An hour into the shop's day, so many days ago. */
const daysAgo = (days: number) => startOfDay(TODAY - days, ZONE) + 3_600_000;

let ids = 0;
const anOrder = (customer: string | undefined, days: number, valueMinor: number, currency = "EUR") => ({
  id: String(ids++),
  ...(customer && { customer }),
  placedAt: daysAgo(days),
  valueMinor,
  currency,
});
const send = (site: TestSite, ...orders: unknown[]) => site.post("/v1/orders", { orders });
const look = ({ id }: TestSite) => score(env, { site: id, kind: "score", subject: "" }, Date.now());
const rfmOf = async (site: TestSite) => (await site.get<RfmReport>("/api/buyers/rfm")).body;

test("before the shop's buyers were looked at there is no score, and every cell and segment is empty", async () => {
  const site = await aSite();
  await send(site, anOrder("A", 1, 1_000));
  const { cuts, total, cells, segments, moves } = await rfmOf(site);
  expect([cuts, total.buyers, cells.length, segments.length, moves]).toEqual([null, 0, 16, 10, []]);
});

test("buyers stand in their cell and their segment, with orders and value", async () => {
  const site = await aSite({ rfm: RFM });
  await send(
    site,
    ...[1, 2, 3].map((days) => anOrder("A", days, 2_000)),
    anOrder("B", 2, 1_000),
    anOrder("C", 100, 10_000),
    anOrder("C", 101, 3_000, "PLN"),
    anOrder(undefined, 1, 700),
  );
  await look(site);
  const { cuts, total, cells, segments, leftOut, currency } = await rfmOf(site);
  expect([cuts, currency]).toEqual([RFM.cuts, "EUR"]);
  expect(total).toEqual({ buyers: 3, orders: 5, valueMinor: 17_000 });
  expect(cells.filter(({ buyers }) => buyers > 0)).toEqual([
    { recency: 4, frequency: 1, buyers: 1, orders: 1, valueMinor: 1_000 },
    { recency: 4, frequency: 3, buyers: 1, orders: 3, valueMinor: 6_000 },
    { recency: 1, frequency: 2, buyers: 1, orders: 1, valueMinor: 10_000 },
  ]);
  expect(segments.map(({ segment }) => segment)).toEqual([...RFM_SEGMENTS]);
  expect(
    segments.filter(({ buyers }) => buyers > 0).map(({ segment, valueMinor }) => [segment, valueMinor]),
  ).toEqual([
    ["champions", 6_000],
    ["new_customers", 1_000],
    ["lost", 10_000],
  ]);
  expect(leftOut).toEqual({ otherCurrencies: 1, ofNobody: 1 });
});

test("who falls in the next seven days is said with where to, and who falls later is not", async () => {
  const site = await aSite({ rfm: RFM });
  await send(
    site,
    anOrder("tomorrow", 7, 1_000),
    anOrder("in a week", 1, 1_000),
    anOrder("in eight days", 0, 1_000),
    anOrder("warned", 10, 6_000),
    anOrder("warned too", 9, 6_000),
    anOrder("at the bottom", 90, 6_000),
  );
  await look(site);
  const falls = (await rfmOf(site)).segments.flatMap(({ segment, falls }) =>
    falls.map(({ to, buyers }) => [segment, to, buyers]),
  );
  expect(falls).toEqual([
    ["new_customers", "need_attention", 2],
    ["promising", "hibernating", 2],
  ]);
});

test("moves of the last fourteen days are told by the shop's day, cause and segments", async () => {
  const site = await aSite({ rfm: RFM });
  await send(site, anOrder("A", 10, 1_000));
  await look(site);
  expect((await rfmOf(site)).moves).toEqual([
    { day: dateOf(TODAY - 2), cause: "clock", from: "new_customers", to: "need_attention", buyers: 1 },
    { day: dateOf(TODAY - 10), cause: "order", from: "", to: "new_customers", buyers: 1 },
  ]);
});

const ADD: Event = { name: "add_to_cart", props: { item: { id: "lamp" }, quantity: 1 } };
const CART: Event = {
  name: "cart",
  props: { lines: [{ id: "lamp", quantity: 1 }], valueMinor: 900, currency: "EUR" },
};
const purchase = (orderId: string): Event => ({
  name: "purchase",
  props: { orderId, valueMinor: 900, currency: "EUR", lines: [] },
});

test("every visitor is in one stage, and baskets are ordered or abandoned", async () => {
  const site = await aSite();
  const at = Date.now() - 2 * DAY_MS;
  await visit(site, [ARRIVE]);
  await visit(site, [ARRIVE, ADD, CART], { at });
  await visit(site, [ARRIVE, ADD, CART, purchase("p1")], { at });
  await visit(site, [ARRIVE, purchase("p2"), purchase("p3")], { at: at - 20 * DAY_MS });
  await visit(site, [ARRIVE, purchase("p4")], { at: at - 85 * DAY_MS });
  await look(site);
  const { body } = await site.get<LifecycleReport>("/api/buyers/lifecycle");
  expect(body.stages).toEqual([
    { stage: "potential", visitors: 1 },
    { stage: "first_purchase", visitors: 2 },
    { stage: "returning", visitors: 1 },
    { stage: "inactive", visitors: 0 },
    { stage: "cart_abandoner", visitors: 1 },
  ]);
  expect([body.counted, body.total, body.baskets, body.abandoned]).toEqual([5, 5, 2, 1]);
  expect([body.limits.inactiveDays, body.gaps]).toEqual([90, null]);
});

test("a visitor's card tells the scores, the segment and the day of the next fall once scores are live", async () => {
  const site = await aSite({ rfm: RFM });
  const [buyer, looker] = [await visit(site), await visit(site)];
  await send(site, { ...anOrder(undefined, 3, 1_000), visitor: buyer });
  const cardOf = async (visitor: string) => (await site.get<VisitorCard>(`/api/visitors/${visitor}`)).body;
  await site.post("/api/publication");
  expect((await cardOf(buyer)).rfm).toBeNull();
  await look(site);
  expect((await cardOf(buyer)).rfm).toEqual({
    score: { recency: 4, frequency: 1, monetary: 1 },
    segment: "new_customers",
    fall: { day: dateOf(TODAY + 5), to: "need_attention" },
  });
  expect((await cardOf(looker)).rfm).toBeNull();
});

test("a segment of scores counts who is in it, and what no score can be is refused by its field", async () => {
  const site = await aSite({ rfm: RFM });
  const buyer = await visit(site);
  await visit(site);
  await send(site, { ...anOrder(undefined, 3, 1_000), visitor: buyer });
  await look(site);
  const countOf = (value: unknown) =>
    site.post<SegmentPreview>("/api/segments/preview", { condition: { field: "recency", op: "eq", value } });
  const { count, members } = (await countOf(4)).body;
  expect([count, members.map(({ id }) => id)]).toEqual([1, [buyer]]);
  const refused = await site.post("/api/segments/preview", {
    condition: { field: "rfm", op: "is", value: "whales" },
  });
  expect([refused.status, refused.body.field]).toEqual([400, "condition.value"]);
});

test("cut points that do not rise are refused by their field", async () => {
  const site = await aSite();
  const { id, ...settings } = site.settings;
  const cuts = { ...RFM.cuts, recencyDays: [7, 7, 30] };
  const answer = await ask("PUT", `/api/sites/${id}`, ADMIN, { ...settings, rfm: { kind: "fixed", cuts } });
  expect([answer.status, answer.body.field]).toEqual([400, "rfm.cuts.recencyDays"]);
});

test("who fell today and who falls within the week are named, with where to, what comes next and whose card it is", async () => {
  const site = await aSite({ rfm: RFM });
  const visitor = await visit(site);
  await send(
    site,
    { ...anOrder(undefined, 8, 6_000), visitor },
    anOrder("fell too", 8, 3_000),
    anOrder("tomorrow", 7, 1_000),
    anOrder("in eight days", 0, 9_500),
    anOrder("at the bottom", 90, 6_000),
  );
  await look(site);
  const { today, next, currency } = (await site.get<FallReport>("/api/buyers/falls")).body;
  expect(currency).toBe("EUR");
  expect(today.map(({ customer, valueMinor }) => [customer, valueMinor])).toEqual([
    [null, 6_000],
    ["fell too", 3_000],
  ]);
  expect(today[0]).toMatchObject({
    day: dateOf(TODAY),
    visitor,
    from: "new_customers",
    to: "promising",
    next: { day: dateOf(TODAY + 7), to: "hibernating" },
    orders: 1,
  });
  expect(next.map(({ customer, day, from, to }) => [customer, day, from, to])).toEqual([
    ["tomorrow", dateOf(TODAY + 1), "new_customers", "need_attention"],
    [null, dateOf(TODAY + 7), "promising", "hibernating"],
    ["fell too", dateOf(TODAY + 7), "need_attention", "hibernating"],
  ]);
});

test("before there are cut points nobody falls", async () => {
  const site = await aSite();
  await send(site, anOrder("A", 8, 1_000));
  expect((await site.get<FallReport>("/api/buyers/falls")).body).toMatchObject({ today: [], next: [] });
});

const QUANTILE = { rfm: { kind: "quantile" }, lifecycle: { kind: "proposed" } } as const;

test("cut points and limits set by hand hold at once, in the rules that are live too, and can be given back to the shop's own", async () => {
  const site = await aSite();
  await send(site, anOrder("A", 5, 2_000), anOrder("B", 20, 6_000));
  await look(site);
  await site.post("/api/publication", {});
  const own = (await site.get<ScoringReport>("/api/scoring")).body;
  expect(own).toMatchObject({ settings: QUANTILE, gaps: null, currency: "EUR" });

  const cuts = { ...RFM.cuts, recencyDays: [3, 10, 19] };
  const limits = { inactiveDays: 40, abandonedMinutes: 15 };
  const byHand = { rfm: { kind: "fixed", cuts }, lifecycle: { kind: "fixed", limits } };
  const { status, body } = await site.put<ScoringReport>("/api/scoring", byHand);
  expect([status, body.settings, body.cuts, body.limits]).toEqual([200, byHand, cuts, limits]);
  const { cells } = await rfmOf(site);
  expect(cells.filter(({ buyers }) => buyers > 0).map(({ recency }) => recency)).toEqual([3, 1]);
  expect((await readNewestSnapshot(env.DB, site.id))?.scoring).toMatchObject({ cuts, lifecycle: limits });
  expect((await site.get<Publication>("/api/publication")).body.changes).toEqual([]);

  expect((await site.put<ScoringReport>("/api/scoring", QUANTILE)).body.settings).toEqual(QUANTILE);
  expect((await site.get<Publication>("/api/publication")).body.changes).toEqual([]);
});

test("cut points that do not rise are refused by their name, and nothing changes", async () => {
  const site = await aSite();
  await send(site, anOrder("A", 5, 2_000));
  await look(site);
  const before = (await site.get<ScoringReport>("/api/scoring")).body;
  const falling = { ...RFM, cuts: { ...RFM.cuts, recencyDays: [30, 14, 7] } };
  const { status, body } = await site.put<Problem>("/api/scoring", { ...QUANTILE, rfm: falling });
  expect([status, body.field, body.expected]).toEqual([
    400,
    "rfm.cuts.recencyDays",
    "three rising whole numbers of days",
  ]);
  expect((await site.get<ScoringReport>("/api/scoring")).body).toEqual(before);
});

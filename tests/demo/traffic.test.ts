import * as v from "valibot";
import { afterEach, expect, it, vi } from "vitest";
import { demoCampaigns } from "../../demo/rules.ts";
import { visitsOf } from "../../demo/traffic/calendar.ts";
import { driveTraffic } from "../../demo/traffic/drive.ts";
import { offsetMinutesOf, SHOP_TIME_ZONE } from "../../demo/traffic/places.ts";
import { planVisit } from "../../demo/traffic/plan.ts";
import { EFFECT, EFFECTIVE_CAMPAIGN, isOrderPlaced } from "../../demo/traffic/truth.ts";
import { isTooFast } from "../../model/bot.ts";
import { parseEvent } from "../../model/event.ts";
import { clockIn } from "../../model/shop-day.ts";
import { type SyncRequest, syncRequestSchema } from "../../model/sync.ts";
import { DAY_MS } from "../../model/time.ts";
import { NOON } from "../support/builders.ts";

const HOUR_MS = 3_600_000;
const fortnight = { seed: 7, days: 14, until: NOON, visitsPerDay: 30 };

afterEach(() => {
  vi.unstubAllGlobals();
});

/** An edge that takes everything, and decides the bar for every page: held out where the secret says so. */
function stubEdge(loses: (request: number) => boolean = () => false, holdsOut = /^[A-Z]/) {
  const requests: { request: SyncRequest; now: number }[] = [];
  const edge = async (_url: string, { body, headers }: { body: string; headers: Record<string, string> }) => {
    const request = v.parse(syncRequestSchema, JSON.parse(body));
    requests.push({ request, now: JSON.parse(headers["x-impuls-simulate"]!).now });
    if (loses(requests.length)) return new Response("busy", { status: 503 });
    const campaign = demoCampaigns.find(({ id }) => id === EFFECTIVE_CAMPAIGN)!;
    const isHeld = holdsOut.test(request.secret);
    const decision = {
      placement: campaign.placement,
      campaign: campaign.id,
      variant: "a",
      ...(isHeld ? { ghost: true } : { content: campaign.variants[0]!.content }),
      trigger: campaign.trigger,
    };
    const ack = request.runs.map(({ writer, from, events }) => ({ writer, from, to: from + events.length }));
    const lines = [{ decisions: [decision] }, { ack, refused: [], passport: `p${requests.length}` }];
    return new Response(lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
  };
  vi.stubGlobal("fetch", edge);
  return requests;
}

const drive = () =>
  driveTraffic({ ...fortnight, origin: "http://edge.test", site: "polana-8n", concurrency: 4 });

it("the same seed gives the same visits and plans, another seed others", () => {
  const plans = (seed: number) =>
    visitsOf({ ...fortnight, seed })
      .flat()
      .map((visit) => [visit.at, visit.session, planVisit(seed, visit)]);
  expect(plans(7)).toEqual(plans(7));
  expect(plans(7)).not.toEqual(plans(8));
});

it("played on another day, at another hour, the same visitors do the same on the days that are over", () => {
  const done = (until: number) => {
    const calendar = visitsOf({ ...fortnight, days: 60, until });
    return calendar.slice(0, -1).map((visits) =>
      visits.map((visit) => {
        const { loads, choice } = planVisit(fortnight.seed, visit);
        const { visitor, session, at } = visit;
        const clock = new Date(clockIn(at, SHOP_TIME_ZONE)).toISOString().slice(11, 19);
        return [visitor.secret, session, clock, choice?.point, loads.map(({ page }) => page.path)];
      }),
    );
  };
  const once = done(NOON);
  expect(once).toHaveLength(60);
  expect(done(NOON + 3 * DAY_MS + 7.3 * HOUR_MS)).toEqual(once);
});

it("of the last day there is what came before the hour, and more an hour later", () => {
  const last = (until: number) => visitsOf({ ...fortnight, until }).at(-1)!;
  const [noon, evening] = [last(NOON), last(NOON + 6 * HOUR_MS)];
  expect(noon.length).toBeGreaterThan(0);
  expect(evening.length).toBeGreaterThan(noon.length);
  expect(evening.slice(0, noon.length).map(({ at }) => at)).toEqual(noon.map(({ at }) => at));
});

it("every event of every way a visit can go is one the model accepts", () => {
  const faults = visitsOf(fortnight)
    .flat()
    .map((visit) => planVisit(fortnight.seed, visit))
    .flatMap(({ loads, leave, choice }) => [...loads, ...leave.loads, ...(choice?.order.loads ?? [])])
    .flatMap(({ onLoad, later }) => [...onLoad, ...later])
    .map(({ event }) => parseEvent(event.name, event.props))
    .filter((parsed) => "fault" in parsed);
  expect(faults).toEqual([]);
});

it("the calendar keeps a visitor's visits apart, numbers them, and brings a third of them back", () => {
  const visits = visitsOf({ ...fortnight, days: 60 }).flat();
  const last = new Map<number, { session: number; at: number }>();
  for (const { visitor, session, at } of visits) {
    const before = last.get(visitor.index);
    expect(session).toBe((before?.session ?? 0) + 1);
    if (before) expect(at - before.at).toBeGreaterThan(3 * 3_600_000);
    expect(at).toBeGreaterThanOrEqual(NOON - 61 * DAY_MS);
    expect(at).toBeLessThan(NOON);
    last.set(visitor.index, { session, at });
  }
  const returning = visits.filter(({ session }) => session > 1).length / visits.length;
  expect(returning).toBeGreaterThan(0.3);
  expect(returning).toBeLessThan(0.4);
});

it("sends every event once, by name, in its own time", async () => {
  const requests = stubEdge();
  const driven = await drive();
  const names = new Map<string, number>();
  for (const { request, now } of requests)
    for (const { writer, from, events } of request.runs)
      for (const [i, { name, props, ageMs }] of events.entries()) {
        expect(parseEvent(name, props)).toHaveProperty("event");
        expect(ageMs).toBeGreaterThanOrEqual(0);
        expect(now - ageMs).toBeLessThanOrEqual(NOON);
        expect(names.has(`${writer}:${from + i}`)).toBe(false);
        names.set(`${writer}:${from + i}`, now);
      }
  const purchases = requests
    .flatMap(({ request }) => request.runs.flatMap(({ events }) => events))
    .filter(({ name }) => name === "purchase");
  expect(purchases).toHaveLength(driven.orders);
  expect(driven.requests).toBe(requests.length);
  expect(driven.refused).toBe(0);
});

it("repeats what was not acknowledged, and ends with the same truth", async () => {
  stubEdge();
  const calm = await drive();
  const requests = stubEdge((request) => request % 50 === 0);
  const troubled = await drive();
  expect(troubled).toEqual({ ...calm, requests: requests.length });
  expect(troubled.requests).toBeGreaterThan(calm.requests);
});

it("what the bar really brought is what the same visitors would not have ordered without it", async () => {
  stubEdge();
  const { truth } = await drive();
  expect(truth.ordersExposed).toBeGreaterThan(0);
  expect(truth.addedMinor).toBeGreaterThan(0);
  stubEdge(undefined, /./);
  const unseen = await drive();
  expect(unseen.orders).toBeGreaterThan(0);
  expect(unseen.truth).toMatchObject({ exposed: 0, addedMinor: 0 });
});

it("who orders may open an account, and a search without a result is a moment", async () => {
  const requests = stubEdge();
  await drive();
  const events = requests.flatMap(({ request }) => request.runs.flatMap((run) => run.events));
  expect(events).toContainEqual(
    expect.objectContaining({
      name: "identify",
      props: { traits: expect.objectContaining({ account: true }) },
    }),
  );
  expect(events).toContainEqual(
    expect.objectContaining({
      name: "micro_moment",
      props: expect.objectContaining({ moment: "search_fail" }),
    }),
  );
});

it("a seen bar adds the effect to the probability of an order, and nothing else does", () => {
  const points = Array.from({ length: 1000 }, (_, i) => (i + 0.5) / 1000);
  const orders = (hasSeen: boolean) => points.filter((point) => isOrderPlaced(point, 0.2, hasSeen)).length;
  expect(orders(true) - orders(false)).toBeCloseTo(1000 * EFFECT);
});

it("knows the hour where the visitor is, in summer and in winter", () => {
  expect(offsetMinutesOf("Europe/Warsaw", Date.UTC(2026, 6, 1))).toBe(120);
  expect(offsetMinutesOf("Europe/Warsaw", Date.UTC(2026, 11, 1))).toBe(60);
  expect(offsetMinutesOf("Europe/London", Date.UTC(2026, 11, 1))).toBe(0);
});

it("nobody of sixty simulated days is taken for a robot", async () => {
  const requests = stubEdge();
  await driveTraffic({
    ...fortnight,
    days: 60,
    origin: "http://edge.test",
    site: "polana-8n",
    concurrency: 4,
  });
  const tooFast = requests.filter(({ request, now }) =>
    isTooFast(
      request.runs.map(({ writer, from, events }) => ({
        writer,
        context: null,
        events: events.map(({ name, props, ageMs, session }, i) => {
          const parsed = parseEvent(name, props);
          if ("fault" in parsed) throw new Error(parsed.fault.path);
          return { n: from + i, at: now - ageMs, session, event: parsed.event };
        }),
      })),
    ),
  );
  expect(requests.length).toBeGreaterThan(5_000);
  expect(tooFast).toEqual([]);
});

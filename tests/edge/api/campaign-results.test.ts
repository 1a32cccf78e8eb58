/** GET /api/campaigns/:id/results and /api/campaign-results: what a marketer is told of what campaigns add. */
import { env } from "cloudflare:workers";
import { expect, test, vi } from "vitest";
import { app } from "../../../edge/app.ts";
import type { Env } from "../../../edge/env.ts";
import { ingest } from "../../../edge/jobs/ingest.ts";
import { keepTruth, readTruth } from "../../../edge/simulated-truth.ts";
import { loadSnapshot } from "../../../edge/snapshot.ts";
import { eraseVisitors } from "../../../edge/store/erasure.ts";
import type { Campaign } from "../../../model/campaign.ts";
import type { Event } from "../../../model/event.ts";
import type { CampaignResults, ResultList } from "../../../model/results/report.ts";
import { isSplitOff } from "../../../model/results/split.ts";
import { dateOf, dayIn, spansOf } from "../../../model/shop-day.ts";
import { DAY_MS, HOUR_MS } from "../../../model/time.ts";
import { aCampaign, aSnapshot } from "../../support/builders.ts";
import { publishDirectly } from "../publish.ts";
import { aMessage, aSite, aVisitorId, type TestSite } from "./support.ts";

const NOW = Date.now();
const SPRING = aCampaign("spring", { holdoutShare: 0.5 });

async function aMeasuredSite(campaign: Campaign = SPRING): Promise<TestSite> {
  const site = await aSite();
  await site.put(`/api/campaigns/${campaign.id}`, campaign);
  await publishDirectly(env, aSnapshot(site.settings, { campaigns: [campaign] }));
  return site;
}

const exposure = (ghost: boolean, variant = "a"): Event => ({
  name: "exposure",
  props: { campaign: "spring", variant, placement: "home", ...(ghost && { ghost: true as const }) },
});

/** Visitors shown it, or held out, and so many of them ordering an hour later. */
async function arrive(
  site: TestSite,
  visitors: number,
  { ghost = false, variant = "a", buyers = 0, eachMinor = 1_000, at = NOW - DAY_MS } = {},
): Promise<string[]> {
  const ids = Array.from({ length: visitors }, aVisitorId);
  await ingest(
    env,
    ids.map((visitor) => aMessage(site.id, [exposure(ghost, variant)], { visitor, at })),
  );
  await site.post("/v1/orders", {
    orders: ids.slice(0, buyers).map((visitor) => ({
      id: `o-${visitor}`,
      visitor,
      placedAt: at + 3_600_000,
      valueMinor: eachMinor,
      currency: "EUR",
    })),
  });
  return ids;
}
/** Published, and known to whoever ingests. */
async function change(site: TestSite, changes: Partial<Campaign>): Promise<void> {
  const changed = { ...SPRING, ...changes };
  await site.put("/api/campaigns/spring", changed);
  await publishDirectly(env, aSnapshot(site.settings, { campaigns: [changed], version: 2 }));
  // The isolate looks for newer rules behind what it does.
  await vi.waitFor(async () => {
    const rules = await loadSnapshot({ ...env, SNAPSHOT_SECONDS: "0" }, site.id, (behind) => void behind);
    expect(rules!.snapshot.version).toBe(2);
  });
}
const resultsOf = async (site: TestSite, id = "spring") =>
  (await site.get<CampaignResults>(`/api/campaigns/${id}/results`)).body;

test("a campaign nobody has met yet says so", async () => {
  const site = await aMeasuredSite();
  expect(await resultsOf(site)).toMatchObject({
    verdict: "nobody_yet",
    addedMinor: null,
    since: null,
    currency: "EUR",
    isSplitOff: false,
    fatigue: null,
    arms: [
      { arm: "held_out", visitors: 0, share: 0.5 },
      { arm: "a", visitors: 0, share: 0.5 },
    ],
  });
  expect((await site.get<ResultList>("/api/campaign-results")).body).toMatchObject({
    campaigns: [],
    currency: "EUR",
  });
});

test("what a simulation knows of a campaign is told on a local run, of that campaign, and never by a deployed Worker", async () => {
  const site = await aMeasuredSite();
  await site.put("/api/campaigns/autumn", aCampaign("autumn"));
  const truth = { addedMinor: 58_600, effect: 0.25 };
  const local = { ...env, LOCAL: "yes" };
  await keepTruth(local, { site: site.id, campaign: "spring", ...truth });
  const told = (worker: Env, campaign: string) => readTruth(worker, site.id, campaign);
  expect([await told(local, "spring"), await told(local, "autumn")]).toEqual([truth, null]);
  const { LOCAL: _, ...deployed } = local;
  expect(await told(deployed, "spring")).toBeNull();
  expect((await resultsOf(site)).truth).toEqual(env.LOCAL === "yes" ? truth : null);
});

test.each([
  [{ addedMinor: 1.5 }, "addedMinor"],
  [{ effect: 2 }, "effect"],
  [{ campaign: 7 }, "campaign"],
])("a truth that is none is refused by the name of its field: %j", async (part, field) => {
  const body = { site: "s", campaign: "spring", addedMinor: 1, effect: 0.1, ...part };
  const request = { method: "POST", body: JSON.stringify(body) };
  const answer = await app.request("/local/truth", request, { ...env, LOCAL: "yes" });
  expect([answer.status, await answer.json()]).toMatchObject([400, { field }]);
});

test("a campaign that is not there is a 404", async () => {
  const site = await aSite();
  const { status, body } = await site.get("/api/campaigns/none/results");
  expect([status, body.type]).toEqual([404, "urn:impuls:problem:campaign"]);
});

test("what it added stands first, with its interval, and beside it what is credited to it", async () => {
  const site = await aMeasuredSite();
  await arrive(site, 400, { buyers: 120 });
  await arrive(site, 400, { buyers: 20, ghost: true });
  const results = await resultsOf(site);
  expect(results).toMatchObject({
    verdict: "more",
    weeks: 0,
    since: dateOf(dayIn(NOW - DAY_MS, "Europe/Warsaw")),
    formerVisitors: 0,
    leftOut: 0,
    capped: { capMinor: 1_000 },
    attributed: {
      windows: { clickDays: 7, viewDays: 1 },
      click: { orders: 0, revenueMinor: 0 },
      view: { orders: 120, revenueMinor: 120_000 },
    },
    arms: [
      { arm: "held_out", visitors: 400, buyers: 20, orders: 20, revenueMinor: 20_000, overHeldOut: null },
      { arm: "a", visitors: 400, buyers: 120, orders: 120, revenueMinor: 120_000, overFirst: null },
    ],
  });
  const { estimate, low, high } = results.addedMinor!;
  expect(estimate).toBe(100_000);
  expect(0 < low && low < estimate && estimate < high).toBe(true);
  const { campaigns } = (await site.get<ResultList>("/api/campaign-results")).body;
  expect(campaigns).toEqual([
    { campaign: "spring", addedMinor: results.addedMinor, verdict: "more", weeks: 0 },
  ]);
});

test("of few buyers no interval is told, but about when there will be one", async () => {
  const site = await aMeasuredSite();
  await arrive(site, 50, { buyers: 12 });
  await arrive(site, 50, { buyers: 5, ghost: true });
  expect(await resultsOf(site)).toMatchObject({
    verdict: "too_few",
    addedMinor: null,
    capped: null,
    weeks: 1,
  });
});

test("visitors who came under other shares are counted apart", async () => {
  const site = await aMeasuredSite();
  await arrive(site, 30, { at: NOW - 3 * DAY_MS });
  await change(site, { holdoutShare: 0.25 });
  await arrive(site, 20);
  await arrive(site, 5, { ghost: true });
  const { formerVisitors, arms, since } = await resultsOf(site);
  expect([formerVisitors, since]).toEqual([30, dateOf(dayIn(NOW - DAY_MS, "Europe/Warsaw"))]);
  expect(arms.map(({ arm, visitors, share }) => [arm, visitors, share])).toEqual([
    ["held_out", 5, 0.25],
    ["a", 20, 0.75],
  ]);
});

test("who is told late of a variant that has been taken away is a former visitor and raises no alarm", async () => {
  const site = await aMeasuredSite({
    ...SPRING,
    variants: [...SPRING.variants, { ...SPRING.variants[0]!, id: "b" }],
  });
  await arrive(site, 30, { at: NOW - 3 * DAY_MS });
  await change(site, {});
  await arrive(site, 60, { buyers: 30 });
  await arrive(site, 60, { ghost: true, buyers: 15 });
  const before = await resultsOf(site);
  await arrive(site, 3, { variant: "b", buyers: 3 });
  const after = await resultsOf(site);
  expect(after).toMatchObject({ isSplitOff: false, formerVisitors: 33 });
  for (const figure of ["addedMinor", "capped", "arms", "settling", "goal"] as const)
    expect(after[figure]).toEqual(before[figure]);
});

test("ids that campaigns and their variants have had are told, of those deleted too", async () => {
  const site = await aMeasuredSite();
  await arrive(site, 2);
  await arrive(site, 1, { variant: "b" });
  await arrive(site, 1, { ghost: true });
  await site.put("/api/campaigns/never-met", aCampaign("never-met"));
  await site.delete("/api/campaigns/never-met");
  await site.delete("/api/campaigns/spring");
  const { used } = (await site.get<ResultList>("/api/campaign-results")).body;
  expect(used).toEqual({ "never-met": [], spring: ["a", "b"] });
});

test("erasing a visitor who came under former shares brings them back in no figure", async () => {
  const site = await aMeasuredSite();
  const [former] = await arrive(site, 30, { at: NOW - 3 * DAY_MS });
  await change(site, { holdoutShare: 0.25 });
  await arrive(site, 20);
  await arrive(site, 5, { ghost: true });
  const before = await resultsOf(site);
  await eraseVisitors(env.DB, site.id, [former!], NOW);
  const { now: _, ...after } = await resultsOf(site);
  expect(before).toMatchObject({ ...after, formerVisitors: 30 });
  expect(after.formerVisitors).toBe(29);
});

test("it says where visitors do not arrive in their shares", async () => {
  const site = await aMeasuredSite();
  await arrive(site, 300);
  await arrive(site, 150, { ghost: true });
  const { arms } = await resultsOf(site);
  expect(
    isSplitOff(
      new Map(arms.map(({ arm, visitors }) => [arm, visitors])),
      new Map([
        ["held_out", 0.5],
        ["a", 0.5],
      ]),
    ),
  ).toBe(true);
  expect((await resultsOf(site)).isSplitOff).toBe(true);
});

test("it says that it is followed less, the more often it has been seen", async () => {
  const site = await aMeasuredSite();
  const click: Event = {
    name: "content_click",
    props: { campaign: "spring", variant: "a", placement: "home" },
  };
  await ingest(
    env,
    Array.from({ length: 300 }, (_, i) =>
      aMessage(
        site.id,
        [exposure(false), ...(i % 3 === 0 ? [click] : []), exposure(false), exposure(false)],
        { at: NOW - DAY_MS },
      ),
    ),
  );
  const { showings, fatigue } = await resultsOf(site);
  expect(showings).toEqual([
    { nth: 1, shown: 300, clicks: 100 },
    { nth: 2, shown: 300, clicks: 0 },
    { nth: 3, shown: 300, clicks: 0 },
  ]);
  expect(fatigue).toEqual({ from: 2, firstShare: 1 / 3, laterShare: 0 });
});

test("all campaigns together are held against those who are held out of all", async () => {
  const site = await aSite({ holdoutShare: 0.5 });
  await site.put("/api/campaigns/spring", SPRING);
  await publishDirectly(env, aSnapshot(site.settings, { campaigns: [SPRING] }));
  await arrive(site, 90, { buyers: 90 });
  const { all } = (await site.get<ResultList>("/api/campaign-results")).body;
  expect(all.verdict).toBe("undecided");
  // Whether let in or not, all bring the same.
  expect(all.addedMinor!.estimate).toBe(0);
});

test("windows of more than 30 days are refused", async () => {
  const site = await aSite();
  const { status, body } = await site.put("/api/campaigns/spring", {
    ...SPRING,
    attribution: { clickDays: 31, viewDays: 1 },
  });
  expect([status, body.field]).toEqual([400, "attribution.clickDays"]);
});

test("the estimate is told as it was on each day, from the first with buyers enough, and is today what stands above it", async () => {
  const site = await aMeasuredSite();
  const today = dayIn(NOW, "Europe/Warsaw");
  // By day, so that an order an hour later is of the same one.
  const on = (days: number) => {
    const [[, from]] = spansOf(today - days, today - days, "Europe/Warsaw") as [[number, number, number]];
    return { at: from + 12 * HOUR_MS };
  };
  await arrive(site, 100, { buyers: 4, ...on(3) });
  await arrive(site, 100, { buyers: 4, ghost: true, ...on(3) });
  await arrive(site, 300, { buyers: 40, ...on(2) });
  await arrive(site, 300, { buyers: 20, ghost: true, ...on(2) });
  await arrive(site, 100, { buyers: 30, eachMinor: 2_500, ...on(1) });
  const { settling, addedMinor, arms } = await resultsOf(site);
  const day = (days: number) => dateOf(dayIn(NOW - days * DAY_MS, "Europe/Warsaw"));
  expect(settling.map((one) => one.day)).toEqual([day(2), day(1), day(0)]);
  expect(settling[0]!.eachMinor.estimate).toBeCloseTo((44 * 1_000) / 400 - (24 * 1_000) / 400, 9);
  const shown = arms.find(({ arm }) => arm === "a")!.visitors;
  for (const end of ["estimate", "low", "high"] as const)
    expect(settling.at(-1)!.eachMinor[end]).toBe(addedMinor![end] / shown);
});

test("the goal leads: who came to its event after meeting the campaign, once each, against those held out", async () => {
  const goal = { kind: "event" as const, event: "quiz_done" };
  const site = await aMeasuredSite({ ...SPRING, goal });
  const done: Event = { name: "custom:quiz_done", props: {} };
  const at = NOW - DAY_MS;
  const shown = await arrive(site, 60);
  const held = await arrive(site, 60, { ghost: true });
  const tell = (visitors: string[], when: number, events = [done]) =>
    ingest(
      env,
      visitors.map((visitor) => aMessage(site.id, events, { visitor, at: when })),
    );
  await tell(shown.slice(0, 30), at + 60_000, [done, done]);
  await tell(shown.slice(0, 30), at + 3_600_000);
  await tell(held.slice(0, 12), at + 60_000);
  // Before it was met, and of whoever never met it.
  await tell(held.slice(20, 30), at - 3_600_000);
  await tell(Array.from({ length: 5 }, aVisitorId), at);
  const result = (await resultsOf(site)).goal;
  expect(result).toMatchObject({
    goal,
    shown: { visitors: 60, reached: 30 },
    heldOut: { visitors: 60, reached: 12 },
  });
  expect(result.difference!.estimate).toBeCloseTo(0.3);
});

test("clicks have a rate of their own, and orders are the goal where none is named", async () => {
  const clicked = await aMeasuredSite({ ...SPRING, goal: { kind: "click" } });
  const visitors = await arrive(clicked, 20);
  await arrive(clicked, 20, { ghost: true });
  const click: Event = {
    name: "content_click",
    props: { campaign: "spring", variant: "a", placement: "home" },
  };
  await ingest(
    env,
    visitors
      .slice(0, 3)
      .map((visitor) => aMessage(clicked.id, [click, click], { visitor, at: NOW - 60_000 })),
  );
  expect((await resultsOf(clicked)).goal).toEqual({
    goal: { kind: "click" },
    shown: { visitors: 20, reached: 3 },
    heldOut: null,
    difference: null,
  });
  const usual = await aMeasuredSite();
  await arrive(usual, 40, { buyers: 15 });
  await arrive(usual, 40, { buyers: 11, ghost: true });
  expect((await resultsOf(usual)).goal).toMatchObject({
    goal: { kind: "order" },
    shown: { visitors: 40, reached: 15 },
    heldOut: { visitors: 40, reached: 11 },
    difference: { estimate: expect.closeTo(0.1) },
  });
});

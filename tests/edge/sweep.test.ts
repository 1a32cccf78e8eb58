/** What the clock does by itself: segments, falls, days, products; and whom that enrols. */
import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import { sweep } from "../../edge/jobs/sweep.ts";
import { learnGaps, readBought } from "../../edge/store/product-gaps.ts";
import { findVisitor } from "../../edge/store/visitor-state.ts";
import type { Journey } from "../../model/journey.ts";
import { LIFECYCLE_LIMITS } from "../../model/lifecycle.ts";
import type { Snapshot } from "../../model/snapshot.ts";
import { aSegment, NOON } from "../support/builders.ts";
import { aJourney, aWait } from "../support/journeys.ts";
import { failingDatabase } from "./failing-database.ts";
import {
  cartOf,
  DAY_MS,
  does,
  enrolmentOf,
  freshVisitor,
  HOUR_MS,
  MINUTE_MS,
  purchaseOf,
  sumsOf,
  type TestSite,
  withoutQueues,
} from "./travellers.ts";
import { ARRIVE, aPublishedSite } from "./visitor.ts";

const steps = [aWait("w", 60)];
const GONE = aSegment("gone", { field: "days_since_visit", op: "gte", value: 3 });
const aSiteWith = (
  trigger: Journey["trigger"],
  rules: Partial<Snapshot> = {},
  changes: Partial<Journey> = {},
) =>
  aPublishedSite({
    segments: [GONE],
    journeys: [aJourney("j", steps, { trigger, reentryDays: 0, ...changes })],
    ...rules,
  });

/** Every hour from the one instant to the other. */
async function sweeps({ id }: TestSite, from: number, to = from, worker = withoutQueues()): Promise<void> {
  for (let at = from; at <= to; at += HOUR_MS)
    await sweep(worker, { site: id, kind: "sweep", subject: "" }, at);
}
const stored = async ({ id }: TestSite, visitor: string) => (await findVisitor(env.DB, id, visitor))!;
const identify = (traits: Record<string, string>) => ({ name: "identify" as const, props: { traits } });

describe("a segment that the clock brings somebody into", () => {
  test("is entered within the hour: row, timeline, sums and journey", async () => {
    const site = await aSiteWith({ kind: "segment_enter", segment: "gone" });
    const visitor = freshVisitor();
    await does(site, visitor, NOON, [ARRIVE]);
    const before = await stored(site, visitor);
    await sweeps(site, NOON + 30 * MINUTE_MS, NOON + 4 * DAY_MS);
    const after = await stored(site, visitor);
    expect([after.segments, after.rev]).toEqual([["gone"], before.rev + 1]);
    expect(after.profile).toEqual(before.profile);
    const entered = after.timeline.filter(({ name }) => name === "segment_enter");
    expect(entered.map(({ at, props }) => [(at - NOON) / HOUR_MS, props.segment])).toEqual([[72.5, "gone"]]);
    expect(await enrolmentOf(site, visitor)).toMatchObject({ triggered_at: NOON + 72.5 * HOUR_MS });
    const moves = await env.DB.prepare("SELECT sums FROM segment_moves WHERE site = ?1")
      .bind(site.id)
      .first();
    expect(JSON.parse(moves!.sums as string)).toEqual({ "enter:gone": 1 });
    expect(await sumsOf(site)).toEqual({ enrolled: 1, "step:w": 1 });
  });

  test("is left by who comes back, which ingest tells and no sweep again", async () => {
    const site = await aSiteWith({ kind: "segment_exit", segment: "gone" });
    const visitor = freshVisitor();
    await does(site, visitor, NOON, [ARRIVE]);
    for (const day of [2, 4]) await sweeps(site, NOON + day * DAY_MS);
    await does(site, visitor, NOON + 5 * DAY_MS, [ARRIVE]);
    await sweeps(site, NOON + 5 * DAY_MS + HOUR_MS);
    const { timeline, segments } = await stored(site, visitor);
    const names = timeline.map(({ name }) => name);
    expect([names, segments]).toEqual([["page_view", "segment_enter", "page_view", "segment_exit"], []]);
    expect(await enrolmentOf(site, visitor)).toMatchObject({ triggered_at: NOON + 5 * DAY_MS });
  });

  test("moves nobody because the rules have changed", async () => {
    const site = await aPublishedSite({
      segments: [aSegment("all", { field: "visits", op: "gte", value: 0 })],
      journeys: [aJourney("j", steps, { trigger: { kind: "segment_enter", segment: "all" } })],
    });
    const visitor = freshVisitor();
    await does(site, visitor, NOON, [ARRIVE]);
    await env.DB.batch([
      env.DB.prepare("UPDATE visitors SET segments = '[]' WHERE site = ?1").bind(site.id),
      env.DB.prepare("DELETE FROM enrolments WHERE site = ?1").bind(site.id),
    ]);
    await sweeps(site, NOON + HOUR_MS, NOON + 3 * HOUR_MS);
    expect(await enrolmentOf(site, visitor)).toBeNull();
  });

  test("is entered once, whatever call or statement of the sweep fails", { timeout: 120_000 }, async () => {
    const ofOne = async (fault?: Parameters<typeof failingDatabase>[1]) => {
      const site = await aSiteWith({ kind: "segment_enter", segment: "gone" });
      const visitor = freshVisitor();
      await does(site, visitor, NOON, [ARRIVE]);
      await sweeps(site, NOON + 2 * DAY_MS);
      const failing = failingDatabase(env.DB, fault);
      const at = NOON + 4 * DAY_MS;
      await sweeps(site, at, at, withoutQueues({ DB: failing.DB })).catch(() => undefined);
      await sweeps(site, at + HOUR_MS, at + 2 * HOUR_MS);
      const { timeline } = await stored(site, visitor);
      expect(
        timeline.filter(({ name }) => name === "segment_enter"),
        JSON.stringify(fault),
      ).toHaveLength(1);
      expect(await sumsOf(site), JSON.stringify(fault)).toEqual({ enrolled: 1, "step:w": 1 });
      return failing.calls;
    };
    for (const [i, statements] of (await ofOne()).entries()) {
      await ofOne({ at: i + 1, when: "before" });
      await ofOne({ at: i + 1, when: "after" });
      for (let statement = 0; statement < statements; statement++)
        await ofOne({ at: i + 1, when: "within", statement });
    }
  });
});

describe("the clock", () => {
  test("lets a buyer fall, which begins a win-back; an order begins none", async () => {
    const cuts = {
      recencyDays: [7, 14, 30] as [number, number, number],
      frequencyOrders: [2, 3, 4] as [number, number, number],
      monetaryMinor: [1_000, 2_000, 3_000] as [number, number, number],
    };
    const site = await aSiteWith(
      { kind: "fall", to: ["need_attention", "hibernating"] },
      { scoring: { cuts, lifecycle: LIFECYCLE_LIMITS } },
    );
    const visitor = freshVisitor();
    await does(site, visitor, NOON, [ARRIVE, purchaseOf("P-1", "lamp")]);
    const fallen: number[] = [];
    for (let day = 1; day <= 20; day++) {
      await sweeps(site, NOON + day * DAY_MS);
      const one = await enrolmentOf(site, visitor);
      if (one && one.triggered_at === NOON + day * DAY_MS) fallen.push(day);
      await env.DB.prepare("UPDATE enrolments SET ended_at = 1, ended = 'done' WHERE site = ?1")
        .bind(site.id)
        .run();
    }
    // New customers until day 7, then need attention until day 14, then hibernating.
    expect(fallen).toEqual([8, 15]);
  });

  test.each<[string, string, Partial<Extract<Journey["trigger"], { kind: "date" }>>, number, number | null]>([
    ["a birthday, at 0:00 of the shop", "1990-11-24", {}, 3, -13],
    ["so many days before a journey", "2026-12-01", { isYearly: false, daysBefore: 7 }, 3, -13],
    ["not the birthday of another day", "1990-11-27", {}, 3, null],
    ["nor a date of another year that is not yearly", "2025-11-24", { isYearly: false }, 3, null],
    ["nor what is no date", "24 November", {}, 3, null],
  ])("knows %s", async (_, value, changes, days, hours) => {
    const trigger = { kind: "date" as const, trait: "day", daysBefore: 0, isYearly: true, ...changes };
    const site = await aSiteWith(trigger);
    const visitor = freshVisitor();
    await does(site, visitor, NOON, [ARRIVE, identify({ day: value })]);
    await sweeps(site, NOON, NOON + days * DAY_MS);
    const one = await enrolmentOf(site, visitor);
    expect(one ? (one.triggered_at - NOON) / HOUR_MS : null).toEqual(hours === null ? null : 48 + hours);
    if (one) expect(await sumsOf(site)).toEqual({ enrolled: 1, "step:w": 1 });
  });

  test("makes up for three days without a sweep, and for no more", async () => {
    const site = await aSiteWith({ kind: "date", trait: "day", daysBefore: 0, isYearly: true });
    const born = async (day: string) => {
      const visitor = freshVisitor();
      await does(site, visitor, NOON, [ARRIVE, identify({ day })]);
      return visitor;
    };
    const [missed, late] = [await born("1990-11-24"), await born("1990-11-26")];
    await sweeps(site, NOON);
    await sweeps(site, NOON + 5 * DAY_MS);
    expect([await enrolmentOf(site, missed), (await enrolmentOf(site, late))?.step]).toEqual([null, "w"]);
  });
});

describe("a product that was looked at", () => {
  const look = (id: string) => ({ name: "view_item" as const, props: { item: { id, name: id } } });
  const product = (site: TestSite, id: string, changes: string) =>
    env.DB.prepare(`UPDATE products SET ${changes} WHERE site = ?1 AND id = ?2`).bind(site.id, id).run();
  const priced = async (site: TestSite, visitor: string, at: number, ...ids: string[]) => {
    await does(site, visitor, at, [ARRIVE, ...ids.map(look)]);
    await env.DB.prepare(
      "UPDATE products SET price_minor = 1000, currency = 'EUR', availability = 'in_stock' WHERE site = ?1 AND price_minor IS NULL",
    )
      .bind(site.id)
      .run();
  };

  test("and costs less by enough begins a journey about it", async () => {
    const site = await aSiteWith({ kind: "price_drop", withinDays: 7, leastPercent: 10 });
    const [looker, other, longAgo] = [freshVisitor(), freshVisitor(), freshVisitor()];
    await priced(site, longAgo, NOON - 8 * DAY_MS, "lamp");
    await priced(site, looker, NOON, "lamp", "rug");
    await priced(site, other, NOON, "rug");
    await sweeps(site, NOON + HOUR_MS);
    await product(site, "lamp", "price_minor = 950");
    await product(site, "lamp", "price_minor = 900");
    await product(site, "rug", "price_minor = 950");
    await sweeps(site, NOON + 2 * HOUR_MS);
    expect(await enrolmentOf(site, looker)).toMatchObject({ subject: "lamp" });
    expect([await enrolmentOf(site, other), await enrolmentOf(site, longAgo)]).toEqual([null, null]);
    await sweeps(site, NOON + 3 * HOUR_MS, NOON + 5 * HOUR_MS);
    expect(await sumsOf(site)).toMatchObject({ enrolled: 1 });
  });

  test("and can be had again begins one too", async () => {
    const site = await aSiteWith({ kind: "back_in_stock", withinDays: 7 });
    const visitor = freshVisitor();
    await priced(site, visitor, NOON, "lamp");
    await product(site, "lamp", "availability = 'out_of_stock'");
    await sweeps(site, NOON + HOUR_MS);
    expect(await enrolmentOf(site, visitor)).toBeNull();
    await product(site, "lamp", "availability = 'in_stock'");
    await sweeps(site, NOON + 2 * HOUR_MS);
    expect(await enrolmentOf(site, visitor)).toMatchObject({ subject: "lamp" });
  });

  test("and was bought again by many is known to last so long", async () => {
    const site = await aSiteWith({ kind: "runs_out", categories: [], isLearned: true });
    await does(site, freshVisitor(), NOON, [ARRIVE, look("beans"), look("mug")]);
    for (const gap of [10, 20, 21, 22, 60]) {
      const visitor = freshVisitor();
      await does(site, visitor, NOON, [purchaseOf(`A-${visitor}`, "beans", "mug")]);
      await does(site, visitor, NOON + gap * DAY_MS, [purchaseOf(`B-${visitor}`, "beans")]);
    }
    await env.DB.batch(learnGaps(env.DB, site.id));
    expect(await readBought(env.DB, site.id, ["beans", "mug"])).toEqual(
      new Map([
        ["beans", { category: null, gapDays: 21 }],
        ["mug", { category: null, gapDays: null }],
      ]),
    );
  });
});

test("a left cart of who has been seen since is no business of the clock", async () => {
  const site = await aSiteWith({ kind: "cart_left" });
  const visitor = freshVisitor();
  await does(site, visitor, NOON, [ARRIVE, cartOf("lamp")]);
  await sweeps(site, NOON + HOUR_MS, NOON + 4 * HOUR_MS);
  expect(await sumsOf(site)).toEqual({ enrolled: 1, "step:w": 1 });
});

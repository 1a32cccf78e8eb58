/** Scoring: cut points once a day, published where they moved, and moves between segments counted once each. */
import { env } from "cloudflare:workers";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Env } from "../../edge/env.ts";
import { score } from "../../edge/jobs/score.ts";
import { listScorings, readScoring } from "../../edge/store/cut-points.ts";
import type { DueWork } from "../../edge/store/due-work.ts";
import { saveOrders } from "../../edge/store/orders.ts";
import { listMoves, type RfmMove } from "../../edge/store/rfm-moves.ts";
import { countFalls, scoreFrom, sumScores } from "../../edge/store/scores.ts";
import { readOrderGaps, readQuartiles } from "../../edge/store/shop-figures.ts";
import type { WholeOrder } from "../../model/order-report.ts";
import {
  type Buyer,
  type CutPoints,
  cutsFrom,
  type Quartiles,
  rfmSegmentOf,
  scoreOf,
} from "../../model/rfm.ts";
import { dayIn, startOfDay } from "../../model/shop-day.ts";
import type { SiteSettings, Snapshot } from "../../model/snapshot.ts";
import { DAY_MS } from "../../model/time.ts";
import { aCampaign, aSegment } from "../support/builders.ts";
import { deep } from "../support/depth.ts";
import { ADMIN, aSite, ask, type TestSite } from "./api/support.ts";
import { Visitor } from "./visitor.ts";

const ZONE = "Europe/Warsaw";
/** Ten days after the clock was put back there, and early in the shop's day. */
const NOW = Date.UTC(2026, 10, 4, 3);
const TODAY = dayIn(NOW, ZONE);
const HOUR_MS = 3_600_000;
const CUTS: CutPoints = {
  recencyDays: [7, 14, 30],
  frequencyOrders: [2, 3, 5],
  monetaryMinor: [2_000, 5_000, 9_000],
};
const FIXED: Partial<SiteSettings> = { rfm: { kind: "fixed", cuts: CUTS } };

const dueWork = ({ id }: TestSite): DueWork => ({ site: id, kind: "score", subject: "" });
const look = (site: TestSite, now: number, worker: Env = env) => score(worker, dueWork(site), now);
const save = (site: TestSite, orders: WholeOrder[]) => saveOrders(env.DB, site.id, orders, "api", NOW);
const movesOf = ({ id }: TestSite, since = 0) => listMoves(env.DB, id, since);

let ids = 0;
const anOrder = (customer: string, placedAt: number, valueMinor = 3_000): WholeOrder => ({
  id: String(ids++),
  customer,
  placedAt,
  valueMinor,
  currency: "EUR",
  stage: "paid",
  channel: "web",
});

/** Orders of a few customers over the six weeks before now. */
const someOrders = fc.array(
  fc.record({
    customer: fc.constantFrom("A", "B", "C", "D", "E", "F"),
    hoursAgo: fc.integer({ min: 0, max: 45 * 24 }),
    valueMinor: fc.integer({ min: 100, max: 6_000 }),
  }),
  { minLength: 1, maxLength: 24 },
);

/** Buyers as they stood at an instant, by plain sums. */
function stood(orders: WholeOrder[], before: number): Map<string, Buyer> {
  const buyers = new Map<string, Buyer>();
  for (const { customer, placedAt, valueMinor } of orders) {
    if (placedAt >= before) continue;
    const known = buyers.get(customer!) ?? { lastOrderDay: 0, orders: 0, valueMinor: 0 };
    buyers.set(customer!, {
      lastOrderDay: Math.max(known.lastOrderDay, dayIn(placedAt, ZONE)),
      orders: known.orders + 1,
      valueMinor: known.valueMinor + valueMinor,
    });
  }
  return buyers;
}

/** The moves of a day, customer by customer. */
function movesByHand(orders: WholeOrder[], day: number): RfmMove[] {
  const sums = new Map<string, RfmMove>();
  const segmentOf = (buyer: Buyer | undefined, on: number) =>
    buyer ? rfmSegmentOf(scoreOf(buyer, CUTS, on)) : "";
  const add = (cause: RfmMove["cause"], from: RfmMove["from"], to: RfmMove["from"]) => {
    if (from === to || to === "") return;
    const key = `${cause} ${from} ${to}`;
    sums.set(key, { day, cause, from, to, buyers: (sums.get(key)?.buyers ?? 0) + 1 });
  };
  const [morning, evening] = [day, day + 1].map((each) => stood(orders, startOfDay(each, ZONE)));
  for (const [customer, buyer] of evening!) {
    const before = morning!.get(customer);
    if (before) add("clock", segmentOf(before, day - 1), segmentOf(before, day));
    add("order", segmentOf(before, day), segmentOf(buyer, day));
  }
  return [...sums.values()];
}
const inOrder = (moves: RfmMove[]) =>
  moves.map((move) => JSON.stringify([move.day, move.cause, move.from, move.to, move.buyers])).sort();

describe("moves between the segments", () => {
  test("of the last 14 days are those that each buyer made, counted one by one", async () => {
    await fc.assert(
      fc.asyncProperty(someOrders, async (given) => {
        const site = await aSite(FIXED);
        const orders = given.map((one) =>
          anOrder(one.customer, NOW - one.hoursAgo * HOUR_MS, one.valueMinor),
        );
        await save(site, orders);
        await look(site, NOW);
        const days = Array.from({ length: 14 }, (_, i) => TODAY - i);
        const expected = days.flatMap((day) => movesByHand(orders, day));
        expect(inOrder(await movesOf(site))).toEqual(inOrder(expected));
      }),
      { numRuns: deep({ full: 25, usual: 7 }) },
    );
  }, 60_000);

  test("counted every hour, every day or once and late are the same", async () => {
    await fc.assert(
      fc.asyncProperty(someOrders, async (given) => {
        const [eager, lazy] = [await aSite(FIXED), await aSite(FIXED)];
        const orders = given.map((one) =>
          anOrder(one.customer, NOW - one.hoursAgo * HOUR_MS, one.valueMinor),
        );
        let from = 0;
        for (let at = NOW - 6 * DAY_MS; at <= NOW; at += 9 * HOUR_MS) {
          await save(
            eager,
            orders.filter(({ placedAt }) => placedAt >= from && placedAt < at),
          );
          from = at;
          await look(eager, at);
        }
        await save(
          eager,
          orders.filter(({ placedAt }) => placedAt >= from),
        );
        await look(eager, NOW);
        await look(eager, NOW + 1);
        await save(lazy, orders);
        await look(lazy, NOW);
        const since = TODAY - 13;
        expect(inOrder(await movesOf(eager, since))).toEqual(inOrder(await movesOf(lazy, since)));
      }),
      { numRuns: deep({ full: 6, usual: 3 }) },
    );
  }, 60_000);

  test("lead from the sizes before to the sizes after, though cut points move on the way", async () => {
    const site = await aSite();
    const chance = [7, 3, 11, 5, 2, 13, 8, 6];
    const first = TODAY - 12;
    const sizesOn = async (day: number) => {
      const { scoring } = (await readScoring(env.DB, site.id))!;
      const sums = await sumScores(env.DB, site.id, { cuts: scoring.cuts!, day, timeZone: ZONE });
      const sizes: Record<string, number> = {};
      for (const { score: number, buyers } of sums) {
        const segment = rfmSegmentOf(scoreFrom(number));
        sizes[segment] = (sizes[segment] ?? 0) + buyers;
      }
      return sizes;
    };
    const evening = (day: number) => startOfDay(day + 1, ZONE) - 1;
    let sizes: Record<string, number> = {};
    for (let day = first; day <= TODAY; day++) {
      const orders = chance.map((step, i) =>
        anOrder(
          `c${(day * step + i) % 40}`,
          evening(day) - i * HOUR_MS,
          ((day * step) % 97) * 100 * (day - first + 1),
        ),
      );
      await save(site, orders);
      await look(site, evening(day));
      if (day === first) sizes = await sizesOn(day);
    }
    const moves = await movesOf(site, first + 1);
    expect(new Set(moves.map(({ cause }) => cause))).toEqual(new Set(["clock", "order", "recalibration"]));
    for (const { from, to, buyers } of moves) {
      if (from) sizes[from] = (sizes[from] ?? 0) - buyers;
      sizes[to] = (sizes[to] ?? 0) + buyers;
    }
    const left = Object.fromEntries(Object.entries(sizes).filter(([, buyers]) => buyers !== 0));
    expect(left).toEqual(await sizesOn(TODAY));
  }, 60_000);

  test("take in an order that was reported some days late", async () => {
    const site = await aSite(FIXED);
    await save(site, [anOrder("A", NOW - 40 * DAY_MS)]);
    await look(site, NOW - DAY_MS);
    await save(site, [anOrder("A", NOW - 4 * DAY_MS)]);
    await look(site, NOW);
    expect(await movesOf(site)).toEqual([
      { day: TODAY - 4, cause: "order", from: "lost", to: "loyal", buyers: 1 },
      { day: TODAY - 9, cause: "clock", from: "hibernating", to: "lost", buyers: 1 },
    ]);
  });

  test("of the clock are counted at the shop's midnight, with nobody having come", async () => {
    const site = await aSite(FIXED);
    await save(site, [anOrder("A", startOfDay(TODAY - 8, ZONE) + HOUR_MS)]);
    const midnight = startOfDay(TODAY, ZONE);
    await look(site, midnight - 1);
    expect(await movesOf(site, TODAY)).toEqual([]);
    await look(site, midnight);
    expect(await movesOf(site, TODAY)).toEqual([
      { day: TODAY, cause: "clock", from: "new_customers", to: "need_attention", buyers: 1 },
    ]);
  });
});

test("falls are found by the index: who ordered on other days is not read", async () => {
  const site = await aSite(FIXED);
  await save(
    site,
    Array.from({ length: 400 }, (_, i) => anOrder(`old ${i}`, NOW - 100 * DAY_MS)),
  );
  await save(site, [anOrder("A", startOfDay(TODAY - 8, ZONE)), anOrder("B", NOW)]);
  let rowsRead = 0;
  const DB = new Proxy(env.DB, {
    get: (db, name) =>
      name === "prepare"
        ? (sql: string) => ({
            bind: (...values: unknown[]) => ({
              async all() {
                const answer = await db
                  .prepare(sql)
                  .bind(...values)
                  .all();
                rowsRead += answer.meta.rows_read;
                return answer;
              },
            }),
          })
        : Reflect.get(db, name),
  });
  const moves = await countFalls(DB, site.id, { cuts: CUTS, day: TODAY, timeZone: ZONE });
  expect(moves).toEqual([{ before: 412, after: 312, buyers: 1 }]);
  expect(rowsRead).toBeLessThan(60);
});

describe("cut points", () => {
  test("follow the quartiles of the shop's buyers", async () => {
    await fc.assert(
      fc.asyncProperty(someOrders, async (given) => {
        const site = await aSite();
        const orders = given.map((one) =>
          anOrder(one.customer, NOW - one.hoursAgo * HOUR_MS, one.valueMinor),
        );
        await save(site, orders);
        const buyers = [...stood(orders, Number.POSITIVE_INFINITY).values()];
        const three = (values: number[]) => {
          const sorted = values.sort((a, b) => a - b);
          return [0.25, 0.5, 0.75].map((share) => sorted[Math.floor(sorted.length * share)]!) as Quartiles;
        };
        const quartiles = {
          orders: three(buyers.map((buyer) => buyer.orders)),
          valueMinor: three(buyers.map((buyer) => buyer.valueMinor)),
        };
        expect(await readQuartiles(env.DB, site.id)).toEqual(quartiles);
        await look(site, NOW);
        const { day, scoring } = (await readScoring(env.DB, site.id))!;
        expect([day, scoring.cuts]).toEqual([TODAY, cutsFrom(quartiles.orders, quartiles.valueMinor)]);
      }),
      { numRuns: deep({ full: 15, usual: 4 }) },
    );
  }, 60_000);

  test("score in SQL as the model does, buyer by buyer", async () => {
    await fc.assert(
      fc.asyncProperty(someOrders, fc.integer({ min: 0, max: 40 }), async (given, later) => {
        const site = await aSite();
        const orders = given.map((one) =>
          anOrder(one.customer, NOW - one.hoursAgo * HOUR_MS, one.valueMinor),
        );
        await save(site, orders);
        const day = TODAY + later;
        const expected = new Map<string, number>();
        for (const buyer of stood(orders, Number.POSITIVE_INFINITY).values()) {
          const { recency, frequency, monetary } = scoreOf(buyer, CUTS, day);
          const key = `${recency}${frequency}${monetary}`;
          expected.set(key, (expected.get(key) ?? 0) + 1);
        }
        const sums = await sumScores(env.DB, site.id, { cuts: CUTS, day, timeZone: ZONE });
        expect(new Map(sums.map(({ score: number, buyers }) => [String(number), buyers]))).toEqual(expected);
        expect(sums.reduce((sum, { valueMinor }) => sum + valueMinor, 0)).toBe(
          orders.reduce((sum, { valueMinor }) => sum + valueMinor, 0),
        );
      }),
      { numRuns: deep({ full: 25, usual: 7 }) },
    );
  }, 60_000);

  test("stay through the day, though buyers come, and are looked at again the next", async () => {
    const site = await aSite();
    await save(site, [anOrder("A", NOW - 3 * DAY_MS, 1_000)]);
    await look(site, NOW - DAY_MS);
    await look(site, NOW);
    await save(
      site,
      ["B", "C", "D"].map((customer) => anOrder(customer, NOW, 50_000)),
    );
    await look(site, NOW + HOUR_MS);
    expect((await readScoring(env.DB, site.id))!.scoring.cuts!.monetaryMinor[2]).toBe(1_002);
    await look(site, NOW + DAY_MS);
    expect((await readScoring(env.DB, site.id))!.scoring.cuts!.monetaryMinor[2]).toBe(50_002);
    expect((await listScorings(env.DB, site.id, 0)).map(({ day }) => TODAY - day)).toEqual([-1, 0, 1]);
  });

  test("on a shop's first day are looked at every hour: past orders may still be coming in", async () => {
    const site = await aSite();
    await look(site, NOW);
    expect((await readScoring(env.DB, site.id))!.scoring.cuts).toBeUndefined();
    await save(site, [anOrder("A", NOW - DAY_MS, 1_000)]);
    await look(site, NOW + HOUR_MS);
    await save(
      site,
      ["B", "C", "D"].map((customer) => anOrder(customer, NOW - DAY_MS, 50_000)),
    );
    await look(site, NOW + 2 * HOUR_MS);
    expect((await readScoring(env.DB, site.id))!.scoring.cuts!.monetaryMinor[2]).toBe(50_002);
  });

  test("that are set hold from the same day on, and who is scored otherwise by them has not moved", async () => {
    const site = await aSite();
    await save(site, [anOrder("A", NOW - 10 * DAY_MS), anOrder("B", NOW - 10 * DAY_MS)]);
    await look(site, NOW - DAY_MS);
    await look(site, NOW);
    const cuts: CutPoints = { ...CUTS, recencyDays: [3, 5, 8] };
    const { id, ...settings } = { ...site.settings, rfm: { kind: "fixed", cuts } };
    expect((await ask("PUT", `/api/sites/${id}`, ADMIN, settings)).status).toBe(200);
    await look(site, NOW + HOUR_MS);
    expect((await readScoring(env.DB, site.id))!.scoring.cuts).toEqual(cuts);
    expect(await movesOf(site, TODAY)).toEqual([
      { day: TODAY, cause: "recalibration", from: "need_attention", to: "lost", buyers: 2 },
    ]);
  });

  test("say how long this shop's buyers take between orders, and who takes longer is inactive", async () => {
    const site = await aSite();
    const gaps = [1.5, 2, 3, 4, 5, 6, 7, 8, 9, 40];
    await save(
      site,
      gaps.flatMap((days, i) => [
        anOrder(`c${i}`, NOW - 50 * DAY_MS),
        // In two parts, an hour apart: one purchase.
        anOrder(`c${i}`, NOW - 50 * DAY_MS + HOUR_MS),
        anOrder(`c${i}`, NOW - 50 * DAY_MS + HOUR_MS + days * DAY_MS),
      ]),
    );
    expect(await readOrderGaps(env.DB, site.id)).toEqual({ medianDays: 6, longDays: 40 });
    await look(site, NOW);
    expect((await readScoring(env.DB, site.id))!.scoring.lifecycle.inactiveDays).toBe(40);
  });
});

describe("what is live", () => {
  const liveOf = async ({ id }: TestSite) => {
    const version = await env.SNAPSHOTS.get(`snapshot:${id}`);
    return version === null ? null : env.SNAPSHOTS.get<Snapshot>(`snapshot:${id}:${version}`, "json");
  };
  const champions = aSegment("champions", { field: "rfm", op: "is", value: "new_customers" });

  test("gets the first cut points, and nothing that was saved since the publication", async () => {
    const site = await aSite();
    await save(site, [anOrder("A", NOW)]);
    await site.put("/api/segments/champions", champions);
    await site.post("/api/publication");
    await site.put("/api/segments/draft", aSegment("draft", { all: [] }));
    await look(site, NOW);
    const live = (await liveOf(site))!;
    expect([live.version, live.segments.map(({ id }) => id)]).toEqual([2, ["champions"]]);
    expect(live.scoring).toEqual((await readScoring(env.DB, site.id))!.scoring);
  });

  test("is left alone while cut points stay, whatever traffic there is", async () => {
    const site = await aSite();
    await save(site, [anOrder("A", NOW - 2 * DAY_MS)]);
    await site.post("/api/publication");
    await look(site, NOW - DAY_MS);
    for (let hour = 0; hour < 30; hour += 5) await look(site, NOW + hour * HOUR_MS);
    expect((await liveOf(site))!.version).toBe(2);
    await save(
      site,
      ["B", "C", "D"].map((customer) => anOrder(customer, NOW, 90_000)),
    );
    await look(site, NOW + 2 * DAY_MS);
    await look(site, NOW + 2 * DAY_MS + HOUR_MS);
    expect((await liveOf(site))!.version).toBe(3);
  });

  test("is not made by scoring where nothing was ever published; publishing takes the scoring along", async () => {
    const site = await aSite();
    await save(site, [anOrder("A", NOW)]);
    await look(site, NOW);
    expect(await liveOf(site)).toBeNull();
    await site.post("/api/publication");
    expect((await liveOf(site))!.scoring!.cuts).toEqual((await readScoring(env.DB, site.id))!.scoring.cuts);
  });

  test("gets them the next time where KV refuses them once", async () => {
    const site = await aSite();
    await save(site, [anOrder("A", NOW)]);
    await site.post("/api/publication");
    const away = {
      ...env,
      SNAPSHOTS: { put: () => Promise.reject(new Error("429")) } as unknown as KVNamespace,
    };
    await expect(look(site, NOW, away)).rejects.toThrow("not live");
    await look(site, NOW);
    const live = (await liveOf(site))!;
    expect([live.version, live.scoring?.cuts]).toEqual([3, expect.anything()]);
  });

  test("scores a visitor in the sync that follows their order, by nothing but the passport", async () => {
    const site = await aSite(FIXED);
    await site.put("/api/segments/champions", champions);
    await site.put("/api/campaigns/thanks", aCampaign("thanks", { segmentsIn: ["champions"] }));
    await look(site, Date.now());
    await site.post("/api/publication");
    const visitor = new Visitor(site.settings);
    const before = await visitor.sync([]);
    const after = await visitor.sync([
      { name: "purchase", props: { orderId: "1", valueMinor: 900, currency: "EUR", lines: [] } },
    ]);
    expect([before, after].map(({ first }) => first.decisions.map(({ campaign }) => campaign))).toEqual([
      [],
      ["thanks"],
    ]);
  });
});

test("buyers that a change of currency left to be summed are summed before anybody is scored", async () => {
  const site = await aSite(FIXED);
  await save(site, [anOrder("A", NOW)]);
  await env.DB.prepare(
    `WITH RECURSIVE row (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM row WHERE n < 30000)
     INSERT INTO changed_buyers (site, who) SELECT ?1, 'c:' || n FROM row`,
  )
    .bind(site.id)
    .run();
  await env.DB.prepare("UPDATE buyers SET value_minor = 0 WHERE site = ?1").bind(site.id).run();
  await env.DB.prepare("INSERT INTO changed_buyers (site, who) VALUES (?1, 'c:A')").bind(site.id).run();
  await look(site, NOW);
  expect(await readScoring(env.DB, site.id)).toBeNull();
  await look(site, NOW);
  expect((await readScoring(env.DB, site.id))!.scoring.cuts).toEqual(CUTS);
  const [row] = await sumScores(env.DB, site.id, { cuts: CUTS, day: TODAY, timeZone: ZONE });
  expect(row).toEqual({ score: 412, buyers: 1, orders: 1, valueMinor: 3_000 });
});

test("settings that change make scoring due at once", async () => {
  const site = await aSite();
  const { id, ...settings } = site.settings;
  const due = env.DB.prepare("SELECT due_at FROM due_work WHERE site = ?1 AND kind = 'score'").bind(id);
  await ask("PUT", `/api/sites/${id}`, ADMIN, settings);
  await env.DB.prepare("UPDATE due_work SET due_at = ?2 WHERE site = ?1")
    .bind(id, Date.now() + DAY_MS)
    .run();
  await ask("PUT", `/api/sites/${id}`, ADMIN, settings);
  expect((await due.first<{ due_at: number }>())!.due_at).toBeLessThanOrEqual(Date.now());
});

test("scoring is due again in an hour, and at the shop's midnight where that comes first", async () => {
  const site = await aSite();
  const midnight = startOfDay(TODAY + 1, ZONE);
  await env.DB.prepare("INSERT INTO due_work (site, kind, subject, due_at) VALUES (?1, 'score', '', 0)")
    .bind(site.id)
    .run();
  const dueAfter = async (now: number) => {
    await look(site, now);
    const row = await env.DB.prepare("SELECT due_at FROM due_work WHERE site = ?1 AND kind = 'score'")
      .bind(site.id)
      .first<{ due_at: number }>();
    return row!.due_at;
  };
  expect(await dueAfter(NOW)).toBe(NOW + HOUR_MS);
  expect(await dueAfter(midnight - 1_000)).toBe(midnight);
});

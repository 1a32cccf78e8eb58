/** Doors of the bench Worker to what scoring asks of D1, each by itself. */
import { Hono } from "hono";
import type { AppEnv } from "../edge/env.ts";
import { score } from "../edge/jobs/score.ts";
import { isAnyBuyerChanged, refreshBuyers } from "../edge/store/buyers.ts";
import {
  countFalls,
  countOrderMoves,
  countRecalibrated,
  sumScores,
  type Yardstick,
} from "../edge/store/scores.ts";
import { readOrderGaps, readQuartiles } from "../edge/store/shop-figures.ts";
import type { CutPoints } from "../model/rfm.ts";
import type { SiteSettings } from "../model/snapshot.ts";
import { DAY_MS } from "../model/time.ts";

const NOW = Date.UTC(2026, 10, 22, 12);
const CUTS: CutPoints = {
  recencyDays: [7, 14, 30],
  frequencyOrders: [2, 3, 5],
  monetaryMinor: [5_000, 15_000, 40_000],
};
/** Orders made in one statement. */
const CHUNK = 20_000;

export const rfmDoors = new Hono<AppEnv>().post("/:what", async (c) => {
  const { DB } = c.env;
  const { site, buyers, orders } = await c.req.json<{ site: SiteSettings; buyers: number; orders: number }>();
  const yardstick: Yardstick = { cuts: CUTS, day: Math.floor(NOW / DAY_MS), timeZone: site.timeZone };
  const asked: Record<string, () => Promise<unknown>> = {
    fill: () => fill(DB, site, buyers, orders),
    refresh: async () => {
      while (await isAnyBuyerChanged(DB, site.id)) await DB.batch(refreshBuyers(DB, site.id));
    },
    scores: () => sumScores(DB, site.id, yardstick),
    "cut-points": () => Promise.all([readQuartiles(DB, site.id), readOrderGaps(DB, site.id)]),
    falls: () => countFalls(DB, site.id, yardstick),
    "order-moves": () => countOrderMoves(DB, site.id, yardstick),
    recalibration: () =>
      countRecalibrated(DB, site.id, yardstick, {
        ...yardstick,
        cuts: { ...CUTS, recencyDays: [5, 10, 20] },
      }),
    look: () => score(c.env, { site: site.id, kind: "score", subject: "" }, NOW),
  };
  return c.json((await asked[c.req.param("what")]!()) ?? null);
});

/** Orders of the year before now, spread by multiplication: as even as chance, and the same every time. */
async function fill(db: D1Database, site: SiteSettings, buyers: number, orders: number): Promise<void> {
  await db
    .prepare("INSERT INTO sites (id, settings, version) VALUES (?1, ?2, 0)")
    .bind(site.id, JSON.stringify(site))
    .run();
  for (let from = 0; from < orders; from += CHUNK)
    await db
      .prepare(
        `WITH RECURSIVE row (n) AS (SELECT ?2 UNION ALL SELECT n + 1 FROM row WHERE n + 1 < ?3)
         INSERT INTO orders (site, id, door, customer, placed_at, day, value_minor, currency, channel, lines)
         SELECT ?1, 'o' || n, 'api', 'customer-' || (n * 7919 % ?4), ?5 - n * 104729 % 365 * 86400000 - n % 86400 * 1000,
                0, 500 + n * 15485863 % 20000, 'EUR', 'web', '[]'
         FROM row`,
      )
      .bind(site.id, from, Math.min(from + CHUNK, orders), buyers, NOW)
      .run();
}

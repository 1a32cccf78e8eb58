/** Doors of the bench Worker to customer value: the fit, the hour's work, and a page of the ranking by index and by scan. */
import { Hono } from "hono";
import type { AppEnv } from "../edge/env.ts";
import { value } from "../edge/jobs/value.ts";
import { isAnyBuyerChanged, refreshBuyers } from "../edge/store/buyers.ts";
import { FIRST, listRanking } from "../edge/store/value-ranking.ts";
import { type BuyingGroup, fitBgNbd } from "../model/bg-nbd.ts";
import { fitGammaGamma, type SpendingGroup } from "../model/gamma-gamma.ts";
import { periodUntil } from "../model/period.ts";
import type { PaidOrder } from "../model/purchase-history.ts";
import type { SiteSettings } from "../model/snapshot.ts";
import { DAY_MS } from "../model/time.ts";
import { metered } from "./metered.ts";

/** The last day of CDNOW's calibration. */
const NOW = Date.UTC(1997, 8, 30, 12);

export const valueDoors = new Hono<AppEnv>().post("/:what", async (c) => {
  const asked = await c.req.json<{
    site: SiteSettings;
    orders: PaidOrder[];
    copies: number;
    apartDays: number;
    days: number;
    buying: BuyingGroup[];
    spending: SpendingGroup[];
  }>();
  const { site } = asked;
  const meter = { rowsRead: 0, rowsWritten: 0 };
  const DB = metered(c.env.DB, meter);
  const doors: Record<string, () => Promise<unknown>> = {
    fill: async () => {
      for (let copy = 0; copy < asked.copies; copy++)
        await fill(c.env.DB, site, asked.orders, copy, asked.apartDays);
      while (await isAnyBuyerChanged(c.env.DB, site.id))
        await c.env.DB.batch(refreshBuyers(c.env.DB, site.id));
    },
    fit: async () => ({ buying: fitBgNbd(asked.buying), spending: fitGammaGamma(asked.spending) }),
    pass: () =>
      value({ ...c.env, DB }, { site: site.id, kind: "value", subject: "" }, NOW + asked.days * DAY_MS),
    model: async () => {
      const row = await c.env.DB.prepare("SELECT fit, pass FROM value_models WHERE site = ?1")
        .bind(site.id)
        .first<{ fit: string; pass: string }>();
      return { fit: JSON.parse(row!.fit), pass: JSON.parse(row!.pass) };
    },
    page: () =>
      listRanking(
        DB,
        site.id,
        {
          months: 12,
          by: "net",
          after: FIRST,
          net: undefined,
          scores: undefined,
          stage: undefined,
          member: undefined,
        },
        51,
      ),
    scan: () =>
      DB.prepare(
        `SELECT buyer, sum(value_minor) AS net FROM orders
         WHERE site = ?1 AND placed_at >= ?2 AND placed_at <= ?3 AND currency = ?4 AND buyer IS NOT NULL
         GROUP BY buyer ORDER BY net DESC, buyer LIMIT 51`,
      )
        .bind(site.id, periodUntil(Math.floor(NOW / DAY_MS), 12, site.timeZone).from, NOW, site.currency)
        .all(),
  };
  const answer = await doors[c.req.param("what")]!();
  return c.json({ answer: answer ?? null, ...meter });
});

/** The orders of other customers of the same habits. */
async function fill(
  db: D1Database,
  site: SiteSettings,
  orders: PaidOrder[],
  copy: number,
  apartDays: number,
): Promise<void> {
  if (copy === 0)
    await db
      .prepare("INSERT INTO sites (id, settings, version) VALUES (?1, ?2, 0)")
      .bind(site.id, JSON.stringify(site))
      .run();
  await db
    .prepare(
      `INSERT INTO orders (site, id, door, customer, placed_at, day, value_minor, reported_minor, currency, channel, lines)
       SELECT ?1, ?3 || '-' || key, 'api', (value->>0) || '-' || ?3, (value->>1) - ?3 * ?4, 0, value->>2, value->>2, ?5, 'web', '[]'
       FROM json_each(?2)`,
    )
    .bind(
      site.id,
      JSON.stringify(orders.map(({ customer, placedAt, valueMinor }) => [customer, placedAt, valueMinor])),
      copy,
      apartDays * DAY_MS,
      site.currency,
    )
    .run();
}

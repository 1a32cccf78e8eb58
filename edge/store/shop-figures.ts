/** What a shop's scoring follows from: quartiles of its buyers, and the gaps between their orders. */
import type { OrderGaps } from "../../model/lifecycle.ts";
import type { Quartiles } from "../../model/rfm.ts";
import type { ShopFigures } from "../../model/scoring.ts";
import { DAY_MS } from "../../model/time.ts";

/** Reads every buyer of the site. Who has bought in other currencies alone says nothing about value. */
export async function readQuartiles(db: D1Database, site: string): Promise<ShopFigures["quartiles"]> {
  const [orders, valueMinor] = await db.batch<{ at: number }>([
    db
      .prepare(
        `WITH ranked AS (
           SELECT orders AS at, row_number() OVER (ORDER BY orders) - 1 AS place, count(*) OVER () AS buyers
           FROM buyers WHERE site = ?1)
         SELECT at FROM ranked, json_each('[0.25, 0.5, 0.75]') AS share
         WHERE place = CAST(buyers * share.value AS INTEGER)
         ORDER BY share.value`,
      )
      .bind(site),
    db
      .prepare(
        `WITH ranked AS (
           SELECT value_minor AS at, row_number() OVER (ORDER BY value_minor) - 1 AS place, count(*) OVER () AS buyers
           FROM buyers WHERE site = ?1 AND orders > left_out)
         SELECT at FROM ranked, json_each('[0.25, 0.5, 0.75]') AS share
         WHERE place = CAST(buyers * share.value AS INTEGER)
         ORDER BY share.value`,
      )
      .bind(site),
  ]);
  if (valueMinor!.results.length === 0) return undefined;
  const three = ({ results }: D1Result<{ at: number }>) => results.map(({ at }) => at) as Quartiles;
  return { orders: three(orders!), valueMinor: three(valueMinor!) };
}

/**
 * Between each order and the same buyer's next. Less than a day apart they are one purchase in two parts. Reads every
 * order of the site, from the index alone.
 */
export async function readOrderGaps(db: D1Database, site: string): Promise<OrderGaps | undefined> {
  const row = await db
    .prepare(
      `WITH gap AS (
         SELECT placed_at - lag(placed_at) OVER (PARTITION BY buyer ORDER BY placed_at) AS ms
         FROM orders INDEXED BY orders_by_buyer WHERE site = ?1 AND buyer IS NOT NULL),
       ranked AS (
         SELECT ms, row_number() OVER (ORDER BY ms) - 1 AS place, count(*) OVER () AS gaps
         FROM gap WHERE ms >= ?2)
       SELECT max(ms) FILTER (WHERE place = gaps / 2) AS half, max(ms) FILTER (WHERE place = gaps * 9 / 10) AS long
       FROM ranked`,
    )
    .bind(site, DAY_MS)
    .first<{ half: number | null; long: number | null }>();
  if (row?.half == null || row.long === null) return undefined;
  return { medianDays: row.half / DAY_MS, longDays: row.long / DAY_MS };
}

/**
 * What half of all buyers spend on an order and the upper quarter at least, minor units of the site's currency, each
 * buyer's average counting once; undefined without a buyer in that currency. Reads every buyer of the site.
 */
export async function readOrderSizes(
  db: D1Database,
  site: string,
): Promise<{ half: number; high: number } | undefined> {
  const row = await db
    .prepare(
      `WITH ranked AS (
         SELECT value_minor / (orders - left_out) AS at, count(*) OVER () AS buyers,
                row_number() OVER (ORDER BY value_minor / (orders - left_out)) - 1 AS place
         FROM buyers WHERE site = ?1 AND orders > left_out)
       SELECT max(at) FILTER (WHERE place = buyers / 2) AS half, max(at) FILTER (WHERE place = buyers * 3 / 4) AS high
       FROM ranked`,
    )
    .bind(site)
    .first<{ half: number | null; high: number | null }>();
  return row?.half == null || row.high === null ? undefined : { half: row.half, high: row.high };
}

/** All orders in the site's currency, those without anybody's name left out. Reads every buyer of the site. */
export async function sumBuyers(
  db: D1Database,
  site: string,
): Promise<{ orders: number; revenueMinor: number }> {
  const row = await db
    .prepare(
      `SELECT coalesce(sum(orders - left_out), 0) AS orders, coalesce(sum(value_minor), 0) AS revenueMinor
       FROM buyers WHERE site = ?1`,
    )
    .bind(site)
    .first<{ orders: number; revenueMinor: number }>();
  return row!;
}

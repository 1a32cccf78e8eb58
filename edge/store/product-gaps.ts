/** How long products last, as their buyers order them again. */
import type { Bought } from "../../model/enrol.ts";

/** Of fewer repeats nothing is learned. */
const FEWEST_REPEATS = 5;

/** Of those of the products that are known. */
export async function readBought(
  db: D1Database,
  site: string,
  ids: readonly string[],
): Promise<Map<string, Bought>> {
  const { results } = await db
    .prepare(
      `SELECT products.id, category, days AS gapDays
       FROM products LEFT JOIN product_gaps AS gaps ON gaps.site = ?1 AND gaps.id = products.id
       WHERE products.site = ?1 AND products.id IN (SELECT value FROM json_each(?2))`,
    )
    .bind(site, JSON.stringify(ids))
    .all<Bought & { id: string }>();
  return new Map(results.map(({ id, category, gapDays }) => [id, { category, gapDays }]));
}

/**
 * Learns them anew from all orders that stand: of each product the median of the days between two orders of it by one buyer. Reads
 * every line of the site's orders.
 */
export const learnGaps = (db: D1Database, site: string): D1PreparedStatement[] => [
  db.prepare("DELETE FROM product_gaps WHERE site = ?1").bind(site),
  db
    .prepare(
      `INSERT INTO product_gaps (site, id, days, repeats)
       WITH bought AS (
         SELECT DISTINCT line.value->>'id' AS id, buyer, day
         FROM orders, json_each(orders.lines) AS line
         WHERE site = ?1 AND buyer IS NOT NULL AND status NOT IN ('cancelled', 'refunded')
       ),
       gaps AS (
         SELECT id, day - lag(day) OVER (PARTITION BY id, buyer ORDER BY day) AS days FROM bought
       ),
       ranked AS (
         SELECT id, days, count(*) OVER (PARTITION BY id) AS repeats,
                row_number() OVER (PARTITION BY id ORDER BY days) AS place
         FROM gaps WHERE days IS NOT NULL
       )
       SELECT ?1, id, days, repeats FROM ranked WHERE repeats >= ${FEWEST_REPEATS} AND place = (repeats + 1) / 2`,
    )
    .bind(site),
];

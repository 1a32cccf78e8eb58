/**
 * Which campaign earns an order: the last it was clicked in, else the last that was seen, within the campaign's own windows
 * before the order; by the browser that placed it, or any that was linked to its customer. One order has one credit, or none.
 * What it brought is read with it, so what is given back later is deducted.
 */
import { MAX_WINDOW_DAYS } from "../../model/campaign.ts";
import { DAY_MS } from "../../model/time.ts";
import { buyerOfVisitor } from "./buyer-of-visitor.ts";

/**
 * The statement that credits the orders of the first `limit` changed buyers anew (buyers.ts). An order from so long ago that
 * touches before it have been let go keeps what it has. CROSS JOIN: as in buyers.ts.
 */
export function creditOrders(db: D1Database, site: string, limit: number): D1PreparedStatement {
  return db
    .prepare(
      `WITH touched (id, placed_at, visitor, customer) AS (
         SELECT orders.id, placed_at, visitor, coalesce(customer, linked)
         FROM (SELECT who FROM changed_buyers WHERE site = ?1 ORDER BY who LIMIT ?2) AS changed
           CROSS JOIN orders INDEXED BY orders_by_buyer ON orders.site = ?1 AND orders.buyer = changed.who
       ),
       placer (id, placed_at, visitor) AS (
         SELECT id, placed_at, visitor FROM touched WHERE visitor IS NOT NULL
         UNION
         SELECT touched.id, placed_at, links.visitor
         FROM touched CROSS JOIN links INDEXED BY links_by_customer
           ON links.site = ?1 AND links.customer = touched.customer
       ),
       shown (id, placed_at, exposed) AS MATERIALIZED (
         SELECT placer.id, placed_at, exposed
         FROM placer CROSS JOIN visitors ON visitors.site = ?1 AND visitors.id = placer.visitor
         WHERE exposed IS NOT NULL
       ),
       ranked (id, credit, place) AS (
         SELECT shown.id, iif(touch.value->>2, 'click:', 'view:') || (touch.value->>3),
                row_number() OVER (
                  PARTITION BY shown.id ORDER BY touch.value->>2 DESC, touch.value->>0 DESC, touch.value->>3)
         FROM shown CROSS JOIN json_each(shown.exposed, '$.touches') AS touch
         WHERE touch.value->>0 <= placed_at AND placed_at < touch.value->>1
       ),
       earned (id, credit) AS MATERIALIZED (
         SELECT touched.id, ranked.credit
         FROM touched LEFT JOIN ranked ON ranked.id = touched.id AND ranked.place = 1
         WHERE touched.id NOT IN (SELECT id FROM shown WHERE exposed->>'since' > placed_at - ?3)
       )
       UPDATE orders SET credit = earned.credit
       FROM earned
       WHERE orders.site = ?1 AND orders.id IN (SELECT id FROM earned) AND orders.id = earned.id
         AND orders.credit IS NOT earned.credit`,
    )
    .bind(site, limit, MAX_WINDOW_DAYS * DAY_MS);
}

/**
 * Puts down for summing and crediting whoever ordered at the instants given with the visitors (epoch ms) or later: what they
 * were shown was told after the order, or they turned out to be its customer.
 */
export function noteLateTouches(
  db: D1Database,
  site: string,
  touches: readonly [visitor: string, at: number][],
): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO changed_buyers (site, who)
       SELECT DISTINCT ?1, buyers.who
       FROM (
         SELECT value->>1 AS at, ${buyerOfVisitor("(value->>0)")} AS who FROM json_each(?2)
         UNION
         SELECT value->>1, 'v:' || (value->>0) FROM json_each(?2)
       ) AS late CROSS JOIN buyers ON buyers.site = ?1 AND buyers.who = late.who AND buyers.last_at >= late.at
       WHERE true
       ON CONFLICT DO NOTHING`,
    )
    .bind(site, JSON.stringify(touches));
}

export interface Credited {
  campaign: string;
  by: "click" | "view";
  orders: number;
  /** In the site's currency, less what was given back. */
  revenueMinor: number;
}

/** Of all campaigns. Orders of which nothing was kept, and those without a rate, are in none. */
export async function sumCredited(db: D1Database, site: string): Promise<Credited[]> {
  const { results } = await db
    .prepare(
      `SELECT substr(credit, instr(credit, ':') + 1) AS campaign, substr(credit, 1, instr(credit, ':') - 1) AS by,
              count(reported_minor) AS orders, sum(reported_minor) AS revenueMinor
       FROM orders INDEXED BY orders_by_credit
       WHERE site = ?1 AND credit IS NOT NULL
       GROUP BY credit
       HAVING count(reported_minor) > 0`,
    )
    .bind(site)
    .all<Credited>();
  return results;
}

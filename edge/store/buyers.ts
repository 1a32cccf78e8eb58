/**
 * Buyers: one row a person of a site, summed from the orders and never counted up, so that orders may come by any door,
 * in any order, be corrected and change hands. Triggers of the migration put down whose orders have changed; what is
 * here sums those anew.
 */

import { creditOrders } from "./credit.ts";
import { noteFirstOfBuyers } from "./results.ts";
import { linkedServerParts } from "./server-part.ts";

/**
 * Buyers summed at once. A list of orders touches far fewer, so they are right when it is saved; of a site whose currency
 * or rates have changed the rest is left to scoring (edge/jobs/score.ts), or one transaction would have to sum them all.
 */
const PAGE = 5_000;

/**
 * The customer to whom an order's visitor was linked when it was placed; from before the first link, the first one
 * (links.ts). An expression over the columns of `orders`.
 */
const LINKED = `coalesce(
  (SELECT links.customer FROM links
   WHERE links.site = orders.site AND links.visitor = orders.visitor AND links.since <= orders.placed_at
   ORDER BY links.since DESC LIMIT 1),
  (SELECT links.customer FROM links
   WHERE links.site = orders.site AND links.visitor = orders.visitor ORDER BY links.since LIMIT 1))`;

/**
 * The statements that bring the buyers up to the orders and links, and the orders' credits and what their visitors were shown with them. They belong behind every change of orders, in its batch.
 * Nothing is written where nobody is touched. Without the index named SQLite reads every order of the site for each of them.
 */
export function refreshBuyers(db: D1Database, site: string): D1PreparedStatement[] {
  return [
    db
      .prepare(
        `UPDATE orders SET linked = ${LINKED}
         WHERE site = ?1 AND id IN (
             SELECT touched.id
             FROM (SELECT who FROM changed_buyers WHERE site = ?1 ORDER BY who LIMIT ?2) AS changed
               CROSS JOIN orders AS touched INDEXED BY orders_by_buyer
                 ON touched.site = ?1 AND touched.buyer = changed.who
             WHERE touched.visitor IS NOT NULL)
           AND linked IS NOT ${LINKED}`,
      )
      .bind(site, PAGE),
    db
      .prepare(
        `WITH changed (who) AS (SELECT who FROM changed_buyers WHERE site = ?1 ORDER BY who LIMIT ?2)
         INSERT INTO buyers (site, who, first_at, last_at, orders, left_out, value_minor)
         SELECT ?1, changed.who, min(placed_at), max(placed_at), count(*),
                count(*) FILTER (WHERE reported_minor IS NULL), coalesce(sum(reported_minor), 0)
         FROM changed
           CROSS JOIN orders INDEXED BY orders_by_buyer ON orders.site = ?1 AND orders.buyer = changed.who
         WHERE true
         GROUP BY changed.who
         ON CONFLICT (site, who) DO UPDATE SET
           first_at = excluded.first_at, last_at = excluded.last_at, orders = excluded.orders,
           left_out = excluded.left_out, value_minor = excluded.value_minor`,
      )
      .bind(site, PAGE),
    db
      .prepare(
        `WITH changed (who) AS (SELECT who FROM changed_buyers WHERE site = ?1 ORDER BY who LIMIT ?2)
         DELETE FROM buyers
         WHERE site = ?1 AND who IN (
           SELECT who FROM changed
           WHERE NOT EXISTS (
             SELECT 1 FROM orders INDEXED BY orders_by_buyer
             WHERE orders.site = ?1 AND orders.buyer = changed.who))`,
      )
      .bind(site, PAGE),
    linkedServerParts(db, site, PAGE),
    creditOrders(db, site, PAGE),
    noteFirstOfBuyers(db, site, PAGE),
    db
      .prepare(
        `DELETE FROM changed_buyers
         WHERE site = ?1 AND who IN (SELECT who FROM changed_buyers WHERE site = ?1 ORDER BY who LIMIT ?2)`,
      )
      .bind(site, PAGE),
  ];
}

/** True where there are buyers to be summed still. */
export async function isAnyBuyerChanged(db: D1Database, site: string): Promise<boolean> {
  return (
    (await db.prepare("SELECT 1 FROM changed_buyers WHERE site = ?1 LIMIT 1").bind(site).first()) !== null
  );
}

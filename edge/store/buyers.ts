/**
 * Buyers: one row a person of a site, summed from the orders and never counted up, so that orders may come by any door,
 * in any order, be corrected and change hands. Triggers of the migration put down whose orders have changed; what is
 * here sums those anew.
 */

/**
 * The statements that bring the buyers up to the orders. They belong behind every change of orders, in its batch, and
 * behind a change of the site's currency. Nothing is written where nobody is touched.
 */
export function refreshBuyers(db: D1Database, site: string): D1PreparedStatement[] {
  return [
    db
      .prepare(
        `WITH reported (currency) AS (SELECT settings->>'currency' FROM sites WHERE id = ?1)
         INSERT INTO buyers (site, who, first_at, last_at, orders, left_out, value_minor)
         SELECT ?1, changed_buyers.who, min(placed_at), max(placed_at), count(*),
                count(*) FILTER (WHERE orders.currency IS NOT reported.currency),
                coalesce(sum(value_minor) FILTER (WHERE orders.currency = reported.currency), 0)
         FROM changed_buyers
           CROSS JOIN orders ON orders.site = ?1 AND orders.buyer = changed_buyers.who
           LEFT JOIN reported
         WHERE changed_buyers.site = ?1
         GROUP BY changed_buyers.who
         ON CONFLICT (site, who) DO UPDATE SET
           first_at = excluded.first_at, last_at = excluded.last_at, orders = excluded.orders,
           left_out = excluded.left_out, value_minor = excluded.value_minor`,
      )
      .bind(site),
    db
      .prepare(
        `DELETE FROM buyers
         WHERE site = ?1 AND who IN (
           SELECT who FROM changed_buyers
           WHERE site = ?1
             AND NOT EXISTS (SELECT 1 FROM orders WHERE orders.site = ?1 AND orders.buyer = changed_buyers.who))`,
      )
      .bind(site),
    db.prepare("DELETE FROM changed_buyers WHERE site = ?1").bind(site),
  ];
}

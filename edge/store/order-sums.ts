/** Sums of orders. What was cancelled or given back whole is in none of them. Currencies are never added. */

/** All orders of one currency. */
export interface OrderTotal {
  currency: string;
  orders: number;
  /** Distinct customers among them; where an order names none, its visitor stands in. */
  buyers: number;
  valueMinor: number;
  /** Epoch ms. */
  firstAt: number;
  lastAt: number;
  /** Those of them for which there is no rate into the site's currency. */
  leftOut: number;
  /** Those of them of which no door told the tax. */
  untaxed: number;
}

/** Per currency, the one with most orders first. Reads every order of the site. */
export async function sumOrders(db: D1Database, site: string): Promise<OrderTotal[]> {
  const { results } = await db
    .prepare(
      `SELECT currency, count(*) AS orders, sum(value_minor) AS valueMinor, count(DISTINCT buyer) AS buyers,
              min(placed_at) AS firstAt, max(placed_at) AS lastAt,
              count(*) FILTER (WHERE reported_minor IS NULL) AS leftOut,
              count(*) FILTER (WHERE tax_minor IS NULL) AS untaxed
       FROM orders
       WHERE site = ?1 AND status NOT IN ('cancelled', 'refunded')
       GROUP BY currency
       ORDER BY orders DESC, currency`,
    )
    .bind(site)
    .all<OrderTotal>();
  return results;
}

/** All that the site reports in its own currency, and how many orders are in no sum. Reads every order of the site. */
export async function sumReported(
  db: D1Database,
  site: string,
): Promise<{ orders: number; valueMinor: number; void: number }> {
  const row = await db
    .prepare(
      `SELECT count(reported_minor) AS orders, coalesce(sum(reported_minor), 0) AS valueMinor,
              count(*) FILTER (WHERE status IN ('cancelled', 'refunded')) AS void
       FROM orders WHERE site = ?1`,
    )
    .bind(site)
    .first<{ orders: number; valueMinor: number; void: number }>();
  return row!;
}

/** Calendar month (UTC, `1997-01`) and currency, oldest first. Reads every order of the site. */
export async function sumOrdersByMonth(
  db: D1Database,
  site: string,
): Promise<{ month: string; currency: string; orders: number; valueMinor: number }[]> {
  const { results } = await db
    .prepare(
      `SELECT strftime('%Y-%m', day * 86400, 'unixepoch') AS month, currency, count(*) AS orders,
              sum(value_minor) AS valueMinor
       FROM orders
       WHERE site = ?1 AND status NOT IN ('cancelled', 'refunded')
       GROUP BY month, currency
       ORDER BY month, currency`,
    )
    .bind(site)
    .all<{ month: string; currency: string; orders: number; valueMinor: number }>();
  return results;
}

/** A day of the shop's calendar: its number, and its first instant and that of the next day (epoch ms). */
export type DaySpan = [day: number, from: number, until: number];

/** Orders of each of the days, and what those with a value in the site's currency brought in it. */
export async function sumOrdersByDay(
  db: D1Database,
  site: string,
  days: DaySpan[],
): Promise<{ day: number; orders: number; revenueMinor: number }[]> {
  const { results } = await db
    .prepare(
      `SELECT span.value->>0 AS day, count(*) AS orders, coalesce(sum(reported_minor), 0) AS revenueMinor
       FROM json_each(?2) AS span CROSS JOIN orders INDEXED BY orders_by_day
         ON site = ?1 AND orders.day BETWEEN (span.value->>1) / 86400000 AND (span.value->>2) / 86400000
            AND placed_at >= span.value->>1 AND placed_at < span.value->>2
       WHERE status NOT IN ('cancelled', 'refunded')
       GROUP BY span.key`,
    )
    .bind(site, JSON.stringify(days))
    .all<{ day: number; orders: number; revenueMinor: number }>();
  return results;
}

/** Orders of all sites: the start page's count. */
export async function countOrders(db: D1Database): Promise<number> {
  const row = await db.prepare("SELECT count(*) AS orders FROM orders").first<{ orders: number }>();
  return row?.orders ?? 0;
}

/** The server's part of a profile: sums of orders as they are written, the customer and their traits as they are read with a visitor's row. */
import type { ServerPart } from "../../model/passport.ts";
import { customerHash, emptyServerPart } from "../../model/passport.ts";
import type { Trait } from "../../model/trait.ts";

/** Columns of a SELECT from `visitors` of the site ?1. The customer is the one the visitor was linked to last. */
export const SERVER_COLUMNS = `server,
  (SELECT customer FROM links WHERE site = ?1 AND visitor = visitors.id ORDER BY since DESC LIMIT 1) AS customer,
  (SELECT traits FROM customers WHERE site = ?1 AND id = (
     SELECT customer FROM links WHERE site = ?1 AND visitor = visitors.id ORDER BY since DESC LIMIT 1)) AS traits`;

export interface ServerRow {
  /** JSON as `serverPartStatement` writes it; null: no order yet. */
  server: string | null;
  customer: string | null;
  /** JSON, as `customers.traits`. */
  traits: string | null;
}

/** Null: the shop's server and the orders say nothing of the visitor. */
export function toServerPart({ server, customer, traits }: ServerRow): ServerPart | null {
  if (server === null && customer === null) return null;
  const sums = (server === null ? {} : JSON.parse(server)) as Partial<ServerPart>;
  return {
    ...emptyServerPart,
    // Rows from before there were customers settled purchases by the last order.
    settledAt: sums.lastOrderAt ?? 0,
    ...sums,
    customer: customer === null ? 0 : customerHash(customer),
    traits: currentTraits(traits),
  };
}

/** What stands of the traits in a row of `customers`. */
export function currentTraits(traits: string | null): ServerPart["traits"] {
  const said = Object.entries(JSON.parse(traits ?? "{}") as Record<string, Trait>);
  return Object.fromEntries(
    said.flatMap(([name, { value }]) => (value === null ? [] : [[name, value] as const])),
  );
}

/**
 * Recomputes the sums of the server's part (model/passport.ts ServerPart) of those of the visitors that exist. Of a visitor
 * linked to a customer they are the customer's orders, of any other all that came from the visitor and count. `rev` rises
 * only where something changed. Purchases of the profile in D1 are settled: all of them are orders by then, so what a
 * profile has after them is news (model/facts.ts ordersOf), though the server's clock is seldom the page's.
 * CROSS JOIN and IN make SQLite begin at the lists: without them it reads every visitor and order of the site.
 */
export function serverPartStatement(db: D1Database, site: string, visitors: string[]): D1PreparedStatement {
  return db
    .prepare(updateServerParts("SELECT value FROM json_each(?2)"))
    .bind(site, JSON.stringify(visitors));
}

/** The same of everybody linked to one of the first `limit` customers whose orders have changed (buyers.ts). */
export function linkedServerParts(db: D1Database, site: string, limit: number): D1PreparedStatement {
  return db
    .prepare(
      updateServerParts(
        `SELECT links.visitor
         FROM (SELECT who FROM changed_buyers WHERE site = ?1 ORDER BY who LIMIT ?2) AS changed
           CROSS JOIN links INDEXED BY links_by_customer
             ON links.site = ?1 AND links.customer = substr(changed.who, 3)
         WHERE changed.who LIKE 'c:%'`,
      ),
    )
    .bind(site, limit);
}

/** `touched`: a SELECT of visitors' ids. */
const updateServerParts = (touched: string) => `
  WITH touched (id) AS (${touched}),
  known (id, customer, settled_at) AS (
    SELECT visitors.id,
           (SELECT customer FROM links WHERE site = ?1 AND visitor = visitors.id ORDER BY since DESC LIMIT 1),
           coalesce((SELECT max(value->>'at') FROM json_each(visitors.profile, '$.purchases')), 0)
    FROM (SELECT DISTINCT id FROM touched) AS touched
      CROSS JOIN visitors ON visitors.site = ?1 AND visitors.id = touched.id
  ),
  own (visitor, currency, value_minor, placed_at, channel) AS (
    SELECT known.id, orders.currency, orders.value_minor, orders.placed_at, orders.channel
    FROM known CROSS JOIN orders INDEXED BY orders_by_visitor
      ON orders.site = ?1 AND orders.visitor = known.id
    WHERE known.customer IS NULL AND orders.status NOT IN ('cancelled', 'refunded')
    UNION ALL
    SELECT known.id, orders.currency, orders.value_minor, orders.placed_at, orders.channel
    FROM known CROSS JOIN orders INDEXED BY orders_by_buyer
      ON orders.site = ?1 AND orders.buyer = 'c:' || known.customer
    WHERE known.customer IS NOT NULL
  ),
  spent AS (
    SELECT visitor, currency, count(*) AS orders, sum(value_minor) AS value_minor, max(placed_at) AS last_at,
           count(*) FILTER (WHERE channel = 'store') AS store_orders
    FROM own
    GROUP BY visitor, currency
  ),
  ranked AS (
    SELECT visitor, currency, value_minor,
           row_number() OVER (PARTITION BY visitor ORDER BY value_minor DESC, currency) AS place,
           sum(orders) OVER (PARTITION BY visitor) AS orders,
           max(last_at) OVER (PARTITION BY visitor) AS last_at,
           sum(store_orders) OVER (PARTITION BY visitor) AS store_orders
    FROM spent
  ),
  part AS (
    SELECT known.id, coalesce(orders, 0) AS orders, coalesce(value_minor, 0) AS value_minor,
           coalesce(currency, '') AS currency, coalesce(last_at, 0) AS last_at, known.settled_at,
           coalesce(store_orders, 0) AS store_orders
    FROM known LEFT JOIN ranked ON ranked.visitor = known.id AND ranked.place = 1
  )
  UPDATE visitors SET server = json_set(coalesce(server, '{}'),
    '$.rev', coalesce(server->>'rev', 0) + 1, '$.orders', part.orders, '$.valueMinor', part.value_minor,
    '$.currency', part.currency, '$.lastOrderAt', part.last_at, '$.storeOrders', part.store_orders,
    '$.settledAt', part.settled_at)
  FROM part
  WHERE visitors.site = ?1 AND visitors.id IN (SELECT id FROM touched) AND visitors.id = part.id
    AND (part.orders, part.value_minor, part.currency, part.last_at, part.store_orders, part.settled_at)
      <> (coalesce(server->>'orders', 0), coalesce(server->>'valueMinor', 0),
          coalesce(server->>'currency', ''), coalesce(server->>'lastOrderAt', 0),
          coalesce(server->>'storeOrders', 0), coalesce(server->>'settledAt', 0))`;

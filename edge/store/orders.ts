/**
 * Orders: one by (site, order id), whichever door brought it. The shop's server (door `api`) has the last word over
 * the page (door `page`); a visitor known from either door stays known. Sums are never taken across currencies.
 */
import { DAY_MS } from "../../model/profile.ts";
import { refreshBuyers } from "./buyers.ts";
import { inParts } from "./visitor-state.ts";

export type Door = "page" | "api";
export type Channel = "web" | "store" | "phone";

export interface OrderLine {
  id: string;
  quantity: number;
  /** Of one piece, minor units. */
  priceMinor?: number | undefined;
}

/** An order as a door brings it. */
export interface IncomingOrder {
  id: string;
  /** Epoch ms. */
  placedAt: number;
  valueMinor: number;
  /** ISO 4217. */
  currency: string;
  channel: Channel;
  /** The shop's id of the customer. */
  customer?: string | undefined;
  visitor?: string | undefined;
  lines?: OrderLine[] | undefined;
}

/** An order as it is listed. */
export interface Order {
  id: string;
  placedAt: number;
  valueMinor: number;
  currency: string;
  channel: Channel;
  door: Door;
  customer: string | null;
  visitor: string | null;
  /** Number of lines. */
  lines: number;
}

interface OrderRow {
  id: string;
  placed_at: number;
  value_minor: number;
  currency: string;
  channel: Channel;
  door: Door;
  customer: string | null;
  visitor: string | null;
  lines: number;
}

const toOrder = ({ placed_at, value_minor, ...rest }: OrderRow): Order => ({
  ...rest,
  placedAt: placed_at,
  valueMinor: value_minor,
});

/**
 * The statements that write the orders, in any order and any number of times with the same outcome. `api` replaces
 * either door; `page` replaces `page` where it is the later (of equal time the dearer, as in the profile's fold), and
 * leaves an `api` order as it is but for a visitor it did not know. The last statements bring the buyers up to them.
 */
export function saveOrders(
  db: D1Database,
  site: string,
  orders: IncomingOrder[],
  door: Door,
): D1PreparedStatement[] {
  const saving = inParts(orders.map((order) => JSON.stringify(toParameter(order)))).flatMap((part) => [
    db
      .prepare(
        `INSERT INTO orders
           (site, id, door, visitor, customer, placed_at, day, value_minor, currency, channel, lines)
         SELECT ?1, value->>0, ?3, value->>1, value->>2, value->>3, value->>4, value->>5, value->>6, value->>7, value->>8
         FROM json_each(?2) WHERE true
         ON CONFLICT (site, id) DO UPDATE SET
           door = excluded.door, visitor = coalesce(excluded.visitor, visitor),
           customer = coalesce(excluded.customer, customer), placed_at = excluded.placed_at, day = excluded.day,
           value_minor = excluded.value_minor, currency = excluded.currency, channel = excluded.channel,
           lines = excluded.lines
         WHERE excluded.door = 'api'
            OR (door = 'page' AND (excluded.placed_at, excluded.value_minor) > (placed_at, value_minor))`,
      )
      .bind(site, part, door),
    // The orders are all there by now, so this only ever updates. (An UPDATE from json_each reads every order.)
    db
      .prepare(
        `INSERT INTO orders (site, id, door, visitor, placed_at, day, value_minor, currency, channel, lines)
         SELECT ?1, value->>0, '', value->>1, 0, 0, 0, '', '', '' FROM json_each(?2) WHERE value->>1 IS NOT NULL
         ON CONFLICT (site, id) DO UPDATE SET visitor = excluded.visitor WHERE visitor IS NULL`,
      )
      .bind(site, part),
  ]);
  return [...saving, ...refreshBuyers(db, site)];
}

function toParameter(order: IncomingOrder): unknown[] {
  const { id, visitor = null, customer = null, placedAt, valueMinor, currency, channel, lines = [] } = order;
  const day = Math.floor(placedAt / DAY_MS);
  return [id, visitor, customer, placedAt, day, valueMinor, currency, channel, JSON.stringify(lines)];
}

/**
 * Recomputes the sums of the server's part (model/passport.ts ServerPart) of those of the visitors that exist: of
 * `visitors`, and of whoever has one of the orders `orders`. Of a visitor linked to a customer they are the customer's
 * orders, of any other all that came from the visitor. `rev` rises only where something changed. Purchases of the
 * profile in D1 are settled: all of them are orders by then, so what a profile has after them is news (model/facts.ts
 * ordersOf), though the server's clock is seldom the page's.
 * Belongs into the same batch as `saveOrders`, behind it. CROSS JOIN and IN make SQLite begin at the lists: without
 * them it reads every visitor and order of the site.
 */
export function serverPartStatement(
  db: D1Database,
  site: string,
  visitors: string[],
  orders: string[] = [],
): D1PreparedStatement {
  return db
    .prepare(
      updateServerParts(
        `SELECT value FROM json_each(?2)
         UNION
         SELECT orders.visitor
         FROM json_each(?3) AS given CROSS JOIN orders ON orders.site = ?1 AND orders.id = given.value
         WHERE orders.visitor IS NOT NULL`,
      ),
    )
    .bind(site, JSON.stringify(visitors), JSON.stringify(orders));
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
  own (visitor, currency, value_minor, placed_at) AS (
    SELECT known.id, orders.currency, orders.value_minor, orders.placed_at
    FROM known CROSS JOIN orders INDEXED BY orders_by_visitor
      ON orders.site = ?1 AND orders.visitor = known.id
    WHERE known.customer IS NULL
    UNION ALL
    SELECT known.id, orders.currency, orders.value_minor, orders.placed_at
    FROM known CROSS JOIN orders INDEXED BY orders_by_buyer
      ON orders.site = ?1 AND orders.buyer = 'c:' || known.customer
    WHERE known.customer IS NOT NULL
  ),
  spent AS (
    SELECT visitor, currency, count(*) AS orders, sum(value_minor) AS value_minor, max(placed_at) AS last_at
    FROM own
    GROUP BY visitor, currency
  ),
  ranked AS (
    SELECT visitor, currency, value_minor,
           row_number() OVER (PARTITION BY visitor ORDER BY value_minor DESC, currency) AS place,
           sum(orders) OVER (PARTITION BY visitor) AS orders,
           max(last_at) OVER (PARTITION BY visitor) AS last_at
    FROM spent
  ),
  part AS (
    SELECT known.id, coalesce(orders, 0) AS orders, coalesce(value_minor, 0) AS value_minor,
           coalesce(currency, '') AS currency, coalesce(last_at, 0) AS last_at, known.settled_at
    FROM known LEFT JOIN ranked ON ranked.visitor = known.id AND ranked.place = 1
  )
  UPDATE visitors SET server = json_object(
    'rev', coalesce(server->>'rev', 0) + 1, 'orders', part.orders, 'valueMinor', part.value_minor,
    'currency', part.currency, 'lastOrderAt', part.last_at, 'settledAt', part.settled_at)
  FROM part
  WHERE visitors.site = ?1 AND visitors.id IN (SELECT id FROM touched) AND visitors.id = part.id
    AND (part.orders, part.value_minor, part.currency, part.last_at, part.settled_at)
      <> (coalesce(server->>'orders', 0), coalesce(server->>'valueMinor', 0),
          coalesce(server->>'currency', ''), coalesce(server->>'lastOrderAt', 0),
          coalesce(server->>'settledAt', 0))`;

/** Ids of the visitors that now have one of the orders. */
export async function listVisitorsOfOrders(
  db: D1Database,
  site: string,
  orders: string[],
): Promise<string[]> {
  const { results } = await db
    .prepare(
      `SELECT DISTINCT orders.visitor
       FROM json_each(?2) AS given CROSS JOIN orders ON orders.site = ?1 AND orders.id = given.value
       WHERE orders.visitor IS NOT NULL`,
    )
    .bind(site, JSON.stringify(orders))
    .all<{ visitor: string }>();
  return results.map(({ visitor }) => visitor);
}

/** Where a page of the list ends: the next one begins with what was placed before. */
export interface OrderCursor {
  /** Epoch ms. */
  placedAt: number;
  id: string;
}

/** Newest first, after the cursor. */
export async function listOrders(
  db: D1Database,
  site: string,
  { placedAt, id }: OrderCursor,
  limit: number,
): Promise<Order[]> {
  const { results } = await db
    .prepare(
      `SELECT id, placed_at, value_minor, currency, channel, door, customer, visitor,
              json_array_length(lines) AS lines
       FROM orders
       WHERE site = ?1 AND day <= ?2 AND (placed_at, id) < (?3, ?4)
       ORDER BY day DESC, placed_at DESC, id DESC
       LIMIT ?5`,
    )
    .bind(site, Math.floor(placedAt / DAY_MS), placedAt, id, limit)
    .all<OrderRow>();
  return results.map(toOrder);
}

/**
 * Newest first, at most 100: of the customer the visitor is linked to, else all that came from the visitor. Without the
 * indexes named SQLite prefers to read all orders of the site.
 */
export async function listOrdersOfVisitor(
  db: D1Database,
  site: string,
  visitor: string,
  customer: string | undefined,
): Promise<Order[]> {
  const whose = customer === undefined ? "visitor" : "buyer";
  const { results } = await db
    .prepare(
      `SELECT id, placed_at, value_minor, currency, channel, door, customer, visitor,
              json_array_length(lines) AS lines
       FROM orders INDEXED BY orders_by_${whose}
       WHERE site = ?1 AND ${whose} = ?2
       ORDER BY placed_at DESC
       LIMIT 100`,
    )
    .bind(site, customer === undefined ? visitor : `c:${customer}`)
    .all<OrderRow>();
  return results.map(toOrder);
}

/** All orders of one currency. */
export interface OrderTotal {
  currency: string;
  orders: number;
  /** Distinct customers among them, named or linked; where there is none, the visitor stands in. */
  buyers: number;
  valueMinor: number;
  /** Epoch ms. */
  firstAt: number;
  lastAt: number;
}

/** Per currency, the one with most orders first. Reads every order of the site. */
export async function sumOrders(db: D1Database, site: string): Promise<OrderTotal[]> {
  const { results } = await db
    .prepare(
      `SELECT currency, count(*) AS orders, sum(value_minor) AS valueMinor,
              count(DISTINCT buyer) AS buyers,
              min(placed_at) AS firstAt, max(placed_at) AS lastAt
       FROM orders
       WHERE site = ?1
       GROUP BY currency
       ORDER BY orders DESC, currency`,
    )
    .bind(site)
    .all<OrderTotal>();
  return results;
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
       WHERE site = ?1
       GROUP BY month, currency
       ORDER BY month, currency`,
    )
    .bind(site)
    .all<{ month: string; currency: string; orders: number; valueMinor: number }>();
  return results;
}

/** Days `from` to `to`, both in: orders of any currency, and what those in `currency` brought. */
export async function sumOrdersByDay(
  db: D1Database,
  site: string,
  from: number,
  to: number,
  currency: string,
): Promise<{ day: number; orders: number; revenueMinor: number }[]> {
  const { results } = await db
    .prepare(
      `SELECT day, count(*) AS orders,
              coalesce(sum(value_minor) FILTER (WHERE currency = ?4), 0) AS revenueMinor
       FROM orders
       WHERE site = ?1 AND day BETWEEN ?2 AND ?3
       GROUP BY day`,
    )
    .bind(site, from, to, currency)
    .all<{ day: number; orders: number; revenueMinor: number }>();
  return results;
}

/** Orders of all sites: the start page's count. */
export async function countOrders(db: D1Database): Promise<number> {
  const row = await db.prepare("SELECT count(*) AS orders FROM orders").first<{ orders: number }>();
  return row?.orders ?? 0;
}

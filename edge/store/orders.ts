/**
 * Saving orders: what the doors tell is merged into each order's record (model/order.ts), and the order, the buyer and the
 * visitor follow from it in one transaction. A record that somebody else has changed meanwhile aborts it: read and do again.
 */
import {
  emptyOrder,
  mergeOrder,
  type OrderRecord,
  type OrderStanding,
  standingOf,
} from "../../model/order.ts";
import type { Door, OrderReport } from "../../model/order-report.ts";
import { DAY_MS } from "../../model/profile.ts";
import { refreshBuyers } from "./buyers.ts";
import { valued } from "./order-value.ts";
import { inParts } from "./visitor-state.ts";

/** What news make of one order. */
export interface OrderChange {
  id: string;
  /** Of the record to be written: the one read plus one. */
  rev: number;
  before: OrderRecord;
  after: OrderRecord;
  outcome: "new" | "changed" | "same";
}

/** What one door tells. */
export interface OrderNews {
  door: Door;
  reports: readonly OrderReport[];
}

interface RecordRow {
  id: string;
  rev: number;
  body: string;
}

export async function readOrderRecord(db: D1Database, site: string, id: string): Promise<OrderRecord | null> {
  const row = await db
    .prepare("SELECT body FROM order_records WHERE site = ?1 AND id = ?2")
    .bind(site, id)
    .first<{ body: string }>();
  return row && (JSON.parse(row.body) as OrderRecord);
}

/** What the reports would make of their orders, one change an order, in the order in which they are first named. */
export async function readOrderChanges(
  db: D1Database,
  site: string,
  news: readonly OrderNews[],
  now: number,
): Promise<OrderChange[]> {
  const told = news.flatMap(({ door, reports }) => reports.map((report) => ({ door, report })));
  const byId = Map.groupBy(told, ({ report }) => report.id);
  const { results } = await db
    .prepare(
      `SELECT id, rev, body FROM order_records
       WHERE site = ?1 AND id IN (SELECT value FROM json_each(?2))`,
    )
    .bind(site, JSON.stringify([...byId.keys()]))
    .all<RecordRow>();
  const known = new Map(results.map((row) => [row.id, row]));
  return [...byId].map(([id, said]) => {
    const row = known.get(id);
    const before = row ? (JSON.parse(row.body) as OrderRecord) : emptyOrder;
    const after = said.reduce((record, { report, door }) => mergeOrder(record, report, door, now), before);
    const isSame = row?.body === JSON.stringify(after);
    return {
      id,
      rev: (row?.rev ?? 0) + 1,
      before,
      after,
      outcome: isSame ? "same" : row ? "changed" : "new",
    };
  });
}

/**
 * The statements that write the changes: records, orders, buyers and the server's part of the visitors who have one of the
 * orders or had it before. What is the same is not written again.
 */
export function saveOrderChanges(
  db: D1Database,
  site: string,
  changes: readonly OrderChange[],
): D1PreparedStatement[] {
  const fresh = changes.filter(({ outcome }) => outcome !== "same");
  if (fresh.length === 0) return [];
  const standings = fresh.map(({ id, before, after }) => ({
    id,
    before: standingOf(before),
    after: standingOf(after),
  }));
  const visitors = standings.flatMap(({ before, after }) => [before?.visitor, after?.visitor]);
  return [
    ...inParts(fresh.map(({ id, rev, after }) => JSON.stringify([id, rev, JSON.stringify(after)]))).map(
      (part) =>
        db
          .prepare(
            `INSERT INTO order_records (site, id, rev, body)
           SELECT ?1, value->>0, value->>1, value->>2 FROM json_each(?2) WHERE true
           ON CONFLICT (site, id) DO UPDATE SET rev = excluded.rev, body = excluded.body`,
          )
          .bind(site, part),
    ),
    ...inParts(
      standings.flatMap(({ id, after }) => (after ? [JSON.stringify(toParameter(id, after))] : [])),
    ).map((part) => db.prepare(SAVE_ORDERS).bind(site, part)),
    ...refreshBuyers(db, site),
    serverPartStatement(
      db,
      site,
      [...new Set(visitors)].filter((visitor) => typeof visitor === "string"),
    ),
  ];
}

const COLUMNS = [
  "id",
  "door",
  "doors",
  "status",
  "placed_at",
  "day",
  "currency",
  "total_minor",
  "refunded_minor",
  "tax_minor",
  "shipping_minor",
  "shipping_tax_minor",
  "discount_minor",
  "coupons",
  "channel",
  "customer",
  "visitor",
  "lines",
];

const SAVE_ORDERS = `
  WITH told (${COLUMNS}) AS (SELECT ${COLUMNS.map((_, i) => `value->>${i}`)} FROM json_each(?2)), ${valued("told")}
  INSERT INTO orders (site, ${COLUMNS}, value_minor, reported_minor)
  SELECT ?1, ${COLUMNS}, net_minor, converted_minor FROM valued WHERE true
  ON CONFLICT (site, id) DO UPDATE SET
    ${COLUMNS.slice(1).map((column) => `${column} = excluded.${column}`)},
    value_minor = excluded.value_minor, reported_minor = excluded.reported_minor`;

/** In the order of COLUMNS. */
const toParameter = (id: string, order: OrderStanding): unknown[] => [
  id,
  order.door,
  JSON.stringify(order.doors),
  order.status,
  order.placedAt,
  Math.floor(order.placedAt / DAY_MS),
  order.currency,
  order.totalMinor,
  order.refundedMinor,
  order.taxMinor,
  order.shippingMinor,
  order.shippingTaxMinor,
  order.discountMinor,
  JSON.stringify(order.coupons),
  order.channel,
  order.customer,
  order.visitor,
  JSON.stringify(order.lines),
];

/** Lost races are no fault of the news. Each loser's next try meets one writer less. */
const RACES = 12;

/** True where the transaction was void because somebody else had written the same order. */
export const isOrderRace = (error: unknown) => String(error).includes("order rev conflict");

/**
 * Saves what a door tells, whole or not at all, with `more` in the same transaction; throws where D1 refuses. `now` (epoch
 * ms) dates news that name no change of the shop's.
 */
export async function saveOrders(
  db: D1Database,
  site: string,
  reports: readonly OrderReport[],
  door: Door,
  now: number,
  more: D1PreparedStatement[] = [],
): Promise<OrderChange[]> {
  for (let race = 1; ; race++) {
    const changes = await readOrderChanges(db, site, [{ door, reports }], now);
    const statements = [...saveOrderChanges(db, site, changes), ...more];
    try {
      if (statements.length > 0) await db.batch(statements);
      return changes;
    } catch (error) {
      if (race === RACES || !isOrderRace(error)) throw error;
    }
  }
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

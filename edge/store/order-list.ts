/** Orders as they are listed, newest first. */
import type { OrderStatus } from "../../model/order.ts";
import type { Channel, Door } from "../../model/order-report.ts";
import type { OrderRow } from "../../model/report.ts";
import { DAY_MS } from "../../model/time.ts";

interface ListedRow {
  id: string;
  status: OrderStatus;
  placed_at: number;
  total_minor: number;
  refunded_minor: number;
  value_minor: number;
  reported_minor: number | null;
  currency: string;
  channel: Channel;
  doors: string;
  customer: string | null;
  visitor: string | null;
  lines: number;
}

const LISTED = `id, status, placed_at, total_minor, refunded_minor, value_minor, reported_minor, currency, channel, doors,
  customer, visitor, json_array_length(lines) AS lines`;

const toOrder = (row: ListedRow): OrderRow => ({
  id: row.id,
  status: row.status,
  placedAt: row.placed_at,
  totalMinor: row.total_minor,
  refundedMinor: row.refunded_minor,
  valueMinor: row.value_minor,
  reportedMinor: row.reported_minor,
  currency: row.currency,
  channel: row.channel,
  doors: JSON.parse(row.doors) as Door[],
  customer: row.customer,
  visitor: row.visitor,
  lines: row.lines,
});

/** Where a page of the list ends: the next one begins with what was placed before. */
export interface OrderCursor {
  /** Epoch ms. */
  placedAt: number;
  id: string;
}

/** Those that any of the doors told of, and that stand so; undefined: all. */
export interface OrderFilter {
  door?: Door | undefined;
  status?: OrderStatus | undefined;
}

/** After the cursor. */
export async function listOrders(
  db: D1Database,
  site: string,
  { placedAt, id }: OrderCursor,
  { door, status }: OrderFilter,
  limit: number,
): Promise<OrderRow[]> {
  const { results } = await db
    .prepare(
      `SELECT ${LISTED}
       FROM orders
       WHERE site = ?1 AND day <= ?2 AND (placed_at, id) < (?3, ?4)
         AND (?6 IS NULL OR status = ?6) AND (?7 IS NULL OR ?7 IN (SELECT value FROM json_each(doors)))
       ORDER BY day DESC, placed_at DESC, id DESC
       LIMIT ?5`,
    )
    .bind(site, Math.floor(placedAt / DAY_MS), placedAt, id, limit, status ?? null, door ?? null)
    .all<ListedRow>();
  return results.map(toOrder);
}

export async function readOrder(db: D1Database, site: string, id: string): Promise<OrderRow | null> {
  const row = await db
    .prepare(`SELECT ${LISTED} FROM orders WHERE site = ?1 AND id = ?2`)
    .bind(site, id)
    .first<ListedRow>();
  return row && toOrder(row);
}

/**
 * At most 100: of the customer the visitor is linked to, else all that came from the visitor. Without the indexes named
 * SQLite prefers to read all orders of the site.
 */
export async function listOrdersOfVisitor(
  db: D1Database,
  site: string,
  visitor: string,
  customer: string | undefined,
): Promise<OrderRow[]> {
  const whose = customer === undefined ? "visitor" : "buyer";
  const { results } = await db
    .prepare(
      `SELECT ${LISTED}
       FROM orders INDEXED BY orders_by_${whose}
       WHERE site = ?1 AND ${whose} = ?2
       ORDER BY placed_at DESC
       LIMIT 100`,
    )
    .bind(site, customer === undefined ? visitor : `c:${customer}`)
    .all<ListedRow>();
  return results.map(toOrder);
}

/** At most 100, newest first: those that name the customer, cancelled ones too, and those linked to them. Reads every order of the site. */
export async function listOrdersOfCustomer(
  db: D1Database,
  site: string,
  customer: string,
): Promise<OrderRow[]> {
  const { results } = await db
    .prepare(
      `SELECT ${LISTED} FROM orders
       WHERE site = ?1 AND (customer = ?2 OR (customer IS NULL AND linked = ?2))
       ORDER BY placed_at DESC
       LIMIT 100`,
    )
    .bind(site, customer)
    .all<ListedRow>();
  return results.map(toOrder);
}

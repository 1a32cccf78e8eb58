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
import { DAY_MS } from "../../model/time.ts";
import { refreshBuyers } from "./buyers.ts";
import { hastenEnrolments } from "./enrolments.ts";
import { valued } from "./order-value.ts";
import { serverPartStatement } from "./server-part.ts";
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
 * orders or had it before; where they stand in journeys is looked at now. What is the same is not written again. `now`: epoch ms.
 */
export function saveOrderChanges(
  db: D1Database,
  site: string,
  changes: readonly OrderChange[],
  now: number,
): D1PreparedStatement[] {
  const fresh = changes.filter(({ outcome }) => outcome !== "same");
  if (fresh.length === 0) return [];
  const standings = fresh.map(({ id, before, after }) => ({
    id,
    before: standingOf(before),
    after: standingOf(after),
  }));
  const named = standings.flatMap(({ before, after }) => [before?.visitor, after?.visitor]);
  const visitors = [...new Set(named)].filter((visitor) => typeof visitor === "string");
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
    serverPartStatement(db, site, visitors),
    ...hastenEnrolments(db, site, visitors, now),
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
    const statements = [...saveOrderChanges(db, site, changes, now), ...more];
    try {
      if (statements.length > 0) await db.batch(statements);
      return changes;
    } catch (error) {
      if (race === RACES || !isOrderRace(error)) throw error;
    }
  }
}

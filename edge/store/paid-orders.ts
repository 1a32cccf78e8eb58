/** Orders as value asks for them (model/purchase-history.ts), by buyer: what they brought in the site's currency. */
import type { PaidOrder } from "../../model/purchase-history.ts";
import { buyerOfVisitor } from "./buyer-of-visitor.ts";

/** Some buyers in the order of their ids, and what they paid. */
export interface BuyersPage {
  /** Ids as `buyers.who`; fewer than the page's limit at the end. Who has only orders without a rate is among them. */
  buyers: string[];
  /** Of each buyer one after the other; `customer` is the buyer's id here. */
  orders: PaidOrder[];
}

interface OrderRow {
  who: string;
  at: number;
  minor: number;
}

/** The innermost LIMIT bounds what is read: SQLite numbers all that it is given. */
const PICKED = `WITH picked (who) AS (
  SELECT who FROM (
    SELECT who, row_number() OVER (ORDER BY who) AS place FROM (
      SELECT who FROM buyers WHERE site = ?1 AND who > ?2 ORDER BY who LIMIT ?3 * ?4))
  WHERE place % ?3 = 0 ORDER BY who)`;

/** Every `step`-th buyer after `after`, at most `limit`. CROSS JOIN makes SQLite begin at them. */
export async function readBuyersPage(
  db: D1Database,
  site: string,
  currency: string,
  { after, step, limit }: { after: string; step: number; limit: number },
): Promise<BuyersPage> {
  const [buyers, orders] = await db.batch([
    db.prepare(`${PICKED} SELECT who FROM picked`).bind(site, after, step, limit),
    db
      .prepare(
        `${PICKED}
         SELECT picked.who, placed_at AS at, reported_minor AS minor
         FROM picked CROSS JOIN orders INDEXED BY orders_by_buyer ON orders.site = ?1 AND orders.buyer = picked.who
         WHERE orders.reported_minor IS NOT NULL`,
      )
      .bind(site, after, step, limit),
  ]);
  return {
    buyers: (buyers!.results as { who: string }[]).map(({ who }) => who),
    orders: (orders!.results as OrderRow[]).map((row) => toPaidOrder(row, currency)),
  };
}

const toPaidOrder = ({ who, at, minor }: OrderRow, currency: string): PaidOrder => ({
  customer: who,
  placedAt: at,
  valueMinor: minor,
  currency,
});

/** One buyer's, oldest first. */
export async function listPaidOrders(
  db: D1Database,
  site: string,
  who: string,
  currency: string,
): Promise<PaidOrder[]> {
  const { results } = await db
    .prepare(
      `SELECT buyer AS who, placed_at AS at, reported_minor AS minor FROM orders INDEXED BY orders_by_buyer
       WHERE site = ?1 AND buyer = ?2 AND reported_minor IS NOT NULL ORDER BY placed_at`,
    )
    .bind(site, who)
    .all<OrderRow>();
  return results.map((row) => toPaidOrder(row, currency));
}

/** Whose buying is the visitor's (links.ts); null where nothing is known of any. */
export async function readBuyerOfVisitor(
  db: D1Database,
  site: string,
  visitor: string,
): Promise<string | null> {
  const row = await db
    .prepare(`SELECT ${buyerOfVisitor("?2")} AS who`)
    .bind(site, visitor)
    .first<{ who: string | null }>();
  return row?.who ?? null;
}

/** How many buyers there are, and figures that change whenever what they bought does. Reads every buyer. */
export async function sumBuyers(
  db: D1Database,
  site: string,
): Promise<{ buyers: number; orders: number; valueMinor: number; firsts: number; lasts: number }> {
  const row = await db
    .prepare(
      `SELECT count(*) AS buyers, coalesce(sum(orders), 0) AS orders, coalesce(sum(value_minor), 0) AS valueMinor,
              coalesce(sum(first_at), 0) AS firsts, coalesce(sum(last_at), 0) AS lasts
       FROM buyers WHERE site = ?1`,
    )
    .bind(site)
    .first<{ buyers: number; orders: number; valueMinor: number; firsts: number; lasts: number }>();
  return row!;
}

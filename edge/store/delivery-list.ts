/** Deliveries as they are listed, newest first. */
import type { DeliveryState } from "../../model/push.ts";
import type { DeliveryList } from "../../model/push-report.ts";

export type ListedDelivery = DeliveryList["deliveries"][number];

/** Where a page of the list ends. */
export interface DeliveryCursor {
  /** Epoch ms. */
  madeAt: number;
  id: string;
}

/** Of all sources and states where none is named. */
export interface DeliveryFilter {
  source: string | null;
  state: DeliveryState | null;
}

const LISTED = `SELECT deliveries.id, visitor, source, coalesce(broadcasts.body->>'name', journeys.body->>'name',
         substr(source, instr(source, ':') + 1)) AS name,
       step, state, made_at AS madeAt, due_at AS dueAt, sent_at AS sentAt, shown_at AS shownAt,
       clicked_at AS clickedAt, attempts, deliveries.status, reason`;
const NAMES = `LEFT JOIN broadcasts ON broadcasts.site = ?1 AND source = 'broadcast:' || broadcasts.id
       LEFT JOIN journeys ON journeys.site = ?1 AND source = 'journey:' || journeys.id`;

/**
 * After the cursor. Of each source that has any as asked, which the sums know, the newest are read in the order of its index, and
 * of those the newest: a list of all never reads all.
 */
export async function listDeliveries(
  db: D1Database,
  site: string,
  { madeAt, id }: DeliveryCursor,
  { source, state }: DeliveryFilter,
  limit: number,
): Promise<ListedDelivery[]> {
  const { results } = await db
    .prepare(
      `${LISTED}
       FROM (
         SELECT DISTINCT source AS of FROM delivery_sums
         WHERE site = ?1 AND deliveries > 0 AND (?4 IS NULL OR source = ?4) AND (?5 IS NULL OR state = ?5)
       ) CROSS JOIN deliveries
         ON deliveries.site = ?1 AND deliveries.id IN (
           SELECT newest.id FROM deliveries AS newest
           WHERE newest.site = ?1 AND newest.source = of AND (newest.made_at, newest.id) < (?2, ?3)
             AND (?5 IS NULL OR newest.state = ?5)
           ORDER BY newest.made_at DESC, newest.id DESC LIMIT ?6)
       ${NAMES}
       ORDER BY made_at DESC, deliveries.id DESC
       LIMIT ?6`,
    )
    .bind(site, madeAt, id, source, state, limit)
    .all<ListedDelivery>();
  return results;
}

/** The same of one visitor, who never has many. */
export async function listDeliveriesOfVisitor(
  db: D1Database,
  site: string,
  visitor: string,
  { madeAt, id }: DeliveryCursor,
  { source, state }: DeliveryFilter,
  limit: number,
): Promise<ListedDelivery[]> {
  const { results } = await db
    .prepare(
      `${LISTED}
       FROM deliveries ${NAMES}
       WHERE deliveries.site = ?1 AND visitor = ?2 AND (made_at, deliveries.id) < (?3, ?4)
         AND (?5 IS NULL OR source = ?5) AND (?6 IS NULL OR state = ?6)
       ORDER BY made_at DESC, deliveries.id DESC
       LIMIT ?7`,
    )
    .bind(site, visitor, madeAt, id, source, state, limit)
    .all<ListedDelivery>();
  return results;
}

/** Null where there is none. */
export async function readListedDelivery(
  db: D1Database,
  site: string,
  id: string,
): Promise<Pick<ListedDelivery, "id" | "state" | "status" | "reason"> | null> {
  return db
    .prepare("SELECT id, state, status, reason FROM deliveries WHERE site = ?1 AND id = ?2")
    .bind(site, id)
    .first<Pick<ListedDelivery, "id" | "state" | "status" | "reason">>();
}

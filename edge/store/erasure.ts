/**
 * Erasing a customer (GDPR, art. 17). What they are goes: traits, links, minutes of service, value, and the visitors they are
 * now, with all those did. Their orders stay as sums that are nobody's. A visitor who was somebody else before keeps that
 * other customer's orders, since a link is all that says whose those are.
 */
import { DAY_MS } from "../../model/profile.ts";
import { refreshBuyers } from "./buyers.ts";
import { hastenWork } from "./due-work.ts";
import { uncountErased } from "./results.ts";

export interface Erased {
  visitors: number;
  orders: number;
}

/** The customer's own by their id, or by the link of the visitor who placed it. */
const THEIRS = "(orders.customer = ?2 OR (orders.customer IS NULL AND orders.linked = ?2))";

/** Somebody else's by their id, placed from a browser that is erased: only where it came from goes. */
const FROM_THERE =
  "orders.customer <> ?2 AND orders.visitor IN (SELECT visitor FROM tombstones WHERE tombstones.site = ?1)";

/**
 * All in one transaction; null where nothing is known of the customer. What arrived of them in the log goes afterwards,
 * page by page (edge/jobs/erase.ts). `now`: epoch ms.
 */
export async function eraseCustomer(
  db: D1Database,
  site: string,
  customer: string,
  now: number,
): Promise<Erased | null> {
  const by = (sql: string) => db.prepare(sql).bind(site, customer);
  const [counted, tombstones, , , , , links, traits, minutes] = await db.batch<{ orders: number }>([
    by(`SELECT count(*) AS orders FROM orders WHERE site = ?1 AND ${THEIRS}`),
    db
      .prepare(
        `INSERT INTO tombstones (site, visitor, erased_at)
         SELECT DISTINCT ?1, visitor, ?3 FROM links INDEXED BY links_by_customer
         WHERE site = ?1 AND customer = ?2 AND customer = (
           SELECT newest.customer FROM links AS newest
           WHERE newest.site = ?1 AND newest.visitor = links.visitor ORDER BY newest.since DESC LIMIT 1)
         ON CONFLICT (site, visitor) DO NOTHING`,
      )
      .bind(site, customer, now),
    by(
      `UPDATE order_records SET rev = rev + 1,
         body = json_set(json_remove(body, '$.told.customer', '$.told.visitor'), '$.isErased', json('true'))
       WHERE site = ?1 AND (body->>'$.told.customer.value' = ?2
         OR id IN (SELECT id FROM orders WHERE orders.site = ?1 AND ${THEIRS}))`,
    ),
    by(
      `UPDATE order_records SET rev = rev + 1, body = json_remove(body, '$.told.visitor')
       WHERE site = ?1 AND id IN (SELECT id FROM orders WHERE orders.site = ?1 AND ${FROM_THERE})`,
    ),
    by(`UPDATE orders SET customer = NULL, visitor = NULL, linked = NULL WHERE site = ?1 AND ${THEIRS}`),
    by(`UPDATE orders SET visitor = NULL, linked = NULL WHERE site = ?1 AND ${FROM_THERE}`),
    by("DELETE FROM links WHERE site = ?1 AND customer = ?2"),
    by("DELETE FROM customers WHERE site = ?1 AND id = ?2"),
    by("DELETE FROM service_minutes WHERE site = ?1 AND customer = ?2"),
    by("DELETE FROM buyer_values WHERE site = ?1 AND who = 'c:' || ?2"),
    by("DELETE FROM buyer_periods WHERE site = ?1 AND who = 'c:' || ?2"),
    uncountErased(db, site, Math.floor(now / DAY_MS)),
    db
      .prepare(
        `DELETE FROM first_exposures
         WHERE site = ?1 AND visitor IN (SELECT visitor FROM tombstones WHERE tombstones.site = ?1)`,
      )
      .bind(site),
    ...["answers", "answer_texts", "leads", "subscriptions", "deliveries"].map((table) =>
      db
        .prepare(
          `DELETE FROM ${table}
           WHERE site = ?1 AND visitor IN (SELECT visitor FROM tombstones WHERE tombstones.site = ?1)`,
        )
        .bind(site),
    ),
    // A code that was given is given for good, and is nobody's any more.
    by(
      `UPDATE coupons SET holder = 'erased:' || code WHERE site = ?1 AND holder IN (
         SELECT 'c:' || ?2 UNION ALL SELECT 'v:' || visitor FROM tombstones WHERE tombstones.site = ?1)`,
    ),
    db
      .prepare(
        "DELETE FROM visitors WHERE site = ?1 AND id IN (SELECT visitor FROM tombstones WHERE tombstones.site = ?1)",
      )
      .bind(site),
    ...refreshBuyers(db, site),
    hastenWork(db, { site, kind: "erase", subject: "0" }, now),
  ]);
  const { orders } = counted!.results[0]!;
  // Of statements that set off a trigger D1 counts its changes too: enough to tell something from nothing.
  const isKnown =
    orders > 0 || [tombstones, links, traits, minutes].some((result) => result!.meta.changes > 0);
  return isKnown ? { visitors: tombstones!.meta.changes, orders } : null;
}

/** Those of the visitors who were erased. */
export async function listErased(db: D1Database, site: string, visitors: string[]): Promise<Set<string>> {
  const { results } = await db
    .prepare(
      "SELECT visitor FROM tombstones WHERE site = ?1 AND visitor IN (SELECT value FROM json_each(?2))",
    )
    .bind(site, JSON.stringify(visitors))
    .all<{ visitor: string }>();
  return new Set(results.map(({ visitor }) => visitor));
}

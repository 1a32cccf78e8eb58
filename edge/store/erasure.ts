/**
 * Erasing (GDPR, art. 17): a visitor, by themselves or by the shop, or a customer with the visitors they are now. A tombstone
 * comes first, in the same transaction as all the rest; from then on the triggers of the migration `erased_stay_erased` leave out
 * whatever is written of them, so nothing that is late brings anything back. Orders stay as sums that are nobody's.
 *
 * Of a visitor who is linked to a customer that visitor alone goes: what the shop's server said of its customer, and orders under
 * the customer's own id, are the shop's until it erases the customer. Of a customer everything goes: traits, links, minutes of
 * service, value, and the visitors they are now. A visitor who was somebody else before keeps that other customer's orders, since
 * a link is all that says whose those are.
 */

import { DAY_MS } from "../../model/time.ts";
import { refreshBuyers } from "./buyers.ts";
import { hastenWork } from "./due-work.ts";
import { uncountErased } from "./results.ts";

export interface Erased {
  visitors: number;
  orders: number;
}

/** Whom a statement is about: a SELECT of their ids, of the site ?1, and what it takes for ?2. */
export interface ErasedNow {
  visitors: string;
  bound: string | number;
}

/** The customer's own by their id, or by the link of the visitor who placed it. */
const THEIRS = "(orders.customer = ?2 OR (orders.customer IS NULL AND orders.linked = ?2))";

/** All in one transaction. What arrived of them in the log goes afterwards, page by page (edge/jobs/erase.ts). `now`: epoch ms. */
export async function eraseVisitors(
  db: D1Database,
  site: string,
  visitors: readonly string[],
  now: number,
): Promise<void> {
  const ids = JSON.stringify(visitors);
  await db.batch([
    db
      .prepare(
        `INSERT INTO tombstones (site, visitor, erased_at) SELECT ?1, value, ?3 FROM json_each(?2) WHERE true
         ON CONFLICT (site, visitor) DO NOTHING`,
      )
      .bind(site, ids, now),
    ...takeOut(db, site, { visitors: "SELECT value FROM json_each(?2)", bound: ids }, now),
  ]);
}

/** The same of all who are the customer; null where nothing is known of the customer. */
export async function eraseCustomer(
  db: D1Database,
  site: string,
  customer: string,
  now: number,
): Promise<Erased | null> {
  const by = (sql: string) => db.prepare(sql).bind(site, customer);
  const [counted, tombstones, , , links, traits, minutes] = await db.batch<{ orders: number }>([
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
    by(`UPDATE orders SET customer = NULL, visitor = NULL, linked = NULL WHERE site = ?1 AND ${THEIRS}`),
    by("DELETE FROM links WHERE site = ?1 AND customer = ?2"),
    by("DELETE FROM customers WHERE site = ?1 AND id = ?2"),
    by("DELETE FROM service_minutes WHERE site = ?1 AND customer = ?2"),
    by("DELETE FROM buyer_values WHERE site = ?1 AND who = 'c:' || ?2"),
    by("DELETE FROM buyer_periods WHERE site = ?1 AND who = 'c:' || ?2"),
    // What was told already cannot be taken back; what was not sent yet is not sent.
    by("DELETE FROM webhook_messages WHERE site = ?1 AND body->>'$.data.customer' = ?2"),
    by("UPDATE coupons SET holder = 'erased:' || code WHERE site = ?1 AND holder = 'c:' || ?2"),
    ...takeOut(db, site, erasedSince(now), now),
  ]);
  const { orders } = counted!.results[0]!;
  // Of statements that set off a trigger D1 counts its changes too: enough to tell something from nothing.
  const isKnown =
    orders > 0 || [tombstones, links, traits, minutes].some((result) => result!.meta.changes > 0);
  return isKnown ? { visitors: tombstones!.meta.changes, orders } : null;
}

/** Everybody erased at `at` (epoch ms) or later. */
const erasedSince = (at: number): ErasedNow => ({
  visitors: "SELECT visitor FROM tombstones WHERE tombstones.site = ?1 AND tombstones.erased_at >= ?2",
  bound: at,
});

/** The tables that hold rows of a visitor's own, by the column that names them. */
const THEIR_ROWS = [
  "answers",
  "answer_texts",
  "leads",
  "subscriptions",
  "deliveries",
  "enrolments",
  "links",
  "first_exposures",
];

/** The statements that take the visitors out of every table, once their tombstones stand. */
function takeOut(db: D1Database, site: string, who: ErasedNow, now: number): D1PreparedStatement[] {
  const of = (sql: string) => db.prepare(sql).bind(site, who.bound);
  const them = who.visitors;
  const buyers = `SELECT 'v:' || visitor FROM (SELECT NULL AS visitor WHERE false UNION ALL ${them})`;
  return [
    of(
      `UPDATE order_records SET rev = rev + 1, body = json_remove(body, '$.told.visitor')
       WHERE site = ?1 AND id IN (
         SELECT id FROM orders INDEXED BY orders_by_visitor WHERE orders.site = ?1 AND orders.visitor IN (${them}))`,
    ),
    of(`UPDATE orders SET visitor = NULL, linked = NULL WHERE site = ?1 AND visitor IN (${them})`),
    uncountErased(db, site, Math.floor(now / DAY_MS), who),
    ...THEIR_ROWS.map((table) => of(`DELETE FROM ${table} WHERE site = ?1 AND visitor IN (${them})`)),
    ...["buyers", "buyer_values", "buyer_periods"].map((table) =>
      of(`DELETE FROM ${table} WHERE site = ?1 AND who IN (${buyers})`),
    ),
    // A code that was given is given for good, and is nobody's any more.
    of(
      `UPDATE coupons SET holder = 'erased:' || code
       WHERE site = ?1 AND (pool, holder) IN (
         SELECT id, who FROM coupon_pools CROSS JOIN (SELECT NULL AS who WHERE false UNION ALL ${buyers})
         WHERE coupon_pools.site = ?1)`,
    ),
    // Of the log of what was sent the erase job takes them out: here what would still go out.
    of(
      `DELETE FROM webhook_messages
       WHERE site = ?1 AND state = 'due' AND body->>'$.data.visitor' IN (${them})`,
    ),
    of(`DELETE FROM dead_letters WHERE site = ?1 AND body->>'$.visitor' IN (${them})`),
    // Where a reading of all visitors stands may be one of them: the same place, without the last letter.
    ...["segment_counts", "broadcasts", "sweeps"].map((table) =>
      of(`UPDATE ${table} SET cursor = substr(cursor, 1, 21) WHERE site = ?1 AND cursor IN (${them})`),
    ),
    of(
      `UPDATE value_models SET pass = json_set(pass, '$.after', substr(pass->>'$.after', 1, 23))
       WHERE site = ?1 AND pass->>'$.after' IN (${buyers})`,
    ),
    of(`DELETE FROM visitors WHERE site = ?1 AND id IN (${them})`),
    ...refreshBuyers(db, site),
    of(`DELETE FROM changed_buyers WHERE site = ?1 AND who IN (${buyers})`),
    hastenWork(db, { site, kind: "erase", subject: "0" }, now),
  ];
}

/** An erasure of a day ago has long been through the job. */
const JOB_DAYS = 1;

/**
 * What of visitors erased lately stands in texts of others, which takes reading them all: messages that went out to webhooks, and
 * records of orders that are no order yet.
 */
export function takeOutOfTexts(db: D1Database, site: string, now: number): D1PreparedStatement[] {
  const { visitors, bound } = erasedSince(now - JOB_DAYS * DAY_MS);
  return [
    db
      .prepare(`DELETE FROM webhook_messages WHERE site = ?1 AND body->>'$.data.visitor' IN (${visitors})`)
      .bind(site, bound),
    db
      .prepare(
        `UPDATE order_records SET rev = rev + 1, body = json_remove(body, '$.told.visitor')
         WHERE site = ?1 AND body->>'$.told.visitor.value' IN (${visitors})`,
      )
      .bind(site, bound),
  ];
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

/** When the visitor was erased, epoch ms; null where they were not. */
export async function readErasedAt(db: D1Database, site: string, visitor: string): Promise<number | null> {
  const row = await db
    .prepare("SELECT erased_at AS erasedAt FROM tombstones WHERE site = ?1 AND visitor = ?2")
    .bind(site, visitor)
    .first<{ erasedAt: number }>();
  return row?.erasedAt ?? null;
}

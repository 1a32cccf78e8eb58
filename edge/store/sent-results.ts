/** What those brought whom a broadcast or journey was for, by whether they were held out of it. */
import { nobody, SENT_DAYS, type SentResult, type SentSide } from "../../model/results/sent.ts";
import { DAY_MS } from "../../model/time.ts";

/** Whom it was for, with the instant that orders count from, of the site ?1. */
const OF = {
  broadcast: `SELECT visitor, state = 'held_out' AS isHeldOut, made_at AS at FROM deliveries
    WHERE site = ?1 AND source = 'broadcast:' || ?2`,
  journey: `SELECT visitor, ended IS 'held_out' AS isHeldOut, enrolled_at AS at FROM enrolments
    WHERE site = ?1 AND journey = ?2`,
};

export async function sumSent(
  db: D1Database,
  site: string,
  of: keyof typeof OF,
  id: string,
): Promise<Pick<SentResult, "sent" | "heldOut">> {
  const { results } = await db
    .prepare(
      `WITH person AS (${OF[of]}),
       spent AS (
         SELECT isHeldOut, count(reported_minor) AS orders, coalesce(sum(reported_minor), 0) AS minor
         FROM person LEFT JOIN orders INDEXED BY orders_by_visitor
           ON orders.site = ?1 AND orders.visitor = person.visitor AND placed_at >= at AND placed_at < at + ?3
           AND status NOT IN ('cancelled', 'refunded')
         GROUP BY person.visitor
       )
       SELECT isHeldOut, count(*) AS visitors, count(*) FILTER (WHERE orders > 0) AS buyers, sum(orders) AS orders,
              sum(minor) AS revenueMinor, sum(1.0 * minor * minor) AS squares
       FROM spent GROUP BY isHeldOut`,
    )
    .bind(site, id, SENT_DAYS * DAY_MS)
    .all<SentSide & { isHeldOut: number }>();
  const side = (isHeldOut: number): SentSide => {
    const row = results.find((one) => one.isHeldOut === isHeldOut);
    if (!row) return nobody;
    const { isHeldOut: _, ...sums } = row;
    return sums;
  };
  return { sent: side(0), heldOut: side(1) };
}

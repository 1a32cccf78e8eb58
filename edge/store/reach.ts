/** What is known beside the profiles of whether somebody may be reached: subscriptions, notifications sent, contacts left. */
import type { ContactType } from "../../model/contact.ts";

export interface ReachRows {
  /** IANA name of the browser that said last that it takes notifications; undefined: none does. */
  timeZone: string | undefined;
  /** Epoch ms. */
  sentAt: number[];
  contacts: ContactType[];
}

/** Of all the browsers of one person; `since`: epoch ms from when notifications count. */
export async function readReach(
  db: D1Database,
  site: string,
  visitors: readonly string[],
  since: number,
): Promise<ReachRows> {
  const ids = JSON.stringify(visitors);
  const [subscriptions, sent, leads] = await db.batch<{
    time_zone: string;
    sent_at: number;
    type: ContactType;
  }>([
    db
      .prepare(
        `SELECT time_zone FROM subscriptions
         WHERE site = ?1 AND visitor IN (SELECT value FROM json_each(?2)) ORDER BY seen_at DESC LIMIT 1`,
      )
      .bind(site, ids),
    db
      .prepare(
        `SELECT sent_at FROM deliveries
         WHERE site = ?1 AND visitor IN (SELECT value FROM json_each(?2)) AND sent_at > ?3`,
      )
      .bind(site, ids, since),
    db
      .prepare(
        `SELECT DISTINCT type FROM leads
         WHERE site = ?1 AND visitor IN (SELECT value FROM json_each(?2)) AND consent <> ''`,
      )
      .bind(site, ids),
  ]);
  return {
    timeZone: subscriptions!.results[0]?.time_zone,
    sentAt: sent!.results.map((row) => row.sent_at),
    contacts: leads!.results.map((row) => row.type),
  };
}

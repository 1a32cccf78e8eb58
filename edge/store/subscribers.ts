/** Visitors with a subscription, in the order of their ids, which are hashes: a stretch of them is a sample. */
import type { ServerPart } from "../../model/passport.ts";
import { type Profile, storedProfile } from "../../model/profile.ts";
import { SERVER_COLUMNS, type ServerRow, toServerPart } from "./server-part.ts";

export interface Subscriber {
  visitor: string;
  /** IANA name. */
  timeZone: string;
  /** Null: the visitor is not kept any more, or was not asked for. */
  known: { profile: Profile; server: ServerPart | null } | null;
}

interface SubscriberRow {
  visitor: string;
  time_zone: string;
}
type KnownRow = SubscriberRow & ServerRow & { profile: string | null };

/** Those behind the id `after`, at most `limit`; with what is known of them where conditions are to be asked. */
export async function readSubscribers(
  db: D1Database,
  site: string,
  after: string,
  limit: number,
  isKnowing: boolean,
): Promise<Subscriber[]> {
  if (!isKnowing) {
    const { results } = await db
      .prepare(
        `SELECT visitor, time_zone FROM subscriptions WHERE site = ?1 AND visitor > ?2
         ORDER BY visitor LIMIT ?3`,
      )
      .bind(site, after, limit)
      .all<SubscriberRow>();
    return results.map(({ visitor, time_zone }) => ({ visitor, timeZone: time_zone, known: null }));
  }
  const { results } = await db
    .prepare(
      `SELECT listed.visitor, time_zone, profile, ${SERVER_COLUMNS}
       FROM (SELECT visitor, time_zone FROM subscriptions WHERE site = ?1 AND visitor > ?2
             ORDER BY visitor LIMIT ?3) AS listed
       LEFT JOIN visitors ON visitors.site = ?1 AND visitors.id = listed.visitor
       ORDER BY listed.visitor`,
    )
    .bind(site, after, limit)
    .all<KnownRow>();
  return results.map(({ visitor, time_zone, profile, ...row }) => ({
    visitor,
    timeZone: time_zone,
    known: profile === null ? null : { profile: storedProfile(profile), server: toServerPart(row) },
  }));
}

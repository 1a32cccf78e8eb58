/** Where visitors' browsers take notifications: of a visitor, who is a browser, one. */

export interface Subscription {
  visitor: string;
  endpoint: string;
  /** base64url. */
  p256dh: string;
  auth: string;
  /** Of the VAPID key it was made with. */
  keyId: string;
  /** Of the page or worker that subscribed: where a notification leads. */
  origin: string;
  /** IANA name. */
  timeZone: string;
  /** BCP 47 tag. */
  language: string;
}

export interface SubscriptionRow {
  visitor: string;
  endpoint: string;
  p256dh: string;
  auth: string;
  key_id: string;
  origin: string;
  time_zone: string;
  language: string;
}

export const SUBSCRIPTION_COLUMNS = "visitor, endpoint, p256dh, auth, key_id, origin, time_zone, language";

export const toSubscription = ({ key_id, time_zone, ...row }: SubscriptionRow): Subscription => ({
  ...row,
  keyId: key_id,
  timeZone: time_zone,
});

/**
 * As the device says it now; false where the visitor was erased. An endpoint that another visitor had is this one's: it is one
 * browser, and it has told of it last. `now`: epoch ms.
 */
export async function saveSubscription(
  db: D1Database,
  site: string,
  { visitor, endpoint, p256dh, auth, keyId, origin, timeZone, language }: Subscription,
  now: number,
): Promise<boolean> {
  const [, saved] = await db.batch([
    db
      .prepare("DELETE FROM subscriptions WHERE site = ?1 AND endpoint = ?2 AND visitor <> ?3")
      .bind(site, endpoint, visitor),
    db
      .prepare(
        `INSERT INTO subscriptions (site, ${SUBSCRIPTION_COLUMNS}, made_at, seen_at)
         SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?10
         WHERE NOT EXISTS (SELECT 1 FROM tombstones WHERE site = ?1 AND visitor = ?2)
         ON CONFLICT (site, visitor) DO UPDATE SET
           made_at = iif(endpoint = excluded.endpoint, made_at, excluded.made_at), endpoint = excluded.endpoint,
           p256dh = excluded.p256dh, auth = excluded.auth, key_id = excluded.key_id, origin = excluded.origin,
           time_zone = excluded.time_zone, language = excluded.language, seen_at = excluded.seen_at`,
      )
      .bind(site, visitor, endpoint, p256dh, auth, keyId, origin, timeZone, language, now),
  ]);
  return saved!.meta.changes > 0;
}

/** The device has none any more. */
export async function deleteSubscription(db: D1Database, site: string, visitor: string): Promise<void> {
  await db.prepare("DELETE FROM subscriptions WHERE site = ?1 AND visitor = ?2").bind(site, visitor).run();
}

export async function findSubscription(
  db: D1Database,
  site: string,
  visitor: string,
): Promise<Subscription | null> {
  const row = await db
    .prepare(`SELECT ${SUBSCRIPTION_COLUMNS} FROM subscriptions WHERE site = ?1 AND visitor = ?2`)
    .bind(site, visitor)
    .first<SubscriptionRow>();
  return row && toSubscription(row);
}

export async function countSubscriptions(db: D1Database, site: string): Promise<number> {
  const row = await db
    .prepare("SELECT count(*) AS subscribers FROM subscriptions WHERE site = ?1")
    .bind(site)
    .first<{ subscribers: number }>();
  return row!.subscribers;
}

/** Host name of a push service to how many subscriptions are there. */
export async function countByService(db: D1Database, site: string): Promise<Record<string, number>> {
  const { results } = await db
    .prepare(
      `SELECT substr(rest, 1, instr(rest || '/', '/') - 1) AS host, count(*) AS subscriptions
       FROM (SELECT substr(endpoint, instr(endpoint, '://') + 3) AS rest FROM subscriptions WHERE site = ?1)
       GROUP BY host ORDER BY subscriptions DESC, host`,
    )
    .bind(site)
    .all<{ host: string; subscriptions: number }>();
  return Object.fromEntries(results.map(({ host, subscriptions }) => [host, subscriptions]));
}

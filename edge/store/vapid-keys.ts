/** Keys that notifications are signed with. The newest is current; a subscription is bound to the one it was made with. */

export interface StoredKey {
  /** 8 characters of base64url. */
  id: string;
  /** base64url, uncompressed point. */
  publicKey: string;
  /** Sealed (edge/push/keys.ts). */
  privateKey: string;
  /** Epoch ms. */
  madeAt: number;
}

interface KeyRow {
  id: string;
  public_key: string;
  private_key: string;
  made_at: number;
}

const toKey = ({ id, public_key, private_key, made_at }: KeyRow): StoredKey => ({
  id,
  publicKey: public_key,
  privateKey: private_key,
  madeAt: made_at,
});

/** Null where the site has none yet. */
export async function readNewestVapidKey(db: D1Database, site: string): Promise<StoredKey | null> {
  const row = await db
    .prepare(
      `SELECT id, public_key, private_key, made_at FROM vapid_keys WHERE site = ?1
       ORDER BY made_at DESC, id LIMIT 1`,
    )
    .bind(site)
    .first<KeyRow>();
  return row && toKey(row);
}

export async function readVapidKey(db: D1Database, site: string, id: string): Promise<StoredKey | null> {
  const row = await db
    .prepare("SELECT id, public_key, private_key, made_at FROM vapid_keys WHERE site = ?1 AND id = ?2")
    .bind(site, id)
    .first<KeyRow>();
  return row && toKey(row);
}

/** The first key of a site; nothing is written where there is one already. */
export async function saveFirstVapidKey(
  db: D1Database,
  site: string,
  { id, publicKey, privateKey, madeAt }: StoredKey,
): Promise<void> {
  await db
    .prepare(
      `INSERT INTO vapid_keys (site, id, public_key, private_key, made_at)
       SELECT ?1, ?2, ?3, ?4, ?5 WHERE NOT EXISTS (SELECT 1 FROM vapid_keys WHERE site = ?1)`,
    )
    .bind(site, id, publicKey, privateKey, madeAt)
    .run();
}

/** From now on the current one, also where the clock stands still. */
export const saveNextVapidKey = (
  db: D1Database,
  site: string,
  { id, publicKey, privateKey, madeAt }: StoredKey,
): D1PreparedStatement =>
  db
    .prepare(
      `INSERT INTO vapid_keys (site, id, public_key, private_key, made_at)
       SELECT ?1, ?2, ?3, ?4, max(?5, coalesce(max(made_at) + 1, 0)) FROM vapid_keys WHERE site = ?1`,
    )
    .bind(site, id, publicKey, privateKey, madeAt);

/** Newest first, each with the subscriptions that were made with it. */
export async function listVapidKeys(
  db: D1Database,
  site: string,
): Promise<{ id: string; madeAt: number; subscriptions: number }[]> {
  const { results } = await db
    .prepare(
      `SELECT id, made_at AS madeAt, coalesce(bound.subscriptions, 0) AS subscriptions
       FROM vapid_keys LEFT JOIN (
         SELECT key_id, count(*) AS subscriptions FROM subscriptions WHERE site = ?1 GROUP BY key_id
       ) AS bound ON bound.key_id = vapid_keys.id
       WHERE site = ?1 ORDER BY made_at DESC, id`,
    )
    .bind(site)
    .all<{ id: string; madeAt: number; subscriptions: number }>();
  return results;
}

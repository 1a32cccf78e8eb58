/** API keys of the shop's servers: only the SHA-256 of each is kept. */

export interface ServerKey {
  /** SHA-256 of the key, hex. */
  hash: string;
  name: string;
  /** Epoch ms. */
  createdAt: number;
}

/** Which site a key belongs to, by its hash in hex, and how it is called. */
export async function readKey(db: D1Database, hash: string): Promise<{ site: string; name: string } | null> {
  return db
    .prepare("SELECT site, name FROM keys WHERE hash = ?1")
    .bind(hash)
    .first<{ site: string; name: string }>();
}

/** Newest first. Reads the keys of every site: there are few. */
export async function listKeys(db: D1Database, site: string): Promise<ServerKey[]> {
  const { results } = await db
    .prepare(
      "SELECT hash, name, created_at AS createdAt FROM keys WHERE site = ?1 ORDER BY created_at DESC, hash",
    )
    .bind(site)
    .all<ServerKey>();
  return results;
}

export async function saveKey(
  db: D1Database,
  site: string,
  { hash, name, createdAt }: ServerKey,
): Promise<void> {
  await db
    .prepare("INSERT INTO keys (hash, site, name, created_at) VALUES (?1, ?2, ?3, ?4)")
    .bind(hash, site, name, createdAt)
    .run();
}

/** False where the site has no such key. */
export async function deleteKey(db: D1Database, site: string, hash: string): Promise<boolean> {
  const { meta } = await db.prepare("DELETE FROM keys WHERE site = ?1 AND hash = ?2").bind(site, hash).run();
  return meta.changes > 0;
}

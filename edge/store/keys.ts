/** API keys: only the SHA-256 of each is kept. */

/** The site a key belongs to, by its hash in hex. */
export async function readSiteOfKey(db: D1Database, hash: string): Promise<string | null> {
  const row = await db.prepare("SELECT site FROM keys WHERE hash = ?1").bind(hash).first<{ site: string }>();
  return row?.site ?? null;
}

/** Sign-in links: the SHA-256 of each link's code, good until it expires. */

/** Replaces nothing: two links of one site stand beside each other. `hash` in hex, `expiresAt` epoch ms. */
export async function saveSignInLink(
  db: D1Database,
  hash: string,
  site: string,
  expiresAt: number,
): Promise<void> {
  await db
    .prepare("INSERT INTO sign_in_links (hash, site, expires_at) VALUES (?1, ?2, ?3)")
    .bind(hash, site, expiresAt)
    .run();
}

/** The site of a link that has not expired at `now`. */
export async function readSiteOfLink(db: D1Database, hash: string, now: number): Promise<string | null> {
  const row = await db
    .prepare("SELECT site FROM sign_in_links WHERE hash = ?1 AND expires_at > ?2")
    .bind(hash, now)
    .first<{ site: string }>();
  return row?.site ?? null;
}

/** Sign-in links: the SHA-256 of each link's code, good until it expires or, unless it lasts, until it is opened. */

/** As whom a browser is signed in. */
export interface Session {
  site: string;
  /** Id of a member of it. */
  member: string;
}

export interface StoredLink extends Session {
  /** SHA-256 of the code, hex. */
  hash: string;
  /** Epoch ms by real time. */
  expiresAt: number;
  /** Opens again and again until then. */
  isLasting: boolean;
}

/** Those that have expired go. A member's other links stay unless they are dropped: `dropLinks`. */
export const addLink = (
  db: D1Database,
  { hash, site, member, expiresAt, isLasting }: StoredLink,
  now: number,
): D1PreparedStatement[] => [
  db.prepare("DELETE FROM sign_in_links WHERE expires_at <= ?1").bind(now),
  db
    .prepare(
      "INSERT INTO sign_in_links (hash, site, member, expires_at, is_lasting) VALUES (?1, ?2, ?3, ?4, ?5)",
    )
    .bind(hash, site, member, expiresAt, Number(isLasting)),
];

export const dropLinks = (db: D1Database, site: string, member: string): D1PreparedStatement =>
  db.prepare("DELETE FROM sign_in_links WHERE site = ?1 AND member = ?2").bind(site, member);

/** As whom a link signs in that is good at `now`; by the same statement it is spent, so that of two who come at once one is let in. */
export async function openLink(db: D1Database, hash: string, now: number): Promise<Session | null> {
  return db
    .prepare(
      `UPDATE sign_in_links SET used_at = ?2
       WHERE hash = ?1 AND expires_at > ?2 AND (is_lasting OR used_at IS NULL)
         AND EXISTS (SELECT 1 FROM members WHERE members.site = sign_in_links.site AND id = member)
       RETURNING site, member`,
    )
    .bind(hash, now)
    .first<Session>();
}

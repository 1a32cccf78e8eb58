/** Members of a site: who may sign in to its dashboard, and as what. The last owner stays. */
import type { Member, MemberSettings } from "../../model/member.ts";
import type { Role } from "../../model/role.ts";

export interface KnownMember {
  id: string;
  name: string;
  role: Role;
  /** Epoch ms, to the hour; 0: never. */
  lastSeenAt: number;
}

const SEEN_MS = 3_600_000;

export async function readMember(db: D1Database, site: string, id: string): Promise<KnownMember | null> {
  return db
    .prepare("SELECT id, name, role, last_seen_at AS lastSeenAt FROM members WHERE site = ?1 AND id = ?2")
    .bind(site, id)
    .first<KnownMember>();
}

/** Once an hour at most. `now`: epoch ms. */
export async function seeMember(
  db: D1Database,
  site: string,
  { id, lastSeenAt }: KnownMember,
  now: number,
): Promise<void> {
  if (now < lastSeenAt + SEEN_MS) return;
  await db
    .prepare("UPDATE members SET last_seen_at = ?3 WHERE site = ?1 AND id = ?2")
    .bind(site, id, now)
    .run();
}

/** Those who may do most first, then by name. */
export async function listMembers(db: D1Database, site: string): Promise<Member[]> {
  const { results } = await db
    .prepare(
      `SELECT id, name, role, made_at AS madeAt, last_seen_at AS lastSeenAt, coalesce((
         SELECT max(expires_at) FROM sign_in_links AS link
         WHERE link.site = ?1 AND member = members.id AND (is_lasting OR used_at IS NULL)), 0) AS linkUntil
       FROM members WHERE site = ?1
       ORDER BY CASE role WHEN 'owner' THEN 0 WHEN 'editor' THEN 1 ELSE 2 END, name, id`,
    )
    .bind(site)
    .all<Member>();
  return results;
}

export const addMember = (
  db: D1Database,
  site: string,
  id: string,
  { name, role }: MemberSettings,
  now: number,
): D1PreparedStatement =>
  db
    .prepare(
      "INSERT INTO members (site, id, name, role, made_at, last_seen_at) VALUES (?1, ?2, ?3, ?4, ?5, 0)",
    )
    .bind(site, id, name, role, now);

/** The owner a site begins with: changes nothing where it has one. */
export const ensureOwner = (db: D1Database, site: string, now: number): D1PreparedStatement =>
  db
    .prepare(
      `INSERT INTO members (site, id, name, role, made_at, last_seen_at)
       SELECT ?1, lower(hex(randomblob(9))), 'Shop owner', 'owner', ?2, 0
       WHERE NOT EXISTS (SELECT 1 FROM members WHERE site = ?1 AND role = 'owner')`,
    )
    .bind(site, now);

/** The one who has been an owner longest. */
export async function readFirstOwner(db: D1Database, site: string): Promise<string | null> {
  const row = await db
    .prepare("SELECT id FROM members WHERE site = ?1 AND role = 'owner' ORDER BY made_at, id LIMIT 1")
    .bind(site)
    .first<{ id: string }>();
  return row?.id ?? null;
}

/** ?1 is the site: true of any but its last owner. */
const IS_NOT_LAST_OWNER =
  "(role <> 'owner' OR (SELECT count(*) FROM members AS owner WHERE owner.site = ?1 AND owner.role = 'owner') > 1)";

/** Changes nothing where it would take the last owner's role. */
export const changeMember = (
  db: D1Database,
  site: string,
  id: string,
  { name, role }: MemberSettings,
): D1PreparedStatement =>
  db
    .prepare(
      `UPDATE members SET name = ?3, role = ?4
       WHERE site = ?1 AND id = ?2 AND (?4 = 'owner' OR ${IS_NOT_LAST_OWNER})`,
    )
    .bind(site, id, name, role);

/** With their links; changes nothing where it is the last owner. */
export const removeMember = (db: D1Database, site: string, id: string): D1PreparedStatement[] => [
  db.prepare(`DELETE FROM members WHERE site = ?1 AND id = ?2 AND ${IS_NOT_LAST_OWNER}`).bind(site, id),
  db
    .prepare(
      `DELETE FROM sign_in_links WHERE site = ?1 AND member = ?2
         AND NOT EXISTS (SELECT 1 FROM members WHERE site = ?1 AND id = ?2)`,
    )
    .bind(site, id),
];

/** Published snapshots: the truth in D1, of which KV holds copies. */
import { upgradeSegment } from "../../model/segment/former.ts";
import type { Snapshot } from "../../model/snapshot.ts";
import { recorded } from "./changes.ts";

/** The newest, or null before the first publication. */
export async function readNewestSnapshot(db: D1Database, site: string): Promise<Snapshot | null> {
  const row = await db
    .prepare("SELECT body FROM snapshots WHERE site = ?1 ORDER BY version DESC LIMIT 1")
    .bind(site)
    .first<{ body: string }>();
  if (!row) return null;
  const snapshot = JSON.parse(row.body) as Snapshot;
  return { ...snapshot, segments: snapshot.segments.map(upgradeSegment) };
}

/**
 * Writes the snapshot (`body` is its JSON) and raises the site's version, both or neither. False where the version
 * is taken: somebody else has published since the site was read. `by` and `name`: who publishes, and what, in words.
 */
export async function saveSnapshot(
  db: D1Database,
  { site, version, publishedAt }: Snapshot,
  body: string,
  { by, name }: { by: string; name: string },
): Promise<boolean> {
  const statements = [
    db
      .prepare(
        `INSERT INTO snapshots (site, version, published_at, body) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (site, version) DO NOTHING`,
      )
      .bind(site.id, version, publishedAt, body),
    db.prepare("UPDATE sites SET version = ?2 WHERE id = ?1 AND version < ?2").bind(site.id, version),
  ];
  const [, inserted] = await db.batch(
    recorded(db, site.id, { by, at: publishedAt }, { kind: "publication", name }, statements),
  );
  return inserted!.meta.changes > 0;
}

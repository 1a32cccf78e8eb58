/** Segments as marketers save them; what is published stands in snapshots. */
import { upgradeSegment } from "../../model/segment/former.ts";
import type { Segment } from "../../model/segment.ts";

export interface SavedSegment {
  segment: Segment;
  /** Epoch ms. */
  updatedAt: number;
}

interface SegmentRow {
  body: string;
  updated_at: number;
}

const toSaved = ({ body, updated_at }: SegmentRow): SavedSegment => ({
  segment: upgradeSegment(JSON.parse(body) as Segment),
  updatedAt: updated_at,
});

/** By id. */
export async function listSegments(db: D1Database, site: string): Promise<SavedSegment[]> {
  const { results } = await db
    .prepare("SELECT body, updated_at FROM segments WHERE site = ?1 ORDER BY id")
    .bind(site)
    .all<SegmentRow>();
  return results.map(toSaved);
}

/** `now` is epoch ms. */
export async function saveSegment(
  db: D1Database,
  site: string,
  segment: Segment,
  now: number,
): Promise<void> {
  await db
    .prepare(
      `INSERT INTO segments (site, id, body, updated_at) VALUES (?1, ?2, ?3, ?4)
       ON CONFLICT (site, id) DO UPDATE SET body = excluded.body, updated_at = excluded.updated_at`,
    )
    .bind(site, segment.id, JSON.stringify(segment), now)
    .run();
}

/** False where there was none. */
export async function deleteSegment(db: D1Database, site: string, id: string): Promise<boolean> {
  const { meta } = await db.prepare("DELETE FROM segments WHERE site = ?1 AND id = ?2").bind(site, id).run();
  return meta.changes > 0;
}

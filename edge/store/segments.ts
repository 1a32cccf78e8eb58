/** Segments as marketers save them; what is published stands in snapshots. */
import { upgradeSegment } from "../../model/segment/former.ts";
import type { Segment } from "../../model/segment.ts";
import { type Act, recorded } from "./changes.ts";

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

export async function readSegment(db: D1Database, site: string, id: string): Promise<Segment | null> {
  const row = await db
    .prepare("SELECT body, updated_at FROM segments WHERE site = ?1 AND id = ?2")
    .bind(site, id)
    .first<SegmentRow>();
  return row && toSaved(row).segment;
}

export async function saveSegment(db: D1Database, site: string, segment: Segment, act: Act): Promise<void> {
  const save = db
    .prepare(
      `INSERT INTO segments (site, id, body, updated_at) VALUES (?1, ?2, ?3, ?4)
       ON CONFLICT (site, id) DO UPDATE SET body = excluded.body, updated_at = excluded.updated_at`,
    )
    .bind(site, segment.id, JSON.stringify(segment), act.at);
  await db.batch(recorded(db, site, act, { kind: "segment", id: segment.id }, [save]));
}

/** False where there was none. */
export async function deleteSegment(db: D1Database, site: string, id: string, act: Act): Promise<boolean> {
  const gone = db.prepare("DELETE FROM segments WHERE site = ?1 AND id = ?2").bind(site, id);
  const [, deleted] = await db.batch(recorded(db, site, act, { kind: "segment", id }, [gone]));
  return deleted!.meta.changes > 0;
}

/** Counts that look at every visitor, page by page. A count says where it stands, so whoever takes it up goes on there. */
import type { MembersWorth } from "../../model/members-worth.ts";
import type { Condition } from "../../model/segment.ts";

/** One condition of a count. */
export interface CountedPart {
  /** Id of the saved segment whose size it is; null: only asked for. */
  segment: string | null;
  condition: Condition;
  /** Found so far. */
  members: number;
  /** Of those among the first visitors looked at, who are chance's; absent before the first step. */
  worth?: MembersWorth;
}

export interface SegmentCount {
  id: string;
  /** Epoch ms; visitors are judged as of then. */
  startedAt: number;
  /** Epoch ms; null: under way. */
  finishedAt: number | null;
  /** Id of the last visitor looked at. */
  cursor: string;
  /** Visitors looked at. */
  examined: number;
  /** Visitors when it began. */
  total: number;
  parts: CountedPart[];
}

interface CountRow {
  id: string;
  started_at: number;
  finished_at: number | null;
  cursor: string;
  examined: number;
  total: number;
  parts: string;
}

const toCount = ({ started_at, finished_at, parts, ...row }: CountRow): SegmentCount => ({
  ...row,
  startedAt: started_at,
  finishedAt: finished_at,
  parts: JSON.parse(parts) as CountedPart[],
});

export async function readCount(db: D1Database, site: string, id: string): Promise<SegmentCount | null> {
  const row = await db
    .prepare(
      `SELECT id, started_at, finished_at, cursor, examined, total, parts
       FROM segment_counts WHERE site = ?1 AND id = ?2`,
    )
    .bind(site, id)
    .first<CountRow>();
  return row && toCount(row);
}

/** From the beginning, in place of an earlier one of the same id. */
export function beginCount(
  db: D1Database,
  site: string,
  { id, startedAt, total, parts }: Pick<SegmentCount, "id" | "startedAt" | "total" | "parts">,
): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO segment_counts (site, id, started_at, finished_at, cursor, examined, total, parts)
       VALUES (?1, ?2, ?3, NULL, '', 0, ?4, ?5)
       ON CONFLICT (site, id) DO UPDATE SET started_at = excluded.started_at, finished_at = NULL, cursor = '',
         examined = 0, total = excluded.total, parts = excluded.parts`,
    )
    .bind(site, id, startedAt, total, JSON.stringify(parts));
}

/** False where the count has gone on, or has begun anew, since `before` was read: then nothing is written. */
export async function continueCount(
  db: D1Database,
  site: string,
  before: SegmentCount,
  { cursor, examined, parts, finishedAt }: SegmentCount,
): Promise<boolean> {
  const { meta } = await db
    .prepare(
      `UPDATE segment_counts SET cursor = ?3, examined = ?4, parts = ?5, finished_at = ?6
       WHERE site = ?1 AND id = ?2 AND started_at = ?7 AND cursor = ?8 AND finished_at IS NULL`,
    )
    .bind(
      site,
      before.id,
      cursor,
      examined,
      JSON.stringify(parts),
      finishedAt,
      before.startedAt,
      before.cursor,
    )
    .run();
  return meta.changes > 0;
}

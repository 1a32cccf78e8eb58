/** How many were in each saved segment, by day of the shop's calendar, and who came and went. */

import type { MembersWorth } from "../../model/members-worth.ts";
import type { Tally } from "../../model/tally.ts";
import { addDaySums } from "./day-sums.ts";

export interface SegmentSize {
  segment: string;
  members: number;
  /** Epoch ms. */
  countedAt: number;
  /** Null: not known of that day. */
  worth: MembersWorth | null;
}

interface SizeRow {
  segment: string;
  members: number;
  counted_at: number;
  worth: string | null;
}

const toSize = ({ counted_at, worth, ...row }: SizeRow): SegmentSize => ({
  ...row,
  countedAt: counted_at,
  worth: worth === null ? null : (JSON.parse(worth) as MembersWorth),
});

/** A later size of the same day takes the place of the earlier. A segment that was deleted meanwhile gets none. */
export function saveSizes(
  db: D1Database,
  site: string,
  day: number,
  sizes: SegmentSize[],
): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO segment_sizes (site, segment, day, members, counted_at, worth)
       SELECT ?1, value->>0, ?2, value->>1, value->>2, nullif(value->3, 'null') FROM json_each(?3)
       WHERE EXISTS (SELECT 1 FROM segments WHERE site = ?1 AND segments.id = value->>0)
       ON CONFLICT (site, segment, day) DO UPDATE SET members = excluded.members, counted_at = excluded.counted_at,
         worth = excluded.worth
       WHERE excluded.counted_at >= segment_sizes.counted_at`,
    )
    .bind(
      site,
      day,
      JSON.stringify(
        sizes.map(({ segment, members, countedAt, worth }) => [segment, members, countedAt, worth]),
      ),
    );
}

/** The newest of each saved segment that has one. */
export async function listNewestSizes(db: D1Database, site: string): Promise<SegmentSize[]> {
  const { results } = await db
    .prepare(
      `SELECT segment, members, counted_at, worth FROM segments
       JOIN segment_sizes AS sizes ON sizes.site = segments.site AND sizes.segment = segments.id
         AND sizes.day = (SELECT max(day) FROM segment_sizes WHERE site = segments.site AND segment = segments.id)
       WHERE segments.site = ?1`,
    )
    .bind(site)
    .all<SizeRow>();
  return results.map(toSize);
}

/** Of every segment from the day `since` on. */
export async function listTrends(
  db: D1Database,
  site: string,
  since: number,
): Promise<{ segment: string; day: number; members: number }[]> {
  const { results } = await db
    .prepare("SELECT segment, day, members FROM segment_sizes WHERE site = ?1 AND day >= ?2")
    .bind(site, since)
    .all<{ segment: string; day: number; members: number }>();
  return results;
}

/** From the day `since` on, oldest first. */
export async function listSizes(
  db: D1Database,
  site: string,
  segment: string,
  since: number,
): Promise<(SegmentSize & { day: number })[]> {
  const { results } = await db
    .prepare(
      `SELECT day, segment, members, counted_at, worth FROM segment_sizes
       WHERE site = ?1 AND segment = ?2 AND day >= ?3
       ORDER BY day`,
    )
    .bind(site, segment, since)
    .all<SizeRow & { day: number }>();
  return results.map(({ day, ...row }) => ({ day, ...toSize(row) }));
}

/** Entries and exits (`enter:SEGMENT`, `exit:SEGMENT`); nothing to write where the tally is empty. */
export const addMoves = (db: D1Database, site: string, moves: Tally): D1PreparedStatement[] =>
  addDaySums(db, "segment_moves", site, moves);

/** By day from `since` on. */
export async function listMoves(
  db: D1Database,
  site: string,
  segment: string,
  since: number,
): Promise<{ day: number; entries: number; exits: number }[]> {
  const { results } = await db
    .prepare(
      `SELECT day,
              coalesce((SELECT value FROM json_each(sums) WHERE key = 'enter:' || ?2), 0) AS entries,
              coalesce((SELECT value FROM json_each(sums) WHERE key = 'exit:' || ?2), 0) AS exits
       FROM segment_moves
       WHERE site = ?1 AND day >= ?3
       ORDER BY day`,
    )
    .bind(site, segment, since)
    .all<{ day: number; entries: number; exits: number }>();
  return results;
}

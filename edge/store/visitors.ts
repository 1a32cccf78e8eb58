/** Visitors as lists and counts read them. What ingest owns of a row: visitor-state.ts. */
import type { ServerPart } from "../../model/passport.ts";
import { type Profile, storedProfile } from "../../model/profile.ts";
import { SERVER_COLUMNS, type ServerRow, toServerPart } from "./server-part.ts";

export interface ListedVisitor {
  id: string;
  /** Days since 1970-01-01 of the newest event. */
  day: number;
  profile: Profile;
  /** Null: no order yet. */
  server: ServerPart | null;
  /** Ids of the segments at the last ingest. */
  segments: string[];
}

interface VisitorRow extends ServerRow {
  id: string;
  last_day: number;
  profile: string;
  segments: string;
}

const toListed = ({ id, last_day, profile, segments, ...row }: VisitorRow): ListedVisitor => ({
  id,
  day: last_day,
  profile: storedProfile(profile),
  server: toServerPart(row),
  segments: JSON.parse(segments) as string[],
});

/** Visitors of all sites: the start page's count. The counters hold those of each day, where whoever comes again is another. */
export async function countVisitors(db: D1Database): Promise<number> {
  const row = await db.prepare("SELECT count(*) AS visitors FROM visitors").first<{ visitors: number }>();
  return row!.visitors;
}

/** Where a page of the list ends. */
export interface VisitorCursor {
  day: number;
  /** Epoch ms. */
  lastSeenAt: number;
  id: string;
}

/** Last seen first, after the cursor; of one segment where one is given. Sorts the visitors of a day within it. */
export async function listVisitors(
  db: D1Database,
  site: string,
  after: VisitorCursor,
  segment: string | null,
  limit: number,
): Promise<ListedVisitor[]> {
  const { results } = await db
    .prepare(
      `SELECT id, last_day, profile, ${SERVER_COLUMNS}, segments FROM visitors
       WHERE site = ?1 AND last_day <= ?2
         AND (last_day, profile->>'lastSeenAt', id) < (?2, ?3, ?4)
         AND (?5 IS NULL OR EXISTS (SELECT 1 FROM json_each(segments) WHERE value = ?5))
       ORDER BY last_day DESC, profile->>'lastSeenAt' DESC, id DESC
       LIMIT ?6`,
    )
    .bind(site, after.day, after.lastSeenAt, after.id, segment, limit)
    .all<VisitorRow>();
  return results.map(toListed);
}

/** By day, newest first, from `since` on and after the cursor: in the index's own order, for reading many. */
export async function listVisitorsSince(
  db: D1Database,
  site: string,
  since: number,
  after: { day: number; id: string },
  limit: number,
): Promise<ListedVisitor[]> {
  const { results } = await db
    .prepare(
      `SELECT id, last_day, profile, ${SERVER_COLUMNS}, segments FROM visitors
       WHERE site = ?1 AND last_day BETWEEN ?2 AND ?3 AND (last_day, id) < (?3, ?4)
       ORDER BY last_day DESC, id DESC
       LIMIT ?5`,
    )
    .bind(site, since, after.day, after.id, limit)
    .all<VisitorRow>();
  return results.map(toListed);
}

/** How many were seen on the day `since` or later. */
export async function countVisitorsSince(db: D1Database, site: string, since: number): Promise<number> {
  const row = await db
    .prepare("SELECT count(*) AS visitors FROM visitors WHERE site = ?1 AND last_day >= ?2")
    .bind(site, since)
    .first<{ visitors: number }>();
  return row?.visitors ?? 0;
}

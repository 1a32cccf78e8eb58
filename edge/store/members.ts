/**
 * Who may be in a segment: visitors in the order of their key, as far as they are within a segment's bounds. A
 * visitor's id is a hash (edge/passport.ts visitorIdOf), so a stretch of that order is a sample that chance has drawn.
 */

import type { Bound } from "../../model/bound.ts";
import type { ServerPart } from "../../model/passport.ts";
import { type Profile, storedProfile } from "../../model/profile.ts";
import { filterOf } from "./segment-filter.ts";
import { SERVER_COLUMNS, type ServerRow, toServerPart } from "./server-part.ts";

/** A visitor as far as a predicate asks. */
export interface Candidate {
  id: string;
  profile: Profile;
  /** Null: no order yet. */
  server: ServerPart | null;
  /** Ids of the segments at the last ingest. */
  segments: string[];
}

interface CandidateRow extends ServerRow {
  id: string;
  profile: string;
  segments: string;
}

export interface Stretch {
  candidates: Candidate[];
  /** Visitors of the stretch, those left out included. */
  examined: number;
  /** Id of the last one; where the next stretch begins. */
  last: string;
  /** There is nobody behind it. */
  isEnd: boolean;
}

/**
 * The next visitors behind the id `after`: at most `length` of them, ending with the `most`-th candidate.
 * SQLite reads rows that overflow their page in whole as soon as it compares their keys, which is 13 times as slow, so
 * the stretch is ended by counting and not by its key, and the profile is looked up only behind the bounds (CASE).
 */
export async function readStretch(
  db: D1Database,
  site: string,
  after: string,
  bound: Bound,
  { length, most }: { length: number; most: number },
): Promise<Stretch> {
  const filter = filterOf(bound, 5);
  const { results } = await db
    .prepare(
      `SELECT id, profile, segments, ${SERVER_COLUMNS} FROM (
         SELECT site, id, server, segments, CASE WHEN ${filter.sql} THEN profile END AS profile
         FROM visitors WHERE (site, id) > (?1, ?2) ORDER BY site, id LIMIT ?3) AS visitors
       WHERE site = ?1 AND profile IS NOT NULL
       LIMIT ?4`,
    )
    .bind(site, after, length, most, ...filter.values)
    .all<CandidateRow>();
  const isFull = results.length === most;
  const { examined, last } = await measure(db, site, after, length, isFull ? results.at(-1)!.id : null);
  return {
    candidates: results.map(({ id, profile, segments, ...row }) => ({
      id,
      profile: storedProfile(profile),
      server: toServerPart(row),
      segments: JSON.parse(segments) as string[],
    })),
    examined,
    last: last ?? after,
    isEnd: !isFull && examined < length,
  };
}

async function measure(
  db: D1Database,
  site: string,
  after: string,
  length: number,
  until: string | null,
): Promise<{ examined: number; last: string | null }> {
  const row = await db
    .prepare(
      `SELECT count(*) AS examined, max(id) AS last FROM (
         SELECT site, id FROM visitors WHERE (site, id) > (?1, ?2) ORDER BY site, id LIMIT ?3)
       WHERE site = ?1 AND (?4 IS NULL OR id <= ?4)`,
    )
    .bind(site, after, length, until)
    .first<{ examined: number; last: string | null }>();
  return row!;
}

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

/** At most so many visitors, ending with the `most`-th candidate. */
export interface Extent {
  length: number;
  most: number;
}

/** The next visitors behind the id `after`, and how many they are. */
export async function readStretch(
  db: D1Database,
  site: string,
  after: string,
  bound: Bound,
  extent: Extent,
): Promise<Stretch> {
  const candidates = await readCandidates(db, site, after, bound, extent);
  if (candidates.length === extent.most) {
    const last = candidates.at(-1)!.id;
    return { candidates, examined: await countBetween(db, site, after, last), last, isEnd: false };
  }
  const { examined, last } = await measure(db, site, after, extent.length);
  return { candidates, examined, last: last ?? after, isEnd: examined < extent.length };
}

/**
 * Those of the stretch that are within the bound. SQLite reads rows that overflow their page in whole as soon as it
 * compares their keys, which is 13 times as slow, so the stretch is ended by counting and not by its key, and what stands
 * behind the narrow columns is looked up only for who is within the bound (CASE). Without its trail, which only steps of a
 * visit ask for, a profile is a third shorter on its way here.
 */
export async function readCandidates(
  db: D1Database,
  site: string,
  after: string,
  bound: Bound,
  { length, most }: Extent,
  hasTrail = true,
): Promise<Candidate[]> {
  const filter = filterOf(bound, 5);
  const profile = hasTrail ? "profile" : "json_remove(profile, '$.trail')";
  const { results } = await db
    .prepare(
      `SELECT id, profile, segments, ${SERVER_COLUMNS} FROM (
         SELECT site, id, server, CASE WHEN ${filter.sql} THEN ${profile} END AS profile,
                CASE WHEN ${filter.sql} THEN segments END AS segments
         FROM visitors WHERE (site, id) > (?1, ?2) ORDER BY site, id LIMIT ?3) AS visitors
       WHERE site = ?1 AND profile IS NOT NULL
       LIMIT ?4`,
    )
    .bind(site, after, length, most, ...filter.values)
    .all<CandidateRow>();
  return results.map(({ id, profile, segments, ...row }) => ({
    id,
    profile: storedProfile(profile),
    server: toServerPart(row),
    segments: JSON.parse(segments) as string[],
  }));
}

/** Id of the `length`-th visitor behind `after`, or of the last where there are fewer. */
export const idAt = async (db: D1Database, site: string, after: string, length: number): Promise<string> =>
  (await measure(db, site, after, length)).last ?? after;

/** How many of the next `length` visitors there are, and the last of them; null where there is none. */
async function measure(
  db: D1Database,
  site: string,
  after: string,
  length: number,
): Promise<{ examined: number; last: string | null }> {
  const row = await db
    .prepare(
      `SELECT count(*) AS examined, max(id) AS last FROM (
         SELECT site, id FROM visitors WHERE (site, id) > (?1, ?2) ORDER BY site, id LIMIT ?3)
       WHERE site = ?1`,
    )
    .bind(site, after, length)
    .first<{ examined: number; last: string | null }>();
  return row!;
}

/** Behind `after`, up to `until` and with it: by the key, as such a stretch is mostly short. */
async function countBetween(db: D1Database, site: string, after: string, until: string): Promise<number> {
  const row = await db
    .prepare("SELECT count(*) AS visitors FROM visitors WHERE site = ?1 AND id > ?2 AND id <= ?3")
    .bind(site, after, until)
    .first<{ visitors: number }>();
  return row!.visitors;
}

/** From the first visitor up to `until` and with it: over the narrow index, whose rows are small. */
export async function countUpTo(db: D1Database, site: string, until: string): Promise<number> {
  const row = await db
    .prepare(
      "SELECT count(*) AS visitors FROM visitors INDEXED BY visitors_by_day WHERE site = ?1 AND id <= ?2",
    )
    .bind(site, until)
    .first<{ visitors: number }>();
  return row!.visitors;
}

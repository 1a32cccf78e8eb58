/** The scoring in force: one row a day of the shop on which it was looked at, the newest first in the asking. */
import type { Scoring } from "../../model/scoring.ts";

export interface DatedScoring {
  /** Of the shop's calendar, days since 1970-01-01: in force from its beginning on. */
  day: number;
  scoring: Scoring;
}

/** Those in force on the day `since` or after it, newest first. */
export async function listScorings(db: D1Database, site: string, since: number): Promise<DatedScoring[]> {
  const { results } = await db
    .prepare(
      `SELECT day, body FROM cut_points
       WHERE site = ?1
         AND day >= coalesce((SELECT max(day) FROM cut_points WHERE site = ?1 AND day <= ?2), ?2)
       ORDER BY day DESC`,
    )
    .bind(site, since)
    .all<{ day: number; body: string }>();
  return results.map(({ day, body }) => ({ day, scoring: JSON.parse(body) as Scoring }));
}

/** The newest, or null before the first look. */
export async function readScoring(db: D1Database, site: string): Promise<DatedScoring | null> {
  const [newest] = await listScorings(db, site, Number.MAX_SAFE_INTEGER);
  return newest ?? null;
}

/** A second scoring of the same day takes the place of the first. */
export async function saveScoring(
  db: D1Database,
  site: string,
  { day, scoring }: DatedScoring,
): Promise<void> {
  await db
    .prepare(
      `INSERT INTO cut_points (site, day, body) VALUES (?1, ?2, ?3)
       ON CONFLICT (site, day) DO UPDATE SET body = excluded.body`,
    )
    .bind(site, day, JSON.stringify(scoring))
    .run();
}

/** From which pages visits come, and which are turned away: by site, outcome and origin. */
import type { Arrival, ArrivalOutcome } from "../../model/arrival.ts";

/** A site keeps the latest so many: origins are what strangers send. */
const MOST = 60;

interface ArrivalRow {
  outcome: ArrivalOutcome;
  origin: string;
  path: string;
  given: string;
  first_at: number;
  at: number;
}

const toArrival = ({ first_at, ...row }: ArrivalRow): Arrival => ({ ...row, firstAt: first_at });

export type NewArrival = Omit<Arrival, "firstAt" | "given">;

/**
 * Nothing where there is no such site. An id whose checksum is wrong is taken for the site with that name, or with that
 * checksum and a name of about that length: whoever mistyped theirs looks for it there.
 */
export async function saveArrival(
  db: D1Database,
  site: string,
  { outcome, origin, path, at }: NewArrival,
): Promise<void> {
  const isMistyped = outcome === "checksum";
  const meant = isMistyped
    ? `substr(id, 1, length(id) - 3) = substr(?1, 1, length(?1) - 3)
       OR (substr(id, -3) = substr(?1, -3) AND abs(length(id) - length(?1)) <= 1)`
    : "id = ?1";
  await db.batch([
    db
      .prepare(
        `INSERT INTO arrivals (site, outcome, origin, path, given, first_at, at)
         SELECT id, ?2, ?3, ?4, ?5, ?6, ?6 FROM sites WHERE ${meant}
         ON CONFLICT (site, outcome, origin) DO UPDATE SET
           path = excluded.path, given = excluded.given, at = excluded.at`,
      )
      .bind(site, outcome, origin, path, isMistyped ? site : "", at),
    db
      .prepare(
        `DELETE FROM arrivals WHERE site = ?1 AND (outcome, origin) IN (
           SELECT outcome, origin FROM arrivals WHERE site = ?1 ORDER BY at DESC LIMIT -1 OFFSET ${MOST})`,
      )
      .bind(site),
  ]);
}

/** The latest first. */
export async function listArrivals(db: D1Database, site: string): Promise<Arrival[]> {
  const { results } = await db
    .prepare(
      "SELECT outcome, origin, path, given, first_at, at FROM arrivals WHERE site = ?1 ORDER BY at DESC, origin",
    )
    .bind(site)
    .all<ArrivalRow>();
  return results.map(toArrival);
}

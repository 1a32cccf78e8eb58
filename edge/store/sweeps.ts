/** How far the sweep of the clock is, and the products that have changed since the one before. */
import type { ProductChange } from "../../model/by-clock.ts";

export interface StoredSweep {
  /** Epoch ms: when the one before began, and when this one did. */
  since: number;
  startedAt: number;
  /** Id of the last visitor looked at. */
  cursor: string;
  /** Epoch ms; null: under way. */
  finishedAt: number | null;
}

export async function readSweep(db: D1Database, site: string): Promise<StoredSweep | null> {
  return db
    .prepare(
      `SELECT since, started_at AS startedAt, cursor, finished_at AS finishedAt FROM sweeps WHERE site = ?1`,
    )
    .bind(site)
    .first<StoredSweep>();
}

/** A new one takes up what has changed since the one before, whose changes are done with. */
export const beginSweep = (
  db: D1Database,
  site: string,
  { since, startedAt }: StoredSweep,
): D1PreparedStatement[] => [
  db
    .prepare(
      `INSERT INTO sweeps (site, since, started_at, cursor, finished_at) VALUES (?1, ?2, ?3, '', NULL)
       ON CONFLICT (site) DO UPDATE SET since = excluded.since, started_at = excluded.started_at, cursor = '',
         finished_at = NULL
       WHERE finished_at IS NOT NULL AND started_at < excluded.started_at`,
    )
    .bind(site, since, startedAt),
  db.prepare("DELETE FROM product_changes WHERE site = ?1 AND at BETWEEN 1 AND ?2 - 1").bind(site, startedAt),
  db.prepare("UPDATE product_changes SET at = ?2 WHERE site = ?1 AND at = 0").bind(site, startedAt),
];

/** Nothing where somebody else has gone on with it meanwhile. */
export const continueSweep = (
  db: D1Database,
  site: string,
  { startedAt, cursor }: StoredSweep,
  next: Pick<StoredSweep, "cursor" | "finishedAt">,
): D1PreparedStatement =>
  db
    .prepare(
      "UPDATE sweeps SET cursor = ?4, finished_at = ?5 WHERE site = ?1 AND started_at = ?2 AND cursor = ?3",
    )
    .bind(site, startedAt, cursor, next.cursor, next.finishedAt);

/** Those that the sweep has taken up, by product. */
export async function listProductChanges(
  db: D1Database,
  site: string,
  startedAt: number,
): Promise<Map<string, ProductChange>> {
  const { results } = await db
    .prepare(
      `SELECT id, max(kind = 'stock' AND after > before) AS isBack,
              max(CASE WHEN kind = 'price' AND before > 0 THEN 100.0 * (before - after) / before ELSE 0 END) AS dropPercent
       FROM product_changes WHERE site = ?1 AND at = ?2 GROUP BY id`,
    )
    .bind(site, startedAt)
    .all<{ id: string; isBack: number; dropPercent: number }>();
  return new Map(
    results.map(({ id, isBack, dropPercent }) => [
      id,
      { isBack: isBack === 1, dropPercent: Math.max(0, dropPercent) },
    ]),
  );
}

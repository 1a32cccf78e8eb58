/** Subscriptions that a push service said were gone: counted by day as they are deleted. */
import type { Running } from "../../model/running.ts";
import { dateOf } from "../../model/shop-day.ts";

export interface LostEndpoint {
  endpoint: string;
  /** 404 or 410. */
  status: number;
}

/** Counts those that are still there: whoever does it twice counts once. Before they are deleted. `day`: since 1970-01-01. */
export const countLost = (
  db: D1Database,
  site: string,
  lost: readonly LostEndpoint[],
  day: number,
): D1PreparedStatement =>
  db
    .prepare(
      `INSERT INTO counters (site, day, name, value)
       SELECT ?1, ?3, 'lost:' || (gone.value->>'status'), count(*)
       FROM json_each(?2) AS gone JOIN subscriptions ON site = ?1 AND endpoint = gone.value->>'endpoint'
       GROUP BY gone.value->>'status'
       ON CONFLICT (site, day, name) DO UPDATE SET value = value + excluded.value`,
    )
    .bind(site, JSON.stringify(lost), day);

/** The newest day first. */
export async function listLost(db: D1Database, site: string, since: number): Promise<Running["lost"]> {
  const { results } = await db
    .prepare(
      `SELECT day, CAST(substr(name, 6) AS INTEGER) AS status, value AS subscriptions FROM counters
       WHERE site = ?1 AND day >= ?2 AND name >= 'lost:' AND name < 'lost;'
       ORDER BY day DESC, status`,
    )
    .bind(site, since)
    .all<{ day: number; status: number; subscriptions: number }>();
  return results.map(({ day, ...row }) => ({ day: dateOf(day), ...row }));
}

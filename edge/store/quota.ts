/** What the meters of the plan are read from: all sites of this database together, since the plan is the account's. */
import type { DayUse } from "../../model/quota.ts";
import { DAY_MS } from "../../model/time.ts";

/** A site that publishes more often a day is counted as with so many. */
const MOST_PUBLICATIONS = 200;

export interface UseRead {
  days: [today: DayUse, yesterday: DayUse];
  visitors: number;
  hasJourney: boolean;
  sizeBytes: number;
}

/** `today`: days since 1970-01-01, UTC. */
export async function readUse(db: D1Database, today: number): Promise<UseRead> {
  const dayOf = (day: number) =>
    db
      .prepare(
        `SELECT
           (SELECT coalesce(sum(value), 0) FROM counters
            WHERE site IN (SELECT id FROM sites) AND day = ?1 AND name = 'views') AS views,
           (SELECT count(*) FROM orders WHERE site IN (SELECT id FROM sites) AND day = ?1) AS orders,
           (SELECT coalesce(sum((
              SELECT count(*) FROM (
                SELECT published_at FROM snapshots WHERE site = sites.id ORDER BY version DESC LIMIT ${MOST_PUBLICATIONS})
              WHERE published_at >= ?2 AND published_at < ?3)), 0) FROM sites) AS publications`,
      )
      .bind(day, day * DAY_MS, (day + 1) * DAY_MS);
  const [now, before, kept] = await db.batch<Record<string, number>>([
    dayOf(today),
    dayOf(today - 1),
    db.prepare(
      `SELECT
         (SELECT coalesce(sum(total), 0) FROM segment_counts WHERE id = 'all') AS visitors,
         EXISTS (SELECT 1 FROM journeys WHERE body->>'$.status' = 'published') AS hasJourney`,
    ),
  ]);
  return {
    days: [now!.results[0] as unknown as DayUse, before!.results[0] as unknown as DayUse],
    visitors: kept!.results[0]!.visitors!,
    hasJourney: kept!.results[0]!.hasJourney === 1,
    sizeBytes: kept!.meta.size_after ?? 0,
  };
}

/** Daily counters as reports read them; ingest adds to them in counters.ts. */
import type { Stretch } from "./visit-sums.ts";

export interface DayFigure {
  /** Days since 1970-01-01. */
  day: number;
  name: "visitors" | "visits" | "views" | "carts";
  value: number;
}

/** Days `from` to `to`, both in; a day without a counter has none. */
export async function listDayFigures(
  db: D1Database,
  site: string,
  from: number,
  to: number,
): Promise<DayFigure[]> {
  const { results } = await db
    .prepare(
      `SELECT day, name, value FROM counters
       WHERE site = ?1 AND day BETWEEN ?2 AND ?3 AND name IN ('visitors', 'visits', 'views', 'carts')`,
    )
    .bind(site, from, to)
    .all<DayFigure>();
  return results;
}

/** Sums of the days `since` to `until` (none: to the end) of the counters named `PREFIX:REST`, by REST. */
export async function sumFigures(
  db: D1Database,
  site: string,
  prefix: string,
  since: number,
  until: number = Number.MAX_SAFE_INTEGER,
): Promise<Map<string, number>> {
  const { results } = await db
    .prepare(
      `SELECT substr(name, length(?2) + 2) AS rest, sum(value) AS value FROM counters
       WHERE site = ?1 AND day BETWEEN ?3 AND ?4 AND name >= ?2 || ':' AND name < ?2 || ';'
       GROUP BY name`,
    )
    .bind(site, prefix, since, until)
    .all<{ rest: string; value: number }>();
  return new Map(results.map(({ rest, value }) => [rest, value]));
}

/** Counters named `PREFIX:REST` of each of the stretches of days (both in), by REST. */
export async function sumStretches(
  db: D1Database,
  site: string,
  prefix: string,
  stretches: readonly Stretch[],
): Promise<Map<string, number>[]> {
  const { results } = await db
    .prepare(
      `SELECT stretch.key AS stretch, substr(name, length(?2) + 2) AS rest, sum(counters.value) AS value
       FROM json_each(?3) AS stretch CROSS JOIN counters
         ON site = ?1 AND day BETWEEN stretch.value->>0 AND stretch.value->>1 AND name >= ?2 || ':' AND name < ?2 || ';'
       GROUP BY stretch.key, name`,
    )
    .bind(site, prefix, JSON.stringify(stretches))
    .all<{ stretch: number; rest: string; value: number }>();
  return stretches.map(
    (_, i) => new Map(results.filter((row) => row.stretch === i).map(({ rest, value }) => [rest, value])),
  );
}

/** Daily counters: sums by (site, day, name). */
import type { Tally } from "../../model/tally.ts";

/** Adds the tally; nothing to write where it is empty. */
export function addCounters(db: D1Database, site: string, tally: Tally): D1PreparedStatement[] {
  if (tally.size === 0) return [];
  return [
    db
      .prepare(
        `INSERT INTO counters (site, day, name, value)
         SELECT ?1, value->>0, value->>1, value->>2 FROM json_each(?2) WHERE true
         ON CONFLICT (site, day, name) DO UPDATE SET value = value + excluded.value`,
      )
      .bind(
        site,
        JSON.stringify(
          [...tally].map(([key, value]) => {
            const at = key.indexOf(":");
            return [Number(key.slice(0, at)), key.slice(at + 1), value];
          }),
        ),
      ),
  ];
}

/** Sums over all sites and days by name. */
export async function sumCounters(db: D1Database): Promise<Record<string, number>> {
  const { results } = await db
    .prepare("SELECT name, sum(value) AS value FROM counters GROUP BY name")
    .all<{ name: string; value: number }>();
  return Object.fromEntries(results.map(({ name, value }) => [name, value]));
}

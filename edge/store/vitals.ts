/** Daily sums of web vitals, all names of a day in one row: their names are many, and a row written is what D1 bills. */
import type { Tally } from "../../model/tally.ts";

/** Adds the tally, a row a day; nothing to write where it is empty. */
export function addVitals(db: D1Database, site: string, tally: Tally): D1PreparedStatement[] {
  const days = new Map<number, Record<string, number>>();
  for (const [key, value] of tally) {
    const at = key.indexOf(":");
    const day = Number(key.slice(0, at));
    days.set(day, { ...days.get(day), [key.slice(at + 1)]: value });
  }
  if (days.size === 0) return [];
  return [
    db
      .prepare(
        `INSERT INTO vitals (site, day, sums)
         SELECT ?1, value->>0, value->1 FROM json_each(?2) WHERE true
         ON CONFLICT (site, day) DO UPDATE SET sums = (
           SELECT json_group_object(name, views) FROM (
             SELECT key AS name, sum(value) AS views FROM (
               SELECT key, value FROM json_each(vitals.sums)
               UNION ALL SELECT key, value FROM json_each(excluded.sums))
             GROUP BY key))`,
      )
      .bind(site, JSON.stringify([...days])),
  ];
}

/** Sums since the day `since`, by name. */
export async function sumVitals(db: D1Database, site: string, since: number): Promise<Map<string, number>> {
  const { results } = await db
    .prepare(
      `SELECT each.key AS name, sum(each.value) AS views
       FROM vitals, json_each(vitals.sums) AS each
       WHERE site = ?1 AND day >= ?2
       GROUP BY each.key`,
    )
    .bind(site, since)
    .all<{ name: string; views: number }>();
  return new Map(results.map(({ name, views }) => [name, views]));
}

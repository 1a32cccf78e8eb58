/** Sums of a day under many names, all in one row: a row written is what D1 bills. */
import type { Tally } from "../../model/tally.ts";

export type DaySums = "vitals" | "segment_moves" | "exposure_sums" | "visit_sums";

/**
 * Adds the tally, a row a day; nothing to write where it is empty. `nameOf`: an expression over `fresh.key` and the row as it
 * stands, under which name a fresh sum is added; its own unless given.
 */
export function addDaySums(
  db: D1Database,
  table: DaySums,
  site: string,
  tally: Tally,
  nameOf?: string,
): D1PreparedStatement[] {
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
        `INSERT INTO ${table} (site, day, sums)
         SELECT ?1, value->>0, value->1 FROM json_each(?2) WHERE true
         ${added(table, nameOf)}`,
      )
      .bind(site, JSON.stringify([...days])),
  ];
}

/** Adds to one day what is selected of the site ?1, by `bound` as ?2: `name` and `value`, a name as often as it likes. */
export const addSumsOfDay = (
  db: D1Database,
  table: DaySums,
  site: string,
  day: number,
  { select, bound }: { select: string; bound: string | number },
): D1PreparedStatement =>
  db
    .prepare(
      `INSERT INTO ${table} (site, day, sums)
       SELECT ?1, ?3, json_group_object(name, value)
       FROM (SELECT name, sum(value) AS value FROM (${select}) GROUP BY name)
       HAVING count(*) > 0
       ${added(table)}`,
    )
    .bind(site, bound, day);

const added = (table: DaySums, nameOf = "key") => `ON CONFLICT (site, day) DO UPDATE SET sums = (
  SELECT json_group_object(name, added) FROM (
    SELECT name, sum(value) AS added FROM (
      SELECT key AS name, value FROM json_each(${table}.sums)
      UNION ALL SELECT ${nameOf} AS name, value FROM json_each(excluded.sums) AS fresh)
    GROUP BY name))`;

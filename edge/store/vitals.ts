/** Daily sums of web vitals, all names of a day in one row: their names are many, and a row written is what D1 bills. */
import type { Tally } from "../../model/tally.ts";
import { addDaySums } from "./day-sums.ts";

/** Adds the tally, a row a day; nothing to write where it is empty. */
export const addVitals = (db: D1Database, site: string, tally: Tally): D1PreparedStatement[] =>
  addDaySums(db, "vitals", site, tally);

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

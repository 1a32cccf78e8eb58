/** Sums of visits by day of the shop, all of a day in one row: how far they came, where from, and what was looked at where. */
import type { Tally } from "../../model/tally.ts";
import { CAME_REST, LOOKED_REST, MOST_NAMES } from "../../model/where-from.ts";
import { addDaySums } from "./day-sums.ts";

/** Adds the tally, a row a day; nothing to write where it is empty. */
export const addVisitSums = (db: D1Database, site: string, tally: Tally): D1PreparedStatement[] =>
  addDaySums(db, "visit_sums", site, tally, BOUNDED);

/** Of a day that is full, names not yet in it count under the rest of their kind. */
const BOUNDED = `CASE
  WHEN fresh.key NOT GLOB 'came:*' AND fresh.key NOT GLOB 'looked:*' THEN fresh.key
  WHEN (SELECT count(*) FROM json_each(visit_sums.sums)) < ${MOST_NAMES} THEN fresh.key
  WHEN EXISTS (SELECT 1 FROM json_each(visit_sums.sums) AS old WHERE old.key = fresh.key) THEN fresh.key
  WHEN fresh.key GLOB 'came:*' THEN '${CAME_REST}'
  ELSE '${LOOKED_REST}'
END`;

/** A stretch of days, both in. */
export type Stretch = [from: number, to: number];

/** Sums of each of the stretches by name. Reads a row a day. */
export async function sumVisits(
  db: D1Database,
  site: string,
  stretches: readonly Stretch[],
): Promise<Map<string, number>[]> {
  const { results } = await db
    .prepare(
      `SELECT stretch.key AS stretch, sum.key AS name, sum(sum.value) AS value
       FROM json_each(?2) AS stretch
         CROSS JOIN visit_sums ON site = ?1 AND day BETWEEN stretch.value->>0 AND stretch.value->>1
         CROSS JOIN json_each(sums) AS sum
       GROUP BY stretch.key, sum.key`,
    )
    .bind(site, JSON.stringify(stretches))
    .all<{ stretch: number; name: string; value: number }>();
  return stretches.map(
    (_, i) => new Map(results.filter((row) => row.stretch === i).map(({ name, value }) => [name, value])),
  );
}

/** Visits of each day that put something in the cart, and that ordered. */
export async function listCartVisits(
  db: D1Database,
  site: string,
  from: number,
  to: number,
): Promise<{ day: number; cartVisits: number; orderVisits: number }[]> {
  const { results } = await db
    .prepare(
      `SELECT day, coalesce(sums->>'$."reach:cart"', 0) AS cartVisits, coalesce(sums->>'$."reach:order"', 0) AS orderVisits
       FROM visit_sums WHERE site = ?1 AND day BETWEEN ?2 AND ?3`,
    )
    .bind(site, from, to)
    .all<{ day: number; cartVisits: number; orderVisits: number }>();
  return results;
}

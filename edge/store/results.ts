/**
 * What the visitors of a campaign brought, by arm. How many they are is summed by ingest (exposure_sums); a row of each first
 * exposure is kept of those alone who ordered or are known customers (first_exposures), since only these can have brought
 * anything or be several browsers of one.
 */
import type { Tally } from "../../model/tally.ts";
import { addDaySums, addSumsOfDay } from "./day-sums.ts";
import { PEOPLE_AND_ORDERS } from "./people-and-orders.ts";

/** `first:…`, `shown:…` and `click:…` of model/results/exposed.ts; nothing to write where the tally is empty. */
export const addExposures = (db: D1Database, site: string, tally: Tally): D1PreparedStatement[] =>
  addDaySums(db, "exposure_sums", site, tally);

export interface ExposureSum {
  name: string;
  value: number;
  /** Since the day `since` that was asked for. */
  lately: number;
  /** First and last day on which more came than were taken out again, so that an erasure makes nothing newer. */
  day: number;
  lastDay: number;
}

/** All names with their sums, and those since the day `since`. */
export async function listExposureSums(db: D1Database, site: string, since: number): Promise<ExposureSum[]> {
  const { results } = await db
    .prepare(
      `SELECT key AS name, sum(value) AS value, coalesce(sum(value) FILTER (WHERE day >= ?2), 0) AS lately,
              coalesce(min(day) FILTER (WHERE value > 0), min(day)) AS day,
              coalesce(max(day) FILTER (WHERE value > 0), min(day)) AS lastDay
       FROM exposure_sums, json_each(sums)
       WHERE site = ?1
       GROUP BY key`,
    )
    .bind(site, since)
    .all<ExposureSum>();
  return results;
}

/** Those of an arm's visitors who ordered or are known customers. A customer with several browsers is in the arm of the first. */
export interface KnownSums {
  campaign: string;
  arm: string;
  /** Browsers counted in this arm. */
  browsers: number;
  /** Whom they are: as many, but for customers with several browsers. */
  people: number;
  buyers: number;
  orders: number;
  /** Orders for whose currency there is no rate. */
  leftOut: number;
  /** After the first exposure, in the site's currency; likewise its squares, of each person's sum. */
  revenueMinor: number;
  squares: number;
  /** The most that one person is counted with where revenue is capped: of all arms' buyers one in a hundred brought more. */
  capMinor: number;
  cappedMinor: number;
  cappedSquares: number;
}

/** `splits`: of each campaign asked for, the split whose visitors count. */
export async function sumKnown(
  db: D1Database,
  site: string,
  splits: ReadonlyMap<string, string>,
): Promise<KnownSums[]> {
  const { results } = await db
    .prepare(
      `WITH ${PEOPLE_AND_ORDERS},
       bought AS MATERIALIZED (
         SELECT campaign, arm, count(reported_minor) AS orders, count(*) - count(reported_minor) AS left_out,
                coalesce(sum(reported_minor), 0) AS minor
         FROM ordered
         GROUP BY campaign, who
       ),
       cap (campaign, minor) AS (
         SELECT campaign, min(minor) FILTER (WHERE place >= 0.99)
         FROM (SELECT campaign, minor, cume_dist() OVER (PARTITION BY campaign ORDER BY minor) AS place FROM bought)
         GROUP BY campaign
       ),
       spent AS (
         SELECT campaign, arm, count(*) FILTER (WHERE orders > 0) AS buyers, sum(orders) AS orders,
                sum(left_out) AS left_out, sum(bought.minor) AS minor, sum(1.0 * bought.minor * bought.minor) AS squares,
                max(cap.minor) AS cap, sum(min(bought.minor, cap.minor)) AS capped,
                sum(1.0 * min(bought.minor, cap.minor) * min(bought.minor, cap.minor)) AS capped_squares
         FROM bought JOIN cap USING (campaign)
         GROUP BY campaign, arm
       ),
       counted AS (
         SELECT campaign, arm, sum(browsers) AS browsers, sum(people) AS people FROM (
           SELECT campaign, arm, count(*) AS browsers, 0 AS people FROM browser GROUP BY campaign, arm
           UNION ALL
           SELECT campaign, arm, 0, count(*) FROM person GROUP BY campaign, arm)
         WHERE arm IS NOT NULL
         GROUP BY campaign, arm
       )
       SELECT campaign, arm, browsers, people, coalesce(buyers, 0) AS buyers, coalesce(orders, 0) AS orders,
              coalesce(left_out, 0) AS leftOut, coalesce(minor, 0) AS revenueMinor, coalesce(squares, 0) AS squares,
              coalesce(cap, 0) AS capMinor, coalesce(capped, 0) AS cappedMinor, coalesce(capped_squares, 0) AS cappedSquares
       FROM counted LEFT JOIN spent USING (campaign, arm)`,
    )
    .bind(site, JSON.stringify(Object.fromEntries(splits)))
    .all<KnownSums>();
  return results;
}

/** `visitors`: a SELECT of the ids of those who ordered or are known customers, of the site ?1. What is the same is not written. */
const noteFirst = (visitors: string) => `
  INSERT INTO first_exposures (site, campaign, visitor, at, arm, split)
  SELECT ?1, exposure.key, visitors.id, exposure.value->>'at', exposure.value->>'arm', exposure.value->>'split'
  FROM (${visitors}) AS known CROSS JOIN visitors ON visitors.site = ?1 AND visitors.id = known.visitor
    CROSS JOIN json_each(visitors.exposed, '$.first') AS exposure
  WHERE visitors.exposed IS NOT NULL
  ON CONFLICT (site, campaign, visitor) DO UPDATE SET at = excluded.at, arm = excluded.arm, split = excluded.split
  WHERE (at, arm, split) <> (excluded.at, excluded.arm, excluded.split)`;

export function noteFirstExposures(
  db: D1Database,
  site: string,
  visitors: readonly string[],
): D1PreparedStatement {
  return db
    .prepare(noteFirst("SELECT DISTINCT value AS visitor FROM json_each(?2)"))
    .bind(site, JSON.stringify(visitors));
}

/** The same of all whose orders the first `limit` changed buyers have (buyers.ts). */
export function noteFirstOfBuyers(db: D1Database, site: string, limit: number): D1PreparedStatement {
  return db
    .prepare(
      noteFirst(
        `SELECT DISTINCT orders.visitor
         FROM (SELECT who FROM changed_buyers WHERE site = ?1 ORDER BY who LIMIT ?2) AS changed
           CROSS JOIN orders INDEXED BY orders_by_buyer ON orders.site = ?1 AND orders.buyer = changed.who
         WHERE orders.visitor IS NOT NULL`,
      ),
    )
    .bind(site, limit);
}

/** Of a visitor who has neither ordered nor is a known customer any more. */
export const forgetFirstExposures = (db: D1Database, site: string, visitor: string): D1PreparedStatement =>
  db
    .prepare(
      `DELETE FROM first_exposures
       WHERE site = ?1 AND visitor = ?2
         AND NOT EXISTS (SELECT 1 FROM links WHERE links.site = ?1 AND links.visitor = ?2)
         AND NOT EXISTS (SELECT 1 FROM orders INDEXED BY orders_by_visitor WHERE orders.site = ?1 AND orders.visitor = ?2)`,
    )
    .bind(site, visitor);

/** Takes erased visitors out of the sums, before their rows go: what they brought is nobody's from then on. */
export const uncountErased = (
  db: D1Database,
  site: string,
  day: number,
  { visitors, bound }: { visitors: string; bound: string | number },
): D1PreparedStatement =>
  addSumsOfDay(db, "exposure_sums", site, day, {
    select: `SELECT 'first:' || exposure.key || ':' || (exposure.value->>'arm') || ':' || (exposure.value->>'split') AS name, -1 AS value
     FROM visitors CROSS JOIN json_each(visitors.exposed, '$.first') AS exposure
     WHERE visitors.site = ?1 AND visitors.id IN (${visitors})
     UNION ALL
     SELECT 'goal:' || exposure.key || ':' || (exposure.value->>'arm') || ':' || (exposure.value->>'split') || ':'
              || (exposure.value->>'reached'), -1
     FROM visitors CROSS JOIN json_each(visitors.exposed, '$.first') AS exposure
     WHERE visitors.site = ?1 AND visitors.id IN (${visitors}) AND exposure.value->>'reached' IS NOT NULL`,
    bound,
  });

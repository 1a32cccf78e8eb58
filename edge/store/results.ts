/**
 * What the visitors of a campaign brought, by arm. How many they are is summed by ingest (exposure_sums); rows are read of those
 * alone who ordered or are known customers, since only these can have brought anything or be several browsers of one.
 */
import type { Tally } from "../../model/tally.ts";
import { addDaySums, addSumsOfDay } from "./day-sums.ts";
import { buyerOfVisitor } from "./links.ts";

/** `first:…`, `shown:…` and `click:…` of model/results/exposed.ts; nothing to write where the tally is empty. */
export const addExposures = (db: D1Database, site: string, tally: Tally): D1PreparedStatement[] =>
  addDaySums(db, "exposure_sums", site, tally);

export interface ExposureSum {
  name: string;
  value: number;
  /** Since the day `since` that was asked for. */
  lately: number;
  /** First and last day it was counted on. */
  day: number;
  lastDay: number;
}

/** All names with their sums, and those since the day `since`. */
export async function listExposureSums(db: D1Database, site: string, since: number): Promise<ExposureSum[]> {
  const { results } = await db
    .prepare(
      `SELECT key AS name, sum(value) AS value, coalesce(sum(value) FILTER (WHERE day >= ?2), 0) AS lately,
              min(day) AS day, max(day) AS lastDay
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
  split: string;
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

/** Of one campaign, or of each where `campaign` is null. */
export async function sumKnown(db: D1Database, site: string, campaign: string | null): Promise<KnownSums[]> {
  const { results } = await db
    .prepare(
      `WITH known (visitor) AS (
         SELECT visitor FROM links WHERE site = ?1
         UNION
         SELECT visitor FROM orders INDEXED BY orders_by_visitor WHERE site = ?1 AND visitor IS NOT NULL
       ),
       browser (campaign, visitor, who, at, arm, split) AS MATERIALIZED (
         SELECT exposure.key, visitors.id, coalesce(${buyerOfVisitor("visitors.id")}, 'v:' || visitors.id),
                exposure.value->>'at', exposure.value->>'arm', exposure.value->>'split'
         FROM known CROSS JOIN visitors ON visitors.site = ?1 AND visitors.id = known.visitor
           CROSS JOIN json_each(visitors.exposed, '$.first') AS exposure
         WHERE visitors.exposed IS NOT NULL AND (?2 IS NULL OR exposure.key = ?2)
       ),
       -- With min(), SQLite takes the other columns from the row that has it.
       person (campaign, who, at, arm, split) AS MATERIALIZED (
         SELECT campaign, who, min(at), arm, split FROM browser GROUP BY campaign, who
       ),
       -- What a browser ordered before anybody knew whose it is counts with whom it turned out to be.
       buying (campaign, who, buyer) AS (
         SELECT campaign, who, who FROM person
         UNION
         SELECT campaign, who, 'v:' || visitor FROM browser
       ),
       bought AS (
         SELECT person.campaign, person.split, person.arm, person.who, count(reported_minor) AS orders,
                count(*) - count(reported_minor) AS left_out, coalesce(sum(reported_minor), 0) AS minor
         FROM person CROSS JOIN buying ON buying.campaign = person.campaign AND buying.who = person.who
           CROSS JOIN orders INDEXED BY orders_by_buyer
             ON orders.site = ?1 AND orders.buyer = buying.buyer AND orders.placed_at >= person.at
         GROUP BY person.campaign, person.who
       ),
       ranked AS MATERIALIZED (
         SELECT *, row_number() OVER (PARTITION BY campaign, split ORDER BY minor) AS place,
                count(*) OVER (PARTITION BY campaign, split) AS buyers
         FROM bought
       ),
       capped AS (
         SELECT *, min(minor) FILTER (WHERE place * 100 >= buyers * 99) OVER (PARTITION BY campaign, split) AS cap FROM ranked
       ),
       spent AS (
         SELECT campaign, split, arm, count(*) FILTER (WHERE orders > 0) AS buyers, sum(orders) AS orders,
                sum(left_out) AS left_out, sum(minor) AS minor, sum(1.0 * minor * minor) AS squares, max(cap) AS cap,
                sum(min(minor, cap)) AS capped, sum(1.0 * min(minor, cap) * min(minor, cap)) AS capped_squares
         FROM capped
         GROUP BY campaign, split, arm
       ),
       counted AS (
         SELECT campaign, split, arm, sum(browsers) AS browsers, sum(people) AS people FROM (
           SELECT campaign, split, arm, count(*) AS browsers, 0 AS people FROM browser GROUP BY campaign, split, arm
           UNION ALL
           SELECT campaign, split, arm, 0, count(*) FROM person GROUP BY campaign, split, arm)
         GROUP BY campaign, split, arm
       )
       SELECT campaign, split, arm, browsers, people, coalesce(buyers, 0) AS buyers, coalesce(orders, 0) AS orders,
              coalesce(left_out, 0) AS leftOut, coalesce(minor, 0) AS revenueMinor, coalesce(squares, 0) AS squares,
              coalesce(cap, 0) AS capMinor, coalesce(capped, 0) AS cappedMinor, coalesce(capped_squares, 0) AS cappedSquares
       FROM counted LEFT JOIN spent USING (campaign, split, arm)`,
    )
    .bind(site, campaign)
    .all<KnownSums>();
  return results;
}

/** Takes erased visitors out of the sums, before their rows go: what they brought is nobody's from then on. */
export const uncountErased = (db: D1Database, site: string, day: number): D1PreparedStatement =>
  addSumsOfDay(
    db,
    "exposure_sums",
    site,
    day,
    `SELECT 'first:' || exposure.key || ':' || (exposure.value->>'arm') || ':' || (exposure.value->>'split') AS name, -1 AS value
     FROM tombstones CROSS JOIN visitors ON visitors.site = ?1 AND visitors.id = tombstones.visitor
       CROSS JOIN json_each(visitors.exposed, '$.first') AS exposure
     WHERE tombstones.site = ?1`,
  );

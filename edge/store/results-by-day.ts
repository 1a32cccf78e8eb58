/** How a campaign's sums have grown: what each stretch of days added to them (results.ts has what they are today). */
import { PEOPLE_AND_ORDERS } from "./people-and-orders.ts";

/** What one stretch added to an arm. */
export interface Growth {
  arm: string;
  /** Which of the stretches asked for, from 0. */
  stretch: number;
  /** As in KnownSums; of a customer with several browsers the later ones are `browsers` alone. */
  browsers: number;
  people: number;
  buyers: number;
  orders: number;
  revenueMinor: number;
  /** By how much the squares of each person's sum have grown. */
  squares: number;
}

/** `ends`: epoch ms, rising; what lies before one is in its stretch. Refunds count with their order, whenever they came. */
export async function listGrowth(
  db: D1Database,
  site: string,
  campaign: string,
  split: string,
  ends: readonly number[],
): Promise<Growth[]> {
  const stretchOf = (at: string) => `(SELECT count(*) FROM ends WHERE until <= ${at})`;
  const { results } = await db
    .prepare(
      `WITH ${PEOPLE_AND_ORDERS},
       ends (until) AS MATERIALIZED (SELECT value FROM json_each(?3)),
       running AS (
         SELECT arm, placed_at, reported_minor AS minor, row_number() OVER each AS nth, sum(reported_minor) OVER each AS total
         FROM ordered
         WHERE reported_minor IS NOT NULL
         WINDOW each AS (PARTITION BY who ORDER BY placed_at ROWS UNBOUNDED PRECEDING)
       )
       SELECT arm, stretch, sum(browsers) AS browsers, sum(people) AS people, sum(buyers) AS buyers, sum(orders) AS orders,
              sum(minor) AS revenueMinor, sum(squares) AS squares
       FROM (
         SELECT arm, ${stretchOf("placed_at")} AS stretch, 0 AS browsers, 0 AS people, nth = 1 AS buyers, 1 AS orders,
                minor, 1.0 * total * total - 1.0 * (total - minor) * (total - minor) AS squares
         FROM running
         UNION ALL
         SELECT arm, ${stretchOf("at")}, 1, 0, 0, 0, 0, 0 FROM browser WHERE arm IS NOT NULL
         UNION ALL
         SELECT arm, ${stretchOf("at")}, 0, 1, 0, 0, 0, 0 FROM person WHERE arm IS NOT NULL
       )
       WHERE stretch < json_array_length(?3)
       GROUP BY arm, stretch
       ORDER BY stretch`,
    )
    .bind(site, JSON.stringify({ [campaign]: split }), JSON.stringify(ends))
    .all<Growth>();
  return results;
}

/** Browsers by their first exposure, `first:…` of model/results/exposed.ts: what each day added. */
export async function listArrivals(
  db: D1Database,
  site: string,
  campaign: string,
  split: string,
): Promise<{ arm: string; day: number; visitors: number }[]> {
  const { results } = await db
    .prepare(
      `SELECT substr(key, length(?2) + 1, length(key) - length(?2) - length(?3)) AS arm, day, value AS visitors
       FROM exposure_sums, json_each(sums)
       WHERE site = ?1 AND substr(key, 1, length(?2)) = ?2 AND substr(key, -length(?3)) = ?3
       ORDER BY day`,
    )
    .bind(site, `first:${campaign}:`, `:${split}`)
    .all<{ arm: string; day: number; visitors: number }>();
  return results;
}

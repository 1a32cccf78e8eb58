/**
 * The ranking (S18), read by index: a page of it costs its own rows. Who is worth a day follows from the standing of the
 * whole, which is reckoned once a pass (model/value.ts rankCustomers; a test holds the two together).
 */

import { DAY_SHARE } from "../../model/value.ts";
import type { BuyerStage, PeriodStanding, RankedBuyer } from "../../model/value-report.ts";
import { numbersOf, scoreOf, type Yardstick } from "./scores.ts";

/** Each period as a whole. Reads every buyer of them, from the index alone. */
export async function readStandings(
  db: D1Database,
  site: string,
  months: readonly number[],
): Promise<PeriodStanding[]> {
  const answers = await db.batch<PeriodStanding & { dayNetMinor: number | null; dayWho: string | null }>(
    months.map((each) =>
      db
        .prepare(
          `WITH mine AS (SELECT * FROM buyer_periods WHERE site = ?1 AND months = ?2),
           gain AS (SELECT coalesce(sum(net_minor), 0) AS minor FROM mine WHERE net_minor > 0),
           through AS (
             SELECT who, net_minor, sum(net_minor) OVER (
               ORDER BY net_minor DESC, who ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS minor
             FROM mine WHERE net_minor > 0),
           worth_a_day AS (
             SELECT through.who, net_minor, through.minor FROM through, gain
             WHERE through.minor - net_minor < ?3 * gain.minor),
           last_of_day AS (SELECT who, net_minor FROM worth_a_day ORDER BY net_minor, who DESC LIMIT 1)
           SELECT ?2 AS months, count(*) AS buyers, coalesce(sum(orders), 0) AS orders,
                  coalesce(sum(revenue_minor), 0) AS revenueMinor, coalesce(sum(net_minor), 0) AS netMinor,
                  (SELECT minor FROM gain) AS gainMinor,
                  (SELECT count(*) FROM worth_a_day) AS day,
                  count(*) FILTER (WHERE net_minor <= 0) AS selfService,
                  (SELECT net_minor FROM last_of_day) AS dayNetMinor, (SELECT who FROM last_of_day) AS dayWho
           FROM mine`,
        )
        .bind(site, each, DAY_SHARE),
    ),
  );
  return answers.map(({ results: [row] }) => {
    const { dayNetMinor, dayWho, ...standing } = row!;
    return { ...standing, lastOfDay: dayWho === null ? null : { minor: dayNetMinor!, who: dayWho } };
  });
}

/** What the list is sorted by, greatest first. */
export type RankedBy = "net" | "expected";

/** A place in a list: the amount it is sorted by, minor units, and the buyer. Of equal amounts the lesser id comes first. */
export interface RankPlace {
  minor: number;
  who: string;
}

export interface RankingFilter {
  months: number;
  by: RankedBy;
  /** The list begins behind it. */
  after: RankPlace;
  /** Whose net value stands behind the one place and not behind the other. */
  net: { behind: RankPlace; through: RankPlace } | undefined;
  /** Scores of which a buyer is to have one, three digits each. */
  scores: { among: readonly number[]; yardstick: Yardstick } | undefined;
  /** Id of a segment that one of the buyer's visitors was in at their last ingest. */
  member: string | undefined;
  /** Who ordered last before the instant is `inactive`. */
  stage: { name: BuyerStage; inactiveBefore: number } | undefined;
}

/** Before all, and behind all. */
export const FIRST: RankPlace = { minor: Number.MAX_SAFE_INTEGER, who: "" };
export const LAST: RankPlace = { minor: Number.MIN_SAFE_INTEGER, who: "\u{10FFFF}" };

/** Index and column of each order; the other table is looked up buyer by buyer. */
const SORTED = {
  net: {
    from: `buyer_periods AS period INDEXED BY buyer_periods_by_net
      CROSS JOIN buyers ON buyers.site = ?1 AND buyers.who = period.who
      LEFT JOIN buyer_values AS worth ON worth.site = ?1 AND worth.who = period.who
    WHERE period.site = ?1 AND period.months = ?2`,
    minor: "period.net_minor",
    who: "period.who",
  },
  expected: {
    from: `buyer_values AS worth INDEXED BY buyer_values_by_expected
      CROSS JOIN buyers ON buyers.site = ?1 AND buyers.who = worth.who
      LEFT JOIN buyer_periods AS period ON period.site = ?1 AND period.who = worth.who AND period.months = ?2
    WHERE worth.site = ?1`,
    minor: "worth.expected_minor",
    who: "worth.who",
  },
} as const satisfies Record<RankedBy, object>;

/**
 * At most `limit` buyers. By index, but for scores, stages and segments: those are looked for along the list, so a rare one
 * may read all of it.
 */
export async function listRanking(
  db: D1Database,
  site: string,
  { months, by, after, net, scores, member, stage }: RankingFilter,
  limit: number,
): Promise<RankedBuyer[]> {
  const { from, minor, who } = SORTED[by];
  const values: unknown[] = [site, months, limit];
  const bound = (value: unknown) => `?${values.push(value)}`;
  const behind = (column: string, id: string, place: RankPlace) => {
    const [at, name] = [bound(place.minor), bound(place.who)];
    return `${column} <= ${at} AND (${column} < ${at} OR ${id} > ${name})`;
  };
  const conditions = [behind(minor, who, after)];
  if (net) {
    const [at, name] = [bound(net.through.minor), bound(net.through.who)];
    conditions.push(behind("net_minor", "buyers.who", net.behind));
    conditions.push(`net_minor >= ${at} AND (net_minor > ${at} OR buyers.who <= ${name})`);
  }
  if (scores) {
    const among = bound(JSON.stringify(scores.among));
    const score = scoreOf("buyers.last_at", "buyers.orders", "buyers.value_minor", values.length + 1);
    values.push(...numbersOf(scores.yardstick));
    conditions.push(`(${score}) IN (SELECT value FROM json_each(${among}))`);
  }
  if (member !== undefined)
    conditions.push(
      `EXISTS (SELECT 1 FROM visitors AS mine, json_each(mine.segments) AS membership
               WHERE mine.site = ?1 AND membership.value = ${bound(member)} AND mine.id IN (
                 SELECT substr(buyers.who, 3) WHERE buyers.who LIKE 'v:%'
                 UNION ALL
                 SELECT links.visitor FROM links INDEXED BY links_by_customer
                 WHERE links.site = ?1 AND links.customer = substr(buyers.who, 3) AND buyers.who LIKE 'c:%'))`,
    );
  if (stage)
    conditions.push(
      `CASE WHEN buyers.last_at < ${bound(stage.inactiveBefore)} THEN 'inactive'
            WHEN buyers.orders = 1 THEN 'first_purchase' ELSE 'returning' END = ${bound(stage.name)}`,
    );
  const { results } = await db
    .prepare(
      `SELECT buyers.who, coalesce(period.orders, 0) AS orders, coalesce(revenue_minor, 0) AS revenueMinor,
              net_minor AS netMinor, expected_minor AS expectedMinor, alive_percent AS alivePercent,
              buyers.last_at AS lastOrderAt,
              (SELECT visitor FROM orders INDEXED BY orders_by_buyer
               WHERE orders.site = ?1 AND orders.buyer = buyers.who AND visitor IS NOT NULL
               ORDER BY placed_at DESC LIMIT 1) AS visitor
       FROM ${from} AND ${conditions.join(" AND ")}
       ORDER BY ${minor} DESC, ${who}
       LIMIT ?3`,
    )
    .bind(...values)
    .all<RankedBuyer>();
  return results;
}

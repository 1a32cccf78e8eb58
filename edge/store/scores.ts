/**
 * Buyers by their scores, counted in SQL: 100,000 of them are a scan of one table and at most 64 rows of answer, so
 * nobody is read into the Worker. Indexes are named, since SQLite without statistics prefers the primary key and reads
 * the whole site. The score is model/rfm.ts scoreOf once more (a test holds the two together), as a
 * number of three digits: 412 is a recency of 4, a frequency of 1 and a monetary score of 2.
 */
import { type CutPoints, fallingOn, type RfmScore, type Score } from "../../model/rfm.ts";
import { startOfDay } from "../../model/shop-day.ts";

/** How a day's scores are told. */
export interface Yardstick {
  cuts: CutPoints;
  /** Of the shop's calendar. */
  day: number;
  /** IANA name. */
  timeZone: string;
}

/** The score in SQL. Its nine numbers are bound from `?first` on: see `numbersOf`. */
export const scoreOf = (last: string, orders: string, value: string, first: number) => {
  const digit = (column: string, at: number, unit: number) =>
    `CASE WHEN ${column} >= ?${at + 2} THEN ${4 * unit} WHEN ${column} >= ?${at + 1} THEN ${3 * unit}
          WHEN ${column} >= ?${at} THEN ${2 * unit} ELSE ${unit} END`;
  return `${digit(last, first, 100)} + ${digit(orders, first + 3, 10)} + ${digit(value, first + 6, 1)}`;
};

/** Least instant of the last order, least orders and least value for a score of 2, 3 and 4. */
export function numbersOf({ cuts, day, timeZone }: Yardstick): number[] {
  const since = cuts.recencyDays.map((days) => startOfDay(day - days, timeZone)).reverse();
  return [...since, ...cuts.frequencyOrders, ...cuts.monetaryMinor];
}

/** The score that a number stands for. */
export const scoreFrom = (number: number): RfmScore => {
  const [recency, frequency, monetary] = [...String(number)].map(Number) as [Score, Score, Score];
  return { recency, frequency, monetary };
};

/** Everybody of one score. */
export interface ScoreSum {
  /** Three digits. */
  score: number;
  buyers: number;
  /** In the site's currency. */
  orders: number;
  valueMinor: number;
}

/** Reads every buyer of the site. */
export async function sumScores(db: D1Database, site: string, yardstick: Yardstick): Promise<ScoreSum[]> {
  const { results } = await db
    .prepare(
      `SELECT ${scoreOf("last_at", "orders", "value_minor", 2)} AS score, count(*) AS buyers,
              sum(orders - left_out) AS orders, sum(value_minor) AS valueMinor
       FROM buyers WHERE site = ?1 GROUP BY score`,
    )
    .bind(site, ...numbersOf(yardstick))
    .all<ScoreSum>();
  return results;
}

/** Orders that no score counts: in another currency for the value, and of nobody known at all. */
export async function countLeftOut(
  db: D1Database,
  site: string,
): Promise<{ otherCurrencies: number; ofNobody: number }> {
  const row = await db
    .prepare(
      `SELECT (SELECT coalesce(sum(left_out), 0) FROM buyers WHERE site = ?1) AS otherCurrencies,
              (SELECT count(*) FROM orders INDEXED BY orders_by_buyer WHERE site = ?1 AND buyer IS NULL
                 AND status NOT IN ('cancelled', 'refunded')) AS ofNobody`,
    )
    .bind(site)
    .first<{ otherCurrencies: number; ofNobody: number }>();
  return row!;
}

/** How many went from one score to another; `before` null: had not ordered. */
export interface ScoreMove {
  before: number | null;
  after: number;
  buyers: number;
}

/**
 * How many fall on the yardstick's day by the clock alone: who ordered last on one of three days (model/rfm.ts
 * fallingOn), found by the index. They are taken as they stood at the day's beginning, so a late or repeated count
 * gives the same: who has ordered since is summed again from the orders before. A day to come is counted alike.
 */
export async function countFalls(db: D1Database, site: string, yardstick: Yardstick): Promise<ScoreMove[]> {
  const { day, timeZone, cuts } = yardstick;
  const steps = fallingOn(day, cuts).map((last) => [
    startOfDay(last, timeZone),
    startOfDay(last + 1, timeZone),
  ]);
  const { results } = await db
    .prepare(
      `WITH step AS (SELECT value->>0 AS since, value->>1 AS until FROM json_each(?12)),
       stood (last_at, orders, value_minor) AS (
         SELECT last_at, orders, value_minor
         FROM step CROSS JOIN buyers INDEXED BY buyers_by_last_order ON site = ?1 AND last_at >= since AND last_at < until
         UNION ALL
         SELECT * FROM (
           SELECT max(orders.placed_at) AS last_at, count(*),
                  coalesce(sum(orders.reported_minor), 0)
           FROM buyers INDEXED BY buyers_by_last_order
             CROSS JOIN orders INDEXED BY orders_by_buyer ON orders.site = ?1 AND orders.buyer = buyers.who AND orders.placed_at < ?11
           WHERE buyers.site = ?1 AND buyers.last_at >= ?11
           GROUP BY buyers.who) AS earlier
         WHERE EXISTS (SELECT 1 FROM step WHERE earlier.last_at >= since AND earlier.last_at < until))
       SELECT ${scoreOf("last_at", "orders", "value_minor", 2)} + 100 AS before,
              ${scoreOf("last_at", "orders", "value_minor", 2)} AS after, count(*) AS buyers
       FROM stood GROUP BY after`,
    )
    .bind(site, ...numbersOf(yardstick), startOfDay(day, timeZone), JSON.stringify(steps))
    .all<ScoreMove>();
  return results;
}

/** A buyer who falls by the clock alone, as they stand now. */
export interface FallingBuyer {
  /** Of the shop's calendar: the first day of the lower score. */
  day: number;
  /** As orders.buyer: `c:CUSTOMER` or `v:VISITOR`. */
  who: string;
  /** Whose card it is: who last ordered so, where that is known. */
  visitor: string | null;
  lastAt: number;
  orders: number;
  /** Minor units of the site's currency. */
  valueMinor: number;
}

/** Who falls on one of the days, soonest first and then by value; at most `most`. Found by the index, as in `countFalls`. */
export async function listFalls(
  db: D1Database,
  site: string,
  days: number[],
  { cuts, timeZone }: Omit<Yardstick, "day">,
  most: number,
): Promise<FallingBuyer[]> {
  const steps = days.flatMap((day) =>
    fallingOn(day, cuts).map((last) => [day, startOfDay(last, timeZone), startOfDay(last + 1, timeZone)]),
  );
  const { results } = await db
    .prepare(
      `WITH step AS (
         SELECT value->>0 AS day, value->>1 AS since, value->>2 AS until FROM json_each(?2)),
       falling AS (
         SELECT day, who, last_at AS lastAt, orders, value_minor AS valueMinor
         FROM step CROSS JOIN buyers INDEXED BY buyers_by_last_order ON site = ?1 AND last_at >= since AND last_at < until
         ORDER BY day, value_minor DESC, who LIMIT ?3)
       SELECT falling.*, (
         SELECT visitor FROM orders INDEXED BY orders_by_buyer
         WHERE site = ?1 AND buyer = falling.who AND visitor IS NOT NULL
         ORDER BY placed_at DESC LIMIT 1) AS visitor
       FROM falling ORDER BY day, valueMinor DESC, who`,
    )
    .bind(site, JSON.stringify(steps), most)
    .all<FallingBuyer>();
  return results;
}

/** How many went from score to score by ordering on the yardstick's day; who ordered and kept the score is not among them. */
export async function countOrderMoves(
  db: D1Database,
  site: string,
  yardstick: Yardstick,
): Promise<ScoreMove[]> {
  const { day, timeZone } = yardstick;
  const { results } = await db
    .prepare(
      `WITH stood AS (
         SELECT max(placed_at) FILTER (WHERE placed_at < ?11) AS last_before,
                count(*) FILTER (WHERE placed_at < ?11) AS orders_before,
                coalesce(sum(orders.reported_minor) FILTER (WHERE placed_at < ?11), 0) AS value_before,
                max(placed_at) AS last_after, count(*) AS orders_after,
                coalesce(sum(orders.reported_minor), 0) AS value_after
         FROM buyers INDEXED BY buyers_by_last_order
           CROSS JOIN orders INDEXED BY orders_by_buyer ON orders.site = ?1 AND orders.buyer = buyers.who AND orders.placed_at < ?12
         WHERE buyers.site = ?1 AND buyers.last_at >= ?11
         GROUP BY buyers.who)
       SELECT CASE WHEN orders_before > 0
                THEN ${scoreOf("last_before", "orders_before", "value_before", 2)} END AS before,
              ${scoreOf("last_after", "orders_after", "value_after", 2)} AS after, count(*) AS buyers
       FROM stood WHERE last_after >= ?11
       GROUP BY before, after HAVING before IS NOT after`,
    )
    .bind(site, ...numbersOf(yardstick), startOfDay(day, timeZone), startOfDay(day + 1, timeZone))
    .all<ScoreMove>();
  return results;
}

/** How many are scored otherwise by `after` than by `before`, as they stood when the day of both began. Reads every buyer. */
export async function countRecalibrated(
  db: D1Database,
  site: string,
  before: Yardstick,
  after: Yardstick,
): Promise<ScoreMove[]> {
  const { results } = await db
    .prepare(
      `WITH stood (last_at, orders, value_minor) AS (
         SELECT last_at, orders, value_minor FROM buyers WHERE site = ?1 AND last_at < ?20
         UNION ALL
         SELECT max(orders.placed_at), count(*),
                coalesce(sum(orders.reported_minor), 0)
         FROM buyers INDEXED BY buyers_by_last_order
           CROSS JOIN orders INDEXED BY orders_by_buyer ON orders.site = ?1 AND orders.buyer = buyers.who AND orders.placed_at < ?20
         WHERE buyers.site = ?1 AND buyers.last_at >= ?20
         GROUP BY buyers.who)
       SELECT ${scoreOf("last_at", "orders", "value_minor", 2)} AS before,
              ${scoreOf("last_at", "orders", "value_minor", 11)} AS after, count(*) AS buyers
       FROM stood GROUP BY before, after HAVING before <> after`,
    )
    .bind(site, ...numbersOf(before), ...numbersOf(after), startOfDay(after.day, after.timeZone))
    .all<ScoreMove>();
  return results;
}

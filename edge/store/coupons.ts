/** Coupon pools and their codes. Who gets one is settled by one statement; what was redeemed is read from the orders. */
import {
  type CodesAdded,
  type CouponPool,
  type CouponPoolList,
  endOfCode,
  type GivenCoupon,
} from "../../model/coupon.ts";
import { type Act, recorded } from "./changes.ts";

/** Null where the site has no such pool. */
export async function readPool(db: D1Database, site: string, id: string): Promise<CouponPool | null> {
  const row = await db
    .prepare("SELECT body FROM coupon_pools WHERE site = ?1 AND id = ?2")
    .bind(site, id)
    .first<{ body: string }>();
  return row && (JSON.parse(row.body) as CouponPool);
}

export async function savePool(db: D1Database, site: string, pool: CouponPool, act: Act): Promise<void> {
  const save = db
    .prepare(
      `INSERT INTO coupon_pools (site, id, body, updated_at) VALUES (?1, ?2, ?3, ?4)
       ON CONFLICT (site, id) DO UPDATE SET body = excluded.body, updated_at = excluded.updated_at`,
    )
    .bind(site, pool.id, JSON.stringify(pool), act.at);
  await db.batch(recorded(db, site, act, { kind: "pool", id: pool.id }, [save]));
}

/** Live codes that nobody has yet, by the pool's id; pools without any included. */
export async function countFreeCodes(db: D1Database, site: string): Promise<Record<string, number>> {
  const { results } = await db
    .prepare(
      `SELECT id, (SELECT count(*) FROM coupons
                   WHERE coupons.site = ?1 AND pool = coupon_pools.id AND holder IS NULL AND is_live) AS free
       FROM coupon_pools WHERE site = ?1`,
    )
    .bind(site)
    .all<{ id: string; free: number }>();
  return Object.fromEntries(results.map(({ id, free }) => [id, free]));
}

/** Orders with a code we know: each once a pool, however many of its codes it has. */
const REDEEMED = `
  SELECT orders.id, orders.placed_at, orders.reported_minor, coupons.pool, coupons.code, coupons.holder
  FROM orders INDEXED BY orders_with_coupon, json_each(orders.coupons) AS used
  JOIN coupons ON coupons.site = ?1 AND coupons.code = used.value
  WHERE orders.site = ?1 AND orders.coupons <> '[]' AND orders.status <> 'cancelled'`;

/** Newest pool first. */
export async function listPools(db: D1Database, site: string): Promise<CouponPoolList> {
  const by = (sql: string) => db.prepare(sql).bind(site);
  const [saved, codes, redeemed, unissued] = await db.batch([
    by("SELECT id, body FROM coupon_pools WHERE site = ?1 ORDER BY updated_at DESC, id"),
    by(
      `SELECT pool, count(holder) AS given, sum(holder IS NULL AND is_live) AS free,
              sum(holder IS NULL AND NOT is_live) AS waiting
       FROM coupons WHERE site = ?1 GROUP BY pool`,
    ),
    by(
      `SELECT pool, count(*) AS orders, coalesce(sum(reported_minor), 0) AS revenueMinor, sum(isUnissued) AS unissued
       FROM (SELECT pool, id, max(reported_minor) AS reported_minor, max(holder IS NULL) AS isUnissued
             FROM (${REDEEMED}) GROUP BY pool, id)
       GROUP BY pool`,
    ),
    by(
      `SELECT code, pool, id AS "order", placed_at AS placedAt FROM (${REDEEMED})
       WHERE holder IS NULL ORDER BY placed_at DESC LIMIT 20`,
    ),
  ]);
  const sums = (result: D1Result | undefined) =>
    new Map((result!.results as { pool: string }[]).map(({ pool, ...rest }) => [pool, rest]));
  const [ofCodes, ofOrders] = [sums(codes), sums(redeemed)];
  return {
    pools: (saved!.results as { id: string; body: string }[]).map(({ id, body }) => ({
      ...(JSON.parse(body) as CouponPool),
      ...{ free: 0, waiting: 0, given: 0, orders: 0, revenueMinor: 0, unissued: 0 },
      ...ofCodes.get(id),
      ...ofOrders.get(id),
    })),
    unissued: unissued!.results as CouponPoolList["unissued"],
  };
}

/** `isLive`: the shop knows them. A code the site has already stays as it is. */
export async function addCodes(
  db: D1Database,
  site: string,
  pool: string,
  codes: string[],
  isLive: boolean,
  act: Act,
): Promise<CodesAdded> {
  const add = db
    .prepare(
      `INSERT INTO coupons (site, code, pool, is_live) SELECT ?1, value, ?2, ?4 FROM json_each(?3) WHERE true
       ON CONFLICT (site, code) DO NOTHING RETURNING code`,
    )
    .bind(site, pool, JSON.stringify(codes), isLive ? 1 : 0);
  const [, added] = await db.batch(recorded(db, site, act, { kind: "pool", id: pool }, [add]));
  const { length } = added!.results;
  return { added: length, known: codes.length - length };
}

/** Codes that wait for the shop to know them, in their order. */
export async function listWaitingCodes(db: D1Database, site: string, pool: string): Promise<string[]> {
  const { results } = await db
    .prepare(
      "SELECT code FROM coupons WHERE site = ?1 AND pool = ?2 AND is_live = 0 AND holder IS NULL ORDER BY code",
    )
    .bind(site, pool)
    .all<{ code: string }>();
  return results.map(({ code }) => code);
}

/** From now on the shop knows these of the pool's waiting codes; answers how many there were. */
export async function confirmCodes(
  db: D1Database,
  site: string,
  pool: string,
  codes: string[],
  act: Act,
): Promise<number> {
  const confirm = db
    .prepare(
      `UPDATE coupons SET is_live = 1
       WHERE site = ?1 AND pool = ?2 AND is_live = 0 AND code IN (SELECT value FROM json_each(?3))`,
    )
    .bind(site, pool, JSON.stringify(codes));
  const [, confirmed] = await db.batch(recorded(db, site, act, { kind: "pool", id: pool }, [confirm]));
  return confirmed!.meta.changes;
}

/** The visitor, and the customer they are now: a code of either is theirs. ?5: who that is by the shop's word of this moment, or null. */
const HOLDERS = `
  SELECT 'v:' || ?3 AS holder UNION ALL
  SELECT 'c:' || customer FROM (
    SELECT coalesce(?5, (SELECT customer FROM links WHERE site = ?1 AND visitor = ?3 ORDER BY since DESC LIMIT 1)) AS customer)
  WHERE customer IS NOT NULL`;

const GIVE = `
  WITH holders AS (${HOLDERS}),
  pool AS (SELECT body FROM coupon_pools WHERE site = ?1 AND id = ?2)
  UPDATE coupons SET holder = (SELECT min(holder) FROM holders), campaign = ?6, given_at = ?4, expires_at = ?8
  WHERE site = ?1
    AND code = (SELECT code FROM coupons INDEXED BY coupons_free
                WHERE site = ?1 AND pool = ?2 AND holder IS NULL AND is_live = 1
                  AND code NOT IN (SELECT value FROM orders INDEXED BY orders_with_coupon, json_each(orders.coupons)
                                   WHERE orders.site = ?1 AND orders.coupons <> '[]') LIMIT 1)
    AND NOT EXISTS (SELECT 1 FROM coupons AS own
                    WHERE own.site = ?1 AND own.pool = ?2 AND own.holder IN (SELECT holder FROM holders))
    AND EXISTS (
      SELECT 1 FROM pool
      WHERE coalesce(body->>'expiresAt' > ?4, true)
        AND (NOT body->>'needsCustomer' OR (SELECT count(*) FROM holders) > 1)
        AND coalesce(body->>'budget' > (SELECT count(*) FROM coupons AS given INDEXED BY coupons_given
                                        WHERE given.site = ?1 AND given.pool = ?2 AND given.holder IS NOT NULL), true))
    AND coalesce(?7 > (SELECT count(*) FROM coupons AS given INDEXED BY coupons_given
                       WHERE given.site = ?1 AND given.pool = ?2 AND given.holder IS NOT NULL AND given.campaign = ?6), true)`;

/** When a code that was given holds no more: its own end or the pool's, whichever is sooner. */
const END = `min(coalesce(coupons.expires_at, pools.body->>'expiresAt'), coalesce(pools.body->>'expiresAt', coupons.expires_at))`;

/** Of whom, from which pool, by which campaign or journey, and where the days of a code end. */
export interface Claim {
  pool: string;
  visitor: string;
  /** By the shop's word of this moment; absent: as linked. */
  customer?: string | undefined;
  campaign: string;
  /** Most codes the campaign may give. */
  budget?: number | undefined;
  /** The shop's, IANA name. */
  timeZone: string;
}

/** Epoch ms: when it became theirs. */
export type GivenCode = GivenCoupon & { givenAt: number };

/**
 * The code of this visitor, or of the customer they are: the one they have, else one that nobody has and no order has used
 * (the shop takes it once), within the pool's budget and the campaign's, and before its end. One statement gives it, so no code is given twice
 * and no budget overdrawn. One whose days are over is not replaced. Null where there is none for them.
 */
export async function giveCode(
  db: D1Database,
  site: string,
  { pool, visitor, customer, campaign, budget, timeZone }: Claim,
  now: number,
): Promise<GivenCode | null> {
  const terms = await readPool(db, site, pool);
  if (!terms) return null;
  const [, own] = await db.batch<GivenCode>([
    db
      .prepare(GIVE)
      .bind(
        site,
        pool,
        visitor,
        now,
        customer ?? null,
        campaign,
        budget ?? null,
        endOfCode(terms, now, timeZone),
      ),
    db
      .prepare(
        `WITH holders AS (${HOLDERS})
         SELECT code, ${END} AS expiresAt, given_at AS givenAt
         FROM coupons JOIN coupon_pools AS pools ON pools.site = coupons.site AND pools.id = coupons.pool
         WHERE coupons.site = ?1 AND pool = ?2 AND holder IN (SELECT holder FROM holders)
           AND coalesce(${END} > ?4, true)
         ORDER BY given_at LIMIT 1`,
      )
      .bind(site, pool, visitor, now, customer ?? null),
  ]);
  return own!.results[0] ?? null;
}

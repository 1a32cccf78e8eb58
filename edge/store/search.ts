/**
 * What a search reads. What marketers make is little, and all of it is looked at. Visitors, customers and orders may be
 * many: those whose id begins so are found by their key, and the newest, read from an index alone, are looked into for
 * what stands within an id or in a visitor's name, which follows from the id. So it reads as much of a shop with
 * 100,000 orders as of one with 2,000.
 */
import { FOUND_KINDS, type Found, type FoundKind, rankOfFound } from "../../model/search.ts";
import { visitorName } from "../../model/visitor-name.ts";

/** Made by marketers, of each kind. */
const MOST_MADE = 500;
/** Visitors, buyers and orders looked into, of each. */
export const NEWEST = 2_000;
/** Answered of each kind. */
const MOST_FOUND = 6;

/** Read together, in one call to D1. */
export function searchStatements(db: D1Database, site: string, typed: string): D1PreparedStatement[] {
  const made = (kind: FoundKind, table: string, name: string, status: string) =>
    db
      .prepare(
        `SELECT '${kind}' AS kind, id, ${name} AS name, ${status} AS status FROM ${table}
         WHERE site = ?1 ORDER BY id LIMIT ?2`,
      )
      .bind(site, MOST_MADE);
  const end = `${typed}\u{10FFFF}`;
  return [
    made("campaign", "campaigns", "body->>'name'", "body->>'status'"),
    made("segment", "segments", "body->>'name'", "NULL"),
    made("journey", "journeys", "body->>'name'", "body->>'status'"),
    made("broadcast", "broadcasts", "body->>'name'", "status"),
    made("pool", "coupon_pools", "body->>'name'", "NULL"),
    made("webhook", "webhooks", "url", "NULL"),
    db
      .prepare(
        `SELECT 'visitor' AS kind, id, '' AS name, NULL AS status FROM (
           SELECT * FROM (SELECT id FROM visitors WHERE site = ?1 AND id >= ?2 AND id < ?3 ORDER BY id LIMIT ?4)
           UNION SELECT * FROM (
             SELECT id FROM visitors INDEXED BY visitors_by_day WHERE site = ?1 ORDER BY last_day DESC LIMIT ?5))`,
      )
      .bind(site, typed, end, MOST_FOUND, NEWEST),
    db
      .prepare(
        `SELECT 'customer' AS kind, id, id AS name, NULL AS status FROM (
           SELECT * FROM (SELECT id FROM customers WHERE site = ?1 AND id >= ?2 AND id < ?3 ORDER BY id LIMIT ?4)
           UNION SELECT substr(who, 3) FROM (
             SELECT who FROM buyers WHERE site = ?1 AND who >= 'c:' || ?2 AND who < 'c:' || ?3 ORDER BY who LIMIT ?4)
           UNION SELECT * FROM (
             SELECT DISTINCT customer FROM links INDEXED BY links_by_customer
             WHERE site = ?1 AND customer >= ?2 AND customer < ?3 ORDER BY customer LIMIT ?4)
           UNION SELECT substr(who, 3) FROM (
             SELECT who FROM buyers INDEXED BY buyers_by_last_order WHERE site = ?1 ORDER BY last_at DESC LIMIT ?5)
           WHERE who LIKE 'c:%')`,
      )
      .bind(site, typed, end, MOST_FOUND, NEWEST),
    db
      .prepare(
        `SELECT 'order' AS kind, id, id AS name, status FROM orders WHERE site = ?1 AND id IN (
           SELECT * FROM (SELECT id FROM orders WHERE site = ?1 AND id >= ?2 AND id < ?3 ORDER BY id LIMIT ?4)
           UNION SELECT * FROM (
             SELECT id FROM (
               SELECT id FROM orders INDEXED BY orders_by_day WHERE site = ?1 ORDER BY day DESC LIMIT ?5)
             WHERE instr(lower(id), lower(?2)) > 0 LIMIT ?4))`,
      )
      .bind(site, typed, end, MOST_FOUND, NEWEST),
  ];
}

/** The best first: by name or by id. */
export async function search(db: D1Database, site: string, typed: string): Promise<Found[]> {
  const answers = await db.batch<Found>(searchStatements(db, site, typed));
  const ranked = answers
    .flatMap(({ results }) => results)
    .map((row) => (row.kind === "visitor" ? { ...row, name: visitorName(row.id) } : row))
    .map((found) => ({ found, rank: rankOfFound(found, typed) }))
    .filter(({ rank }) => rank > 0);
  return FOUND_KINDS.flatMap((kind) =>
    ranked
      .filter(({ found }) => found.kind === kind)
      .sort((a, b) => b.rank - a.rank)
      .slice(0, MOST_FOUND),
  )
    .sort((a, b) => b.rank - a.rank)
    .map(({ found }) => found);
}

/** How orders of one buyer follow on one another: the second after the first, and the till after the site (E12, M6). */

import { AFTER_TILL_DAYS, BEFORE_TILL_DAYS, SECOND_WITHIN_DAYS } from "../../model/overview-report.ts";
import { DAY_MS } from "../../model/time.ts";
import { ORDERED, type Span } from "./order-origins.ts";

export interface SecondSums {
  stretch: number;
  /** Whose first order was placed in the span. */
  buyers: number;
  /** Those of them who ordered again within SECOND_WITHIN_DAYS. */
  again: number;
}

/**
 * `spans`: of first orders. Less than a day apart two orders are one purchase in two parts (shop-figures.ts). Reads every order of
 * the spans, its buyer, and the next order of those it is the first of.
 */
export const sumSecond = (db: D1Database, site: string, spans: readonly Span[]): D1PreparedStatement =>
  db
    .prepare(
      `WITH ${ORDERED},
       firsts AS (
         SELECT DISTINCT stretch, buyer, first_at
         FROM ordered CROSS JOIN buyers ON buyers.site = ?1 AND buyers.who = ordered.buyer
         WHERE placed_at = first_at)
       SELECT stretch, count(*) AS buyers, count(*) FILTER (WHERE EXISTS (
         SELECT 1 FROM orders INDEXED BY orders_by_buyer
         WHERE orders.site = ?1 AND orders.buyer = firsts.buyer
           AND placed_at BETWEEN first_at + ${DAY_MS} AND first_at + ${SECOND_WITHIN_DAYS * DAY_MS})) AS again
       FROM firsts GROUP BY stretch`,
    )
    .bind(site, JSON.stringify(spans));

export interface SecondGap {
  stretch: number;
  /** Second orders placed in the span. */
  seconds: number;
  /** From the first to the second, ms: half of them are no longer. */
  medianMs: number;
}

/** Reads every order of the spans, its buyer, and an order before it. */
export const readSecondGaps = (db: D1Database, site: string, spans: readonly Span[]): D1PreparedStatement =>
  db
    .prepare(
      `WITH ${ORDERED},
       gap AS (
         SELECT DISTINCT stretch, buyer, placed_at - first_at AS ms
         FROM ordered CROSS JOIN buyers ON buyers.site = ?1 AND buyers.who = ordered.buyer
         WHERE placed_at >= first_at + ${DAY_MS} AND NOT EXISTS (
           SELECT 1 FROM orders INDEXED BY orders_by_buyer
           WHERE orders.site = ?1 AND orders.buyer = ordered.buyer
             AND placed_at >= first_at + ${DAY_MS} AND placed_at < ordered.placed_at)),
       ranked AS (
         SELECT stretch, ms, row_number() OVER (PARTITION BY stretch ORDER BY ms) - 1 AS place,
                count(*) OVER (PARTITION BY stretch) AS seconds
         FROM gap)
       SELECT stretch, seconds, ms AS medianMs FROM ranked WHERE place = seconds / 2`,
    )
    .bind(site, JSON.stringify(spans));

export interface TillSums {
  stretch: number;
  /** Orders of the shop's stores. */
  store: number;
  storeMinor: number;
  /** Those of somebody known. */
  storeKnown: number;
  /** Those of somebody who had been on the site shortly before. */
  siteBefore: number;
  siteBeforeMinor: number;
  /** Orders online, those of somebody known, and those of somebody who had ordered in a store before. */
  web: number;
  webKnown: number;
  storeBefore: number;
  storeBeforeMinor: number;
}

/**
 * Reads every order of the spans; of those of a store the visitors of its customer, whose days the profile knows; of those
 * online the buyer's earlier orders.
 */
export const sumTills = (db: D1Database, site: string, spans: readonly Span[]): D1PreparedStatement =>
  db
    .prepare(
      `WITH ${ORDERED},
       judged AS (
         SELECT *,
           through = 'store' AND buyer IS NOT NULL AND EXISTS (
             SELECT 1
             FROM (SELECT ordered.visitor AS id
                   UNION SELECT links.visitor FROM links INDEXED BY links_by_customer
                     WHERE links.site = ?1 AND ordered.buyer LIKE 'c:%' AND links.customer = substr(ordered.buyer, 3)) AS own
               CROSS JOIN visitors ON visitors.site = ?1 AND visitors.id = own.id AND visitors.first_at < ordered.placed_at
               CROSS JOIN json_each(visitors.profile, '$.days') AS present
             WHERE present.value->>'pages' > 0
               AND CAST(present.key AS INTEGER) BETWEEN ordered.day - ${BEFORE_TILL_DAYS} AND ordered.day) AS afterSite,
           through = 'web' AND buyer IS NOT NULL AND EXISTS (
             SELECT 1 FROM orders AS earlier INDEXED BY orders_by_buyer
             WHERE earlier.site = ?1 AND earlier.buyer = ordered.buyer AND earlier.channel = 'store'
               AND earlier.placed_at >= ordered.placed_at - ${AFTER_TILL_DAYS * DAY_MS}
               AND earlier.placed_at < ordered.placed_at) AS afterStore
         FROM ordered WHERE through IN ('store', 'web'))
       SELECT stretch,
              count(*) FILTER (WHERE through = 'store') AS store,
              coalesce(sum(reported_minor) FILTER (WHERE through = 'store'), 0) AS storeMinor,
              count(buyer) FILTER (WHERE through = 'store') AS storeKnown,
              sum(afterSite) AS siteBefore, coalesce(sum(reported_minor) FILTER (WHERE afterSite), 0) AS siteBeforeMinor,
              count(*) FILTER (WHERE through = 'web') AS web,
              count(buyer) FILTER (WHERE through = 'web') AS webKnown,
              sum(afterStore) AS storeBefore, coalesce(sum(reported_minor) FILTER (WHERE afterStore), 0) AS storeBeforeMinor
       FROM judged GROUP BY stretch`,
    )
    .bind(site, JSON.stringify(spans));

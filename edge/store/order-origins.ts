/** From where orders were placed, as the shop's page told of them. */
import type { OrderOrigin } from "../../model/where-from.ts";

/** The earliest word on an order stands. */
export function noteOrigins(
  db: D1Database,
  site: string,
  origins: readonly OrderOrigin[],
): D1PreparedStatement[] {
  if (origins.length === 0) return [];
  return [
    db
      .prepare(
        `INSERT INTO order_origins (site, id, at, channel, source, country, region)
         SELECT ?1, value->>'id', value->>'at', value->>'channel', value->>'source', value->>'country', value->>'region'
         FROM json_each(?2) WHERE true
         ON CONFLICT (site, id) DO UPDATE SET at = excluded.at, channel = excluded.channel, source = excluded.source,
           country = excluded.country, region = excluded.region
         WHERE excluded.at < order_origins.at`,
      )
      .bind(site, JSON.stringify(origins)),
  ];
}

/** A stretch of time: from its first instant to that after it (epoch ms). */
export type Span = [from: number, until: number];

/** `ordered (stretch, …)`: orders of each of the spans ?2 of the site ?1, those without revenue left out. For a WITH. */
export const ORDERED = `ordered AS (
  SELECT span.key AS stretch, orders.id, orders.lines, orders.placed_at, orders.day, orders.channel AS through, orders.buyer,
         orders.visitor, orders.reported_minor
  FROM json_each(?2) AS span CROSS JOIN orders INDEXED BY orders_by_day
    ON orders.site = ?1 AND orders.day BETWEEN (span.value->>0) / 86400000 AND (span.value->>1) / 86400000
       AND placed_at >= span.value->>0 AND placed_at < span.value->>1
  WHERE status NOT IN ('cancelled', 'refunded'))`;

export interface SourceSum {
  stretch: number;
  /** Null: no page told where it came from. */
  channel: string | null;
  source: string | null;
  orders: number;
  /** Minor units of the site's currency. */
  revenueMinor: number;
}

/** Online orders and what they brought by source. Reads every order of the spans, and its origin. */
export const sumBySource = (db: D1Database, site: string, spans: readonly Span[]): D1PreparedStatement =>
  db
    .prepare(
      `WITH ${ORDERED}
       SELECT stretch, origin.channel, origin.source, count(*) AS orders, coalesce(sum(reported_minor), 0) AS revenueMinor
       FROM ordered LEFT JOIN order_origins AS origin ON origin.site = ?1 AND origin.id = ordered.id
       WHERE through = 'web'
       GROUP BY stretch, origin.channel, origin.source`,
    )
    .bind(site, JSON.stringify(spans));

export interface PlaceSum {
  country: string;
  region: string;
  category: string;
  pieces: number;
}

/** Pieces ordered online, by where from and category. Reads every order of the span, its origin and its products. */
export const sumByPlace = (db: D1Database, site: string, span: Span): D1PreparedStatement =>
  db
    .prepare(
      `WITH ${ORDERED}
       SELECT origin.country, origin.region, substr(replace(coalesce(products.category, ''), ':', ' '), 1, 40) AS category,
              sum(line.value->>'quantity') AS pieces
       FROM ordered
         CROSS JOIN order_origins AS origin ON origin.site = ?1 AND origin.id = ordered.id
         CROSS JOIN json_each(ordered.lines) AS line
         LEFT JOIN products ON products.site = ?1 AND products.id = line.value->>'id'
       GROUP BY 1, 2, 3`,
    )
    .bind(site, JSON.stringify([span]));

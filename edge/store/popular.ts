/** Products by how many orders they are in. */
import { MOST_POPULAR, type PopularProduct } from "../../model/popular.ts";

/** Orders looked at, the newest: enough to tell what is popular, and a bound on what a large shop costs. */
const MOST_ORDERS = 5000;

interface PopularRow {
  id: string;
  name: string;
  url: string;
  image: string | null;
  price_minor: number | null;
  currency: string | null;
}

const toProduct = ({ price_minor: priceMinor, currency, image, ...rest }: PopularRow): PopularProduct => ({
  ...rest,
  ...(image !== null && { image }),
  ...(priceMinor !== null && currency !== null && { priceMinor, currency }),
});

/** Those in most orders from a day on, of UTC; without what has no name or address, or cannot be had. */
export async function listPopular(db: D1Database, site: string, sinceDay: number): Promise<PopularProduct[]> {
  const { results } = await db
    .prepare(
      `SELECT products.id, name, url, image, price_minor, products.currency
       FROM (
         SELECT lines FROM orders
         WHERE site = ?1 AND day >= ?2 AND status NOT IN ('cancelled', 'refunded')
         ORDER BY day DESC LIMIT ?3
       ) AS newest, json_each(newest.lines) AS line
       JOIN products ON products.site = ?1 AND products.id = line.value->>'id'
       WHERE name IS NOT NULL AND url IS NOT NULL AND gone_at IS NULL
         AND coalesce(availability, 'in_stock') NOT IN ('out_of_stock', 'discontinued')
       GROUP BY products.id
       ORDER BY count(*) DESC, products.id
       LIMIT ?4`,
    )
    .bind(site, sinceDay, MOST_ORDERS, MOST_POPULAR)
    .all<PopularRow>();
  return results.map(toProduct);
}

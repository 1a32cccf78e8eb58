/** Products by their names, as cards show them; ingest saves them in products.ts. */

export interface CatalogueEntry {
  id: string;
  name: string | null;
  category: string | null;
  priceMinor: number | null;
  currency: string | null;
  image: string | null;
  url: string | null;
}

/** Those of the ids that are known. */
export async function listProducts(db: D1Database, site: string, ids: string[]): Promise<CatalogueEntry[]> {
  const { results } = await db
    .prepare(
      `SELECT id, name, category, price_minor AS priceMinor, currency, image, url FROM products
       WHERE site = ?1 AND id IN (SELECT value FROM json_each(?2))`,
    )
    .bind(site, JSON.stringify(ids))
    .all<CatalogueEntry>();
  return results;
}

/** Every pair of category and brand among the products. Reads all products of the site. */
export async function listKinds(
  db: D1Database,
  site: string,
): Promise<{ category: string | null; brand: string | null }[]> {
  const { results } = await db
    .prepare("SELECT DISTINCT category, brand FROM products WHERE site = ?1")
    .bind(site)
    .all<{ category: string | null; brand: string | null }>();
  return results;
}

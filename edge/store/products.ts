/** Products as pages name them: texts for tokens, cards and lists. Written only where something differs. */
import type { Item } from "../../model/event.ts";

export function saveProducts(
  db: D1Database,
  site: string,
  products: Map<string, Item>,
): D1PreparedStatement[] {
  if (products.size === 0) return [];
  const rows = [...products.values()].map((item) => [
    item.id,
    item.name ?? null,
    item.category ?? null,
    item.brand ?? null,
    item.priceMinor ?? null,
    item.currency ?? null,
    item.image ?? null,
    item.url ?? null,
  ]);
  return [
    db
      .prepare(
        `INSERT INTO products (site, id, name, category, brand, price_minor, currency, image, url)
         SELECT ?1, value->>0, value->>1, value->>2, value->>3, value->>4, value->>5, value->>6, value->>7
         FROM json_each(?2) WHERE true
         ON CONFLICT (site, id) DO UPDATE SET
           name = coalesce(excluded.name, name), category = coalesce(excluded.category, category),
           brand = coalesce(excluded.brand, brand), price_minor = coalesce(excluded.price_minor, price_minor),
           currency = coalesce(excluded.currency, currency), image = coalesce(excluded.image, image),
           url = coalesce(excluded.url, url)
         WHERE (coalesce(excluded.name, name), coalesce(excluded.category, category), coalesce(excluded.brand, brand),
                coalesce(excluded.price_minor, price_minor), coalesce(excluded.currency, currency),
                coalesce(excluded.image, image), coalesce(excluded.url, url))
           IS NOT (name, category, brand, price_minor, currency, image, url)`,
      )
      .bind(site, JSON.stringify(rows)),
  ];
}

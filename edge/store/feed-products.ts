/** Products as the shop's feed tells them, and the feed itself. A row is written only where something differs. */
import type { ImportReport } from "../../model/import-report.ts";
import type { FeedProduct } from "../../model/product-feed.ts";
import { type Act, recorded } from "./changes.ts";
import { inParts } from "./visitor-state.ts";

/** Ids of the products the site has, and whether the last feed had them. */
export async function listFeedState(db: D1Database, site: string): Promise<Map<string, boolean>> {
  const { results } = await db
    .prepare("SELECT id, is_in_feed AND gone_at IS NULL AS isThere FROM products WHERE site = ?1")
    .bind(site)
    .all<{ id: string; isThere: number }>();
  return new Map(results.map(({ id, isThere }) => [id, isThere === 1]));
}

/** What the feed does not say of a product stays as pages said it, but for a price struck through. */
export function saveFeedProducts(
  db: D1Database,
  site: string,
  products: FeedProduct[],
): D1PreparedStatement[] {
  const rows = products.map((product) =>
    JSON.stringify([
      product.id,
      product.title,
      product.category,
      product.brand,
      product.priceMinor,
      product.currency,
      product.image,
      product.link,
      product.listPriceMinor,
      product.availability,
      product.group,
    ]),
  );
  return inParts(rows).map((part) =>
    db
      .prepare(
        `INSERT INTO products (site, id, name, category, brand, price_minor, currency, image, url,
                               list_price_minor, availability, group_id, is_in_feed)
         SELECT ?1, value->>0, value->>1, value->>2, value->>3, value->>4, value->>5, value->>6, value->>7,
                value->>8, value->>9, value->>10, 1
         FROM json_each(?2) WHERE true
         ON CONFLICT (site, id) DO UPDATE SET
           name = excluded.name, category = coalesce(excluded.category, category),
           brand = coalesce(excluded.brand, brand), price_minor = coalesce(excluded.price_minor, price_minor),
           currency = coalesce(excluded.currency, currency), image = coalesce(excluded.image, image),
           url = excluded.url, list_price_minor = excluded.list_price_minor,
           availability = coalesce(excluded.availability, availability),
           group_id = coalesce(excluded.group_id, group_id), is_in_feed = 1, gone_at = NULL
         WHERE (excluded.name, coalesce(excluded.category, category), coalesce(excluded.brand, brand),
                coalesce(excluded.price_minor, price_minor), coalesce(excluded.currency, currency),
                coalesce(excluded.image, image), excluded.url, excluded.list_price_minor,
                coalesce(excluded.availability, availability), coalesce(excluded.group_id, group_id), 1, NULL)
           IS NOT (name, category, brand, price_minor, currency, image, url, list_price_minor, availability,
                   group_id, is_in_feed, gone_at)`,
      )
      .bind(site, part),
  );
}

/** `at`: epoch ms. */
export function markGone(db: D1Database, site: string, ids: string[], at: number): D1PreparedStatement[] {
  return inParts(ids.map((id) => JSON.stringify(id))).map((part) =>
    db
      .prepare(
        `UPDATE products SET gone_at = ?3
         WHERE site = ?1 AND id IN (SELECT value FROM json_each(?2)) AND gone_at IS NULL`,
      )
      .bind(site, part, at),
  );
}

export interface Feed {
  url: string;
  /** Epoch ms; 0: not yet. */
  checkedAt: number;
  report: ImportReport | null;
}

export async function readFeed(db: D1Database, site: string): Promise<Feed | null> {
  const row = await db
    .prepare("SELECT url, checked_at AS checkedAt, report FROM feeds WHERE site = ?1")
    .bind(site)
    .first<{ url: string; checkedAt: number; report: string | null }>();
  return row && { ...row, report: row.report === null ? null : (JSON.parse(row.report) as ImportReport) };
}

export async function saveFeedUrl(db: D1Database, site: string, url: string, act: Act): Promise<void> {
  const save = db
    .prepare(
      `INSERT INTO feeds (site, url, checked_at, report) VALUES (?1, ?2, 0, NULL)
       ON CONFLICT (site) DO UPDATE SET url = excluded.url, checked_at = 0, report = NULL`,
    )
    .bind(site, url);
  await db.batch(recorded(db, site, act, { kind: "feed" }, [save]));
}

/** Its products stay. */
export async function deleteFeed(db: D1Database, site: string, act: Act): Promise<void> {
  await db.batch(
    recorded(db, site, act, { kind: "feed" }, [
      db.prepare("DELETE FROM feeds WHERE site = ?1").bind(site),
      db.prepare("DELETE FROM due_work WHERE site = ?1 AND kind = 'feed'").bind(site),
    ]),
  );
}

export async function saveFeedReport(
  db: D1Database,
  site: string,
  report: ImportReport,
  checkedAt: number,
): Promise<void> {
  await db
    .prepare("UPDATE feeds SET report = ?2, checked_at = ?3 WHERE site = ?1")
    .bind(site, JSON.stringify(report), checkedAt)
    .run();
}

/** How many products the site has from its feed, and how many of them are gone. */
export async function countFeedProducts(
  db: D1Database,
  site: string,
): Promise<{ products: number; gone: number }> {
  const row = await db
    .prepare(
      `SELECT count(*) AS products, count(gone_at) AS gone FROM products WHERE site = ?1 AND is_in_feed = 1`,
    )
    .bind(site)
    .first<{ products: number; gone: number }>();
  return row ?? { products: 0, gone: 0 };
}

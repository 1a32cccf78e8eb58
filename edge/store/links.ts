/**
 * Links: which customer a visitor is, from an instant on. An order that names no customer is the one's to whom its
 * visitor was linked when it was placed; from before the first link, the first one's. So a known customer is never
 * merged into another, and a link taken away leaves what would be there without it.
 */
import { refreshBuyers } from "./buyers.ts";
import { forgetFirstExposures } from "./results.ts";
import { serverPartStatement } from "./server-part.ts";

export interface Link {
  visitor: string;
  /** Epoch ms. */
  since: number;
  /** The shop's id. */
  customer: string;
}

/** The statement that adds the links; one that says what is known already is left out. */
export function addLinks(db: D1Database, site: string, links: Link[]): D1PreparedStatement {
  const rows = links.map(({ visitor, since, customer }) => [visitor, since, customer]);
  return db
    .prepare(
      `INSERT INTO links (site, visitor, since, customer)
       SELECT ?1, value->>0, value->>1, value->>2 FROM json_each(?2)
       WHERE value->>2 IS NOT (
         SELECT customer FROM links
         WHERE site = ?1 AND visitor = value->>0 AND since <= value->>1 ORDER BY since DESC LIMIT 1)
       ON CONFLICT (site, visitor, since) DO NOTHING`,
    )
    .bind(site, JSON.stringify(rows));
}

/** Takes the link away; false where there is none. What it had given goes back in the same transaction. */
export async function deleteLink(
  db: D1Database,
  site: string,
  { visitor, since }: Pick<Link, "visitor" | "since">,
): Promise<boolean> {
  const [, deleted] = await db.batch([
    // What the customer ordered elsewhere may be credited to what this visitor was shown.
    db
      .prepare(
        `INSERT INTO changed_buyers (site, who)
         SELECT ?1, 'c:' || customer FROM links WHERE site = ?1 AND visitor = ?2 AND since = ?3
         ON CONFLICT DO NOTHING`,
      )
      .bind(site, visitor, since),
    db
      .prepare("DELETE FROM links WHERE site = ?1 AND visitor = ?2 AND since = ?3")
      .bind(site, visitor, since),
    ...refreshBuyers(db, site),
    serverPartStatement(db, site, [visitor]),
    forgetFirstExposures(db, site, visitor),
  ]);
  return deleted!.meta.changes > 0;
}

/** Newest first, at most 100. */
export async function listLinks(db: D1Database, site: string, visitor: string): Promise<Link[]> {
  const { results } = await db
    .prepare(
      `SELECT visitor, since, customer FROM links WHERE site = ?1 AND visitor = ?2 ORDER BY since DESC LIMIT 100`,
    )
    .bind(site, visitor)
    .all<Link>();
  return results;
}

/** Whom the visitors are linked to now, by visitor; who is linked to nobody is not there. */
export async function listCustomersOf(
  db: D1Database,
  site: string,
  visitors: readonly string[],
): Promise<Map<string, string>> {
  const { results } = await db
    .prepare(
      `SELECT visitor, customer FROM links
       WHERE site = ?1 AND visitor IN (SELECT value FROM json_each(?2)) ORDER BY since`,
    )
    .bind(site, JSON.stringify(visitors))
    .all<{ visitor: string; customer: string }>();
  return new Map(results.map(({ visitor, customer }) => [visitor, customer]));
}

/** Ids of the visitors who are the customer now, at most 100. */
export async function listVisitorsOfCustomer(
  db: D1Database,
  site: string,
  customer: string,
): Promise<string[]> {
  const { results } = await db
    .prepare(
      `SELECT DISTINCT visitor FROM links INDEXED BY links_by_customer
       WHERE site = ?1 AND customer = ?2 AND customer = (
         SELECT newest.customer FROM links AS newest
         WHERE newest.site = ?1 AND newest.visitor = links.visitor ORDER BY newest.since DESC LIMIT 1)
       LIMIT 100`,
    )
    .bind(site, customer)
    .all<{ visitor: string }>();
  return results.map(({ visitor }) => visitor);
}

/** Customers as the dashboard lists them: whoever the shop's server, an order or a link names. */

export interface ListedCustomer {
  id: string;
  /** Orders that brought something, and what in the site's currency; 0 and null without one. */
  orders: number;
  spentMinor: number;
  /** Epoch ms. */
  lastOrderAt: number | null;
  /** Browsers they were ever linked to. */
  visitors: number;
}

const LISTED = `found.id, coalesce(buyers.orders, 0) AS orders, coalesce(buyers.value_minor, 0) AS spentMinor,
  buyers.last_at AS lastOrderAt,
  (SELECT count(DISTINCT visitor) FROM links INDEXED BY links_by_customer
   WHERE links.site = ?1 AND links.customer = found.id) AS visitors`;

/** Whose id begins with `search`, behind the id `after`, in the order of their ids. Reads no more than it answers. */
export async function listCustomers(
  db: D1Database,
  site: string,
  { search, after }: { search: string; after: string },
  limit: number,
): Promise<ListedCustomer[]> {
  const from = (column: string, table: string, prefix = "") =>
    `SELECT * FROM (SELECT DISTINCT ${column} FROM ${table}
       WHERE site = ?1 AND ${column} > '${prefix}' || ?2 AND ${column} >= '${prefix}' || ?3
         AND ${column} < '${prefix}' || ?4 ORDER BY ${column} LIMIT ?5)`;
  const { results } = await db
    .prepare(
      `WITH found (id) AS (
         SELECT * FROM (
           ${from("id", "customers")}
           UNION SELECT substr(who, 3) FROM (${from("who", "buyers", "c:")})
           UNION ${from("customer", "links INDEXED BY links_by_customer")})
         ORDER BY 1 LIMIT ?5)
       SELECT ${LISTED} FROM found LEFT JOIN buyers ON buyers.site = ?1 AND buyers.who = 'c:' || found.id
       ORDER BY found.id`,
    )
    .bind(site, after, search, `${search}\u{10FFFF}`, limit)
    .all<ListedCustomer>();
  return results;
}

/** One of them by the whole id; of whom nothing is known too. */
export async function readListedCustomer(db: D1Database, site: string, id: string): Promise<ListedCustomer> {
  const row = await db
    .prepare(
      `WITH found (id) AS (SELECT ?2)
       SELECT ${LISTED} FROM found LEFT JOIN buyers ON buyers.site = ?1 AND buyers.who = 'c:' || found.id`,
    )
    .bind(site, id)
    .first<ListedCustomer>();
  return row!;
}

/** Minutes of service told of the customer. */
export async function sumMinutes(db: D1Database, site: string, customer: string): Promise<number> {
  const row = await db
    .prepare(
      `SELECT coalesce(sum(minutes), 0) AS minutes FROM service_minutes INDEXED BY service_minutes_by_customer
       WHERE site = ?1 AND customer = ?2`,
    )
    .bind(site, customer)
    .first<{ minutes: number }>();
  return row!.minutes;
}

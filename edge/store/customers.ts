/** Customers: the shop's own id and its traits, each with the time it was said. The latest word stands, in any order. */
import { MOST_TRAITS, type Trait } from "../../model/trait.ts";
import { inParts } from "./visitor-state.ts";

/** What is said of a customer at one time. */
export interface CustomerWord {
  id: string;
  traits: Record<string, Trait>;
}

/** The statements that note the customers. A row is written where something is new. */
export function saveCustomers(db: D1Database, site: string, words: CustomerWord[]): D1PreparedStatement[] {
  return inParts(words.map(({ id, traits }) => JSON.stringify([id, JSON.stringify(traits)]))).map((part) =>
    db
      .prepare(
        `INSERT INTO customers (site, id, traits)
         SELECT ?1, value->>0, value->>1 FROM json_each(?2) WHERE true
         ON CONFLICT (site, id) DO UPDATE SET traits = (
           SELECT json_group_object(name, json(trait)) FROM (
             SELECT key AS name, value AS trait, max(printf('%017d', value->>'at') || value)
             FROM (SELECT key, value FROM json_each(customers.traits)
                   UNION ALL SELECT key, value FROM json_each(excluded.traits))
             GROUP BY key ORDER BY key LIMIT ${MOST_TRAITS}))
         WHERE EXISTS (
           SELECT 1 FROM json_each(excluded.traits) AS said
           LEFT JOIN json_each(customers.traits) AS known ON known.key = said.key
           WHERE known.key IS NULL
              OR (known.value->>'at' <= said.value->>'at' AND known.value <> said.value))`,
      )
      .bind(site, part),
  );
}

export interface Customer {
  id: string;
  traits: Record<string, Trait>;
}

export async function findCustomer(db: D1Database, site: string, id: string): Promise<Customer | null> {
  const row = await db
    .prepare("SELECT id, traits FROM customers WHERE site = ?1 AND id = ?2")
    .bind(site, id)
    .first<{ id: string; traits: string }>();
  return row && { id: row.id, traits: JSON.parse(row.traits) as Record<string, Trait> };
}

/** Those of the ids that are known. */
export async function listCustomerIds(db: D1Database, site: string, ids: string[]): Promise<Set<string>> {
  const known = new Set<string>();
  for (const part of inParts(ids.map((id) => JSON.stringify(id)))) {
    const { results } = await db
      .prepare("SELECT id FROM customers WHERE site = ?1 AND id IN (SELECT value FROM json_each(?2))")
      .bind(site, part)
      .all<{ id: string }>();
    for (const { id } of results) known.add(id);
  }
  return known;
}

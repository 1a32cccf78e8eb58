/** Messages of the server API that have been counted. A row inserted twice aborts the transaction it stands in. */

/** Those of the ids that have been counted. */
export async function listCounted(db: D1Database, site: string, ids: string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const { results } = await db
    .prepare("SELECT id FROM messages WHERE site = ?1 AND id IN (SELECT value FROM json_each(?2))")
    .bind(site, JSON.stringify(ids))
    .all<{ id: string }>();
  return new Set(results.map(({ id }) => id));
}

/** The statement that notes them; none where there are none. `day`: since 1970-01-01, on which they came. */
export function noteCounted(db: D1Database, site: string, ids: string[], day: number): D1PreparedStatement[] {
  if (ids.length === 0) return [];
  return [
    db
      .prepare("INSERT INTO messages (site, id, day) SELECT ?1, value, ?3 FROM json_each(?2)")
      .bind(site, JSON.stringify(ids), day),
  ];
}

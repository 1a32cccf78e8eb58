/** Which traits come in at all. */

/** Visitors and customers looked at, the first in the order of their ids. */
const SAMPLED = 1_000;

export interface KnownTraits {
  /** Of those that somebody looked at has, whether the visitor declared them or the shop said them of its customer. */
  names: ReadonlySet<string>;
  /** Visitors looked at, at most. */
  sampled: number;
}

export async function listKnownTraits(db: D1Database, site: string): Promise<KnownTraits> {
  const { results } = await db
    .prepare(
      `SELECT key AS name
       FROM (SELECT profile FROM visitors WHERE site = ?1 ORDER BY site, id LIMIT ?2) AS sampled,
            json_each(sampled.profile, '$.traits')
       WHERE value->>'value' IS NOT NULL
       UNION
       SELECT key FROM (SELECT traits FROM customers WHERE site = ?1 ORDER BY site, id LIMIT ?2) AS sampled,
            json_each(sampled.traits)
       WHERE value->>'value' IS NOT NULL`,
    )
    .bind(site, SAMPLED)
    .all<{ name: string }>();
  return { names: new Set(results.map(({ name }) => name)), sampled: SAMPLED };
}

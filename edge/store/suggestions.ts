/** What the shop's own rows suggest for a condition, the commonest first. */
import type { Suggestion } from "../../model/report.ts";

/** Visitors looked into: their ids are hashes, so the first in the order of their key are a sample chance has drawn. */
const SAMPLED = 1_000;
const MOST = 50;

/** Where a visitor's profile (model/profile.ts) holds the value. */
const PROFILE_PATHS = {
  city: "$.place.value.city",
  region: "$.place.value.region",
  source: "$.lastSource.value.name",
  campaign: "$.lastSource.value.campaign",
};
export type OfProfiles = keyof typeof PROFILE_PATHS;

/** Values of the sampled visitors' profiles; `count`: of how many of them. */
export async function suggestFromProfiles(
  db: D1Database,
  site: string,
  of: OfProfiles,
): Promise<Suggestion[]> {
  const { results } = await db
    .prepare(
      `SELECT value, count(*) AS count FROM (
         SELECT profile->>?2 AS value FROM visitors WHERE site = ?1 ORDER BY site, id LIMIT ?3)
       WHERE value <> '' GROUP BY value ORDER BY count DESC, value LIMIT ?4`,
    )
    .bind(site, PROFILE_PATHS[of], SAMPLED, MOST)
    .all<Suggestion>();
  return results;
}

/** Names of what was declared of the sampled visitors. */
export async function suggestTraits(db: D1Database, site: string): Promise<Suggestion[]> {
  const { results } = await db
    .prepare(
      `SELECT key AS value, count(*) AS count FROM (
         SELECT profile FROM visitors WHERE site = ?1 ORDER BY site, id LIMIT ?2) AS sampled,
         json_each(sampled.profile, '$.traits')
       GROUP BY key ORDER BY count DESC, key LIMIT ?3`,
    )
    .bind(site, SAMPLED, MOST)
    .all<Suggestion>();
  return results;
}

/** Addresses among the last events of the sampled visitors; `count`: views. */
export async function suggestPaths(db: D1Database, site: string): Promise<Suggestion[]> {
  const { results } = await db
    .prepare(
      `SELECT moment.value->>'$.props.path' AS value, count(*) AS count FROM (
         SELECT events FROM visitors WHERE site = ?1 ORDER BY site, id LIMIT ?2) AS sampled,
         json_each(sampled.events) AS moment
       WHERE moment.value->>'$.name' = 'page_view'
       GROUP BY 1 ORDER BY count DESC, 1 LIMIT ?3`,
    )
    .bind(site, SAMPLED / 10, MOST)
    .all<Suggestion>();
  return results;
}

/** Categories or brands; `count`: products of each. */
export async function suggestKinds(
  db: D1Database,
  site: string,
  of: "category" | "brand",
): Promise<Suggestion[]> {
  const { results } = await db
    .prepare(
      `SELECT value, count(*) AS count FROM (
         SELECT CASE ?2 WHEN 'brand' THEN brand ELSE category END AS value FROM products WHERE site = ?1)
       WHERE value <> '' GROUP BY value ORDER BY count DESC, value LIMIT ?3`,
    )
    .bind(site, of, MOST)
    .all<Suggestion>();
  return results;
}

/** Products whose name or id says the text. */
export async function suggestProducts(db: D1Database, site: string, text: string): Promise<Suggestion[]> {
  const { results } = await db
    .prepare(
      `SELECT id AS value, name AS words FROM products
       WHERE site = ?1 AND (?2 = '' OR instr(lower(coalesce(name, '')), lower(?2)) > 0 OR instr(lower(id), lower(?2)) > 0)
       ORDER BY name, id LIMIT ?3`,
    )
    .bind(site, text, MOST)
    .all<Suggestion>();
  return results;
}

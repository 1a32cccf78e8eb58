/** Campaigns as marketers save them; what is published stands in snapshots. */
import type { Campaign } from "../../model/campaign.ts";
import { type Act, recorded } from "./changes.ts";

export interface SavedCampaign {
  campaign: Campaign;
  /** Epoch ms. */
  updatedAt: number;
}

interface CampaignRow {
  body: string;
  updated_at: number;
}

const toSaved = ({ body, updated_at }: CampaignRow): SavedCampaign => ({
  campaign: JSON.parse(body) as Campaign,
  updatedAt: updated_at,
});

/** By id. */
export async function listCampaigns(db: D1Database, site: string): Promise<SavedCampaign[]> {
  const { results } = await db
    .prepare("SELECT body, updated_at FROM campaigns WHERE site = ?1 ORDER BY id")
    .bind(site)
    .all<CampaignRow>();
  return results.map(toSaved);
}

export async function readCampaign(db: D1Database, site: string, id: string): Promise<Campaign | null> {
  const row = await db
    .prepare("SELECT body FROM campaigns WHERE site = ?1 AND id = ?2")
    .bind(site, id)
    .first<Pick<CampaignRow, "body">>();
  return row && (JSON.parse(row.body) as Campaign);
}

/** Those of the ids that there are. */
export async function readCampaigns(
  db: D1Database,
  site: string,
  ids: readonly string[],
): Promise<Campaign[]> {
  const { results } = await db
    .prepare("SELECT body FROM campaigns WHERE site = ?1 AND id IN (SELECT value FROM json_each(?2))")
    .bind(site, JSON.stringify(ids))
    .all<Pick<CampaignRow, "body">>();
  return results.map(({ body }) => JSON.parse(body) as Campaign);
}

/** Where in a campaign's JSON a block says for whom it is: `json_tree`'s path of an id. */
const IN_BLOCK = "path LIKE '$.variants[%].content.blocks[%].when.%'";

/** Names of the campaigns with status `published` that let a segment in or keep it out, or a block of theirs does. */
export async function listPublishedCampaignsUsing(
  db: D1Database,
  site: string,
  segment: string,
): Promise<string[]> {
  const { results } = await db
    .prepare(
      `SELECT body->>'name' AS name FROM campaigns
       WHERE site = ?1 AND body->>'status' = 'published'
         AND (EXISTS (SELECT 1 FROM json_each(body, '$.segmentsIn') WHERE value = ?2)
           OR EXISTS (SELECT 1 FROM json_each(body, '$.segmentsOut') WHERE value = ?2)
           OR EXISTS (SELECT 1 FROM json_tree(body, '$.variants') WHERE value = ?2 AND ${IN_BLOCK}))
       ORDER BY id`,
    )
    .bind(site, segment)
    .all<{ name: string }>();
  return results.map(({ name }) => name);
}

/** Every saved campaign by the segments it or a block of it lets in or keeps out, in the order of their ids. */
export async function listCampaignsBySegment(
  db: D1Database,
  site: string,
): Promise<Map<string, { id: string; name: string }[]>> {
  const { results } = await db
    .prepare(
      `SELECT each.value AS segment, campaigns.id AS id, body->>'name' AS name
       FROM campaigns, json_each(json_array(body->'segmentsIn', body->'segmentsOut')) AS side, json_each(side.value) AS each
       WHERE site = ?1
       UNION
       SELECT tree.atom, campaigns.id, body->>'name'
       FROM campaigns, json_tree(body, '$.variants') AS tree
       WHERE site = ?1 AND tree.type = 'text' AND tree.${IN_BLOCK}
       ORDER BY id`,
    )
    .bind(site)
    .all<{ segment: string; id: string; name: string }>();
  const bySegment = Map.groupBy(results, ({ segment }) => segment);
  return new Map(
    [...bySegment].map(([segment, using]) => [segment, using.map(({ id, name }) => ({ id, name }))]),
  );
}

export async function saveCampaign(
  db: D1Database,
  site: string,
  campaign: Campaign,
  act: Act,
): Promise<void> {
  const save = db
    .prepare(
      `INSERT INTO campaigns (site, id, body, updated_at) VALUES (?1, ?2, ?3, ?4)
       ON CONFLICT (site, id) DO UPDATE SET body = excluded.body, updated_at = excluded.updated_at`,
    )
    .bind(site, campaign.id, JSON.stringify(campaign), act.at);
  await db.batch(recorded(db, site, act, { kind: "campaign", id: campaign.id }, [save]));
}

/** False where there was none. */
export async function deleteCampaign(db: D1Database, site: string, id: string, act: Act): Promise<boolean> {
  const gone = db.prepare("DELETE FROM campaigns WHERE site = ?1 AND id = ?2").bind(site, id);
  const [, deleted] = await db.batch(recorded(db, site, act, { kind: "campaign", id }, [gone]));
  return deleted!.meta.changes > 0;
}

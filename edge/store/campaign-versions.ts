/** Every saved state of a campaign. Numbers only rise; bringing one back is another one. */
import type { Campaign } from "../../model/campaign.ts";

/** A campaign that is saved a hundred times keeps the newest of them. */
const KEPT = 100;

export interface CampaignVersion {
  version: number;
  campaign: Campaign;
  /** Epoch ms. */
  savedAt: number;
  /** In words; empty where it is not known. */
  savedBy: string;
}

/** Goes before the campaign itself is saved: what is as it was is no version. */
export const saveVersion = (
  db: D1Database,
  site: string,
  { id, body, by, now }: { id: string; body: string; by: string; now: number },
): D1PreparedStatement =>
  db
    .prepare(
      `INSERT INTO campaign_versions (site, campaign, version, body, saved_at, saved_by)
       SELECT ?1, ?2, 1 + coalesce(
         (SELECT max(version) FROM campaign_versions WHERE site = ?1 AND campaign = ?2), 0), ?3, ?4, ?5
       WHERE NOT EXISTS (SELECT 1 FROM campaigns WHERE site = ?1 AND id = ?2 AND body = ?3)`,
    )
    .bind(site, id, body, now, by);

export const dropOldVersions = (db: D1Database, site: string, campaign: string): D1PreparedStatement =>
  db
    .prepare(
      `DELETE FROM campaign_versions WHERE site = ?1 AND campaign = ?2 AND version <=
         (SELECT max(version) FROM campaign_versions WHERE site = ?1 AND campaign = ?2) - ?3`,
    )
    .bind(site, campaign, KEPT);

export const deleteVersions = (db: D1Database, site: string, campaign: string): D1PreparedStatement =>
  db.prepare("DELETE FROM campaign_versions WHERE site = ?1 AND campaign = ?2").bind(site, campaign);

/** Newest first. */
export async function listVersions(
  db: D1Database,
  site: string,
  campaign: string,
): Promise<CampaignVersion[]> {
  const { results } = await db
    .prepare(
      `SELECT version, body, saved_at AS savedAt, saved_by AS savedBy FROM campaign_versions
       WHERE site = ?1 AND campaign = ?2 ORDER BY version DESC`,
    )
    .bind(site, campaign)
    .all<{ version: number; body: string; savedAt: number; savedBy: string }>();
  return results.map(({ body, ...rest }) => ({ ...rest, campaign: JSON.parse(body) as Campaign }));
}

/** By what visitors said they can be reached, with what they agreed to. An address or number is one lead, whoever gave it last. */
import type { Lead } from "../../model/answer-report.ts";

/** Nothing to write where there is none. */
export function saveLeads(db: D1Database, site: string, leads: readonly Lead[]): D1PreparedStatement[] {
  if (leads.length === 0) return [];
  return [
    db
      .prepare(
        `INSERT INTO leads (site, type, value, name, visitor, campaign, at, consent, controller)
         SELECT ?1, value->>'type', value->>'value', value->>'name', value->>'visitor', value->>'campaign',
                value->>'at', value->>'consent', value->>'controller'
         FROM json_each(?2) WHERE true
         ON CONFLICT (site, type, value) DO UPDATE SET
           name = excluded.name, visitor = excluded.visitor, campaign = excluded.campaign, at = excluded.at,
           consent = excluded.consent, controller = excluded.controller
         WHERE excluded.at > leads.at`,
      )
      .bind(site, JSON.stringify(leads)),
  ];
}

/** Where a page of the list ends. */
export type LeadCursor = Pick<Lead, "at" | "type" | "value">;

/** Newest first, after the cursor. */
export async function listLeads(
  db: D1Database,
  site: string,
  { at, type, value }: LeadCursor,
  limit: number,
): Promise<Lead[]> {
  const { results } = await db
    .prepare(
      `SELECT type, value, name, visitor, campaign, at, consent, controller FROM leads
       WHERE site = ?1 AND (at, type, value) < (?2, ?3, ?4)
       ORDER BY at DESC, type DESC, value DESC
       LIMIT ?5`,
    )
    .bind(site, at, type, value, limit)
    .all<Lead>();
  return results;
}

/** Of all campaigns where none is named. */
export async function countLeads(db: D1Database, site: string, campaign: string | null): Promise<number> {
  const row = await db
    .prepare("SELECT count(*) AS leads FROM leads WHERE site = ?1 AND (?2 IS NULL OR campaign = ?2)")
    .bind(site, campaign)
    .first<{ leads: number }>();
  return row!.leads;
}

/** False where there is no such lead. */
export async function deleteLead(
  db: D1Database,
  site: string,
  type: string,
  value: string,
): Promise<boolean> {
  const { meta } = await db
    .prepare("DELETE FROM leads WHERE site = ?1 AND type = ?2 AND value = ?3")
    .bind(site, type, value)
    .run();
  return meta.changes > 0;
}

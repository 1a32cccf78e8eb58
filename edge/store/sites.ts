/** Sites: their settings and the version of their newest snapshot. */
import type { SiteSettings } from "../../model/snapshot.ts";
import { type Act, recorded } from "./changes.ts";
import { revalueOrders } from "./order-value.ts";
import { ensureOwner } from "./site-members.ts";

export interface Site {
  settings: SiteSettings;
  /** Of the newest snapshot; 0 before the first. */
  version: number;
}

interface SiteRow {
  settings: string;
  version: number;
}

const toSite = ({ settings, version }: SiteRow): Site => ({
  settings: JSON.parse(settings) as SiteSettings,
  version,
});

export async function readSite(db: D1Database, id: string): Promise<Site | null> {
  const row = await db.prepare("SELECT settings, version FROM sites WHERE id = ?1").bind(id).first<SiteRow>();
  return row && toSite(row);
}

/** Id of the first site by id: the one where there is only one. */
export async function readFirstSiteId(db: D1Database): Promise<string | null> {
  const row = await db.prepare("SELECT id FROM sites ORDER BY id LIMIT 1").first<{ id: string }>();
  return row?.id ?? null;
}

/** Of every site that has published: the version of its newest snapshot. */
export async function listVersions(db: D1Database): Promise<{ id: string; version: number }[]> {
  const { results } = await db
    .prepare("SELECT id, version FROM sites WHERE version > 0 ORDER BY id")
    .all<{ id: string; version: number }>();
  return results;
}

/**
 * Makes the site, with its first owner, or changes its settings; its snapshots stay, its orders are valued and its buyers
 * summed by what now holds. `kind`: the part that is changed.
 */
export async function saveSite(
  db: D1Database,
  settings: SiteSettings,
  kind: "site" | "revenue",
  act: Act,
): Promise<void> {
  await db.batch([
    ...recorded(db, settings.id, act, { kind }, [saveSettings(db, settings)]),
    ensureOwner(db, settings.id, act.at),
    ...revalueOrders(db, settings.id),
  ]);
}

/** The settings alone: of those by which no order is valued. */
export function saveSettings(db: D1Database, settings: SiteSettings): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO sites (id, settings, version) VALUES (?1, ?2, 0)
       ON CONFLICT (id) DO UPDATE SET settings = excluded.settings`,
    )
    .bind(settings.id, JSON.stringify(settings));
}

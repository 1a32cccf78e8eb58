/** What is kept of a site's customer value as a whole: settings, the fitted models, how far values are written, and each period's sums. */

import type { ValueFit } from "../../model/value-fit.ts";
import type { PeriodStanding } from "../../model/value-report.ts";
import { VALUE_SETTINGS, type ValueSettings } from "../../model/value-settings.ts";

/** How far the values are written. */
export interface ValuePass {
  /** What they follow from: a pass over other orders, another day or other settings begins anew. */
  basis: string;
  /** The last buyer written; null: all are. */
  after: string | null;
}

export interface ValueModelRow {
  settings: ValueSettings;
  fit: ValueFit | null;
  /** Null: everything is to be written anew. */
  pass: ValuePass | null;
  /** Of each period that is kept. */
  standings: PeriodStanding[];
}

export async function readValueModel(db: D1Database, site: string): Promise<ValueModelRow> {
  const row = await db
    .prepare("SELECT settings, fit, pass, standings FROM value_models WHERE site = ?1")
    .bind(site)
    .first<{ settings: string | null; fit: string | null; pass: string | null; standings: string | null }>();
  return {
    settings: row?.settings ? (JSON.parse(row.settings) as ValueSettings) : VALUE_SETTINGS,
    fit: JSON.parse(row?.fit ?? "null"),
    pass: JSON.parse(row?.pass ?? "null"),
    standings: JSON.parse(row?.standings ?? "[]"),
  };
}

/** A new fit begins a new pass. */
export async function saveFit(db: D1Database, site: string, fit: ValueFit, pass: ValuePass): Promise<void> {
  await db
    .prepare(
      `INSERT INTO value_models (site, fit, pass) VALUES (?1, ?2, ?3)
       ON CONFLICT (site) DO UPDATE SET fit = excluded.fit, pass = excluded.pass`,
    )
    .bind(site, JSON.stringify(fit), JSON.stringify(pass))
    .run();
}

export const passStatement = (db: D1Database, site: string, pass: ValuePass) =>
  db
    .prepare("UPDATE value_models SET pass = ?2 WHERE site = ?1 AND pass IS NOT NULL")
    .bind(site, JSON.stringify(pass));

/** What was written before holds no longer. */
export const settingsStatement = (db: D1Database, site: string, settings: ValueSettings) =>
  db
    .prepare(
      `INSERT INTO value_models (site, settings) VALUES (?1, ?2)
       ON CONFLICT (site) DO UPDATE SET settings = excluded.settings, pass = NULL`,
    )
    .bind(site, JSON.stringify(settings));

/** What was written no longer holds: service has been told. */
export const forgetPass = (db: D1Database, site: string) =>
  db.prepare("UPDATE value_models SET pass = NULL WHERE site = ?1").bind(site);

/** All values are written: their sums, and the pass ended, unless it was forgotten meanwhile. */
export async function savePassEnd(
  db: D1Database,
  site: string,
  basis: string,
  standings: PeriodStanding[],
): Promise<void> {
  await db.batch([
    db
      .prepare("UPDATE value_models SET standings = ?2 WHERE site = ?1")
      .bind(site, JSON.stringify(standings)),
    passStatement(db, site, { basis, after: null }),
  ]);
}

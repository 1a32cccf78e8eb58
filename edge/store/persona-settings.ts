/** What a shop has chosen for its personas. */
import type { PersonaSettings } from "../../model/personas.ts";
import { type Act, recorded } from "./changes.ts";

/** Nothing chosen, where the shop has not. */
export async function readPersonaSettings(db: D1Database, site: string): Promise<PersonaSettings> {
  const row = await db
    .prepare("SELECT body FROM persona_settings WHERE site = ?1")
    .bind(site)
    .first<{ body: string }>();
  return row ? (JSON.parse(row.body) as PersonaSettings) : { thresholds: {} };
}

export async function savePersonaSettings(
  db: D1Database,
  site: string,
  settings: PersonaSettings,
  act: Act,
): Promise<void> {
  const save = db
    .prepare(
      `INSERT INTO persona_settings (site, body) VALUES (?1, ?2)
       ON CONFLICT (site) DO UPDATE SET body = excluded.body`,
    )
    .bind(site, JSON.stringify(settings));
  await db.batch(recorded(db, site, act, { kind: "personas" }, [save]));
}

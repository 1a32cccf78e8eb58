/** Minutes of service: one row an entry, which takes the place of what was told under the same name. */
import { keyOfEntry, type ServiceEntry } from "../../model/service-minutes.ts";
import { inParts } from "./visitor-state.ts";

/** What an entry would change. */
export type EntryOutcome = "new" | "changed" | "same";

/** How each entry stands to what is kept, and whether an order names its customer; in the order given. */
export async function compareEntries(
  db: D1Database,
  site: string,
  entries: readonly ServiceEntry[],
): Promise<{ outcome: EntryOutcome; isKnown: boolean }[]> {
  const answers = await db.batch<{ outcome: EntryOutcome; isKnown: number }>(
    inParts(entries.map(toParameter)).map((part) =>
      db
        .prepare(
          `SELECT CASE WHEN kept.entry IS NULL THEN 'new'
                       WHEN (kept.customer, kept.month, kept.minutes) = (value->>1, value->>2, value->>3) THEN 'same'
                       ELSE 'changed' END AS outcome,
                  buyers.who IS NOT NULL AS isKnown
           FROM json_each(?2) AS given
             LEFT JOIN service_minutes AS kept ON kept.site = ?1 AND kept.entry = given.value->>0
             LEFT JOIN buyers ON buyers.site = ?1 AND buyers.who = 'c:' || (given.value->>1)
           ORDER BY given.key`,
        )
        .bind(site, part),
    ),
  );
  return answers.flatMap(({ results }) =>
    results.map(({ outcome, isKnown }) => ({ outcome, isKnown: isKnown === 1 })),
  );
}

export function saveEntries(
  db: D1Database,
  site: string,
  entries: readonly ServiceEntry[],
): D1PreparedStatement[] {
  return inParts(entries.map(toParameter)).map((part) =>
    db
      .prepare(
        `INSERT INTO service_minutes (site, entry, customer, month, minutes)
         SELECT ?1, value->>0, value->>1, value->>2, value->>3 FROM json_each(?2) WHERE true
         ON CONFLICT (site, entry) DO UPDATE SET
           customer = excluded.customer, month = excluded.month, minutes = excluded.minutes
         WHERE (service_minutes.customer, service_minutes.month, service_minutes.minutes)
           <> (excluded.customer, excluded.month, excluded.minutes)`,
      )
      .bind(site, part),
  );
}

const toParameter = (entry: ServiceEntry) =>
  JSON.stringify([keyOfEntry(entry), entry.customer, entry.month, entry.minutes]);

/** Reads every entry of the site. */
export async function sumService(
  db: D1Database,
  site: string,
): Promise<{ entries: number; minutes: number }> {
  const row = await db
    .prepare(
      "SELECT count(*) AS entries, coalesce(sum(minutes), 0) AS minutes FROM service_minutes WHERE site = ?1",
    )
    .bind(site)
    .first<{ entries: number; minutes: number }>();
  return row!;
}

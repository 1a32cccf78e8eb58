/** Journeys as marketers save them, and their sums; what is published stands in snapshots. */
import { type Journey, referencesIn } from "../../model/journey.ts";
import type { DeliverySums, SavedJourney } from "../../model/push-report.ts";
import { type Act, recorded } from "./changes.ts";

interface JourneyRow {
  body: string;
  updated_at: number;
}

/** `waiting` follows from the sums: whoever has begun and not ended. */
function toSaved({ body, updated_at }: JourneyRow, sums: Record<string, number>): SavedJourney {
  const ended = Object.entries(sums)
    .filter(([name]) => name.startsWith("ended:"))
    .reduce((all, [, count]) => all + count, 0);
  return {
    journey: JSON.parse(body) as Journey,
    updatedAt: updated_at,
    sums,
    waiting: (sums.enrolled ?? 0) - ended,
  };
}

/** By name. */
export async function listJourneys(db: D1Database, site: string): Promise<SavedJourney[]> {
  const by = (sql: string) => db.prepare(sql).bind(site);
  const [saved, sums] = await db.batch([
    by("SELECT id, body, updated_at FROM journeys WHERE site = ?1 ORDER BY body->>'name', id"),
    by("SELECT journey, name, enrolments FROM journey_sums WHERE site = ?1"),
  ]);
  const byJourney = Map.groupBy(
    sums!.results as { journey: string; name: string; enrolments: number }[],
    ({ journey }) => journey,
  );
  return (saved!.results as (JourneyRow & { id: string })[]).map(({ id, ...row }) =>
    toSaved(
      row,
      Object.fromEntries((byJourney.get(id) ?? []).map(({ name, enrolments }) => [name, enrolments])),
    ),
  );
}

export async function readJourney(db: D1Database, site: string, id: string): Promise<SavedJourney | null> {
  const by = (sql: string) => db.prepare(sql).bind(site, id);
  const [saved, sums] = await db.batch([
    by("SELECT body, updated_at FROM journeys WHERE site = ?1 AND id = ?2"),
    by("SELECT name, enrolments FROM journey_sums WHERE site = ?1 AND journey = ?2"),
  ]);
  const [row] = saved!.results as JourneyRow[];
  if (!row) return null;
  const counted = sums!.results as { name: string; enrolments: number }[];
  return toSaved(row, Object.fromEntries(counted.map(({ name, enrolments }) => [name, enrolments])));
}

export async function saveJourney(db: D1Database, site: string, journey: Journey, act: Act): Promise<void> {
  const save = db
    .prepare(
      `INSERT INTO journeys (site, id, body, updated_at) VALUES (?1, ?2, ?3, ?4)
       ON CONFLICT (site, id) DO UPDATE SET body = excluded.body, updated_at = excluded.updated_at`,
    )
    .bind(site, journey.id, JSON.stringify(journey), act.at);
  await db.batch(recorded(db, site, act, { kind: "journey", id: journey.id }, [save]));
}

/** False where there was none. */
export async function deleteJourney(db: D1Database, site: string, id: string, act: Act): Promise<boolean> {
  const gone = db.prepare("DELETE FROM journeys WHERE site = ?1 AND id = ?2").bind(site, id);
  const [, deleted] = await db.batch(recorded(db, site, act, { kind: "journey", id }, [gone]));
  return deleted!.meta.changes > 0;
}

/** Names of the journeys with status `published` that ask for a segment. */
export async function listPublishedJourneysUsing(
  db: D1Database,
  site: string,
  segment: string,
): Promise<string[]> {
  return (await listJourneys(db, site))
    .map(({ journey }) => journey)
    .filter((journey) => journey.status === "published" && referencesIn(journey).segments.includes(segment))
    .map(({ name }) => name);
}

/** Of a journey's notifications, by step and state. */
export async function sumJourneyDeliveries(
  db: D1Database,
  site: string,
  id: string,
): Promise<Record<string, DeliverySums>> {
  const { results } = await db
    .prepare(
      `SELECT step, json_group_object(state, deliveries) AS sums FROM delivery_sums
       WHERE site = ?1 AND source = 'journey:' || ?2 AND deliveries > 0 GROUP BY step`,
    )
    .bind(site, id)
    .all<{ step: string; sums: string }>();
  return Object.fromEntries(results.map(({ step, sums }) => [step, JSON.parse(sums) as DeliverySums]));
}

/** The journeys that are published, for who is on one of them. */
import type { Journey } from "../model/journey.ts";
import type { CompiledSnapshot } from "../model/snapshot.ts";
import { readNewestSnapshot } from "./store/snapshots.ts";

/** One that the rules kept here do not have may be newer than they are: the truth is asked before it is taken for gone. By id. */
export async function publishedJourneys(
  db: D1Database,
  rules: CompiledSnapshot,
  ids: readonly string[],
): Promise<Map<string, Journey>> {
  const known = new Map(rules.journeys.map((journey) => [journey.id, journey]));
  if (ids.every((id) => known.has(id))) return known;
  const newest = await readNewestSnapshot(db, rules.site.id);
  return newest && newest.version > rules.version
    ? new Map(newest.journeys?.map((journey) => [journey.id, journey]))
    : known;
}

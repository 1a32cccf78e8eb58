/** How D1 stands: which migrations it has, and when cron and queue were last heard. */
import { CRON_BEAT, INGEST_BEAT } from "./heartbeats.ts";

export interface Standing {
  /** Names of the migrations applied, as wrangler keeps them. */
  migrations: ReadonlySet<string>;
  /** Epoch ms, real time; undefined: never. */
  cronAt: number | undefined;
  ingestAt: number | undefined;
}

export async function readStanding(db: D1Database): Promise<Standing> {
  const [applied, beats] = await db.batch<{ name: string; at: number }>([
    db.prepare("SELECT name FROM d1_migrations"),
    db.prepare("SELECT name, at FROM heartbeats"),
  ]);
  const at = new Map(beats!.results.map(({ name, at }) => [name, at]));
  return {
    migrations: new Set(applied!.results.map(({ name }) => name)),
    cronAt: at.get(CRON_BEAT),
    ingestAt: at.get(INGEST_BEAT),
  };
}

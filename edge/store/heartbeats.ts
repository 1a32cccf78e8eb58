/** When something was last heard through a queue, by real time: how far it lags. */

/** Of cron itself, which writes it without a queue between. */
export const CRON_BEAT = "cron";
/** Of the ingest queue. */
export const INGEST_BEAT = "ingest";

/** `sentAt`: epoch ms, real time. A queue brings messages in any order. */
export async function noteHeartbeat(db: D1Database, name: string, sentAt: number): Promise<void> {
  await db
    .prepare(
      `INSERT INTO heartbeats (name, at) VALUES (?1, ?2)
       ON CONFLICT (name) DO UPDATE SET at = excluded.at WHERE excluded.at > at`,
    )
    .bind(name, sentAt)
    .run();
}

/** Epoch ms, real time, of the newest; null where none has come. */
export async function readHeartbeat(db: D1Database, name: string): Promise<number | null> {
  const row = await db
    .prepare("SELECT at FROM heartbeats WHERE name = ?1")
    .bind(name)
    .first<{ at: number }>();
  return row?.at ?? null;
}

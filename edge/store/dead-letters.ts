/** Queue messages that fail by themselves, and orders of webhooks that cannot be read: kept whole, visible, replayable. */

export interface DeadLetter {
  id: string;
  site: string;
  /** Epoch ms. */
  failedAt: number;
  reason: string;
  /** JSON of the message. */
  body: string;
}

interface DeadLetterRow {
  id: string;
  site: string;
  failed_at: number;
  reason: string;
  body: string;
}

export async function saveDeadLetter(
  db: D1Database,
  { id, site, failedAt, reason, body }: DeadLetter,
): Promise<void> {
  await db
    .prepare(
      `INSERT INTO dead_letters (id, site, failed_at, reason, body) VALUES (?1, ?2, ?3, ?4, ?5)
       ON CONFLICT (id) DO UPDATE SET failed_at = excluded.failed_at, reason = excluded.reason`,
    )
    .bind(id, site, failedAt, reason, body)
    .run();
}

export async function listDeadLetters(db: D1Database, site: string, limit: number): Promise<DeadLetter[]> {
  const { results } = await db
    .prepare(
      "SELECT id, site, failed_at, reason, body FROM dead_letters WHERE site = ?1 ORDER BY failed_at DESC LIMIT ?2",
    )
    .bind(site, limit)
    .all<DeadLetterRow>();
  return results.map(toDeadLetter);
}

export async function findDeadLetter(db: D1Database, site: string, id: string): Promise<DeadLetter | null> {
  const row = await db
    .prepare("SELECT id, site, failed_at, reason, body FROM dead_letters WHERE site = ?1 AND id = ?2")
    .bind(site, id)
    .first<DeadLetterRow>();
  return row && toDeadLetter(row);
}

export async function deleteDeadLetter(db: D1Database, site: string, id: string): Promise<void> {
  await db.prepare("DELETE FROM dead_letters WHERE site = ?1 AND id = ?2").bind(site, id).run();
}

const toDeadLetter = ({ id, site, failed_at, reason, body }: DeadLetterRow): DeadLetter => ({
  id,
  site,
  failedAt: failed_at,
  reason,
  body,
});

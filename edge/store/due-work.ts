/** Work that falls due, leased in pages: who holds a lease does the work; a lost lease comes back by itself. */

/** A piece of work takes well under this; one that died with its consumer is leased again after it. */
export const LEASE_MS = 5 * 60_000;

export interface DueWork {
  site: string;
  kind: "retain" | "score" | "value" | "sizes" | "count" | "feed" | "erase" | "broadcast";
  /** Id of the count or broadcast; of an erasure the batch of the log behind which it goes on; else empty. */
  subject: string;
}

/** Makes sure the work exists; an earlier due time stands. */
export function ensureWork(db: D1Database, kind: DueWork["kind"], dueAt: number): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO due_work (site, kind, subject, due_at)
       SELECT id, ?1, '', ?2 FROM sites WHERE true
       ON CONFLICT (site, kind, subject) DO NOTHING`,
    )
    .bind(kind, dueAt);
}

/** Makes one site's work due now, though it was to be later; a lease stands. */
export function hastenWork(
  db: D1Database,
  { site, kind, subject }: DueWork,
  dueAt: number,
): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO due_work (site, kind, subject, due_at) VALUES (?1, ?2, ?3, ?4)
       ON CONFLICT (site, kind, subject) DO UPDATE SET due_at = min(due_at, excluded.due_at)`,
    )
    .bind(site, kind, subject, dueAt);
}

/** Takes at most `limit` due pieces until `leasedUntil`; nobody else gets them before. */
export async function leaseDueWork(
  db: D1Database,
  now: number,
  leasedUntil: number,
  limit: number,
): Promise<DueWork[]> {
  const { results } = await db
    .prepare(
      `UPDATE due_work SET leased_until = ?2
       WHERE (site, kind, subject) IN (
         SELECT site, kind, subject FROM due_work WHERE due_at <= ?1 AND leased_until <= ?1 ORDER BY due_at LIMIT ?3)
       RETURNING site, kind, subject`,
    )
    .bind(now, leasedUntil, limit)
    .all<DueWork>();
  return results;
}

/** Done: due again at `dueAt`. */
export async function finishWork(
  db: D1Database,
  { site, kind, subject }: DueWork,
  dueAt: number,
): Promise<void> {
  await db
    .prepare(
      "UPDATE due_work SET due_at = ?4, leased_until = 0 WHERE site = ?1 AND kind = ?2 AND subject = ?3",
    )
    .bind(site, kind, subject, dueAt)
    .run();
}

/** Leased anew, by who sends it on at once: should the message be lost, the lease runs out and cron takes it up. */
export async function holdWork(
  db: D1Database,
  { site, kind, subject }: DueWork,
  leasedUntil: number,
): Promise<void> {
  await db
    .prepare("UPDATE due_work SET leased_until = ?4 WHERE site = ?1 AND kind = ?2 AND subject = ?3")
    .bind(site, kind, subject, leasedUntil)
    .run();
}

/** Done once and for all. */
export async function deleteWork(db: D1Database, { site, kind, subject }: DueWork): Promise<void> {
  await db
    .prepare("DELETE FROM due_work WHERE site = ?1 AND kind = ?2 AND subject = ?3")
    .bind(site, kind, subject)
    .run();
}

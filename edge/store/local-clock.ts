/** How far a local run's clock has been moved, ms. One row; absent: not at all. */

export async function readClockOffset(db: D1Database): Promise<number> {
  const row = await db
    .prepare("SELECT offset_ms FROM local_clock WHERE id = 1")
    .first<{ offset_ms: number }>();
  return row?.offset_ms ?? 0;
}

/** Moves it further and answers the new offset. */
export async function addClockOffset(db: D1Database, skipMs: number): Promise<number> {
  const row = await db
    .prepare(
      `INSERT INTO local_clock (id, offset_ms) VALUES (1, ?1)
       ON CONFLICT (id) DO UPDATE SET offset_ms = offset_ms + ?1
       RETURNING offset_ms`,
    )
    .bind(skipMs)
    .first<{ offset_ms: number }>();
  return row!.offset_ms;
}

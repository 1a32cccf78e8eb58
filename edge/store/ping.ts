/** Whether D1 answers at all: rejects where it does not. */
export async function ping(db: D1Database): Promise<void> {
  await db.prepare("SELECT 1").first();
}

/** What is deleted by age. Each call deletes a bounded page and says how many rows went. */

/** Deletes by SQL of one site, `day` and `limit`. */
const deletes =
  (sql: string) =>
  async (db: D1Database, site: string, day: number, limit: number): Promise<number> =>
    (await db.prepare(sql).bind(site, day, limit).run()).meta.changes;

/** Visitors without a customer behind them, unseen since before `day`. Whoever ordered or is linked stays. */
const OLD_VISITORS = `
  SELECT id FROM visitors WHERE site = ?1 AND last_day < ?2 AND server IS NULL
    AND NOT EXISTS (SELECT 1 FROM links WHERE links.site = ?1 AND links.visitor = visitors.id)
  ORDER BY last_day, id LIMIT ?3`;

/** With where they stood in journeys and where their browsers took notifications; says how many visitors went. */
export async function deleteOldVisitors(
  db: D1Database,
  site: string,
  day: number,
  limit: number,
): Promise<number> {
  const results = await db.batch(
    [
      "enrolments WHERE site = ?1 AND visitor",
      "subscriptions WHERE site = ?1 AND visitor",
      "visitors WHERE site = ?1 AND id",
    ].map((old) => db.prepare(`DELETE FROM ${old} IN (${OLD_VISITORS})`).bind(site, day, limit)),
  );
  return results.at(-1)!.meta.changes;
}

/** Messages of the server API received before `day`: one that comes again after that counts again. */
export const deleteOldMessages = deletes(
  `DELETE FROM messages WHERE site = ?1 AND id IN (
     SELECT id FROM messages WHERE site = ?1 AND day < ?2 LIMIT ?3)`,
);

export const deleteOldLog = deletes(
  "DELETE FROM log WHERE id IN (SELECT id FROM log WHERE site = ?1 AND day < ?2 LIMIT ?3)",
);

/** Messages that could not be written before `at`, epoch ms: they hold what visitors did, and orders of customers. */
export const deleteOldDeadLetters = deletes(
  `DELETE FROM dead_letters WHERE site = ?1 AND id IN (
     SELECT id FROM dead_letters WHERE site = ?1 AND failed_at < ?2 LIMIT ?3)`,
);

/** Codes given to a visitor before `at`, epoch ms, are nobody's from then on. A customer's stays the customer's. */
export const releaseOldCoupons = deletes(
  `UPDATE coupons SET holder = 'erased:' || code WHERE site = ?1 AND code IN (
     SELECT code FROM coupons WHERE site = ?1 AND holder LIKE 'v:%' AND given_at < ?2 LIMIT ?3)`,
);

/** What was changed before `at`, epoch ms. */
export const deleteOldChanges = deletes(
  `DELETE FROM changes WHERE site = ?1 AND seq IN (
     SELECT seq FROM changes WHERE site = ?1 AND at < ?2 ORDER BY seq LIMIT ?3)`,
);

/** Made before `at`, epoch ms; their sums stay. */
export const deleteOldDeliveries = deletes(
  `DELETE FROM deliveries WHERE site = ?1 AND id IN (
     SELECT id FROM deliveries WHERE site = ?1 AND made_at < ?2 LIMIT ?3)`,
);

/** Sizes of segments and their moves; says how many sizes went. There is one row of moves a day. */
export async function deleteOldSizes(
  db: D1Database,
  site: string,
  day: number,
  limit: number,
): Promise<number> {
  const [sizes] = await db.batch([
    db
      .prepare(
        `DELETE FROM segment_sizes WHERE site = ?1 AND (segment, day) IN (
           SELECT segment, day FROM segment_sizes WHERE site = ?1 AND day < ?2 LIMIT ?3)`,
      )
      .bind(site, day, limit),
    db.prepare("DELETE FROM segment_moves WHERE site = ?1 AND day < ?2").bind(site, day),
  ]);
  return sizes!.meta.changes;
}

/** Counts begun before `at` (epoch ms), finished or not: one a condition somebody asked for. */
export async function deleteOldCounts(db: D1Database, site: string, at: number): Promise<void> {
  await db.prepare("DELETE FROM segment_counts WHERE site = ?1 AND started_at < ?2").bind(site, at).run();
}

/** Answers, what was written, and contacts given before `at` (epoch ms). */
export async function deleteOldAnswers(db: D1Database, site: string, at: number): Promise<void> {
  await db.batch(
    ["answers", "answer_texts", "leads"].map((table) =>
      db.prepare(`DELETE FROM ${table} WHERE site = ?1 AND at < ?2`).bind(site, at),
    ),
  );
}

/** Of webhooks' messages those made before `at` (epoch ms), whatever became of them. */
export async function deleteOldWebhookMessages(
  db: D1Database,
  site: string,
  at: number,
  limit: number,
): Promise<number> {
  const { meta } = await db
    .prepare(
      `DELETE FROM webhook_messages WHERE site = ?1 AND (webhook, id) IN (
         SELECT message.webhook, message.id FROM webhooks CROSS JOIN webhook_messages AS message
         WHERE webhooks.site = ?1 AND message.site = ?1 AND message.webhook = webhooks.id AND message.made_at < ?2
         LIMIT ?3)`,
    )
    .bind(site, at, limit)
    .run();
  return meta.changes;
}

/**
 * What arrived of erased visitors, taken out of the log and of what went out to webhooks: a step reads a bounded number of batches, and hands on to the next
 * where there are more. The work's subject is the batch behind which it goes on, so a step done twice does no harm.
 */
import type { Env } from "../env.ts";
import { type DueWork, deleteWork, hastenWork } from "../store/due-work.ts";
import { listErased, takeOutOfTexts } from "../store/erasure.ts";
import { listLogAfter, rewriteLog } from "../store/log.ts";

/** Batches of one step: unpacked a few hundred KB each at most. */
const PAGE = 40;

export async function erase(env: Env, work: DueWork, now: number): Promise<void> {
  const batches = await listLogAfter(env.DB, work.site, Number(work.subject), PAGE);
  const visitors = new Set(batches.flatMap(({ entries }) => entries.map(({ visitor }) => visitor)));
  const erased = await listErased(env.DB, work.site, [...visitors]);
  const changed = batches
    .map(({ id, entries }) => ({
      id,
      entries: entries.filter(({ visitor }) => !erased.has(visitor)),
      all: entries,
    }))
    .filter(({ entries, all }) => entries.length < all.length);
  await env.DB.batch([
    ...(changed.length > 0 ? await rewriteLog(env.DB, changed) : []),
    ...takeOutOfTexts(env.DB, work.site, now),
  ]);
  if (batches.length === PAGE) {
    const next: DueWork = { ...work, subject: String(batches.at(-1)!.id) };
    await hastenWork(env.DB, next, now).run();
    await env.WORK?.send(next);
  }
  await deleteWork(env.DB, work);
}

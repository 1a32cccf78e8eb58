/** Work that is done step by step. */
import type { Env } from "../env.ts";
import { type DueWork, finishWork, holdWork, LEASE_MS } from "../store/due-work.ts";

/** To the queue at once, and not at cron's next minute; where there is none, cron does it. */
export async function sendOn(env: Env, work: DueWork, now: number): Promise<void> {
  if (!env.WORK) return finishWork(env.DB, work, now);
  await holdWork(env.DB, work, now + LEASE_MS);
  await env.WORK.send(work);
}

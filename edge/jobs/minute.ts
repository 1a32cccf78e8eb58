/** What every minute's cron does, and a local run at once where its clock was moved. */
import type { Env } from "../env.ts";
import { leaseDeliveries } from "./deliver.ts";
import { leaseJourneys } from "./journey-step.ts";
import { leaseWork } from "./lease-due-work.ts";

export async function leaseAllDue(env: Env, now: number): Promise<void> {
  // A notification that a journey makes goes out in the same minute.
  const journeys = leaseJourneys(env, now).finally(() => leaseDeliveries(env, now));
  await Promise.all([leaseWork(env, now), journeys]);
}

/** The minute's cron: leases a page of due work and only fans it out; the queue does it (design.md §2). */
import type { Env } from "../env.ts";
import { logDone, logFailure } from "../log-line.ts";
import { type DueWork, ensureWork, LEASE_MS, leaseDueWork } from "../store/due-work.ts";
import { broadcast } from "./broadcast.ts";
import { countOnRequest, countSizes } from "./count-segments.ts";
import { erase } from "./erase.ts";
import { fetchFeed } from "./fetch-feed.ts";
import { type JourneySteps, stepJourneys } from "./journey-step.ts";
import { retain } from "./retain.ts";
import { score } from "./score.ts";
import { leaseWebhooks, sendWebhook } from "./send-webhook.ts";
import { sweep } from "./sweep.ts";
import { value } from "./value.ts";

const PAGE = 100;

export async function leaseWork(env: Env, now: number): Promise<void> {
  const due = await leaseDueWork(env.DB, now, now + LEASE_MS, PAGE);
  if (!env.WORK) for (const work of due) await doWork(env, work, now);
  else if (due.length > 0) await env.WORK.sendBatch(due.map((body) => ({ body })));
  await leaseWebhooks(env, now);
}

/** The hour's cron: every site has its retention, its scoring and its segments' sizes due, its customers' value, and the sweep of the clock. */
export async function ensureHourlyWork(env: Env, now: number): Promise<void> {
  await env.DB.batch(
    (["retain", "score", "value", "sizes", "sweep"] as const).map((kind) => ensureWork(env.DB, kind, now)),
  );
}

export async function consumeWork(
  env: Env,
  messages: readonly Message<DueWork | JourneySteps>[],
  now: number,
): Promise<void> {
  for (const message of messages) {
    try {
      await doWork(env, message.body, now);
      message.ack();
    } catch (error) {
      logFailure("work failed", { kind: message.body.kind, site: message.body.site }, error);
      message.retry({ delaySeconds: 30 });
    }
  }
}

/** Timed by the real clock: a local run's stands still or jumps. */
async function doWork(env: Env, work: DueWork | JourneySteps, now: number): Promise<void> {
  const began = Date.now();
  await doKind(env, work, now);
  logDone(env, "work done", {
    kind: work.kind,
    site: work.site,
    items: itemsOf(work),
    ms: Date.now() - began,
  });
}

/** Of a kind that is done for so many at once. */
const itemsOf = (work: DueWork | JourneySteps) => ("enrolments" in work ? work.enrolments.length : undefined);

async function doKind(env: Env, work: DueWork | JourneySteps, now: number): Promise<void> {
  switch (work.kind) {
    case "retain":
      return retain(env, work, now);
    case "score":
      return score(env, work, now);
    case "sizes":
      return countSizes(env, work, now);
    case "count":
      return countOnRequest(env, work, now);
    case "value":
      return value(env, work, now);
    case "feed":
      return fetchFeed(env, work, now);
    case "erase":
      return erase(env, work, now);
    case "sweep":
      return sweep(env, work, now);
    case "journeys":
      return stepJourneys(env, work, now);
    case "broadcast":
      return broadcast(env, work, now);
    case "webhook":
      return sendWebhook(env, work, now);
  }
}

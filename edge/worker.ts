/** The three doors: requests, queues, the clock. */
import { app } from "./app.ts";
import { now } from "./clock.ts";
import type { Env } from "./env.ts";
import { consumeDeliveries } from "./jobs/deliver.ts";
import { consumeHeartbeats, sendHeartbeat } from "./jobs/heartbeat.ts";
import { consumeIngest } from "./jobs/ingest.ts";
import type { JourneySteps } from "./jobs/journey-step.ts";
import { keepParts } from "./jobs/keep-parts.ts";
import { consumeWork, ensureHourlyWork } from "./jobs/lease-due-work.ts";
import type { Heartbeat, IngestMessage, PushMessages } from "./jobs/message.ts";
import { leaseAllDue } from "./jobs/minute.ts";
import { republish } from "./jobs/republish.ts";
import { logFailure } from "./log-line.ts";
import type { DueWork } from "./store/due-work.ts";

const HOURLY = "7 * * * *";

export default {
  fetch: app.fetch,

  async queue(batch, env) {
    const at = await now(env);
    if (batch.queue.endsWith("-work"))
      await consumeWork(env, batch.messages as readonly Message<DueWork | JourneySteps>[], at);
    else if (batch.queue.endsWith("-push"))
      await consumeDeliveries(env, batch.messages as readonly Message<PushMessages>[], at);
    else await consumeIngest(env, await consumeHeartbeats(env, batch.messages), at);
  },

  async scheduled({ cron }, env) {
    const at = await now(env);
    await sendHeartbeat(env);
    if (cron === HOURLY) await Promise.all([ensureHourlyWork(env, at), republish(env)]);
    // What falls due goes out whatever becomes of the parts: they are kept a minute later.
    const keeping = keepParts(env).catch((error: unknown) => logFailure("parts not kept", {}, error));
    await Promise.all([leaseAllDue(env, at), keeping]);
  },
} satisfies ExportedHandler<Env, IngestMessage | Heartbeat | DueWork | JourneySteps | PushMessages>;

/** The three doors: requests, queues, the clock. */
import { app } from "./app.ts";
import { now } from "./clock.ts";
import type { Env } from "./env.ts";
import { consumeDeliveries, leaseDeliveries } from "./jobs/deliver.ts";
import { consumeIngest } from "./jobs/ingest.ts";
import { consumeWork, ensureHourlyWork, leaseWork } from "./jobs/lease-due-work.ts";
import type { IngestMessage, PushMessages } from "./jobs/message.ts";
import type { DueWork } from "./store/due-work.ts";

const HOURLY = "7 * * * *";

export default {
  fetch: app.fetch,

  async queue(batch, env) {
    const at = await now(env);
    if (batch.queue.endsWith("-work"))
      await consumeWork(env, batch.messages as readonly Message<DueWork>[], at);
    else if (batch.queue.endsWith("-push"))
      await consumeDeliveries(env, batch.messages as readonly Message<PushMessages>[], at);
    else await consumeIngest(env, batch.messages as readonly Message<IngestMessage>[], at);
  },

  async scheduled({ cron }, env) {
    const at = await now(env);
    if (cron === HOURLY) await ensureHourlyWork(env, at);
    await Promise.all([leaseWork(env, at), leaseDeliveries(env, at)]);
  },
} satisfies ExportedHandler<Env, IngestMessage | DueWork | PushMessages>;

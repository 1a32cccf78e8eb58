/** Whether what runs behind the pages does: the queue, notifications, webhooks; and how near the plan's limits it comes. */
import { Hono } from "hono";
import * as v from "valibot";
import { metersOf, PLANS, type Quota } from "../../model/quota.ts";
import type { Running } from "../../model/running.ts";
import { DAY_MS } from "../../model/time.ts";
import { now } from "../clock.ts";
import type { AppEnv } from "../env.ts";
import { validQuery } from "../middleware/valid.ts";
import { INGEST_BEAT, readHeartbeat } from "../store/heartbeats.ts";
import { listLost } from "../store/lost-subscriptions.ts";
import { readUse } from "../store/quota.ts";
import { listWebhooks } from "../store/webhooks.ts";

const LOST_DAYS = 7;
/** Absent: without queues it is the free one. */
const quotaSchema = v.object({ plan: v.optional(v.picklist(PLANS)) });

export const running = new Hono<AppEnv>()
  .get("/", async (c) => {
    const { DB, INGEST } = c.env;
    const site = c.get("site");
    const at = await now(c.env);
    const [beat, lost, webhooks] = await Promise.all([
      readHeartbeat(DB, INGEST_BEAT),
      listLost(DB, site, Math.floor(at / DAY_MS) - LOST_DAYS + 1),
      listWebhooks(DB, site),
    ]);
    const answer: Running = {
      lastBeatMs: INGEST && beat !== null ? Math.max(0, Date.now() - beat) : null,
      hasQueue: INGEST !== undefined,
      lost,
      webhooks: webhooks
        .map(({ id, url, isOn, messages: { failed, due } }) => ({ id, url, isOn, failed, due }))
        .filter(({ failed, due }) => failed + due > 0),
      now: at,
    };
    return c.json(answer, 200);
  })
  .get("/quota", validQuery(quotaSchema), async (c) => {
    const hasQueue = c.env.INGEST !== undefined;
    const plan = c.req.valid("query").plan ?? (hasQueue ? "paid" : "free");
    const { days, ...use } = await readUse(c.env.DB, Math.floor((await now(c.env)) / DAY_MS));
    const answer: Quota = {
      plan,
      meters: metersOf({ ...use, today: days[0], yesterday: days[1], hasQueue }, plan),
    };
    return c.json(answer, 200);
  });

/** What only a local run has: the movable clock, the truth of its simulation, counters for the start page. Elsewhere 404. */
import { Hono } from "hono";
import * as v from "valibot";
import { isLocal, moveClock, now } from "../clock.ts";
import type { AppEnv } from "../env.ts";
import { faultOf } from "../fault.ts";
import { leaseAllDue } from "../jobs/minute.ts";
import { problem } from "../problem.ts";
import { keepTruth, truthSchema } from "../simulated-truth.ts";
import { sumCounters } from "../store/counters.ts";
import { addClockOffset, readClockOffset } from "../store/local-clock.ts";
import { countOrders } from "../store/order-sums.ts";
import { countVisitors } from "../store/visitors.ts";

/** Forward only, at most 90 days at once. */
const skipSchema = v.object({
  skipMs: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(90 * 86_400_000)),
});

export const local = new Hono<AppEnv>()
  .use(async (c, next) => {
    if (!isLocal(c.env)) return problem(404, "not-found", "Only a local run has this");
    return next();
  })
  .get("/clock", async (c) => c.json({ now: await now(c.env), offsetMs: await readClockOffset(c.env.DB) }))
  .post("/clock", async (c) => {
    const parsed = v.safeParse(skipSchema, await c.req.json().catch(() => undefined));
    if (!parsed.success)
      return problem(400, "invalid", "No time to skip", {
        field: "skipMs",
        expected: "whole ms, 0 to 90 days",
      });
    moveClock(await addClockOffset(c.env.DB, parsed.output.skipMs));
    const at = await now(c.env);
    // What has fallen due is done at once: nobody who skips three hours wants to wait for the next minute.
    c.executionCtx.waitUntil(leaseAllDue(c.env, at));
    return c.json({ now: at });
  })
  .post("/truth", async (c) => {
    const parsed = v.safeParse(truthSchema, await c.req.json().catch(() => undefined));
    if (!parsed.success)
      return problem(400, "invalid", "No truth of a simulation", faultOf(parsed.issues[0]));
    await keepTruth(c.env, parsed.output);
    return c.json({}, 200);
  })
  .get("/counters", async (c) => {
    const sums = await sumCounters(c.env.DB);
    const { visits = 0, views = 0, carts = 0, events = 0 } = sums;
    return c.json({
      visitors: await countVisitors(c.env.DB),
      visits,
      views,
      carts,
      events,
      orders: await countOrders(c.env.DB),
      simulated: true,
      days: 60,
    });
  });

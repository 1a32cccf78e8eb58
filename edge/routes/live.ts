/** GET /live: what arrives, as it arrives. */
import { Hono } from "hono";
import * as v from "valibot";
import type { LiveEvent, LiveFeed } from "../../model/report.ts";
import { now } from "../clock.ts";
import type { AppEnv } from "../env.ts";
import { validQuery } from "../middleware/valid.ts";
import { listErased } from "../store/erasure.ts";
import { type LogBatch, listLogAfter, listNewestLog } from "../store/log.ts";

/** Events of the first answer. */
const FIRST_EVENTS = 50;
/** A screen shows no more at once; of a busier stretch the newest are told. */
const MOST_EVENTS = 200;
/** Batches read for one answer. */
const BATCHES = 20;

const querySchema = v.object({
  after: v.optional(v.pipe(v.string(), v.regex(/^\d{1,15}$/, "a cursor as answered"), v.transform(Number))),
});

export const live = new Hono<AppEnv>().get("/", validQuery(querySchema), async (c) => {
  const { after } = c.req.valid("query");
  const site = c.get("site");
  const batches =
    after === undefined
      ? (await listNewestLog(c.env.DB, site, BATCHES)).reverse()
      : await listLogAfter(c.env.DB, site, after, BATCHES);
  const newest = batches.flatMap(eventsOf).slice(after === undefined ? -FIRST_EVENTS : -MOST_EVENTS);
  const visitors = [...new Set(newest.map(({ visitor }) => visitor))];
  // The log is rid of them by a job, up to a minute after their tombstone stands.
  const erased = visitors.length > 0 ? await listErased(c.env.DB, site, visitors) : new Set<string>();
  const feed: LiveFeed = {
    events: newest.filter(({ visitor }) => !erased.has(visitor)),
    cursor: batches.at(-1)?.id ?? after ?? 0,
    now: await now(c.env),
  };
  return c.json(feed, 200);
});

/** In order of time within the batch. */
function eventsOf({ entries }: LogBatch): LiveEvent[] {
  return entries
    .flatMap(({ visitor, city, country, moments }) =>
      moments.map((moment) => ({ ...moment, visitor, city, country })),
    )
    .sort((a, b) => a.at - b.at);
}

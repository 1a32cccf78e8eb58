/** Broadcasts: drafts, sending and what stops it, how many they are for, and how far each is. */
import { type Context, Hono } from "hono";
import * as v from "valibot";
import { type Broadcast, type BroadcastStatus, broadcastSchema } from "../../model/broadcast.ts";
import { beginsAt, goesAt } from "../../model/broadcast-receiver.ts";
import { estimate } from "../../model/estimate.ts";
import { isForVisitor } from "../../model/for-whom.ts";
import type {
  BroadcastList,
  BroadcastReport,
  BroadcastSize,
  DeliverySums,
  SavedBroadcast,
} from "../../model/push-report.ts";
import { sentResult } from "../../model/results/sent.ts";
import { compileSnapshot } from "../../model/snapshot.ts";
import { now } from "../clock.ts";
import type { AppEnv, Env } from "../env.ts";
import { sendOn } from "../jobs/send-on.ts";
import { membershipsOf } from "../memberships.ts";
import { actOf } from "../middleware/sign-in.ts";
import { validJson, validJsonOfPath } from "../middleware/valid.ts";
import { type Fault, problem } from "../problem.ts";
import {
  deleteBroadcast,
  listBroadcasts,
  moveBroadcast,
  readBroadcast,
  type StoredBroadcast,
  type StoredStatus,
  saveBroadcast,
} from "../store/broadcasts.ts";
import { sumBroadcasts, sumDeliveriesOf } from "../store/delivery-sums.ts";
import { hastenWork } from "../store/due-work.ts";
import { sumSent } from "../store/sent-results.ts";
import { readSite } from "../store/sites.ts";
import { readNewestSnapshot } from "../store/snapshots.ts";
import { readSubscribers } from "../store/subscribers.ts";
import { countSubscriptions } from "../store/subscriptions.ts";

/** Subscribers looked at while a size is asked for. */
const SAMPLE = 1_000;
/** The last zone in which an hour comes. */
const LAST_ZONE = "Etc/GMT+12";

const sizeSchema = v.pick(broadcastSchema, ["segmentsIn", "segmentsOut", "holdoutShare"]);
const noBroadcast = () => problem(404, "broadcast", "No such broadcast");
const wrongState = (is: BroadcastStatus, from: readonly BroadcastStatus[]) =>
  problem(409, "state", `The broadcast is ${is}`, { field: "status", expected: from.join(" or ") });

/** What is done with one that is in these states, and what it is then. */
const MOVES = {
  pause: { from: ["sending"], to: "paused" },
  resume: { from: ["paused"], to: "sending" },
  cancel: { from: ["sending", "paused"], to: "cancelled" },
} as const satisfies Record<string, { from: readonly StoredStatus[]; to: StoredStatus }>;

/** Under a path of its own: beside `/:id/send` Hono could not match all routes by one expression. */
export const broadcastSize = new Hono<AppEnv>().post("/", validJson(sizeSchema), async (c) =>
  c.json(await sizeOf(c.env, c.get("site"), c.req.valid("json"), await now(c.env)), 200),
);

export const broadcasts = new Hono<AppEnv>()
  .get("/", async (c) => {
    const [db, site] = [c.env.DB, c.get("site")];
    const [listed, sums] = await Promise.all([listBroadcasts(db, site), sumBroadcasts(db, site)]);
    const answer: BroadcastList = {
      broadcasts: listed.map((saved) => toSaved(saved, sums.get(`broadcast:${saved.broadcast.id}`) ?? {})),
    };
    return c.json(answer, 200);
  })
  .get("/:id", async (c) => {
    const report = await reportOf(c.env.DB, c.get("site"), c.req.param("id"));
    return report ? c.json(report, 200) : noBroadcast();
  })
  .get("/:id/results", async (c) => {
    const { DB } = c.env;
    const site = await readSite(DB, c.get("site"));
    const saved = await readBroadcast(DB, c.get("site"), c.req.param("id"));
    if (!site || !saved) return noBroadcast();
    const { id, holdoutShare } = saved.broadcast;
    const sums = await sumSent(DB, site.settings.id, "broadcast", id);
    return c.json(sentResult(sums, holdoutShare, site.settings.currency), 200);
  })
  .put("/:id", validJsonOfPath(broadcastSchema), async (c) => {
    const broadcast = c.req.valid("json");
    const act = await actOf(c);
    if (!(await saveBroadcast(c.env.DB, c.get("site"), broadcast, act)))
      return problem(409, "state", "The broadcast has been sent", { field: "status", expected: "draft" });
    return c.json({ id: broadcast.id, updatedAt: act.at }, 200);
  })
  .delete("/:id", async (c) => {
    const id = c.req.param("id");
    const report = await reportOf(c.env.DB, c.get("site"), id);
    if (!report) return noBroadcast();
    const from = ["draft", "cancelled", "done"] as const;
    if (!from.some((status) => status === report.status)) return wrongState(report.status, from);
    await deleteBroadcast(c.env.DB, c.get("site"), id, await actOf(c));
    return c.json({ id }, 200);
  })
  .post("/:id/send", async (c) => {
    const [db, site, id] = [c.env.DB, c.get("site"), c.req.param("id")];
    const saved = await readBroadcast(db, site, id);
    if (!saved) return noBroadcast();
    const act = await actOf(c);
    const { at } = act;
    const fault = await faultOfSending(db, site, saved.broadcast, at);
    if (fault) return problem(400, "broadcast", "The broadcast cannot be sent", fault);
    if (!(await moveBroadcast(db, site, id, ["draft"], "sending", act)))
      return wrongState(saved.status, ["draft"]);
    await hastenBroadcast(c.env, site, id, beginsAt(saved.broadcast, at), at);
    return c.json((await reportOf(db, site, id))!, 200);
  })
  .post("/:id/pause", (c) => move(c, c.req.param("id"), "pause"))
  .post("/:id/resume", (c) => move(c, c.req.param("id"), "resume"))
  .post("/:id/cancel", (c) => move(c, c.req.param("id"), "cancel"));

async function move(c: Context<AppEnv>, id: string, what: keyof typeof MOVES) {
  const [db, site] = [c.env.DB, c.get("site")];
  const { from, to } = MOVES[what];
  const before = await reportOf(db, site, id);
  if (!before) return noBroadcast();
  const act = await actOf(c);
  const isIn = from.some((status) => status === before.status);
  if (!isIn || !(await moveBroadcast(db, site, id, from, to, act))) return wrongState(before.status, from);
  await hastenBroadcast(c.env, site, id, beginsAt(before.broadcast, act.at), act.at);
  return c.json((await reportOf(db, site, id))!, 200);
}

/** Due from then on; where that is now, the queue begins before cron's next minute. */
async function hastenBroadcast(
  env: Env,
  site: string,
  id: string,
  dueAt: number,
  now: number,
): Promise<void> {
  const work = { site, kind: "broadcast", subject: id } as const;
  await hastenWork(env.DB, work, dueAt).run();
  if (dueAt <= now) await sendOn(env, work, now);
}

/** Everybody has been looked at and nothing waits any more: it is done, whoever asks. */
function toSaved(
  { broadcast, status, updatedAt, startedAt, finishedAt }: StoredBroadcast,
  sums: DeliverySums,
): SavedBroadcast {
  const isDone = status === "sending" && finishedAt !== null && !sums.due;
  return { broadcast, status: isDone ? "done" : status, updatedAt, startedAt, finishedAt, sums };
}

async function reportOf(db: D1Database, site: string, id: string): Promise<BroadcastReport | null> {
  const [saved, { sums, steps }] = await Promise.all([
    readBroadcast(db, site, id),
    sumDeliveriesOf(db, site, `broadcast:${id}`),
  ]);
  return saved && { ...toSaved(saved, sums), variants: steps };
}

/** Its segments are judged by the published rules, so they must be among those; and its hour must still come somewhere. */
async function faultOfSending(
  db: D1Database,
  site: string,
  { segmentsIn, segmentsOut, when }: Broadcast,
  now: number,
): Promise<Fault | undefined> {
  const snapshot = await readNewestSnapshot(db, site);
  const published = new Set(snapshot?.segments.map(({ id }) => id));
  for (const [field, ids] of Object.entries({ segmentsIn, segmentsOut })) {
    const place = ids.findIndex((id) => !published.has(id));
    if (place >= 0) return { field: `${field}[${place}]`, expected: "a published segment" };
  }
  return goesAt({ when }, LAST_ZONE, now).isTooLate
    ? { field: "when", expected: "an hour that has not passed everywhere" }
    : undefined;
}

async function sizeOf(
  env: Env,
  site: string,
  broadcast: Pick<Broadcast, "segmentsIn" | "segmentsOut">,
  now: number,
): Promise<BroadcastSize> {
  const { segmentsIn, segmentsOut } = broadcast;
  const subscribers = await countSubscriptions(env.DB, site);
  if (segmentsIn.length + segmentsOut.length === 0)
    return { subscribers, members: subscribers, between: [subscribers, subscribers], isExact: true };
  const snapshot = await readNewestSnapshot(env.DB, site);
  const rules = snapshot && compileSnapshot(snapshot);
  const sample = rules ? await readSubscribers(env.DB, site, "", SAMPLE, true) : [];
  const hits = sample.filter(({ known }) =>
    isForVisitor(broadcast, membershipsOf(rules!, known, now)),
  ).length;
  const { count, low, high } = estimate(hits, sample.length, rules ? subscribers : 0);
  return { subscribers, members: count, between: [low, high], isExact: sample.length < SAMPLE };
}

/**
 * Fans a broadcast out: the subscribers in the order of their ids, page by page. A step looks at a bounded number of them, writes
 * down where it stands in the transaction that makes the deliveries, and hands itself on, so that none grows with the list.
 * Whoever takes it up later goes on from there, and a page done twice makes nothing twice.
 */
import { armOf, goesAt } from "../../model/broadcast-receiver.ts";
import { isHeldOutOfAll } from "../../model/decision.ts";
import { UNTIL_RESUMED } from "../../model/delivery.ts";
import { isForVisitor } from "../../model/for-whom.ts";
import { HOUR_MS } from "../../model/time.ts";
import type { Env } from "../env.ts";
import { membershipsOf } from "../memberships.ts";
import { deliveryId } from "../push/delivery-id.ts";
import { loadSnapshot } from "../snapshot.ts";
import { advanceBroadcast, readBroadcast, type StoredBroadcast } from "../store/broadcasts.ts";
import { makeDeliveries, type NewDelivery } from "../store/deliveries.ts";
import { resumeDeliveries } from "../store/delivery-leases.ts";
import { sumDeliveriesOf } from "../store/delivery-sums.ts";
import { type DueWork, deleteWork, finishWork } from "../store/due-work.ts";
import { readSubscribers, type Subscriber } from "../store/subscribers.ts";
import { leaseDeliveries } from "./deliver.ts";
import { sendOn } from "./send-on.ts";

/** Read at once: a profile is a few KB. */
const PAGE = 500;
/** Of one step. */
const PAGES = 4;
const STEP = PAGE * PAGES;

/** One step. What is paused, or waits for local hours, is looked at again every hour until nothing of it is due. */
export async function broadcast(env: Env, work: DueWork, now: number): Promise<void> {
  const { site, subject: id } = work;
  const saved = await readBroadcast(env.DB, site, id);
  if (!saved || saved.status === "draft") return deleteWork(env.DB, work);
  const source = `broadcast:${id}`;
  if (saved.status === "paused") return finishWork(env.DB, work, now + HOUR_MS);
  const resumed = await resumeDeliveries(env.DB, site, source, now, UNTIL_RESUMED, STEP);
  const isFanning = saved.status === "sending" && saved.finishedAt === null;
  const isMore = (isFanning && !(await fanOut(env, site, saved, now))) || resumed === STEP;
  if (env.PUSH) await leaseDeliveries(env, now);
  if (isMore) return sendOn(env, work, now);
  const { sums } = await sumDeliveriesOf(env.DB, site, source);
  return sums.due ? finishWork(env.DB, work, now + HOUR_MS) : deleteWork(env.DB, work);
}

/** True where there is nobody behind those looked at. */
async function fanOut(env: Env, site: string, saved: StoredBroadcast, now: number): Promise<boolean> {
  const { broadcast } = saved;
  const { segmentsIn, segmentsOut } = broadcast;
  const isAsking = segmentsIn.length + segmentsOut.length > 0;
  const rules = await loadSnapshot(env, site, (promise) => void promise.catch(() => undefined));
  // It was sent with rules to judge by, and those stay; so KV is away.
  if (isAsking && !rules) throw new Error("the published rules cannot be read");
  let { cursor } = saved;
  for (let page = 0; page < PAGES; page++) {
    const listed = await readSubscribers(env.DB, site, cursor, PAGE, isAsking);
    // Who is held out of everything is no part of it: they are no comparison for those held out of this alone.
    const isFor = ({ visitor, known }: Subscriber) =>
      !(rules && isHeldOutOfAll(visitor, rules.compiled.site)) &&
      (!isAsking || isForVisitor(broadcast, membershipsOf(rules!.compiled, known, now)));
    const made = await Promise.all(
      listed.filter(isFor).map((subscriber) => deliveryFor(site, saved, subscriber, now)),
    );
    const isEnd = listed.length < PAGE;
    const to = listed.at(-1)?.visitor ?? cursor;
    const [advanced] = await env.DB.batch([
      advanceBroadcast(env.DB, site, broadcast.id, { from: cursor, to, isEnd }, now),
      ...makeDeliveries(env.DB, site, made, now),
    ]);
    // Somebody else has gone on with it, or it has been paused or cancelled: the next step sees.
    if (advanced!.meta.changes === 0) return false;
    if (isEnd) return true;
    cursor = to;
  }
  return false;
}

async function deliveryFor(
  site: string,
  { broadcast }: StoredBroadcast,
  { visitor, timeZone }: Subscriber,
  now: number,
): Promise<NewDelivery> {
  const { variant, isHeldOut } = armOf(broadcast, visitor);
  const { at, isTooLate } = goesAt(broadcast, timeZone, now);
  const source = `broadcast:${broadcast.id}`;
  return {
    id: await deliveryId(site, source, variant, visitor, ""),
    visitor,
    source,
    step: variant,
    state: isHeldOut ? "held_out" : isTooLate ? "expired" : "due",
    dueAt: at,
    ttlHours: broadcast.variants.find(({ id }) => id === variant)!.message.ttlHours,
    message: null,
  };
}

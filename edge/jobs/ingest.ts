/**
 * Events into D1, each once. A batch is one SELECT for its visitors, pure folding, and one transaction of few
 * statements; the visitors' `rev` makes it void where somebody else wrote meanwhile, and then it is read and done
 * again. The same after an error whose outcome is unknown: what had been committed is in `seen` and falls away.
 * After three failures the batch is halved until the message that fails by itself is alone; only that one is put
 * aside as a dead letter, and none while D1 or KV is away, for then every message fails.
 */

import type { Item } from "../../model/event.ts";
import { DAY_MS } from "../../model/profile.ts";
import { settle } from "../../model/settle.ts";
import { addTo, type Tally, tallyVisitor } from "../../model/tally.ts";
import { tallyVitals } from "../../model/vital.ts";
import type { Env } from "../env.ts";
import { loadSnapshot } from "../snapshot.ts";
import { addCounters } from "../store/counters.ts";
import { saveDeadLetter } from "../store/dead-letters.ts";
import { type LogEntry, writeLog } from "../store/log.ts";
import { type IncomingOrder, saveOrders, serverPartStatement } from "../store/orders.ts";
import { ping } from "../store/ping.ts";
import { saveProducts } from "../store/products.ts";
import { readStates, type StateChange, saveStates } from "../store/visitor-state.ts";
import { addVitals } from "../store/vitals.ts";
import type { IngestMessage } from "./message.ts";

const TRIES = 3;
/** Lost races are no fault of a message: they are repeated more often, and never dead-lettered. */
const RACES = 12;

/** Writes the messages of any sites; throws where D1 refuses, and then nothing of the failing site is written. */
export async function ingest(env: Env, messages: IngestMessage[]): Promise<void> {
  for (const [site, own] of Map.groupBy(messages, (message) => message.site)) {
    for (let race = 1; ; race++) {
      try {
        await ingestSite(env, site, own);
        break;
      } catch (error) {
        if (race === RACES || !isRace(error)) throw error;
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * race));
      }
    }
  }
}

const isRace = (error: unknown) => String(error).includes("visitor rev conflict");

async function ingestSite(env: Env, site: string, messages: IngestMessage[]): Promise<void> {
  const byVisitor = Map.groupBy(messages, (message) => message.visitor);
  const snapshot = await loadSnapshot(env, site, (promise) => void promise.catch(() => undefined));
  const rules = snapshot?.compiled;
  const campaigns = new Set(snapshot?.snapshot.campaigns.map(({ id }) => id));
  const { states, erased } = await readStates(env.DB, site, [...byVisitor.keys()]);
  const tally: Tally = new Map();
  const vitals: Tally = new Map();
  const changes: StateChange[] = [];
  const log: LogEntry[] = [];
  const products = new Map<string, Item>();
  const orders: IncomingOrder[] = [];
  let receivedAt = 0;

  for (const [visitor, deliveries] of byVisitor) {
    if (erased.has(visitor)) continue;
    const known = states.get(visitor);
    const settled = settle(known, deliveries, rules);
    if (!settled) continue;
    const { profile } = settled;
    tallyVisitor(tally, settled.before, profile, settled.fresh);
    tallyVitals(vitals, settled.fresh, campaigns);
    receivedAt = Math.max(receivedAt, ...deliveries.map((delivery) => delivery.receivedAt));
    for (const [reason, count] of Object.entries(settled.refused))
      addTo(tally, Math.floor(receivedAt / DAY_MS), `refused:${reason}`, count);
    // Nobody yet: of whom nothing was accepted there is nothing to keep. Brought twice, such refusals count twice.
    if (!known && settled.fresh.length === 0) continue;
    changes.push({
      id: visitor,
      rev: (known?.rev ?? 0) + 1,
      profile,
      seen: settled.seen,
      timeline: settled.timeline,
      segments: settled.segments,
      day: Math.floor((profile.lastSeenAt || receivedAt) / DAY_MS),
    });
    if (settled.added.length > 0)
      log.push({
        visitor,
        city: profile.place?.value.city ?? "",
        country: profile.place?.value.country ?? "",
        moments: settled.added,
      });
    for (const [id, item] of settled.products) products.set(id, item);
    for (const run of settled.fresh)
      for (const { at, event } of run.events)
        if (event.name === "purchase") {
          const { orderId, valueMinor, currency = "", lines } = event.props;
          orders.push({ id: orderId, visitor, placedAt: at, valueMinor, currency, channel: "web", lines });
        }
  }
  if (changes.length === 0 && tally.size === 0) return;
  await env.DB.batch([
    ...(changes.length > 0 ? saveStates(env.DB, site, changes) : []),
    ...addCounters(env.DB, site, tally),
    ...addVitals(env.DB, site, vitals),
    ...saveProducts(env.DB, site, products),
    ...(await writeLog(env.DB, site, log, receivedAt)),
    ...(orders.length > 0
      ? [
          ...saveOrders(env.DB, site, orders, "page"),
          serverPartStatement(
            env.DB,
            site,
            orders.map(({ visitor }) => visitor!),
          ),
        ]
      : []),
  ]);
}

/** The queue's door: every message acknowledged or retried on its own. */
export async function consumeIngest(
  env: Env,
  messages: readonly Message<IngestMessage>[],
  now: number,
): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await ingest(
        env,
        messages.map(({ body }) => body),
      );
      for (const message of messages) message.ack();
      return;
    } catch (error) {
      if (isRace(error)) {
        for (const message of messages) message.retry();
        return;
      }
      if (attempt < TRIES) continue;
      if (!(await isStorageThere(env))) {
        for (const message of messages) retryLater(message);
        return;
      }
      if (messages.length === 1) return putAside(env, messages[0]!, now, error);
      const half = Math.ceil(messages.length / 2);
      await consumeIngest(env, messages.slice(0, half), now);
      return consumeIngest(env, messages.slice(half), now);
    }
  }
}

async function isStorageThere({ DB, SNAPSHOTS }: Env): Promise<boolean> {
  const answers = await Promise.allSettled([ping(DB), SNAPSHOTS.get("health")]);
  return answers.every(({ status }) => status === "fulfilled");
}

function retryLater(message: Message<IngestMessage>): void {
  message.retry({ delaySeconds: Math.min(2 ** message.attempts, 600) });
}

/** Into the dead letters; where even that fails, D1 is away, and the queue brings the message again. */
async function putAside(
  env: Env,
  message: Message<IngestMessage>,
  now: number,
  error: unknown,
): Promise<void> {
  try {
    await saveDeadLetter(env.DB, {
      id: message.id,
      site: String(message.body?.site ?? ""),
      failedAt: now,
      reason: String(error).slice(0, 500),
      body: JSON.stringify(message.body),
    });
    message.ack();
  } catch {
    retryLater(message);
  }
}

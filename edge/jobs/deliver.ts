/**
 * Sends what is due: claimed with a lease, sent, and recorded. The minute's cron leases pages and only fans them out; each page
 * is one invocation of the queue, because one has six connections at a time. Whatever fails between two steps is done again
 * when the lease has run out, under the same Topic and tag, so that the device shows it once. What may not go now is put off with
 * the reason and never dropped (model/delivery.ts).
 */
import { attentionUntil } from "../../model/decision.ts";
import {
  type DueDelivery,
  MOST_ATTEMPTS,
  type NextOfDelivery,
  nextOfDelivery,
  tryAgainAt,
} from "../../model/delivery.ts";
import type { Journey } from "../../model/journey.ts";
import { emptyServerPart, type ServerPart } from "../../model/passport.ts";
import type { Profile } from "../../model/profile.ts";
import { type PushMessage, USUAL_PUSH } from "../../model/push.ts";
import { payloadOf, type TokenValues } from "../../model/push-payload.ts";
import type { CompiledSnapshot, SiteSettings } from "../../model/snapshot.ts";
import { DAY_MS } from "../../model/time.ts";
import type { Env } from "../env.ts";
import { logFailure } from "../log-line.ts";
import { publishedJourneys } from "../published-journeys.ts";
import { contactOf } from "../push/contact.ts";
import { signingKey } from "../push/keys.ts";
import { type Post, type PushOutcome, sendPush } from "../push/send.ts";
import type { VapidKey } from "../push/vapid.ts";
import { loadSnapshot } from "../snapshot.ts";
import {
  type LeasedDelivery,
  type LeasedPage,
  leaseDueDeliveries,
  type RecordedDelivery,
  readLeased,
  recordDeliveries,
} from "../store/delivery-leases.ts";
import { readSite } from "../store/sites.ts";
import { lagOf } from "./heartbeat.ts";
import type { PushMessages } from "./message.ts";

/** Longer than a page takes with a push service that answers at the last moment, and than a full queue lets it wait. */
export const LEASE_MS = 15 * 60_000;
/** Of one invocation. */
const PAGE = 50;
/** Messages of one call to the queue. */
const MESSAGES = 100;
/** Calls of one minute: 50,000 deliveries; more wait for the next. */
const CALLS = 10;
/** Without a queue: the free plan lets an invocation fetch 50 times. */
const PAGE_WITHOUT_QUEUE = 40;
/** A Worker's invocation has so many connections at a time. */
const CONNECTIONS = 6;

/** Leases what is due and hands it to the queue; where there is none, sends a page here. */
export async function leaseDeliveries(env: Env, now: number, post?: Post): Promise<void> {
  const leasedUntil = now + LEASE_MS;
  if (!env.PUSH) {
    const leased = await leaseDueDeliveries(env.DB, now, leasedUntil, PAGE_WITHOUT_QUEUE);
    for (const page of pagesOf(leased, leasedUntil)) await deliver(env, page, now, post);
    return;
  }
  for (let call = 0; call < CALLS; call++) {
    const leased = await leaseDueDeliveries(env.DB, now, leasedUntil, PAGE * MESSAGES);
    const pages = pagesOf(leased, leasedUntil);
    for (let from = 0; from < pages.length; from += MESSAGES)
      await env.PUSH.sendBatch(pages.slice(from, from + MESSAGES).map((body) => ({ body })));
    if (leased.length < PAGE * MESSAGES) return;
  }
}

function pagesOf(leased: { site: string; id: string }[], leasedUntil: number): PushMessages[] {
  return [...Map.groupBy(leased, ({ site }) => site)].flatMap(([site, own]) =>
    Array.from({ length: Math.ceil(own.length / PAGE) }, (_, page) => ({
      site,
      ids: own.slice(page * PAGE, (page + 1) * PAGE).map(({ id }) => id),
      leasedUntil,
    })),
  );
}

export async function consumeDeliveries(
  env: Env,
  messages: readonly Message<PushMessages>[],
  now: number,
  post?: Post,
): Promise<void> {
  for (const message of messages) {
    try {
      await deliver(env, message.body, now, post);
      message.ack();
    } catch (error) {
      logFailure("deliveries failed", { site: message.body.site }, error);
      message.retry({ delaySeconds: 30 });
    }
  }
}

/** Everything a page of one site is judged and sent by. */
interface Shop {
  env: Env;
  settings: SiteSettings;
  rules: CompiledSnapshot | undefined;
  /** Those that are published, by id; undefined: nothing was ever published. */
  journeys: ReadonlyMap<string, Journey> | undefined;
  now: number;
  page: LeasedPage;
  /** How far behind events reach D1. */
  lagMs: number;
}

export async function deliver(
  env: Env,
  { site, ids, leasedUntil }: PushMessages,
  now: number,
  post?: Post,
): Promise<void> {
  const [shop, snapshot, page] = await Promise.all([
    readSite(env.DB, site),
    loadSnapshot(env, site, (promise) => void promise.catch(() => undefined)),
    readLeased(env.DB, site, ids, leasedUntil, now - DAY_MS),
  ]);
  if (!shop || page.deliveries.length === 0) return;
  const { settings } = shop;
  const rules = snapshot?.compiled;
  const named = page.deliveries.flatMap(({ source }) => journeyOf(source) ?? []);
  const journeys = rules && (await publishedJourneys(env.DB, rules, named));
  const of: Shop = { env, settings, rules, journeys, now, page, lagMs: lagOf(env, page.heardAt) };
  const recorded: RecordedDelivery[] = [];
  const sending: { delivery: LeasedDelivery; message: PushMessage }[] = [];
  for (const delivery of page.deliveries) {
    const message = messageOf(page, delivery);
    const next = nextOfDelivery(now, dueOf(of, delivery, message));
    if (next.kind !== "send") {
      recorded.push(held(delivery, next, now));
      continue;
    }
    sending.push({ delivery, message: message! });
    // The next one of the same visitor is judged as if this one had gone.
    if (delivery.source !== "test")
      page.sentAt.set(delivery.visitor, [...(page.sentAt.get(delivery.visitor) ?? []), now]);
  }
  const keys = await keysOf(env, site, sending);
  let next = 0;
  const sendOneByOne = async () => {
    while (next < sending.length) {
      const { delivery, message } = sending[next++]!;
      const key = keys.get(delivery.subscription!.keyId);
      const outcome = key ? await sendOne(of, delivery, message, key, post) : KEYLESS;
      recorded.push(recordOf(delivery, outcome, now));
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, sendOneByOne));
  await recordDeliveries(env.DB, site, leasedUntil, recorded, now);
}

/** Id of the journey a delivery is of. */
const journeyOf = (source: string): string | undefined => /^journey:(.*)$/.exec(source)?.[1];

const broadcastOf = (page: LeasedPage, source: string) =>
  source.startsWith("broadcast:") ? page.broadcasts.get(source.slice("broadcast:".length)) : undefined;

const messageOf = (page: LeasedPage, { message, source, step }: LeasedDelivery): PushMessage | undefined =>
  message ?? broadcastOf(page, source)?.broadcast.variants.find(({ id }) => id === step)?.message;

function dueOf(
  { settings, rules, journeys, page, lagMs }: Shop,
  delivery: LeasedDelivery,
  message: PushMessage | undefined,
): DueDelivery {
  const { madeAt, expiresAt, source, subscription, visitor } = delivery;
  const known = visitorOf(page, visitor);
  const journey = journeyOf(source);
  const sentAt = page.sentAt.get(visitor) ?? [];
  return {
    madeAt,
    expiresAt,
    message,
    broadcast: broadcastOf(page, source)?.status,
    isUnpublished: journey !== undefined && journeys?.has(journey) === false,
    isSubscribed: subscription !== null,
    visitor: known,
    lagMs,
    window:
      source === "test" || !subscription
        ? undefined
        : {
            settings: settings.push ?? USUAL_PUSH,
            timeZone: subscription.timeZone,
            // One that has gone spends attention before the device can tell that it was seen.
            attentionUntil: Math.max(
              rules && known ? attentionUntil(rules, known.profile) : 0,
              Math.max(0, ...sentAt) + settings.attentionMinutes * 60_000,
            ),
            sentAt,
          },
  };
}

function visitorOf(page: LeasedPage, id: string): { profile: Profile; server: ServerPart } | null {
  const known = page.visitors.get(id);
  return known ? { profile: known.profile, server: known.server ?? emptyServerPart } : null;
}

const KEYLESS: PushOutcome = {
  kind: "failed",
  status: null,
  reason: "the key it was subscribed with cannot be opened",
};

/** By id; what cannot be opened is not there. */
async function keysOf(
  env: Env,
  site: string,
  sending: readonly { delivery: LeasedDelivery }[],
): Promise<Map<string, VapidKey>> {
  const ids = new Set(sending.map(({ delivery }) => delivery.subscription!.keyId));
  const keys = await Promise.all([...ids].map((id) => signingKey(env, site, id)));
  return new Map(keys.flatMap((key) => (key ? [[key.id, key]] : [])));
}

async function sendOne(
  { env, settings, now, page }: Shop,
  { id, visitor, expiresAt, subscription }: LeasedDelivery,
  message: PushMessage,
  key: VapidKey,
  post: Post | undefined,
): Promise<PushOutcome> {
  const { endpoint, p256dh, auth, origin, language } = subscription!;
  const payload = payloadOf(message, {
    id,
    site: settings.id,
    language,
    origin,
    settings: settings.push ?? {},
    values: valuesOf(visitorOf(page, visitor)),
  });
  return sendPush(
    env,
    {
      endpoint,
      p256dh,
      auth,
      payload: JSON.stringify(payload),
      ttlSeconds: Math.floor(Math.min(message.ttlHours * 3_600_000, expiresAt - now) / 1000),
      urgency: message.urgency,
      topic: id,
    },
    key,
    contactOf(settings),
    post,
  );
}

/** What the edge fills: where they were last, and what they have declared. */
function valuesOf(visitor: { profile: Profile; server: ServerPart } | null): TokenValues {
  if (!visitor) return {};
  const { profile, server } = visitor;
  const own = Object.entries(profile.traits).map(([name, { value }]) => [name, value] as const);
  // Of both the shop's server is right.
  const traits = [...own, ...Object.entries(server.traits)].flatMap(([name, value]) =>
    typeof value === "string" || typeof value === "number" ? [[`trait.${name}`, String(value)]] : [],
  );
  return { city: profile.place?.value.city, ...Object.fromEntries(traits) };
}

/** One that does not go now. What defers it moves its end too. */
function held(
  { id, dueAt, expiresAt, attempts }: LeasedDelivery,
  next: Exclude<NextOfDelivery, { kind: "send" }>,
  now: number,
): RecordedDelivery {
  const same = { id, dueAt, expiresAt, attempts, status: null, sentAt: null, endpoint: null };
  if (next.kind === "end") return { ...same, state: next.state, reason: next.reason };
  const { until, reason } = next;
  const wait = reason === "paused" ? 0 : until - now;
  return { ...same, state: "due", dueAt: until, expiresAt: expiresAt + wait, reason };
}

function recordOf(
  { id, dueAt, expiresAt, attempts: before, subscription }: LeasedDelivery,
  outcome: PushOutcome,
  now: number,
): RecordedDelivery {
  const { kind, status } = outcome;
  const attempts = before + 1;
  const same = { id, dueAt, expiresAt, attempts, status, reason: null, sentAt: null, endpoint: null };
  switch (kind) {
    case "taken":
      return { ...same, state: "sent", sentAt: now };
    case "gone":
      return { ...same, state: "gone", endpoint: subscription!.endpoint };
    case "failed":
      return { ...same, state: "failed", reason: outcome.reason };
    case "retry": {
      const again = tryAgainAt(now, attempts, Math.random(), outcome.afterMs);
      return again === undefined
        ? { ...same, state: "failed", reason: `${outcome.reason} (${MOST_ATTEMPTS} attempts)` }
        : { ...same, state: "due", dueAt: again, reason: outcome.reason };
    }
  }
}

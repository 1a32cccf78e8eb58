/** A shop that sends notifications, visitors whose browsers take them, and the push service in between. */
import { env } from "cloudflare:workers";
import type { Env } from "../../edge/env.ts";
import { ingest } from "../../edge/jobs/ingest.ts";
import { deliveryId } from "../../edge/push/delivery-id.ts";
import { currentKey } from "../../edge/push/keys.ts";
import type { Post } from "../../edge/push/send.ts";
import { makeDeliveries, type NewDelivery } from "../../edge/store/deliveries.ts";
import { saveSubscription } from "../../edge/store/subscriptions.ts";
import type { Event } from "../../model/event.ts";
import type { PushMessage, PushPayload } from "../../model/push.ts";
import type { SiteSettings, Snapshot } from "../../model/snapshot.ts";
import { NOON } from "../support/builders.ts";
import { aJourney, aPush } from "../support/journeys.ts";
import { aPushReceiver, type PushReceiver } from "../support/push-receiver.ts";
import { aMessage, aVisitorId } from "./api/support.ts";
import { ARRIVE, aPublishedSite } from "./visitor.ts";

export const HOUR_MS = 3_600_000;

export const aPushMessage = (changes: Partial<PushMessage> = {}): PushMessage => ({
  title: "Your lamp is waiting",
  body: "It is still in your cart.",
  href: "/cart/",
  ttlHours: 24,
  urgency: "normal",
  ...changes,
});

/** With a key, a journey "cart", and without attention between two notifications unless told otherwise. */
export async function aPushShop(settings: Partial<SiteSettings> = {}, rules: Partial<Snapshot> = {}) {
  const journeys = [aJourney("cart", [aPush("reminder")])];
  const site = await aPublishedSite(
    { journeys, ...rules },
    {
      origins: ["https://shop.example"],
      attentionMinutes: 0,
      ...settings,
    },
  );
  await currentKey(env, site.id, NOON);
  return site;
}

export interface Subscriber {
  visitor: string;
  endpoint: string;
  receiver: PushReceiver;
}

export const anEndpoint = () => `https://updates.push.services.mozilla.com/wpush/v2/${crypto.randomUUID()}`;

/** Subscribes a visitor's browser, or renews what it has. */
export async function subscribe(
  site: SiteSettings,
  visitor: string,
  { timeZone = "Europe/Warsaw", endpoint = anEndpoint() } = {},
): Promise<Subscriber> {
  const receiver = await aPushReceiver();
  const { id: keyId } = await currentKey(env, site.id, NOON);
  const origin = "https://shop.example";
  await saveSubscription(
    env.DB,
    site.id,
    { visitor, endpoint, ...receiver.keys, keyId, origin, timeZone, language: "pl-PL" },
    NOON,
  );
  return { visitor, endpoint, receiver };
}

/** Somebody who was there an hour before noon, with a subscription. */
export async function aSubscriber(
  site: SiteSettings,
  { timeZone, events = [ARRIVE] }: { timeZone?: string; events?: Event[] } = {},
): Promise<Subscriber> {
  const visitor = aVisitorId();
  await told(site, visitor, events, NOON - HOUR_MS);
  return subscribe(site, visitor, timeZone ? { timeZone } : {});
}

/** Events of a visitor, as ingest writes them. */
export const told = (site: SiteSettings, visitor: string, events: Event[], at: number) =>
  ingest(env, [aMessage(site.id, events, { visitor, at })]);

/** A delivery that is due at noon. */
export async function aDelivery(
  site: SiteSettings,
  visitor: string,
  changes: Partial<NewDelivery> = {},
): Promise<string> {
  const occasion = crypto.randomUUID();
  const delivery: NewDelivery = {
    id: await deliveryId(site.id, "journey:cart", "reminder", visitor, occasion),
    visitor,
    source: "journey:cart",
    step: "reminder",
    state: "due",
    dueAt: NOON,
    ttlHours: 24,
    message: aPushMessage(),
    ...changes,
  };
  await env.DB.batch(makeDeliveries(env.DB, site.id, [delivery], NOON - 1));
  return delivery.id;
}

export interface StoredDelivery {
  id: string;
  visitor: string;
  step: string;
  state: string;
  due_at: number;
  expires_at: number;
  leased_until: number;
  attempts: number;
  status: number | null;
  reason: string | null;
  sent_at: number | null;
  shown_at: number | null;
  closed_at: number | null;
  clicked_at: number | null;
}
export async function storedDelivery(site: SiteSettings, id: string): Promise<StoredDelivery> {
  const row = await env.DB.prepare("SELECT * FROM deliveries WHERE site = ?1 AND id = ?2")
    .bind(site.id, id)
    .first<StoredDelivery>();
  return row!;
}

/** How many stand in each state, as the triggers have kept it; those with none are left out. */
export async function sumsOf(site: SiteSettings, source: string): Promise<Record<string, number>> {
  const { results } = await env.DB.prepare(
    "SELECT state, sum(deliveries) AS n FROM delivery_sums WHERE site = ?1 AND source = ?2 GROUP BY state",
  )
    .bind(site.id, source)
    .all<{ state: string; n: number }>();
  return Object.fromEntries(results.filter(({ n }) => n !== 0).map(({ state, n }) => [state, n]));
}

export interface Pushed {
  endpoint: string;
  topic: string;
  ttl: number;
  urgency: string;
  body: Uint8Array<ArrayBuffer>;
}

/** A push service that takes everything, unless it is told what to answer. */
export class PushService {
  readonly pushed: Pushed[] = [];
  answer: (pushed: Pushed, nth: number) => Response | Promise<Response> = () =>
    new Response(null, { status: 201 });

  readonly post: Post = async (url, init) => {
    const headers = new Headers(init.headers);
    const pushed = {
      endpoint: url,
      topic: headers.get("topic")!,
      ttl: Number(headers.get("ttl")),
      urgency: headers.get("urgency")!,
      body: init.body as Uint8Array<ArrayBuffer>,
    };
    const answer = await this.answer(pushed, this.pushed.length);
    this.pushed.push(pushed);
    return answer;
  };

  /** Topics in the order in which they came, each once: what a device would show. */
  get topics(): string[] {
    return [...new Set(this.pushed.map(({ topic }) => topic))];
  }
}

export const payloadFor = async ({ receiver }: Subscriber, { body }: Pushed): Promise<PushPayload> =>
  JSON.parse(await receiver.open(body));

/** Cron does the page itself. */
export function withoutPushQueue(changes: Partial<Env> = {}): Env {
  const { PUSH: _, ...worker } = { ...env, ...changes };
  return worker;
}

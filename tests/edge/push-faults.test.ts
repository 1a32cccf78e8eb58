/**
 * Whatever fails between two steps of a broadcast, before it has had its effect or after: done again until nothing is left, every
 * subscriber gets the notification, and no device has two to show.
 */
import { env } from "cloudflare:workers";
import { beforeEach, expect, test, vi } from "vitest";
import type { Env } from "../../edge/env.ts";
import { broadcast as step } from "../../edge/jobs/broadcast.ts";
import { consumeDeliveries, LEASE_MS, leaseDeliveries } from "../../edge/jobs/deliver.ts";
import { consumeWork, leaseWork } from "../../edge/jobs/lease-due-work.ts";
import type { PushMessages } from "../../edge/jobs/message.ts";
import type { DueWork } from "../../edge/store/due-work.ts";
import type { Broadcast } from "../../model/broadcast.ts";
import type { SiteSettings } from "../../model/snapshot.ts";
import { NOON } from "../support/builders.ts";
import { aPushMessage, aPushShop, aSubscriber, PushService, type Subscriber, sumsOf } from "./push-shop.ts";

const SUBSCRIBERS = 3;
const ANY_HOUR = { quiet: { from: 0, until: 0 }, mostPerDay: 10 };

/** Calls to D1, the queues and the push service, in their order; the one at `failAt` fails, once. */
class Faults {
  calls = 0;
  readonly failAt: number;
  readonly isAfter: boolean;

  /** `isAfter`: what was asked has been done, but nobody hears of it. */
  constructor(failAt: number, isAfter: boolean) {
    this.failAt = failAt;
    this.isAfter = isAfter;
  }

  async pass<T>(call: () => Promise<T>): Promise<T> {
    const isFailing = ++this.calls === this.failAt;
    if (isFailing && !this.isAfter) throw new Error("away");
    const answer = await call();
    if (isFailing) throw new Error("away");
    return answer;
  }
}

/** The real D1, whose calls pass by the faults. */
function faultyDatabase(faults: Faults): D1Database {
  const real = new WeakMap<object, D1PreparedStatement>();
  const wrap = (statement: D1PreparedStatement): D1PreparedStatement => {
    const proxy = new Proxy(statement, {
      get(target, name) {
        const member = Reflect.get(target, name);
        if (name === "bind") return (...values: unknown[]) => wrap(target.bind(...values));
        if (typeof member !== "function") return member;
        return (...given: unknown[]) => faults.pass(async () => member.apply(target, given));
      },
    });
    real.set(proxy, statement);
    return proxy;
  };
  return new Proxy(env.DB, {
    get(db, name) {
      if (name === "prepare") return (sql: string) => wrap(db.prepare(sql));
      if (name === "batch")
        return (statements: D1PreparedStatement[]) =>
          faults.pass(() => db.batch(statements.map((each) => real.get(each) ?? each)));
      return Reflect.get(db, name);
    },
  });
}

/** The queues' place: at least once, and by hand. */
class Road {
  work: DueWork[] = [];
  push: PushMessages[] = [];
  readonly service = new PushService();
  readonly faults: Faults;
  readonly env: Env;

  constructor(faults: Faults) {
    this.faults = faults;
    const sendTo = <T>(list: T[]) =>
      ({
        send: (body: T) => faults.pass(async () => void list.push(body)),
        sendBatch: (batch: Iterable<{ body: T }>) =>
          faults.pass(async () => void list.push(...[...batch].map(({ body }) => body))),
      }) as unknown as Queue<T>;
    this.env = { ...env, DB: faultyDatabase(faults), WORK: sendTo(this.work), PUSH: sendTo(this.push) };
  }

  /** Everything that is in the queues; what fails is brought again, and everything once more than that. */
  async drain(now: number): Promise<void> {
    const post = (url: string, init: RequestInit) => this.faults.pass(() => this.service.post(url, init));
    for (let round = 0; this.work.length + this.push.length > 0 && round < 30; round++) {
      for (const body of this.work.splice(0)) {
        const message = { body, ack() {}, retry: () => void this.work.push(body) };
        await consumeWork(this.env, [message] as unknown as Message<DueWork>[], now);
      }
      for (const body of this.push.splice(0)) {
        const message = { body, ack() {}, retry: () => void this.push.push(body) };
        const messages = [message, message] as unknown as Message<PushMessages>[];
        await consumeDeliveries(this.env, messages, now, post);
      }
    }
  }
}

beforeEach(async () => {
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  await env.DB.batch(["deliveries", "due_work"].map((table) => env.DB.prepare(`DELETE FROM ${table}`)));
});

async function aShopSending(): Promise<{ site: SiteSettings; subscribers: Subscriber[] }> {
  const site = await aPushShop({ push: ANY_HOUR });
  const subscribers: Subscriber[] = [];
  for (let i = 0; i < SUBSCRIBERS; i++) subscribers.push(await aSubscriber(site));
  const message = aPushMessage({ ttlHours: 100 });
  const broadcast: Broadcast = {
    id: "spring",
    name: "Spring",
    segmentsIn: [],
    segmentsOut: [],
    when: { kind: "now" },
    holdoutShare: 0,
    variants: [{ id: "a", share: 1, message }],
  };
  await env.DB.batch([
    env.DB.prepare(
      "INSERT INTO broadcasts (site, id, body, status, updated_at) VALUES (?1, 'spring', ?2, 'sending', ?3)",
    ).bind(site.id, JSON.stringify(broadcast), NOON),
    env.DB.prepare(
      "INSERT INTO due_work (site, kind, subject, due_at) VALUES (?1, 'broadcast', 'spring', ?2)",
    ).bind(site.id, NOON),
  ]);
  return { site, subscribers };
}

/** The minute's cron and both queues until nothing is due any more; how many calls that took. */
async function sendAll(site: SiteSettings, road: Road): Promise<void> {
  let now = NOON;
  for (let minute = 0; minute < 12; minute++) {
    await leaseWork(road.env, now).catch(() => undefined);
    await leaseDeliveries(road.env, now).catch(() => undefined);
    await road.drain(now);
    const { due = 0, sent = 0 } = await sumsOf(site, "broadcast:spring");
    if (due === 0 && sent === SUBSCRIBERS) return;
    now += LEASE_MS;
  }
}

test("without a fault each gets one, by so many calls", async () => {
  const { site, subscribers } = await aShopSending();
  const road = new Road(new Faults(0, false));
  await sendAll(site, road);
  expect(road.service.pushed.map(({ endpoint }) => endpoint).sort()).toEqual(
    subscribers.map(({ endpoint }) => endpoint).sort(),
  );
  expect(road.faults.calls).toBeGreaterThan(15);
});

test.each([
  ["before it has had its effect", false],
  ["after it has had its effect", true],
])(
  "a fault at any call, %s: nobody is left out, and no device has two to show",
  {
    timeout: 120_000,
  },
  async (_, isAfter) => {
    let repeated = 0;
    for (let failAt = 1; ; failAt++) {
      const { site, subscribers } = await aShopSending();
      const road = new Road(new Faults(failAt, isAfter));
      await sendAll(site, road);
      const { pushed } = road.service;
      const told = new Map(subscribers.map(({ endpoint }) => [endpoint, new Set<string>()]));
      for (const { endpoint, topic } of pushed) told.get(endpoint)!.add(topic);
      expect([failAt, ...[...told.values()].map((topics) => topics.size)]).toEqual([failAt, 1, 1, 1]);
      expect([failAt, await sumsOf(site, "broadcast:spring")]).toEqual([failAt, { sent: SUBSCRIBERS }]);
      repeated += pushed.length - SUBSCRIBERS;
      if (road.faults.calls < failAt) break;
    }
    // A push service was told again of some, under the same topic; were there none, nothing would have been tried.
    expect(repeated).toBeGreaterThan(0);
  },
);

test("two who take the same step at once send each notification once", async () => {
  const { site } = await aShopSending();
  const road = new Road(new Faults(0, false));
  const work: DueWork = { site: site.id, kind: "broadcast", subject: "spring" };
  await Promise.all([
    step(road.env, work, NOON),
    step(road.env, work, NOON),
    leaseDeliveries(road.env, NOON),
  ]);
  await leaseDeliveries(road.env, NOON);
  await road.drain(NOON);
  expect(road.service.pushed).toHaveLength(SUBSCRIBERS);
});

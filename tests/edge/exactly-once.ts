/**
 * The promise "every event whose write completed is counted once, none twice" (design.md §4, faults), here with the
 * real sync route, the real ingest and the real D1; the queue is one that redelivers, reorders and splits at will, D1
 * one that fails before or after it has committed. tests/stories/exactly-once.test.ts does the same from real browsers. Played
 * by two test files, so that both cores have some.
 */
import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, vi } from "vitest";
import type { Env } from "../../edge/env.ts";
import { consumeIngest } from "../../edge/jobs/ingest.ts";
import type { IngestMessage } from "../../edge/jobs/message.ts";
import { visitorIdOf } from "../../edge/passport.ts";
import { sync } from "../../edge/routes/sync.ts";
import { findVisitor } from "../../edge/store/visitor-state.ts";
import type { Event } from "../../model/event.ts";
import type { SyncAck, SyncRequest } from "../../model/sync.ts";
import { aSegment, aSite, aSnapshot, NOON } from "../support/builders.ts";
import { type Chance, chanceOf, Device, randomText, Tab } from "../support/device.ts";
import { publishDirectly } from "./publish.ts";

/** A D1 whose transactions fail before committing, or commit and then say they failed. */
function faultyDatabase(
  db: D1Database,
  chance: Chance,
  faults: { lost: number; unknown: number },
): D1Database {
  return new Proxy(db, {
    get(target, name) {
      if (name !== "batch") {
        const member = Reflect.get(target, name);
        return typeof member === "function" ? member.bind(target) : member;
      }
      return async (statements: D1PreparedStatement[]) => {
        const isWrite = statements.length > 2;
        if (isWrite && chance.next() < 0.06) {
          faults.lost++;
          throw new Error("D1_ERROR: network connection lost before the commit");
        }
        const results = await target.batch(statements);
        if (isWrite && chance.next() < 0.06) {
          faults.unknown++;
          throw new Error("D1_ERROR: network connection lost after the commit");
        }
        return results;
      };
    },
  });
}

const events: Event[] = [
  { name: "page_view", props: { path: "/" } },
  { name: "page_view", props: { path: "/", landing: { source: "google" } } },
  { name: "view_item", props: { item: { id: "lamp-sowa", name: "Table lamp Sowa", category: "Light" } } },
  { name: "add_to_cart", props: { item: { id: "lamp-sowa" }, quantity: 1 } },
  { name: "user_engagement", props: { path: "/", engagedMs: 1000, scrollShare: 0.5 } },
];
const anEvent = (chance: Chance) => events[Math.floor(chance.next() * events.length)]!;

interface Totals {
  visits: number;
  events: number;
  requests: number;
  lostAnswers: number;
  redelivered: number;
  refusedSends: number;
  rolledBack: number;
  faults: { lost: number; unknown: number };
}

/** Visitors of one site, each with a few page loads in up to two tabs, all at once, through every fault. */
async function simulate(seed: number, visitors: number, totals: Totals): Promise<void> {
  const chance = chanceOf(seed);
  const site = aSite(`sim${seed}`);
  await publishDirectly(
    env,
    aSnapshot(site, {
      segments: [aSegment("lookers", { field: "products", days: 30, op: "gte", value: 1 })],
    }),
  );
  const waiting: IngestMessage[] = [];
  /** Names the queue has had: what a roll-back wiped off a device counts if, and only if, it had left before. */
  const handedOver = new Set<string>();
  const worker = {
    ...env,
    DB: faultyDatabase(env.DB, chance, totals.faults),
    INGEST: {
      send: async (message: IngestMessage) => {
        if (chance.next() < 0.05) {
          totals.refusedSends++;
          throw new Error("the queue is away");
        }
        waiting.push(structuredClone(message));
        for (const { writer, events } of message.runs)
          for (const { n } of events) handedOver.add(`${writer}:${n}`);
        // The queue may have it and still say no.
        if (chance.next() < 0.03) throw new Error("the queue's answer was lost");
      },
    },
  } as unknown as Env;

  const deliver = async () => {
    const batches: IngestMessage[][] = [];
    while (waiting.length > 0) {
      const size = 1 + Math.floor(chance.next() * 20);
      const batch: IngestMessage[] = [];
      for (let i = 0; i < size && waiting.length > 0; i++)
        batch.push(waiting.splice(Math.floor(chance.next() * waiting.length), 1)[0]!);
      batches.push(batch);
    }
    const consume = async (batch: IngestMessage[]) => {
      const messages = batch.map((body): Message<IngestMessage> => {
        // At least once: acknowledged or not, it may come again.
        const again = () => waiting.push(structuredClone(body));
        return {
          id: randomText(chance, 12),
          timestamp: new Date(),
          attempts: 1,
          body,
          ack: () => {
            if (chance.next() < 0.08) {
              totals.redelivered++;
              again();
            }
          },
          retry: again,
        };
      });
      await consumeIngest(worker, messages, NOON);
    };
    // Two consumers at once, on whatever visitors they get.
    for (let i = 0; i < batches.length; i += 2) await Promise.all(batches.slice(i, i + 2).map(consume));
  };

  const post = async (request: SyncRequest, now: number): Promise<SyncAck> => {
    totals.requests++;
    const response = await sync.request(
      "/",
      {
        method: "POST",
        body: JSON.stringify(request),
        headers: {
          "x-impuls-simulate": JSON.stringify({ now, place: { country: "PL", region: "", city: "" } }),
        },
      },
      worker,
      createExecutionContext(),
    );
    expect(response.status).toBe(200);
    return JSON.parse((await response.text()).split("\n")[1]!) as SyncAck;
  };

  const devices = Array.from({ length: visitors }, () => new Device(chance));
  const visit = async (device: Device) => {
    totals.visits++;
    let now = NOON;
    for (let page = 0; page < 2 + chance.next() * 3; page++) {
      const tabs = Array.from({ length: chance.next() < 0.25 ? 2 : 1 }, () => new Tab(device, chance));
      const saved = chance.next() < 0.1 ? device.snapshotStorage() : undefined;
      for (let step = 0; step < 1 + chance.next() * 3; step++) {
        now += 1000;
        for (const tab of tabs)
          for (let i = 0; i < 1 + chance.next() * 2; i++)
            tab.record(anEvent(chance), now, chance.next() > 0.03);
        // Both tabs send what is in storage now, then both answers arrive, in either order or not at all.
        const sent = tabs
          .map(() => device.request(site.id, now, chance))
          .filter(({ runs }) => runs.length > 0);
        const answers = await Promise.all(sent.map((request) => post(request, now)));
        for (const [i, ack] of answers.entries())
          if (chance.next() < 0.1) totals.lostAnswers++;
          else device.receive(sent[i]!, ack);
      }
      if (saved && chance.next() < 0.5) {
        totals.rolledBack++;
        device.rollBack(saved);
      }
    }
    // In the end the device comes back once more, and everything gets through.
    while (device.stored.outbox.size > 0) {
      const request = device.request(site.id, now, chance);
      device.receive(request, await post(request, now));
    }
  };
  for (let i = 0; i < devices.length; i += 10) {
    await Promise.all(devices.slice(i, i + 10).map(visit));
    await deliver();
  }
  while (waiting.length > 0) await deliver();

  let counted = 0;
  for (const device of devices) {
    const id = await visitorIdOf(site.id, device.secret);
    const stored = await findVisitor(env.DB, site.id, id);
    const due = device.ledger
      .filter(({ name }) => !device.wiped.has(name) || handedOver.has(name))
      .map(({ event }) => event);
    const written = (name: string) => due.filter((event) => event.name === name).length;
    const of = (field: "products" | "carts") =>
      Object.values(stored?.profile.days ?? {}).reduce((sum, day) => sum + day[field], 0);
    totals.events += due.length;
    counted += due.length;
    const { pages, visits, engagedMs } = stored?.profile ?? { pages: 0, visits: 0, engagedMs: 0 };
    expect(
      { pages, visits, engagedMs, products: of("products"), carts: of("carts") },
      `visitor ${id} of seed ${seed}`,
    ).toEqual({
      pages: written("page_view"),
      visits: due.filter((event) => event.name === "page_view" && event.props.landing).length,
      engagedMs: written("user_engagement") * 1000,
      products: written("view_item"),
      carts: written("add_to_cart"),
    });
  }
  const events = await env.DB.prepare(
    "SELECT sum(value) AS n FROM counters WHERE site = ?1 AND name = 'events'",
  )
    .bind(site.id)
    .first<{ n: number }>();
  const dead = await env.DB.prepare("SELECT count(*) AS n FROM dead_letters WHERE site = ?1")
    .bind(site.id)
    .first<{ n: number }>();
  expect({ events: events!.n, dead: dead!.n }, `seed ${seed}`).toEqual({ events: counted, dead: 0 });
}

/** 80 visitors a seed. Fails unless each event is counted once, and unless every fault really happened. */
export async function countedOnce(seeds: readonly number[]): Promise<void> {
  const totals: Totals = {
    visits: 0,
    events: 0,
    requests: 0,
    lostAnswers: 0,
    redelivered: 0,
    refusedSends: 0,
    rolledBack: 0,
    faults: { lost: 0, unknown: 0 },
  };
  // The Worker says of every fault that it happened.
  const silent = vi.spyOn(console, "error").mockImplementation(() => undefined);
  for (const seed of seeds) await simulate(seed, 80, totals);
  silent.mockRestore();
  console.log(`exactly once: ${JSON.stringify(totals)}`);
  // A simulation without its faults would prove nothing.
  expect(
    Math.min(
      totals.lostAnswers,
      totals.redelivered,
      totals.refusedSends,
      totals.rolledBack,
      totals.faults.lost,
      totals.faults.unknown,
    ),
  ).toBeGreaterThan(20);
  expect(totals.visits).toBe(80 * seeds.length);
}

/**
 * Requests a second of POST /v1/sync with 5 events, 100 segments and 50 campaigns, against an empty Hono route in the
 * same workerd: rounds interleaved, medians. Every request opens a passport, folds, matches, decides and seals.
 * Rows without a promise say where the time goes: syncs whose queue is drained into D1 by the same thread, as on
 * one machine and never at Cloudflare; routes that only open and seal the passport, or only send to the local queue.
 */
import { Agent, request } from "node:http";
import * as v from "valibot";
import { pointerKey, snapshotKey } from "../edge/snapshot-keys.ts";
import { syncRequestSchema } from "../model/sync.ts";
import { aCampaign, aSegment, aSite, aSnapshot } from "../tests/support/builders.ts";
import { chanceOf, randomText } from "../tests/support/device.ts";
import type { BenchRuntime } from "./bench-runtime.ts";
import { median, percentile, type Row, type Table } from "./table.ts";

const VISITORS = 200;
const ROUNDS = 5;
const PER_ROUND = 1_500;
const AT_ONCE = 32;

/** Stands for a secret of its own in every request: the Worker's rate limit is a visitor's, the passport says who it is. */
const SECRET = "S".repeat(22);

const site = aSite("bench");

/** Rules of the size the promise names, of many kinds of condition. */
function rules() {
  const segments = Array.from({ length: 100 }, (_, i) =>
    aSegment(`s${i}`, {
      all: [
        { field: "products", days: 30, op: "gte", value: i % 7 },
        {
          any: [
            {
              field: "interest",
              of: ["Light", "Kitchen", "Garden"][i % 3]!,
              op: "gte",
              value: (i % 10) / 10,
            },
            { field: "city", op: "one_of", value: ["Kraków", "Gdańsk"] },
          ],
        },
        {
          none: [
            { field: "orders", op: "gt", value: i % 5 },
            { field: "channel", op: "is", value: "paid" },
          ],
        },
      ],
    }),
  );
  const campaigns = Array.from({ length: 50 }, (_, i) =>
    aCampaign(`c${i}`, {
      placement: i % 2 ? "bar" : `slot${i % 8}`,
      segmentsIn: [`s${i}`, `s${i + 50}`],
      segmentsOut: [`s${(i * 7) % 100}`],
      cap: { times: 3, days: 7 },
      priority: i,
      holdoutShare: 0.1,
    }),
  );
  return aSnapshot(site, { segments, campaigns });
}

export async function benchHotPath(runtime: BenchRuntime): Promise<Table[]> {
  const kv = await runtime.miniflare.getKVNamespace("SNAPSHOTS");
  await kv.put(snapshotKey(site.id, 1), JSON.stringify(rules()));
  await kv.put(pointerKey(site.id), "1");
  const bodies = await travelledBodies(runtime.origin);
  const rounds = await interleaved(runtime, bodies);
  const of = (door: keyof typeof DOORS): Measured => ({
    perSecond: median(rounds[door].map(({ perSecond }) => perSecond)),
    p95: median(rounds[door].map(({ p95 }) => p95)),
    processor: median(rounds[door].map(({ processor }) => processor)),
  });
  const [empty, swallowed] = [of("empty"), of("swallowed")];
  const rate = ({ perSecond }: Measured) => `${Math.round(perSecond)}/s`;
  const shareOf = (one: Measured) => one.perSecond / empty.perSecond;
  const beside = (what: string, one: Measured, leastShare?: number): Row => ({
    what,
    measured: `${rate(one)} = ${shareOf(one).toFixed(2)}`,
    reference: `empty route ${rate(empty)}`,
    promise: leastShare ? `≥ ${leastShare.toFixed(2)} of it` : "",
    ...(leastShare && { kept: shareOf(one) >= leastShare }),
  });
  const cpu = swallowed.processor - empty.processor;
  const rows: Row[] = [
    beside("sync, queue stubbed", swallowed, 0.5),
    beside("sync, with the queue", of("queued"), 0.3),
    beside("sync, the queue drained into D1 beside it", of("ingested")),
    beside("no sync: passport opened and sealed only", of("passportOnly")),
    beside("no sync: sent to the queue only", of("sendOnly")),
    {
      what: "p95, queue stubbed",
      measured: `${swallowed.p95.toFixed(2)} ms`,
      reference: `empty route ${empty.p95.toFixed(2)} ms`,
      promise: "≤ 3x",
      kept: swallowed.p95 <= 3 * empty.p95,
    },
    {
      what: "processor time over the empty route",
      measured: `${cpu.toFixed(3)} ms`,
      reference: `empty route ${empty.processor.toFixed(3)} ms`,
      promise: "≤ 1 ms",
      kept: cpu <= 1,
      taken: { cpuMsASync: swallowed.processor },
    },
  ];
  return [
    {
      title: `Hot path: ${ROUNDS} interleaved rounds of ${PER_ROUND} requests, ${AT_ONCE} at once, 5 events, 100 segments, 50 campaigns`,
      rows,
    },
  ];
}

const DOORS = {
  empty: { path: "/bench/empty" },
  passportOnly: { path: "/bench/passport-only" },
  swallowed: { path: "/v1/sync", headers: { "x-bench-swallow": "yes" } },
  sendOnly: { path: "/bench/send-only", isForgetful: true },
  queued: { path: "/v1/sync", isForgetful: true },
  ingested: { path: "/v1/sync" },
} satisfies Record<string, Door>;

/** Every door in turn, so that whatever else the machine does falls on all alike. */
async function interleaved(
  runtime: BenchRuntime,
  bodies: string[],
): Promise<Record<keyof typeof DOORS, Measured[]>> {
  const rounds = Object.fromEntries(Object.keys(DOORS).map((door) => [door, [] as Measured[]]));
  for (let round = 0; round <= ROUNDS; round++)
    for (const [name, door] of Object.entries<Door>(DOORS)) {
      const measured = await load(runtime, door, bodies);
      // The first round warms up.
      if (round > 0) rounds[name]!.push(measured);
    }
  return rounds as Record<keyof typeof DOORS, Measured[]>;
}

/** Requests of visitors in the middle of a visit: each with a passport the Worker made. */
async function travelledBodies(origin: string): Promise<string[]> {
  const chance = chanceOf(1);
  const make = (secret: string, passport?: string) => ({
    wire: 1,
    site: site.id,
    secret,
    ...(passport && { passport }),
    consent: 15,
    page: { path: "/demo/p/lamp-sowa/", kind: "product", slots: ["slot0", "slot2", "slot4"] },
    language: "pl-PL",
    offsetMinutes: 60,
    runs: [
      {
        writer: randomText(chance, 8),
        from: 0,
        events: ["Light", "Kitchen", "Garden", "Care", "Trips"].map((category, i) => ({
          name: i === 0 ? "page_view" : "view_item",
          props:
            i === 0
              ? { path: "/demo/p/lamp-sowa/" }
              : {
                  item: {
                    id: `p${i}`,
                    name: "Table lamp Sowa",
                    category,
                    brand: "Polana",
                    priceMinor: 8900,
                    currency: "EUR",
                  },
                },
          ageMs: 100 * i,
          session: 1,
        })),
      },
    ],
  });
  const bodies: string[] = [];
  for (let i = 0; i < VISITORS; i++) {
    const secret = `${randomText(chance, 21)}A`;
    let passport: string | undefined;
    for (let page = 0; page < 4; page++) {
      const body = v.parse(syncRequestSchema, make(secret, passport));
      const answer = await fetch(`${origin}/v1/sync`, {
        method: "POST",
        headers: { "x-bench-swallow": "yes" },
        body: JSON.stringify(body),
      });
      passport = JSON.parse((await answer.text()).split("\n")[1]!).passport;
    }
    bodies.push(JSON.stringify(make(SECRET, passport)));
  }
  return bodies;
}

interface Door {
  path: string;
  headers?: Record<string, string>;
  /** The queue's consumer forgets what it gets. */
  isForgetful?: boolean;
}

interface Measured {
  perSecond: number;
  /** 95th percentile, ms. */
  p95: number;
  /** Processor ms a request. */
  processor: number;
}

let secrets = 0;

async function load(
  runtime: BenchRuntime,
  { path, headers, isForgetful }: Door,
  bodies: string[],
): Promise<Measured> {
  await fetch(`${runtime.origin}/bench/forgetful/${isForgetful ? "yes" : "no"}`, { method: "POST" });
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
  const { hostname, port } = new URL(runtime.origin);
  const took: number[] = [];
  let next = 0;
  const one = (body: string) =>
    new Promise<void>((done, failed) => {
      const began = performance.now();
      const sent = request(
        {
          agent,
          hostname,
          port,
          path,
          method: "POST",
          headers: { ...headers, "content-length": Buffer.byteLength(body) },
        },
        (answer) => {
          if (answer.statusCode! >= 300) failed(new Error(`${path} answered ${answer.statusCode}`));
          answer.resume();
          answer.on("end", () => {
            took.push(performance.now() - began);
            done();
          });
        },
      );
      sent.on("error", failed);
      sent.end(body);
    });
  const began = performance.now();
  const processorBefore = runtime.processorMs();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      while (next < PER_ROUND) {
        const body = bodies[next++ % bodies.length]!;
        await one(body.replace(SECRET, String(secrets++).padStart(22, "0")));
      }
    }),
  );
  const seconds = (performance.now() - began) / 1000;
  const processor = (runtime.processorMs() - processorBefore) / PER_ROUND;
  agent.destroy();
  await drained(runtime);
  return { perSecond: PER_ROUND / seconds, p95: percentile(took, 0.95), processor };
}

/** What one round has queued is not to be worked off in the next. */
async function drained(runtime: BenchRuntime): Promise<void> {
  const taken = async () => (await fetch(`${runtime.origin}/bench/taken`)).text();
  for (let before = ""; ; ) {
    const now = await taken();
    if (now === before) return;
    before = now;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

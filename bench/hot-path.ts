/**
 * Requests a second of POST /v1/sync with 5 events, 100 segments and 50 campaigns, against an empty Hono route in the
 * same workerd: rounds interleaved, medians. Every request opens a passport, folds, matches, decides and seals.
 */
import { Agent, request } from "node:http";
import * as v from "valibot";
import { pointerKey, snapshotKey } from "../edge/snapshot-keys.ts";
import { syncRequestSchema } from "../model/sync.ts";
import { aCampaign, aSegment, aSite, aSnapshot } from "../tests/support/builders.ts";
import { chanceOf, randomText } from "../tests/support/device.ts";
import type { BenchRuntime } from "./bench-runtime.ts";
import { median, percentile, printTable, type Row } from "./table.ts";

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
        { field: "products_30d", op: "gte", value: i % 7 },
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

export async function benchHotPath(runtime: BenchRuntime): Promise<Row[]> {
  const kv = await runtime.miniflare.getKVNamespace("SNAPSHOTS");
  await kv.put(snapshotKey(site.id, 1), JSON.stringify(rules()));
  await kv.put(pointerKey(site.id), "1");
  const bodies = await travelledBodies(runtime.origin);
  const paths: Record<string, Door> = {
    empty: { path: "/bench/empty", headers: {} },
    swallowed: { path: "/v1/sync", headers: { "x-bench-swallow": "yes" } },
    queued: { path: "/v1/sync", headers: {} },
  };
  const rounds: Record<string, { perSecond: number[]; p95: number[]; processor: number[] }> = {};
  for (let round = 0; round <= ROUNDS; round++)
    for (const [name, door] of Object.entries(paths)) {
      const { perSecond, p95, processor } = await load(runtime, door, bodies);
      // The first round warms up.
      if (round === 0) rounds[name] = { perSecond: [], p95: [], processor: [] };
      else {
        rounds[name]!.perSecond.push(perSecond);
        rounds[name]!.p95.push(p95);
        rounds[name]!.processor.push(processor);
      }
    }
  const of = (name: string) => ({
    perSecond: median(rounds[name]!.perSecond),
    p95: median(rounds[name]!.p95),
    processor: median(rounds[name]!.processor),
  });
  const [empty, swallowed, queued] = [of("empty"), of("swallowed"), of("queued")];
  const share = (one: { perSecond: number }) => one.perSecond / empty.perSecond;
  const rate = ({ perSecond }: { perSecond: number }) => `${Math.round(perSecond)}/s`;
  const cpu = swallowed.processor - empty.processor;
  const rows: Row[] = [
    {
      what: "sync, queue stubbed",
      measured: `${rate(swallowed)} = ${share(swallowed).toFixed(2)}`,
      reference: `empty route ${rate(empty)}`,
      promise: "≥ 0.50 of it",
      kept: share(swallowed) >= 0.5,
    },
    {
      what: "sync, with the queue",
      measured: `${rate(queued)} = ${share(queued).toFixed(2)}`,
      reference: `empty route ${rate(empty)}`,
      promise: "≥ 0.30 of it",
      kept: share(queued) >= 0.3,
    },
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
    },
  ];
  printTable(
    `Hot path: ${ROUNDS} interleaved rounds of ${PER_ROUND} requests, ${AT_ONCE} at once, 5 events, 100 segments, 50 campaigns`,
    rows,
  );
  return rows;
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
  headers: Record<string, string>;
}

let secrets = 0;

/** Requests a second, 95th percentile in ms, and processor ms a request, over one round. */
async function load(
  runtime: BenchRuntime,
  { path, headers }: Door,
  bodies: string[],
): Promise<{ perSecond: number; p95: number; processor: number }> {
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
  return { perSecond: PER_ROUND / seconds, p95: percentile(took, 0.95), processor };
}

/**
 * Who is in a segment, of 100,000 visitors in D1 (U5): the count while a condition is typed, the overlap with others, the
 * exact job, all personas of a trade at once, each the median of five but for the job. The visitors are 1,000 that ingest
 * has written, a hundred times.
 * Reference, in the same run: every profile read and judged, which is the only way without columns and without a sample.
 */
import type { IngestMessage } from "../edge/jobs/message.ts";
import type { Event } from "../model/event.ts";
import { TRADES } from "../model/personas.ts";
import type { PersonaReport, SegmentCount, SegmentOverlap, SegmentPreview } from "../model/report.ts";
import type { Condition } from "../model/segment.ts";
import { DAY_MS } from "../model/time.ts";
import { aContext, aSegment, aSite } from "../tests/support/builders.ts";
import { type Chance, chanceOf, randomText } from "../tests/support/device.ts";
import type { BenchRuntime } from "./bench-runtime.ts";
import { median, type Row, type Table } from "./table.ts";

const WRITTEN = 1_000;
const COPIES = 99;
const BATCH = 100;
const ROUNDS = 5;
const PROMISE_MS = 300;
const PERSONAS_PROMISE_MS = 1_000;

/** As marketers ask: most of the shop, some, few, and what no column knows. */
const CONDITIONS: [string, Condition][] = [
  ["has looked at something", { field: "products", op: "gte", value: 1 }],
  [
    "compares lamps, came lately",
    {
      all: [
        { field: "moment", of: "compare", days: 7, op: "gte", value: 1 },
        { field: "interest", of: "Light", op: "gte", value: 0.4 },
      ],
    },
  ],
  [
    "a full cart left alone, back often",
    {
      all: [
        { field: "visits", op: "gte", value: 6 },
        { field: "cart_value", op: "gte", value: 300 },
        { field: "cart_age_minutes", op: "gte", value: 60 },
      ],
    },
  ],
  ["everybody, by what no column knows", { field: "local_hour", op: "gte", value: 0 }],
];
const OTHERS = 20;

export async function benchAudience(runtime: BenchRuntime): Promise<Table[]> {
  const site = aSite("audience");
  const ask = async <T>(method: string, path: string, body?: unknown): Promise<{ answer: T; ms: number }> => {
    const began = performance.now();
    const response = await fetch(`${runtime.origin}${path}`, {
      method,
      headers: { authorization: "Bearer bench", "content-type": "application/json" },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${text}`);
    return { answer: text ? JSON.parse(text) : undefined, ms: performance.now() - began };
  };
  const api = <T>(method: string, path: string, body?: unknown) =>
    ask<T>(method, `/api/${path}?site=${site.id}`, body);

  await ask("POST", "/bench/audience/site", site);
  // Saved first: each is counted when it is saved, while there is nobody yet.
  for (let i = 0; i < OTHERS; i++) {
    const id = `others-${i}`;
    await api("PUT", `segments/${id}`, aSegment(id, { field: "visits", op: "gte", value: 1 + (i % 8) }));
  }
  const messages = visits(site.id);
  for (let from = 0; from < messages.length; from += BATCH)
    await ask("POST", "/bench/ingest", messages.slice(from, from + BATCH));
  await ask("POST", "/bench/audience/multiply", { site: site.id, copies: COPIES });

  const rows: Row[] = [];
  for (const [words, condition] of CONDITIONS) {
    const idle = runtime.processorMs();
    const plain = await ask<{ members: number }>("POST", "/bench/audience/every-visitor-read", {
      site,
      condition,
    });
    const truth = plain.answer.members;
    const cost = say(runtime.processorMs() - idle);
    const reference = `every profile read ${say(plain.ms)}, ${cost} of processor: ${truth}`;
    const before = runtime.processorMs();
    const rounds = await repeat(() => api<SegmentPreview>("POST", "segments/preview", { condition }));
    const processor = (runtime.processorMs() - before) / ROUNDS;
    const { count, low, high, sampled } = rounds[0]!.answer;
    const ms = median(rounds.map((round) => round.ms));
    rows.push({
      what: `${words}: while it is typed`,
      measured: `${say(ms)}, ${say(processor)} of processor: ${count} (${low} to ${high}), ${sampled} looked at`,
      reference,
      promise: `≤ ${PROMISE_MS} ms`,
      kept: ms <= PROMISE_MS,
    });
    const overlaps = await repeat(() => api<SegmentOverlap>("POST", "segments/overlap", { condition }));
    rows.push({
      what: `… beside ${OTHERS} others`,
      measured: say(median(overlaps.map((round) => round.ms))),
      reference: "",
      promise: "",
    });
    const began = performance.now();
    let { answer: exact } = await api<SegmentCount>("POST", "segment-counts", { condition });
    while (exact.finishedAt === null) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      exact = (await api<SegmentCount>("GET", `segment-counts/${exact.id}`)).answer;
    }
    rows.push({
      what: "… exactly, by the job",
      measured: `${say(performance.now() - began)}: ${exact.members}`,
      reference,
      promise: "",
    });
  }
  for (const trade of TRADES) {
    await api("PUT", "personas/settings", { trade, thresholds: {} });
    const before = runtime.processorMs();
    const rounds = await repeat(() => api<PersonaReport>("GET", "personas"));
    const processor = (runtime.processorMs() - before) / ROUNDS;
    const { personas, sampled } = rounds[0]!.answer;
    const ms = median(rounds.map((round) => round.ms));
    rows.push({
      what: `all ${personas.length} personas, ${trade}`,
      measured: `${say(ms)}, ${say(processor)} of processor: ${sampled} looked at`,
      reference: "",
      promise: `≤ ${PERSONAS_PROMISE_MS} ms`,
      kept: ms <= PERSONAS_PROMISE_MS,
    });
  }
  return [{ title: `Who is in a segment: ${WRITTEN * (COPIES + 1)} visitors`, rows }];
}

const say = (ms: number) => `${Math.round(ms)} ms`;

async function repeat<T>(once: () => Promise<T>): Promise<T[]> {
  const rounds: T[] = [];
  for (let round = 0; round < ROUNDS; round++) rounds.push(await once());
  return rounds;
}

/** Visits of the last 60 days, one to eight a visitor, as different as a shop's. */
function visits(site: string): IngestMessage[] {
  const chance = chanceOf(7);
  return Array.from({ length: WRITTEN }, (): IngestMessage[] => {
    const visitor = randomText(chance, 22);
    const context = aContext({ offsetMinutes: 60 * Math.floor(chance.next() * 3) });
    return Array.from({ length: 1 + Math.floor(chance.next() ** 3 * 8) }, () => {
      const receivedAt = Date.now() - Math.floor(chance.next() ** 2 * 60 * DAY_MS);
      const writer = randomText(chance, 8);
      const events = eventsOf(chance);
      return {
        site,
        visitor,
        receivedAt,
        ranges: [{ writer, from: 0, to: events.length }],
        runs: [
          {
            writer,
            context,
            events: events.map((event, n) => ({
              n,
              at: receivedAt - 1000 * (events.length - n),
              session: 1,
              event,
            })),
          },
        ],
        refused: {},
      };
    });
  }).flat();
}

function eventsOf(chance: Chance): Event[] {
  const kind = Math.floor(chance.next() * 4);
  const looks = Math.floor(chance.next() ** 2 * 8);
  const item = () => ({
    id: `p${kind * 10 + Math.floor(chance.next() * 10)}`,
    category: ["Light", "Rugs", "Chairs", "Beds"][kind]!,
    brand: "Polana",
    priceMinor: 2_000 + Math.floor(chance.next() * 30_000),
    currency: "EUR",
  });
  const isBuying = chance.next() < 0.15;
  const isOrdering = isBuying && chance.next() < 0.4;
  const valueMinor = 2_000 + Math.floor(chance.next() * 60_000);
  return [
    { name: "page_view", props: { path: "/", kind: "home", landing: { source: "google" } } },
    ...Array.from({ length: looks }, (): Event => ({ name: "view_item", props: { item: item() } })),
    ...(looks > 3 ? [{ name: "micro_moment", props: { moment: "compare", subject: "Light" } } as Event] : []),
    ...(isBuying
      ? [
          {
            name: "cart",
            props: { valueMinor, currency: "EUR", lines: [{ id: "p1", quantity: 1 }] },
          } as Event,
        ]
      : []),
    ...(isOrdering
      ? [
          {
            name: "identify",
            props: { traits: { account: true, newsletter: chance.next() < 0.4 } },
          } as Event,
          {
            name: "purchase",
            props: {
              orderId: randomText(chance, 12),
              valueMinor,
              currency: "EUR",
              lines: [{ id: "p1", quantity: 1 }],
            },
          } as Event,
        ]
      : []),
    { name: "user_engagement", props: { path: "/", engagedMs: 20_000, scrollShare: 0.5 } },
  ];
}

/**
 * Syncs of five events and three web vitals into D1, and rows written a sync, all in (`meta.rows_written`): visitors,
 * counters, vitals, products, log.
 * Visits are six syncs long and far apart, so that no batch holds two syncs of one visitor: the dearest case.
 * Reference, in the same run: one plain row an event, without index, key or de-duplication.
 */
import type { IngestMessage } from "../edge/jobs/message.ts";
import type { Event } from "../model/event.ts";
import { aContext, aSite, NOON } from "../tests/support/builders.ts";
import { chanceOf, randomText } from "../tests/support/device.ts";
import type { BenchRuntime } from "./bench-runtime.ts";
import type { Row, Table } from "./table.ts";

const VISITORS = 1_000;
const SYNCS_A_VISIT = 6;
const BATCH = 100;
const SPRING = { campaign: "spring", variant: "a", placement: "home" };
/** Of the page before, as the next one's sync carries them. */
const PAGE_VITALS = [
  ["LCP", 1200],
  ["INP", 96],
  ["CLS", 0.02],
] as const;
const AT_ONCE = 2;

export async function benchIngest(runtime: BenchRuntime): Promise<Table[]> {
  const messages = visits();
  const ours = await run(runtime, "/bench/ingest", messages);
  const plain = await run(runtime, "/bench/row-an-event", messages);
  const rows: Row[] = [
    {
      what: "syncs a second into D1",
      measured: `${Math.round(ours.perSecond)}/s`,
      reference: `a row an event ${Math.round(plain.perSecond)}/s`,
      promise: "≥ 500/s",
      kept: ours.perSecond >= 500,
      taken: { cpuMsASync: ours.cpuMsASync },
    },
    {
      what: "rows written a sync",
      measured: ours.rowsASync.toFixed(2),
      reference: `a row an event ${plain.rowsASync.toFixed(2)}`,
      promise: "≤ 1.30",
      kept: ours.rowsASync <= 1.3,
      taken: { rowsASync: ours.rowsASync },
    },
  ];
  return [
    {
      title: `Ingest: ${messages.length} syncs of 5 events and 3 web vitals by ${VISITORS} visitors, batches of ${BATCH}, ${AT_ONCE} consumers`,
      rows,
    },
  ];
}

/** In the order in which a queue would bring them: every visitor's first sync, then every second one, and so on. */
function visits(): IngestMessage[] {
  const chance = chanceOf(2);
  const visitors = Array.from({ length: VISITORS }, () => randomText(chance, 22));
  return Array.from({ length: SYNCS_A_VISIT }, (_, page) =>
    visitors.map((visitor): IngestMessage => {
      const writer = randomText(chance, 8);
      const receivedAt = NOON + page * 60_000;
      const events: Event[] = [
        { name: "user_engagement", props: { path: "/demo/", engagedMs: 9000, scrollShare: 0.7 } },
        {
          name: "page_view",
          props: { path: `/demo/p/p${page}/`, ...(page === 0 && { landing: { source: "google" } }) },
        },
        {
          name: "view_item",
          props: {
            item: {
              id: `p${Math.floor(chance.next() * 24)}`,
              name: "Table lamp Sowa",
              category: "Light",
              brand: "Polana",
              priceMinor: 8900,
              currency: "EUR",
            },
          },
        },
        { name: "micro_moment", props: { moment: "compare", subject: "Light" } },
        { name: "exposure", props: SPRING },
        ...PAGE_VITALS.map(([metric, value]): Event => {
          return { name: "web_vital", props: { metric, value, kind: "product", exposures: [SPRING] } };
        }),
      ];
      return {
        site: aSite("ingest").id,
        visitor,
        receivedAt,
        ranges: [{ writer, from: 0, to: events.length }],
        runs: [
          {
            writer,
            context: aContext(),
            events: events.map((event, n) => ({ n, at: receivedAt - 100 * n, session: 1, event })),
          },
        ],
        refused: {},
      };
    }),
  ).flat();
}

async function run(
  runtime: BenchRuntime,
  path: string,
  messages: IngestMessage[],
): Promise<{ perSecond: number; rowsASync: number; cpuMsASync: number }> {
  let rowsWritten = 0;
  let next = 0;
  const began = performance.now();
  const processorBefore = runtime.processorMs();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      while (next < messages.length) {
        const batch = messages.slice(next, next + BATCH);
        next += BATCH;
        const answer = await fetch(`${runtime.origin}${path}`, {
          method: "POST",
          body: JSON.stringify(batch),
        });
        if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
        const written = (await answer.json()) as { rowsWritten: number };
        rowsWritten += written.rowsWritten;
      }
    }),
  );
  return {
    perSecond: messages.length / ((performance.now() - began) / 1000),
    rowsASync: rowsWritten / messages.length,
    cpuMsASync: (runtime.processorMs() - processorBefore) / messages.length,
  };
}

/**
 * Web push. First the sender: requests made ready a second (encrypted, padded, signed, with all headers), against a bare loop of
 * the same Web Crypto calls in the same workerd: rounds interleaved, the median of their quotients, by the processor time of workerd where the system
 * tells it. Then a broadcast to 100,000 subscribers through the real queues to a push service on this machine, which takes
 * everything: time, steps of each queue, the longest of them, rows written. Locally a queue has one consumer and each message is
 * one after the other; at Cloudflare there are up to 250.
 */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Broadcast } from "../model/broadcast.ts";
import type { BroadcastReport } from "../model/push-report.ts";
import { aSite } from "../tests/support/builders.ts";
import type { BenchRuntime } from "./bench-runtime.ts";
import type { QueueWork } from "./meter.ts";
import { median, type Row, type Table } from "./table.ts";

const ROUNDS = 9;
const PER_ROUND = 4_000;
const PROMISE = 0.8;
const SUBSCRIBERS = 100_000;

export async function benchPush(runtime: BenchRuntime): Promise<Table[]> {
  return [...(await benchSender(runtime)), ...(await benchBroadcast(runtime))];
}

async function ask<T>(runtime: BenchRuntime, method: string, path: string, body?: unknown): Promise<T> {
  const response = await fetch(`${runtime.origin}${path}`, {
    method,
    headers: { authorization: "Bearer bench", "content-type": "application/json" },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${text}`);
  return JSON.parse(text || "null");
}

async function benchSender(runtime: BenchRuntime): Promise<Table[]> {
  await ask(runtime, "POST", "/bench/push/ready");
  const rates: Record<"sender" | "bare", number[]> = { sender: [], bare: [] };
  for (let round = 0; round <= ROUNDS; round++)
    // The one that comes after the other finds its garbage: they take turns.
    for (const what of round % 2 ? (["sender", "bare"] as const) : (["bare", "sender"] as const)) {
      const [processor, began] = [runtime.processorMs(), performance.now()];
      await ask(runtime, "POST", `/bench/push/${what}/${PER_ROUND}`);
      const used = runtime.processorMs() - processor;
      const ms = Number.isNaN(used) ? performance.now() - began : used;
      // The first round warms up.
      if (round > 0) rates[what].push((PER_ROUND / ms) * 1000);
    }
  const [ours, bare] = [median(rates.sender), median(rates.bare)];
  // Of rounds next to each other, so that what else the machine does is the same for both.
  const share = median(rates.sender.map((rate, round) => rate / rates.bare[round]!));
  const rows: Row[] = [
    {
      what: "messages made ready a second",
      measured: `${Math.round(ours)}/s = ${(100 * share).toFixed(0)} %`,
      reference: `bare Web Crypto ${Math.round(bare)}/s`,
      promise: `≥ ${100 * PROMISE} %`,
      kept: share >= PROMISE,
    },
  ];
  return [{ title: `The sender: ${ROUNDS} rounds of ${PER_ROUND} messages, one core of workerd`, rows }];
}

async function benchBroadcast(runtime: BenchRuntime): Promise<Table[]> {
  let taken = 0;
  const service = createServer((request, response) => {
    request.resume().on("end", () => {
      taken += 1;
      response.writeHead(201).end();
    });
  });
  await new Promise<void>((resolve) => service.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(service.address() as AddressInfo).port}/`;
  // Whatever the hour is, it is sent.
  const push = { quiet: { from: 0, until: 0 }, mostPerDay: 1 };
  const site = aSite("broadcast", { push });
  await ask(runtime, "POST", "/bench/push/subscribers", { site, count: SUBSCRIBERS, origin });
  await ask(runtime, "GET", "/bench/push/queues");
  const message = {
    title: "Hello",
    body: "It is spring.",
    href: "/",
    ttlHours: 24,
    urgency: "normal",
  } as const;
  const broadcast: Broadcast = {
    id: "spring",
    name: "Spring",
    segmentsIn: [],
    segmentsOut: [],
    when: { kind: "now" },
    holdoutShare: 0,
    variants: [{ id: "a", share: 1, message }],
  };
  const path = `/api/broadcasts/spring`;
  await ask(runtime, "PUT", `${path}?site=${site.id}`, broadcast);

  const began = performance.now();
  await ask(runtime, "POST", `${path}/send?site=${site.id}`);
  let report: BroadcastReport;
  let fannedOutMs = 0;
  do {
    await new Promise((resolve) => setTimeout(resolve, 200));
    report = await ask<BroadcastReport>(runtime, "GET", `${path}?site=${site.id}`);
    if (report.finishedAt !== null) fannedOutMs ||= performance.now() - began;
  } while (report.status !== "done");
  const seconds = (performance.now() - began) / 1000;
  service.close();

  const queues = await ask<Record<string, QueueWork>>(runtime, "GET", "/bench/push/queues");
  const rowsWritten = Object.values(queues).reduce((sum, queue) => sum + queue.rowsWritten, 0);
  const steps = (name: string): Row => ({
    what: `steps of the queue ${name}`,
    measured: `${queues[name]!.steps}, the longest ${queues[name]!.longestMs} ms`,
    reference: "",
    promise: "",
  });
  const rows: Row[] = [
    {
      what: "everybody looked at",
      measured: `${(fannedOutMs / 1000).toFixed(1)} s`,
      reference: "",
      promise: "",
    },
    {
      what: "everything sent, one consumer",
      measured: `${seconds.toFixed(1)} s = ${Math.round(SUBSCRIBERS / seconds)}/s`,
      reference: "",
      promise: "",
    },
    steps("impuls-work"),
    steps("impuls-push"),
    {
      what: "rows written a subscriber",
      measured: (rowsWritten / SUBSCRIBERS).toFixed(2),
      reference: "",
      promise: "",
    },
    {
      what: "taken by the push service",
      measured: String(taken),
      reference: `subscribers ${SUBSCRIBERS}`,
      promise: "each once",
      kept: taken === SUBSCRIBERS && report.sums.sent === SUBSCRIBERS,
    },
  ];
  return [{ title: `A broadcast to ${SUBSCRIBERS} subscribers, to a push service of this machine`, rows }];
}

/**
 * Ten minutes of a shop's day at a steady pace: visitors who come again and again, the queue drained into D1, cron by the
 * minute, somebody at the dashboard. What stands in memory at the end is held against what stood there once all was warm.
 * The visitors stay the same, so that only what is meant to grow (the log, sums by day) does.
 */
import { demoSite } from "../demo/rules.ts";
import type { SyncAck } from "../model/sync.ts";
import { createDemoSite } from "../scripts/demo-site.ts";
import { chanceOf, Device, Tab } from "../tests/support/device.ts";
import { type BenchRuntime, startBenchRuntime } from "./bench-runtime.ts";
import { median, type Row, type Table } from "./table.ts";

const ADMIN_TOKEN = "bench";
const SECONDS = 600;
/** Until every isolate, cache and table is as large as it will be. */
const WARM_SECONDS = 180;
const VISITORS = 400;
const SYNCS_A_SECOND = 60;
const READS = ["/api/overview", "/api/live", "/api/visitors", "/api/health", "/api/orders"];
const CATEGORIES = ["light", "kitchen", "garden", "care", "trips"];

interface Reading {
  /** Since the beginning. */
  seconds: number;
  bytes: number;
}

export async function benchSoak(): Promise<Table[]> {
  const runtime = await startBenchRuntime(true);
  try {
    await createDemoSite(runtime.origin, ADMIN_TOKEN);
    const { readings, syncs, failed } = await live(runtime);
    const megabytes = (of: (reading: Reading) => boolean) =>
      median(readings.filter(of).map(({ bytes }) => bytes)) / 1_048_576;
    const warm = megabytes(({ seconds }) => seconds >= WARM_SECONDS && seconds < WARM_SECONDS + 60);
    const end = megabytes(({ seconds }) => seconds >= SECONDS - 60);
    const rows: Row[] = [
      {
        what: `memory of the runtime in the last minute of ${SECONDS / 60}`,
        measured: `${end.toFixed(0)} MB`,
        reference: `in minute ${WARM_SECONDS / 60 + 1} ${warm.toFixed(0)} MB`,
        promise: "≤ 1.10 of it",
        kept: end <= 1.1 * warm,
      },
      {
        what: "syncs that failed",
        measured: `${failed} of ${syncs}`,
        reference: "",
        promise: "0",
        kept: failed === 0,
      },
    ];
    return [
      {
        title: `Soak: ${SECONDS / 60} minutes, ${VISITORS} visitors, ${SYNCS_A_SECOND} syncs and a read of the dashboard a second, cron by the minute`,
        rows,
      },
    ];
  } finally {
    await runtime.stop();
  }
}

async function live(runtime: BenchRuntime): Promise<{ readings: Reading[]; syncs: number; failed: number }> {
  const chance = chanceOf(3);
  const devices = Array.from({ length: VISITORS }, () => new Device(chance));
  const readings: Reading[] = [];
  let [syncs, failed] = [0, 0];
  const began = performance.now();
  const seconds = () => (performance.now() - began) / 1000;
  while (seconds() < SECONDS) {
    const second = Math.floor(seconds());
    const visits = Array.from({ length: SYNCS_A_SECOND }, async () => {
      const device = devices[Math.floor(chance.next() * VISITORS)]!;
      const category = CATEGORIES[Math.floor(chance.next() * CATEGORIES.length)]!;
      const at = Date.now();
      const tab = new Tab(device, chance);
      tab.record({ name: "page_view", props: { path: `/demo/${category}/`, title: category } }, at, true);
      const sent = device.request(demoSite.id, at, chance);
      const answer = await fetch(`${runtime.origin}/v1/sync`, {
        method: "POST",
        headers: { origin: runtime.origin },
        body: JSON.stringify(sent),
      });
      syncs++;
      const [, ack] = (await answer.text()).split("\n");
      if (answer.ok && ack) device.receive(sent, JSON.parse(ack) as SyncAck);
      else failed++;
    });
    const path = READS[second % READS.length]!;
    const read = fetch(`${runtime.origin}${path}`, { headers: { authorization: `Bearer ${ADMIN_TOKEN}` } });
    await Promise.all([...visits, read.then((answer) => answer.arrayBuffer())]);
    if (second % 60 === 59) await runtime.cron(new Date());
    readings.push({ seconds: second, bytes: runtime.residentBytes() });
    await new Promise((later) => setTimeout(later, Math.max(0, (second + 1 - seconds()) * 1000)));
  }
  return { readings, syncs, failed };
}

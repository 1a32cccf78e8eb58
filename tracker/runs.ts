/** Who writes events here, a page load or a start of the service worker, and how they are put together for the way. */
import { MAX_EVENT_AGE_MS } from "../model/limits.ts";
import type { WireRun } from "../model/sync.ts";
import type { Entry } from "./api.ts";
import { randomText } from "./identity.ts";
import type { OutboxEvent } from "./outbox.ts";

export let writer: string;

/** A new one, 48 random bits. */
export function drawWriter(): void {
  writer = randomText(6);
}

export function runsOf(events: Entry[]): WireRun[] {
  const runs: WireRun[] = [];
  for (const [key, value] of events) {
    const [by, n] = key as [string, number];
    const { at, ...event } = value as OutboxEvent;
    const timed = { ...event, ageMs: ageOf(at, by) };
    const last = runs.at(-1);
    if (last?.writer === by && last.from + last.events.length === n) last.events.push(timed);
    else runs.push({ writer: by, from: n, events: [timed] });
  }
  return runs;
}

/** Never negative; and what this page has recorded is not older than the page, wherever the device's clock has been put. */
function ageOf(at: number, by: string): number {
  const age = Date.now() - at;
  return Math.max(0, age > MAX_EVENT_AGE_MS && by === writer ? performance.now() : age);
}

/**
 * When to send, and the only request: the outbox with the passport (model/sync.ts). Its answer is read by answer.ts,
 * in the page part, which is loaded while the first one is under way.
 */
import { MAX_EVENTS_PER_SYNC, MAX_REQUEST_BYTES, WIRE_VERSION } from "../model/limits.ts";
import type { SyncRequest, WireRun } from "../model/sync.ts";
import type { Entry, Sending } from "./api.ts";
import { consent, isRecording } from "./consent.ts";
import type { Visit } from "./identity.ts";
import { readPage } from "./observe/page.ts";
import type { OutboxEvent } from "./outbox.ts";
import { keptEvents, load, site, stored, storeName } from "./store.ts";
import { besideScript, pagePart } from "./tag.ts";

export const sending: Sending = { most: MAX_EVENTS_PER_SYNC, notBefore: 0, unwritten: 0 };

let timer: ReturnType<typeof setTimeout>;
/** `performance.now()` of the next request; undefined where none is planned. */
let dueAt: number | undefined;

/** Sends within so many ms, unless that is to happen earlier anyway, or a failure asks for patience. */
export function syncIn(ms: number): void {
  const now = performance.now();
  const at = Math.max(now + ms, sending.notBefore);
  if (dueAt !== undefined && at >= dueAt) return;
  dueAt = at;
  clearTimeout(timer);
  timer = setTimeout(sync, at - now);
}

function sync(): void {
  dueAt = undefined;
  // Spares two tabs sending the same events; nothing depends on it.
  const alone = (lock: unknown) =>
    lock
      ? Promise.race([
          load().then(() => exchange()),
          new Promise<void>((resolve) => {
            sending.release = resolve;
          }),
        ])
      : syncIn(500);
  const { locks } = navigator;
  locks ? locks.request(storeName, { ifAvailable: true }, alone) : alone(true);
}

/** One request; the page part takes the answer. Leaving: composed from memory, since nothing can be awaited. */
export async function exchange(isLeaving = false): Promise<void> {
  const waiting = keptEvents();
  const sent = waiting.slice(0, sending.most);
  const passport = stored<string>("passport");
  const secret = stored("secret");
  const { number, rebuilt } = stored<Visit>("visit") ?? {};
  // Without a secret everything was erased, perhaps in another tab: nothing is known of this visitor any more.
  if (!isRecording() || !secret || (isLeaving && !sent.length)) return;
  const body = JSON.stringify({
    wire: WIRE_VERSION,
    site,
    secret,
    passport,
    consent,
    rebuild: sending.rebuild || rebuilt !== number,
    page: readPage(),
    language: navigator.language,
    offsetMinutes: -new Date().getTimezoneOffset(),
    runs: runsOf(sent),
    explain: sending.explain,
  } satisfies Record<keyof SyncRequest, unknown>);
  // Counted in characters, nearly all of one byte: what is over all the same, the edge refuses and we halve again.
  if (sent.length > 1 && body.length > MAX_REQUEST_BYTES) {
    sending.most = sent.length >> 1;
    return exchange(isLeaving);
  }
  const response = await fetch(besideScript("/v1/sync"), {
    method: "POST",
    body,
    credentials: "omit",
    keepalive: isLeaving,
    signal: AbortSignal.timeout(20_000),
  }).catch(() => undefined);
  const isMore = sent.length < waiting.length;
  return (await pagePart)!.settle({ sent, isMore, passport, visit: number, response, isLeaving });
}

function runsOf(events: Entry[]): WireRun[] {
  const runs: WireRun[] = [];
  for (const [key, value] of events) {
    const [writer, n] = key as [string, number];
    const { at, ...event } = value as OutboxEvent;
    const timed = { ...event, ageMs: Date.now() - at };
    const last = runs.at(-1);
    if (last?.writer === writer && last.from + last.events.length === n) last.events.push(timed);
    else runs.push({ writer, from: n, events: [timed] });
  }
  return runs;
}

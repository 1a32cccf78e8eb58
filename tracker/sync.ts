/**
 * When to send, and the only request: the outbox goes out with the passport, decisions and acknowledgement come
 * back in one answer of two lines (model/sync.ts).
 */
import { MAX_EVENTS_PER_SYNC, MAX_REQUEST_BYTES, WIRE_VERSION } from "../model/limits.ts";
import type { SyncAck, SyncDecisions, SyncRequest, WireRun } from "../model/sync.ts";
import type { Entry, KeptDecision } from "./api.ts";
import { consent, isRecording } from "./consent.ts";
import type { Visit } from "./identity.ts";
import { readPage } from "./observe/page.ts";
import { notify, type OutboxEvent } from "./outbox.ts";
import { keptEvents, load, stored, storeName, transact } from "./store.ts";

let site: string;
let url: string;
/** Decisions have come; none: those that came are of a profile since replaced, what is not shown is not to be. */
let decided: (decisions: KeptDecision[]) => void;

/** Most events of the next request; halved while the edge refuses them. */
let most = MAX_EVENTS_PER_SYNC;
let failures = 0;
let isRebuildDue = false;
let isExplaining: boolean | undefined;

let timer: ReturnType<typeof setTimeout>;
let dueAt = Number.POSITIVE_INFINITY;
let notBefore = 0;

/** Lets go of the Web Lock: held over `pagehide` it would keep the page out of the back/forward cache. */
export let releaseSync = (): void => {};

export function openSync(siteId: string, script: string, then: typeof decided): void {
  site = siteId;
  url = new URL("/v1/sync", script).href;
  decided = then;
}

/** Asks for every candidate's reason with each answer. */
export function explain(isWanted: boolean): void {
  isExplaining = isWanted;
}

/** Sends within so many ms, unless that is to happen earlier anyway, or a failure asks for patience. */
export function syncIn(ms: number): void {
  const now = performance.now();
  const at = Math.max(now + ms, notBefore);
  if (at >= dueAt) return;
  dueAt = at;
  clearTimeout(timer);
  timer = setTimeout(sync, at - now);
}

function sync(): void {
  dueAt = Number.POSITIVE_INFINITY;
  // Spares two tabs sending the same events; nothing depends on it.
  const alone = (lock: unknown) => {
    if (!lock) return syncIn(500);
    const held = new Promise<void>((resolve) => {
      releaseSync = resolve;
    });
    return Promise.race([load().then(() => exchange()), held]);
  };
  const { locks } = navigator;
  locks ? locks.request(storeName, { ifAvailable: true }, alone) : alone(true);
}

/** One request and its answer. Leaving: composed from memory, since nothing can be awaited. */
export async function exchange(isLeaving = false): Promise<void> {
  const waiting = keptEvents();
  const sent = waiting.slice(0, most);
  const passport = stored<string>("passport");
  const visit = stored<Visit>("visit");
  const body = JSON.stringify({
    wire: WIRE_VERSION,
    site,
    secret: stored("secret"),
    passport,
    consent,
    rebuild: isRebuildDue || visit?.rebuilt !== visit?.number,
    page: readPage(),
    language: navigator.language,
    offsetMinutes: -new Date().getTimezoneOffset(),
    runs: runsOf(sent),
    explain: isExplaining,
  } satisfies Record<keyof SyncRequest, unknown>);
  // Without a secret everything was erased, perhaps in another tab: nothing is known of this visitor any more.
  if (!isRecording() || !stored("secret") || (isLeaving && !sent.length)) return;
  if (sent.length > 1 && new Blob([body]).size > MAX_REQUEST_BYTES) {
    most = sent.length >> 1;
    return exchange(isLeaving);
  }
  try {
    const response = await fetch(url, {
      method: "POST",
      body,
      credentials: "omit",
      keepalive: isLeaving,
      signal: AbortSignal.timeout(20_000),
    });
    if (!response.ok) return refuse(response, sent);
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    let text = "";
    let lines: string[];
    let decisions: KeptDecision[] | undefined;
    for (;;) {
      const { value, done } = await reader.read();
      text += value ?? "";
      lines = text.split("\n");
      if (!decisions && lines.length > 1) {
        const answer: SyncDecisions = JSON.parse(lines[0]!);
        decisions = answer.decisions.map((decision) => ({ ...decision, until: Date.now() + decision.forMs }));
        if (!isLeaving) decided(decisions);
        notify({ answer });
      }
      if (done) break;
    }
    const said: SyncAck = JSON.parse(lines[1]!);
    if (sent.length && !said.ack.length) throw said;
    failures = 0;
    most = MAX_EVENTS_PER_SYNC;
    await settle(said, sent, passport, visit, decisions!);
    if (sent.length < waiting.length) syncIn(0);
  } catch {
    retry(0);
  }
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

/** Forgets what is acknowledged and takes the new passport, if the one it follows from is still there, at once. */
async function settle(
  { ack, refused, passport: next }: SyncAck,
  sent: Entry[],
  passport: string | undefined,
  visit: Visit | undefined,
  decisions: KeptDecision[],
): Promise<void> {
  isRebuildDue = false;
  await transact(["passport", "visit"], ([current, latest]) => {
    const changes = sent
      .filter(([[by, n]]) => ack.some(({ writer, from, to }) => writer === by && from <= +n! && +n! < to))
      .map(([key]): Entry => [key, undefined]);
    isRebuildDue = !!next && current !== passport;
    return !next || isRebuildDue
      ? changes
      : [
          ...changes,
          ["passport", next],
          ["decisions", decisions],
          ["visit", { ...(latest as Visit), rebuilt: visit?.number }],
        ];
  });
  for (const { name, path, expected } of refused)
    console.warn(`impuls: ${name} refused: ${path}, expected ${expected}`);
  if (isRebuildDue) {
    decided([]);
    syncIn(1000);
  }
}

/**
 * Refused as a whole: half of it next time, until the one event that cannot pass is alone, and is dropped.
 * Anything else: later, and not before the edge has asked for it.
 */
function refuse({ status, headers }: Response, sent: Entry[]): void {
  if (!sent.length || (status !== 400 && status !== 413)) return retry(Number(headers.get("retry-after")));
  most = sent.length >> 1 || MAX_EVENTS_PER_SYNC;
  if (sent.length < 2) {
    console.warn(`impuls: ${(sent[0]![1] as OutboxEvent).name} refused`);
    transact([], () => [[sent[0]![0], undefined]]);
  }
  syncIn(0);
}

/** Exponential backoff with full jitter, up to 5 minutes. */
function retry(seconds: number): void {
  const ms = Math.max(Math.random() * Math.min(1000 * 2 ** ++failures, 300_000), seconds * 1000);
  notBefore = performance.now() + ms;
  syncIn(ms);
}

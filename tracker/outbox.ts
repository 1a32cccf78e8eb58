/**
 * Names events, keeps them until they are acknowledged. A writer is 48 random bits in memory only, so no clone,
 * roll-back or second tab can name two events alike (design.md §1). An event is recorded when its write completes.
 */
import type { Landing } from "../model/event.ts";
import type { Entry, Notice, Recording, Watcher } from "./api.ts";
import { isRecording } from "./consent.ts";
import { type Visit, visitAfter } from "./identity.ts";
import { copyOf } from "./json.ts";
import { drawWriter, writer } from "./runs.ts";
import { sending } from "./sending.ts";
import { mirror, stored, transact } from "./store.ts";
import { syncIn } from "./sync.ts";

/** An event as it lies in the outbox, under `[writer, n]`. */
export interface OutboxEvent {
  name: string;
  props: Record<string, unknown>;
  /** Device clock, epoch ms. */
  at: number;
  /** Number of the visit. */
  session: number;
}

let nextN: number;
let landing: Landing | undefined;

/** The dashboard's live view shows a click within 2 s. */
const GATHER_MS = 800;

/** Not yet written. */
let drafts: (Omit<OutboxEvent, "session"> & { n: number; beside: Entry[] })[] = [];

const watchers: Watcher[] = [];
export const watch = (watcher: Watcher): unknown => watchers.push(watcher);

/** In tasks of their own, so that a watcher's failure is its own. */
export const notify = (notice: Notice): unknown =>
  watchers.map((watcher) => queueMicrotask(() => watcher(notice)));

/** A new writer: at the start, and again after an erasure, so that nothing ties the two together. */
export function openOutbox(arrival: Landing): void {
  drawWriter();
  nextN = 0;
  drafts = [];
  landing = arrival;
}

/**
 * Records an event. Those of one tick share a transaction, which costs more than all that is in it; with the page part
 * those of some time.
 */
export function record(
  name: string,
  props: object = {},
  { at = Date.now(), beside = [], withinMs = GATHER_MS }: Recording = {},
): void {
  if (!isRecording()) return;
  drafts.push({ name, props: copyOf(props as OutboxEvent["props"]), at, n: nextN++, beside });
  (sending.gather ?? queueMicrotask)(save, name);
  syncIn(withinMs);
}

/** Writes what has been recorded. */
export async function save(): Promise<void> {
  let entries: Entry[] = [];
  const batch = drafts.splice(0);
  if (!isRecording() || !batch[0]) return;
  // Should the page be left before the write is done, the last request finds them here.
  mirror(entriesAfter(stored("visit"), batch).slice(0, batch.length));
  await transact(["visit"], ([visit]) => (entries = entriesAfter(visit as Visit, batch)));
  for (const [[writer, n], value] of entries.slice(0, batch.length) as [[string, number], OutboxEvent][])
    notify({ event: { ...value, writer, n } });
}

/** The drafts as they are written, each in its visit; the first page view of a visit carries the landing. */
function entriesAfter(visit: Visit | undefined, batch: typeof drafts): Entry[] {
  let latest = visit;
  const events = batch.map(({ n, beside, ...event }): Entry => {
    const isPage = event.name === "page_view";
    latest = visitAfter(latest, event.at, isPage ? landing : undefined);
    const isFirst = isPage && latest.landed !== latest.number;
    if (isFirst) latest.landed = latest.number;
    return [
      [writer, n],
      { ...event, session: latest.number, props: { ...event.props, ...(isFirst && { landing }) } },
    ];
  });
  return [...events, ["visit", latest], ...batch.flatMap(({ beside }) => beside)];
}

/**
 * When to send, and the only request: the outbox with the passport (model/sync.ts). Its answer is read by answer.ts,
 * in the page part, which is loaded while the first one is under way.
 */
import { SOURCED } from "../model/consent.ts";
import { WIRE_VERSION } from "../model/limits.ts";
import type { SyncRequest } from "../model/sync.ts";
import { consent, isRecording } from "./consent.ts";
import type { Visit } from "./identity.ts";
import { toJson } from "./json.ts";
import { readPage } from "./observe/page.ts";
import { save } from "./outbox.ts";
import { runsOf } from "./runs.ts";
import { sending } from "./sending.ts";
import { keptEvents, load, site, stored, storeName } from "./store.ts";
import { besideScript, pagePart, setting } from "./tag.ts";

let timer: ReturnType<typeof setTimeout>;
/** `performance.now()` of the next request; never, where none is planned. */
let dueAt = Infinity;

/** Sends within so many ms, unless that is to happen earlier anyway. */
export function syncIn(ms: number): void {
  const at = performance.now() + ms;
  if (at >= dueAt) return;
  dueAt = at;
  clearTimeout(timer);
  timer = setTimeout(sync, ms);
}

function sync(): void {
  dueAt = Infinity;
  if (sending.isHeld) return;
  // The reading that follows finds it: transactions of one store follow each other.
  save();
  // Spares two tabs sending the same events; nothing depends on it.
  const alone = (lock: unknown) =>
    lock
      ? Promise.race([
          load().then(exchange),
          new Promise<void>((resolve) => {
            sending.release = resolve;
          }),
        ])
      : syncIn(500);
  // Where storage is closed there may be no locks either.
  navigator.locks?.request(storeName, { ifAvailable: true }, alone).catch(alone) ?? alone(true);
}

/** One request; the page part takes the answer. Leaving: composed from memory, since nothing can be awaited. */
export async function exchange(isLeaving?: unknown): Promise<void> {
  const waiting = keptEvents();
  const sent = waiting.slice(0, sending.most);
  const passport = stored<string>("passport");
  const secret = stored("secret");
  const { number, rebuilt } = stored<Visit>("visit") ?? {};
  // Without a secret everything was erased, perhaps in another tab: nothing is known of this visitor any more.
  if (!isRecording() || !secret || (isLeaving && !sent[0])) return;
  const body = toJson({
    wire: WIRE_VERSION,
    site,
    secret,
    passport,
    consent: consent & ~SOURCED,
    rebuild: sending.rebuild || rebuilt !== number,
    page: readPage(),
    language: navigator.language,
    offsetMinutes: -new Date().getTimezoneOffset(),
    runs: runsOf(sent),
    explain: sending.explain,
  } satisfies Record<keyof SyncRequest, unknown>);
  let response: Response | undefined;
  try {
    response = await fetch(besideScript("v1/sync"), {
      method: "POST",
      body,
      // Another value than this is the first-party mode (docs/embed.md).
      credentials: (setting("credentials") ?? "omit") as RequestCredentials,
      keepalive: isLeaving as boolean,
      signal: AbortSignal.timeout(20_000),
    });
  } catch {
    // No answer; or the page has a `fetch` of its own, which throws.
  }
  return (await pagePart)?.settle({
    sent,
    passport,
    visit: number,
    response,
    isLeaving,
    isMore: waiting[sent.length],
  });
}

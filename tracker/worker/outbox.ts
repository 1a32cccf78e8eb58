/** What the service worker records: into the outbox of the site's pages, under a writer of its own, and sent by itself. */
import { SOURCED } from "../../model/consent.ts";
import { MAX_EVENTS_PER_SYNC, WIRE_VERSION } from "../../model/limits.ts";
import type { SyncRequest } from "../../model/sync.ts";
import { acknowledged, readAnswer } from "../acknowledgement.ts";
import type { Entry } from "../api.ts";
import type { Visit } from "../identity.ts";
import type { OutboxEvent } from "../outbox.ts";
import type { PushKept } from "../push-edge.ts";
import { drawWriter, runsOf, writer } from "../runs.ts";
import {
  closeStore,
  isThere,
  keptEvents,
  load,
  openStore,
  RECORDING,
  site,
  stored,
  storeName,
  transact,
} from "../store.ts";

/** Deliveries remembered as shown; more than a device gets in the 28 days a push service may keep one. */
const MOST_SHOWN = 64;

drawWriter();
let nextN = 0;

/** Opens the site's store and reads it; where there is none, none is made. */
export async function openSite(id: string): Promise<boolean> {
  if (site !== id) closeStore();
  openStore(id);
  if ((await isThere()) === false) return false;
  await load();
  return true;
}

export const hasShown = (id: string | undefined): boolean => !!stored<string[]>("shown")?.includes(id!);

/** Records the event; of a delivery's showing only the first. Without consent nothing is written (store.ts). */
export async function record(name: string, props: { delivery: string }): Promise<void> {
  const n = nextN++;
  await transact(["shown", "visit"], ([shown, visit]) => {
    const ids = (shown ?? []) as string[];
    const isShowing = name === "push_shown";
    if (isShowing && ids.includes(props.delivery)) return [];
    const { number = 0 } = (visit ?? {}) as Partial<Visit>;
    const event: OutboxEvent = { name, props, at: Date.now(), session: number };
    return [
      [[writer, n], event],
      ...(isShowing ? [["shown", [props.delivery, ...ids].slice(0, MOST_SHOWN)] as Entry] : []),
    ];
  });
}

/** What waits, under the lock that spares page and worker sending the same; what fails the next page sends. */
export const send = async (): Promise<unknown> =>
  navigator.locks?.request(storeName, sendAlone) ?? sendAlone();

async function sendAlone(): Promise<void> {
  await load();
  const sent = keptEvents().slice(0, MAX_EVENTS_PER_SYNC);
  const { edge, credentials = "omit" } = stored<PushKept>("push") ?? {};
  const passport = stored<string>("passport");
  const secret = stored<string>("secret");
  const consent = stored<number>("consent")! & ~SOURCED;
  if (!edge || !secret || !(consent & RECORDING) || !sent[0]) return;
  try {
    const response = await fetch(new URL("v1/sync", edge), {
      method: "POST",
      body: JSON.stringify({
        wire: WIRE_VERSION,
        site: site!,
        secret,
        passport,
        consent,
        // No page is being looked at.
        page: { path: "/", slots: [] },
        language: navigator.language,
        offsetMinutes: -new Date().getTimezoneOffset(),
        runs: runsOf(sent),
      } satisfies SyncRequest),
      credentials,
      signal: AbortSignal.timeout(20_000),
    });
    if (!response.ok) return;
    const { ack, passport: next } = (await readAnswer(response, () => {})) ?? {};
    if (!ack?.length) return;
    await transact(["passport"], ([current]) => [
      ...acknowledged(sent, ack),
      ...(next && current === passport ? [["passport", next] as Entry] : []),
    ]);
  } catch {
    // No network: they lie there still.
  }
}

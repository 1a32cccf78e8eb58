/**
 * The answer to a request, two lines (model/sync.ts): decisions are applied as soon as the first is there; with the
 * second, what is acknowledged is forgotten and the passport kept. Without it everything is tried again later.
 */
import { MAX_EVENTS_PER_SYNC } from "../model/limits.ts";
import type { SyncAck } from "../model/sync.ts";
import { acknowledged, readAnswer } from "./acknowledgement.ts";
import type { Core, Entry, KeptDecision, Sent } from "./api.ts";
import type { Visit } from "./identity.ts";
import type { OutboxEvent } from "./outbox.ts";
import { holdFor } from "./patience.ts";
import { fill, list } from "./slots.ts";

/** Requests in a row that have failed. */
export let failures = 0;

/** Every request ends here, answered or not. */
export async function settle(core: Core, request: Sent): Promise<void> {
  const { sent, response, isMore } = request;
  const status = response?.status;
  if (sent.length && (status === 400 || status === 413)) return narrow(core, sent);
  let decisions: KeptDecision[] = [];
  const answer =
    response?.ok &&
    (await readAnswer(response, (said) => {
      decisions = said.decisions.map((decision) => ({ ...decision, until: Date.now() + decision.forMs }));
      if (!request.isLeaving) fill(decisions);
      core.notify({ answer: said });
    }));
  // An answer that acknowledges nothing of something is none: the queue has failed, the events are still ours.
  if (!answer || (sent.length && !answer.ack?.length)) return retry(core, response);
  failures = 0;
  core.sending.most = MAX_EVENTS_PER_SYNC;
  await keep(core, request, answer, decisions);
  for (const { name, path, expected } of answer.refused)
    console.warn(`impuls: ${name} refused: ${path}, expected ${expected}`);
  if (isMore) core.syncIn(0);
}

/** Forgets events and takes the new passport, if the one it follows from is still there, in one transaction. */
async function keep(
  core: Core,
  { sent, passport, visit }: Sent,
  { ack, passport: next }: SyncAck,
  decisions: KeptDecision[],
): Promise<void> {
  let isKept = true;
  await core.transact(["passport", "visit"], ([current, latest]) => {
    const changes = acknowledged(sent, ack);
    isKept = !next || current === passport;
    if (next && isKept)
      changes.push(
        ["passport", next],
        ["decisions", decisions.filter(({ isLasting }) => isLasting)],
        ["visit", { ...(latest as Visit), rebuilt: visit }],
      );
    return changes;
  });
  // Another tab's answer came between: what was decided here is of a profile since replaced.
  core.sending.rebuild = !isKept;
  if (isKept) {
    list(decisions);
    return;
  }
  fill([]);
  core.syncIn(1000);
}

/** Refused as a whole: half of it next time, until the one event that cannot pass is alone, and is dropped. */
function narrow(core: Core, sent: Entry[]): void {
  const [[key, value]] = sent as [Entry];
  core.sending.most = sent.length >> 1 || MAX_EVENTS_PER_SYNC;
  if (sent.length < 2) {
    console.warn(`impuls: ${(value as OutboxEvent).name} refused`);
    core.transact([], () => [[key, undefined]]);
  }
  core.syncIn(0);
}

/** Exponential backoff with full jitter, up to 5 minutes, and not before the edge has asked for it. */
function retry(core: Core, response: Response | undefined): void {
  const jitter = Math.random() * Math.min(1000 * 2 ** ++failures, 300_000);
  const ms = Math.max(jitter, Number(response?.headers?.get?.("retry-after") ?? 0) * 1000 || 0);
  holdFor(core, ms);
}

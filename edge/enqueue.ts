/** Events on their way into D1. */
import type { Env } from "./env.ts";
import { ingest } from "./jobs/ingest.ts";
import type { IngestMessage } from "./jobs/message.ts";
import { logFailure } from "./log-line.ts";

/** Queues: at most 100 messages and 256 KB at once; characters here, so with room for those of more bytes. */
const MOST_AT_ONCE = 100;
const MOST_CHARACTERS = 100_000;

/**
 * True once the queue (or, on the free plan, D1) has all of the messages. A failure is a value here: who sent the events
 * sends them again, and those that the queue had got count once.
 */
export async function enqueue(env: Env, messages: IngestMessage[]): Promise<boolean> {
  try {
    if (messages.length === 0) return true;
    if (!env.INGEST) await ingest(env, messages);
    else if (messages.length === 1) await env.INGEST.send(messages[0]!);
    else for (const part of inBatches(messages)) await env.INGEST.sendBatch(part.map((body) => ({ body })));
    return true;
  } catch (error) {
    logFailure("queue send failed", { site: messages[0]?.site }, error);
    return false;
  }
}

function inBatches(messages: IngestMessage[]): IngestMessage[][] {
  const batches: IngestMessage[][] = [];
  let characters = 0;
  for (const message of messages) {
    const { length } = JSON.stringify(message);
    const open = batches.at(-1);
    if (open && open.length < MOST_AT_ONCE && characters + length <= MOST_CHARACTERS) {
      open.push(message);
      characters += length;
    } else {
      batches.push([message]);
      characters = length;
    }
  }
  return batches;
}

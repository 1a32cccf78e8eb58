/**
 * The product's own Worker, as a browser's story meets it (tests/stories/exactly-once.test.ts), over a queue that refuses
 * and forgets to say so, keeps, mixes and repeats its messages, and a D1 that fails at any call and any statement, so that
 * the consumer hears of it or ends there. `GET /local/befell`: what befell, by kind.
 */
import type { Env } from "../../edge/env.ts";
import type { Heartbeat, IngestMessage } from "../../edge/jobs/message.ts";
import worker from "../../edge/worker.ts";
import { type Chance, chanceOf } from "../support/device.ts";
import { type Fault, failingDatabase } from "./failing-database.ts";

const befell = {
  refusedSends: 0,
  unsaidSends: 0,
  held: 0,
  redelivered: 0,
  failed: 0,
  crashed: 0,
  /** Messages the queue still has. */
  waiting: 0,
};

// What fails here fails on purpose; what comes of it is in D1.
console.error = () => undefined;

let drawn: Chance | undefined;
const below = (most: number) => Math.floor(drawn!.next() * most);
const falls = (share: number) => drawn!.next() < share;

function roughQueue(queue: NonNullable<Env["INGEST"]>): NonNullable<Env["INGEST"]> {
  const send = async (message: IngestMessage) => {
    if (falls(0.04)) {
      befell.refusedSends++;
      throw new Error("the queue is away");
    }
    const sent = await queue.send(message);
    befell.waiting++;
    if (falls(0.04)) {
      befell.unsaidSends++;
      throw new Error("the queue has it, and its answer was lost");
    }
    return sent;
  };
  return { send } as unknown as NonNullable<Env["INGEST"]>;
}

/** Ingest has at most so many calls to D1 for a batch, and so many statements in its transaction. */
const CALLS = 4;
const STATEMENTS = 30;

function aFault(): Fault {
  const at = 1 + below(CALLS);
  if (falls(0.4)) return { at, when: "within", statement: below(STATEMENTS) };
  return { at, when: falls(0.5) ? "before" : "after" };
}

/** One consumer at its share of a batch. Throws where it has crashed. */
async function consume(queue: string, share: Message<unknown>[], env: Env): Promise<void> {
  const crash = Promise.withResolvers<never>();
  const isCrashing = falls(0.1);
  const isFailing = isCrashing || falls(0.2);
  const { DB, hasFailed } = failingDatabase(
    env.DB,
    isFailing ? aFault() : undefined,
    isCrashing ? () => crash.reject(new Error("crashed")) : undefined,
  );
  const batch = { queue, messages: share } as unknown as MessageBatch<IngestMessage | Heartbeat>;
  try {
    await Promise.race([worker.queue(batch, { ...env, DB }), crash.promise]);
  } finally {
    if (hasFailed()) befell[isCrashing ? "crashed" : "failed"]++;
  }
}

/** A batch mixed and shared out to consumers, two at a time; after a crash the queue brings all of it again. */
async function consumeRoughly(batch: MessageBatch<unknown>, env: Env): Promise<void> {
  const mixed = batch.messages
    .map((message) => ({ message, place: drawn!.next() }))
    .sort((a, b) => a.place - b.place)
    .map(({ message }) => message);
  const fates = new Map<Message<unknown>, "done" | "again">();
  const taken = mixed.filter((message) => {
    if (!falls(0.15)) return true;
    befell.held++;
    message.retry();
    return false;
  });
  const shares: Message<unknown>[][] = [];
  while (taken.length > 0)
    shares.push(
      taken.splice(0, 1 + below(8)).map((message) => ({
        id: message.id,
        timestamp: message.timestamp,
        attempts: message.attempts,
        body: message.body,
        ack: () => void fates.set(message, "done"),
        retry: () => void fates.set(message, "again"),
      })),
    );
  for (let i = 0; i < shares.length; i += 2)
    await Promise.all(shares.slice(i, i + 2).map((share) => consume(batch.queue, share, env)));
  for (const [message, fate] of fates)
    if (fate === "again") message.retry();
    else if (falls(0.1)) {
      befell.redelivered++;
      message.retry();
    } else {
      befell.waiting--;
      message.ack();
    }
}

export default {
  ...worker,
  fetch(request, env, context) {
    drawn ??= chanceOf(Number(env.FAULT_SEED));
    if (new URL(request.url).pathname === "/local/befell") return Response.json(befell);
    return worker.fetch(request, { ...env, INGEST: roughQueue(env.INGEST!) }, context);
  },
  async queue(batch, env) {
    drawn ??= chanceOf(Number(env.FAULT_SEED));
    if (batch.queue.endsWith("-ingest")) await consumeRoughly(batch, env);
    else await worker.queue(batch, env);
  },
} satisfies ExportedHandler<
  Env & { FAULT_SEED: string },
  Parameters<typeof worker.queue>[0]["messages"][number]["body"]
>;

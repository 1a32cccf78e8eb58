/**
 * The minute's word through the ingest queue, by real time: what a journey knows of a cart is as old as the queue lags. That
 * cron ran is noted beside it, for `/health`.
 */
import type { Env } from "../env.ts";
import { logFailure } from "../log-line.ts";
import { CRON_BEAT, INGEST_BEAT, noteHeartbeat } from "../store/heartbeats.ts";
import type { Heartbeat, IngestMessage } from "./message.ts";

/** From one word to the next. */
const EVERY_MS = 60_000;

/** No word where no queue is bound, which lags nothing. A queue that is away is told by the silence. */
export async function sendHeartbeat({ DB, INGEST }: Env): Promise<void> {
  const beat = Date.now();
  await Promise.all([noteHeartbeat(DB, CRON_BEAT, beat), INGEST?.send({ beat })]).catch((error: unknown) =>
    logFailure("heartbeat failed", {}, error),
  );
}

/** How far ingest lags behind real time; 0 where no queue is bound, or none was ever heard. `heardAt`: of the newest word, epoch ms. */
export const lagOf = ({ INGEST }: Env, heardAt: number | null): number =>
  INGEST && heardAt !== null ? Math.max(0, Date.now() - heardAt - EVERY_MS) : 0;

/** Takes them out of a batch; answers the messages that are left. */
export async function consumeHeartbeats(
  { DB }: Env,
  messages: readonly Message<unknown>[],
): Promise<Message<IngestMessage>[]> {
  const beats = messages.filter(({ body }) => isHeartbeat(body)) as Message<Heartbeat>[];
  if (beats.length > 0) {
    const newest = Math.max(...beats.map(({ body }) => body.beat));
    // Another comes in a minute: none is worth a second try.
    await noteHeartbeat(DB, INGEST_BEAT, newest).catch((error: unknown) =>
      logFailure("heartbeat lost", {}, error),
    );
    for (const message of beats) message.ack();
  }
  return messages.filter(({ body }) => !isHeartbeat(body)) as Message<IngestMessage>[];
}

const isHeartbeat = (body: unknown): body is Heartbeat =>
  typeof body === "object" && body !== null && "beat" in body;

/** What travels through queues. At most 128 KB a message (Queues). */
import type { BotKind } from "../../model/bot.ts";
import type { Run } from "../../model/profile.ts";

/** The accepted events of one sync. */
export interface IngestMessage {
  site: string;
  visitor: string;
  /** Epoch ms, edge time. */
  receivedAt: number;
  /** Names `[from, to)` that this message settles: those of its events and of refused ones between them. */
  ranges: { writer: string; from: number; to: number }[];
  runs: Run[];
  /** Events refused in this sync by reason, for the daily counters. */
  refused: Record<string, number>;
  /** Sent by a robot: so many events, of which nothing else is here and nothing is counted but that. */
  bot?: { kind: BotKind; events: number };
}

/** The minute's word through the ingest queue, by which it is known how far the queue lags. */
export interface Heartbeat {
  /** Epoch ms, real time, when it was sent. */
  beat: number;
}

/** Deliveries that one invocation sends. */
export interface PushMessages {
  site: string;
  ids: string[];
  /** Until when they are leased, epoch ms: whoever finds another lease there leaves them to that one. */
  leasedUntil: number;
}

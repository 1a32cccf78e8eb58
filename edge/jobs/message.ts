/** What travels through the ingest queue: the accepted events of one sync. At most 128 KB (Queues). */
import type { Run } from "../../model/profile.ts";

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
}

/** The minute's word through the ingest queue, by which it is known how far the queue lags. */
export interface Heartbeat {
  /** Epoch ms, real time, when it was sent. */
  beat: number;
}

/** GET /api/running: whether what runs behind the pages does. */

export interface Running {
  /** How old the last word through the ingest queue is, real ms; one is sent every minute. Null: none yet, or no queue is bound. */
  lastBeatMs: number | null;
  hasQueue: boolean;
  /** Subscriptions that push services said were gone, by day of UTC and status, the newest day first. */
  lost: { day: string; status: number; subscriptions: number }[];
  /** Those with messages that failed or wait. */
  webhooks: { id: string; url: string; isOn: boolean; failed: number; due: number }[];
  now: number;
}

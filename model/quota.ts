/** How near the plan's limits a day comes: measured where something of ours measures it, else estimated from our own counters. */

export const PLANS = ["free", "paid"] as const;
export type Plan = (typeof PLANS)[number];

export const METERS = [
  "requests",
  "rows_written",
  "rows_read",
  "size",
  "kv_writes",
  "queue_operations",
] as const;
export type MeterName = (typeof METERS)[number];

/** What a day was made of, over all sites of this Worker. */
export interface DayUse {
  views: number;
  orders: number;
  /** Snapshots published. */
  publications: number;
}

export interface QuotaMeasured {
  /** Today so far and yesterday: days of each shop, where Cloudflare's are of UTC. */
  today: DayUse;
  yesterday: DayUse;
  /** Visitors kept, as the last daily count found them. */
  visitors: number;
  /** A journey is live: then every visitor is looked at hourly. */
  hasJourney: boolean;
  /** Of D1, as it says itself. */
  sizeBytes: number;
  /** The ingest queue is bound. */
  hasQueue: boolean;
}

export interface Meter {
  name: MeterName;
  /** Bytes of `size`; else a number of the day. */
  today: number;
  yesterday: number;
  limit: number;
  /** `limit`: nothing is taken above it. `included`: of the month by 30; more is billed. */
  kind: "limit" | "included";
  known: "measured" | "estimated";
}

/** GET /api/running/quota. */
export interface Quota {
  plan: Plan;
  meters: Meter[];
}

/** Cloudflare's published limits, November 2026; monthly inclusions by 30 days. */
export const LIMITS: Record<Plan, Record<MeterName, { limit: number; kind: Meter["kind"] }>> = {
  free: {
    requests: { limit: 100_000, kind: "limit" },
    rows_written: { limit: 100_000, kind: "limit" },
    rows_read: { limit: 5_000_000, kind: "limit" },
    size: { limit: 500_000_000, kind: "limit" },
    kv_writes: { limit: 1000, kind: "limit" },
    queue_operations: { limit: 10_000, kind: "limit" },
  },
  paid: {
    requests: { limit: 333_333, kind: "included" },
    rows_written: { limit: 1_666_667, kind: "included" },
    rows_read: { limit: 833_333_333, kind: "included" },
    size: { limit: 10_000_000_000, kind: "limit" },
    kv_writes: { limit: 33_333, kind: "included" },
    queue_operations: { limit: 33_333, kind: "included" },
  },
};

/** At most: tests/tracker and design.md §4. */
const SYNCS_PER_VIEW = 1.25;
/** edge/storage.md, Rows written; held by `npm run bench ingest`. */
export const ROWS_PER_SYNC = 1.264;
const ROWS_PER_ORDER = 13;
/** State, tombstone, counters and products of its batch. */
const READS_PER_SYNC = 4;
const READS_PER_ORDER = 20;
const HEARTBEATS = 24 * 60;
/** Write, read, delete. */
const OPERATIONS_PER_MESSAGE = 3;
/** The snapshot, and the pointer to it. */
const KV_WRITES_PER_PUBLICATION = 2;

const syncsOf = ({ views }: DayUse) => Math.round(views * SYNCS_PER_VIEW);

export function metersOf(measured: QuotaMeasured, plan: Plan): Meter[] {
  const { today, yesterday, visitors, hasJourney, sizeBytes, hasQueue } = measured;
  // Sizes of segments once a day, and sweeps.
  const looks = visitors * (1 + (hasJourney ? 24 : 1));
  const by: Record<MeterName, { of: (day: DayUse) => number; known: Meter["known"] }> = {
    requests: { of: syncsOf, known: "estimated" },
    rows_written: {
      of: (day) => Math.round(syncsOf(day) * ROWS_PER_SYNC + day.orders * ROWS_PER_ORDER),
      known: "estimated",
    },
    rows_read: {
      of: (day) => syncsOf(day) * READS_PER_SYNC + day.orders * READS_PER_ORDER + looks,
      known: "estimated",
    },
    size: { of: () => sizeBytes, known: "measured" },
    kv_writes: { of: ({ publications }) => publications * KV_WRITES_PER_PUBLICATION, known: "measured" },
    queue_operations: {
      of: (day) => (hasQueue ? OPERATIONS_PER_MESSAGE * (syncsOf(day) + HEARTBEATS) : 0),
      known: "estimated",
    },
  };
  return METERS.map((name) => {
    const { of, known } = by[name];
    return { name, today: of(today), yesterday: of(yesterday), ...LIMITS[plan][name], known };
  });
}

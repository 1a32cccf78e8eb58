/**
 * What a month costs at a stated traffic: Cloudflare's list prices (developers.cloudflare.com/workers/platform/pricing) times
 * what a page view takes, as the benches measure or bound it.
 */
import { ROWS_PER_SYNC } from "../../model/quota.ts";

/** USD for a million beyond what the paid plan holds, and how many a month it holds. */
const PRICES = {
  requests: { usd: 0.3, included: 10e6 },
  cpuMs: { usd: 0.02, included: 30e6 },
  queueOperations: { usd: 0.4, included: 1e6 },
  rowsWritten: { usd: 1, included: 50e6 },
} as const;
type Measure = keyof typeof PRICES;

/** USD a month for the account, whatever it runs. */
export const PLAN_USD = 5;

/** At most, held by `npm run bench tracker`. */
export const SYNCS_A_PAGE_VIEW = 1.25;
/** Where each sync is a batch of its own: the same table's rows, undivided. */
export const ROWS_A_SYNC_WITHOUT_QUEUE = 10.5;
/** Written, read, deleted. */
const OPERATIONS_A_MESSAGE = 3;
/** Deciding takes at most one (`npm run bench hot-path`); as much again is taken for ingest. */
const CPU_MS_A_SYNC = 2;

/** What a page view takes, in what is billed. */
export interface Taken {
  syncsAPageView: number;
  rowsASync: number;
  cpuMsASync: number;
}

/** As much as the promises allow. */
const AT_MOST: Taken = {
  syncsAPageView: SYNCS_A_PAGE_VIEW,
  rowsASync: ROWS_PER_SYNC,
  cpuMsASync: CPU_MS_A_SYNC,
};

const MINUTES_A_MONTH = (365 / 12) * 24 * 60;
const DAYS_A_MONTH = 365 / 12;

export interface Cost {
  /** What the month takes of each. */
  used: Record<Measure, number>;
  /** USD beyond the plan's own price. */
  beyondUsd: number;
  /** USD in all. */
  totalUsd: number;
  /** USD of list price for a further million page views, nothing included. */
  marginalUsd: number;
}

/** Of the paid plan, with queues, for one account that runs nothing else. `taken`: what was measured, else the bounds. */
export function costOf(pageViews: number, { syncsAPageView, rowsASync, cpuMsASync }: Taken = AT_MOST): Cost {
  const fixed: Record<Measure, number> = {
    // Cron every minute and every hour; each minute sends one word through the queue and notes two times.
    requests: MINUTES_A_MONTH * (1 + 1 / 60),
    cpuMs: MINUTES_A_MONTH * cpuMsASync,
    queueOperations: MINUTES_A_MONTH * OPERATIONS_A_MESSAGE,
    rowsWritten: MINUTES_A_MONTH * 2,
  };
  const perView = {
    requests: syncsAPageView,
    cpuMs: syncsAPageView * cpuMsASync,
    queueOperations: syncsAPageView * OPERATIONS_A_MESSAGE,
    rowsWritten: syncsAPageView * rowsASync,
  };
  const measures = Object.keys(PRICES) as Measure[];
  const used = Object.fromEntries(
    measures.map((measure) => [measure, fixed[measure] + pageViews * perView[measure]]),
  ) as Record<Measure, number>;
  const sum = (of: (measure: Measure) => number) =>
    measures.reduce((usd, measure) => usd + (of(measure) / 1e6) * PRICES[measure].usd, 0);
  const beyondUsd = sum((measure) => Math.max(0, used[measure] - PRICES[measure].included));
  return {
    used,
    beyondUsd,
    totalUsd: PLAN_USD + beyondUsd,
    marginalUsd: sum((measure) => perView[measure] * 1e6),
  };
}

/** A day of the free plan. */
const FREE_REQUESTS = 100_000;
const FREE_ROWS_WRITTEN = 100_000;

/** Page views a month that the free plan has room for, without queues; what runs out first is rows written. */
export function freePageViews(): number {
  const byRequests = (FREE_REQUESTS - 1_464) / SYNCS_A_PAGE_VIEW;
  const byRows = (FREE_ROWS_WRITTEN - 1_440) / (SYNCS_A_PAGE_VIEW * ROWS_A_SYNC_WITHOUT_QUEUE);
  return Math.floor((Math.min(byRequests, byRows) * DAYS_A_MONTH) / 1_000) * 1_000;
}

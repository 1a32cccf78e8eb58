/**
 * What a month's page views need of D1, and what that costs beside `costOf`: the table of docs/scale.md, which says how the bytes
 * were measured and what is assumed.
 */
import { costOf, SYNCS_A_PAGE_VIEW } from "./cost.ts";

/** Row and index of a visitor, in whole pages of SQLite: the demo's D1 after 60 days. */
const BYTES_A_VISITOR = 8_800;
/** Of the log, packed, with its index: the same D1. */
const LOG_BYTES_A_PAGE_VIEW = 170;
/** Page views of a visitor in the time they are kept: an assumption. */
const VIEWS_A_VISITOR = 5;
/** `edge/jobs/retain.ts`. */
const DAYS_KEPT = 90;
const DAYS_A_MONTH = 365 / 12;
/** The busiest second beside the mean one: an assumption. */
const PEAK = 4;

/** Of one D1, and what the account has before it pays (developers.cloudflare.com/d1/platform/limits and /pricing). */
const GB_A_DATABASE = 10;
const GB_INCLUDED = 5;
const USD_A_GB = 0.75;
const ROWS_READ_INCLUDED = 25e9;
const USD_A_MILLION_ROWS_READ = 0.001;
/** A journey that is live has each visitor looked at every hour; sizes of segments once a day. */
const LOOKS_A_DAY = 25;

/** What one month of so many page views takes, once as much is kept as ever will be. */
export interface Scale {
  pageViews: number;
  /** Syncs in a second, and in the busiest. */
  syncsASecond: number;
  syncsAtPeak: number;
  /** Visitors kept. */
  visitors: number;
  /** Of D1, with the log. */
  gigabytes: number;
  /** D1s of 10 GB that hold it. */
  databases: number;
  /** USD: requests, CPU, queue, rows written, the plan; D1 above what is included; rows read with a live journey. */
  workUsd: number;
  storageUsd: number;
  readUsd: number;
  totalUsd: number;
}

export function scaleOf(pageViews: number): Scale {
  const viewsKept = pageViews * (DAYS_KEPT / DAYS_A_MONTH);
  const visitors = viewsKept / VIEWS_A_VISITOR;
  const gigabytes = (visitors * BYTES_A_VISITOR + viewsKept * LOG_BYTES_A_PAGE_VIEW) / 1e9;
  const syncsASecond = (pageViews * SYNCS_A_PAGE_VIEW) / (DAYS_A_MONTH * 86_400);
  const workUsd = costOf(pageViews).totalUsd;
  const storageUsd = Math.max(0, gigabytes - GB_INCLUDED) * USD_A_GB;
  const rowsRead = visitors * LOOKS_A_DAY * DAYS_A_MONTH;
  const readUsd = (Math.max(0, rowsRead - ROWS_READ_INCLUDED) / 1e6) * USD_A_MILLION_ROWS_READ;
  return {
    pageViews,
    syncsASecond,
    syncsAtPeak: syncsASecond * PEAK,
    visitors,
    gigabytes,
    databases: Math.ceil(gigabytes / GB_A_DATABASE),
    workUsd,
    storageUsd,
    readUsd,
    totalUsd: workUsd + storageUsd + readUsd,
  };
}

/** Millions of page views a month that fill one D1. */
export const millionsInOneDatabase = (): number => GB_A_DATABASE / scaleOf(1e6).gigabytes;

const grouped = (number: number, digits = 0) =>
  number.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits });

/** The rows of docs/scale.md, which a test holds to these. */
export function scaleTable(): string {
  const rows = [1e6, 10e6, 100e6, 1_000e6]
    .map(scaleOf)
    .map((of) =>
      [
        `${grouped(of.pageViews / 1e6)} million`,
        `${grouped(of.syncsASecond, 1)} (${grouped(of.syncsAtPeak)})`,
        `${grouped(of.visitors / 1e6, 1)} million`,
        `${grouped(of.gigabytes)} GB`,
        grouped(of.databases),
        grouped(of.workUsd),
        grouped(of.storageUsd),
        grouped(of.readUsd),
        `**${grouped(of.totalUsd)}**`,
        grouped(of.totalUsd / (of.pageViews / 1e6), 2),
      ].join(" | "),
    );
  return [
    "| Page views a month | Syncs a second (at peak) | Visitors kept | In D1 | D1s of 10 GB | Work, USD | Storage, USD | Rows read, USD | In all, USD | A million, USD |",
    `| ${Array.from({ length: 10 }, () => "---").join(" | ")} |`,
    ...rows.map((row) => `| ${row} |`),
  ].join("\n");
}

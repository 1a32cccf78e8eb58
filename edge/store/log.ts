/**
 * What arrived, for the live view: one row a consumer batch and site, its moments compressed. Rows are few and large,
 * so that the log costs a visit a fraction of a row written (design.md §4, ingest).
 */

import { DAY_MS } from "../../model/time.ts";
import type { Moment } from "../../model/timeline.ts";

/** The moments one batch brought of one visitor, and where the visitor was. */
export interface LogEntry {
  visitor: string;
  city: string;
  country: string;
  moments: Moment[];
}

/** One consumer batch. */
export interface LogBatch {
  /** Rises in the order of commit. */
  id: number;
  /** Epoch ms. */
  receivedAt: number;
  entries: LogEntry[];
}

interface LogRow {
  id: number;
  received_at: number;
  /** D1 answers a BLOB as an array of byte values. */
  body: number[];
}

const toBatch = async ({ id, received_at, body }: LogRow): Promise<LogBatch> => ({
  id,
  receivedAt: received_at,
  entries: await unpackLog(new Uint8Array(body)),
});

export async function packLog(entries: LogEntry[]): Promise<Uint8Array> {
  const packed = new Response(JSON.stringify(entries)).body!.pipeThrough(new CompressionStream("gzip"));
  return new Uint8Array(await new Response(packed).arrayBuffer());
}

/** Throws where the bytes are not what `packLog` made. */
export function unpackLog(packed: Uint8Array): Promise<LogEntry[]> {
  const body = new Response(packed).body!.pipeThrough(new DecompressionStream("gzip"));
  return new Response(body).json<LogEntry[]>();
}

/** The statement that logs a batch; none where nothing happened in it. `receivedAt` is epoch ms. */
export async function writeLog(
  db: D1Database,
  site: string,
  entries: LogEntry[],
  receivedAt: number,
): Promise<D1PreparedStatement[]> {
  if (entries.length === 0) return [];
  return [
    db
      .prepare("INSERT INTO log (site, day, received_at, events, body) VALUES (?1, ?2, ?3, ?4, ?5)")
      .bind(site, Math.floor(receivedAt / DAY_MS), receivedAt, eventsIn(entries), await packLog(entries)),
  ];
}

/** The statements that leave of each batch what is given; one without anything left goes. */
export const rewriteLog = (
  db: D1Database,
  batches: Pick<LogBatch, "id" | "entries">[],
): Promise<D1PreparedStatement[]> =>
  Promise.all(
    batches.map(async ({ id, entries }) =>
      entries.length === 0
        ? db.prepare("DELETE FROM log WHERE id = ?1").bind(id)
        : db
            .prepare("UPDATE log SET events = ?2, body = ?3 WHERE id = ?1")
            .bind(id, eventsIn(entries), await packLog(entries)),
    ),
  );

const eventsIn = (entries: LogEntry[]) => entries.reduce((sum, { moments }) => sum + moments.length, 0);

/** The first `limit` batches after the one with id `cursor`, oldest first. */
export async function listLogAfter(
  db: D1Database,
  site: string,
  cursor: number,
  limit: number,
): Promise<LogBatch[]> {
  const { results } = await db
    .prepare(
      `SELECT id, received_at, body FROM log
       WHERE id > ?2 AND site = ?1
       ORDER BY id
       LIMIT ?3`,
    )
    .bind(site, cursor, limit)
    .all<LogRow>();
  return Promise.all(results.map(toBatch));
}

/** The newest `limit` batches with smaller ids than `before` that arrived at `since` (epoch ms) or later, newest first. */
export async function listLogBefore(
  db: D1Database,
  site: string,
  { before, since }: { before: number; since: number },
  limit: number,
): Promise<LogBatch[]> {
  const { results } = await db
    .prepare(
      `SELECT id, received_at, body FROM log
       WHERE id < ?2 AND site = ?1 AND received_at >= ?3
       ORDER BY id DESC
       LIMIT ?4`,
    )
    .bind(site, before, since, limit)
    .all<LogRow>();
  return Promise.all(results.map(toBatch));
}

/** The newest `limit` batches, newest first. */
export async function listNewestLog(db: D1Database, site: string, limit: number): Promise<LogBatch[]> {
  const { results } = await db
    .prepare(
      `SELECT id, received_at, body FROM log
       WHERE site = ?1
       ORDER BY id DESC
       LIMIT ?2`,
    )
    .bind(site, limit)
    .all<LogRow>();
  return Promise.all(results.map(toBatch));
}

/** Epoch ms of the newest batch; 0 where nothing has arrived. */
export async function readLastReceived(db: D1Database, site: string): Promise<number> {
  const row = await db
    .prepare("SELECT received_at FROM log WHERE site = ?1 ORDER BY id DESC LIMIT 1")
    .bind(site)
    .first<Pick<LogRow, "received_at">>();
  return row?.received_at ?? 0;
}

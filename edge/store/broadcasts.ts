/** Broadcasts as marketers save them, and how far each has been fanned out. */
import type { Broadcast, BroadcastStatus } from "../../model/broadcast.ts";
import { type Act, recorded } from "./changes.ts";

/** As stored, a broadcast never becomes `done`: that follows from its deliveries. */
export type StoredStatus = Exclude<BroadcastStatus, "done">;

export interface StoredBroadcast {
  broadcast: Broadcast;
  status: StoredStatus;
  /** The last visitor looked at. */
  cursor: string;
  /** Epoch ms. */
  updatedAt: number;
  startedAt: number | null;
  finishedAt: number | null;
}

interface BroadcastRow {
  body: string;
  status: StoredStatus;
  cursor: string;
  updated_at: number;
  started_at: number | null;
  finished_at: number | null;
}

const COLUMNS = "body, status, cursor, updated_at, started_at, finished_at";
const toBroadcast = ({ body, status, cursor, ...row }: BroadcastRow): StoredBroadcast => ({
  broadcast: JSON.parse(body) as Broadcast,
  status,
  cursor,
  updatedAt: row.updated_at,
  startedAt: row.started_at,
  finishedAt: row.finished_at,
});

/** Last changed first. */
export async function listBroadcasts(db: D1Database, site: string): Promise<StoredBroadcast[]> {
  const { results } = await db
    .prepare(`SELECT ${COLUMNS} FROM broadcasts WHERE site = ?1 ORDER BY updated_at DESC, id`)
    .bind(site)
    .all<BroadcastRow>();
  return results.map(toBroadcast);
}

export async function readBroadcast(
  db: D1Database,
  site: string,
  id: string,
): Promise<StoredBroadcast | null> {
  const row = await db
    .prepare(`SELECT ${COLUMNS} FROM broadcasts WHERE site = ?1 AND id = ?2`)
    .bind(site, id)
    .first<BroadcastRow>();
  return row && toBroadcast(row);
}

/** A draft; false where it has been sent already, and then nothing is written. */
export async function saveBroadcast(
  db: D1Database,
  site: string,
  broadcast: Broadcast,
  act: Act,
): Promise<boolean> {
  const save = db
    .prepare(
      `INSERT INTO broadcasts (site, id, body, status, updated_at) VALUES (?1, ?2, ?3, 'draft', ?4)
       ON CONFLICT (site, id) DO UPDATE SET body = excluded.body, updated_at = excluded.updated_at
       WHERE broadcasts.status = 'draft'`,
    )
    .bind(site, broadcast.id, JSON.stringify(broadcast), act.at);
  const [, saved] = await db.batch(recorded(db, site, act, { kind: "broadcast", id: broadcast.id }, [save]));
  return saved!.meta.changes > 0;
}

export async function deleteBroadcast(db: D1Database, site: string, id: string, act: Act): Promise<void> {
  const gone = db.prepare("DELETE FROM broadcasts WHERE site = ?1 AND id = ?2").bind(site, id);
  await db.batch(recorded(db, site, act, { kind: "broadcast", id }, [gone]));
}

/** From one of these states to another; false where it is in none of them. */
export async function moveBroadcast(
  db: D1Database,
  site: string,
  id: string,
  from: readonly StoredStatus[],
  to: StoredStatus,
  act: Act,
): Promise<boolean> {
  const move = db
    .prepare(
      `UPDATE broadcasts SET status = ?4, updated_at = ?5
       WHERE site = ?1 AND id = ?2 AND status IN (SELECT value FROM json_each(?3))`,
    )
    .bind(site, id, JSON.stringify(from), to, act.at);
  const [, moved] = await db.batch(recorded(db, site, act, { kind: "broadcast", id }, [move]));
  return moved!.meta.changes > 0;
}

/**
 * The statement by which it has come from one visitor to another, at the end with the time; changes nothing where somebody else
 * has gone on with it, or it is not being sent any more. `now`: epoch ms.
 */
export const advanceBroadcast = (
  db: D1Database,
  site: string,
  id: string,
  { from, to, isEnd }: { from: string; to: string; isEnd: boolean },
  now: number,
): D1PreparedStatement =>
  db
    .prepare(
      `UPDATE broadcasts SET cursor = ?4, started_at = coalesce(started_at, ?5), finished_at = iif(?6, ?5, NULL)
       WHERE site = ?1 AND id = ?2 AND cursor = ?3 AND status = 'sending' AND finished_at IS NULL`,
    )
    .bind(site, id, from, to, now, isEnd ? 1 : 0);

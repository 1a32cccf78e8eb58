/** Doors of orders: how each does, and the secrets (sealed) of those that sign. */
import type { Door } from "../../model/order-report.ts";
import { type Act, recorded } from "./changes.ts";

export type Outcome = "accepted" | "refused" | "ignored";

export interface DoorState {
  door: Door;
  accepted: number;
  refused: number;
  ignored: number;
  /** Of the last delivery, epoch ms; null before the first. */
  lastAt: number | null;
  lastOutcome: Outcome | null;
  /** Why it was not accepted. */
  lastReason: string | null;
  /** Sealed (edge/hook-secret.ts). */
  secret: string | null;
  /** The one before, still accepted. */
  previousSecret: string | null;
  /** When the secret was set, epoch ms. */
  secretAt: number | null;
}

interface DoorRow {
  door: Door;
  accepted: number;
  refused: number;
  ignored: number;
  last_at: number | null;
  last_outcome: Outcome | null;
  last_reason: string | null;
  secret: string | null;
  previous_secret: string | null;
  secret_at: number | null;
}

const toState = ({
  last_at,
  last_outcome,
  last_reason,
  previous_secret,
  secret_at,
  ...row
}: DoorRow): DoorState => ({
  ...row,
  lastAt: last_at,
  lastOutcome: last_outcome,
  lastReason: last_reason,
  previousSecret: previous_secret,
  secretAt: secret_at,
});

const COLUMNS = `door, accepted, refused, ignored, last_at, last_outcome, last_reason, secret, previous_secret, secret_at`;

export async function listDoors(db: D1Database, site: string): Promise<DoorState[]> {
  const { results } = await db
    .prepare(`SELECT ${COLUMNS} FROM doors WHERE site = ?1`)
    .bind(site)
    .all<DoorRow>();
  return results.map(toState);
}

export async function readDoor(db: D1Database, site: string, door: Door): Promise<DoorState | null> {
  const row = await db
    .prepare(`SELECT ${COLUMNS} FROM doors WHERE site = ?1 AND door = ?2`)
    .bind(site, door)
    .first<DoorRow>();
  return row && toState(row);
}

export interface Delivery {
  /** Epoch ms. */
  at: number;
  outcome: Outcome;
  /** Counted so many times: orders of an accepted list; 1 unless given. */
  orders?: number;
  /** Why it was not accepted. */
  reason?: string;
}

/** Counts a delivery; in the batch of its orders, so that it counts as they do. */
export function countDelivery(
  db: D1Database,
  site: string,
  door: Door,
  { at, outcome, orders = 1, reason }: Delivery,
): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO doors (site, door, accepted, refused, ignored, last_at, last_outcome, last_reason)
       VALUES (?1, ?2, iif(?4 = 'accepted', ?5, 0), iif(?4 = 'refused', ?5, 0), iif(?4 = 'ignored', ?5, 0), ?3, ?4, ?6)
       ON CONFLICT (site, door) DO UPDATE SET
         accepted = accepted + excluded.accepted, refused = refused + excluded.refused,
         ignored = ignored + excluded.ignored, last_at = excluded.last_at, last_outcome = excluded.last_outcome,
         last_reason = excluded.last_reason`,
    )
    .bind(site, door, at, outcome, orders, reason ?? null);
}

/** The new secret (sealed) beside the one before it, which is still accepted; the one before that is not any more. */
export async function saveSecret(
  db: D1Database,
  site: string,
  door: Door,
  secret: string,
  act: Act,
): Promise<void> {
  const save = db
    .prepare(
      `INSERT INTO doors (site, door, secret, secret_at) VALUES (?1, ?2, ?3, ?4)
       ON CONFLICT (site, door) DO UPDATE SET
         previous_secret = secret, secret = excluded.secret, secret_at = excluded.secret_at`,
    )
    .bind(site, door, secret, act.at);
  await db.batch(recorded(db, site, act, { kind: "door", id: door, name: door }, [save]));
}

/** From now on only the newest secret is accepted. */
export async function deletePreviousSecret(
  db: D1Database,
  site: string,
  door: Door,
  act: Act,
): Promise<void> {
  const drop = db
    .prepare("UPDATE doors SET previous_secret = NULL WHERE site = ?1 AND door = ?2")
    .bind(site, door);
  await db.batch(recorded(db, site, act, { kind: "door", id: door, name: door }, [drop]));
}

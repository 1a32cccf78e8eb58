/** Deliveries on their way out: leased, read with all that is asked before one is sent, and what came of it. */
import type { Broadcast, BroadcastStatus } from "../../model/broadcast.ts";
import type { ServerPart } from "../../model/passport.ts";
import { type Profile, storedProfile } from "../../model/profile.ts";
import type { DeliveryState, PushMessage } from "../../model/push.ts";
import { DAY_MS } from "../../model/time.ts";
import { INGEST_BEAT } from "./heartbeats.ts";
import { countLost } from "./lost-subscriptions.ts";
import { SERVER_COLUMNS, type ServerRow, toServerPart } from "./server-part.ts";
import { type Subscription, type SubscriptionRow, toSubscription } from "./subscriptions.ts";

/** Takes at most `limit` due ones until `leasedUntil`; nobody else gets them before. */
export async function leaseDueDeliveries(
  db: D1Database,
  now: number,
  leasedUntil: number,
  limit: number,
): Promise<{ site: string; id: string }[]> {
  const { results } = await db
    .prepare(
      `UPDATE deliveries SET leased_until = ?2
       WHERE (site, id) IN (
         SELECT site, id FROM deliveries
         WHERE state = 'due' AND max(due_at, leased_until) <= ?1 ORDER BY max(due_at, leased_until) LIMIT ?3)
       RETURNING site, id`,
    )
    .bind(now, leasedUntil, limit)
    .all<{ site: string; id: string }>();
  return results;
}

export interface LeasedDelivery {
  id: string;
  visitor: string;
  source: string;
  step: string;
  /** Epoch ms. */
  dueAt: number;
  expiresAt: number;
  madeAt: number;
  attempts: number;
  /** Null: the broadcast's. */
  message: PushMessage | null;
  /** As it is now; null: there is none any more. */
  subscription: Subscription | null;
}

/** Those that are still due under this very lease, and all that is asked before one is sent. */
export interface LeasedPage {
  deliveries: LeasedDelivery[];
  /** By id: those of the page's sources. */
  broadcasts: Map<string, { broadcast: Broadcast; status: BroadcastStatus }>;
  /** By id. */
  visitors: Map<string, { profile: Profile; server: ServerPart | null }>;
  /** By visitor: when something was sent to them since, tests aside; epoch ms. */
  sentAt: Map<string, number[]>;
  /** Epoch ms, real time: when the minute's word last came through the ingest queue; null: never yet. */
  heardAt: number | null;
}

interface LeasedRow extends Omit<SubscriptionRow, "endpoint"> {
  id: string;
  source: string;
  step: string;
  due_at: number;
  expires_at: number;
  made_at: number;
  attempts: number;
  message: string | null;
  endpoint: string | null;
}

/** One round trip. `since`: epoch ms. */
export async function readLeased(
  db: D1Database,
  site: string,
  ids: readonly string[],
  leasedUntil: number,
  since: number,
): Promise<LeasedPage> {
  const list = JSON.stringify(ids);
  const receivers =
    "(SELECT visitor FROM deliveries WHERE site = ?1 AND id IN (SELECT value FROM json_each(?2)))";
  const [rows, broadcasts, visitors, sent, beat] = await db.batch([
    db
      .prepare(
        `SELECT deliveries.id, deliveries.visitor, source, step, due_at, expires_at, deliveries.made_at, attempts, message,
                endpoint, p256dh, auth, key_id, origin, time_zone, language
         FROM deliveries LEFT JOIN subscriptions
           ON subscriptions.site = deliveries.site AND subscriptions.visitor = deliveries.visitor
         WHERE deliveries.site = ?1 AND deliveries.id IN (SELECT value FROM json_each(?2))
           AND state = 'due' AND leased_until = ?3
         ORDER BY due_at, deliveries.id`,
      )
      .bind(site, list, leasedUntil),
    db
      .prepare(
        `SELECT id, body, status FROM broadcasts
         WHERE site = ?1 AND 'broadcast:' || id IN (
           SELECT source FROM deliveries WHERE site = ?1 AND id IN (SELECT value FROM json_each(?2)))`,
      )
      .bind(site, list),
    db
      .prepare(`SELECT id, profile, ${SERVER_COLUMNS} FROM visitors WHERE site = ?1 AND id IN ${receivers}`)
      .bind(site, list),
    db
      .prepare(
        `SELECT visitor, sent_at FROM deliveries
         WHERE site = ?1 AND visitor IN ${receivers} AND sent_at > ?3 AND source <> 'test'`,
      )
      .bind(site, list, since),
    db.prepare("SELECT at FROM heartbeats WHERE name = ?1").bind(INGEST_BEAT),
  ]);
  return {
    deliveries: (rows!.results as LeasedRow[]).map(toLeased),
    broadcasts: new Map(
      (broadcasts!.results as { id: string; body: string; status: BroadcastStatus }[]).map((row) => [
        row.id,
        { broadcast: JSON.parse(row.body) as Broadcast, status: row.status },
      ]),
    ),
    visitors: new Map(
      (visitors!.results as (ServerRow & { id: string; profile: string })[]).map(
        ({ id, profile, ...row }) => [id, { profile: storedProfile(profile), server: toServerPart(row) }],
      ),
    ),
    sentAt: new Map(
      [...Map.groupBy(sent!.results as { visitor: string; sent_at: number }[], (row) => row.visitor)].map(
        ([visitor, theirs]) => [visitor, theirs.map((row) => row.sent_at)],
      ),
    ),
    heardAt: (beat!.results as { at: number }[])[0]?.at ?? null,
  };
}

const toLeased = (row: LeasedRow): LeasedDelivery => ({
  id: row.id,
  visitor: row.visitor,
  source: row.source,
  step: row.step,
  dueAt: row.due_at,
  expiresAt: row.expires_at,
  madeAt: row.made_at,
  attempts: row.attempts,
  message: row.message === null ? null : (JSON.parse(row.message) as PushMessage),
  subscription: row.endpoint === null ? null : toSubscription({ ...row, endpoint: row.endpoint }),
});

/** What came of one; of what is absent nothing changes. */
export interface RecordedDelivery {
  id: string;
  state: Extract<DeliveryState, "due" | "sent" | "stopped" | "gone" | "expired" | "failed">;
  /** Epoch ms. */
  dueAt: number;
  expiresAt: number;
  attempts: number;
  /** Of the push service's last answer. */
  status: number | null;
  reason: string | null;
  /** Epoch ms; null: not taken by a push service. */
  sentAt: number | null;
  /** Where the push service says that there is nobody: the subscription to be deleted. */
  endpoint: string | null;
}

/**
 * Writes what came of those under this lease, and ends it. A subscription goes by its endpoint, so that one that has taken its
 * place meanwhile stays: then the delivery is due again, to that. What the device has told already stands.
 */
export async function recordDeliveries(
  db: D1Database,
  site: string,
  leasedUntil: number,
  recorded: readonly RecordedDelivery[],
  now: number,
): Promise<void> {
  const gone = recorded.flatMap(({ endpoint, status }) =>
    endpoint === null || status === null ? [] : [{ endpoint, status }],
  );
  await db.batch([
    ...(gone.length > 0 ? [countLost(db, site, gone, Math.floor(now / DAY_MS))] : []),
    db
      .prepare(
        "DELETE FROM subscriptions WHERE site = ?1 AND endpoint IN (SELECT value->>'endpoint' FROM json_each(?2))",
      )
      .bind(site, JSON.stringify(gone)),
    db
      .prepare(
        `UPDATE deliveries SET
           state = CASE
             WHEN deliveries.state <> 'due' THEN deliveries.state
             WHEN now.state = 'gone' AND EXISTS (
               SELECT 1 FROM subscriptions WHERE site = ?1 AND visitor = deliveries.visitor) THEN 'due'
             ELSE now.state END,
           due_at = now.due_at, expires_at = now.expires_at, attempts = now.attempts, status = now.status,
           reason = now.reason, sent_at = coalesce(now.sent_at, deliveries.sent_at), leased_until = 0
         FROM (
           SELECT value->>'id' AS id, value->>'state' AS state, value->>'dueAt' AS due_at,
                  value->>'expiresAt' AS expires_at, value->>'attempts' AS attempts, value->>'status' AS status,
                  value->>'reason' AS reason, value->>'sentAt' AS sent_at
           FROM json_each(?2)
         ) AS now
         WHERE deliveries.site = ?1 AND deliveries.id = now.id AND deliveries.leased_until = ?3`,
      )
      .bind(site, JSON.stringify(recorded), leasedUntil),
  ]);
}

/** At most `limit` of those that were put off until somebody resumes them; says how many. They are due now. */
export async function resumeDeliveries(
  db: D1Database,
  site: string,
  source: string,
  now: number,
  pausedUntil: number,
  limit: number,
): Promise<number> {
  const { results } = await db
    .prepare(
      `UPDATE deliveries SET due_at = ?3, reason = NULL
       WHERE (site, id) IN (
         SELECT site, id FROM deliveries
         WHERE state = 'due' AND max(due_at, leased_until) = ?4 AND site = ?1 AND source = ?2 LIMIT ?5)
       RETURNING id`,
    )
    .bind(site, source, now, pausedUntil, limit)
    .all();
  return results.length;
}

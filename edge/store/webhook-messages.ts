/**
 * What goes out to webhooks: one row a message and webhook, which is the log as well. A message's id follows from what is told, so
 * that what is told twice goes out once; it is the same at every attempt.
 */
import type {
  AfterAttempt,
  MessageState,
  Telling,
  WebhookMessage,
  WebhookPayload,
} from "../../model/webhook.ts";
import { inParts } from "./visitor-state.ts";

/**
 * The statements that tell the site's webhooks, for the transaction of what happened: nothing is written where no webhook that is
 * on has the type. Each answers the webhooks it wrote for. `now`: epoch ms, from when it is due.
 */
export async function tellWebhooks(
  db: D1Database,
  site: string,
  tellings: readonly Telling[],
  now: number,
): Promise<D1PreparedStatement[]> {
  const rows = await Promise.all(
    tellings.map(async (telling) => {
      const { type, at, visitor, data } = telling;
      const timestamp = new Date(at).toISOString();
      const payload = { type, timestamp, data: { ...data, visitor, customer: null } } as WebhookPayload;
      return JSON.stringify([await messageId(site, telling), type, JSON.stringify(payload), visitor]);
    }),
  );
  return inParts(rows).map((part) =>
    db
      .prepare(
        `INSERT INTO webhook_messages (site, webhook, id, type, body, state, due_at, made_at)
         SELECT ?1, webhooks.id, told.value->>0, told.value->>1,
                json_set(told.value->>2, '$.data.customer', (
                  SELECT customer FROM links WHERE links.site = ?1 AND links.visitor = told.value->>3
                  ORDER BY since DESC LIMIT 1)),
                'due', ?3, ?3
         FROM webhooks CROSS JOIN json_each(?2) AS told
         WHERE webhooks.site = ?1 AND webhooks.is_on = 1
           AND EXISTS (SELECT 1 FROM json_each(webhooks.types) WHERE json_each.value = told.value->>1)
         ON CONFLICT (site, webhook, id) DO NOTHING
         RETURNING webhook`,
      )
      .bind(site, part, now),
  );
}

/** The webhooks that `tellWebhooks`, in a batch with these results, wrote for. */
export const webhooksTold = (results: readonly D1Result<unknown>[]): string[] => [
  ...new Set(
    results.flatMap((one) => (one.results as { webhook?: string }[]).flatMap(({ webhook }) => webhook ?? [])),
  ),
];

/** No dot in it: the signature's own delimiter. */
async function messageId(site: string, { type, visitor, subject, at }: Telling): Promise<string> {
  const told = new TextEncoder().encode(JSON.stringify([site, type, visitor, subject, at]));
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", told));
  return `msg_${Array.from(digest.subarray(0, 16), (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}

/** What is sent. */
export interface ClaimedMessage {
  id: string;
  body: string;
  /** Before this one. */
  attempts: number;
}

/** Takes at most `limit` due messages of a webhook that is on until `leasedUntil`: nobody else sends them before. */
export async function claimMessages(
  db: D1Database,
  site: string,
  webhook: string,
  now: number,
  leasedUntil: number,
  limit: number,
): Promise<ClaimedMessage[]> {
  const { results } = await db
    .prepare(
      `UPDATE webhook_messages SET leased_until = ?4
       WHERE site = ?1 AND webhook = ?2 AND id IN (
         SELECT id FROM webhook_messages
         WHERE site = ?1 AND webhook = ?2 AND state = 'due' AND due_at <= ?3 AND leased_until <= ?3
         ORDER BY due_at LIMIT ?5)
         AND EXISTS (SELECT 1 FROM webhooks WHERE site = ?1 AND id = ?2 AND is_on = 1)
       RETURNING id, body, attempts`,
    )
    .bind(site, webhook, now, leasedUntil, limit)
    .all<ClaimedMessage>();
  return results;
}

/** What came of one attempt each; a webhook whose receiver wants no more is switched off with it. */
export async function recordAttempts(
  db: D1Database,
  site: string,
  webhook: string,
  outcomes: readonly (AfterAttempt & { id: string })[],
  now: number,
): Promise<void> {
  await db.batch([
    db
      .prepare(
        `UPDATE webhook_messages SET
           state = done.value->>'state', due_at = done.value->>'dueAt', status = done.value->>'status',
           reason = done.value->>'reason', attempts = attempts + 1, leased_until = 0,
           sent_at = CASE done.value->>'state' WHEN 'sent' THEN ?4 END
         FROM json_each(?3) AS done
         WHERE site = ?1 AND webhook = ?2 AND webhook_messages.id = done.value->>'id'`,
      )
      .bind(site, webhook, JSON.stringify(outcomes), now),
    ...(outcomes.some(({ isUnwanted }) => isUnwanted)
      ? [db.prepare("UPDATE webhooks SET is_on = 0 WHERE site = ?1 AND id = ?2").bind(site, webhook)]
      : []),
  ]);
}

/** A message of its own for one webhook, leased at once by who sends it. */
export async function addTestMessage(
  db: D1Database,
  site: string,
  webhook: string,
  { id, type, body }: Pick<WebhookMessage, "id" | "type" | "body">,
  now: number,
  leasedUntil: number,
): Promise<void> {
  await db
    .prepare(
      `INSERT INTO webhook_messages (site, webhook, id, type, body, state, due_at, leased_until, made_at)
       VALUES (?1, ?2, ?3, ?4, ?5, 'due', ?6, ?7, ?6)`,
    )
    .bind(site, webhook, id, type, body, now, leasedUntil)
    .run();
}

/** Given up, and due again from the first attempt on. All failed ones of the webhook where no id is given; how many. */
export async function replayFailed(
  db: D1Database,
  site: string,
  webhook: string,
  id: string | null,
  now: number,
): Promise<number> {
  const { meta } = await db
    .prepare(
      `UPDATE webhook_messages SET state = 'due', due_at = ?4, attempts = 0
       WHERE site = ?1 AND webhook = ?2 AND state = 'failed' AND (?3 IS NULL OR id = ?3)`,
    )
    .bind(site, webhook, id, now)
    .run();
  return meta.changes;
}

interface MessageRow {
  id: string;
  type: string;
  body: string;
  state: MessageState;
  attempts: number;
  due_at: number;
  made_at: number;
  sent_at: number | null;
  status: number | null;
  reason: string | null;
}

/** Where a page of the log ends. */
export interface MessageCursor {
  madeAt: number;
  id: string;
}

/** Newest first, after the cursor; of any state where none is given. */
export async function listMessages(
  db: D1Database,
  site: string,
  webhook: string,
  state: MessageState | null,
  { madeAt, id }: MessageCursor,
  limit: number,
): Promise<WebhookMessage[]> {
  const { results } = await db
    .prepare(
      `SELECT id, type, body, state, attempts, due_at, made_at, sent_at, status, reason FROM webhook_messages
       WHERE site = ?1 AND webhook = ?2 AND (made_at, id) < (?3, ?4) AND (?5 IS NULL OR state = ?5)
       ORDER BY made_at DESC, id DESC LIMIT ?6`,
    )
    .bind(site, webhook, madeAt, id, state, limit)
    .all<MessageRow>();
  return results.map(({ due_at, made_at, sent_at, ...row }) => ({
    ...row,
    dueAt: due_at,
    madeAt: made_at,
    sentAt: sent_at,
  }));
}

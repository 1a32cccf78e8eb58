/** Outgoing webhooks: where they send, what, and by which secrets (sealed: edge/webhook/secrets.ts). */
import type { SavedWebhook, WebhookSettings, WebhookType } from "../../model/webhook.ts";
import { type Act, recorded } from "./changes.ts";

export interface Webhook extends WebhookSettings {
  id: string;
  /** Sealed. */
  secrets: string;
  /** Epoch ms until when the secret before the current one signs as well; 0: there is none. */
  oldSecretUntil: number;
  madeAt: number;
}

interface WebhookRow {
  id: string;
  url: string;
  types: string;
  secrets: string;
  old_secret_until: number;
  is_on: number;
  made_at: number;
}

const COLUMNS = "id, url, types, secrets, old_secret_until, is_on, made_at";

const toWebhook = ({ id, url, types, secrets, old_secret_until, is_on, made_at }: WebhookRow): Webhook => ({
  id,
  url,
  types: JSON.parse(types) as WebhookType[],
  isOn: is_on === 1,
  secrets,
  oldSecretUntil: old_secret_until,
  madeAt: made_at,
});

/** The oldest first, each with how many of its messages stand in each state. */
export async function listWebhooks(
  db: D1Database,
  site: string,
): Promise<(Webhook & Pick<SavedWebhook, "messages">)[]> {
  const { results } = await db
    .prepare(
      `SELECT ${COLUMNS}, (
         SELECT json_group_object(state, messages) FROM (
           SELECT state, count(*) AS messages FROM webhook_messages
           WHERE webhook_messages.site = ?1 AND webhook = webhooks.id GROUP BY state)) AS messages
       FROM webhooks WHERE site = ?1 ORDER BY made_at, id`,
    )
    .bind(site)
    .all<WebhookRow & { messages: string }>();
  return results.map((row) => ({
    ...toWebhook(row),
    messages: { due: 0, sent: 0, failed: 0, ...JSON.parse(row.messages) },
  }));
}

export async function findWebhook(db: D1Database, site: string, id: string): Promise<Webhook | null> {
  const row = await db
    .prepare(`SELECT ${COLUMNS} FROM webhooks WHERE site = ?1 AND id = ?2`)
    .bind(site, id)
    .first<WebhookRow>();
  return row && toWebhook(row);
}

/** False where the site has `most` already. */
export async function addWebhook(
  db: D1Database,
  site: string,
  webhook: Webhook,
  most: number,
  act: Act,
): Promise<boolean> {
  const { id, url, types, secrets, isOn, madeAt } = webhook;
  const add = db
    .prepare(
      `INSERT INTO webhooks (site, id, url, types, secrets, is_on, made_at)
       SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7 WHERE (SELECT count(*) FROM webhooks WHERE site = ?1) < ?8`,
    )
    .bind(site, id, url, JSON.stringify(types), secrets, Number(isOn), madeAt, most);
  const [, added] = await db.batch(recorded(db, site, act, { kind: "webhook", id }, [add]));
  return added!.meta.changes > 0;
}

/** False where there is no such webhook. */
export async function changeWebhook(
  db: D1Database,
  site: string,
  id: string,
  { url, types, isOn }: WebhookSettings,
  act: Act,
): Promise<boolean> {
  const change = db
    .prepare("UPDATE webhooks SET url = ?3, types = ?4, is_on = ?5 WHERE site = ?1 AND id = ?2")
    .bind(site, id, url, JSON.stringify(types), Number(isOn));
  const [, changed] = await db.batch(recorded(db, site, act, { kind: "webhook", id }, [change]));
  return changed!.meta.changes > 0;
}

export async function saveSecrets(
  db: D1Database,
  site: string,
  { id, secrets, oldSecretUntil }: Pick<Webhook, "id" | "secrets" | "oldSecretUntil">,
  act: Act,
): Promise<void> {
  const save = db
    .prepare("UPDATE webhooks SET secrets = ?3, old_secret_until = ?4 WHERE site = ?1 AND id = ?2")
    .bind(site, id, secrets, oldSecretUntil);
  await db.batch(recorded(db, site, act, { kind: "webhook", id }, [save]));
}

/** With all it has told and was to tell; false where there is no such webhook. */
export async function deleteWebhook(db: D1Database, site: string, id: string, act: Act): Promise<boolean> {
  const [, deleted] = await db.batch(
    recorded(db, site, act, { kind: "webhook", id }, [
      db.prepare("DELETE FROM webhooks WHERE site = ?1 AND id = ?2").bind(site, id),
      db.prepare("DELETE FROM webhook_messages WHERE site = ?1 AND webhook = ?2").bind(site, id),
    ]),
  );
  return deleted!.meta.changes > 0;
}

/** Those that are on and have a message due that nobody is sending: of all sites, at most `limit`. */
export async function listDueWebhooks(
  db: D1Database,
  now: number,
  limit: number,
): Promise<{ site: string; webhook: string }[]> {
  const { results } = await db
    .prepare(
      `SELECT site, id AS webhook FROM webhooks WHERE is_on = 1 AND EXISTS (
         SELECT 1 FROM webhook_messages AS message
         WHERE message.site = webhooks.site AND message.webhook = webhooks.id AND message.state = 'due'
           AND message.due_at <= ?1 AND message.leased_until <= ?1)
       LIMIT ?2`,
    )
    .bind(now, limit)
    .all<{ site: string; webhook: string }>();
  return results;
}

/**
 * What goes out to webhooks: one row a message and webhook, which is the log as well. A message's id follows from what is told, so
 * that what is told twice goes out once; it is the same at every attempt.
 */
import type { Telling, WebhookPayload } from "../../model/webhook.ts";
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

/** The webhooks that the statements of `tellWebhooks`, the last of a batch, wrote for. */
export const webhooksTold = (results: readonly D1Result<unknown>[]): string[] => [
  ...new Set(
    (results as D1Result<{ webhook: string }>[]).flatMap((one) => one.results.map((row) => row.webhook)),
  ),
];

/** No dot in it: the signature's own delimiter. */
async function messageId(site: string, { type, visitor, subject, at }: Telling): Promise<string> {
  const told = new TextEncoder().encode(JSON.stringify([site, type, visitor, subject, at]));
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", told));
  return `msg_${Array.from(digest.subarray(0, 16), (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}

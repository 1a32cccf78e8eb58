/** Outgoing webhooks: the list, making and changing one, its secret, its log. A secret is shown when it is made, and never again. */
import { Hono } from "hono";
import * as v from "valibot";
import type { WebhookList, WebhookLog, WebhookSecret } from "../../model/webhook.ts";
import { webhookSchema } from "../../model/webhook.ts";
import { toBase64Url } from "../base64url.ts";
import { now } from "../clock.ts";
import type { AppEnv, Env } from "../env.ts";
import { sendOn, sendTest } from "../jobs/send-webhook.ts";
import { actOf } from "../middleware/sign-in.ts";
import { validJson, validQuery } from "../middleware/valid.ts";
import { problem } from "../problem.ts";
import { listMessages, type MessageCursor, replayFailed } from "../store/webhook-messages.ts";
import {
  addWebhook,
  changeWebhook,
  deleteWebhook,
  findWebhook,
  listWebhooks,
  saveSecrets,
} from "../store/webhooks.ts";
import { webhookUrl } from "../webhook/address.ts";
import { nextSecret, OLD_SECRET_MS } from "../webhook/secrets.ts";

/** Of a site: each message is written once for each that has its type. */
const MOST = 10;
const PAGE = 50;

const FIRST: MessageCursor = { madeAt: Number.MAX_SAFE_INTEGER, id: "" };
const CURSOR = /^(\d{1,15}):(msg_[0-9a-f]{32})$/;
const logSchema = v.object({
  state: v.optional(v.picklist(["due", "sent", "failed"])),
  before: v.optional(v.pipe(v.string(), v.regex(CURSOR, "a cursor as answered"))),
});
function cursorOf(text: string | undefined): MessageCursor {
  const [, madeAt, id] = CURSOR.exec(text ?? "") ?? [];
  return madeAt ? { madeAt: Number(madeAt), id: id! } : FIRST;
}

const noWebhook = () => problem(404, "webhook", "No such webhook");
function badAddress(env: Env, text: string) {
  const checked = webhookUrl(env, text);
  if ("url" in checked) return undefined;
  return problem(400, "invalid-body", "The body is not as expected", { field: "url", ...checked });
}

export const webhooks = new Hono<AppEnv>()
  .get("/", async (c) => {
    const [listed, at] = await Promise.all([listWebhooks(c.env.DB, c.get("site")), now(c.env)]);
    const answer: WebhookList = {
      webhooks: listed.map(({ secrets: _, oldSecretUntil, ...webhook }) => ({
        ...webhook,
        oldSecretUntil: oldSecretUntil > at ? oldSecretUntil : null,
      })),
    };
    return c.json(answer, 200);
  })
  .post("/", validJson(webhookSchema), async (c) => {
    const settings = c.req.valid("json");
    const refusal = badAddress(c.env, settings.url);
    if (refusal) return refusal;
    const [site, id] = [c.get("site"), toBase64Url(crypto.getRandomValues(new Uint8Array(9)))];
    const { secret, sealed } = await nextSecret(c.env, site, id);
    const act = await actOf(c);
    const webhook = { ...settings, id, secrets: sealed, oldSecretUntil: 0, madeAt: act.at };
    if (!(await addWebhook(c.env.DB, site, webhook, MOST, act)))
      return problem(409, "webhooks", "There are too many webhooks", { expected: `at most ${MOST}` });
    return c.json({ id, secret } satisfies WebhookSecret, 201);
  })
  .put("/:id", validJson(webhookSchema), async (c) => {
    const settings = c.req.valid("json");
    const id = c.req.param("id");
    const refusal = badAddress(c.env, settings.url);
    if (refusal) return refusal;
    if (!(await changeWebhook(c.env.DB, c.get("site"), id, settings, await actOf(c)))) return noWebhook();
    return c.json({ id }, 200);
  })
  .delete("/:id", async (c) => {
    const id = c.req.param("id");
    if (!(await deleteWebhook(c.env.DB, c.get("site"), id, await actOf(c)))) return noWebhook();
    return c.json({ id }, 200);
  })
  .post("/:id/secret", async (c) => {
    const [site, id] = [c.get("site"), c.req.param("id")];
    const webhook = await findWebhook(c.env.DB, site, id);
    if (!webhook) return noWebhook();
    const { secret, sealed } = await nextSecret(c.env, site, id, webhook.secrets);
    const act = await actOf(c);
    const oldSecretUntil = act.at + OLD_SECRET_MS;
    await saveSecrets(c.env.DB, site, { id, secrets: sealed, oldSecretUntil }, act);
    return c.json({ id, secret } satisfies WebhookSecret, 201);
  })
  .post("/:id/test", async (c) => {
    const site = c.get("site");
    const webhook = await findWebhook(c.env.DB, site, c.req.param("id"));
    if (!webhook) return noWebhook();
    return c.json(await sendTest(c.env, site, webhook, await now(c.env)), 200);
  })
  .get("/:id/messages", validQuery(logSchema), async (c) => {
    const { DB } = c.env;
    const site = c.get("site");
    const webhook = await findWebhook(DB, site, c.req.param("id"));
    if (!webhook) return noWebhook();
    const { state = null, before } = c.req.valid("query");
    const listed = await listMessages(DB, site, webhook.id, state, cursorOf(before), PAGE + 1);
    const messages = listed.slice(0, PAGE);
    const last = messages.at(-1);
    const answer: WebhookLog = {
      messages,
      next: last && listed.length > PAGE ? `${last.madeAt}:${last.id}` : null,
    };
    return c.json(answer, 200);
  })
  /** Failed ones, due again under their ids; `?message=` one of them. */
  .post("/:id/replay", validQuery(v.object({ message: v.optional(v.string()) })), async (c) => {
    const [site, id] = [c.get("site"), c.req.param("id")];
    const { message = null } = c.req.valid("query");
    const messages = await replayFailed(c.env.DB, site, id, message, await now(c.env));
    if (messages > 0) await sendOn(c.env, site, [id]);
    return c.json({ id, messages }, 200);
  });

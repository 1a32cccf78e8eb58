/**
 * Messages to webhooks: claimed with a lease, sent, recorded. A sender that dies between two of these leaves the lease to run out,
 * and the message goes again under its id, by which the receiver knows it. What is due is found by the minute's cron; new messages
 * are sent on at once where a queue is bound.
 */
import { type Answer, afterAttempt, TEST_TYPE } from "../../model/webhook.ts";
import type { Env } from "../env.ts";
import { type DueWork, LEASE_MS } from "../store/due-work.ts";
import {
  addTestMessage,
  type ClaimedMessage,
  claimMessages,
  recordAttempts,
} from "../store/webhook-messages.ts";
import { findWebhook, listDueWebhooks, type Webhook } from "../store/webhooks.ts";
import { webhookUrl } from "../webhook/address.ts";
import { openSecrets } from "../webhook/secrets.ts";
import { signedHeaders } from "../webhook/sign.ts";

/** Messages of one step; with every answer late a step takes well under a lease. */
const PAGE = 20;
/** Of the six connections a Worker has at a time. */
const AT_ONCE = 5;
/** The specification: 15 to 30 s. */
const TIMEOUT_MS = 15_000;
/** What is due sooner than the next minute's cron is waited for in the queue. */
const SOON_MS = 60_000;
const MOST_WEBHOOKS = 100;

/** Has the webhooks' due messages sent: by the queue, or before the answer where none is bound. */
export async function sendOn(env: Env, site: string, webhooks: readonly string[]): Promise<void> {
  if (!env.WORK || webhooks.length === 0) return;
  await env.WORK.sendBatch(
    webhooks.map((subject) => ({ body: { site, kind: "webhook" as const, subject } })),
  );
}

/** The minute's cron: every webhook that has something due. */
export async function leaseWebhooks(env: Env, now: number): Promise<void> {
  for (const { site, webhook } of await listDueWebhooks(env.DB, now, MOST_WEBHOOKS)) {
    if (env.WORK) await sendOn(env, site, [webhook]);
    else await sendWebhook(env, { site, kind: "webhook", subject: webhook }, now);
  }
}

/** One page of a webhook's due messages. `post`: how it is sent. */
export async function sendWebhook(env: Env, work: DueWork, now: number, post?: typeof fetch): Promise<void> {
  const { site, subject } = work;
  const webhook = await findWebhook(env.DB, site, subject);
  if (!webhook) return;
  const claimed = await claimMessages(env.DB, site, subject, now, now + LEASE_MS, PAGE);
  if (claimed.length === 0) return;
  const outcomes = [];
  for (let i = 0; i < claimed.length; i += AT_ONCE)
    outcomes.push(
      ...(await Promise.all(
        claimed.slice(i, i + AT_ONCE).map(async (message) => {
          const answer = await attempt(env, site, webhook, message, now, post);
          return { id: message.id, ...afterAttempt(answer, message.attempts, now) };
        }),
      )),
    );
  await recordAttempts(env.DB, site, subject, outcomes, now);
  // One who fails is left alone until the cron asks again.
  if (outcomes.every(({ state }) => state === "sent")) {
    if (claimed.length === PAGE) await env.WORK?.send(work);
    return;
  }
  const soonest =
    Math.min(...outcomes.filter(({ state }) => state === "due").map(({ dueAt }) => dueAt)) - now;
  if (soonest < SOON_MS) await env.WORK?.send(work, { delaySeconds: Math.ceil(soonest / 1000) });
}

/** A message that only says that it is one: tried once, and in the log. */
export async function sendTest(
  env: Env,
  site: string,
  webhook: Webhook,
  now: number,
  post?: typeof fetch,
): Promise<{ id: string; status: number | null; reason: string | null }> {
  const id = `msg_${crypto.randomUUID().replaceAll("-", "")}`;
  const timestamp = new Date(now).toISOString();
  const body = JSON.stringify({ type: TEST_TYPE, timestamp, data: { site } });
  await addTestMessage(env.DB, site, webhook.id, { id, type: TEST_TYPE, body }, now, now + LEASE_MS);
  const answer = await attempt(env, site, webhook, { id, body, attempts: 0 }, now, post);
  const outcome = afterAttempt(answer, 0, now);
  const state = outcome.state === "due" ? ("failed" as const) : outcome.state;
  await recordAttempts(env.DB, site, webhook.id, [{ id, ...outcome, state }], now);
  return { id, status: outcome.status, reason: outcome.reason };
}

async function attempt(
  env: Env,
  site: string,
  webhook: Webhook,
  { id, body }: ClaimedMessage,
  now: number,
  post: typeof fetch = fetch,
): Promise<Answer> {
  const checked = webhookUrl(env, webhook.url);
  if ("expected" in checked) return { error: `The address is not ${checked.expected}` };
  const secrets = await openSecrets(env, site, webhook.id, webhook.secrets);
  if (secrets.length === 0) return { error: "The secret cannot be read any more: make a new one" };
  const signing = webhook.oldSecretUntil > now ? secrets : secrets.slice(0, 1);
  try {
    const answer = await post(checked.url, {
      method: "POST",
      redirect: "manual",
      // Receivers hold it against their own clock: the real time, also where a local run has moved ours.
      headers: {
        "content-type": "application/json",
        "user-agent": "Impuls-Webhook",
        ...(await signedHeaders(id, body, signing, Date.now())),
      },
      body,
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    await answer.body?.cancel();
    return { status: answer.status, retryAfter: answer.headers.get("retry-after") };
  } catch (error) {
    const isLate = error instanceof Error && error.name === "TimeoutError";
    return {
      error: isLate
        ? `No answer within ${TIMEOUT_MS / 1000} seconds`
        : `${checked.url.hostname} could not be reached`,
    };
  }
}

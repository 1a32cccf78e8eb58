/** Outgoing webhooks, by the Standard Webhooks specification 1.0: what is told, and to whom. */
import * as v from "valibot";
import type { PreferredChannel } from "./channel.ts";
import type { ContactType } from "./contact.ts";
import { HOUR_MS, MINUTE_MS } from "./time.ts";

export const WEBHOOK_TYPES = [
  "segment.entered",
  "segment.left",
  "lead.created",
  "answer.given",
  /** A coupon's code is somebody's now, until when: for a shop that lets each code end with its day. */
  "coupon.given",
  /** Handed to e-mail, SMS or a call centre by a journey, with what to say and the preferred channel. */
  "visitor.handed_over",
  /** A thank-you is to be made and sent (E19). */
  "order.thank_you",
  "visitor.inactive",
] as const;
export type WebhookType = (typeof WEBHOOK_TYPES)[number];

/** Type of the message that a marketer sends to try a webhook. */
export const TEST_TYPE = "test";

export const webhookSchema = v.object({
  url: v.pipe(v.string(), v.maxLength(500)),
  types: v.pipe(
    v.array(v.picklist(WEBHOOK_TYPES)),
    v.minLength(1),
    v.check((types) => new Set(types).size === types.length, "each type once"),
  ),
  isOn: v.boolean(),
});
export type WebhookSettings = v.InferOutput<typeof webhookSchema>;

export interface SavedWebhook extends WebhookSettings {
  id: string;
  /** Epoch ms. */
  madeAt: number;
  /** Epoch ms until when the secret before the current one signs as well; null where there is none. */
  oldSecretUntil: number | null;
  /** How many of its messages of the last 30 days stand in each state. */
  messages: Record<MessageState, number>;
}
/** GET /api/webhooks: the oldest first. */
export interface WebhookList {
  webhooks: SavedWebhook[];
}
/** Of one made, or whose secret was rotated: the secret is in this answer and nowhere else. */
export interface WebhookSecret {
  id: string;
  /** `whsec_` and base64. */
  secret: string;
}
/** One message and what became of it. */
export interface WebhookMessage {
  id: string;
  type: string;
  /** JSON, as it is signed. */
  body: string;
  state: MessageState;
  attempts: number;
  /** Epoch ms. */
  dueAt: number;
  madeAt: number;
  sentAt: number | null;
  /** Last HTTP status; null: none yet, or no answer. */
  status: number | null;
  reason: string | null;
}
/** GET /api/webhooks/:id/messages?state=…&before=…: newest first, 50 a page. */
export interface WebhookLog {
  messages: WebhookMessage[];
  /** Cursor of the next page; null at the end. */
  next: string | null;
}

interface Named {
  id: string;
  name: string;
}
/** What a journey tells: what to do is its type. */
interface JourneyWord {
  journey: Named;
  /** Id of the step. */
  step: string;
  /** Id of the product or order it is about; "". */
  subject: string;
  /** What to say, tokens filled; null where the step has no text. */
  text: string | null;
  /** By which channel they are best reached (P19). */
  preferred: PreferredChannel;
}
/** `data` of each type, beside `visitor` and `customer`. */
export interface WebhookData {
  "segment.entered": { segment: Named };
  "segment.left": { segment: Named };
  "lead.created": {
    contact: { type: ContactType; value: string };
    /** Name of the field it was written in. */
    field: string;
    /** Id of the campaign that asked. */
    campaign: string;
    /** What was agreed to, as it was read, and who is responsible for it. */
    consent: { text: string; controller: string };
  };
  "answer.given": {
    campaign: Named;
    question: { name: string; ask: string };
    /** Of the options chosen, or the text; empty: taken back. */
    values: string[];
  };
  "coupon.given": {
    code: string;
    /** Id of the pool. */
    pool: string;
    /** ISO 8601, from when it holds no more; null: no end. */
    expiresAt: string | null;
    /** Id of the campaign that gave it, or `journey:` and the journey's. */
    by: string;
  };
  "visitor.handed_over": JourneyWord;
  "order.thank_you": JourneyWord;
  "visitor.inactive": JourneyWord;
}

/** Something to be told to the webhooks that have its type. Told twice, it is the same message. */
export type Telling = {
  [Type in WebhookType]: {
    type: Type;
    visitor: string;
    /** Epoch ms, when it happened. */
    at: number;
    /** What of that type, visitor and instant it is: id of a segment, name of a question, a journey's step. */
    subject: string;
    data: WebhookData[Type];
  };
}[WebhookType];

/** The body, as it is signed: what the specification recommends. */
export interface WebhookPayload<Type extends WebhookType = WebhookType> {
  type: Type;
  /** ISO 8601, when it happened. */
  timestamp: string;
  /** `customer`: the shop's id of whom the visitor is linked to; null where nobody is known. */
  data: WebhookData[Type] & { visitor: string; customer: string | null };
}

/** `due`: waits, is being sent, or is tried again. `sent`: answered with 2xx. `failed`: given up; it can be sent again by hand. */
export type MessageState = "due" | "sent" | "failed";

/** What comes of one attempt. */
export interface AfterAttempt {
  state: MessageState;
  /** Epoch ms of the next; of one that is through, now. */
  dueAt: number;
  /** HTTP status; null: no answer. */
  status: number | null;
  /** Why it was not taken; null where it was. */
  reason: string | null;
  /** The receiver wants no more (410): the webhook is switched off. */
  isUnwanted: boolean;
}

/** From one attempt to the next, as the specification suggests ("Example retry schedule"). */
export const RETRIES_MS = [
  5_000,
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  5 * HOUR_MS,
  10 * HOUR_MS,
  14 * HOUR_MS,
  20 * HOUR_MS,
  24 * HOUR_MS,
];
const LONGEST_WAIT_MS = 24 * HOUR_MS;

/** How a receiver answered: its status and `retry-after` header, or why there was no answer. */
export type Answer = { status: number; retryAfter: string | null } | { error: string };

/** `attempts`: how many there were before this one. */
export function afterAttempt(answer: Answer, attempts: number, now: number): AfterAttempt {
  const status = "status" in answer ? answer.status : null;
  if (status !== null && status >= 200 && status < 300)
    return { state: "sent", dueAt: now, status, reason: null, isUnwanted: false };
  const reason = "error" in answer ? answer.error : sayStatus(answer.status);
  if (status === 410) return { state: "failed", dueAt: now, status, reason, isUnwanted: true };
  const wait = RETRIES_MS[attempts];
  if (wait === undefined) return { state: "failed", dueAt: now, status, reason, isUnwanted: false };
  const asked = "status" in answer ? askedWaitMs(answer.retryAfter, now) : 0;
  const dueAt = now + Math.max(wait, Math.min(asked, LONGEST_WAIT_MS));
  return { state: "due", dueAt, status, reason, isUnwanted: false };
}

function sayStatus(status: number): string {
  if (status === 410) return "The receiver wants no more";
  if (status >= 300 && status < 400)
    return "It was sent elsewhere, which is not followed: give the new address";
  if (status === 429) return "The receiver asks for fewer";
  if (status >= 500) return "The receiver failed";
  return "The receiver refused it";
}

/** RFC 9110 §10.2.3: seconds, or a date; 0 where it says neither. */
function askedWaitMs(retryAfter: string | null, now: number): number {
  if (!retryAfter) return 0;
  if (/^\d+$/.test(retryAfter)) return Number(retryAfter) * 1_000;
  return Math.max(0, (Date.parse(retryAfter) || 0) - now);
}

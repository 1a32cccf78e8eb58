/** Webhooks and their messages in words. */

import {
  TEST_TYPE,
  type WebhookMessage,
  type WebhookPayload,
  type WebhookType,
} from "../../../model/webhook.ts";
import type { IconName } from "../../components/icon/shapes.ts";
import { saySpan } from "../../format.ts";
import { t } from "../../words.ts";

export const TYPE_WORDS: Record<WebhookType, string> = {
  "segment.entered": t`Segment entered`,
  "segment.left": t`Segment left`,
  "lead.created": t`New lead`,
  "answer.given": t`Answer given`,
  "coupon.given": t`Code given`,
  "visitor.handed_over": t`Handed over by a journey`,
  "order.thank_you": t`Thank-you to be sent`,
  "visitor.inactive": t`Gone quiet`,
};
export const sayType = (type: string): string =>
  type === TEST_TYPE ? t`Test message` : (TYPE_WORDS[type as WebhookType] ?? type);

/** What a message is about, in a few words; "" of a test. */
export function sayAbout({ data }: WebhookPayload): string {
  if ("segment" in data) return data.segment.name;
  if ("contact" in data) return data.contact.value;
  if ("question" in data) return data.question.ask;
  if ("code" in data) return data.code;
  return "journey" in data ? data.journey.name : "";
}

/** Without what every address has. */
export const sayAddress = (url: string): string => url.replace(/^https?:\/\//, "").replace(/\/$/, "");

export interface Standing {
  icon: IconName;
  word: string;
  /** The receiver has it. */
  isOn: boolean;
}
/** Where a message stands; `isOn`: its webhook. */
export function standingOf(
  { state, attempts, dueAt, type }: Pick<WebhookMessage, "state" | "attempts" | "dueAt" | "type">,
  isOn: boolean,
  now: number,
): Standing {
  if (state === "sent") return { icon: "check", word: t`Taken`, isOn: true };
  if (state === "failed") return { icon: "stop", word: t`Failed`, isOn: false };
  if (!isOn && type !== TEST_TYPE) return { icon: "minus", word: t`Waits until it is on`, isOn: false };
  if (attempts === 0) return { icon: "clock", word: t`On its way`, isOn: false };
  const word = dueAt <= now ? t`Tried again now` : t`Tried again in ${saySpan(dueAt - now)}`;
  return { icon: "clock", word, isOn: false };
}

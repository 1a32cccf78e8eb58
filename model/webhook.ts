/** Outgoing webhooks, by the Standard Webhooks specification 1.0: what is told, and to whom. */
import * as v from "valibot";

export const WEBHOOK_TYPES = [
  "segment.entered",
  "segment.left",
  "lead.created",
  "answer.given",
  /** Handed to e-mail, SMS or a call centre by a journey, with what to say and the preferred channel. */
  "visitor.handed_over",
  /** A thank-you is to be made and sent (E19). */
  "order.thank_you",
  "visitor.inactive",
] as const;
export type WebhookType = (typeof WEBHOOK_TYPES)[number];

export const webhookSchema = v.object({
  url: v.pipe(v.string(), v.maxLength(500)),
  types: v.pipe(v.array(v.picklist(WEBHOOK_TYPES)), v.minLength(1)),
  isOn: v.boolean(),
});
export type WebhookSettings = v.InferOutput<typeof webhookSchema>;

/** Web push: what a notification says, how it travels, what becomes of it. */
import * as v from "valibot";
import { address, copyAsRead, plain } from "./content.ts";
import { BODY_LENGTH, TITLE_LENGTH } from "./limits.ts";

const hour = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(23));

/** How a shop sends, in its settings. */
export const pushSettingsSchema = v.object({
  /**
   * Whom a push service may ask, RFC 8292 §2.1 `sub`: `mailto:` or `https:`, of a real host (Apple refuses others). Absent:
   * the first https origin of the shop.
   */
  contact: v.optional(
    v.pipe(v.string(), v.regex(/^(mailto:[^\s@]+@[^\s@]+\.[a-z]{2,}|https:\/\/\S+)$/i, "mailto: or https:")),
  ),
  /** Pictures beside the text and in the status line, one colour. */
  icon: v.optional(address),
  badge: v.optional(address),
  /** Local hours between which nothing is sent, over midnight where `from` is the later one. Equal: no such hours. */
  quiet: v.object({ from: hour, until: hour }),
  /** Most notifications in any 24 hours, of all broadcasts and journeys together. */
  mostPerDay: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10)),
});
export type PushSettings = v.InferOutput<typeof pushSettingsSchema>;
/** Where a shop has not said otherwise. */
export const USUAL_PUSH: PushSettings = { quiet: { from: 21, until: 8 }, mostPerDay: 2 };

export { BODY_LENGTH, TITLE_LENGTH } from "./limits.ts";

/**
 * Of contents those that a notification can hold, and what a journey's steps bring: the code of a coupon and its last day, the name of
 * the product it is about.
 */
export const PUSH_TOKENS = [
  "last_viewed.name",
  "last_purchased.name",
  "cart.first.name",
  "cart.value",
  "city",
  "coupon.code",
  "coupon.until",
  "product.name",
] as const;
const copy = (max: number) => copyAsRead(max, PUSH_TOKENS);

const words = { title: copy(TITLE_LENGTH), body: copy(BODY_LENGTH), href: address };
/**
 * A notification. Texts hold tokens with fall-backs, as contents do (content.ts); those of the device are filled by its own
 * service worker, so that what lies in a cart travels through no push service.
 */
export const pushMessageSchema = v.pipe(
  v.object({
    ...words,
    /** A picture 2:1: of the cart's first product or what was looked at last, as the device has it; or an address. */
    picture: v.optional(v.union([v.picklist(["cart", "viewed"]), v.object({ src: address })])),
    /** At most two; without an address it closes, as a no to this message. */
    actions: v.optional(
      v.pipe(
        v.array(v.object({ label: v.pipe(plain(24), v.minLength(1)), href: v.optional(address) })),
        v.maxLength(2),
      ),
    ),
    /**
     * `cart`: as it was left; once that is bought or emptied `neutral` stands in its place. `product`: the one a journey was
     * begun for; where it has an address and a picture they stand in the place of the message's own.
     */
    about: v.optional(v.picklist(["cart", "product"])),
    neutral: v.optional(v.object(words)),
    /** Hours for which a push service keeps it for a device that is off. */
    ttlHours: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(672)),
    /** RFC 8030 §5.3: what a device short of power may wait with. */
    urgency: v.picklist(["low", "normal", "high"]),
  }),
  v.forward(
    v.check(
      ({ about, neutral }) => about !== "cart" || !!neutral,
      "words for a cart that is bought or emptied",
    ),
    ["neutral"],
  ),
);
export type PushMessage = v.InferOutput<typeof pushMessageSchema>;

/**
 * The payload, before encryption: a declarative push message (Push API §3.3), which Safari shows by itself. What is ours
 * stands in `notification.data`, the one member that reaches the service worker everywhere.
 */
export interface PushPayload {
  web_push: 8030;
  /** The service worker may put another notification in its place. */
  mutable: true;
  notification: {
    title: string;
    body: string;
    /** Absolute. */
    navigate: string;
    lang: string;
    /** The delivery's id: a repeated delivery replaces silently. */
    tag: string;
    icon?: string;
    badge?: string;
    image?: string;
    actions?: { action: string; title: string; navigate?: string }[];
    data: PushFacts;
  };
}
/** What the service worker reads. */
export interface PushFacts {
  /** Id of the delivery. */
  id: string;
  site: string;
  /** Texts with the device's tokens still in them; absent where there are none. */
  title?: string;
  body?: string;
  picture?: "cart" | "viewed";
  about?: "cart";
  neutral?: { title: string; body: string; navigate: string };
}

/**
 * What becomes of a delivery. `due`: waits, is being sent, or is tried again; `reason` says what it waits for. `sent`: the push
 * service took it, which is no showing. `shown`, `closed`, `clicked`: the device said so. `stopped`: no longer wanted (ordered,
 * emptied, cancelled). `gone`: the subscription is no more. `expired`: too late to be of use. `failed`: refused, or tried too
 * often. `held_out`: in the holdout, so never to be sent.
 */
export const DELIVERY_STATES = [
  "due",
  "sent",
  "shown",
  "closed",
  "clicked",
  "stopped",
  "gone",
  "expired",
  "failed",
  "held_out",
] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

const base64url = (characters: number) =>
  v.pipe(
    v.string(),
    v.regex(new RegExp(`^[\\w-]{${characters}}=?=?$`), `${characters} characters of base64url`),
  );
/** POST /v1/push/subscriptions, JSON sent as text: the device's subscription as it is now; null: it has none any more. */
export const subscriptionRequestSchema = v.object({
  site: v.pipe(v.string(), v.maxLength(40)),
  /** Names the visitor. */
  passport: v.pipe(v.string(), v.maxLength(2_900)),
  subscription: v.nullable(
    v.object({
      endpoint: v.pipe(v.string(), v.maxLength(1_000)),
      keys: v.object({
        /** Uncompressed P-256 point, 65 bytes. */
        p256dh: base64url(87),
        /** 16 bytes. */
        auth: base64url(22),
      }),
      /** Id of the key it was made with, as `GET /v1/push/key` answers it. */
      keyId: v.pipe(v.string(), v.regex(/^[\w-]{8}$/, "the id of a key of this site")),
    }),
  ),
  /** IANA name. */
  timeZone: v.pipe(v.string(), v.maxLength(60)),
  /** BCP 47 tag. */
  language: v.pipe(v.string(), v.maxLength(35)),
});
export type SubscriptionRequest = v.InferOutput<typeof subscriptionRequestSchema>;

/** GET /v1/push/key?site=SITE. */
export interface PushKey {
  id: string;
  /** base64url: `applicationServerKey`. */
  key: string;
}

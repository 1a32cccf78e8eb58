/**
 * Every event name, its properties and its schema. Names are GA4's where GA4 has one
 * (developers.google.com/analytics/devguides/collection/ga4/reference/events). Money is in minor units.
 */
import * as v from "valibot";
import { CONTACT_PATTERNS } from "./contact.ts";
import { isTraitName, TRAIT_NAME } from "./trait.ts";

const text = (max: number) => v.pipe(v.string(), v.maxLength(max));
const word = v.pipe(v.string(), v.minLength(1), v.maxLength(64));
const count = (max: number) => v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(max));
const minor = count(1e12);
const currency = v.pipe(v.string(), v.regex(/^[A-Z]{3}$/, "an ISO 4217 code of three capital letters"));
const webUrl = v.pipe(
  v.string(),
  v.maxLength(500),
  v.regex(/^(https?:\/\/|\/(?!\/))/, "an http(s) URL or a path on this site"),
);

/** What kind of page this is; the arbiter keeps offers off `cart` and `checkout` (E13). */
export const PAGE_KINDS = [
  "home",
  "listing",
  "product",
  "search",
  "cart",
  "checkout",
  "thanks",
  "article",
  "stores",
  "other",
] as const;
export type PageKind = (typeof PAGE_KINDS)[number];
/** As a page says it of itself; a word that is none of these says nothing, and spoils nothing. */
export const pageKindSchema = v.fallback(v.optional(v.picklist(PAGE_KINDS)), undefined);

/** Schema.org's ItemAvailability, as far as it makes a difference to a visitor. */
export const AVAILABILITIES = ["in_stock", "out_of_stock", "preorder", "backorder", "discontinued"] as const;

/** One product as the page names it. */
export const itemSchema = v.object({
  /** The shop's id, as in its feed or `item_id`. */
  id: word,
  /** Shown to marketers; kept in `products`, never in a profile. */
  name: v.optional(text(150)),
  category: v.optional(text(80)),
  brand: v.optional(text(80)),
  /** The product's other id, where the shop's data layer and its markup name it differently. */
  sku: v.optional(word),
  /** The variant looked at or chosen, in the shop's words. */
  variant: v.optional(text(80)),
  /** Price of one piece as it would be paid now, minor units of `currency`; the lowest where variants differ. */
  priceMinor: v.optional(minor),
  /** The price before a sale, minor units; absent where nothing is struck through. */
  listPriceMinor: v.optional(minor),
  /** The highest price where variants differ, minor units. */
  highPriceMinor: v.optional(minor),
  /** Absent where the page does not say: then minor units are hundredths. */
  currency: v.optional(currency),
  availability: v.optional(v.picklist(AVAILABILITIES)),
  image: v.optional(webUrl),
  url: v.optional(webUrl),
});
export type Item = v.InferOutput<typeof itemSchema>;

/** Where a visit came from, read once, on its first page (S6). Only these parameters leave the address. */
export const landingSchema = v.object({
  /** Host of the referring page, when it is another site. */
  referrer: v.optional(text(120)),
  /** utm_source, utm_medium, utm_campaign. */
  source: v.optional(text(80)),
  medium: v.optional(text(80)),
  campaign: v.optional(text(120)),
  /** Name of the click id parameter present (gclid, fbclid, …), never its value. */
  click: v.optional(text(16)),
});
export type Landing = v.InferOutput<typeof landingSchema>;

const pageView = {
  path: text(300),
  title: v.optional(text(150)),
  kind: pageKindSchema,
  /** Present on the first page of a visit. */
  landing: v.optional(landingSchema),
};
const line = v.object({
  id: word,
  quantity: count(10_000),
  /** Of one piece as it is paid, minor units. */
  priceMinor: v.optional(minor),
  /** Of one piece before a sale, minor units; absent where nothing is struck through. */
  listPriceMinor: v.optional(minor),
});
const contentRef = { campaign: word, variant: word, placement: word };
const exposure = v.object({ ...contentRef, ghost: v.optional(v.literal(true)) });
const traitName = v.pipe(v.string(), v.check(isTraitName, TRAIT_NAME));
const EMAIL = new RegExp(`^${CONTACT_PATTERNS.email}$`);
const TELEPHONE = new RegExp(`^${CONTACT_PATTERNS.tel}$`);
const contact = v.variant("type", [
  v.object({
    type: v.literal("email"),
    name: traitName,
    value: v.pipe(
      text(254),
      v.check((value) => EMAIL.test(value), "an e-mail address"),
    ),
  }),
  v.object({
    type: v.literal("tel"),
    name: traitName,
    value: v.pipe(
      v.string(),
      v.check((value) => TELEPHONE.test(value), "a telephone number"),
    ),
  }),
]);

/** What a device can tell of being asked for web push. */
export const PERMISSION_STATES = [
  /** Both the visitor and the browser said yes. */
  "granted",
  /** A no to our own prompt; asked again after 30 days, and after a second one never. */
  "declined",
  /** The browser's question was closed without an answer. */
  "dismissed",
  /** The browser's question was answered no: never asked again. */
  "denied",
  /** iOS, not on the Home Screen: the hint was shown. */
  "needs_home_screen",
  /** The browser has no web push. */
  "unsupported",
  /** No service worker could be had from the shop's own address (docs/embed.md). */
  "no_worker",
  /** Allowed once, and taken back in the browser. */
  "withdrawn",
] as const;

/** Id of a delivery (push.ts). */
const delivery = v.pipe(v.string(), v.regex(/^[\w-]{22}$/, "22 characters of base64url"));
const scalar = v.union([text(200), v.pipe(v.number(), v.finite()), v.boolean()]);

/** Properties of each named event. A name that is not here is the shop's own: scalars only, at most 20. */
export const eventProps = {
  page_view: v.object(pageView),
  /** Time in the foreground with input, and how far down; sent when the page is left. */
  user_engagement: v.object({
    path: text(300),
    engagedMs: count(3_600_000),
    scrollShare: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
  }),
  view_item: v.object({ item: itemSchema }),
  /** Chosen out of a list. */
  select_item: v.object({ item: itemSchema }),
  view_item_list: v.object({ category: v.optional(text(80)) }),
  add_to_cart: v.object({ item: itemSchema, quantity: count(10_000) }),
  remove_from_cart: v.object({ item: itemSchema, quantity: count(10_000) }),
  add_to_wishlist: v.object({ item: itemSchema }),
  view_cart: v.object({}),
  /** The whole cart after a change; the latest one is the state. */
  cart: v.object({
    lines: v.pipe(v.array(line), v.maxLength(50)),
    /** What the lines cost together, minor units. */
    valueMinor: minor,
    /** Absent where the page does not say: the edge takes the site's. */
    currency: v.optional(currency),
  }),
  begin_checkout: v.object({}),
  /** `costMinor`: what delivery is said to cost, minor units of the cart's currency. */
  add_shipping_info: v.object({ tier: v.optional(text(60)), costMinor: v.optional(minor) }),
  add_payment_info: v.object({ type: v.optional(text(60)) }),
  payment_failed: v.object({ reason: v.optional(text(80)) }),
  form_error: v.object({ field: v.optional(text(60)) }),
  purchase: v.object({
    orderId: word,
    /** What was paid as the page tells it, minor units. */
    valueMinor: minor,
    /** Absent where the page does not say: the edge takes the site's. */
    currency: v.optional(currency),
    /** Inside `valueMinor` or beside it, as the shop counts; minor units. */
    taxMinor: v.optional(minor),
    shippingMinor: v.optional(minor),
    coupon: v.optional(text(60)),
    lines: v.pipe(v.array(line), v.maxLength(100)),
  }),
  /** An order given back, whole where no lines are named. */
  refund: v.object({
    orderId: word,
    valueMinor: v.optional(minor),
    currency: v.optional(currency),
    lines: v.optional(v.pipe(v.array(line), v.maxLength(100))),
  }),
  search: v.object({ term: text(100), results: v.optional(count(1e6)) }),
  /** A pattern the device recognised (`micro-moment.ts`); `subject` is a product, category or term. */
  micro_moment: v.object({
    moment: word,
    subject: v.optional(text(100)),
    strength: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1))),
  }),
  /** What the visitor declared; `null` takes a trait back. */
  identify: v.object({
    traits: v.pipe(
      v.record(word, v.nullable(scalar)),
      v.check((t) => Object.keys(t).length <= 20, "at most 20 traits"),
    ),
  }),
  /** Content was really in view; `ghost`: it would have been, but the visitor is in a holdout. */
  exposure,
  /** How one page view felt, by Core Web Vitals; told once, when the page is first left or hidden. */
  web_vital: v.object({
    metric: v.picklist(["LCP", "INP", "CLS"]),
    /** Milliseconds; for CLS a share of the view. */
    value: v.pipe(v.number(), v.minValue(0), v.maxValue(3_600_000)),
    /** Of the page, where it says one. */
    kind: v.optional(v.picklist(PAGE_KINDS)),
    /** What the page view has exposed by then, held out or not: `exposure` once more. */
    exposures: v.optional(v.pipe(v.array(exposure), v.maxLength(20))),
  }),
  content_click: v.object({ ...contentRef, target: v.optional(text(300)) }),
  content_close: v.object(contentRef),
  /** Questions answered, or a form sent. */
  answer: v.pipe(
    v.object({
      ...contentRef,
      /**
       * By the name of the question or field: a text, a number, or the values of the options chosen. "": left empty, so not
       * asked again; null: taken back.
       */
      values: v.pipe(
        v.record(
          traitName,
          v.nullable(
            v.union([text(500), v.pipe(v.number(), v.finite()), v.pipe(v.array(text(60)), v.maxLength(10))]),
          ),
        ),
        v.check((values) => Object.keys(values).length <= 8, "at most 8 values"),
      ),
      /** Where somebody can be reached; of these, and of nothing else, a lead is made. */
      contacts: v.optional(v.pipe(v.array(contact), v.maxLength(6))),
      /** What was agreed to, as it was read, and with whom. */
      consent: v.optional(v.object({ text: text(300), controller: text(120) })),
    }),
    v.check(({ contacts, consent }) => !contacts?.length || !!consent, "consent where there are contacts"),
  ),
  /** What came of asking for web push, by whichever campaign asked. */
  push_permission: v.object({ state: v.picklist(PERMISSION_STATES), campaign: v.optional(word) }),
  /** The service worker has shown a notification; `isNeutral`: the one for a cart that is bought or emptied. */
  push_shown: v.object({ delivery, isNeutral: v.optional(v.literal(true)) }),
  /** `action`: place of the button in the notification, from 0; absent: the notification itself. */
  push_click: v.object({ delivery, action: v.optional(count(1)) }),
  push_close: v.object({ delivery, action: v.optional(count(1)) }),
};
export type EventProps = { [Name in keyof typeof eventProps]: v.InferOutput<(typeof eventProps)[Name]> };
export type EventName = keyof EventProps;

const customProps = v.pipe(
  v.record(word, scalar),
  v.check((p) => Object.keys(p).length <= 20, "at most 20 properties"),
);

/** One event as it happened. */
export type Event =
  | { [Name in EventName]: { name: Name; props: EventProps[Name] } }[EventName]
  | CustomEvent_;
/** The shop's own event. */
interface CustomEvent_ {
  name: `custom:${string}`;
  props: Record<string, string | number | boolean>;
}

export const CUSTOM_NAME = /^[a-z][a-z0-9_]{0,39}$/;

/** Why an event was refused: the path of the field and what was expected there. */
export interface EventFault {
  path: string;
  expected: string;
}

/** Turns an unknown name and its properties into an event, or says what is wrong with it. Never throws. */
export function parseEvent(name: unknown, props: unknown): { event: Event } | { fault: EventFault } {
  if (typeof name !== "string" || !CUSTOM_NAME.test(name))
    return { fault: { path: "name", expected: "1 to 40 of a–z, 0–9 and _, beginning with a letter" } };
  const known = Object.hasOwn(eventProps, name);
  const parsed = v.safeParse(known ? eventProps[name as EventName] : customProps, props ?? {}, {
    abortEarly: true,
  });
  if (parsed.success)
    return { event: { name: known ? name : `custom:${name}`, props: parsed.output } as Event };
  const issue = parsed.issues[0];
  return { fault: { path: v.getDotPath(issue) ?? "props", expected: issue.expected ?? issue.message } };
}

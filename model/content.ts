/** What a campaign shows: a form, and blocks in it. Data and never HTML; drawn by tracker/render. */
import * as v from "valibot";
import type { ContactType } from "./contact.ts";
import { BODY_LENGTH, TITLE_LENGTH } from "./limits.ts";
import { PUSH } from "./profile.ts";
import { isTraitName, TRAIT_NAME } from "./trait.ts";

export const text = (max: number) => v.pipe(v.string(), v.minLength(1), v.maxLength(max));
export const idSchema = v.pipe(
  v.string(),
  v.regex(/^[a-z0-9][a-z0-9-]{0,39}$/, "1 to 40 of a–z, 0–9 and hyphens"),
);
const whole = (least: number, most: number) =>
  v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most));
const minor = whole(1, 1e9);
const currency = v.pipe(v.string(), v.regex(/^[A-Z]{3}$/, "an ISO 4217 code of three capital letters"));

/**
 * Text with tokens, each with a fall-back: `Back to {{last_viewed.name|what you looked at}}` (U23). Those of the device:
 * last_viewed.name, last_purchased.name, cart.first.name, cart.value, cart.rest (what is missing to the progress block's
 * threshold). Those of the edge: city, and `trait.NAME` for what the visitor has declared.
 */
export const TOKENS = [
  "last_viewed.name",
  "last_purchased.name",
  "cart.first.name",
  "cart.value",
  "cart.rest",
  "city",
] as const;
const TOKEN = /\{\{([^{}]*)\}\}/g;
function hasSoundTokens(value: string, tokens: readonly string[]): boolean {
  const isToken = (name: string) =>
    tokens.includes(name) || (name.startsWith("trait.") && isTraitName(name.slice(6)));
  for (const [, inside = ""] of value.matchAll(TOKEN)) {
    const [name = "", fallback] = inside.split("|");
    if (!fallback || !isToken(name)) return false;
  }
  // What is left of one that was not closed would be read as it stands.
  return !value.replaceAll(TOKEN, "").includes(TOKEN_BEGINS);
}
export const TOKEN_BEGINS = "{{";
export const NO_TOKEN = "no {{ in it";
/** Read, or followed, as it stands: a token in it would be seen. */
export const plain = (max: number) =>
  v.pipe(
    v.string(),
    v.maxLength(max),
    v.check((value) => !value.includes(TOKEN_BEGINS), NO_TOKEN),
  );
export const copyWith = (max: number, tokens: readonly string[]) =>
  v.pipe(
    text(max),
    v.check(
      (value) => hasSoundTokens(value, tokens),
      `tokens as {{name|fall-back}}, name one of ${tokens.join(", ")}, trait.NAME`,
    ),
  );
const copy = (max: number) => copyWith(max, TOKENS);
/** What is read where nothing is known of the tokens. */
export const withFallbacks = (text: string): string => text.replace(/\{\{[^{}|]*\|([^{}]*)\}\}/g, "$1");
/** `max` characters as it reads with its fall-backs: a token may be as long as it likes. */
export const copyAsRead = (max: number, tokens: readonly string[]) =>
  v.pipe(
    copyWith(300, tokens),
    v.check((value) => withFallbacks(value).length <= max, `at most ${max} characters as it reads`),
  );
const HREF = "an https URL, a path beginning with one /, or #";
const href = v.pipe(plain(500), v.regex(/^(https:\/\/|\/(?!\/)|#)/, HREF));
export const address = v.pipe(
  plain(500),
  v.regex(/^(https:\/\/|\/(?!\/))/, "an https URL, or a path beginning with one /"),
);

/** For whom a block is, by segments; for all where it is absent (P5). The edge leaves out what is not for the visitor. */
const whenSchema = v.object({
  /** Ids of segments, any of them. */
  in: v.pipe(v.array(idSchema), v.maxLength(10)),
  out: v.pipe(v.array(idSchema), v.maxLength(10)),
});
const block = <Kind extends string, Entries extends v.ObjectEntries>(kind: Kind, entries: Entries) =>
  v.object({ kind: v.literal(kind), when: v.optional(whenSchema), ...entries });

/** What is offered (E10). Money in minor units of `currency`. */
const offerSchema = v.variant("kind", [
  v.object({ kind: v.literal("percent"), percent: whole(1, 99) }),
  v.object({ kind: v.literal("amount"), amountMinor: minor, currency }),
  /** So many for the price of `pay`: 2+1 is get 3, pay 2. */
  v.pipe(
    v.object({ kind: v.literal("bundle"), get: whole(2, 12), pay: whole(1, 11) }),
    v.check(({ get, pay }) => pay < get, "more to get than to pay"),
  ),
  /** A price of one product. */
  v.object({ kind: v.literal("product_price"), priceMinor: minor, currency }),
  /** A complement at a lower price beside what was chosen or bought. */
  v.object({ kind: v.literal("complement_price"), priceMinor: minor, currency }),
  /** No money: a service, a gift, a place in front. */
  v.object({ kind: v.literal("perk"), title: copy(30) }),
]);
export type Offer = v.InferOutput<typeof offerSchema>;

const traitName = v.pipe(v.string(), v.check(isTraitName, TRAIT_NAME));
/** A question whose answer becomes the trait `name`; asked until it is answered, never twice (P12). */
const questionSchema = v.pipe(
  v.object({
    name: traitName,
    ask: copy(120),
    /** `score`: 0 to 10, as for NPS. */
    answer: v.picklist(["one", "several", "score", "text"]),
    /** Of `one` and `several`. `value` is kept, `label` is read. */
    options: v.optional(
      v.pipe(v.array(v.object({ value: text(60), label: copy(60) })), v.minLength(2), v.maxLength(10)),
    ),
  }),
  v.check(
    ({ answer, options }) => !options === (answer === "score" || answer === "text"),
    "options where one or several of them are chosen, and only there",
  ),
);
export type Question = v.InferOutput<typeof questionSchema>;
const questions = v.pipe(v.array(questionSchema), v.minLength(1), v.maxLength(8));

/** Types of a field by which somebody can be reached: what is written there is personal. */
export const CONTACTS = ["email", "tel"] as const satisfies ContactType[];
const fieldSchema = v.object({
  /** Trait it becomes; of a contact, its name with the lead. */
  name: traitName,
  label: copy(60),
  type: v.picklist(["text", "number", "date", ...CONTACTS]),
  isRequired: v.boolean(),
});
export type FormField = v.InferOutput<typeof fieldSchema>;
export const isContact = ({ type }: FormField) => (CONTACTS as readonly string[]).includes(type);

/** Blocks of a content, drawn in this order. */
const blockSchema = v.variant("kind", [
  block("head", { over: v.optional(copy(60)), title: copy(90), text: v.optional(copy(240)) }),
  block("text", { text: copy(400) }),
  /** `alt` is empty where the words beside it say the same. */
  block("image", { src: address, alt: plain(150), href: v.optional(href) }),
  /**
   * Products the device remembers: `viewed` newest first, the lines of the `cart`, `bought` newest first; or what is
   * `popular` in the shop now.
   */
  block("products", {
    source: v.picklist(["viewed", "cart", "bought", "popular"]),
    limit: whole(1, 12),
  }),
  /** The visitor's own list, from `add_to_wishlist`. */
  block("wishlist", { limit: whole(1, 12) }),
  /** The value of a cart in `currency`, absent: the site's, on the way to `thresholdMinor`. */
  block("progress", { thresholdMinor: minor, currency: v.optional(currency), label: copy(90) }),
  /** What is left until the campaign's end, by the edge's clock: it never starts anew. */
  block("countdown", { label: copy(60) }),
  /** The offer as a figure, what it is worth, and its conditions in the same view. */
  block("offer", { offer: offerSchema, text: v.optional(copy(120)), conditions: copy(200) }),
  /** A button that asks for the visitor's own code of a pool (model/coupon.ts). Never in a campaign that may help at checkout. */
  block("coupon", { pool: idSchema, label: copy(40) }),
  /** Ways to help, each with its gist. */
  block("help", {
    links: v.pipe(
      v.array(v.object({ label: copy(60), note: v.optional(copy(90)), href })),
      v.minLength(1),
      v.maxLength(5),
    ),
  }),
  /** Asks `atMost` questions at a time, those not answered yet. */
  block("survey", { questions, atMost: whole(1, 3), send: copy(40), thanks: copy(120) }),
  /** Fields sent together. Where one is a contact, `consent` says who controls it and what for (E28). */
  v.pipe(
    block("form", {
      fields: v.pipe(v.array(fieldSchema), v.minLength(1), v.maxLength(6)),
      consent: v.optional(
        v.object({
          text: copy(300),
          /** Who is responsible for it: a firm's name and place, without tokens (campaign.ts). */
          controller: text(120),
          privacyHref: href,
        }),
      ),
      send: copy(40),
      thanks: copy(120),
    }),
    v.check(
      ({ fields, consent }) => !!consent || !fields.some(isContact),
      "consent, with the controller's name, where an e-mail address or telephone number is asked for",
    ),
  ),
  /** What the visitor has declared, to be looked at and changed at any time (P11). */
  block("preferences", { questions, send: copy(40), thanks: copy(120) }),
  /**
   * Our own question before the browser's, with the very notification that would come. Not drawn where there is nothing left
   * to ask. Never in the checkout, and never on arrival (lint.ts).
   */
  block("push", {
    sample: v.object({ title: copyAsRead(TITLE_LENGTH, TOKENS), body: copyAsRead(BODY_LENGTH, TOKENS) }),
    yes: copy(40),
    no: copy(40),
  }),
  block("actions", {
    items: v.pipe(
      v.array(v.object({ label: copy(40), href: v.optional(href), primary: v.optional(v.boolean()) })),
      v.minLength(1),
      v.maxLength(3),
    ),
  }),
]);
export type Block = v.InferOutput<typeof blockSchema>;
export type BlockOf<Kind extends Block["kind"]> = Extract<Block, { kind: Kind }>;

const shape = v.object({
  form: v.picklist(["inline", "bar", "overlay"]),
  /** Where an overlay stands on a wide window; in the centre where it is not said. On phones all but `full` are a sheet. */
  position: v.optional(v.picklist(["centre", "corner", "side", "full"])),
  /** What stays of a closed overlay while the page does: a few words that open it again. */
  teaser: v.optional(v.pipe(plain(40), v.minLength(1))),
  blocks: v.pipe(
    v.array(blockSchema),
    v.minLength(1),
    v.maxLength(8),
    v.check((blocks) => blocks.some(({ when }) => !when), "at least one block for everybody"),
  ),
  /** What the visitor reads once the progress block's threshold is reached. */
  reached: v.optional(copy(90)),
});
export interface Content extends v.InferOutput<typeof shape> {
  /** The site's, ISO 4217: put in as the rules are compiled, where amounts of a cart are named. A cart told without one is in it. */
  currency?: string;
}

const ASKING: readonly string[] = ["survey", "form", "preferences", "push"];
/** Its type is said, since following it through the check is too deep for the compiler. */
export const contentSchema: v.GenericSchema<Content> = v.pipe(
  shape,
  v.check(
    ({ form, blocks }) => form !== "bar" || !blocks.some(({ kind }) => ASKING.includes(kind)),
    "no survey, form, preferences or question for notifications in a bar: an overlay has room for them",
  ),
);

/**
 * Names of what each block of a content asks once, and of whom: a block with nothing left to ask is not drawn, and the content
 * with it. Preferences are there to be looked at again.
 */
export const asksIn = ({ blocks }: Content): { when: Block["when"]; names: string[] }[] =>
  blocks.flatMap((block) => {
    const { when } = block;
    if (block.kind === "survey") return [{ when, names: block.questions.map(({ name }) => name) }];
    if (block.kind === "push") return [{ when, names: [PUSH] }];
    return block.kind === "form" ? [{ when, names: block.fields.map(({ name }) => name) }] : [];
  });

/** What floats over the page has a placement of its own, and needs no slot. */
export const formOf = (placement: string): Content["form"] =>
  placement === "bar" || placement === "overlay" ? placement : "inline";

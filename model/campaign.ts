/** A campaign: who, where, what (content.ts), when, how often. */
import * as v from "valibot";
import { contentSchema, formOf, idSchema as id, NO_TOKEN, TOKEN_BEGINS, text } from "./content.ts";
import { CUSTOM_NAME, PAGE_KINDS } from "./event.ts";
import { definitions, type MomentName } from "./micro-moment.ts";
import { MOST_NTH_PAGE } from "./trail.ts";

const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));

const seconds = (most: number) => v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(most));
/** Every micro-moment's name, to choose from. */
export const MOMENT_NAMES = Object.keys(definitions) as MomentName[];

/**
 * When a decision is drawn: at once, or later on the page it was made for. The device waits for all but `nth_page`, which
 * the edge knows as it decides.
 */
const triggerSchema = v.variant("kind", [
  v.object({ kind: v.literal("at_once") }),
  /** After so many engaged seconds of the page view. */
  v.object({ kind: v.literal("engaged"), seconds: seconds(600) }),
  /** Once so much of the page has been seen, 0 to 1 of its height. */
  v.object({ kind: v.literal("scroll"), share: v.pipe(v.number(), v.minValue(0.05), v.maxValue(1)) }),
  /** After so many seconds without any input, while the page is in view. */
  v.object({ kind: v.literal("idle"), seconds: seconds(600) }),
  /** At a click on what the CSS selector finds, but for a link that leads to another page. */
  v.object({ kind: v.literal("click"), selector: text(200) }),
  /** When an event of this name is recorded. */
  v.object({
    kind: v.literal("event"),
    event: v.pipe(v.string(), v.regex(CUSTOM_NAME, "an event's name: 1 to 40 of a–z, 0–9 and _")),
  }),
  /** When the device recognises this micro-moment. */
  v.object({ kind: v.literal("moment"), moment: v.picklist(MOMENT_NAMES) }),
  /** When something is put into the cart or taken out of it. */
  v.object({ kind: v.literal("cart_change") }),
  /** From this page of the visit on. A trail of steps travels with the visitor, which tells so many pages for sure. */
  v.object({
    kind: v.literal("nth_page"),
    page: v.pipe(v.number(), v.integer(), v.minValue(2), v.maxValue(MOST_NTH_PAGE)),
  }),
  /** On coming back to the tab after so many seconds behind another one. */
  v.object({ kind: v.literal("return"), awaySeconds: seconds(3600) }),
  /** When the visitor is about to leave (exit-intent.ts). */
  v.object({ kind: v.literal("exit") }),
]);
export type Trigger = v.InferOutput<typeof triggerSchema>;

/** Longest window in which an order is credited to a campaign. */
export const MAX_WINDOW_DAYS = 30;
const windowDays = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(MAX_WINDOW_DAYS));
/** For how many days a click and a view earn an order; 0: never. */
const attributionSchema = v.object({ clickDays: windowDays, viewDays: windowDays });
export type Attribution = v.InferOutput<typeof attributionSchema>;
/** Where a campaign does not say otherwise. */
export const USUAL_ATTRIBUTION: Attribution = { clickDays: 7, viewDays: 1 };

/** What a campaign is for; results lead with it. */
const goalSchema = v.variant("kind", [
  v.object({ kind: v.literal("order") }),
  /** A link or button of it is followed. */
  v.object({ kind: v.literal("click") }),
  /** A question of it is answered, or its form is sent. */
  v.object({ kind: v.literal("answer") }),
  /** An address or number is left, in any form of ours. */
  v.object({ kind: v.literal("sign_up") }),
  /** An event of this name comes after it was met: the shop's own, or one of ours. */
  v.object({
    kind: v.literal("event"),
    event: v.pipe(v.string(), v.regex(CUSTOM_NAME, "an event's name: 1 to 40 of a–z, 0–9 and _")),
  }),
]);
export type Goal = v.InferOutput<typeof goalSchema>;

const reserved = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(2000));
const placeSchema = v.object({
  /** CSS; of what it finds in the page, the first. */
  selector: text(200),
  /** Of that element. `replace` hides it, as long as the content is there. */
  where: v.picklist(["before", "after", "replace"]),
  /** Height kept for the content from the first, CSS pixels: in windows below 640 px, and from there on. */
  reservePx: v.object({ phone: reserved, wide: reserved }),
});
/** A place on the shop's page that is no slot. */
export type Place = v.InferOutput<typeof placeSchema>;

const pattern = v.pipe(text(200), v.regex(/^[/*]/, "a path pattern beginning with / or *"));
const epochMs = v.pipe(v.number(), v.integer(), v.minValue(0));

const campaignEntries = {
  id,
  name: text(80),
  /** Only `published` ones reach the snapshot. */
  status: v.picklist(["draft", "published", "paused", "archived"]),
  /** `bar`, `overlay`, or the name of a slot (`data-impuls-slot`). */
  placement: v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9_-]{0,39}$/, "1 to 40 of a–z, 0–9, _ and hyphens")),
  /** Inline content only: where it stands instead of in a slot. `placement` then says whom it competes with. */
  place: v.optional(placeSchema),
  /** Help may show on cart and checkout pages; an offer never does (E13). */
  role: v.picklist(["help", "offer"]),
  segmentsIn: v.pipe(v.array(id), v.maxLength(20)),
  segmentsOut: v.pipe(v.array(id), v.maxLength(20)),
  /** Only for those whom a journey has brought to it, and to no other since (journey.ts `invite`). */
  isInvited: v.optional(v.boolean()),
  pages: v.object({
    in: v.pipe(v.array(pattern), v.maxLength(20)),
    out: v.pipe(v.array(pattern), v.maxLength(20)),
  }),
  pageKinds: v.pipe(v.array(v.picklist(PAGE_KINDS)), v.maxLength(10)),
  devices: v.pipe(v.array(v.picklist(["phone", "tablet", "desktop"])), v.maxLength(3)),
  schedule: v.object({ from: v.optional(epochMs), until: v.optional(epochMs) }),
  trigger: triggerSchema,
  /** Greater wins the placement. */
  priority: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(100)),
  /** Expected value of one showing, minor units; breaks ties of priority. */
  valueMinor: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1e9)),
  /** At most one campaign of a group per page. */
  exclusionGroup: v.optional(id),
  /** Shown at most `times` in any `days` days; null: no cap. */
  cap: v.nullable(
    v.object({
      times: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100)),
      days: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(30)),
    }),
  ),
  /** Share of qualifying visitors who see nothing, so that the effect can be measured. */
  holdoutShare: share,
  /** Absent: an order. */
  goal: v.optional(goalSchema),
  /** Absent: USUAL_ATTRIBUTION. Another window holds for what is shown and clicked from then on. */
  attribution: v.optional(attributionSchema),
  /** Most codes it may give of each pool it has, however many are left there; absent: as many as the pool may. */
  budget: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000_000))),
  variants: v.pipe(v.array(v.object({ id, share, content: contentSchema })), v.minLength(1), v.maxLength(6)),
  /** Said to the visitor under "Why am I seeing this?", without tokens. */
  why: text(200),
};
/** One that was saved by an earlier release, or is in rules published by it. */
export const storedCampaignSchema = v.pipe(
  v.object(campaignEntries),
  v.forward(
    v.check(
      ({ place, placement }) => !place || formOf(placement) === "inline",
      "a name of its own, since what has a place on the page is neither bar nor overlay",
    ),
    ["placement"],
  ),
);
export type Campaign = v.InferOutput<typeof storedCampaignSchema>;

/** One to be saved. What earlier releases took and this one does not is said here alone: see earlier-campaign.ts. */
export const campaignSchema = v.pipe(
  storedCampaignSchema,
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return;
    const { status, placement, variants, why } = dataset.value;
    // To take one out of the shop never waits for it to be put right.
    if (status === "paused" || status === "archived") return;
    const refuse = (message: string, ...keys: (string | number)[]) =>
      addIssue({ message, path: pathTo(dataset.value, keys) });
    if (why.includes(TOKEN_BEGINS)) refuse(NO_TOKEN, "why");
    for (const [i, { id, content }] of variants.entries()) {
      if (variants.findIndex((other) => other.id === id) < i)
        refuse("an id that no other variant has", "variants", i, "id");
      if (content.form !== formOf(placement))
        refuse("bar or overlay where that is the placement, else inline", "variants", i, "content", "form");
      for (const [n, block] of content.blocks.entries())
        if (block.kind === "form" && block.consent?.controller.includes(TOKEN_BEGINS))
          refuse(NO_TOKEN, "variants", i, "content", "blocks", n, "consent", "controller");
    }
  }),
);

/** Where in the value an issue is, as valibot says it. */
function pathTo(value: unknown, keys: (string | number)[]): [v.IssuePathItem, ...v.IssuePathItem[]] {
  let input = value;
  const path = keys.map((key) => {
    const within = input as Record<string | number, unknown>;
    input = within[key];
    return { type: "unknown", origin: "value", input: within, key, value: input } satisfies v.IssuePathItem;
  });
  return path as [v.IssuePathItem, ...v.IssuePathItem[]];
}

/** A campaign as sentences: who, where, when, what, measure. Together they are its summary. */
import type { Campaign, Trigger } from "../../../model/campaign.ts";
import { type Content, formOf } from "../../../model/content.ts";
import { definitions } from "../../../model/micro-moment.ts";
import { capital, sayCount, sayDay, sayList, sayNumber, sayShare } from "../../format.ts";
import { t } from "../../words.ts";

export const PAGE_WORDS: Record<Campaign["pageKinds"][number], string> = {
  home: "home",
  listing: "category",
  product: "product",
  search: "search",
  cart: "cart",
  checkout: "checkout",
  thanks: "thank-you",
  article: "article",
  stores: "store",
  other: "other",
};
const DEVICE_WORDS = { phone: "phones", tablet: "tablets", desktop: "computers" };

export type NameOf = (segment: string) => string;

export function sayWho({ segmentsIn, segmentsOut, isInvited }: Campaign, nameOf: NameOf): string {
  const inside = segmentsIn.length > 0 ? `In ${sayList(segmentsIn.map(nameOf), "or")}` : "Every visitor";
  const outside = segmentsOut.length > 0 ? `, not in ${sayList(segmentsOut.map(nameOf), "or")}` : "";
  return `${inside}${outside}${isInvited ? ", once a journey has brought them to it" : ""}.`;
}

export function sayPlacement({ place, placement }: Pick<Campaign, "place" | "placement">): string {
  if (place) return `the place “${placement}”`;
  return formOf(placement) === "inline" ? `the slot “${placement}”` : `the ${placement}`;
}

const WHERE_WORDS = { before: "before", after: "after", replace: "instead of" };

export function sayWhere(campaign: Campaign): string {
  const { place, pageKinds, pages, devices } = campaign;
  const stands = place ? ` ${WHERE_WORDS[place.where]} ${place.selector || "…"}` : "";
  const kinds =
    pageKinds.length > 0 ? `on ${sayList(pageKinds.map((kind) => PAGE_WORDS[kind]))} pages` : "on every page";
  const only = pages.in.length > 0 ? `, where the path is ${sayList(pages.in, "or")}` : "";
  const not = pages.out.length > 0 ? `, but not ${sayList(pages.out, "or")}` : "";
  const on =
    devices.length > 0 && devices.length < 3
      ? `, on ${sayList(devices.map((device) => DEVICE_WORDS[device]))} only`
      : "";
  return `${capital(sayPlacement(campaign))}${stands}, ${kinds}${only}${not}${on}.`;
}

/** As the beginning of a sentence. */
function sayTrigger(trigger: Trigger): string {
  switch (trigger.kind) {
    case "at_once":
      return "At once";
    case "engaged":
      return `After ${sayNumber(trigger.seconds)}\u00a0s of attention`;
    case "scroll":
      return `Once ${sayShare(trigger.share)} of the page has been seen`;
    case "idle":
      return `After ${sayNumber(trigger.seconds)}\u00a0s without a touch`;
    case "click":
      return `At a click on ${trigger.selector || "…"}`;
    case "event":
      return `At the event ${trigger.event || "…"}`;
    case "moment":
      return `At the moment “${t(definitions[trigger.moment].title)}”`;
    case "cart_change":
      return "When the cart changes";
    case "nth_page":
      return `From page ${sayNumber(trigger.page)} of the visit`;
    case "return":
      return `On coming back to the tab after ${sayNumber(trigger.awaySeconds)}\u00a0s`;
    case "exit":
      return "When the visitor is about to leave";
  }
}

export function sayWhen({ trigger, schedule, cap }: Campaign, zone: string, now: number): string {
  const from = schedule.from ? `, from ${sayDay(schedule.from, zone, now)}` : "";
  const until = schedule.until ? `, until ${sayDay(schedule.until, zone, now)}` : "";
  const often = cap
    ? `At most ${cap.times === 1 ? "once" : `${sayNumber(cap.times)} times`} in ${sayCount(cap.days, "day")}.`
    : "As often as it fits.";
  return `${sayTrigger(trigger)}${from}${until}. ${often}`;
}

/** Headlines of the variants: “A” or “B”. */
export function sayTitles({ variants }: Campaign): string {
  const titles = variants.map(({ content }) => titleOf(content)).filter(Boolean);
  return sayList(
    titles.map((title) => `“${plainTokens(title)}”`),
    "or",
  );
}

export const sayWhat = (campaign: Campaign): string =>
  sayTitles(campaign) ? `${sayTitles(campaign)}.` : "Nothing written yet.";

const GOAL_WORDS = { order: "orders", click: "clicks on it", answer: "answers", sign_up: "sign-ups" };

export function sayMeasure({ goal = { kind: "order" }, holdoutShare, priority }: Campaign): string {
  const aim = goal.kind === "event" ? `the event ${goal.event || "…"}` : GOAL_WORDS[goal.kind];
  const held =
    holdoutShare > 0
      ? `${sayShare(holdoutShare)} see nothing, so that you can tell what this adds.`
      : "Nobody is held out, so what this adds cannot be told.";
  return `For ${aim}. ${held} Priority ${sayNumber(priority)}.`;
}

/** Who, where, when and how often in one go, before publishing. */
export function saySummary(campaign: Campaign, nameOf: NameOf, zone: string, now: number): string {
  const { segmentsIn, segmentsOut, isInvited } = campaign;
  const inside =
    segmentsIn.length > 0 ? `Visitors in ${sayList(segmentsIn.map(nameOf), "or")}` : "All visitors";
  const outside = segmentsOut.length > 0 ? ` who are not in ${sayList(segmentsOut.map(nameOf), "or")}` : "";
  const where = sayWhere(campaign);
  const only = isInvited ? ", once a journey has brought them to it," : "";
  return `${inside}${outside}${only} see it in ${where.charAt(0).toLowerCase()}${where.slice(1)} ${sayWhen(campaign, zone, now)}`;
}

/** The headline, else the first question it asks. */
export function titleOf({ blocks }: Content): string {
  const head = blocks.find((block) => block.kind === "head");
  const survey = blocks.find((block) => block.kind === "survey");
  return head?.title ?? survey?.questions[0]?.ask ?? "";
}

/** Tokens as their fall-back, which is what a reader here would see. */
export const plainTokens = (text: string) => text.replace(/\{\{[^|}]*\|([^}]*)\}\}/g, "$1");

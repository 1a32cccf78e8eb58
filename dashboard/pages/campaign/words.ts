/** A campaign as sentences: who, where, when, what, measure. Together they are its summary. */
import type { Campaign, Trigger } from "../../../model/campaign.ts";
import { type Content, formOf } from "../../../model/content.ts";
import { definitions } from "../../../model/micro-moment.ts";
import { capital, sayCount, sayDayAndTime, sayList, sayNumber, sayQuoted, sayShare } from "../../format.ts";
import { t } from "../../words.ts";

export const PAGE_WORDS: Record<Campaign["pageKinds"][number], string> = {
  home: t`home`,
  listing: t`category`,
  product: t`product`,
  search: t`search`,
  cart: t`cart`,
  checkout: t`checkout`,
  thanks: t`thank-you`,
  article: t`article`,
  stores: t`store`,
  other: t`other`,
};
const DEVICE_WORDS = { phone: t`phones`, tablet: t`tablets`, desktop: t`computers` };

export type NameOf = (segment: string) => string;

export function sayWho({ segmentsIn, segmentsOut, isInvited }: Campaign, nameOf: NameOf): string {
  const inside = segmentsIn.length > 0 ? t`In ${sayList(segmentsIn.map(nameOf), "or")}` : t`Every visitor`;
  const outside = segmentsOut.length > 0 ? t`, not in ${sayList(segmentsOut.map(nameOf), "or")}` : "";
  return `${inside}${outside}${isInvited ? t`, once a journey has brought them to it` : ""}.`;
}

export function sayPlacement({ place, placement }: Pick<Campaign, "place" | "placement">): string {
  if (place) return t`the place “${placement}”`;
  if (formOf(placement) === "inline") return t`the slot “${placement}”`;
  return placement === "bar" ? t`the bar` : t`the overlay`;
}

const WHERE_WORDS = { before: t`before`, after: t`after`, replace: t`instead of` };

export function sayWhere(campaign: Campaign): string {
  const { place, pageKinds, pages, devices } = campaign;
  const stands = place ? ` ${WHERE_WORDS[place.where]} ${place.selector || "…"}` : "";
  const kinds =
    pageKinds.length > 0
      ? t`on ${sayList(pageKinds.map((kind) => PAGE_WORDS[kind]))} pages`
      : t`on every page`;
  const only = pages.in.length > 0 ? t`, where the path is ${sayList(pages.in, "or")}` : "";
  const not = pages.out.length > 0 ? t`, but not ${sayList(pages.out, "or")}` : "";
  const on =
    devices.length > 0 && devices.length < 3
      ? t`, on ${sayList(devices.map((device) => DEVICE_WORDS[device]))} only`
      : "";
  return `${capital(sayPlacement(campaign))}${stands}, ${kinds}${only}${not}${on}.`;
}

/** As the beginning of a sentence. */
function sayTrigger(trigger: Trigger): string {
  switch (trigger.kind) {
    case "at_once":
      return t`At once`;
    case "engaged":
      return t`After ${sayNumber(trigger.seconds)}\u00a0s of attention`;
    case "scroll":
      return t`Once ${sayShare(trigger.share)} of the page has been seen`;
    case "idle":
      return t`After ${sayNumber(trigger.seconds)}\u00a0s without a touch`;
    case "click":
      return t`At a click on ${trigger.selector || "…"}`;
    case "event":
      return t`At the event ${trigger.event || "…"}`;
    case "moment":
      return t`At the moment “${t(definitions[trigger.moment].title)}”`;
    case "cart_change":
      return t`When the cart changes`;
    case "nth_page":
      return t`From page ${sayNumber(trigger.page)} of the visit`;
    case "return":
      return t`On coming back to the tab after ${sayNumber(trigger.awaySeconds)}\u00a0s`;
    case "exit":
      return t`When the visitor is about to leave`;
  }
}

export function sayWhen({ trigger, schedule, cap }: Campaign, zone: string, now: number): string {
  const from = schedule.from ? t`, from ${sayDayAndTime(schedule.from, zone, now)}` : "";
  const until = schedule.until ? t`, until ${sayDayAndTime(schedule.until, zone, now)}` : "";
  const often = cap
    ? cap.times === 1
      ? t`At most once in ${sayCount(cap.days, "day")}.`
      : t`At most ${sayNumber(cap.times)} times in ${sayCount(cap.days, "day")}.`
    : t`As often as it fits.`;
  return `${sayTrigger(trigger)}${from}${until}. ${often} ${t`Closed, it stays away for 14 days.`}`;
}

/** Headlines of the variants: “A” or “B”. */
export function sayTitles({ variants }: Campaign): string {
  const titles = variants.map(({ content }) => titleOf(content)).filter(Boolean);
  return sayList(
    titles.map((title) => sayQuoted(plainTokens(title))),
    "or",
  );
}

export const sayWhat = (campaign: Campaign): string =>
  sayTitles(campaign) ? `${sayTitles(campaign)}.` : t`Nothing written yet.`;

const GOAL_WORDS = { order: t`orders`, click: t`clicks on it`, answer: t`answers`, sign_up: t`sign-ups` };

export function sayMeasure({ goal = { kind: "order" }, holdoutShare, priority }: Campaign): string {
  const aim = goal.kind === "event" ? t`the event ${goal.event || "…"}` : GOAL_WORDS[goal.kind];
  const held =
    holdoutShare > 0
      ? t`${sayShare(holdoutShare)} see nothing, so that you can tell what this adds.`
      : t`Nobody is held out, so what this adds cannot be told.`;
  return t`For ${aim}. ${held} Priority ${sayNumber(priority)}.`;
}

/** Who, where, when and how often in one go, before publishing. */
export function saySummary(campaign: Campaign, nameOf: NameOf, zone: string, now: number): string {
  const { segmentsIn, segmentsOut, isInvited } = campaign;
  const inside =
    segmentsIn.length > 0 ? t`Visitors in ${sayList(segmentsIn.map(nameOf), "or")}` : t`All visitors`;
  const outside = segmentsOut.length > 0 ? t` who are not in ${sayList(segmentsOut.map(nameOf), "or")}` : "";
  const where = sayWhere(campaign);
  const only = isInvited ? t`, once a journey has brought them to it,` : "";
  return t`${inside}${outside}${only} see it in ${where.charAt(0).toLowerCase()}${where.slice(1)} ${sayWhen(campaign, zone, now)}`;
}

/** The headline, else the first question it asks. */
export function titleOf({ blocks }: Content): string {
  const head = blocks.find((block) => block.kind === "head");
  const survey = blocks.find((block) => block.kind === "survey");
  return head?.title ?? survey?.questions[0]?.ask ?? "";
}

/** Tokens as their fall-back, which is what a reader here would see. */
export const plainTokens = (text: string) => text.replace(/\{\{[^|}]*\|([^}]*)\}\}/g, "$1");

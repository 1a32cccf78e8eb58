/** A journey as sentences: its trigger, each of its steps, what ends it. Delays count from the trigger, and say so. */

import { withFallbacks } from "../model/content.ts";
import type { Ending, Journey, JourneyTrigger, Step } from "../model/journey.ts";
import { rfmSegmentWords } from "../model/rfm.ts";
import type { IconName } from "./components/icon/shapes.ts";
import { sayCount, sayList, sayNth, sayNumber, sayQuoted, sayShare } from "./format.ts";
import { t } from "./words.ts";

/** Names of what a journey mentions by id. */
export interface JourneyNames {
  segment: (id: string) => string;
  campaign: (id: string) => string;
  pool: (id: string) => string;
}

const quoted = (name: string) => sayQuoted(name || "…");

/** What enrols a visitor: "When …". */
export function sayTrigger(trigger: JourneyTrigger, { segment }: JourneyNames): string {
  switch (trigger.kind) {
    case "segment_enter":
      return t`When a visitor comes into ${quoted(segment(trigger.segment))}.`;
    case "segment_exit":
      return t`When a visitor leaves ${quoted(segment(trigger.segment))}.`;
    case "event":
      return t`At the event ${trigger.event || "…"}.`;
    case "cart_left":
      return t`When something lies in the cart and the visitor has gone.`;
    case "order":
      return trigger.nth ? t`At a visitor’s ${sayNth(trigger.nth)} order.` : t`At every order.`;
    case "date":
      return `${sayDate(trigger)}${trigger.isYearly ? t`, every year` : ""}.`;
    case "fall":
      return t`When a buyer falls by time alone into ${sayList(
        trigger.to.map((name) => quoted(t(rfmSegmentWords[name].name))),
        "or",
      )}.`;
    case "runs_out":
      return t`When what was bought should be running out: ${sayUse(trigger)}.`;
    case "back_in_stock":
      return t`When a product looked at in the last ${sayCount(trigger.withinDays, "day")} can be had again.`;
    case "price_drop":
      return t`When a product looked at in the last ${sayCount(trigger.withinDays, "day")} costs at least ${sayNumber(trigger.leastPercent)}\u00a0% less.`;
  }
}

const sayDate = ({ trait, daysBefore }: Extract<JourneyTrigger, { kind: "date" }>) =>
  daysBefore === 0
    ? t`On the date in ${quoted(trait)}`
    : t`${sayCount(daysBefore, "day")} before the date in ${quoted(trait)}`;

/** By what it is known that something runs out, the surest first. */
function sayUse({ isLearned, categories, usualDays }: Extract<JourneyTrigger, { kind: "runs_out" }>): string {
  const by = [
    isLearned && t`by the product’s own usual gap between orders`,
    categories.length > 0 &&
      sayList(categories.map(({ category, days }) => t`${category || "…"} after ${sayCount(days, "day")}`)),
    usualDays !== undefined &&
      t`${isLearned || categories.length > 0 ? t`anything else ` : ""}after ${sayCount(usualDays, "day")}`,
  ].filter(Boolean);
  return by.length > 0 ? by.join(t`, else `) : t`nothing says when yet`;
}

/** The trigger's instant, from which delays count: "3 hours after …". */
export function sayInstant(trigger: JourneyTrigger): string {
  switch (trigger.kind) {
    case "segment_enter":
      return t`coming into the segment`;
    case "segment_exit":
      return t`leaving the segment`;
    case "event":
      return t`the event`;
    case "cart_left":
      return t`the cart was left`;
    case "order":
      return t`the order`;
    case "date":
      return t`that day began`;
    case "fall":
      return t`the fall`;
    case "runs_out":
      return t`it should be running out`;
    case "back_in_stock":
      return t`it came back`;
    case "price_drop":
      return t`the price fell`;
  }
}

/** "90 minutes", "3 hours", "2 days", "1 day and 6 hours". */
export function sayMinutes(minutes: number): string {
  if (!Number.isFinite(minutes)) return "…";
  if (minutes < 120 && minutes % 60 !== 0) return sayCount(minutes, "minute");
  const days = Math.floor(minutes / 1440);
  const hours = Math.floor((minutes % 1440) / 60);
  const rest = minutes % 60;
  const parts = [
    days > 0 && sayCount(days, "day"),
    hours > 0 && sayCount(hours, "hour"),
    rest > 0 && sayCount(rest, "minute"),
  ];
  return sayList(parts.filter((part) => part !== false));
}

export const sayDelay = (minutes: number, trigger: JourneyTrigger) =>
  t`${sayMinutes(minutes)} after ${sayInstant(trigger)}`;

const HANDED = {
  handover: t`Hand over to e-mail, SMS or a call`,
  thank_you: t`Have a thank-you made and sent`,
  inactive: t`Tell your service that the visitor has gone quiet`,
};

/** One step; what its branches hold is said by their own steps. */
export function sayStep(step: Step, trigger: JourneyTrigger, names: JourneyNames): string {
  switch (step.kind) {
    case "wait":
      return `${sayDelay(step.minutes, trigger)}:`;
    case "until_hour":
      return t`At the next ${sayNumber(step.hour)}:00 where the visitor is:`;
    case "push":
      return t`Send ${quoted(withFallbacks(step.message.title))}`;
    case "invite":
      return t`Show ${quoted(names.campaign(step.campaign))} at the next visit`;
    case "coupon":
      return t`Take a code from ${quoted(names.pool(step.pool))}`;
    case "webhook":
      return `${HANDED[step.type]}${step.text ? `: ${quoted(withFallbacks(step.text))}` : ""}`;
    case "trait":
      return t`Note ${step.name || "…"}: ${sayValue(step.value)}`;
    case "if":
      return t`If the visitor is in ${quoted(names.segment(step.segment))}`;
    case "split":
      return t`By chance${step.holdoutShare > 0 ? t`, ${sayShare(step.holdoutShare)} get nothing more` : ""}`;
  }
}

const sayValue = (value: string | number | boolean) =>
  typeof value === "boolean" ? (value ? t`yes` : t`no`) : String(value) || "…";

/** Names of a step's branches, in the order of `branchesOf`. Shares are of those who are not held out. */
export function sayBranches(step: Step): string[] {
  if (step.kind === "if") return [t`In it`, t`Not in it`];
  if (step.kind !== "split") return [];
  const sum = step.branches.reduce((all, { share }) => all + share, 0) || 1;
  const rest = 1 - step.holdoutShare;
  if (step.branches.length === 1) return [t`The others, ${sayShare(rest)}`];
  return step.branches.map(({ id, share }) => `${id.toUpperCase()}, ${sayShare((share / sum) * rest)}`);
}

export const STEP_ICONS: Record<Step["kind"], IconName> = {
  wait: "clock",
  until_hour: "clock",
  push: "bell",
  invite: "campaign",
  coupon: "coupon",
  webhook: "door",
  trait: "card",
  if: "filter",
  split: "flask",
};

export function sayWho(
  { segmentsIn, segmentsOut }: Pick<Journey, "segmentsIn" | "segmentsOut">,
  { segment }: Pick<JourneyNames, "segment">,
  everybody = t`Everybody`,
): string {
  const inside =
    segmentsIn.length > 0
      ? t`Who is in ${sayList(
          segmentsIn.map((id) => quoted(segment(id))),
          "or",
        )}`
      : everybody;
  if (segmentsOut.length === 0) return `${inside}.`;
  const outside = sayList(
    segmentsOut.map((id) => quoted(segment(id))),
    "or",
  );
  return segmentsIn.length > 0 ? t`${inside} and not in ${outside}.` : t`${inside} who is not in ${outside}.`;
}

/** What ends it before its end. */
export function sayExits(
  { order, emptiedCart, segmentsLeft }: Journey["exits"],
  { segment }: Pick<JourneyNames, "segment">,
): string {
  const ends = [
    order && t`at an order`,
    emptiedCart && t`at an emptied cart`,
    segmentsLeft.length > 0 &&
      t`on leaving ${sayList(
        segmentsLeft.map((id) => quoted(segment(id))),
        "or",
      )}`,
  ].filter((end): end is string => !!end);
  return ends.length > 0 ? t`Ends early ${sayList(ends, "or")}.` : t`Nothing ends it early.`;
}

export function sayReentry(days: number | null): string {
  if (days === null) return t`Once for every visitor, and never again.`;
  if (days === 0) return t`Begins again each time, once the last one is over.`;
  return t`Begins again ${sayCount(days, "day")} after the last time at the earliest.`;
}

export const ENDING_WORDS: Record<Ending, string> = {
  done: t`came to the end`,
  ordered: t`ordered`,
  emptied: t`emptied the cart`,
  left_segment: t`left the segment`,
  held_out: t`held out`,
  stopped: t`stopped`,
  erased: t`erased`,
};
export const sayEnding = (how: string): string => ENDING_WORDS[how as Ending] ?? how.replaceAll("_", " ");
/** How enrolments ended, most first: of `sums`, what is called `ended:HOW`. */
export const endingsOf = (sums: Record<string, number>): { how: string; word: string; count: number }[] =>
  Object.entries(sums)
    .filter(([name, count]) => name.startsWith("ended:") && count > 0)
    .map(([name, count]) => {
      const how = name.slice("ended:".length);
      return { how, word: sayEnding(how), count };
    })
    .sort((a, b) => b.count - a.count);

/** A broadcast as sentences: who, what, when, measure; and all of it in one go before it is sent. */
import type { Broadcast } from "../../../model/broadcast.ts";
import { withFallbacks } from "../../../model/content.ts";
import type { PushSettings } from "../../../model/push.ts";
import type { BroadcastSize } from "../../../model/push-report.ts";
import { sayCount, sayDay, sayList, sayMoment, sayNumber, sayShare } from "../../format.ts";
import { sayManners } from "../../push-words.ts";

export type NameOf = (segment: string) => string;

export function sayWho({ segmentsIn, segmentsOut }: Broadcast, nameOf: NameOf): string {
  const inside =
    segmentsIn.length > 0 ? `Subscribers in ${sayList(segmentsIn.map(nameOf), "or")}` : "Every subscriber";
  const outside = segmentsOut.length > 0 ? `, not in ${sayList(segmentsOut.map(nameOf), "or")}` : "";
  return `${inside}${outside}.`;
}

export function sayWhat({ variants }: Broadcast): string {
  const titles = variants.map(({ message }) => withFallbacks(message.title)).filter(Boolean);
  return titles.length > 0
    ? `${sayList(
        titles.map((title) => `“${title}”`),
        "or",
      )}.`
    : "Nothing written yet.";
}

export function sayWhen({ when }: Broadcast, zone: string, now: number): string {
  switch (when.kind) {
    case "now":
      return "At once.";
    case "at":
      return `At ${sayMoment(when.at, zone, now)}, everywhere at the same time.`;
    case "local":
      return `On ${sayDay(Date.parse(when.date), "UTC", now)} at ${when.hour}:00 where each of them is.`;
  }
}

export const sayMeasure = ({ holdoutShare }: Broadcast): string =>
  holdoutShare > 0
    ? `${sayShare(holdoutShare)} get nothing, so that you can tell what it adds.`
    : "Nobody is held out, so what it adds cannot be told.";

/** "1 940 of 4 120 subscribers", from a sample "about 1 940 of 4 120 subscribers, between 1 870 and 2 010". */
export function saySize({ subscribers, members, between: [least, most], isExact }: BroadcastSize): string {
  const of = `of ${sayCount(subscribers, "subscriber")}`;
  if (isExact) return `${sayNumber(members)} ${of}`;
  return `About ${sayNumber(members)} ${of}, between ${sayNumber(least)} and ${sayNumber(most)}`;
}

/** Who, what, when and how often at most: read before it is sent to all. */
export function saySummary(
  broadcast: Broadcast,
  size: BroadcastSize | undefined,
  settings: PushSettings,
  nameOf: NameOf,
  zone: string,
  now: number,
): string[] {
  const { variants } = broadcast;
  const hours = [...new Set(variants.map(({ message }) => message.ttlHours))].sort((a, b) => a - b);
  const versions = variants.length > 1 ? `one of ${sayNumber(variants.length)} versions, ` : "";
  return [
    size ? `${sayWho(broadcast, nameOf)} ${saySize(size)} now.` : sayWho(broadcast, nameOf),
    `They get ${versions}${sayWhat(broadcast)}`,
    sayWhen(broadcast, zone, now),
    sayManners(settings),
    `Kept for ${sayList(
      hours.map((each) => sayCount(each, "hour")),
      "or",
    )} for a device that is off.`,
    sayMeasure(broadcast),
  ];
}

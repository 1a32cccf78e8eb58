/** A broadcast as sentences: who, what, when, measure; and all of it in one go before it is sent. */
import type { Broadcast } from "../../../model/broadcast.ts";
import { withFallbacks } from "../../../model/content.ts";
import type { PushSettings } from "../../../model/push.ts";
import type { BroadcastSize } from "../../../model/push-report.ts";
import { sayCount, sayDay, sayList, sayMoment, sayNumber, sayQuoted, sayShare } from "../../format.ts";
import { sayManners } from "../../push-words.ts";
import { t } from "../../words.ts";

export type NameOf = (segment: string) => string;

export function sayWho({ segmentsIn, segmentsOut }: Broadcast, nameOf: NameOf): string {
  const inside =
    segmentsIn.length > 0 ? t`Subscribers in ${sayList(segmentsIn.map(nameOf), "or")}` : t`Every subscriber`;
  const outside = segmentsOut.length > 0 ? t`, not in ${sayList(segmentsOut.map(nameOf), "or")}` : "";
  return `${inside}${outside}.`;
}

export function sayWhat({ variants }: Broadcast): string {
  const titles = variants.map(({ message }) => withFallbacks(message.title)).filter(Boolean);
  return titles.length > 0 ? `${sayList(titles.map(sayQuoted), "or")}.` : t`Nothing written yet.`;
}

export function sayWhen({ when }: Broadcast, zone: string, now: number): string {
  switch (when.kind) {
    case "now":
      return t`At once.`;
    case "at":
      return t`At ${sayMoment(when.at, zone, now)}, everywhere at the same time.`;
    case "local":
      return t`On ${sayDay(Date.parse(when.date), "UTC", now)} at ${when.hour}:00 where each of them is.`;
  }
}

export const sayMeasure = ({ holdoutShare }: Broadcast): string =>
  holdoutShare > 0
    ? t`${sayShare(holdoutShare)} get nothing, so that you can tell what it adds.`
    : t`Nobody is held out, so what it adds cannot be told.`;

/** "1 940 of 4 120 subscribers", from a sample "about 1 940 of 4 120 subscribers, between 1 870 and 2 010". */
export function saySize({ subscribers, members, between: [least, most], isExact }: BroadcastSize): string {
  const of = t`of ${sayCount(subscribers, "subscriber")}`;
  if (isExact) return `${sayNumber(members)} ${of}`;
  return t`About ${sayNumber(members)} ${of}, between ${sayNumber(least)} and ${sayNumber(most)}`;
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
  const versions = variants.length > 1 ? t`one of ${sayNumber(variants.length)} versions, ` : "";
  return [
    size ? t`${sayWho(broadcast, nameOf)} ${saySize(size)} now.` : sayWho(broadcast, nameOf),
    t`They get ${versions}${sayWhat(broadcast)}`,
    sayWhen(broadcast, zone, now),
    sayManners(settings),
    t`Kept for ${sayList(
      hours.map((each) => sayCount(each, "hour")),
      "or",
    )} for a device that is off.`,
    sayMeasure(broadcast),
  ];
}

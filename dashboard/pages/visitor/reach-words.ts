/** By which channels somebody may be reached, in words. */
import type { Channel, PreferredChannel } from "../../../model/channel.ts";
import type { ChannelReach, Obstacle } from "../../../model/reach.ts";
import { sayCount, sayMoment, sayNumber } from "../../format.ts";

export const CHANNEL_WORDS: Record<Channel, string> = {
  on_site: "On the site",
  push: "Notification",
  email: "E-mail",
  sms: "Text message",
  call: "Call",
};

const OBSTACLES: Record<Obstacle, string> = {
  consent: "No consent on record",
  subscription: "Takes no notifications",
  holdout: "Held out: shown nothing",
  attention: "Was spoken to just now",
  daily_cap: "Had the day’s notifications",
  quiet_hours: "Quiet hours where they are",
};

/** Why not, and until when. */
export function sayObstacle({ obstacle, until }: ChannelReach, zone: string, now: number): string {
  if (obstacle === null) return "";
  return until === null
    ? OBSTACLES[obstacle]
    : `${OBSTACLES[obstacle]}, until ${sayMoment(until, zone, now)}`;
}

/** Why it is the preferred one. */
export function sayPreference({ channel, by, tries, responses }: PreferredChannel): string {
  if (by === "declared") return "as they said themselves";
  if (by === "usual") return "the shop’s usual one: no other was tried often enough";
  const tried = channel === "on_site" ? sayCount(tries, "showing") : sayCount(tries, "contact");
  return `${sayNumber(responses)} responses to ${tried}`;
}

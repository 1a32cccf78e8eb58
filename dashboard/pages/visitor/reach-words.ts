/** By which channels somebody may be reached, in words. */
import type { Channel, PreferredChannel } from "../../../model/channel.ts";
import type { ChannelReach, Obstacle } from "../../../model/reach.ts";
import { sayCount, sayMoment, sayNumber } from "../../format.ts";
import { t } from "../../words.ts";

export const CHANNEL_WORDS: Record<Channel, string> = {
  on_site: t`On the site`,
  push: t`Notification`,
  email: t`E-mail`,
  sms: t`Text message`,
  call: t`Call`,
};

const OBSTACLES: Record<Obstacle, string> = {
  consent: t`No consent on record`,
  subscription: t`Takes no notifications`,
  holdout: t`Held out: shown nothing`,
  attention: t`Was spoken to just now`,
  daily_cap: t`Had the day’s notifications`,
  quiet_hours: t`Quiet hours where they are`,
};

/** Why not, and until when. */
export function sayObstacle({ obstacle, until }: ChannelReach, zone: string, now: number): string {
  if (obstacle === null) return "";
  return until === null
    ? OBSTACLES[obstacle]
    : t`${OBSTACLES[obstacle]}, until ${sayMoment(until, zone, now)}`;
}

/** Why it is the preferred one. */
export function sayPreference({ channel, by, tries, responses }: PreferredChannel): string {
  if (by === "declared") return t`as they said themselves`;
  if (by === "usual") return t`the shop’s usual one: no other was tried often enough`;
  const tried = channel === "on_site" ? sayCount(tries, "showing") : sayCount(tries, "contact");
  return t`${sayNumber(responses)} responses to ${tried}`;
}

/** By which channel somebody is best reached (P19): as they said, else as they have responded, else as the shop usually does. Pure. */
import { hash32 } from "./bucketing.ts";
import { CALL, EMAIL, type Profile, PUSH, SMS } from "./profile.ts";

export const CHANNELS = ["on_site", "push", "email", "sms", "call"] as const;
export type Channel = (typeof CHANNELS)[number];

/** How often a channel was tried on somebody, and how often they responded. */
export interface Response {
  tries: number;
  responses: number;
}
export type Responses = Record<Channel, Response>;

export interface PreferredChannel {
  channel: Channel;
  /** `declared`: the trait `preferred_channel` says so. `response`: the best of those tried often enough. `usual`: the shop's. */
  by: "declared" | "response" | "usual";
  /** Of that channel. */
  tries: number;
  responses: number;
}

/** The trait by which a visitor or customer says it. */
export const PREFERRED_CHANNEL = "preferred_channel";
/** Where a shop has not said otherwise: what a hand-over is for. */
export const USUAL_CHANNEL: Channel = "email";
/** Of a channel that was tried less often nothing is concluded. */
export const FEWEST_TRIES = 10;

const TOLD = new Map<string, Channel>(
  (
    [
      [PUSH, "push"],
      [EMAIL, "email"],
      [SMS, "sms"],
      [CALL, "call"],
    ] as const
  ).map(([key, channel]) => [`${hash32(key)}`, channel]),
);

/** By a key of `exposures`. */
const channelOf = (key: string): Channel => TOLD.get(key.slice(key.indexOf(":") + 1)) ?? "on_site";

/** Of all the browsers of one person, as far back as profiles keep exposures. */
export function responsesOf(profiles: readonly Pick<Profile, "exposures">[]): Responses {
  const sums = Object.fromEntries(
    CHANNELS.map((channel) => [channel, { tries: 0, responses: 0 }]),
  ) as Responses;
  for (const { exposures } of profiles)
    for (const [key, { shown, clicks }] of Object.entries(exposures)) {
      const sum = sums[channelOf(key)];
      sum.tries += shown;
      // A content may be clicked twice; it was responded to once.
      sum.responses += Math.min(shown, clicks);
    }
  return sums;
}

/** Epoch ms of the last contact by each channel, as far back. */
export function lastContacts(
  profiles: readonly Pick<Profile, "exposures">[],
): Partial<Record<Channel, number>> {
  const last: Partial<Record<Channel, number>> = {};
  for (const { exposures } of profiles)
    for (const [key, { shown, lastAt }] of Object.entries(exposures)) {
      // Of a ghost nothing was seen.
      if (shown === 0) continue;
      const channel = channelOf(key);
      last[channel] = Math.max(last[channel] ?? 0, lastAt);
    }
  return last;
}

export function preferredChannel(
  responses: Responses,
  declared: unknown,
  usual: Channel = USUAL_CHANNEL,
): PreferredChannel {
  const said = CHANNELS.find((channel) => channel === declared);
  if (said) return { channel: said, by: "declared", ...responses[said] };
  const [best] = CHANNELS.map((channel) => ({ channel, ...responses[channel] }))
    .filter(({ tries, responses }) => tries >= FEWEST_TRIES && responses > 0)
    .sort((a, b) => leastRate(b) - leastRate(a));
  return best ? { ...best, by: "response" } : { channel: usual, by: "usual", ...responses[usual] };
}

/**
 * Lower bound of the 95 % interval of a rate by Wilson (1927), "Probable inference, the law of succession, and statistical
 * inference", JASA 22: a channel tried twelve times is not preferred for luck to one that proved itself over a hundred.
 */
export function leastRate({ tries, responses }: Response): number {
  const z2 = 1.96 ** 2;
  const rate = responses / tries;
  const spread = Math.sqrt((rate * (1 - rate)) / tries + z2 / (4 * tries ** 2));
  return Math.max(0, (rate + z2 / (2 * tries) - 1.96 * spread) / (1 + z2 / tries));
}

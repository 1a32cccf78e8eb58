/** Where a visit came from (S6): the channel by click id, then UTM, then the referrer's host. */
import type { Landing } from "./event.ts";

export const CHANNELS = [
  "direct",
  "search",
  "social",
  "paid",
  "email",
  "push",
  "referral",
  "campaign",
] as const;
export type Channel = (typeof CHANNELS)[number];

export interface Source {
  channel: Channel;
  /** utm_source, else the referrer's host, else "". */
  name: string;
  /** utm_campaign, else "". */
  campaign: string;
}

const SEARCH = /(^|\.)(google|bing|duckduckgo|ecosia|yahoo|yandex|seznam|qwant|startpage)\./;
const SOCIAL =
  /(^|\.)(facebook|instagram|tiktok|pinterest|linkedin|twitter|x|youtube|reddit|wykop|threads)\.(com|net|pl)$|^t\.co$/;
const PAID_MEDIUM = /^(cpc|ppc|cpm|paid|display|retargeting|paid[-_]?\w+)$/i;
const EMAIL_MEDIUM = /^(e-?mail|newsletter)$/i;
const PUSH_MEDIUM = /^(web)?_?push$/i;
const SOCIAL_MEDIUM = /^(social|sm|social-media)$/i;
const SEARCH_MEDIUM = /^organic$/i;

/** The source of a visit from what its first page showed. */
export function sourceOf(landing: Landing): Source {
  const name = (landing.source ?? landing.referrer ?? "").toLowerCase();
  return { channel: channelOf(landing), name, campaign: landing.campaign ?? "" };
}

function channelOf({ click, source, medium = "", referrer = "" }: Landing): Channel {
  if (click) return "paid";
  if (PAID_MEDIUM.test(medium)) return "paid";
  if (EMAIL_MEDIUM.test(medium)) return "email";
  if (PUSH_MEDIUM.test(medium)) return "push";
  if (SOCIAL_MEDIUM.test(medium)) return "social";
  if (SEARCH_MEDIUM.test(medium)) return "search";
  if (source) return "campaign";
  if (SEARCH.test(referrer)) return "search";
  if (SOCIAL.test(referrer)) return "social";
  return referrer ? "referral" : "direct";
}

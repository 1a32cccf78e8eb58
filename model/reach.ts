/** By which channels somebody may be reached now, and if not, why and until when: so that no tool speaks over another (S2). Pure. */
import { CHANNELS, type Channel, type PreferredChannel } from "./channel.ts";
import { PERSONALISE, PUSH as PUSH_CONSENT } from "./consent.ts";
import type { ContactType } from "./contact.ts";
import type { PushSettings } from "./push.ts";
import { type Held, whenToSend } from "./push-window.ts";

/**
 * `consent`: not given, or for e-mail, text and call no contact with consent on record here. `subscription`: no browser of theirs
 * takes notifications. `holdout`: deliberately shown nothing, so that what the rest brings can be measured.
 */
export type Obstacle = Held | "consent" | "subscription" | "holdout";

export interface ChannelReach {
  mayUse: boolean;
  /** Why not. */
  obstacle: Obstacle | null;
  /** Epoch ms from when it may be used, where the clock alone is in the way. */
  until: number | null;
  /** Epoch ms of the last contact by it, as far as is known. */
  lastAt: number | null;
}

/** GET /api/reach?visitor=ID or ?customer=ID. */
export interface Reach {
  /** Every browser of theirs that is known. */
  visitors: string[];
  /** The shop's id; null where nobody is known. */
  customer: string | null;
  preferred: PreferredChannel;
  channels: Record<Channel, ChannelReach>;
  /** Edge time, epoch ms. */
  now: number;
}

export interface ReachFacts {
  /** Bits that any browser of theirs has said. */
  consent: number;
  isHeldOut: boolean;
  isSubscribed: boolean;
  /** By what they asked to be reached, with consent. */
  contacts: ReadonlySet<ContactType>;
  settings: PushSettings;
  /** IANA name, where they are. */
  timeZone: string;
  /** Epoch ms until when whatever spoke last keeps the next away. */
  attentionUntil: number;
  /** Epoch ms of the notifications of the last 24 hours. */
  sentAt: readonly number[];
  lastAt: Partial<Record<Channel, number>>;
}

export function reachOf(facts: ReachFacts, now: number): Reach["channels"] {
  return Object.fromEntries(
    CHANNELS.map((channel) => {
      const lastAt = facts.lastAt[channel] ?? null;
      const obstacle = standingObstacle(channel, facts);
      if (obstacle) return [channel, { mayUse: false, obstacle, until: null, lastAt }];
      const { at, held = null } = whenToSend(now, windowOf(channel, facts));
      return [channel, { mayUse: held === null, obstacle: held, until: held && at, lastAt }];
    }),
  ) as Reach["channels"];
}

/** What no waiting takes away. */
function standingObstacle(channel: Channel, facts: ReachFacts): Obstacle | null {
  if (facts.isHeldOut) return "holdout";
  switch (channel) {
    case "on_site":
      return facts.consent & PERSONALISE ? null : "consent";
    case "push":
      return facts.consent & PUSH_CONSENT ? (facts.isSubscribed ? null : "subscription") : "consent";
    case "email":
      return facts.contacts.has("email") ? null : "consent";
    case "sms":
    case "call":
      return facts.contacts.has("tel") ? null : "consent";
  }
}

/** Nobody is woken by a page they look at, or by a letter; how many notifications a day may bring says nothing of the others. */
function windowOf(channel: Channel, { settings, timeZone, attentionUntil, sentAt }: ReachFacts) {
  const isSilent = channel === "on_site" || channel === "email";
  return {
    settings: isSilent ? { ...settings, quiet: { from: 0, until: 0 } } : settings,
    timeZone,
    attentionUntil,
    sentAt: channel === "push" ? sentAt : [],
  };
}

/**
 * What was shown to a visitor, as the rules ask for it: closes, caps, and the attention that is spent; and which of it a
 * passport must not leave behind. Pure.
 */
import { hash32 } from "./bucketing.ts";
import type { Campaign } from "./campaign.ts";
import { type Content, formOf } from "./content.ts";
import { CALL, EMAIL, type ExposureCounts, type Profile, PUSH, SMS } from "./profile.ts";
import type { CompiledCampaign, CompiledSnapshot } from "./snapshot.ts";
import { DAY_MS } from "./time.ts";

/** Days for which a close keeps a campaign away. */
export const CLOSED_DAYS = 14;

/** What happened with a campaign on one day, and its key in the profile. */
interface DayOfExposures {
  key: string;
  day: number;
  counts: ExposureCounts;
}
/** A profile's exposures by the campaign's hash. */
export type Exposures = Map<number, DayOfExposures[]>;

export function exposuresOf({ exposures }: Pick<Profile, "exposures">): Exposures {
  const byCampaign: Exposures = new Map();
  for (const key in exposures) {
    const colon = key.indexOf(":");
    const hash = Number(key.slice(colon + 1));
    const one = { key, day: Number(key.slice(0, colon)), counts: exposures[key]! };
    const known = byCampaign.get(hash);
    if (known) known.push(one);
    else byCampaign.set(hash, [one]);
  }
  return byCampaign;
}

/** From when a campaign's closes and its cap let it go again, epoch ms; 0 where nothing is in the way. */
export function historyOf(
  exposures: DayOfExposures[] | undefined,
  cap: Campaign["cap"],
  now: number,
): { closedUntil: number; capFreeAt: number } {
  if (!exposures) return UNSEEN;
  let closedUntil = 0;
  for (const { day, counts } of exposures)
    if (counts.closes > 0) closedUntil = Math.max(closedUntil, (day + CLOSED_DAYS) * DAY_MS);
  const { filling, isFull } = showingsOf(exposures, cap, now);
  // The oldest of them leaves the window first, and with it the cap is no longer reached.
  return { closedUntil, capFreeAt: isFull ? filling.at(-1)!.counts.lastAt + cap!.days * DAY_MS : 0 };
}
const UNSEEN = { closedUntil: 0, capFreeAt: 0 };

/**
 * The days that fill a campaign's cap, newest first, no more of them than it takes. What was shown several times on a day counts
 * from the last of these: that is the one whose time a profile has, and so the cap is kept in every window of its length.
 */
function showingsOf(
  exposures: DayOfExposures[],
  cap: Campaign["cap"],
  now: number,
): { filling: DayOfExposures[]; isFull: boolean } {
  const filling: DayOfExposures[] = [];
  if (!cap) return { filling, isFull: false };
  let shown = 0;
  for (const one of exposures.toSorted(byNewest)) {
    if (shown >= cap.times || one.counts.lastAt + cap.days * DAY_MS <= now) break;
    shown += one.counts.shown + one.counts.ghosts;
    filling.push(one);
  }
  return { filling, isFull: shown >= cap.times };
}

const byNewest = (a: DayOfExposures, b: DayOfExposures) => b.counts.lastAt - a.counts.lastAt;

const OFF_SITE = [PUSH, EMAIL, SMS, CALL].map(hash32);

/** Until when the attention last spent keeps the next content of a form away, epoch ms. */
export type Quiet = Record<Content["form"], number>;

/**
 * Overlays, push, and what another channel is told to have sent interrupt, and keep each other apart (S2); ghosts as real ones do. A
 * bar interrupts nobody: it comes not soon after one of these, or after another bar, and keeps none of these away.
 */
export function quietAfter({ campaigns, site }: CompiledSnapshot, exposures: Exposures): Quiet {
  const last = { inline: 0, bar: 0, overlay: 0 };
  const spend = (form: Content["form"], hash: number) => {
    for (const { counts } of exposures.get(hash) ?? []) last[form] = Math.max(last[form], counts.lastAt);
  };
  for (const { campaign, hash, isIntrusive } of campaigns)
    if (isIntrusive) spend(formOf(campaign.placement), hash);
  for (const hash of OFF_SITE) spend("overlay", hash);
  const quietMs = site.attentionMinutes * 60_000;
  return { inline: 0, bar: Math.max(last.bar, last.overlay) + quietMs, overlay: last.overlay + quietMs };
}

/**
 * The profile with at most `most` entries of exposures: first those that a published campaign's cap or close, or the quiet time,
 * still asks for; then the newest. `now`: epoch ms.
 */
export function withStandingExposures(
  profile: Profile,
  { campaigns, site }: Pick<CompiledSnapshot, "campaigns" | "site">,
  most: number,
  now: number,
): Profile {
  if (Object.keys(profile.exposures).length <= most) return profile;
  const known = exposuresOf(profile);
  const standing = new Set<DayOfExposures>();
  for (const { campaign, hash } of campaigns) {
    const exposures = known.get(hash) ?? [];
    for (const one of showingsOf(exposures, campaign.cap, now).filling) standing.add(one);
    for (const one of exposures)
      if (one.counts.closes > 0 && (one.day + CLOSED_DAYS) * DAY_MS > now) standing.add(one);
  }
  for (const hash of [...campaigns.filter(isSpending).map(({ hash }) => hash), ...OFF_SITE])
    for (const one of known.get(hash) ?? [])
      if (one.counts.lastAt + site.attentionMinutes * 60_000 > now) standing.add(one);
  const kept = [...known.values()]
    .flat()
    .sort((a, b) => Number(standing.has(b)) - Number(standing.has(a)) || b.day - a.day || byNewest(a, b))
    .slice(0, most);
  return { ...profile, exposures: Object.fromEntries(kept.map(({ key, counts }) => [key, counts])) };
}

const isSpending = ({ isIntrusive }: CompiledCampaign) => isIntrusive;

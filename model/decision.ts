/**
 * What each placement gets, and why every other campaign did not: the rules in the order of design.md §3, the
 * first one that fails is the reason. Pure: the Worker runs it for visitors, the dashboard for "why, why not".
 */
import { bucketOf } from "./bucketing.ts";
import type { Campaign } from "./campaign.ts";
import { PERSONALISE } from "./consent.ts";
import { formOf } from "./content.ts";
import { isForReader } from "./content-for.ts";
import type { Situation } from "./facts.ts";
import { fitsPages } from "./page-pattern.ts";
import type { Profile, Scalar } from "./profile.ts";
import { type Exposures, exposuresOf, historyOf, type Quiet, quietAfter } from "./showings.ts";
import type { CompiledCampaign, CompiledSnapshot } from "./snapshot.ts";
import { pagesOfVisit } from "./trail.ts";
import { INVITED_TO } from "./trait.ts";

/** The rules in order; `won` and `held_out` are outcomes of having passed them all. */
export type Rule =
  | "site_live"
  | "consent"
  | "bot"
  | "schedule"
  | "page"
  | "device"
  | "segment_in"
  | "segment_out"
  | "invited"
  | "trigger"
  | "answered"
  | "placement"
  | "checkout_guard"
  | "closed"
  | "cap"
  | "attention"
  | "exclusion_group"
  | "priority"
  | "room";

export type Outcome =
  | { kind: "won"; variant: string }
  | { kind: "held_out"; variant: string; by: "global" | "campaign" }
  /** `until`: epoch ms from which the rule would pass by the clock alone; `by`: the campaign or segment in the way. */
  | { kind: "lost"; rule: Rule; until?: number; by?: string };

export interface Candidate {
  compiled: CompiledCampaign;
  outcome: Outcome;
}

/**
 * Every published campaign with its outcome; at most one winner (or held-out) a placement, one for the exit and one for push.
 * Placements that are not on the page are decided for the visitor's next page (see `WireDecision.isLasting`), but only
 * help: an offer is decided on the very page, where the checkout guard can see it.
 */
export function decide(
  snapshot: CompiledSnapshot,
  visitor: string,
  profile: Profile,
  memberships: ReadonlySet<string>,
  situation: Situation,
): Candidate[] {
  const taken = new Map<string, string>();
  // What is chosen for the next page keeps nothing of its group off this one.
  const [groupsHere, groupsLater] = [new Map<string, string>(), new Map<string, string>()];
  const exposures = exposuresOf(profile);
  const quiet = quietAfter(snapshot, exposures);
  const pages = pagesOfVisit(profile.trail);
  const invitedTo = profile.traits[INVITED_TO]?.value;
  const hasAnswered = ({ campaign, asks }: CompiledCampaign) =>
    asks !== undefined &&
    asks[variantFor(campaign, visitor)]!.some(
      ({ when, keys }) => isForReader(when, memberships) && keys.every((key) => key in profile.answered),
    );
  return snapshot.campaigns.map((compiled): Candidate => {
    const { campaign } = compiled;
    const groups = isOnPage(compiled, situation) ? groupsHere : groupsLater;
    const lost =
      firstFailing(
        snapshot,
        compiled,
        exposures,
        memberships,
        situation,
        quiet,
        pages,
        hasAnswered,
        invitedTo,
      ) ?? collision(compiled, taken, groups);
    if (lost) return { compiled, outcome: lost };
    taken.set(compiled.contest, campaign.id);
    if (campaign.exclusionGroup) groups.set(campaign.exclusionGroup, campaign.id);
    return { compiled, outcome: assign(snapshot, compiled, visitor) };
  });
}

/**
 * What a campaign competes for: its placement; the exit where it waits for that; push where it asks for notifications (design.md
 * §3). Or nothing else would come to a placement while somebody stays, or puts nothing on a list. No slot has a name with a space.
 */
export function contestOf({
  placement,
  trigger,
  variants,
}: Pick<Campaign, "placement" | "trigger" | "variants">): string {
  if (trigger.kind === "exit") return "the exit";
  const isAsking = variants.some(({ content }) => content.blocks.some(({ kind }) => kind === "push"));
  return isAsking ? "the question for push" : placement;
}

/** Whether what is decided is for this page. Of a place by selector only the device can tell: it is, where it fits. */
export const isOnPage = ({ campaign, isIntrusive }: CompiledCampaign, { slots }: Situation): boolean =>
  isIntrusive || campaign.place !== undefined || slots.includes(campaign.placement);

type Lost = Extract<Outcome, { kind: "lost" }>;
const lost = (rule: Rule, more?: { until?: number; by?: string }): Lost => ({ kind: "lost", rule, ...more });

function firstFailing(
  { site }: CompiledSnapshot,
  compiled: CompiledCampaign,
  exposures: Exposures,
  memberships: ReadonlySet<string>,
  situation: Situation,
  quiet: Quiet,
  pages: number,
  hasAnswered: (compiled: CompiledCampaign) => boolean,
  invitedTo: Scalar | null | undefined,
): Lost | undefined {
  const { campaign, hash, isIntrusive } = compiled;
  const { now } = situation;
  const isHere = isOnPage(compiled, situation);
  if (!site.isLive) return lost("site_live");
  if (!(situation.consent & PERSONALISE)) return lost("consent");
  if (situation.isBot) return lost("bot");
  const { from = 0, until = Number.POSITIVE_INFINITY } = campaign.schedule;
  if (now < from) return lost("schedule", { until: from });
  if (now >= until) return lost("schedule");
  if (isHere && !fitsPages(situation.path, campaign.pages)) return lost("page");
  if (campaign.pageKinds.length > 0 && !campaign.pageKinds.includes(situation.kind)) return lost("page");
  if (campaign.devices.length > 0 && !campaign.devices.includes(situation.device)) return lost("device");
  const missing = campaign.segmentsIn.length > 0 && !campaign.segmentsIn.some((id) => memberships.has(id));
  if (missing) return lost("segment_in", { by: campaign.segmentsIn[0]! });
  const barred = campaign.segmentsOut.find((id) => memberships.has(id));
  if (barred) return lost("segment_out", { by: barred });
  if (campaign.isInvited && invitedTo !== campaign.id) return lost("invited");
  const { trigger } = campaign;
  if (trigger.kind === "nth_page" && pages < trigger.page) return lost("trigger");
  if (hasAnswered(compiled)) return lost("answered");
  const isNowhere = situation.hasOnlySlots && !situation.slots.includes(campaign.placement);
  if (isNowhere || (!isHere && campaign.role === "offer")) return lost("placement");
  if (campaign.role === "offer" && (situation.kind === "cart" || situation.kind === "checkout"))
    return lost("checkout_guard");
  if (isIntrusive && situation.kind === "checkout") return lost("checkout_guard");
  const { closedUntil, capFreeAt } = historyOf(exposures.get(hash), campaign.cap, now);
  if (now < closedUntil) return lost("closed", { until: closedUntil });
  if (now < capFreeAt) return lost("cap", { until: capFreeAt });
  const quietUntil = quiet[formOf(campaign.placement)];
  if (now < quietUntil) return lost("attention", { until: quietUntil });
  return undefined;
}

function collision(
  { campaign, contest }: CompiledCampaign,
  taken: Map<string, string>,
  groups: Map<string, string>,
): Lost | undefined {
  const rival = campaign.exclusionGroup && groups.get(campaign.exclusionGroup);
  if (rival) return lost("exclusion_group", { by: rival });
  const winner = taken.get(contest);
  return winner ? lost("priority", { by: winner }) : undefined;
}

/**
 * What is handed out, at most `most`: those for this page before those for the next, and greater priority first. The others
 * lose by `room`, to the last one handed out: an exposure counts only where the passport lists its decision.
 */
export function withinRoom(candidates: Candidate[], situation: Situation, most: number): Candidate[] {
  const isHere = ({ compiled }: Candidate) => isOnPage(compiled, situation);
  const chosen = candidates.filter(({ outcome }) => outcome.kind !== "lost");
  if (chosen.length <= most) return candidates;
  const inOrder = [...chosen.filter(isHere), ...chosen.filter((each) => !isHere(each))];
  const left = new Set(inOrder.slice(most));
  const by = inOrder[most - 1]!.compiled.campaign.id;
  return candidates.map((each) => (left.has(each) ? { ...each, outcome: lost("room", { by }) } : each));
}

/** Sees no campaign at all, so that what all of them add can be measured. */
export const isHeldOutOfAll = (visitor: string, { holdoutShare }: { holdoutShare: number }): boolean =>
  bucketOf(visitor, "holdout:global") < holdoutShare;

/** The slot is the winner's even where the visitor is held out: it is not passed on. */
export function assign(
  { site }: Pick<CompiledSnapshot, "site">,
  { campaign }: Pick<CompiledCampaign, "campaign">,
  visitor: string,
): Exclude<Outcome, { kind: "lost" }> {
  const variant = variantFor(campaign, visitor);
  if (isHeldOutOfAll(visitor, site)) return { kind: "held_out", variant, by: "global" };
  if (bucketOf(visitor, `holdout:${campaign.id}`) < campaign.holdoutShare)
    return { kind: "held_out", variant, by: "campaign" };
  return { kind: "won", variant };
}

const variantFor = ({ id, variants }: Campaign, visitor: string) =>
  variantOf(variants, bucketOf(visitor, `variant:${id}`));

/** Whose share the point in [0, 1) falls into. */
export function variantOf(variants: { id: string; share: number }[], point: number): string {
  const total = variants.reduce((sum, variant) => sum + variant.share, 0);
  let edge = 0;
  for (const variant of variants) {
    edge += variant.share / total;
    if (point < edge) return variant.id;
  }
  return variants.at(-1)!.id;
}

/** Until when a notification has to wait for what has interrupted the visitor, epoch ms. */
export const attentionUntil = (snapshot: CompiledSnapshot, profile: Profile): number =>
  quietAfter(snapshot, exposuresOf(profile)).overlay;

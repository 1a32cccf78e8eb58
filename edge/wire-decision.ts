/** Outcomes as the device gets them, and, for a demo, with their reasons. */
import { contentFor, type Reader } from "../model/content-for.ts";
import type { Candidate } from "../model/decision.ts";
import type { Facts, Situation } from "../model/facts.ts";
import { SESSION_TIMEOUT_MS } from "../model/limits.ts";
import type { Passport } from "../model/passport.ts";
import { sayReason } from "../model/reason.ts";
import type { CompiledSnapshot, Snapshot } from "../model/snapshot.ts";
import type { SyncDecisions, WireDecision } from "../model/sync.ts";

/**
 * For so long a device may show what was decided without having heard from the edge since: a campaign that has been paused
 * meanwhile goes on no longer. It is a visit's length; who comes back later is met as the edge sees fit then.
 */
const TRUST_MS = SESSION_TIMEOUT_MS;

/** Undefined for a loser. */
export function wireDecision(
  { compiled: { campaign, isIntrusive, personal }, outcome }: Candidate,
  { site }: CompiledSnapshot,
  facts: Facts,
): WireDecision | undefined {
  if (outcome.kind === "lost") return undefined;
  const variant = campaign.variants.find(({ id }) => id === outcome.variant)!;
  // A bar or an offer holds for the page that asked; help in a slot may fill a later page before the network answers,
  // unless it is another visit's first.
  // A slot is only where the shop has put it; a selector may find something on pages of any kind.
  const isAnywhere = !campaign.place || campaign.pageKinds.length === 0;
  const isLasting =
    !isIntrusive && campaign.role === "help" && campaign.trigger.kind !== "nth_page" && isAnywhere;
  const { until } = campaign.schedule;
  const untilEnd = (until ?? Number.POSITIVE_INFINITY) - facts.situation.now;
  const content = personal.has(variant.id) ? contentFor(variant.content, readerOf(facts)) : variant.content;
  return {
    placement: campaign.placement,
    ...(campaign.place && { place: campaign.place }),
    campaign: campaign.id,
    variant: variant.id,
    ...(campaign.exclusionGroup !== undefined && { group: campaign.exclusionGroup }),
    ...(outcome.kind === "held_out" ? { ghost: true as const, held: content } : { content }),
    // Which page of the visit this is has been judged here.
    trigger: campaign.trigger.kind === "nth_page" ? { kind: "at_once" } : campaign.trigger,
    pages: campaign.pages,
    forMs: Math.min(TRUST_MS, untilEnd),
    ...(until !== undefined && { ends: { at: until, inMs: untilEnd } }),
    isLasting,
    claimMs: isIntrusive ? site.attentionMinutes * 60_000 : 0,
    why: campaign.why,
  };
}

const readerOf = (facts: Facts): Reader => ({
  memberships: facts.memberships,
  city: facts.profile.place?.value.city,
  language: facts.profile.language?.value,
  trait: (name) => facts.trait(name),
});

/** Every candidate with its reason: what the demo's drawer shows. */
export function explain(
  passport: Passport,
  candidates: Candidate[],
  situation: Situation,
  snapshot: Snapshot,
  facts: Facts,
  memberships: ReadonlySet<string>,
): NonNullable<SyncDecisions["explain"]> {
  const names = new Map(snapshot.campaigns.map(({ id, name }) => [id, name]));
  return {
    visitor: passport.visitor,
    now: situation.now,
    segments: snapshot.segments.filter(({ id }) => memberships.has(id)).map(({ name }) => name),
    reasons: candidates.map((candidate) => {
      const { campaign } = candidate.compiled;
      return {
        placement: campaign.placement,
        campaign: campaign.id,
        name: campaign.name,
        ...sayReason(candidate, situation, snapshot.segments, names, facts),
      };
    }),
  };
}

/** What a server that asks is answered (model/decide-request.ts): the outcomes of the one `decide`, as data. Pure. */

import { EXPLICIT, MEASURE, PERSONALISE } from "../model/consent.ts";
import type { DecideAnswer, DecideRequest } from "../model/decide-request.ts";
import { decide } from "../model/decision.ts";
import { factsOf, type Situation } from "../model/facts.ts";
import { kindOfAddress } from "../model/page-kind.ts";
import { emptyServerPart, type ServerPart } from "../model/passport.ts";
import { emptyProfile, type Profile } from "../model/profile.ts";
import { sayReason } from "../model/reason.ts";
import type { CompiledSnapshot, Snapshot } from "../model/snapshot.ts";
import { wireDecision } from "./wire-decision.ts";

/** `known`: the visitor's row; null where there is none. `now`: epoch ms. */
export function answerDecide(
  { page, device, consent, explain }: DecideRequest,
  visitor: string,
  known: { profile: Profile; server: ServerPart | null } | null,
  { snapshot, compiled }: { snapshot: Snapshot; compiled: CompiledSnapshot },
  now: number,
): DecideAnswer {
  const { profile, server } = known ?? { profile: emptyProfile(), server: null };
  const situation: Situation = {
    now,
    path: page.path,
    kind: page.kind ?? kindOfAddress(page.path) ?? "other",
    slots: page.placements,
    hasOnlySlots: true,
    device: device ?? profile.device?.value ?? "desktop",
    consent: consent.personalise ? EXPLICIT | MEASURE | PERSONALISE : EXPLICIT,
    isBot: false,
  };
  const facts = factsOf(profile, server ?? emptyServerPart, situation, compiled);
  const memberships = compiled.program.match(facts);
  const candidates = decide(compiled, visitor, profile, memberships, situation);
  const names = new Map(snapshot.campaigns.map(({ id, name }) => [id, name]));
  return {
    visitor,
    isKnown: known !== null,
    snapshot: compiled.version,
    decisions: candidates
      .map((candidate) => wireDecision(candidate, compiled, facts))
      .filter((each) => each !== undefined)
      .map(({ placement, campaign, variant, ghost, content, trigger, why, forMs }) => ({
        placement,
        campaign,
        variant,
        ...(ghost && { ghost }),
        ...(content && { content }),
        trigger,
        why,
        until: now + forMs,
      })),
    ...(explain && {
      reasons: candidates.map((candidate) => ({
        placement: candidate.compiled.campaign.placement,
        campaign: candidate.compiled.campaign.id,
        name: candidate.compiled.campaign.name,
        ...sayReason(candidate, situation, snapshot.segments, names, facts),
      })),
    }),
  };
}

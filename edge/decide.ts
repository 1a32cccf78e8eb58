/** What a server that asks is answered (model/decide-request.ts): the outcomes of the one `decide`, as data. Pure. */

import { EXPLICIT, MEASURE, PERSONALISE } from "../model/consent.ts";
import type { Content } from "../model/content.ts";
import type { DecideAnswer, DecideRequest } from "../model/decide-request.ts";
import { decide } from "../model/decision.ts";
import { deviceTextsOf, idsTold, productOf } from "../model/device-texts.ts";
import { factsOf, type Situation } from "../model/facts.ts";
import { languageOf } from "../model/language.ts";
import { toMajor } from "../model/money.ts";
import { kindOfAddress } from "../model/page-kind.ts";
import { emptyServerPart, type ServerPart } from "../model/passport.ts";
import { emptyProfile, type Profile } from "../model/profile.ts";
import { sayReason } from "../model/reason.ts";
import { localeOf } from "../model/say-trait.ts";
import type { CompiledSnapshot, Snapshot } from "../model/snapshot.ts";
import type { Moment } from "../model/timeline.ts";
import { fillTokens, inSentence } from "../model/tokens.ts";
import type { CatalogueEntry } from "./store/catalogue.ts";
import { wireDecision } from "./wire-decision.ts";

/** The visitor's row, as far as it is looked at. */
interface Row {
  profile: Profile;
  server: ServerPart | null;
  timeline: Moment[];
}

/** Ids of the products that tokens may name: the first of each list that a device would know. */
export function productsNamed({ profile, timeline }: Row): string[] {
  const { recent, cart } = deviceTextsOf(profile, {});
  const [bought] = idsTold(timeline.toReversed(), "purchase");
  return [recent[0]?.id, cart?.lines[0]?.id, bought].filter((id) => id !== undefined);
}

/** `known`: null where there is no row. `products`: those that it names, as far as they are known. `now`: epoch ms. */
export function answerDecide(
  { page, device, language, consent, explain }: DecideRequest,
  visitor: string,
  known: Row | null,
  products: CatalogueEntry[],
  { snapshot, compiled }: { snapshot: Snapshot; compiled: CompiledSnapshot },
  now: number,
): DecideAnswer {
  const row = known ?? { profile: emptyProfile(), server: null, timeline: [] };
  const { server, timeline } = row;
  const tag = languageOf(language);
  const profile = tag ? { ...row.profile, language: { at: now, writer: "", n: 0, value: tag } } : row.profile;
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
  const filled = fillerOf(profile, timeline, products);
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
        ...(content && { content: filled(content) }),
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

/** Whoever asks here has no device that could fill a text: what the row knows stands in it, else the fall-back. */
function fillerOf(profile: Profile, timeline: Moment[], products: CatalogueEntry[]) {
  const known = Object.fromEntries(
    products.map((product) => [product.id, { ...product, name: product.name && inSentence(product.name) }]),
  );
  const bought = idsTold(timeline.toReversed(), "purchase").map((id) => productOf(id, known));
  const language = localeOf(profile.language?.value);
  const price = (minor: number, currency: string) =>
    new Intl.NumberFormat(language, { style: "currency", currency }).format(toMajor(minor, currency));
  return (content: Content) => fillTokens(content, { ...deviceTextsOf(profile, known), bought }, price);
}

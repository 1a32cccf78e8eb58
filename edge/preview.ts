/** A draft decided for a visitor, whoever they are and wherever: what its preview draws. Pure. */

import type { Campaign } from "../model/campaign.ts";
import { deviceTextsOf } from "../model/device-texts.ts";
import { factsOf } from "../model/facts.ts";
import { emptyServerPart, type ServerPart } from "../model/passport.ts";
import type { Preview } from "../model/preview.ts";
import { emptyProfile, type Profile } from "../model/profile.ts";
import { compileSnapshot, type Snapshot } from "../model/snapshot.ts";
import type { CatalogueEntry } from "./store/catalogue.ts";
import { NO_PAGE, situationOf } from "./visitor-row.ts";
import { wireDecision } from "./wire-decision.ts";

/** `rules`: with the segments as they are saved. `visitor` is null for somebody of whom nothing is known. */
export function previewOf(
  campaign: Campaign,
  rules: Omit<Snapshot, "campaigns">,
  visitor: { profile: Profile; server: ServerPart | null } | null,
  products: CatalogueEntry[],
  as: string,
  now: number,
): Omit<Preview, "words"> {
  const { profile, server } = visitor ?? { profile: emptyProfile(), server: null };
  // As if it were live: a draft whose time has not come, or is over, is looked at all the same. A countdown needs its end.
  const { until = 0 } = campaign.schedule;
  const live: Campaign = { ...campaign, status: "published", schedule: until > now ? { until } : {} };
  const snapshot = compileSnapshot({ ...rules, campaigns: [live] });
  const situation = situationOf(profile, NO_PAGE, now);
  const facts = factsOf(profile, server ?? emptyServerPart, situation, rules);
  // Blocks may be for some segments only.
  snapshot.program.match(facts);
  const [compiled] = snapshot.campaigns;
  const { recent, cart } = deviceTextsOf(
    profile,
    Object.fromEntries(products.map((product) => [product.id, product])),
  );
  return {
    name: campaign.name,
    as,
    decisions: live.variants
      .map(({ id }) =>
        wireDecision({ compiled: compiled!, outcome: { kind: "won", variant: id } }, snapshot, facts),
      )
      .filter((each) => each !== undefined),
    recent,
    cart: cart ?? null,
  };
}

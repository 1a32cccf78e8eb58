/**
 * Which visitors a campaign is measured by: the arms it splits them into, each with its share, and whether they arrive in
 * these shares. Where they do not, something loses visitors of one arm more than of another, and no figure can be believed.
 */
import type { Campaign } from "../campaign.ts";
import { isHeldOutOfAll } from "../decision.ts";
import { logGamma } from "../gamma-function.ts";
import type { SiteSettings } from "../snapshot.ts";

/**
 * Arms beside the variants, whose ids have no underscore. Held out of the campaign: against these it is measured. Held out of
 * all: these see no other campaign either, so they are not compared with.
 */
export const HELD_OUT = "held_out";
export const HELD_OUT_OF_ALL = "held_out_of_all";
/** Of all campaigns together: whoever is not held out of all. */
export const LET_IN = "let_in";

export const isVariant = (arm: string): boolean => ![HELD_OUT, HELD_OUT_OF_ALL, LET_IN].includes(arm);

/** All campaigns together, measured as one. No campaign can have this id. */
export const ALL_CAMPAIGNS = "*";

/** The arm of an exposure: as `assign` in decision.ts came to it. */
export function armOf(
  visitor: string,
  { variant, ghost }: { variant: string; ghost?: true | undefined },
  site: Pick<SiteSettings, "holdoutShare">,
): string {
  if (!ghost) return variant;
  return isHeldOutOfAll(visitor, site) ? HELD_OUT_OF_ALL : HELD_OUT;
}

/** A split as text, `held_out_of_all=0.05,held_out=0.19,a=0.76`: visitors of different splits are never compared. */
export function splitOf(
  { holdoutShare: ofAll }: Pick<SiteSettings, "holdoutShare">,
  { holdoutShare, variants }: Pick<Campaign, "holdoutShare" | "variants">,
): string {
  const total = variants.reduce((sum, { share }) => sum + share, 0);
  return toText([
    [HELD_OUT_OF_ALL, ofAll],
    [HELD_OUT, (1 - ofAll) * holdoutShare],
    ...variants.map(
      ({ id, share }) => [id, ((1 - ofAll) * (1 - holdoutShare) * share) / total] as [string, number],
    ),
  ]);
}

export const splitOfAll = ({ holdoutShare }: Pick<SiteSettings, "holdoutShare">): string =>
  toText([
    [HELD_OUT_OF_ALL, holdoutShare],
    [LET_IN, 1 - holdoutShare],
  ]);

const toText = (shares: [arm: string, share: number][]) =>
  shares
    .filter(([, share]) => share > 0)
    .map(([arm, share]) => `${arm}=${Number(share.toFixed(6))}`)
    .join(",");

/**
 * The split's arms with their shares of all visitors. Who was decided for before shares were changed may be told after it: then
 * the split is the new one, and the arm may be none of it. Such visitors are former ones.
 */
export const sharesIn = (split: string): Map<string, number> =>
  new Map(
    split.split(",").map((part) => {
      const [arm = "", share] = part.split("=");
      return [arm, Number(share)];
    }),
  );

/** In how many of so many campaigns that split soundly the alarm may ever be raised. */
const ALARM_ODDS = 1000;
/** How near a wrong split is expected to be to the right one: of 20 % it is 2 points away. */
const NEARNESS = 400;

/**
 * True where the visitors of the split's arms cannot have come in these shares by chance: a sample-ratio alarm that may be looked at as often as one
 * likes. The Bayes factor of Lindon and Malek, "Anytime-Valid Inference for Multinomial Count Data", NeurIPS 2022: under a
 * sound split it ever exceeds 1000 in at most 1 of 1000 campaigns (Ville's inequality).
 */
export function isSplitOff(
  visitors: ReadonlyMap<string, number>,
  shares: ReadonlyMap<string, number>,
): boolean {
  let log = logGamma(NEARNESS);
  let all = NEARNESS;
  for (const [arm, share] of shares) {
    const count = visitors.get(arm) ?? 0;
    log += logGamma(NEARNESS * share + count) - logGamma(NEARNESS * share) - count * Math.log(share);
    all += count;
  }
  return log - logGamma(all) > Math.log(ALARM_ODDS);
}

/** What a campaign added, in sentences. */
import type { Goal } from "../../../model/campaign.ts";
import type { GoalResult, Reached } from "../../../model/results/goal.ts";
import type { Interval } from "../../../model/results/interval.ts";
import { MIN_BUYERS } from "../../../model/results/interval.ts";
import type { Added, CampaignResults, ResultArm, ResultList } from "../../../model/results/report.ts";
import { HELD_OUT, HELD_OUT_OF_ALL } from "../../../model/results/split.ts";
import { sayCount, sayMoney, sayPoints, sayShare } from "../../format.ts";
import { t } from "../../words.ts";

/** A sum with its sign: "+12 €", "−3 €", "0 €". */
export function sayAdded(minor: number, currency: string, isWhole = true): string {
  const said = sayMoney(minor, currency, isWhole);
  return minor > 0 ? `+${said}` : said;
}

/** "−200 € to 1 300 €". */
export const sayBetween = ({ low, high }: Interval, currency: string, isWhole = true): string =>
  t`${sayMoney(low, currency, isWhole)} to ${sayMoney(high, currency, isWhole)}`;

const sayLong = (weeks: number) => sayCount(Math.max(1, weeks), "week");
/** "about 5 weeks at this pace". */
export const sayWeeks = (weeks: number | null): string =>
  weeks === null ? t`more than a year at this pace` : t`about ${sayLong(weeks)} at this pace`;

/** In place of a figure, in a list. */
export function sayNotYet({ verdict, weeks }: Added): string {
  if (verdict === "no_holdout") return t`not measured`;
  if (verdict === "nobody_yet") return t`nobody yet`;
  return weeks === null ? t`not enough yet` : t`in about ${sayLong(weeks)}`;
}

/** Of all campaigns as one: against those who see none. */
export function sayTogether({ all, currency }: ResultList): string {
  const { addedMinor, verdict, weeks } = all;
  if (verdict === "no_holdout")
    return t`What all campaigns add together is not measured: nobody is held out of all of them.`;
  if (verdict === "nobody_yet") return t`No visitor has met a campaign yet.`;
  if (!addedMinor) return t`What all campaigns add together: not enough yet, ${sayWeeks(weeks)}.`;
  const between = sayBetween(addedMinor, currency);
  if (verdict === "undecided")
    return t`All campaigns together may have added anything from ${between}: not enough yet, ${sayWeeks(weeks)}.`;
  return t`All campaigns together added ${sayMoney(addedMinor.estimate, currency, true)}, with 95 % certainty ${between}.`;
}

/** What stands large, and the sentence under it. `since`: the first day, in words. */
export function sayVerdict(
  results: CampaignResults,
  since: string,
): { lead: string; is: string; sentence: string } {
  const { verdict, addedMinor, weeks, currency } = results;
  switch (verdict) {
    case "no_holdout":
      return {
        lead: t`Not measured`,
        is: "",
        sentence: t`Nobody is held out, so what it adds cannot be told. Let some visitors see nothing: under Set-up, Measure.`,
      };
    case "nobody_yet":
      return { lead: t`Nobody yet`, is: "", sentence: t`No visitor has met it since it was published.` };
    case "too_few":
      return {
        lead: t`Not enough yet`,
        is: "",
        sentence: t`A figure needs ${MIN_BUYERS} buyers among those who see it and ${MIN_BUYERS} among those who see nothing: ${sayWeeks(weeks)}.`,
      };
  }
  const lead = sayMoney(addedMinor!.estimate, currency, true);
  const low = sayMoney(addedMinor!.low, currency, true);
  const high = sayMoney(addedMinor!.high, currency, true);
  if (verdict === "more")
    return {
      lead,
      is: t`added`,
      sentence: t`It works. With 95 % certainty it added between ${low} and ${high} since ${since}.`,
    };
  if (verdict === "less")
    return {
      lead,
      is: t`added`,
      sentence: t`It does harm. With 95 % certainty it changed revenue by between ${low} and ${high} since ${since}.`,
    };
  return {
    lead,
    is: t`added, perhaps`,
    sentence: t`Not enough yet: ${sayWeeks(weeks)}, if it adds as much as it seems to. Since ${since} it may have added anything between ${low} and ${high}.`,
  };
}

/** "ordered", by what the campaign is for. */
function sayReached(goal: Goal): string {
  switch (goal.kind) {
    case "order":
      return t`ordered##goal`;
    case "click":
      return t`followed it`;
    case "answer":
      return t`answered`;
    case "sign_up":
      return t`signed up`;
    case "event":
      return t`came to the event ${goal.event}`;
  }
}

const rateOf = ({ visitors, reached }: Reached) => sayShare(visitors > 0 ? reached / visitors : 0, 1);

/** The goal, before the money. */
export function sayGoal({ goal, shown, heldOut, difference }: GoalResult): {
  lead: string;
  is: string;
  sentence: string;
} {
  const lead = rateOf(shown);
  const is = t`of those who met it ${sayReached(goal)}`;
  if (goal.kind === "click" || goal.kind === "answer")
    return {
      lead,
      is,
      sentence: t`Who sees nothing has nothing to follow or answer, so what this adds is told by the money alone.`,
    };
  if (!heldOut)
    return { lead, is, sentence: t`Nobody is held out, so it cannot be told who would have anyway.` };
  const against = t`Of those who saw nothing it was ${rateOf(heldOut)}`;
  if (!difference)
    return { lead, is, sentence: t`${against}: not enough yet, ${MIN_BUYERS} are needed on either side.` };
  const { estimate, low, high } = difference;
  const sure = low > 0 || high < 0 ? t`The difference is real` : t`Not enough yet to tell them apart`;
  return {
    lead,
    is,
    sentence: t`${against}. ${sure}: ${sayPoints(estimate)} of all who met it, with 95 % certainty between ${sayPoints(low)} and ${sayPoints(high)}.`,
  };
}

/** What each visitor who was shown it brought more. */
export function perVisitorMinor({ addedMinor, arms }: CampaignResults): number | null {
  const shown = shownOf(arms).reduce((sum, { visitors }) => sum + visitors, 0);
  return addedMinor && shown > 0 ? addedMinor.estimate / shown : null;
}

export const shownOf = (arms: readonly ResultArm[]): ResultArm[] =>
  arms.filter(({ arm }) => arm !== HELD_OUT && arm !== HELD_OUT_OF_ALL);

/** "19 %", "4.8 %". */
export const sayPlanned = (share: number): string =>
  sayShare(share, Math.round(share * 1000) % 10 === 0 ? 0 : 1);

/** An arm's name: a variant by its letter and title. */
export function sayArm(arm: string, titleOf: (variant: string) => string): string {
  if (arm === HELD_OUT) return t`Sees nothing`;
  if (arm === HELD_OUT_OF_ALL) return t`Sees no campaign`;
  return titleOf(arm) || arm;
}

/** What a campaign added beside what is attributed to it. */
import type { CampaignResults } from "../../../model/results/report.ts";
import { t } from "../../words.ts";

export const attributedIn = ({ attributed: { click, view } }: CampaignResults): number =>
  click.revenueMinor + view.revenueMinor;

/** What the attributed revenue is to what was added, which is of those alone who came by the shares in force: since `since`. */
export function sayAnyway(results: CampaignResults, since: string): string {
  const { verdict, addedMinor, formerVisitors } = results;
  if (formerVisitors > 0)
    return t` Attributed is of all visitors; added is of those alone who came since ${since}, when the shares were changed.`;
  const anyway = verdict === "more" ? 1 - addedMinor!.estimate / attributedIn(results) : 0;
  return anyway > 0.005
    ? t` Of each 100 attributed, about ${Math.round(anyway * 100)} would have come anyway.`
    : "";
}

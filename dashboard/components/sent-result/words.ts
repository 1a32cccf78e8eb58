/** What a broadcast or journey added, in sentences. */
import { MIN_BUYERS } from "../../../model/results/interval.ts";
import type { SentResult } from "../../../model/results/sent.ts";
import { sayCount, sayMoney, sayNumber } from "../../format.ts";
import { t } from "../../words.ts";

export function saySentResult(result: SentResult): { lead: string; sentence: string } {
  const { verdict, addedMinor, currency, sent, heldOut, days } = result;
  if (verdict === "no_holdout")
    return {
      lead: t`Not measured`,
      sentence: t`Nobody is held out before the first message, so what it adds cannot be told.`,
    };
  if (verdict === "nobody_yet") return { lead: t`Nobody yet`, sentence: t`It has been for nobody so far.` };
  const ordered = t`Within ${days} days ${sayNumber(sent.buyers)} of ${sayNumber(sent.visitors)} ordered, and ${sayNumber(heldOut.buyers)} of the ${sayNumber(heldOut.visitors)} held out.`;
  if (!addedMinor)
    return {
      lead: t`Not enough yet`,
      sentence: t`${ordered} Below ${sayCount(MIN_BUYERS, "buyer")} on a side nothing can be told.`,
    };
  const between = t`${sayMoney(addedMinor.low, currency, true)} to ${sayMoney(addedMinor.high, currency, true)}`;
  if (verdict === "undecided")
    return { lead: t`Not enough yet`, sentence: t`${ordered} It may have added anything from ${between}.` };
  const estimate = sayMoney(addedMinor.estimate, currency, true);
  return {
    lead: addedMinor.estimate > 0 ? `+${estimate}` : estimate,
    sentence: t`${ordered} With 95 % certainty it added ${between}.`,
  };
}

/**
 * What a broadcast or journey added: all that it was for, whether or not anything reached them, held against its holdout. Leaving
 * out those whom nothing reached would compare the reachable with everybody.
 */
import { addedBy } from "./compare.ts";
import type { Added } from "./report.ts";
import { HELD_OUT } from "./split.ts";

/** What the visitors of one side ordered within `SENT_DAYS`, less what was given back, in minor units of the site's currency. */
export interface SentSide {
  visitors: number;
  buyers: number;
  orders: number;
  revenueMinor: number;
  /** Sum of the squares of each visitor's own sum. */
  squares: number;
}
export interface SentResult extends Added {
  /** ISO 4217. */
  currency: string;
  days: number;
  sent: SentSide;
  heldOut: SentSide;
}

/** Orders count for so long after the message was due, or the journey began. */
export const SENT_DAYS = 14;
export const nobody: SentSide = { visitors: 0, buyers: 0, orders: 0, revenueMinor: 0, squares: 0 };

/** `holdoutShare`: 0 where nobody is held out. */
export function sentResult(
  { sent, heldOut }: Pick<SentResult, "sent" | "heldOut">,
  holdoutShare: number,
  currency: string,
): SentResult {
  const arms = [
    { arm: "sent", ...sent },
    { arm: HELD_OUT, ...heldOut },
  ].map((arm) => ({ ...arm, cappedMinor: 0, cappedSquares: 0 }));
  const split = holdoutShare > 0 ? `${HELD_OUT}=${holdoutShare},sent=${1 - holdoutShare}` : "sent=1";
  return { ...addedBy(arms, split, 0), currency, days: SENT_DAYS, sent, heldOut };
}

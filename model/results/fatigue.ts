/** Whether a campaign wears off (E17): visitors follow it less, the more often they have seen it. */
import { differenceInterval } from "./interval.ts";

/** From this showing on, they are counted together. */
export const LAST_SHOWING = 8;

/** Which showing to a visitor it was, 1 the first and LAST_SHOWING that one and all after it. */
export const showingOf = (shownBefore: number): number => Math.min(shownBefore + 1, LAST_SHOWING);

export interface Showing {
  /** 1 to LAST_SHOWING. */
  nth: number;
  shown: number;
  clicks: number;
}

export interface Fatigue {
  /** From this showing on fewer than half as many follow it. */
  from: number;
  /** Clicks a showing: of the first one, and of those from `from` on. */
  firstShare: number;
  laterShare: number;
}

/**
 * The earliest showing from which on the click rate is below half of the first one's, and that not by chance at any look;
 * undefined: nothing of the kind is seen. By the interval of revenue, with clicks for money.
 */
export function fatigueOf(showings: readonly Showing[]): Fatigue | undefined {
  const first = sumsOf(showings.filter(({ nth }) => nth === 1));
  for (let from = 2; from <= LAST_SHOWING; from++) {
    const later = sumsOf(showings.filter(({ nth }) => nth >= from));
    if (first.visitors === 0 || later.visitors === 0) return undefined;
    const firstShare = first.sum / first.visitors;
    const laterShare = later.sum / later.visitors;
    if (laterShare < firstShare / 2 && differenceInterval(first, later).low > 0)
      return { from, firstShare, laterShare };
  }
  return undefined;
}

/** A click counts 1, so its square does too. */
function sumsOf(showings: readonly Showing[]) {
  const clicks = showings.reduce((sum, one) => sum + one.clicks, 0);
  return { visitors: showings.reduce((sum, one) => sum + one.shown, 0), sum: clicks, squares: clicks };
}

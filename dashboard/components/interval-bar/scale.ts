/** Several interval bars on one scale, which always has 0 in it. */
import type { Interval } from "../../../model/results/interval.ts";

export interface Scale {
  low: number;
  high: number;
}

/** From the least to the greatest of all ends, with a little room beside them. */
export function scaleOf(intervals: readonly (Interval | null)[]): Scale {
  const ends = intervals.flatMap((one) => (one ? [one.low, one.high] : []));
  const [low, high] = [Math.min(0, ...ends), Math.max(0, ...ends)];
  const room = (high - low || 1) * 0.06;
  return { low: low - room, high: high + room };
}

/** Where a value stands on the scale, in per cent from its left end. */
export const placeOf = (value: number, { low, high }: Scale): number => ((value - low) / (high - low)) * 100;

/** 1, 2 or 5 of the power of ten, at least as large. */
export function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  return ([1, 2, 5, 10].find((times) => times * power >= least) ?? 10) * power;
}

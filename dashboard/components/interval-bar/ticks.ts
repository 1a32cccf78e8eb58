/** What the common scale of a column of interval bars means, in money. */
import { majorOf, moneyParts, sayNumber, sayShort } from "../../format.ts";
import { roundStep, type Scale } from "./scale.ts";

export interface Tick {
  minor: number;
  /** "15", "1.5 k"; at the last one with the unit. */
  text: string;
}

/** Round sums on the scale, 0 among them: five at most, as a column is narrow; nothing finer than a minor unit. */
export function ticksOf({ low, high }: Scale, currency: string): Tick[] {
  const step = Math.max(1, roundStep((high - low) / 4));
  const first = Math.ceil(low / step);
  const count = Math.floor(high / step) - first + 1;
  const decimals = Math.max(0, -Math.floor(Math.log10(majorOf(step, currency))));
  const { unit, isBefore } = moneyParts(0, currency);
  return Array.from({ length: count }, (_, i) => {
    const minor = (first + i) * step;
    const major = majorOf(minor, currency);
    const figure = Math.abs(major) < 1000 ? sayNumber(major, minor === 0 ? 0 : decimals) : sayShort(major);
    const isLast = i === count - 1;
    return { minor, text: !isLast ? figure : isBefore ? unit + figure : `${figure}\u00a0${unit}` };
  });
}

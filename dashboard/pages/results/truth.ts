/** The simulation's truth, in a sentence; apart from words.ts, which pages that never say it take as well. */
import type { Interval } from "../../../model/results/interval.ts";
import { t } from "../../words.ts";
import { sayAdded } from "./words.ts";

/** What the simulation knows, held against the interval. */
export function sayTruth(truthMinor: number, { low, high }: Interval, currency: string): string {
  const truth = sayAdded(truthMinor, currency);
  return low <= truthMinor && truthMinor <= high
    ? t`The simulation’s truth is ${truth}: inside the interval.`
    : t`The simulation’s truth is ${truth}: outside the interval.`;
}

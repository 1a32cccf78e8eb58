/** The estimate of each day as a line in its band. Pure. */
import type { Interval } from "../../../model/results/interval.ts";
import { roundStep } from "../../components/interval-bar/scale.ts";

export interface Axis {
  low: number;
  high: number;
  ticks: number[];
}

/** What the early days do not know makes the scale too large for the late ones: a band that wide is cut off. */
const WIDEST = 4;

/** From the last estimate and its interval outwards, with 0 in it and round numbers for ticks. */
export function axisOf(days: readonly Interval[]): Axis {
  const last = days.at(-1)!;
  const half = Math.max(last.high - last.estimate, Math.abs(last.estimate), 1) * WIDEST;
  const within = (value: number) => Math.max(-half, Math.min(half, value));
  const least = Math.min(0, ...days.map(({ low }) => within(low)));
  const most = Math.max(0, ...days.map(({ high }) => within(high)));
  const step = roundStep((most - least) / 4);
  const low = Math.floor(least / step) * step;
  const high = Math.ceil(most / step) * step;
  const ticks = Array.from({ length: Math.round((high - low) / step) + 1 }, (_, i) => low + i * step);
  return { low, high, ticks };
}

export function pathsOf(days: readonly Interval[], { low, high }: Axis, width: number, height: number) {
  const x = (i: number) => (i / (days.length - 1)) * width;
  const y = (value: number) => ((high - Math.max(low, Math.min(high, value))) / (high - low)) * height;
  const points = (of: (day: Interval) => number) =>
    days.map((day, i) => `${x(i).toFixed(1)} ${y(of(day)).toFixed(1)}`);
  return {
    x,
    y,
    line: `M${points(({ estimate }) => estimate).join("L")}`,
    band: `M${points(({ high: top }) => top).join("L")}L${points(({ low: bottom }) => bottom)
      .reverse()
      .join("L")}Z`,
  };
}

/** From which day on the interval has left 0 out without a break; undefined: it has not. */
export function surelyFrom(days: readonly Interval[]): number | undefined {
  const isSure = ({ low, high }: Interval) => low > 0 || high < 0;
  const lastUnsure = days.findLastIndex((day) => !isSure(day));
  return lastUnsure === days.length - 1 ? undefined : lastUnsure + 1;
}

/** A moment of the schedule as the shop's clock shows it, in inputs for its day and its time. Pure. */
import { clockIn, instantIn } from "../../../model/shop-day.ts";

export interface OnClock {
  /** `2026-11-30`. */
  date: string;
  /** `18:00`; `23:59:59` where it has seconds, as a script may have saved it. */
  time: string;
}

export function onClock(at: number, zone: string): OnClock {
  const [date, time] = new Date(clockIn(at, zone)).toISOString().split("T") as [string, string];
  return { date, time: time.slice(0, time.slice(6, 8) === "00" ? 5 : 8) };
}

/** Epoch ms; a time left empty is midnight. Undefined for a year that is still being typed. */
export function atClock({ date, time }: OnClock, zone: string): number | undefined {
  const wall = Date.parse(`${date}T${time || "00:00"}Z`);
  return wall >= Date.UTC(1971, 0) ? instantIn(wall, zone) : undefined;
}

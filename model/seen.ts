/**
 * Which events of which writers have been folded: per writer the half-open ranges of n, and when last touched.
 * The ground of exactly-once: an event is folded if and only if its name is not in here.
 */

import { ownOf } from "./own.ts";

/** Ranges as flat pairs [from, to, from, to, …], ascending, apart, `to` exclusive; `day` is the last day touched. */
export interface SeenWriter {
  ranges: number[];
  /** Days since 1970-01-01 UTC of the newest message; entries live SEEN_DAYS. */
  day: number;
}
export type Seen = Record<string, SeenWriter>;

/** A writer untouched for this long is forgotten: twice the 7 days after which its events are refused. */
export const SEEN_DAYS = 14;
/** Writers kept a visitor, newest first (design.md §1). */
export const SEEN_WRITERS = 512;

/** Ranges kept a writer: an honest device has one or two, and a dishonest one must not swell its row. */
export const SEEN_RANGES = 64;

export function hasSeen(seen: Seen, writer: string, n: number): boolean {
  const ranges = ownOf(seen, writer)?.ranges;
  if (!ranges) return false;
  for (let i = 0; i < ranges.length; i += 2) if (n >= ranges[i]! && n < ranges[i + 1]!) return true;
  return false;
}

/** `seen` with [from, to) of the writer added. Changes nothing it was given. */
export function addSeen(seen: Seen, writer: string, from: number, to: number, day: number): Seen {
  const old = ownOf(seen, writer);
  const merged: number[] = [];
  let start = from;
  let end = to;
  const ranges = old?.ranges ?? [];
  let placed = false;
  for (let i = 0; i < ranges.length; i += 2) {
    const a = ranges[i]!;
    const b = ranges[i + 1]!;
    if (b < start) merged.push(a, b);
    else if (a > end) {
      if (!placed) merged.push(start, end);
      placed = true;
      merged.push(a, b);
    } else {
      start = Math.min(start, a);
      end = Math.max(end, b);
    }
  }
  if (!placed) merged.push(start, end);
  // The oldest gap is closed: what it lacked is not counted any more, but nothing is ever counted twice.
  while (merged.length > 2 * SEEN_RANGES) merged.splice(1, 2);
  return { ...seen, [writer]: { ranges: merged, day: Math.max(day, old?.day ?? 0) } };
}

/** `seen` without writers untouched for SEEN_DAYS, and at most SEEN_WRITERS of them, the longest untouched dropped first. */
export function retainSeen(seen: Seen, today: number): Seen {
  const kept = Object.entries(seen).filter(([, writer]) => writer.day > today - SEEN_DAYS);
  if (kept.length > SEEN_WRITERS)
    kept.sort(([a, x], [b, y]) => y.day - x.day || (a < b ? -1 : 1)).length = SEEN_WRITERS;
  return Object.fromEntries(kept);
}

/** When a notification may go: local quiet hours, and the attention that pages and push share. It waits, and is never dropped. Pure. */

import type { PushSettings } from "./push.ts";
import { clockIn } from "./shop-day.ts";
import { DAY_MS, HOUR_MS } from "./time.ts";

const QUARTER_MS = HOUR_MS / 4;

export type Held = "quiet_hours" | "attention" | "daily_cap";

export interface PushWindow {
  settings: PushSettings;
  /** IANA name, where the visitor is. */
  timeZone: string;
  /** Epoch ms until when bars, exit offers and pushes seen keep the next away. */
  attentionUntil: number;
  /** Epoch ms of the notifications that were sent to them in the last 24 hours. */
  sentAt: readonly number[];
}

/** From when it may go, epoch ms, and what holds it until then; `held` is absent where it may go now. */
export function whenToSend(now: number, window: PushWindow): { at: number; held?: Held } {
  const { settings, timeZone, attentionUntil, sentAt } = window;
  let at = now;
  let held: Held | undefined;
  if (attentionUntil > at) [at, held] = [attentionUntil, "attention"];
  const recent = sentAt.filter((sent) => sent > at - DAY_MS).sort((a, b) => a - b);
  if (recent.length >= settings.mostPerDay) {
    at = recent[recent.length - settings.mostPerDay]! + DAY_MS;
    held = "daily_cap";
  }
  const awake = afterQuiet(at, settings.quiet, timeZone);
  return awake > at ? { at: awake, held: "quiet_hours" } : { at, ...(held && { held }) };
}

/** The first quarter of an hour from `at` on that is not in the quiet hours; zones change at whole quarters. */
function afterQuiet(at: number, { from, until }: PushSettings["quiet"], timeZone: string): number {
  if (from === until) return at;
  const isQuiet = (instant: number) => {
    const hour = hourIn(instant, timeZone);
    return from < until ? from <= hour && hour < until : hour >= from || hour < until;
  };
  let awake = at;
  while (isQuiet(awake)) awake = (Math.floor(awake / QUARTER_MS) + 1) * QUARTER_MS;
  return awake;
}

/** 0 to 23. */
export const hourIn = (at: number, timeZone: string): number => new Date(clockIn(at, timeZone)).getUTCHours();

/** The next instant from `at` on at which the zone's clock shows that hour; now, where it does. */
export function nextHour(at: number, hour: number, timeZone: string): number {
  let next = at;
  while (hourIn(next, timeZone) !== hour) next = (Math.floor(next / QUARTER_MS) + 1) * QUARTER_MS;
  return next;
}

/**
 * The shop's calendar: which day an instant belongs to in the shop's time zone, and when a day begins there. Days are
 * counted since 1970-01-01, as elsewhere, but by the shop's own clock. Rules of the zones come from Intl.
 */
import { DAY_MS } from "./time.ts";

/** True where Intl knows the zone, and not only an offset from UTC, which has no summer. */
export function isTimeZone(name: string): boolean {
  try {
    return /^[A-Za-z]/.test(new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone);
  } catch {
    return false;
  }
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** A zone that Intl does not know is taken for UTC: a slip in the settings must not stop a visitor's answer. */
function formatOf(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (!format) {
    const parts = { year: "numeric", month: "numeric", day: "numeric" } as const;
    try {
      format = new Intl.DateTimeFormat("en-US", { timeZone, ...parts });
    } catch {
      format = new Intl.DateTimeFormat("en-US", { timeZone: "UTC", ...parts });
    }
    formats.set(timeZone, format);
  }
  return format;
}

/** Day of the instant (epoch ms) on a calendar in the zone (IANA name). */
export function dayIn(at: number, timeZone: string): number {
  const [month, day, year] = formatOf(timeZone).format(at).split("/").map(Number) as [number, number, number];
  return Date.UTC(year, month - 1, day) / DAY_MS;
}

const QUARTER_MS = 900_000;

/** `dayIn` for many instants one after the other: zones change at whole quarters, and Intl is asked once for each. */
export function calendarOf(timeZone: string): (at: number) => number {
  let quarter = Number.NaN;
  let day = 0;
  return (at) => {
    const its = Math.floor(at / QUARTER_MS);
    if (its !== quarter) {
      quarter = its;
      day = dayIn(at, timeZone);
    }
    return day;
  };
}

/** `1997-01-31`. */
export const dateOf = (day: number) => new Date(day * DAY_MS).toISOString().slice(0, 10);

/** The day of `1997-01-31`. */
export const dayAt = (date: string) => Date.parse(date) / DAY_MS;

/** Farthest that a zone's midnight is from that of UTC, either way: Kiribati is 14 hours ahead. */
const FARTHEST_MS = 15 * 3_600_000;

/**
 * First instant (epoch ms) of the day in the zone. Found by halving, so that no rule of any zone is presumed: where the
 * clock is put forward at midnight the day begins at one o'clock, and of a day that was left out (Samoa, 2011-12-30) it
 * is the beginning of the next.
 */
export function startOfDay(day: number, timeZone: string): number {
  let before = day * DAY_MS - FARTHEST_MS;
  let from = day * DAY_MS + FARTHEST_MS;
  while (from - before > 1) {
    const middle = Math.floor((before + from) / 2);
    if (dayIn(middle, timeZone) >= day) from = middle;
    else before = middle;
  }
  return from;
}

/** The days from `from` to `to`, both in: each with its first instant and that of the next (epoch ms). */
export function spansOf(
  from: number,
  to: number,
  timeZone: string,
): [day: number, from: number, until: number][] {
  let begin = startOfDay(from, timeZone);
  return Array.from({ length: to - from + 1 }, (_, i) => {
    const day = from + i;
    // Nearly always: looking for it takes twenty times as long.
    const usual = begin + DAY_MS;
    const isUsual = dayIn(usual, timeZone) === day + 1 && dayIn(usual - 1, timeZone) === day;
    const span: [number, number, number] = [day, begin, isUsual ? usual : startOfDay(day + 1, timeZone)];
    begin = span[2];
    return span;
  });
}

/** Where the zone's clock shows what UTC's shows at `wall` (epoch ms). An hour that is there twice is the first of them. */
export function instantIn(wall: number, timeZone: string): number {
  const [earlier, later] = [wall - DAY_MS, wall + DAY_MS].map(
    (near) => wall - (clockIn(near, timeZone) - near),
  );
  return clockIn(Math.min(earlier!, later!), timeZone) === wall
    ? Math.min(earlier!, later!)
    : Math.max(earlier!, later!);
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** What the zone's clock shows at the instant, as if it were UTC's; to the second. */
export function clockIn(at: number, timeZone: string): number {
  let clock = clocks.get(timeZone);
  if (!clock) {
    const numeric = "numeric" as const;
    const time = { hour: numeric, minute: numeric, second: numeric, hourCycle: "h23" } as const;
    const options = { timeZone, year: numeric, month: numeric, day: numeric, ...time } as const;
    clock = new Intl.DateTimeFormat("en-US", options);
    clocks.set(timeZone, clock);
  }
  const [month, day, year, hour, minute, second] = clock.format(at).match(/\d+/g)!.map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

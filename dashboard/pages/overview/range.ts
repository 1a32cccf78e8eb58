/** The range of the overview: days of the shop, inclusive, as they stand in the URL. */
import { dateOf, dayAt } from "../../../model/shop-day.ts";
import { DAY_MS } from "../../../model/time.ts";

export const PRESETS = [7, 30, 90] as const;
/** As the edge chooses where nothing is asked for. */
export const USUAL_DAYS = 30;

export const startOf = (day: string) => Date.parse(`${day}T00:00:00Z`);

/** The last so many days, the shop's `today` among them. */
export function lastDays(days: number, today: string): { from: string; to: string } {
  return { from: dateOf(dayAt(today) - days + 1), to: today };
}
export function lengthOf({ from, to }: { from: string; to: string }): number {
  return Math.round((startOf(to) - startOf(from)) / DAY_MS) + 1;
}
/** The preset a range is, if it is one that ends today. */
export function presetOf(range: { from: string; to: string }, today: string): number | undefined {
  return range.to === today ? PRESETS.find((days) => days === lengthOf(range)) : undefined;
}
/** A range from the URL; undefined where either end is no day, or they are the wrong way round. */
export function parseRange(query: Record<string, string>): { from: string; to: string } | undefined {
  const { from = "", to = "" } = query;
  if (!isDay(from) || !isDay(to) || from > to) return undefined;
  return { from, to };
}
const isDay = (day: string) => /^\d{4}-\d\d-\d\d$/.test(day) && !Number.isNaN(startOf(day));

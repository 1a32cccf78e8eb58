/**
 * A period that ends today, in months of the shop's calendar: orders count to the day, service by the calendar month,
 * since it is told by the month.
 */
import { startOfDay } from "./shop-day.ts";
import { DAY_MS } from "./time.ts";

export interface Period {
  months: number;
  /** First instant of the first day, epoch ms: a year that ends on 26 November begins on 27 November. */
  from: number;
  /** First and last month of service, `2026-11`: as many as the period has, the present one the last. */
  firstMonth: string;
  lastMonth: string;
}

/** `today`: day of the shop's calendar, since 1970-01-01. */
export function periodUntil(today: number, months: number, timeZone: string): Period {
  const date = new Date(today * DAY_MS);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  // The day that ended the period before: of a shorter month at most its last.
  const before = Math.min(
    Date.UTC(year, month - months, date.getUTCDate()),
    Date.UTC(year, month - months + 1, 0),
  );
  return {
    months,
    from: startOfDay(before / DAY_MS + 1, timeZone),
    firstMonth: monthOf(Date.UTC(year, month - months + 1)),
    lastMonth: monthOf(Date.UTC(year, month)),
  };
}

const monthOf = (at: number) => new Date(at).toISOString().slice(0, 7);

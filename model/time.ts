/** Lengths of time, ms. By a shop's own clock two days of the year are an hour longer and shorter (shop-day.ts). */
export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;

/** Who gets which notification of a broadcast, and when: the same visitor the same, however often it is asked. Pure. */
import type { Broadcast } from "./broadcast.ts";
import { bucketOf } from "./bucketing.ts";
import { variantOf } from "./decision.ts";
import { dayAt, instantIn } from "./shop-day.ts";
import { DAY_MS, HOUR_MS } from "./time.ts";

/** Farthest ahead of UTC: where a broadcast by local hours begins. */
const FIRST_ZONE = "Pacific/Kiritimati";
/** For so long after the hour it still goes at once to whom it is late for; then it is too late. */
export const LATE_MS = 3 * HOUR_MS;

/** The variant, also of those who are held out. */
export const armOf = (
  { id, holdoutShare, variants }: Pick<Broadcast, "id" | "holdoutShare" | "variants">,
  visitor: string,
): { variant: string; isHeldOut: boolean } => ({
  variant: variantOf(variants, bucketOf(visitor, `variant:broadcast:${id}`)),
  isHeldOut: bucketOf(visitor, `holdout:broadcast:${id}`) < holdoutShare,
});

/** From when visitors are looked at, epoch ms: so that the first zone's hour is not missed. */
export function beginsAt({ when }: Pick<Broadcast, "when">, now: number): number {
  if (when.kind === "now") return now;
  return Math.max(now, when.kind === "at" ? when.at : instantIn(wallOf(when), FIRST_ZONE));
}

/** When the visitor is to get it, epoch ms; `isTooLate`: their hour passed more than LATE_MS ago. */
export function goesAt(
  { when }: Pick<Broadcast, "when">,
  timeZone: string,
  now: number,
): { at: number; isTooLate: boolean } {
  if (when.kind !== "local") return { at: now, isTooLate: false };
  const at = instantIn(wallOf(when), timeZone);
  return { at: Math.max(at, now), isTooLate: at < now - LATE_MS };
}

const wallOf = ({ date, hour }: { date: string; hour: number }) => dayAt(date) * DAY_MS + hour * HOUR_MS;

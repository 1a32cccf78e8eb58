/** What the edge reads off a request and keeps only in coarse form: no address and no user-agent string is stored. */
import type { DeviceClass, Place } from "../model/profile.ts";

/** Robots that say so. */
const DECLARED_BOT = /bot\b|crawl|spider|slurp|facebookexternalhit|lighthouse|pingdom|uptime/i;

export const isBot = (userAgent: string) => DECLARED_BOT.test(userAgent);

export function deviceClassOf(userAgent: string): DeviceClass {
  if (/iPad|Tablet|PlayBook|Silk|Android(?!.*Mobi)/i.test(userAgent)) return "tablet";
  return /Mobi|iPhone|iPod/i.test(userAgent) ? "phone" : "desktop";
}

/** `cf`: request.cf, whose fields are all optional. */
export function placeOf(
  cf: Partial<Record<"country" | "region" | "city" | "continent", unknown>> | undefined,
): Place {
  const text = (value: unknown) => (typeof value === "string" ? value.slice(0, 60) : "");
  const continent = text(cf?.continent);
  const place = { country: text(cf?.country), region: text(cf?.region), city: text(cf?.city) };
  return continent ? { ...place, continent } : place;
}

/** What the edge reads off a request and keeps only in coarse form: no address and no user-agent string is stored. */
import type { BotSigns } from "../model/bot.ts";
import type { DeviceClass, Place } from "../model/profile.ts";

/** `cf`: request.cf; what Cloudflare knows of robots is there where the zone's plan has it. */
export function botSignsOf({ headers, cf }: Request): BotSigns {
  const { verifiedBotCategory, botManagement } = (cf ?? {}) as {
    verifiedBotCategory?: string;
    botManagement?: { verifiedBot?: boolean };
  };
  return {
    userAgent: headers.get("user-agent") ?? "",
    brands: headers.get("sec-ch-ua") ?? undefined,
    acceptLanguage: headers.get("accept-language") ?? undefined,
    isVerifiedBot: Boolean(verifiedBotCategory || botManagement?.verifiedBot),
  };
}

export function deviceClassOf(userAgent: string): DeviceClass {
  if (/iPad|Tablet|PlayBook|Silk/i.test(userAgent)) return "tablet";
  if (/Mobi|iPhone|iPod/i.test(userAgent)) return "phone";
  return /Android/i.test(userAgent) ? "tablet" : "desktop";
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

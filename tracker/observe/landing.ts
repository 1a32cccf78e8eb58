/** Where this page load came from: referrer's host and campaign parameters, nothing else of either address. */
import type { Landing } from "../../model/event.ts";

/**
 * Campaign parameters, and those by which an advertiser marks a paid click (gclid, wbraid, fbclid, msclkid, li_fat_id,
 * …): of these the name is sent, never the value.
 */
const PARAMETER = /^(?:utm_(source|medium|campaign)|\w{1,4}(?:clk?id|braid|_fat_id))$/;

export function readLanding(): Landing {
  const landing: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(location.search)) {
    const found = PARAMETER.exec(name);
    if (found) landing[found[1] ?? "click"] = found[1] ? value.slice(0, 80) : name;
  }
  const host = document.referrer.split("/")[2];
  if (host && host !== location.host) landing.referrer = host.slice(0, 120);
  return landing;
}

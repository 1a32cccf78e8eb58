/** Where this page load came from: referrer's host and campaign parameters, nothing else of either address. */
import type { Landing } from "../../model/event.ts";

/** Parameters by which an advertiser marks a paid click; the name is sent, never the value. */
const CLICK_ID = /^(gclid|gbraid|wbraid|fbclid|msclkid|ttclid|dclid|li_fat_id|twclid)$/;

export function readLanding(): Landing {
  const landing: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(location.search)) {
    if (CLICK_ID.test(name)) landing.click = name;
    const [, utm] = /^utm_(source|medium|campaign)$/.exec(name) ?? [];
    if (utm && value) landing[utm] = value.slice(0, 80);
  }
  const { referrer } = document;
  const host = referrer && new URL(referrer).host;
  if (host && host !== location.host) landing.referrer = host.slice(0, 120);
  return landing;
}

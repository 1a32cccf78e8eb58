/** The first site of a deployed Impuls, made through the API that its owner has. */
import { siteIdOf } from "../../model/site.ts";
import type { SiteSettings } from "../../model/snapshot.ts";

/** Of the shop at an origin; undefined where that is none. */
export function settingsOf(shop: string, currency: string): SiteSettings | undefined {
  const url = URL.parse(shop);
  if (url?.protocol !== "https:" || url.pathname !== "/") return undefined;
  const name = url.hostname.replace(/^www\./, "");
  const id = siteIdOf(name.split(".")[0]!.slice(0, 32));
  if (id === undefined) return undefined;
  return {
    id,
    name,
    origins: [url.origin],
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    currency,
    holdoutShare: 0.05,
    attentionMinutes: 30,
    isLive: true,
    isDemo: false,
  };
}

/** Saves and publishes it; what is there already is left alone. */
export async function openShop(url: string, adminToken: string, settings: SiteSettings): Promise<void> {
  const call = (method: string, path: string, body?: unknown) =>
    fetch(`${url}/api${path}`, {
      method,
      headers: {
        authorization: `Bearer ${adminToken}`,
        ...(body !== undefined && { "content-type": "application/json" }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  if ((await call("GET", `/publication?site=${settings.id}`)).ok) return;
  const { id, ...rest } = settings;
  for (const answer of [
    await call("PUT", `/sites/${id}`, rest),
    await call("POST", `/publication?site=${id}`),
  ])
    if (!answer.ok) throw new Error(`${answer.url}: ${answer.status} ${await answer.text()}`);
}

/** The secrets of a webhook, sealed: the current one, and for a day the one before. */
import type { Env } from "../env.ts";
import { type Seal, seal, unseal } from "../sealed.ts";
import { newWebhookSecret } from "./sign.ts";

/** In which a receiver is given the new one. */
export const OLD_SECRET_MS = 24 * 3_600_000;

const sealOf = (site: string, webhook: string): Seal => ({
  purpose: "impuls outgoing webhooks",
  owner: `${site} ${webhook}`,
});

/** A new secret, and how it is kept; `before`: what was kept until now. */
export async function nextSecret(
  env: Env,
  site: string,
  webhook: string,
  before?: string,
): Promise<{ secret: string; sealed: string }> {
  const secret = newWebhookSecret();
  const known = before === undefined ? [] : await openSecrets(env, site, webhook, before);
  const sealed = await seal(env, sealOf(site, webhook), [secret, ...known.slice(0, 1)].join(" "));
  return { secret, sealed };
}

/** The current one first; none where no master opens them. */
export async function openSecrets(
  env: Env,
  site: string,
  webhook: string,
  sealed: string,
): Promise<string[]> {
  const text = await unseal(env, sealOf(site, webhook), sealed);
  return text === undefined ? [] : text.split(" ");
}

/** First-party mode (docs/embed.md): the cookie is out of a script's reach, so that the edge has to delete it. */
import { WIRE_VERSION } from "../model/limits.ts";
import type { Core } from "./api.ts";

/** A sync that allows nothing and says nothing, not even who this was; `url` is any part's. */
export function forgetAtEdge({ site, setting }: Pick<Core, "site" | "setting">, url: string): void {
  const credentials = setting("credentials") as RequestCredentials | null;
  // Elsewhere there is no Secure cookie.
  if (!credentials || !isSecureContext) return;
  // As text: a page may have changed JSON.
  const body = `{"wire":${WIRE_VERSION},"site":"${site}","secret":"${crypto.randomUUID().slice(0, 22)}","consent":0,"page":{"path":"/","slots":[]},"runs":[]}`;
  fetch(new URL("v1/sync", url), { method: "POST", body, credentials, keepalive: true }).catch(() => {});
}

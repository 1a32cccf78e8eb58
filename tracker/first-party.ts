/**
 * Lazy part, loaded when a visitor of a shop in first-party mode takes consent back (docs/embed.md): the cookie is out of a
 * script's reach, so that the edge has to delete it. Exports what `FirstPartyPart` in api.ts describes.
 */
import { WIRE_VERSION } from "../model/limits.ts";
import type { FirstPartyPart } from "./api.ts";

/** A sync that allows nothing and says nothing, not even who this was. */
export const forgetAtEdge: FirstPartyPart["forgetAtEdge"] = (site, credentials) => {
  // Elsewhere there is no Secure cookie.
  if (!isSecureContext) return;
  // As text: a page may have changed JSON.
  const body = `{"wire":${WIRE_VERSION},"site":"${site}","secret":"${crypto.randomUUID().slice(0, 22)}","consent":0,"page":{"path":"/","slots":[]},"runs":[]}`;
  fetch(new URL("v1/sync", import.meta.url), { method: "POST", body, credentials, keepalive: true }).catch(
    () => {},
  );
};

/**
 * The visitor on whose card stands what a server tells. It follows from the ids alone: told again, it is the same one. Our
 * own id of a visitor is that visitor; of anybody else there is one made of what the sender knows.
 */
import { toBase64Url } from "./base64url.ts";

interface Ids {
  userId?: string | undefined;
  anonymousId?: string | undefined;
}

export async function toldVisitor(site: string, { userId, anonymousId }: Ids): Promise<string> {
  if (anonymousId === undefined) return (await digestOf(`customer|${site}`, userId!)).slice(0, 22);
  return /^[\w-]{22}$/.test(anonymousId)
    ? anonymousId
    : (await digestOf(`anonymous|${site}`, anonymousId)).slice(0, 22);
}

const utf8 = new TextEncoder();
/** SHA-256 in base64url: 43 characters. */
export async function digestOf(purpose: string, text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", utf8.encode(`impuls-${purpose}|${text}`));
  return toBase64Url(new Uint8Array(digest));
}

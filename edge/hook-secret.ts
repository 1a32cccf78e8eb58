/** Secrets that shops sign their webhooks with. */
import type { Door } from "../model/order-report.ts";
import { toBase64Url } from "./base64url.ts";
import type { Env } from "./env.ts";
import { type Seal, seal, unseal } from "./sealed.ts";

const utf8 = new TextEncoder();

/** 43 characters: 256 random bits. */
export const newHookSecret = () => toBase64Url(crypto.getRandomValues(new Uint8Array(32)));

export const sealHookSecret = (env: Env, site: string, door: Door, secret: string): Promise<string> =>
  seal(env, sealOf(site, door), secret);

const sealOf = (site: string, door: Door): Seal => ({
  purpose: "impuls webhook secrets",
  owner: `${site} ${door}`,
});

/** True where one of the secrets signed the body: HMAC-SHA-256 in base64 (RFC 4648 §4), over its very bytes. */
export async function isSigned(
  env: Env,
  site: string,
  door: Door,
  secrets: readonly (string | null | undefined)[],
  body: BufferSource,
  signature: string,
): Promise<boolean> {
  const given = fromBase64(signature);
  if (!given) return false;
  const isBy = await Promise.all(
    secrets.map(async (sealed) => {
      const secret = sealed ? await unseal(env, sealOf(site, door), sealed) : undefined;
      if (!secret) return false;
      const hmac = { name: "HMAC", hash: "SHA-256" };
      const key = await crypto.subtle.importKey("raw", utf8.encode(secret), hmac, false, ["verify"]);
      return crypto.subtle.verify("HMAC", key, given, body);
    }),
  );
  return isBy.includes(true);
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  } catch {
    return undefined;
  }
}

/**
 * Secrets that shops sign their webhooks with. Unlike an API key one must be read again, to compute the signature; so it is kept
 * sealed: AES-256-GCM under a key of its own from the master secret, site and door as associated data, in base64url of
 *
 *     nonce (12) · ciphertext and tag
 *
 * It opens under the current master and the one before. Who changes the master twice sets the secrets anew.
 */
import type { Door } from "../model/order-report.ts";
import { fromBase64Url, toBase64Url } from "./base64url.ts";
import type { Env } from "./env.ts";
import { mastersOf } from "./passport.ts";
import { purposeKey } from "./purpose-key.ts";

const NONCE_BYTES = 12;
const utf8 = new TextEncoder();

/** 43 characters: 256 random bits. */
export const newHookSecret = () => toBase64Url(crypto.getRandomValues(new Uint8Array(32)));

export async function sealHookSecret(env: Env, site: string, door: Door, secret: string): Promise<string> {
  const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  const key = await sealingKey(env.MASTER_SECRET);
  const cipher = await crypto.subtle.encrypt(parametersFor(nonce, site, door), key, utf8.encode(secret));
  const sealed = new Uint8Array(NONCE_BYTES + cipher.byteLength);
  sealed.set(nonce);
  sealed.set(new Uint8Array(cipher), NONCE_BYTES);
  return toBase64Url(sealed);
}

/** Undefined where no master opens it. */
async function openHookSecret(
  env: Env,
  site: string,
  door: Door,
  text: string,
): Promise<BufferSource | undefined> {
  const sealed = fromBase64Url(text);
  if (!sealed) return undefined;
  const parameters = parametersFor(sealed.subarray(0, NONCE_BYTES), site, door);
  for (const master of mastersOf(env)) {
    try {
      return await crypto.subtle.decrypt(parameters, await sealingKey(master), sealed.subarray(NONCE_BYTES));
    } catch {
      // Sealed under the other master.
    }
  }
  return undefined;
}

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
      const secret = sealed ? await openHookSecret(env, site, door, sealed) : undefined;
      if (!secret) return false;
      const hmac = { name: "HMAC", hash: "SHA-256" };
      const key = await crypto.subtle.importKey("raw", secret, hmac, false, ["verify"]);
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

const parametersFor = (iv: Uint8Array<ArrayBuffer>, site: string, door: Door) => ({
  name: "AES-GCM",
  iv,
  additionalData: utf8.encode(`${site} ${door}`),
});

async function sealingKey(master: string): Promise<CryptoKey> {
  const bits = await purposeKey(master, "impuls webhook secrets");
  return crypto.subtle.importKey("raw", bits, "AES-GCM", false, ["encrypt", "decrypt"]);
}

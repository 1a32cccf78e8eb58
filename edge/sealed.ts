/**
 * Secrets that must be read again, to sign with them: kept sealed, where an API key is only hashed. AES-256-GCM under a key of their
 * own for each purpose, from the master secret; whose it is as associated data; in base64url of
 *
 *     nonce (12) · ciphertext and tag
 *
 * It opens under the current master and the one before. Who changes the master twice sets the secrets anew.
 */
import { fromBase64Url, toBase64Url } from "./base64url.ts";
import type { Env } from "./env.ts";
import { mastersOf } from "./passport.ts";
import { purposeKey } from "./purpose-key.ts";

const NONCE_BYTES = 12;
const utf8 = new TextEncoder();

/** What a key is for, and whose secret it is: sealed as one's it does not open as another's. */
export interface Seal {
  purpose: "impuls webhook secrets" | "impuls outgoing webhooks" | "impuls vapid keys";
  /** Site, and what of the site: `shop woocommerce`. */
  owner: string;
}

export async function seal(env: Env, { purpose, owner }: Seal, secret: string): Promise<string> {
  const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  const key = await sealingKey(env.MASTER_SECRET, purpose);
  const cipher = await crypto.subtle.encrypt(parametersFor(nonce, owner), key, utf8.encode(secret));
  const sealed = new Uint8Array(NONCE_BYTES + cipher.byteLength);
  sealed.set(nonce);
  sealed.set(new Uint8Array(cipher), NONCE_BYTES);
  return toBase64Url(sealed);
}

/** The secret; undefined where no master opens it. */
export async function unseal(env: Env, { purpose, owner }: Seal, text: string): Promise<string | undefined> {
  const sealed = fromBase64Url(text);
  if (!sealed) return undefined;
  const parameters = parametersFor(sealed.subarray(0, NONCE_BYTES), owner);
  for (const master of mastersOf(env)) {
    try {
      const key = await sealingKey(master, purpose);
      return new TextDecoder().decode(
        await crypto.subtle.decrypt(parameters, key, sealed.subarray(NONCE_BYTES)),
      );
    } catch {
      // Sealed under the other master.
    }
  }
  return undefined;
}

const parametersFor = (iv: Uint8Array<ArrayBuffer>, owner: string) => ({
  name: "AES-GCM",
  iv,
  additionalData: utf8.encode(owner),
});

async function sealingKey(master: string, purpose: Seal["purpose"]): Promise<CryptoKey> {
  const bits = await purposeKey(master, purpose);
  return crypto.subtle.importKey("raw", bits, "AES-GCM", false, ["encrypt", "decrypt"]);
}

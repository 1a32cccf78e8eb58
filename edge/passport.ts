/**
 * Sealing and opening passports: AES-256-GCM, key = HKDF-SHA-256(master secret, site, key period), the site and the
 * header as associated data. A sealed one is base64url of
 *
 *     version (1) · master (1) · period (2) · nonce (12) · ciphertext and tag
 *
 * `master` is the first byte of the master's SHA-256: with two masters it tells which one sealed. The trade: whoever
 * holds the master secret can read and make passports, so it is worth what the whole of D1 is worth; in exchange a
 * decision reads no storage. A nonce is 96 random bits under a key that lives 30 days for one site: NIST SP 800-38D
 * allows 2^32 of them.
 */
import { MAX_PASSPORT_CHARACTERS, PASSPORT_LIFETIME_MS } from "../model/limits.ts";
import type { Passport } from "../model/passport.ts";
import { decodePassport, encodePassport } from "../model/passport-codec.ts";
import { DAY_MS } from "../model/time.ts";
import { fromBase64Url, toBase64Url } from "./base64url.ts";
import type { Env } from "./env.ts";

const SEAL_VERSION = 1;
const HEADER_BYTES = 16;
const PERIOD_MS = 30 * DAY_MS;
const utf8 = new TextEncoder();

/** Masters accepted, the current one first. */
export function mastersOf(env: Env): string[] {
  return env.MASTER_SECRET_PREVIOUS ? [env.MASTER_SECRET, env.MASTER_SECRET_PREVIOUS] : [env.MASTER_SECRET];
}

/** The passport in at most MAX_PASSPORT_CHARACTERS characters. */
export async function sealPassport(env: Env, site: string, passport: Passport): Promise<string> {
  const period = Math.floor(passport.sealedAt / PERIOD_MS);
  const { key, fingerprint, name } = await keyFor(env.MASTER_SECRET, site, period);
  const plain = encodePassport(passport);
  const sealed = new Uint8Array(HEADER_BYTES + plain.length + 16);
  sealed.set([SEAL_VERSION, fingerprint, period >> 8, period & 255]);
  crypto.getRandomValues(sealed.subarray(4, HEADER_BYTES));
  const cipher = await crypto.subtle.encrypt(parametersFor(name, sealed), key, plain);
  sealed.set(new Uint8Array(cipher), HEADER_BYTES);
  return toBase64Url(sealed);
}

/** The passport, or undefined where it was not sealed here for this site, or longer than 90 days ago. */
export async function openPassport(
  env: Env,
  site: string,
  token: string,
  now: number,
): Promise<Passport | undefined> {
  const sealed = token.length > MAX_PASSPORT_CHARACTERS ? undefined : fromBase64Url(token);
  if (!sealed || sealed.length <= HEADER_BYTES || sealed[0] !== SEAL_VERSION) return undefined;
  const period = (sealed[2]! << 8) | sealed[3]!;
  // A forged period must not make this isolate derive and keep keys without end.
  const oldest = Math.floor((now - PASSPORT_LIFETIME_MS) / PERIOD_MS);
  if (period < oldest || period > Math.floor(now / PERIOD_MS) + 1) return undefined;
  for (const master of mastersOf(env)) {
    const { key, fingerprint, name } = await keyFor(master, site, period);
    if (fingerprint !== sealed[1]) continue;
    try {
      const plain = await crypto.subtle.decrypt(
        parametersFor(name, sealed),
        key,
        sealed.subarray(HEADER_BYTES),
      );
      const passport = decodePassport(new Uint8Array(plain));
      return passport && passport.sealedAt > now - PASSPORT_LIFETIME_MS ? passport : undefined;
    } catch {
      // The tag did not fit: forged, sealed for another site, or by the other master, whose first byte is the same.
    }
  }
  return undefined;
}

/** The visitor's id: who holds the device secret is that visitor; the id alone proves nothing. */
export async function visitorIdOf(site: string, secret: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", utf8.encode(`impuls-visitor|${site}|${secret}`));
  return toBase64Url(new Uint8Array(digest, 0, 16));
}

function parametersFor(name: Uint8Array, sealed: Uint8Array): SubtleCryptoEncryptAlgorithm {
  const additionalData = new Uint8Array(4 + name.length);
  additionalData.set(sealed.subarray(0, 4));
  additionalData.set(name, 4);
  return { name: "AES-GCM", iv: sealed.subarray(4, HEADER_BYTES), additionalData };
}

interface Derived {
  key: CryptoKey;
  /** First byte of the master's SHA-256. */
  fingerprint: number;
  /** The site's id in UTF-8. */
  name: Uint8Array;
}

/** Derived keys of this isolate, at most KEYS_KEPT, the oldest dropped: deriving one takes two HMACs. */
const keys = new Map<string, Promise<Derived>>();
const KEYS_KEPT = 200;

function keyFor(master: string, site: string, period: number): Promise<Derived> {
  const name = `${period}|${site}|${master}`;
  let derived = keys.get(name);
  if (!derived) {
    if (keys.size >= KEYS_KEPT) keys.delete(keys.keys().next().value!);
    derived = deriveKey(master, site, period);
    keys.set(name, derived);
  }
  return derived;
}

async function deriveKey(master: string, site: string, period: number): Promise<Derived> {
  const secret = utf8.encode(master);
  const material = await crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveKey"]);
  const key = await crypto.subtle.deriveKey(
    {
      name: "HKDF",
      hash: "SHA-256",
      salt: utf8.encode(`impuls-passport|${site}`),
      info: utf8.encode(String(period)),
    },
    material,
    { name: "AES-GCM", length: 256 },
    false,
    ["encrypt", "decrypt"],
  );
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", secret));
  return { key, fingerprint: digest[0]!, name: utf8.encode(site) };
}

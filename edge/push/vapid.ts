/**
 * Who sends, proved to a push service (VAPID, RFC 8292): a token signed with the shop's key, kept for each origin and key.
 * Signing one for every message would take a fifth of what a message costs.
 */
import { toBase64Url } from "../base64url.ts";

/** A pair of keys a site signs with. */
export interface VapidKey {
  /** 8 characters, as `GET /v1/push/key` answers it. */
  id: string;
  /** base64url of the uncompressed point: `applicationServerKey`. */
  publicKey: string;
  privateKey: CryptoKey;
}

const LIFETIME_MS = 12 * 3_600_000;
/** A token is renewed so long before its end: a message may wait at the push service's door, and clocks differ. */
const MARGIN_MS = 3_600_000;
const KEPT = 500;

const ES256 = { name: "ECDSA", hash: "SHA-256" };
const utf8 = new TextEncoder();
const part = (text: string) => toBase64Url(utf8.encode(text));
const HEADER = part(JSON.stringify({ typ: "JWT", alg: "ES256" }));

/** By key, origin and contact: the headers, the oldest first. */
const headers = new Map<string, { header: Promise<string>; until: number }>();

/**
 * The Authorization header. `origin`: of the endpoint, RFC 8292 §2 `aud`. `contact`: `sub`, left out where there is none. `now`:
 * the real time in epoch ms, also where a local run's clock was moved: it is the push service that reads it.
 */
export function authorizationFor(
  origin: string,
  key: VapidKey,
  contact: string | undefined,
  now: number,
): Promise<string> {
  const name = `${key.publicKey} ${origin} ${contact}`;
  const kept = headers.get(name);
  if (kept && now < kept.until - MARGIN_MS) return kept.header;
  const until = now + LIFETIME_MS;
  const claims = { aud: origin, exp: Math.floor(until / 1000), sub: contact };
  const header = sign(key.privateKey, claims).then((token) => `vapid t=${token}, k=${key.publicKey}`);
  headers.delete(name);
  if (headers.size >= KEPT) headers.delete(headers.keys().next().value!);
  headers.set(name, { header, until });
  return header;
}

/** A JSON Web Token. A claim that is undefined is left out. */
async function sign(privateKey: CryptoKey, claims: Record<string, unknown>): Promise<string> {
  const signed = `${HEADER}.${part(JSON.stringify(claims))}`;
  const signature = await crypto.subtle.sign(ES256, privateKey, utf8.encode(signed));
  return `${signed}.${toBase64Url(new Uint8Array(signature))}`;
}

/**
 * The shop's own VAPID keys: made where there are none, without anybody's doing, and changed by hand. The private part is kept
 * sealed. A browser binds a subscription to its key for life, so old keys stay and go on signing for theirs.
 */
import { fromBase64Url, toBase64Url } from "../base64url.ts";
import type { Env } from "../env.ts";
import { type Seal, seal, unseal } from "../sealed.ts";
import { type Act, recorded } from "../store/changes.ts";
import {
  readNewestVapidKey,
  readVapidKey,
  type StoredKey,
  saveFirstVapidKey,
  saveNextVapidKey,
} from "../store/vapid-keys.ts";
import type { VapidKey } from "./vapid.ts";

const ES256 = { name: "ECDSA", namedCurve: "P-256" };

/** The current key, made where the site has none yet. `now`: epoch ms. */
export async function currentKey(env: Env, site: string, now: number): Promise<StoredKey> {
  const known = await readNewestVapidKey(env.DB, site);
  if (known) return known;
  await saveFirstVapidKey(env.DB, site, await newKey(env, site, now));
  // Somebody else may have been first.
  return (await readNewestVapidKey(env.DB, site))!;
}

/** Makes another the current one: browsers subscribe anew with it when they are next on the shop's pages. */
export async function rotateKey(env: Env, site: string, act: Act): Promise<void> {
  const next = saveNextVapidKey(env.DB, site, await newKey(env, site, act.at));
  await env.DB.batch(recorded(env.DB, site, act, { kind: "push_key" }, [next]));
}

async function newKey(env: Env, site: string, now: number): Promise<StoredKey> {
  const pair = (await crypto.subtle.generateKey(ES256, true, ["sign", "verify"])) as CryptoKeyPair;
  const point = new Uint8Array((await crypto.subtle.exportKey("raw", pair.publicKey)) as ArrayBuffer);
  const { d } = (await crypto.subtle.exportKey("jwk", pair.privateKey)) as JsonWebKey;
  const digest = await crypto.subtle.digest("SHA-256", point);
  const id = toBase64Url(new Uint8Array(digest, 0, 6));
  return {
    id,
    publicKey: toBase64Url(point),
    privateKey: await seal(env, sealOf(site, id), d!),
    madeAt: now,
  };
}

const sealOf = (site: string, id: string): Seal => ({ purpose: "impuls vapid keys", owner: `${site} ${id}` });

/** Opened keys of this isolate, the longest there dropped: opening one is a read and an HKDF. A key never changes. */
const opened = new Map<string, VapidKey>();
const KEPT = 200;

/** The key with this id, ready to sign; undefined where there is none, or no master secret opens it. */
export async function signingKey(env: Env, site: string, id: string): Promise<VapidKey | undefined> {
  const name = `${site} ${id}`;
  const known = opened.get(name);
  if (known) return known;
  const stored = await readVapidKey(env.DB, site, id);
  const d = stored && (await unseal(env, sealOf(site, id), stored.privateKey));
  const point = stored && fromBase64Url(stored.publicKey);
  if (!d || !point) return undefined;
  const [x, y] = [toBase64Url(point.subarray(1, 33)), toBase64Url(point.subarray(33))];
  const jwk = { kty: "EC", crv: "P-256", d, x, y };
  const privateKey = await crypto.subtle.importKey("jwk", jwk, ES256, false, ["sign"]);
  const key = { id, publicKey: stored.publicKey, privateKey };
  if (opened.size >= KEPT) opened.delete(opened.keys().next().value!);
  opened.set(name, key);
  return key;
}

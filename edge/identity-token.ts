/**
 * The shop's word that the visitor in front of a page is its customer: what `impuls('identify', { …, token })` carries.
 *
 *     v1.BASE64URL(JSON [customer, expires]).BASE64URL(HMAC-SHA-256 of what stands before the last dot)
 *
 * `customer` is the shop's id, a text; `expires` is epoch seconds. The secret is the site's own and follows from the
 * master secret, so nothing is read to check a token. Whoever has a token is that customer until it expires: a page of
 * a signed-in customer is its place, and five minutes are long enough.
 */
import * as v from "valibot";
import { customerIdSchema } from "../model/trait.ts";
import { fromBase64Url, toBase64Url } from "./base64url.ts";
import type { Env } from "./env.ts";
import { mastersOf } from "./passport.ts";
import { purposeKey } from "./purpose-key.ts";

const utf8 = new TextEncoder();
const claimSchema = v.tuple([customerIdSchema, v.pipe(v.number(), v.integer())]);

/** What the shop's server signs with: 43 characters, used as they are. */
export const identitySecret = (env: Env, site: string) => secretOf(env.MASTER_SECRET, site);

const secretOf = async (master: string, site: string) =>
  toBase64Url(new Uint8Array(await purposeKey(master, `identify|${site}`)));

/** The customer a token names, or undefined where it is no token of this site, or has expired. `now` is epoch ms. */
export async function customerOfToken(
  env: Env,
  site: string,
  token: string,
  now: number,
): Promise<string | undefined> {
  const [, signed, payload, signature] = /^(v1\.([\w-]+))\.([\w-]{43})$/.exec(token) ?? [];
  const given = signature && fromBase64Url(signature);
  const claim = payload && fromBase64Url(payload);
  if (!given || !claim) return undefined;
  for (const master of mastersOf(env)) {
    const secret = utf8.encode(await secretOf(master, site));
    const key = await crypto.subtle.importKey("raw", secret, { name: "HMAC", hash: "SHA-256" }, false, [
      "verify",
    ]);
    if (!(await crypto.subtle.verify("HMAC", key, given, utf8.encode(signed)))) continue;
    const parsed = v.safeParse(claimSchema, parseJson(claim));
    return parsed.success && parsed.output[1] * 1000 > now ? parsed.output[0] : undefined;
  }
  return undefined;
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}

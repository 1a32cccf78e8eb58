/**
 * The proof in a preview's link (model/preview.ts): which draft, and with whose eyes.
 *
 *     BASE64URL(JSON [campaign, visitor, as, expiresAt]).BASE64URL(HMAC-SHA-256 of what stands before the dot)
 *
 * `expiresAt` is epoch ms by real time. The key is the site's own and follows from the master secret, so nothing is kept.
 * Whoever has the link sees the draft, until the hour is over.
 */
import * as v from "valibot";
import { fromBase64Url, toBase64Url } from "./base64url.ts";
import type { Env } from "./env.ts";
import { mastersOf } from "./passport.ts";
import { purposeKey } from "./purpose-key.ts";

const LIFETIME_MS = 3_600_000;
const utf8 = new TextEncoder();
const payloadSchema = v.tuple([v.string(), v.nullable(v.string()), v.string(), v.number()]);

export interface PreviewClaim {
  campaign: string;
  /** Null: nobody in particular. */
  visitor: string | null;
  as: string;
}

export async function signPreview(
  env: Env,
  site: string,
  { campaign, visitor, as }: PreviewClaim,
  now: number,
): Promise<{ token: string; expiresAt: number }> {
  const expiresAt = now + LIFETIME_MS;
  const payload = utf8.encode(JSON.stringify([campaign, visitor, as, expiresAt]));
  const signed = toBase64Url(payload);
  const key = await keyOf(env.MASTER_SECRET, site, "sign");
  const signature = await crypto.subtle.sign("HMAC", key, utf8.encode(signed));
  return { token: `${signed}.${toBase64Url(new Uint8Array(signature))}`, expiresAt };
}

/** What the token says; or why not: it is none of this site, or its hour is over. */
export async function openPreview(
  env: Env,
  site: string,
  token: string,
  now: number,
): Promise<PreviewClaim | "foreign" | "expired"> {
  const [, signed, signature] = /^([\w-]+)\.([\w-]{43})$/.exec(token) ?? [];
  const given = signature && fromBase64Url(signature);
  const payload = signed && fromBase64Url(signed);
  if (!given || !payload) return "foreign";
  for (const master of mastersOf(env)) {
    const key = await keyOf(master, site, "verify");
    if (!(await crypto.subtle.verify("HMAC", key, given, utf8.encode(signed)))) continue;
    const [campaign, visitor, as, expiresAt] = v.parse(
      payloadSchema,
      JSON.parse(new TextDecoder().decode(payload)),
    );
    return expiresAt > now ? { campaign, visitor, as } : "expired";
  }
  return "foreign";
}

const keyOf = async (master: string, site: string, use: "sign" | "verify") =>
  crypto.subtle.importKey(
    "raw",
    await purposeKey(master, `preview|${site}`),
    { name: "HMAC", hash: "SHA-256" },
    false,
    [use],
  );

/**
 * First-party mode: the Worker on a path of the shop's own zone (`FIRST_PARTY_PATH`), with a cookie that outlives what
 * Safari leaves of script-written storage. The cookie names the visitor, signed: a visitor's id alone proves nothing.
 * Scripts cannot read it, it travels to this path alone, and it is there only while measuring is allowed.
 */
import type { Context } from "hono";
import { deleteCookie, getSignedCookie, setSignedCookie } from "hono/cookie";
import type { AppEnv } from "./env.ts";
import { mastersOf } from "./passport.ts";
import { purposeKey } from "./purpose-key.ts";

/** The longest a browser keeps one (draft-ietf-httpbis-rfc6265bis, section 5.5); begun anew with every visit. */
const LIFETIME_S = 400 * 86_400;

const keyOf = (master: string) => purposeKey(master, "impuls first-party visitor");
const nameOf = (site: string) => `__Secure-impuls-${site}`;
/** What is asked in a visitor's name: their syncs, and their own word about their data. */
const attributesOf = (c: Context<AppEnv>) =>
  ({ path: `/${c.req.param("prefix")}/v1`, httpOnly: true, secure: true, sameSite: "Lax" }) as const;

/** Once the cookie was for the sync alone: one of those would be sent before the present one, and outlive its end. */
const forgetEarlier = (c: Context<AppEnv>, site: string) =>
  deleteCookie(c, nameOf(site), { ...attributesOf(c), path: `/${c.req.param("prefix")}/v1/sync` });

/** Whether this is asked for under the path of the shop's own choice. */
export const isUnderFirstPartyPath = ({ env, req }: Context<AppEnv>): boolean =>
  Boolean(env.FIRST_PARTY_PATH) && req.path.startsWith(`${env.FIRST_PARTY_PATH}/`);

/** Sent under the shop's path, by a page of the same origin. */
export const isFirstParty = (c: Context<AppEnv>): boolean =>
  c.req.param("prefix") !== undefined && c.req.header("origin") === new URL(c.req.url).origin;

/** The visitor this browser was at its last visit; undefined without a cookie, with a forged or an expired one. */
export async function rememberedVisitor(c: Context<AppEnv>, site: string): Promise<string | undefined> {
  for (const master of mastersOf(c.env)) {
    const value = await getSignedCookie(c, await keyOf(master), nameOf(site));
    if (!value) continue;
    const [of, visitor, expiresAt] = value.split(" ");
    return of === site && Number(expiresAt) > Date.now() ? visitor : undefined;
  }
  return undefined;
}

/** Set-Cookie by which the browser will be known again. */
export async function rememberVisitor(c: Context<AppEnv>, site: string, visitor: string): Promise<void> {
  const value = `${site} ${visitor} ${Date.now() + LIFETIME_S * 1000}`;
  const key = await keyOf(c.env.MASTER_SECRET);
  await setSignedCookie(c, nameOf(site), value, key, { ...attributesOf(c), maxAge: LIFETIME_S });
  forgetEarlier(c, site);
}

/** Set-Cookie by which it will not. */
export function forgetVisitor(c: Context<AppEnv>, site: string): void {
  deleteCookie(c, nameOf(site), attributesOf(c));
  forgetEarlier(c, site);
}

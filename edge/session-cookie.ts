/**
 * The dashboard's session: a cookie with site, member and expiry, signed by HMAC-SHA-256. Nothing of it is kept at the edge;
 * whether the member still stands is asked at every request (middleware/sign-in.ts).
 * Credentials expire by real time: a local run's moved clock neither signs anybody out nor revives anything.
 */
import type { Context } from "hono";
import { deleteCookie, getSignedCookie, setSignedCookie } from "hono/cookie";
import type { AppEnv } from "./env.ts";
import { purposeKey } from "./purpose-key.ts";
import type { Session } from "./store/sign-in-links.ts";

const NAME = "impuls_session";
const LIFETIME_MS = 30 * 86_400_000;

const keyOf = (master: string) => purposeKey(master, "impuls dashboard session");

const attributesOf = (c: Context<AppEnv>) =>
  ({
    path: "/",
    httpOnly: true,
    sameSite: "Strict",
    secure: new URL(c.req.url).protocol === "https:",
  }) as const;

/** Signs the browser in for 30 days. */
export async function startSession(c: Context<AppEnv>, { site, member }: Session): Promise<void> {
  const value = `${site}.${member}.${Date.now() + LIFETIME_MS}`;
  await setSignedCookie(c, NAME, value, await keyOf(c.env.MASTER_SECRET), {
    ...attributesOf(c),
    maxAge: LIFETIME_MS / 1000,
  });
}

export function endSession(c: Context<AppEnv>): void {
  deleteCookie(c, NAME, attributesOf(c));
}

/** As whom the browser is signed in; undefined without a cookie, with a forged or an expired one. */
export async function readSession(c: Context<AppEnv>): Promise<Session | undefined> {
  for (const master of [c.env.MASTER_SECRET, c.env.MASTER_SECRET_PREVIOUS]) {
    const value = master && (await getSignedCookie(c, await keyOf(master), NAME));
    if (!value) continue;
    const [site = "", member = "", expiresAt] = value.split(".");
    return Number(expiresAt) > Date.now() ? { site, member } : undefined;
  }
  return undefined;
}

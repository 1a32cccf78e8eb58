/**
 * A fresh sign-in link. It is good for a day. One that an owner makes for a member opens once, and so does the admin token's at
 * a deployed edge; that of a local run opens again and again, since it is printed into the terminal of who runs it. The code is
 * 192 random bits and stands behind the #, so that no server, log or referrer header ever sees it; its hash alone is kept.
 */
import type { SignInLink } from "../model/member.ts";
import { toBase64Url } from "./base64url.ts";
import { sha256Hex } from "./digest.ts";
import { addLink, type Session } from "./store/sign-in-links.ts";

const LIFETIME_MS = 86_400_000;

/** `statements` save it. */
export async function freshLink(
  db: D1Database,
  session: Session,
  isLasting: boolean,
): Promise<{ link: SignInLink; statements: D1PreparedStatement[] }> {
  const code = toBase64Url(crypto.getRandomValues(new Uint8Array(24)));
  const expiresAt = Date.now() + LIFETIME_MS;
  const stored = { ...session, hash: await sha256Hex(code), expiresAt, isLasting };
  return {
    link: { path: `/dashboard/sign-in#${code}`, expiresAt },
    statements: addLink(db, stored, Date.now()),
  };
}

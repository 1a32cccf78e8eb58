/** Signing in and out of the dashboard, and who is signed in. */
import { Hono } from "hono";
import * as v from "valibot";
import type { Me } from "../../model/report.ts";
import { toBase64Url } from "../base64url.ts";
import { isLocal, now } from "../clock.ts";
import { sha256Hex } from "../digest.ts";
import type { AppEnv } from "../env.ts";
import { adminOnly, isSameOrigin } from "../middleware/sign-in.ts";
import { validJson } from "../middleware/valid.ts";
import { problem } from "../problem.ts";
import { endSession, startSession } from "../session-cookie.ts";
import { readSiteOfLink, saveSignInLink } from "../store/sign-in-links.ts";
import { readSite } from "../store/sites.ts";
import { hasEvents } from "../store/steps-done.ts";

const LINK_LIFETIME_MS = 86_400_000;

const codeSchema = v.object({ code: v.pipe(v.string(), v.minLength(1), v.maxLength(100)) });

/** POST /api/session: the only route before sign-in. Trades a link's code for the cookie. */
export const openSession = new Hono<AppEnv>().post("/session", validJson(codeSchema), async (c) => {
  if (c.req.header("origin") !== undefined && !isSameOrigin(c))
    return problem(403, "cross-site", "Sign-in must come from the dashboard's own page", { field: "origin" });
  const site = await readSiteOfLink(c.env.DB, await sha256Hex(c.req.valid("json").code), Date.now());
  if (!site)
    return problem(401, "sign-in-link", "This link has expired or is not whole", {
      detail: "Ask for a new sign-in link.",
      field: "code",
    });
  await startSession(c, site);
  return c.json({ site }, 200);
});

export const session = new Hono<AppEnv>()
  .delete("/session", (c) => {
    endSession(c);
    return c.json({ signedOut: true }, 200);
  })
  /** The code stands behind the #, so that no server, log or referrer header ever sees it. */
  .post("/sign-in-links", adminOnly, async (c) => {
    const code = toBase64Url(crypto.getRandomValues(new Uint8Array(24)));
    const expiresAt = Date.now() + LINK_LIFETIME_MS;
    await saveSignInLink(c.env.DB, await sha256Hex(code), c.get("site"), expiresAt);
    return c.json({ path: `/dashboard/sign-in#${code}`, expiresAt }, 201);
  })
  .get("/me", async (c) => {
    const site = await readSite(c.env.DB, c.get("site"));
    if (!site) return problem(404, "site", "No such site");
    const me: Me = {
      site: site.settings,
      isLocal: isLocal(c.env),
      hasEvents: await hasEvents(c.env.DB, c.get("site")),
      now: await now(c.env),
    };
    return c.json(me, 200);
  });

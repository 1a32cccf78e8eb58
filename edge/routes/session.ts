/** Signing in and out of the dashboard, and who is signed in. */
import { Hono } from "hono";
import * as v from "valibot";
import type { Me } from "../../model/report.ts";
import { isLocal, now } from "../clock.ts";
import { sha256Hex } from "../digest.ts";
import type { AppEnv } from "../env.ts";
import { noteGuess, refusedGuesser } from "../guesses.ts";
import { actOf, adminOnly, isOfPage, isSameOrigin } from "../middleware/sign-in.ts";
import { validJson } from "../middleware/valid.ts";
import { problem } from "../problem.ts";
import { endSession, startSession } from "../session-cookie.ts";
import { freshLink } from "../sign-in-link.ts";
import { recorded } from "../store/changes.ts";
import { openLink } from "../store/sign-in-links.ts";
import { ensureOwner, readFirstOwner } from "../store/site-members.ts";
import { readSite } from "../store/sites.ts";
import { hasEvents } from "../store/steps-done.ts";

const codeSchema = v.object({ code: v.pipe(v.string(), v.minLength(1), v.maxLength(100)) });

/** POST /api/session: the only route before sign-in. Trades a link's code for the cookie. */
export const openSession = new Hono<AppEnv>().post("/session", validJson(codeSchema), async (c) => {
  if (isOfPage(c) && !isSameOrigin(c))
    return problem(403, "cross-site", "Sign-in must come from the dashboard's own page", { field: "origin" });
  const guesser = refusedGuesser(c);
  if (guesser) return guesser;
  const session = await openLink(c.env.DB, await sha256Hex(c.req.valid("json").code), Date.now());
  if (!session) {
    noteGuess(c);
    return problem(401, "sign-in-link", "This link has expired, has been used, or is not whole", {
      detail: "Ask an owner for a new sign-in link.",
      field: "code",
    });
  }
  await startSession(c, session);
  return c.json({ site: session.site }, 200);
});

export const session = new Hono<AppEnv>()
  .delete("/session", (c) => {
    endSession(c);
    return c.json({ signedOut: true }, 200);
  })
  /** For the owner the site has had longest. */
  .post("/sign-in-links", adminOnly, async (c) => {
    const [{ DB }, site, act] = [c.env, c.get("site"), await actOf(c)];
    await ensureOwner(DB, site, act.at).run();
    const member = (await readFirstOwner(DB, site))!;
    const { link, statements } = await freshLink(DB, { site, member }, isLocal(c.env));
    await DB.batch(recorded(DB, site, act, { kind: "member", id: member }, statements));
    return c.json(link, 201);
  })
  .get("/me", async (c) => {
    const site = await readSite(c.env.DB, c.get("site"));
    if (!site) return problem(404, "site", "No such site");
    const me: Me = {
      site: site.settings,
      signedIn: { name: c.get("by"), role: c.get("role") },
      isLocal: isLocal(c.env),
      hasEvents: await hasEvents(c.env.DB, c.get("site")),
      now: await now(c.env),
    };
    return c.json(me, 200);
  });

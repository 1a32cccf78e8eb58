/**
 * Who may use the API, and which site it is about: `site` in the context's variables, and for the dashboard's routes `by`.
 * The admin token opens every site (`?site=`, else the first), an API key or a session cookie the one it was made for.
 * Missing or wrong credentials are 401, another site's 403. Where a header is sent it alone counts, so that a
 * script with a wrong key is not let in by a browser's cookie.
 */
import type { Context } from "hono";
import { createMiddleware } from "hono/factory";
import { isSameSecret, sha256Hex } from "../digest.ts";
import type { AppEnv, BodyEnv } from "../env.ts";
import { noteGuess, refusedGuesser } from "../guesses.ts";
import { problem } from "../problem.ts";
import { siteOfSession } from "../session-cookie.ts";
import { readKey } from "../store/keys.ts";
import { readFirstSiteId, readSite } from "../store/sites.ts";

/** `by`: who it is, in words. */
type Standing = { site: string; by: string } | { refusal: ReturnType<typeof problem> };

/** Bearer token, API key or session cookie. */
export const signIn = createMiddleware<AppEnv>(async (c, next) => {
  const standing = await standingOf(c);
  if ("refusal" in standing) return standing.refusal;
  c.set("site", standing.site);
  c.set("by", standing.by);
  return next();
});

/** For servers: bearer token or API key, never a cookie. */
export const signInByKey = createMiddleware<AppEnv>(async (c, next) => {
  const standing = await standingOfBearer(c);
  if ("refusal" in standing) return standing.refusal;
  c.set("site", standing.site);
  return next();
});

/**
 * For Segment's libraries: the site's key as the user name of Basic authorization, as `writeKey` in the body where there
 * is no such header, or as a bearer token. Never a cookie, and never the admin token: a library's key is the site's own.
 */
export const signInByWriteKey = createMiddleware<BodyEnv>(async (c, next) => {
  const { writeKey } = c.get("body");
  const header = c.req.header("authorization");
  const guesser = refusedGuesser(c);
  if (guesser) return guesser;
  const key =
    header === undefined
      ? typeof writeKey === "string"
        ? writeKey
        : undefined
      : (basicUser(header) ?? bearerOf(c));
  const known = key ? await readKey(c.env.DB, await sha256Hex(key)) : null;
  if (!known && key) noteGuess(c);
  if (!known)
    return problem(
      401,
      "write-key",
      "The write key is missing or wrong",
      { field: "writeKey", expected: "a server key of the site, as Basic user name" },
      { "www-authenticate": "Basic" },
    );
  c.set("site", known.site);
  return next();
});

/** RFC 7617: what stands before the colon. */
function basicUser(header: string): string | undefined {
  const [, packed] = /^Basic +([\w+/=-]+)$/i.exec(header) ?? [];
  try {
    return packed && atob(packed).split(":")[0];
  } catch {
    return undefined;
  }
}

/** Only the admin token may; also where there is no site yet to be signed in to. */
export const adminOnly = createMiddleware<AppEnv>(async (c, next) => {
  if (!refusedGuesser(c) && (await isAdmin(c, bearerOf(c)))) return next();
  const standing = await standingOf(c);
  return "refusal" in standing
    ? standing.refusal
    : problem(403, "admin-only", "Only the admin token may do this");
});

const standingOf = (c: Context<AppEnv>) =>
  c.req.header("authorization") === undefined ? standingOfSession(c) : standingOfBearer(c);

const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);

async function standingOfSession(c: Context<AppEnv>): Promise<Standing> {
  const site = await siteOfSession(c);
  if (!site) return unknown();
  if (!SAFE_METHODS.has(c.req.method) && !isSameOrigin(c))
    return {
      refusal: problem(403, "cross-site", "A change must come from the dashboard's own page", {
        field: "origin",
        expected: new URL(c.req.url).origin,
      }),
    };
  return onlyOwn(c, site, "Shop owner");
}

async function standingOfBearer(c: Context<AppEnv>): Promise<Standing> {
  const token = bearerOf(c);
  if (!token) return unknown();
  const guesser = refusedGuesser(c);
  if (guesser) return { refusal: guesser };
  if (await isAdmin(c, token)) return standingOfAdmin(c);
  const key = await readKey(c.env.DB, await sha256Hex(token));
  if (key) return onlyOwn(c, key.site, `Key “${key.name}”`);
  noteGuess(c);
  return unknown();
}

async function standingOfAdmin(c: Context<AppEnv>): Promise<Standing> {
  const asked = c.req.query("site");
  const isKnown = asked !== undefined && (await readSite(c.env.DB, asked)) !== null;
  const site = asked === undefined ? await readFirstSiteId(c.env.DB) : isKnown ? asked : null;
  if (site) return { site, by: "Admin token" };
  return { refusal: problem(404, "site", "No such site", { field: "site", expected: "the id of a site" }) };
}

function onlyOwn(c: Context<AppEnv>, site: string, by: string): Standing {
  const asked = c.req.query("site");
  if (asked === undefined || asked === site) return { site, by };
  return {
    refusal: problem(403, "other-site", "These credentials are another site's", {
      field: "site",
      expected: site,
    }),
  };
}

const unknown = (): Standing => ({
  refusal: problem(
    401,
    "sign-in",
    "Sign in first",
    { detail: "Open a sign-in link, or send the admin token or an API key as a Bearer token." },
    { "www-authenticate": "Bearer" },
  ),
});

const bearerOf = (c: Context) => /^Bearer +(\S+)$/i.exec(c.req.header("authorization") ?? "")?.[1];

async function isAdmin(c: Context<AppEnv>, token: string | undefined): Promise<boolean> {
  return Boolean(token && c.env.ADMIN_TOKEN) && isSameSecret(token!, c.env.ADMIN_TOKEN);
}

/** Browsers send Origin with every request that is not GET or HEAD (Fetch standard, §3.2). */
export function isSameOrigin(c: Context<AppEnv>): boolean {
  return c.req.header("origin") === new URL(c.req.url).origin;
}

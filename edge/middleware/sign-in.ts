/**
 * Who may use the API, and which site it is about: `site` in the context's variables, and for the dashboard's routes `by`.
 * The admin token opens every site (`?site=`, else the first) as its owner, an API key or a session cookie the one it was made
 * for, each as far as its role goes (edge/permission-of-route.ts). Missing or wrong credentials are 401, another site's and
 * what the role may not do 403. Where a header is sent it alone counts, so that a script with a wrong key is not let in by
 * a browser's cookie. A member is looked up at every request: one who was taken away, or has another role, is so at once.
 */
import type { Context } from "hono";
import { createMiddleware } from "hono/factory";
import { matchedRoutes } from "hono/route";
import { isAllowed, type KeyScope, type PermissionName, type Role, sayHolders } from "../../model/role.ts";
import { now } from "../clock.ts";
import { isSameSecret, sha256Hex } from "../digest.ts";
import type { AppEnv, BodyEnv } from "../env.ts";
import { noteGuess, refusedGuesser } from "../guesses.ts";
import { permissionOf } from "../permission-of-route.ts";
import { problem } from "../problem.ts";
import { readSession } from "../session-cookie.ts";
import type { Act } from "../store/changes.ts";
import { readKey } from "../store/keys.ts";
import { readMember, seeMember } from "../store/site-members.ts";
import { readFirstSiteId, readSite } from "../store/sites.ts";

/** Who has come in: `by` says who in words, `member` is null where it is no member. */
interface Entry {
  site: string;
  by: string;
  role: Role | KeyScope;
  member: string | null;
}
type Standing = Entry | { refusal: ReturnType<typeof problem> };

/** Bearer token, API key or session cookie, of somebody who may do what the route does. */
export const signIn = createMiddleware<AppEnv>(async (c, next) => {
  const standing = await standingOf(c);
  if ("refusal" in standing) return standing.refusal;
  const path = matchedRoutes(c).at(-1)!.path;
  const refusal = refusalOf(standing.role, permissionOf(c.req.method, path));
  if (refusal) return refusal;
  c.set("site", standing.site);
  c.set("by", standing.by);
  c.set("role", standing.role as Role);
  c.set("member", standing.member);
  return next();
});

/** Who changes something, and when, for what is kept of it. */
export const actOf = async (c: Context<AppEnv>): Promise<Act> => ({ by: c.get("by"), at: await now(c.env) });

/** For servers: bearer token or API key, never a cookie. */
export const signInByKey = createMiddleware<AppEnv>(async (c, next) => {
  const standing = await standingOfBearer(c);
  const refusal = "refusal" in standing ? standing.refusal : refusalOf(standing.role, "tell");
  if (refusal) return refusal;
  c.set("site", (standing as Entry).site);
  return next();
});

function refusalOf(role: Role | KeyScope, permission: PermissionName) {
  if (isAllowed(role, permission)) return undefined;
  const expected = sayHolders(permission);
  return role === "server"
    ? problem(403, "scope", "This key opens the doors of servers only", {
        detail: "Make a key for automation under Sources.",
        expected,
      })
    : problem(403, "role", "Your role may not do this", { detail: `Ask ${expected}.`, expected });
}

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
  const refusal = refusalOf(known.scope, "tell");
  if (refusal) return refusal;
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
  if (!refusedGuesser(c) && (await isAdmin(c, bearerOf(c)))) {
    c.set("by", ADMIN);
    return next();
  }
  const standing = await standingOf(c);
  return "refusal" in standing
    ? standing.refusal
    : problem(403, "admin-only", "Only the admin token may do this");
});

const standingOf = (c: Context<AppEnv>) =>
  c.req.header("authorization") === undefined ? standingOfSession(c) : standingOfBearer(c);

/** In the words of what is kept of its changes. */
const ADMIN = "Admin token";
const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);

async function standingOfSession(c: Context<AppEnv>): Promise<Standing> {
  const session = await readSession(c);
  const member = session && (await readMember(c.env.DB, session.site, session.member));
  if (!member) return unknown();
  if (!SAFE_METHODS.has(c.req.method) && !isSameOrigin(c))
    return {
      refusal: problem(403, "cross-site", "A change must come from the dashboard's own page", {
        field: "origin",
        expected: new URL(c.req.url).origin,
      }),
    };
  const { site } = session;
  await seeMember(c.env.DB, site, member, await now(c.env));
  return onlyOwn(c, { site, by: member.name, role: member.role, member: member.id });
}

async function standingOfBearer(c: Context<AppEnv>): Promise<Standing> {
  const token = bearerOf(c);
  if (!token) return unknown();
  const guesser = refusedGuesser(c);
  if (guesser) return { refusal: guesser };
  if (await isAdmin(c, token)) return standingOfAdmin(c);
  const key = await readKey(c.env.DB, await sha256Hex(token));
  if (!key) {
    noteGuess(c);
    return unknown();
  }
  return onlyOwn(c, { site: key.site, by: `Key “${key.name}”`, role: key.scope, member: null });
}

async function standingOfAdmin(c: Context<AppEnv>): Promise<Standing> {
  const asked = c.req.query("site");
  const isKnown = asked !== undefined && (await readSite(c.env.DB, asked)) !== null;
  const site = asked === undefined ? await readFirstSiteId(c.env.DB) : isKnown ? asked : null;
  if (site) return { site, by: ADMIN, role: "owner", member: null };
  return { refusal: problem(404, "site", "No such site", { field: "site", expected: "the id of a site" }) };
}

function onlyOwn(c: Context<AppEnv>, entry: Entry): Standing {
  const asked = c.req.query("site");
  if (asked === undefined || asked === entry.site) return entry;
  return {
    refusal: problem(403, "other-site", "These credentials are another site's", {
      field: "site",
      expected: entry.site,
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

/**
 * Browsers send Origin with every request that is not GET or HEAD (Fetch standard, §3.2), and today's say beside it whose page has
 * made the request (Fetch Metadata, §2.4): neither may speak of another one.
 */
export function isSameOrigin(c: Context<AppEnv>): boolean {
  const { origin } = new URL(c.req.url);
  return (
    c.req.header("origin") === origin && (c.req.header("sec-fetch-site") ?? "same-origin") === "same-origin"
  );
}

/** Whether a page sends it, and not a program of somebody's own. */
export const isOfPage = (c: Context<AppEnv>): boolean =>
  (c.req.header("origin") ?? c.req.header("sec-fetch-site")) !== undefined;

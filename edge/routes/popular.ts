/**
 * GET /v1/popular?site=…, from the shop's page: what its visitors buy most at present. The same for everybody, so an
 * isolate works it out once in ten minutes, however many ask, and browsers keep it as long.
 */
import { Hono } from "hono";
import { POPULAR_DAYS, type Popular } from "../../model/popular.ts";
import { DAY_MS } from "../../model/time.ts";
import { now as edgeNow } from "../clock.ts";
import type { AppEnv, Env } from "../env.ts";
import { originFault } from "../origin.ts";
import { problem } from "../problem.ts";
import { loadSnapshot } from "../snapshot.ts";
import { listPopular } from "../store/popular.ts";

const KEPT_MS = 600_000;
const SITES_KEPT = 500;
/** By site. `until`: by this isolate's own clock. */
const kept = new Map<string, { until: number; popular: Popular }>();

export const popular = new Hono<AppEnv>().get("/", async (c) => {
  const { env } = c;
  const origin = c.req.header("origin");
  const headers = {
    "access-control-allow-origin": origin ?? "*",
    vary: "origin",
    "x-content-type-options": "nosniff",
  };
  const refuse = (...[status, type, title, more]: Parameters<typeof problem>) =>
    problem(status, type, title, more, { ...headers, "cache-control": "no-store" });

  const site = c.req.query("site") ?? "";
  const waitUntil = (promise: Promise<unknown>) => c.executionCtx.waitUntil(promise);
  const rules = await loadSnapshot(env, site, waitUntil);
  if (!rules)
    return refuse(404, "site", "No such site", { field: "site", expected: "a site with published rules" });
  const strange = originFault(rules.compiled.site, origin);
  if (strange) return refuse(403, "origin", "This site does not ask from here", strange);
  return c.json(await popularOf(env, site, waitUntil), 200, {
    ...headers,
    "cache-control": `public, max-age=${KEPT_MS / 1000}`,
  });
});

/** What is kept is answered, and worked out again behind the answer once it is old. */
async function popularOf(
  env: Env,
  site: string,
  waitUntil: (promise: Promise<unknown>) => void,
): Promise<Popular> {
  const known = kept.get(site);
  if (!known) return keep(site, await workOut(env, site));
  const now = Date.now();
  if (now >= known.until) {
    known.until = now + KEPT_MS;
    waitUntil(workOut(env, site).then((popular) => keep(site, popular)));
  }
  return known.popular;
}

function keep(site: string, popular: Popular): Popular {
  kept.delete(site);
  kept.set(site, { until: Date.now() + KEPT_MS, popular });
  for (const oldest of kept.keys()) {
    if (kept.size <= SITES_KEPT) break;
    kept.delete(oldest);
  }
  return popular;
}

async function workOut(env: Env, site: string): Promise<Popular> {
  const today = Math.floor((await edgeNow(env)) / DAY_MS);
  return { products: await listPopular(env.DB, site, today - POPULAR_DAYS + 1) };
}

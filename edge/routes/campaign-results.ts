/** GET /campaign-results: what each campaign added, and all of them together. */
import { Hono } from "hono";
import { readResultList } from "../campaign-results.ts";
import { now } from "../clock.ts";
import type { AppEnv } from "../env.ts";
import { problem } from "../problem.ts";
import { readSite } from "../store/sites.ts";

export const campaignResults = new Hono<AppEnv>().get("/", async (c) => {
  const site = await readSite(c.env.DB, c.get("site"));
  if (!site) return problem(404, "site", "No such site");
  return c.json(await readResultList(c.env.DB, site.settings, await now(c.env)), 200);
});

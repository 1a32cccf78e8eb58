/** The start guide: who has knocked, which steps are done, and what a page of the shop says of the tag. */
import { Hono } from "hono";
import * as v from "valibot";
import { siteSettingsSchema } from "../../model/snapshot.ts";
import type { PageLook, StartReport } from "../../model/start-report.ts";
import { lookForTag } from "../../model/tag-look.ts";
import { boundedBody } from "../bounded-body.ts";
import { isLocal, now } from "../clock.ts";
import type { AppEnv } from "../env.ts";
import { actOf } from "../middleware/sign-in.ts";
import { validJson } from "../middleware/valid.ts";
import { problem } from "../problem.ts";
import { fetchPublic } from "../public-url.ts";
import { listArrivals } from "../store/arrivals.ts";
import { recorded } from "../store/changes.ts";
import { readLastReceived } from "../store/log.ts";
import { readSite, saveSettings } from "../store/sites.ts";
import { readStepsDone } from "../store/steps-done.ts";

const LOOK_TIMEOUT_MS = 8000;
const MAX_PAGE_BYTES = 2_000_000;
const lookSchema = v.object({ url: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(500)) });

export const start = new Hono<AppEnv>()
  .get("/", async (c) => {
    const { DB } = c.env;
    const id = c.get("site");
    const [site, arrivals, done, lastEventAt, at] = await Promise.all([
      readSite(DB, id),
      listArrivals(DB, id),
      readStepsDone(DB, id),
      readLastReceived(DB, id),
      now(c.env),
    ]);
    if (!site) return problem(404, "site", "No such site");
    const answer: StartReport = {
      arrivals,
      origins: site.settings.origins,
      lastEventAt,
      ...done,
      now: at,
    };
    return c.json(answer, 200);
  })
  /** Whose pages may send; it holds with the next publication. */
  .put("/origins", validJson(v.pick(siteSettingsSchema, ["origins"])), async (c) => {
    const site = await readSite(c.env.DB, c.get("site"));
    if (!site) return problem(404, "site", "No such site");
    const { origins } = c.req.valid("json");
    const { DB } = c.env;
    const save = saveSettings(DB, { ...site.settings, origins });
    await DB.batch(recorded(DB, site.settings.id, await actOf(c), { kind: "site" }, [save]));
    return c.json({ origins }, 200);
  })
  /** Fetches one page, as any passer-by could, and keeps nothing of it. */
  .post("/look", validJson(lookSchema), async (c) => {
    const { url } = c.req.valid("json");
    const { origin } = new URL(c.req.url);
    // A local run cannot ask itself for its own page by the network's rules, and has no other shop.
    const isOwn = isLocal(c.env) && URL.parse(url)?.origin === origin;
    let html: string;
    try {
      const page = isOwn ? await c.env.ASSETS.fetch(url) : await fetchPublic(url, LOOK_TIMEOUT_MS);
      html = await new Response(boundedBody(page.body, null, MAX_PAGE_BYTES)!).text();
    } catch (error) {
      const detail = (error instanceof Error ? error.message : String(error)).slice(0, 300);
      return problem(400, "page", "The page could not be read", {
        field: "url",
        expected: "a page of the shop",
        detail,
      });
    }
    const look: PageLook = { url, ...lookForTag(html, url, origin, c.get("site")) };
    return c.json(look, 200);
  });

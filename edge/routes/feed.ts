/** The address of the shop's product feed, and what came of its last reading. */
import { Hono } from "hono";
import * as v from "valibot";
import type { FeedState } from "../../model/report.ts";
import { now } from "../clock.ts";
import type { AppEnv } from "../env.ts";
import { actOf } from "../middleware/sign-in.ts";
import { validJson } from "../middleware/valid.ts";
import { problem } from "../problem.ts";
import { publicUrl } from "../public-url.ts";
import { hastenWork } from "../store/due-work.ts";
import { countFeedProducts, deleteFeed, readFeed, saveFeedUrl } from "../store/feed-products.ts";

const urlSchema = v.object({ url: v.pipe(v.string(), v.maxLength(1_000)) });

export const feed = new Hono<AppEnv>()
  .get("/", async (c) => {
    const site = c.get("site");
    const [saved, counts] = await Promise.all([readFeed(c.env.DB, site), countFeedProducts(c.env.DB, site)]);
    const answer: FeedState = { feed: saved, ...counts, now: await now(c.env) };
    return c.json(answer, 200);
  })
  /** Fetched by the next minute's cron, and every six hours after. */
  .put("/", validJson(urlSchema), async (c) => {
    const { url } = c.req.valid("json");
    const checked = publicUrl(url);
    if ("expected" in checked)
      return problem(400, "invalid-body", "The feed cannot be fetched from there", {
        field: "url",
        expected: checked.expected,
      });
    const site = c.get("site");
    const act = await actOf(c);
    await saveFeedUrl(c.env.DB, site, checked.url.href, act);
    await hastenWork(c.env.DB, { site, kind: "feed", subject: "" }, act.at).run();
    return c.json({ url: checked.url.href }, 200);
  })
  .delete("/", async (c) => {
    await deleteFeed(c.env.DB, c.get("site"), await actOf(c));
    return c.json({ url: null }, 200);
  });

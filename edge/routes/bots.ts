/** GET /bots: what robots sent and no figure counts, by kind, over days of the shop. */
import { Hono } from "hono";
import * as v from "valibot";
import { BOT_KINDS, type BotReport } from "../../model/bot.ts";
import { dateOf, dayIn } from "../../model/shop-day.ts";
import { now } from "../clock.ts";
import { dateSchema, dayOf } from "../date.ts";
import type { AppEnv } from "../env.ts";
import { validQuery } from "../middleware/valid.ts";
import { problem } from "../problem.ts";
import { sumFigures } from "../store/figures.ts";
import { readSite } from "../store/sites.ts";

const DEFAULT_DAYS = 7;
const rangeSchema = v.object({ from: v.optional(dateSchema), to: v.optional(dateSchema) });

export const bots = new Hono<AppEnv>().get("/", validQuery(rangeSchema), async (c) => {
  const site = await readSite(c.env.DB, c.get("site"));
  if (!site) return problem(404, "site", "No such site");
  const query = c.req.valid("query");
  const to = query.to ? dayOf(query.to) : dayIn(await now(c.env), site.settings.timeZone);
  const from = query.from ? dayOf(query.from) : to - DEFAULT_DAYS + 1;
  const sums = await sumFigures(c.env.DB, site.settings.id, "bot", from, to);
  const answer: BotReport = {
    from: dateOf(from),
    to: dateOf(to),
    events: Object.fromEntries(BOT_KINDS.map((kind) => [kind, sums.get(kind) ?? 0])) as BotReport["events"],
  };
  return c.json(answer, 200);
});

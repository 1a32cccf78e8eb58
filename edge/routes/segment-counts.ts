/** How many are in a segment exactly: every visitor looked at, by a job. */
import { Hono } from "hono";
import type { SegmentCount } from "../../model/report.ts";
import { now } from "../clock.ts";
import type { AppEnv } from "../env.ts";
import { requestCount } from "../jobs/count-segments.ts";
import { problem } from "../problem.ts";
import { readCount, type SegmentCount as StoredCount } from "../store/segment-counts.ts";
import { readSite } from "../store/sites.ts";
import { conditionBody, faultOfReferences, judgeNow } from "./segment-members.ts";

export const segmentCounts = new Hono<AppEnv>()
  .post("/", conditionBody, async (c) => {
    const site = await readSite(c.env.DB, c.get("site"));
    if (!site) return problem(404, "site", "No such site");
    const { condition } = c.req.valid("json");
    const fault = faultOfReferences(await judgeNow(c.env, site), condition);
    if (fault) return fault;
    return c.json(toCount(await requestCount(c.env, site.settings.id, condition, await now(c.env))), 202);
  })
  .get("/:id", async (c) => {
    const count = await readCount(c.env.DB, c.get("site"), c.req.param("id"));
    if (!count) return problem(404, "count", "No such count");
    return c.json(toCount(count), 200);
  });

const toCount = ({ cursor: _, parts, ...count }: StoredCount): SegmentCount => ({
  ...count,
  members: parts[0]!.members,
});

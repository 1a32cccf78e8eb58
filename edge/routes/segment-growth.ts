/** POST /segments/growth: how many are still in after each row of a condition that is being written. */
import { Hono } from "hono";
import { estimate } from "../../model/estimate.ts";
import type { Facts } from "../../model/facts.ts";
import type { SegmentGrowth } from "../../model/report.ts";
import { growthOf } from "../../model/segment/condition.ts";
import { compileCondition } from "../../model/segment.ts";
import type { AppEnv } from "../env.ts";
import { problem } from "../problem.ts";
import { sampleOf } from "../sample.ts";
import type { Candidate } from "../store/members.ts";
import { readSite } from "../store/sites.ts";
import { conditionBody, faultOfReferences, judgeNow } from "./segment-members.ts";

export const segmentGrowth = new Hono<AppEnv>().post("/growth", conditionBody, async (c) => {
  const { DB } = c.env;
  const site = await readSite(DB, c.get("site"));
  if (!site) return problem(404, "site", "No such site");
  const { condition } = c.req.valid("json");
  const judge = await judgeNow(c.env, site);
  const fault = faultOfReferences(judge, condition);
  if (fault) return fault;

  const grown = growthOf(condition);
  // Whoever is in after any row is in this one: the first where rows narrow, the last where they widen.
  const widest = "any" in condition ? condition : (grown[0] ?? condition);
  const holds = grown.map((part) => compileCondition(part, judge.yardstick.segments));
  const hits = grown.map(() => 0);
  const count = (_: Candidate, facts: Facts) => {
    for (const [i, isIn] of holds.entries()) if (isIn(facts)) hits[i]!++;
  };
  const { sampled, total } = await sampleOf(DB, site.settings.id, judge, widest, count, { asked: condition });
  const answer: SegmentGrowth = { stillIn: hits.map((few) => estimate(few, sampled, total)), total };
  return c.json(answer, 200);
});

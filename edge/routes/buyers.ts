/** Buyers: their scores, segments, falls and moves; and the stages in which the shop's visitors are. */
import { Hono } from "hono";
import { basketsOf } from "../../model/basket.ts";
import { factsOf, ordersOf } from "../../model/facts.ts";
import { LIFECYCLE_LIMITS, LIFECYCLES } from "../../model/lifecycle.ts";
import { emptyServerPart } from "../../model/passport.ts";
import type { FallReport, LifecycleReport, RfmReport } from "../../model/report.ts";
import { dayIn } from "../../model/shop-day.ts";
import { DAY_MS } from "../../model/time.ts";
import { fallOf, reportOf } from "../buyer-report.ts";
import { now } from "../clock.ts";
import type { AppEnv } from "../env.ts";
import { MOVES_DAYS } from "../jobs/score.ts";
import { firstCountedDay, newestVisitors } from "../newest-visitors.ts";
import { problem } from "../problem.ts";
import { readScoring } from "../store/cut-points.ts";
import { listMoves } from "../store/rfm-moves.ts";
import { countFalls, countLeftOut, listFalls, sumScores } from "../store/scores.ts";
import { readSite } from "../store/sites.ts";
import { countVisitorsSince } from "../store/visitors.ts";
import { NO_PAGE, situationOf } from "../visitor-row.ts";

const FALL_DAYS = 7;
const daysAfter = (today: number) => Array.from({ length: FALL_DAYS }, (_, i) => today + 1 + i);
const MOST_LISTED = 50;

export const buyers = new Hono<AppEnv>()
  .get("/rfm", async (c) => {
    const { DB } = c.env;
    const site = await readSite(DB, c.get("site"));
    if (!site) return problem(404, "site", "No such site");
    const { id, timeZone, currency } = site.settings;
    const at = await now(c.env);
    const today = dayIn(at, timeZone);
    const [scored, leftOut] = await Promise.all([readScoring(DB, id), countLeftOut(DB, id)]);
    const cuts = scored?.scoring.cuts;
    const [sums, falls, moves] = cuts
      ? await Promise.all([
          sumScores(DB, id, { cuts, day: today, timeZone }),
          Promise.all(daysAfter(today).map((day) => countFalls(DB, id, { cuts, day, timeZone }))),
          listMoves(DB, id, today - MOVES_DAYS + 1),
        ])
      : [[], [], []];
    const answer: RfmReport = {
      cuts: cuts ?? null,
      currency,
      ...reportOf(sums, falls.flat(), moves),
      leftOut,
      now: at,
    };
    return c.json(answer, 200);
  })
  .get("/falls", async (c) => {
    const { DB } = c.env;
    const site = await readSite(DB, c.get("site"));
    if (!site) return problem(404, "site", "No such site");
    const { id, timeZone, currency } = site.settings;
    const at = await now(c.env);
    const today = dayIn(at, timeZone);
    const cuts = (await readScoring(DB, id))?.scoring.cuts;
    const fallsOn = async (days: number[]) =>
      cuts
        ? (await listFalls(DB, id, days, { cuts, timeZone }, MOST_LISTED)).map((buyer) =>
            fallOf(buyer, { cuts, timeZone }),
          )
        : [];
    const answer: FallReport = {
      today: await fallsOn([today]),
      next: await fallsOn(daysAfter(today)),
      currency,
      now: at,
    };
    return c.json(answer, 200);
  })
  .get("/lifecycle", async (c) => {
    const { DB } = c.env;
    const site = await readSite(DB, c.get("site"));
    if (!site) return problem(404, "site", "No such site");
    const { id } = site.settings;
    const at = await now(c.env);
    const today = Math.floor(at / DAY_MS);
    const scored = await readScoring(DB, id);
    const rules = { site: site.settings, scoring: scored?.scoring };
    const visitors = new Map<string, number>();
    const sums = { counted: 0, baskets: 0, abandoned: 0 };
    for await (const { profile, server } of newestVisitors(DB, id, today)) {
      const part = server ?? emptyServerPart;
      const stage = factsOf(profile, part, situationOf(profile, NO_PAGE, at), rules).lifecycle;
      visitors.set(stage, (visitors.get(stage) ?? 0) + 1);
      const { baskets, abandoned } = basketsOf(profile, ordersOf(profile, part).lastAt, today);
      sums.counted += 1;
      sums.baskets += baskets;
      sums.abandoned += abandoned;
    }
    const answer: LifecycleReport = {
      stages: LIFECYCLES.map((stage) => ({ stage, visitors: visitors.get(stage) ?? 0 })),
      ...sums,
      total: await countVisitorsSince(DB, id, firstCountedDay(today)),
      limits: rules.scoring?.lifecycle ?? LIFECYCLE_LIMITS,
      gaps: rules.scoring?.gaps ?? null,
      now: at,
    };
    return c.json(answer, 200);
  });

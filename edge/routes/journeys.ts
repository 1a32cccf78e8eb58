/** Journeys as saved: list with how many came where, one with who waits, save, delete. Visitors begin them once published. */
import { Hono } from "hono";
import * as v from "valibot";
import { type Journey, journeySchema } from "../../model/journey.ts";
import type { EnrolmentList, JourneyList, JourneyReport } from "../../model/push-report.ts";
import { sentResult } from "../../model/results/sent.ts";
import type { AppEnv } from "../env.ts";
import { actOf } from "../middleware/sign-in.ts";
import { validJsonOfPath, validQuery } from "../middleware/valid.ts";
import { problem } from "../problem.ts";
import { countWaiting, listWaiting } from "../store/enrolments.ts";
import {
  deleteJourney,
  listJourneys,
  readJourney,
  saveJourney,
  sumJourneyDeliveries,
} from "../store/journeys.ts";
import { sumSent } from "../store/sent-results.ts";
import { readSite } from "../store/sites.ts";

/** Held out before anything was done: whoever is held out later has had a part of it, and is no comparison. */
const holdoutOf = ({ steps: [first] }: Journey): number => (first?.kind === "split" ? first.holdoutShare : 0);

const PAGE = 50;
const pageSchema = v.object({
  /** Id of a step; absent: all of them. */
  step: v.optional(v.pipe(v.string(), v.maxLength(40))),
  /** As `next` of the page before. */
  after: v.optional(v.pipe(v.string(), v.regex(/^\d{1,16}\.[\w-]{1,40}$/, "the `next` of a page"))),
});

export const journeys = new Hono<AppEnv>()
  .get("/", async (c) => {
    const answer: JourneyList = { journeys: await listJourneys(c.env.DB, c.get("site")) };
    return c.json(answer, 200);
  })
  .get("/:id", async (c) => {
    const [db, site, id] = [c.env.DB, c.get("site"), c.req.param("id")];
    const [saved, deliveries, waitingAt] = await Promise.all([
      readJourney(db, site, id),
      sumJourneyDeliveries(db, site, id),
      countWaiting(db, site, id),
    ]);
    if (!saved) return problem(404, "journey", "No such journey");
    return c.json({ ...saved, deliveries, waitingAt } satisfies JourneyReport, 200);
  })
  .get("/:id/results", async (c) => {
    const [db, id] = [c.env.DB, c.req.param("id")];
    const [site, saved] = await Promise.all([
      readSite(db, c.get("site")),
      readJourney(db, c.get("site"), id),
    ]);
    if (!site || !saved) return problem(404, "journey", "No such journey");
    const sums = await sumSent(db, site.settings.id, "journey", id);
    return c.json(sentResult(sums, holdoutOf(saved.journey), site.settings.currency), 200);
  })
  .get("/:id/enrolments", validQuery(pageSchema), async (c) => {
    const { step, after = "0." } = c.req.valid("query");
    const [dueAt, visitor] = after.split(/\.(.*)/) as [string, string];
    const listed = await listWaiting(c.env.DB, c.get("site"), c.req.param("id"), {
      step,
      after: { dueAt: Number(dueAt), visitor },
      limit: PAGE + 1,
    });
    const enrolments = listed.slice(0, PAGE);
    const last = enrolments.at(-1);
    const answer: EnrolmentList = {
      enrolments,
      next: last && listed.length > PAGE ? `${last.dueAt}.${last.visitor}` : null,
    };
    return c.json(answer, 200);
  })
  .put("/:id", validJsonOfPath(journeySchema), async (c) => {
    const journey = c.req.valid("json");
    const act = await actOf(c);
    await saveJourney(c.env.DB, c.get("site"), journey, act);
    return c.json({ id: journey.id, updatedAt: act.at }, 200);
  })
  /** What is published of it stays live until the next publication; whoever is under way is stopped then. */
  .delete("/:id", async (c) => {
    const id = c.req.param("id");
    if (!(await deleteJourney(c.env.DB, c.get("site"), id, await actOf(c))))
      return problem(404, "journey", "No such journey");
    return c.json({ id }, 200);
  });

/** Where scores and stages begin (E2, C1): by the shop's own figures or as set. A change scores every buyer anew at once. */
import { Hono } from "hono";
import { LIFECYCLE_LIMITS } from "../../model/lifecycle.ts";
import type { ScoringReport } from "../../model/report.ts";
import { scoringSettingsOf, scoringSettingsSchema } from "../../model/scoring.ts";
import type { SiteSettings } from "../../model/snapshot.ts";
import type { AppEnv } from "../env.ts";
import { score } from "../jobs/score.ts";
import { logFailure } from "../log-line.ts";
import { actOf } from "../middleware/sign-in.ts";
import { validJson } from "../middleware/valid.ts";
import { problem } from "../problem.ts";
import { recorded } from "../store/changes.ts";
import { readScoring } from "../store/cut-points.ts";
import { hastenWork } from "../store/due-work.ts";
import { readSite, saveSettings } from "../store/sites.ts";

const noSite = () => problem(404, "site", "No such site");

export const scoring = new Hono<AppEnv>()
  .get("/", async (c) => {
    const site = await readSite(c.env.DB, c.get("site"));
    return site ? c.json(await reportOf(c.env.DB, site.settings), 200) : noSite();
  })
  .put("/", validJson(scoringSettingsSchema), async (c) => {
    const { DB } = c.env;
    const site = await readSite(DB, c.get("site"));
    if (!site) return noSite();
    const settings: SiteSettings = { ...site.settings, ...c.req.valid("json") };
    const work = { site: settings.id, kind: "score", subject: "" } as const;
    const act = await actOf(c);
    await DB.batch([
      ...recorded(DB, settings.id, act, { kind: "scoring" }, [saveSettings(DB, settings)]),
      hastenWork(DB, work, act.at),
    ]);
    // Here and now, so that the marketer sees what it does; where that fails the minute's work does it.
    await score(c.env, work, act.at).catch((error: unknown) =>
      logFailure("scoring put off", { site: settings.id }, error),
    );
    return c.json(await reportOf(DB, settings), 200);
  });

async function reportOf(
  db: D1Database,
  { id, rfm, lifecycle, currency }: SiteSettings,
): Promise<ScoringReport> {
  const inForce = (await readScoring(db, id))?.scoring;
  return {
    settings: scoringSettingsOf({ rfm, lifecycle }),
    cuts: inForce?.cuts ?? null,
    limits: inForce?.lifecycle ?? LIFECYCLE_LIMITS,
    gaps: inForce?.gaps ?? null,
    currency,
  };
}

/** Personas: who fits which, by the trade and the numbers that the shop has chosen. */
import { Hono } from "hono";
import { ALWAYS } from "../../model/bound.ts";
import { factsOf } from "../../model/facts.ts";
import { toMajor } from "../../model/money.ts";
import { emptyServerPart } from "../../model/passport.ts";
import {
  NEED_NAMES,
  personaSettingsSchema,
  personasOf,
  THRESHOLD_NAMES,
  type Thresholds,
  thresholdsOf,
} from "../../model/personas.ts";
import type { PersonaReport } from "../../model/report.ts";
import { now } from "../clock.ts";
import type { AppEnv } from "../env.ts";
import { validJson } from "../middleware/valid.ts";
import { PersonaCounts } from "../persona-counts.ts";
import { problem } from "../problem.ts";
import { readScoring } from "../store/cut-points.ts";
import { readStretch } from "../store/members.ts";
import { readPersonaSettings, savePersonaSettings } from "../store/persona-settings.ts";
import { listSegments } from "../store/segments.ts";
import { readOrderSizes } from "../store/shop-figures.ts";
import { readSite } from "../store/sites.ts";
import { countVisitorsSince } from "../store/visitors.ts";
import { NO_PAGE, rowOf, situationOf } from "../visitor-row.ts";

/** Visitors looked at, and read at once: a profile is a few KB, an isolate has 128 MB. */
const MOST_SAMPLED = 4_000;
const PAGE = 500;

export const personas = new Hono<AppEnv>()
  .get("/", async (c) => {
    const { DB } = c.env;
    const site = await readSite(DB, c.get("site"));
    if (!site) return problem(404, "site", "No such site");
    const { id, currency } = site.settings;
    const at = await now(c.env);
    const [settings, sizes, scored, saved, total] = await Promise.all([
      readPersonaSettings(DB, id),
      readOrderSizes(DB, id),
      readScoring(DB, id),
      listSegments(DB, id),
      countVisitorsSince(DB, id, 0),
    ]);
    const thresholds = thresholdsOf(settings, figuresOf(sizes, currency));
    const known = personasOf(settings.trade);
    const values = Object.fromEntries(THRESHOLD_NAMES.map((name) => [name, thresholds[name].value]));
    const counts = new PersonaCounts(known, values as Thresholds);
    const rules = { site: site.settings, scoring: scored?.scoring };
    for await (const candidate of sampleOf(DB, id)) {
      const { profile, server } = candidate;
      const situation = situationOf(profile, NO_PAGE, at);
      counts.add(candidate, factsOf(profile, server ?? emptyServerPart, situation, rules));
    }
    const names = new Map(saved.map(({ segment }) => [segment.id, segment.name]));
    const answer: PersonaReport = {
      settings,
      thresholds,
      personas: known.map((persona) => {
        const { examples, ...count } = counts.of(persona.id, total);
        return { id: persona.id, ...count, examples: examples.map((one) => rowOf(one, names, currency)) };
      }),
      missing: NEED_NAMES.filter((need) => counts.isMissing(need)),
      sampled: counts.sampled,
      total,
      currency,
      now: at,
    };
    return c.json(answer, 200);
  })
  .put("/settings", validJson(personaSettingsSchema), async (c) => {
    const settings = c.req.valid("json");
    await savePersonaSettings(c.env.DB, c.get("site"), settings);
    return c.json(settings, 200);
  });

/** From the beginning of their key, which chance has ordered. */
async function* sampleOf(db: D1Database, site: string) {
  let after = "";
  for (let read = 0; read < MOST_SAMPLED; read += PAGE) {
    const { candidates, last, isEnd } = await readStretch(db, site, after, ALWAYS, {
      length: PAGE,
      most: PAGE,
    });
    yield* candidates;
    if (isEnd) return;
    after = last;
  }
}

/** What the shop's own orders say, in the major unit. */
function figuresOf(sizes: { half: number; high: number } | undefined, currency: string): Partial<Thresholds> {
  if (!sizes) return {};
  const major = (minor: number) => Math.max(1, Math.round(toMajor(minor, currency)));
  return { high_order: major(sizes.high), middle_order: major(sizes.half) };
}

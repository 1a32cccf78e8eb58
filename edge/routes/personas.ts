/** Personas: who fits which, by the trade and the numbers that the shop has chosen. */
import { Hono } from "hono";
import { toMajor } from "../../model/money.ts";
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
import { judgeAt } from "../judge.ts";
import { actOf } from "../middleware/sign-in.ts";
import { validJson } from "../middleware/valid.ts";
import { PersonaCounts } from "../persona-counts.ts";
import { problem } from "../problem.ts";
import { sampleOf } from "../sample.ts";
import { listKnownTraits } from "../store/known-traits.ts";
import { readPersonaSettings, savePersonaSettings } from "../store/persona-settings.ts";
import { readOrderSizes } from "../store/shop-figures.ts";
import { readSite } from "../store/sites.ts";
import { rowOf } from "../visitor-row.ts";

export const personas = new Hono<AppEnv>()
  .get("/", async (c) => {
    const { DB } = c.env;
    const site = await readSite(DB, c.get("site"));
    if (!site) return problem(404, "site", "No such site");
    const { id, currency } = site.settings;
    const at = await now(c.env);
    const [settings, sizes, traits, judge] = await Promise.all([
      readPersonaSettings(DB, id),
      readOrderSizes(DB, id),
      listKnownTraits(DB, id),
      judgeAt(DB, site.settings, at),
    ]);
    const thresholds = thresholdsOf(settings, figuresOf(sizes, currency));
    const known = personasOf(settings.trade);
    const values = Object.fromEntries(THRESHOLD_NAMES.map((name) => [name, thresholds[name].value]));
    const counts = new PersonaCounts(traits);
    const { sampled, total } = await counts.count(known, values as Thresholds, judge.yardstick, (...asked) =>
      sampleOf(DB, id, judge, ...asked),
    );
    const names = new Map(judge.segments.map((segment) => [segment.id, segment.name]));
    const answer: PersonaReport = {
      settings,
      thresholds,
      personas: known.map((persona) => {
        const { examples, ...count } = counts.of(persona.id, total);
        return { id: persona.id, ...count, examples: examples.map((one) => rowOf(one, names, currency)) };
      }),
      missing: NEED_NAMES.filter((need) => counts.isMissing(need)),
      sampled,
      total,
      currency,
      now: at,
    };
    return c.json(answer, 200);
  })
  .put("/settings", validJson(personaSettingsSchema), async (c) => {
    const settings = c.req.valid("json");
    await savePersonaSettings(c.env.DB, c.get("site"), settings, await actOf(c));
    return c.json(settings, 200);
  });

/** What the shop's own orders say, in the major unit. */
function figuresOf(sizes: { half: number; high: number } | undefined, currency: string): Partial<Thresholds> {
  if (!sizes) return {};
  const major = (minor: number) => Math.max(1, Math.round(toMajor(minor, currency)));
  return { high_order: major(sizes.high), middle_order: major(sizes.half) };
}

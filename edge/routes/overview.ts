/** GET /overview: what happened by day of the shop, and in the range of the same length before; GET /overview/panels: the rest. */
import { type Context, Hono } from "hono";
import * as v from "valibot";
import type { OverviewPanels } from "../../model/overview-report.ts";
import type { DailyFigures, Overview } from "../../model/report.ts";
import { dateOf, dayIn, spansOf } from "../../model/shop-day.ts";
import type { SiteSettings } from "../../model/snapshot.ts";
import { now } from "../clock.ts";
import { dateSchema, dayOf } from "../date.ts";
import type { AppEnv } from "../env.ts";
import { validQuery } from "../middleware/valid.ts";
import { readPanels, readSecondPurchase } from "../overview-panels.ts";
import { problem } from "../problem.ts";
import { type DayFigure, listDayFigures } from "../store/figures.ts";
import { sumOrdersByDay } from "../store/order-sums.ts";
import { readSite } from "../store/sites.ts";
import { listCartVisits } from "../store/visit-sums.ts";

/** Two years and a bit: as much as one chart shows. */
const MAX_DAYS = 800;
const DEFAULT_DAYS = 30;

const rangeSchema = v.object({ from: v.optional(dateSchema), to: v.optional(dateSchema) });

interface Range {
  site: SiteSettings;
  at: number;
  from: number;
  to: number;
  length: number;
}

/** The site and the days asked for. */
async function readRange(
  c: Context<AppEnv>,
  query: v.InferOutput<typeof rangeSchema>,
): Promise<Range | "no site" | "too long"> {
  const site = await readSite(c.env.DB, c.get("site"));
  if (!site) return "no site";
  const at = await now(c.env);
  const to = query.to ? dayOf(query.to) : dayIn(at, site.settings.timeZone);
  const from = query.from ? dayOf(query.from) : to - DEFAULT_DAYS + 1;
  const length = to - from + 1;
  if (length < 1 || length > MAX_DAYS) return "too long";
  return { site: site.settings, at, from, to, length };
}

const noSite = () => problem(404, "site", "No such site");
const tooLong = () =>
  problem(400, "invalid-query", "The query is not as expected", {
    field: "from",
    expected: `at most ${MAX_DAYS} days before to, and not after it`,
  });

export const overview = new Hono<AppEnv>()
  .get("/", validQuery(rangeSchema), async (c) => {
    const { DB } = c.env;
    const range = await readRange(c, c.req.valid("query"));
    if (range === "no site") return noSite();
    if (range === "too long") return tooLong();
    const { site, at, from, to, length } = range;
    const { id, currency, timeZone } = site;
    const [figures, orders, visits, second] = await Promise.all([
      listDayFigures(DB, id, from - length, to),
      sumOrdersByDay(DB, id, spansOf(from - length, to, timeZone)),
      listCartVisits(DB, id, from - length, to),
      readSecondPurchase(DB, site, range),
    ]);
    const byDay = figuresByDay(figures, [...orders, ...visits]);
    const answer: Overview = {
      from: dateOf(from),
      to: dateOf(to),
      currency,
      ...rangeOf(byDay, from, length),
      before: rangeOf(byDay, from - length, length),
      second,
      now: at,
    };
    return c.json(answer, 200);
  })
  .get("/panels", validQuery(rangeSchema), async (c) => {
    const range = await readRange(c, c.req.valid("query"));
    if (range === "no site") return noSite();
    if (range === "too long") return tooLong();
    const { site, at, from, to } = range;
    const answer: OverviewPanels = {
      from: dateOf(from),
      to: dateOf(to),
      currency: site.currency,
      ...(await readPanels(c.env.DB, site, range)),
      now: at,
    };
    return c.json(answer, 200);
  });

const noFigures: DailyFigures = {
  visitors: 0,
  visits: 0,
  views: 0,
  carts: 0,
  orders: 0,
  revenueMinor: 0,
  cartVisits: 0,
  orderVisits: 0,
};

function figuresByDay(
  figures: DayFigure[],
  more: ({ day: number } & Partial<DailyFigures>)[],
): Map<number, DailyFigures> {
  const byDay = new Map<number, DailyFigures>();
  const add = (day: number, change: Partial<DailyFigures>) =>
    byDay.set(day, { ...noFigures, ...byDay.get(day), ...change });
  for (const { day, name, value } of figures) add(day, { [name]: value });
  for (const { day, ...rest } of more) add(day, rest);
  return byDay;
}

/** Every day of the range, those without anything as zeros, and their sums. */
function rangeOf(byDay: ReadonlyMap<number, DailyFigures>, from: number, length: number) {
  const totals = { ...noFigures };
  const days = Array.from({ length }, (_, i) => {
    const figures = byDay.get(from + i) ?? noFigures;
    for (const name in totals) totals[name as keyof DailyFigures] += figures[name as keyof DailyFigures];
    return { day: dateOf(from + i), ...figures };
  });
  return { days, totals };
}

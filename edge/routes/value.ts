/** Customer value: the ranking, the model behind it, one buyer, what the shop sets, and its table of service minutes. */
import { Hono } from "hono";
import * as v from "valibot";
import { EXPECTED_WEEKS, periodValue } from "../../model/buyer-value.ts";
import { expectedValue } from "../../model/expected-value.ts";
import { LIFECYCLE_LIMITS } from "../../model/lifecycle.ts";
import { periodUntil } from "../../model/period.ts";
import { summarise } from "../../model/purchase-history.ts";
import { RFM_SEGMENTS } from "../../model/rfm.ts";
import { averageOrder } from "../../model/segment-value.ts";
import { dayIn } from "../../model/shop-day.ts";
import { DAY_MS } from "../../model/time.ts";
import { attentionOf } from "../../model/value.ts";
import { valueModelOf } from "../../model/value-fit.ts";
import {
  BUYER_STAGES,
  type BuyerValue,
  type ValueHealth,
  type ValueRanking,
} from "../../model/value-report.ts";
import { keptMonths, valueSettingsSchema } from "../../model/value-settings.ts";
import { now } from "../clock.ts";
import type { AppEnv } from "../env.ts";
import { actOf } from "../middleware/sign-in.ts";
import { validJson, validQuery } from "../middleware/valid.ts";
import { problem } from "../problem.ts";
import { scoresOf } from "../rfm-scores.ts";
import { importTable } from "../service-import.ts";
import { readServiceOf } from "../store/buyer-values.ts";
import { recorded } from "../store/changes.ts";
import { readScoring } from "../store/cut-points.ts";
import { hastenWork } from "../store/due-work.ts";
import { listPaidOrders, readBuyerOfVisitor } from "../store/paid-orders.ts";
import { sumService } from "../store/service-minutes.ts";
import { readSite } from "../store/sites.ts";
import { readValueModel, settingsStatement } from "../store/value-models.ts";
import { FIRST, LAST, listRanking, type RankPlace } from "../store/value-ranking.ts";

const PAGE = 50;

/** `RANK.MINOR.WHO`: the rank of the last row shown, what it is sorted by, and the buyer, whose id may hold anything. */
const cursorSchema = v.pipe(
  v.string(),
  v.regex(/^\d{1,9}\.-?\d{1,16}\..+$/s, "a cursor as answered"),
  v.transform((text) => {
    const [rank, minor, ...who] = text.split(".");
    return { rank: Number(rank), place: { minor: Number(minor), who: who.join(".") } };
  }),
);
/** A whole number in the address. */
const whole = (least: number, most: number) =>
  v.pipe(
    v.string(),
    v.regex(/^\d{1,4}$/, `a whole number, ${least} to ${most}`),
    v.transform(Number),
    v.minValue(least, `a whole number, ${least} to ${most}`),
    v.maxValue(most, `a whole number, ${least} to ${most}`),
  );
const months = whole(1, 60);

const listSchema = v.object({
  months: v.optional(months),
  by: v.optional(v.picklist(["net", "expected"]), "net"),
  attention: v.optional(v.picklist(["day", "hour", "self_service"])),
  segment: v.optional(v.picklist(RFM_SEGMENTS)),
  stage: v.optional(v.picklist(BUYER_STAGES)),
  /** Id of a saved segment: buyers of whom a browser was in it when it was last heard of. */
  member: v.optional(v.pipe(v.string(), v.maxLength(64, "the id of a segment"))),
  after: v.optional(cursorSchema),
});
const buyerSchema = v.object({ months: v.optional(months), weeks: v.optional(whole(1, 520)) });
const tableSchema = v.object({
  /** The text of the file: customer, month, minutes and, where answers are told one by one, id. */
  csv: v.string(),
  /** Says what would happen and writes nothing. */
  isTrial: v.boolean(),
});

const pick = <Whole, Name extends keyof Whole>(whole: Whole, names: Name[]) =>
  Object.fromEntries(names.map((name) => [name, whole[name]])) as Pick<Whole, Name>;

/** Nobody brings anything after the last of them. */
const NOTHING: RankPlace = { minor: 0, who: "" };

export const value = new Hono<AppEnv>()
  .get("/", validQuery(listSchema), async (c) => {
    const { DB } = c.env;
    const site = await readSite(DB, c.get("site"));
    if (!site) return problem(404, "site", "No such site");
    const { id, currency, timeZone } = site.settings;
    const asked = c.req.valid("query");
    const [{ standings, settings: set }, scored] = await Promise.all([
      readValueModel(DB, id),
      readScoring(DB, id),
    ]);
    const periods = keptMonths(set);
    const length = asked.months ?? set.months;
    if (!periods.includes(length))
      return problem(400, "period", "This period is not kept", {
        field: "months",
        expected: `one of ${periods.join(", ")}, or set it as the shop's own`,
      });
    const at = await now(c.env);
    const standing = standings.find((one) => one.months === length) ?? null;
    const day = standing?.lastOfDay ?? FIRST;
    const between = {
      day: { behind: FIRST, through: day },
      hour: { behind: day, through: { minor: 1, who: LAST.who } },
      self_service: { behind: NOTHING, through: LAST },
    };
    const cuts = scored?.scoring.cuts;
    const limits = scored?.scoring.lifecycle ?? LIFECYCLE_LIMITS;
    const listed = await listRanking(
      DB,
      id,
      {
        months: length,
        by: asked.by,
        after: asked.after?.place ?? FIRST,
        net: asked.attention && between[asked.attention],
        scores:
          asked.segment && cuts
            ? { among: scoresOf(asked.segment), yardstick: { cuts, day: dayIn(at, timeZone), timeZone } }
            : undefined,
        member: asked.member,
        stage: asked.stage && { name: asked.stage, inactiveBefore: at - limits.inactiveDays * DAY_MS },
      },
      PAGE + 1,
    );
    const page = listed.slice(0, PAGE);
    const passed = asked.after?.rank ?? 0;
    const last = page.at(-1);
    const minor = asked.by === "net" ? last?.netMinor : last?.expectedMinor;
    const answer: ValueRanking = {
      rows: page.map((row, i) => ({
        ...row,
        rank: passed + i + 1,
        averageOrderMinor: averageOrder(row),
        attention: row.netMinor === null ? null : attentionOf({ minor: row.netMinor, who: row.who }, day),
      })),
      next: last && listed.length > PAGE ? `${passed + PAGE}.${minor}.${last.who}` : null,
      standing,
      periods,
      currency,
      now: at,
    };
    return c.json(answer, 200);
  })
  .get("/model", async (c) => {
    const { DB } = c.env;
    const site = await readSite(DB, c.get("site"));
    if (!site) return problem(404, "site", "No such site");
    const { id, currency } = site.settings;
    const [{ settings, fit, pass }, service] = await Promise.all([
      readValueModel(DB, id),
      sumService(DB, id),
    ]);
    const answer: ValueHealth = {
      fit,
      isWriting: fit !== null && pass?.after !== null,
      service,
      settings,
      currency,
      now: await now(c.env),
    };
    return c.json(answer, 200);
  })
  .get("/buyers/:who", validQuery(buyerSchema), async (c) => {
    const { DB } = c.env;
    const site = await readSite(DB, c.get("site"));
    if (!site) return problem(404, "site", "No such site");
    const { id, currency, timeZone } = site.settings;
    const asked = c.req.valid("query");
    const named = c.req.param("who");
    const who = named.startsWith("v:") ? await readBuyerOfVisitor(DB, id, named.slice(2)) : named;
    if (!who) return problem(404, "buyer", "No order of this buyer");
    const at = await now(c.env);
    const { fit, standings, settings: set } = await readValueModel(DB, id);
    const period = periodUntil(dayIn(at, timeZone), asked.months ?? set.months, timeZone);
    const [orders, service] = await Promise.all([
      listPaidOrders(DB, id, who, currency),
      readServiceOf(DB, id, who, who, period.firstMonth),
    ]);
    if (orders.length === 0 && !service.has(who)) return problem(404, "buyer", "No order of this buyer");
    const sum = periodValue(orders, service.get(who) ?? [], period, at, {
      hourMinor: set.hourMinor,
      currency,
    });
    const day = standings.find((one) => one.months === period.months)?.lastOfDay;
    const [history] = summarise(orders, at);
    const model = fit ? valueModelOf(fit) : undefined;
    const weeks = asked.weeks ?? EXPECTED_WEEKS;
    const expected = history && model && expectedValue(model, history, weeks, set.discountRate);
    const answer: BuyerValue = {
      who,
      period: {
        ...sum,
        averageOrderMinor: averageOrder(sum),
        attention: day ? attentionOf({ minor: sum.netMinor, who }, day) : null,
      },
      history: history ? pick(history, ["repeats", "lastWeeks", "ageWeeks", "meanSpendMinor"]) : null,
      expected:
        expected?.kind === "expected"
          ? { weeks, ...pick(expected, ["aliveProbability", "purchases", "spendMinor", "valueMinor"]) }
          : null,
      currency,
      now: at,
    };
    return c.json(answer, 200);
  })
  .put("/settings", validJson(valueSettingsSchema), async (c) => {
    const { DB } = c.env;
    const site = c.get("site");
    const settings = c.req.valid("json");
    const act = await actOf(c);
    await DB.batch([
      ...recorded(DB, site, act, { kind: "value" }, [settingsStatement(DB, site, settings)]),
      hastenWork(DB, { site, kind: "value", subject: "" }, act.at),
    ]);
    return c.json(settings, 200);
  })
  .post("/service-minutes", validJson(tableSchema), async (c) => {
    const { csv, isTrial } = c.req.valid("json");
    return c.json(await importTable(c.env.DB, c.get("site"), csv, isTrial, await now(c.env)), 200);
  });

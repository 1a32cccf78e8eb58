/** What counts as revenue, in which currency, and at which rates: a change values the site's orders and buyers anew, at once. */
import { Hono } from "hono";
import * as v from "valibot";
import { minorRateOf } from "../../model/money.ts";
import type { RateList, Revenue } from "../../model/report.ts";
import type { SiteSettings } from "../../model/snapshot.ts";
import { dateSchema, dayOf } from "../date.ts";
import type { AppEnv } from "../env.ts";
import { actOf } from "../middleware/sign-in.ts";
import { validJson } from "../middleware/valid.ts";
import { problem } from "../problem.ts";
import { recorded } from "../store/changes.ts";
import { sumOrders } from "../store/order-sums.ts";
import { revalueOrders } from "../store/order-value.ts";
import { deleteRate, listRates, saveRates } from "../store/rates.ts";
import { readSite, saveSite } from "../store/sites.ts";

const currency = v.pipe(v.string(), v.regex(/^[A-Z]{3}$/, "an ISO 4217 code of three capital letters"));
const revenueSchema = v.object({
  currency,
  isWithoutTax: v.boolean(),
  isWithoutShipping: v.boolean(),
});
const ratesSchema = v.object({
  rates: v.pipe(
    v.array(v.object({ currency, day: dateSchema, rate: v.pipe(v.string(), v.maxLength(30)) })),
    v.minLength(1),
    v.maxLength(1_000),
  ),
});

const revenueOf = ({ currency: reported, revenue }: SiteSettings): Revenue => ({
  currency: reported,
  isWithoutTax: revenue?.isWithoutTax ?? false,
  isWithoutShipping: revenue?.isWithoutShipping ?? false,
});
const noSite = () => problem(404, "site", "No such site");

export const revenue = new Hono<AppEnv>()
  .get("/revenue", async (c) => {
    const site = await readSite(c.env.DB, c.get("site"));
    return site ? c.json(revenueOf(site.settings), 200) : noSite();
  })
  .put("/revenue", validJson(revenueSchema), async (c) => {
    const site = await readSite(c.env.DB, c.get("site"));
    if (!site) return noSite();
    const { currency: reported, ...policy } = c.req.valid("json");
    const settings = { ...site.settings, currency: reported, revenue: policy };
    await saveSite(c.env.DB, settings, "revenue", await actOf(c));
    return c.json(revenueOf(settings), 200);
  })
  .get("/rates", async (c) => {
    const { DB } = c.env;
    const site = await readSite(DB, c.get("site"));
    if (!site) return noSite();
    const { id, currency: reported } = site.settings;
    const [rates, totals] = await Promise.all([listRates(DB, id, reported), sumOrders(DB, id)]);
    const answer: RateList = {
      currency: reported,
      rates,
      missing: totals
        .filter(({ leftOut }) => leftOut > 0)
        .map((total) => ({ currency: total.currency, orders: total.leftOut })),
    };
    return c.json(answer, 200);
  })
  .put("/rates", validJson(ratesSchema), async (c) => {
    const { DB } = c.env;
    const site = await readSite(DB, c.get("site"));
    if (!site) return noSite();
    const { id, currency: reported } = site.settings;
    const rates = [];
    for (const [i, rate] of c.req.valid("json").rates.entries()) {
      const fraction =
        rate.currency === reported ? undefined : minorRateOf(rate.rate, rate.currency, reported);
      if (!fraction)
        return problem(400, "invalid-body", "Nothing was saved: a rate is not as expected", {
          field: rate.currency === reported ? `rates[${i}].currency` : `rates[${i}].rate`,
          expected:
            rate.currency === reported
              ? `a currency other than ${reported}`
              : `a decimal over 0 of at most nine figures: what 1 ${rate.currency} is in ${reported}`,
        });
      rates.push({ ...rate, day: dayOf(rate.day), ...fraction });
    }
    await DB.batch([
      ...recorded(DB, id, await actOf(c), { kind: "rates" }, [saveRates(DB, id, reported, rates)]),
      ...revalueOrders(DB, id),
    ]);
    return c.json({ saved: rates.length }, 200);
  })
  .delete("/rates/:currency/:day", async (c) => {
    const { DB } = c.env;
    const site = await readSite(DB, c.get("site"));
    if (!site) return noSite();
    const { id, currency: reported } = site.settings;
    const { currency: of, day: on } = c.req.param();
    const gone = deleteRate(DB, id, reported, of, dayOf(on) || 0);
    await DB.batch([
      ...recorded(DB, id, await actOf(c), { kind: "rates" }, [gone]),
      ...revalueOrders(DB, id),
    ]);
    return c.json({ currency: of, day: on }, 200);
  });

/**
 * Customer value (S16–S18): every hour, where something has changed since, both models are fitted to the shop's orders,
 * and what each buyer brought and is still to bring is reckoned anew, page by page. Rows are written only where a value
 * has moved. What a pass follows from is its basis: the day, the settings and the sums of the buyers; a pass that was
 * cut short goes on where it ended, and where nothing has changed there is none.
 */

import { MAX_FITTED_CUSTOMERS } from "../../model/customer-group.ts";
import { periodUntil } from "../../model/period.ts";
import { type PaidOrder, type PurchaseHistory, summarise } from "../../model/purchase-history.ts";
import { dayIn, startOfDay } from "../../model/shop-day.ts";
import type { SiteSettings } from "../../model/snapshot.ts";
import { DAY_MS, HOUR_MS } from "../../model/time.ts";
import { fitValue, type ValueFit, valueModelOf } from "../../model/value-fit.ts";
import { keptMonths, type ValueSettings } from "../../model/value-settings.ts";
import type { Env } from "../env.ts";
import { deleteValuesOfNobody, readKeptValues, readServiceOf, saveValues } from "../store/buyer-values.ts";
import { type DueWork, finishWork } from "../store/due-work.ts";
import { readBuyersPage, sumBuyers } from "../store/paid-orders.ts";
import { readSite } from "../store/sites.ts";
import { readValueModel, saveFit, savePassEnd } from "../store/value-models.ts";
import { readStandings } from "../store/value-ranking.ts";
import { changesOf, type Reckoning } from "../value-changes.ts";

/** Buyers read at once: for the fit, which keeps four numbers of each, and for writing, three calls to D1. */
const FIT_PAGE = 5_000;
const PAGE = 2_000;
/** Pages written in one go: 50,000 buyers, some 75 calls to D1. Of more the next minute goes on. */
const PAGES = 25;

/** Due again in an hour, or at the shop's midnight where that comes first; in a minute while buyers are left. */
export async function value(env: Env, work: DueWork, now: number): Promise<void> {
  const site = await readSite(env.DB, work.site);
  if (!site) return finishWork(env.DB, work, now + DAY_MS);
  const { settings } = site;
  const today = dayIn(now, settings.timeZone);
  const sums = await sumBuyers(env.DB, settings.id);
  const known = await readValueModel(env.DB, settings.id);
  const basis = JSON.stringify([today, settings.timeZone, settings.currency, known.settings, sums]);
  let { fit, pass } = known;
  if (!fit || pass?.basis !== basis) {
    fit = await fitted(env, settings, sums.buyers, now, fit ?? undefined);
    pass = { basis, after: "" };
    await saveFit(env.DB, settings.id, fit, pass);
  }
  const isDone =
    pass.after === null ||
    (await writeValues(env, settings, known.settings, fit, { basis, after: pass.after }, today, now));
  await finishWork(
    env.DB,
    work,
    isDone ? Math.min(now + HOUR_MS, startOfDay(today + 1, settings.timeZone)) : now,
  );
}

/** Both models, fitted to all buyers or, where there are very many, to every n-th. */
async function fitted(
  { DB }: Env,
  { id, currency }: SiteSettings,
  buyers: number,
  now: number,
  former: ValueFit | undefined,
): Promise<ValueFit> {
  const step = Math.max(1, Math.ceil(buyers / MAX_FITTED_CUSTOMERS));
  const histories: PurchaseHistory[] = [];
  let after: string | undefined = "";
  while (after !== undefined) {
    const page = await readBuyersPage(DB, id, currency, { after, step, limit: FIT_PAGE });
    for (const history of summarise(page.orders, now)) histories.push(history);
    after = page.buyers.length === FIT_PAGE ? page.buyers.at(-1) : undefined;
  }
  return fitValue(histories, currency, now, former);
}

/** True where the last buyer is written. */
async function writeValues(
  { DB }: Env,
  site: SiteSettings,
  set: ValueSettings,
  fit: ValueFit,
  { basis, after }: { basis: string; after: string },
  today: number,
  now: number,
): Promise<boolean> {
  const months = keptMonths(set);
  const periods = months.map((each) => periodUntil(today, each, site.timeZone));
  const reckoning: Reckoning = {
    currency: site.currency,
    set,
    model: valueModelOf(fit),
    periods,
    until: now,
  };
  let from = after;
  for (let page = 0; page < PAGES; page++) {
    const { buyers, orders } = await readBuyersPage(DB, site.id, site.currency, {
      after: from,
      step: 1,
      limit: PAGE,
    });
    const to = buyers.at(-1);
    if (to !== undefined) {
      const [service, kept] = await Promise.all([
        readServiceOf(DB, site.id, from, to, periods.at(-1)!.firstMonth),
        readKeptValues(DB, site.id, from, to),
      ]);
      const changes = changesOf({ buyers, orders: byBuyer(orders), service, kept }, reckoning);
      await saveValues(DB, site.id, changes, { basis, after: to });
      from = to;
    }
    if (buyers.length === PAGE) continue;
    await deleteValuesOfNobody(DB, site.id);
    await savePassEnd(DB, site.id, basis, await readStandings(DB, site.id, months));
    return true;
  }
  return false;
}

function byBuyer(orders: readonly PaidOrder[]): Map<string, PaidOrder[]> {
  const of = new Map<string, PaidOrder[]>();
  for (const order of orders) {
    const mine = of.get(order.customer);
    if (mine) mine.push(order);
    else of.set(order.customer, [order]);
  }
  return of;
}

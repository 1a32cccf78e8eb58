/** How the estimate of a campaign has settled: what it was on each day, with the interval that held at every look. */
import { type ArmSums, addedBy } from "../model/results/compare.ts";
import type { CampaignResults } from "../model/results/report.ts";
import { HELD_OUT, HELD_OUT_OF_ALL, sharesIn } from "../model/results/split.ts";
import { dateOf, spansOf } from "../model/shop-day.ts";
import type { SiteSettings } from "../model/snapshot.ts";
import { type Growth, listArrivals, listGrowth } from "./store/results-by-day.ts";

/** As many as a chart can tell apart; of a longer time every second day, or third. */
const MOST_POINTS = 60;

/** `since`, `today`: days of the shop's calendar. Days without enough buyers on both sides are left out. */
export async function readSettling(
  db: D1Database,
  { id, timeZone }: SiteSettings,
  campaign: string,
  split: string,
  since: number,
  today: number,
): Promise<CampaignResults["settling"]> {
  const every = Math.ceil((today - since + 1) / MOST_POINTS);
  // Counted back from today, so that the last point is what stands above it.
  const days = spansOf(since, today, timeZone).filter(([day]) => (today - day) % every === 0);
  const shares = sharesIn(split);
  const [growth, all] = await Promise.all([
    listGrowth(
      db,
      id,
      campaign,
      split,
      days.map(([, , until]) => until),
    ),
    listArrivals(db, id, campaign, split),
  ]);
  const arrivals = all.filter(({ arm: name }) => shares.has(name));
  const arms = new Map<string, ArmSums>();
  const arm = (name: string) => {
    const known = arms.get(name) ?? emptyArm(name);
    arms.set(name, known);
    return known;
  };
  let counted = 0;
  return days.flatMap(([day], stretch) => {
    for (; counted < arrivals.length && arrivals[counted]!.day <= day; counted++) {
      const { arm: name, visitors } = arrivals[counted]!;
      arm(name).visitors += visitors;
    }
    for (const one of growth.filter((each) => each.stretch === stretch)) grow(arm(one.arm), one);
    const { addedMinor } = addedBy([...arms.values()], split, 0);
    if (!addedMinor) return [];
    const shown = [...arms.values()]
      .filter(({ arm: name }) => name !== HELD_OUT && name !== HELD_OUT_OF_ALL)
      .reduce((sum, { visitors }) => sum + visitors, 0);
    const each = (minor: number) => minor / shown;
    const { estimate, low, high } = addedMinor;
    return [
      {
        day: dateOf(day),
        eachMinor: { estimate: each(estimate), low: each(low), high: each(high) },
      },
    ];
  });
}

function grow(arm: ArmSums, { browsers, people, buyers, orders, revenueMinor, squares }: Growth): void {
  arm.visitors += people - browsers;
  arm.buyers += buyers;
  arm.orders += orders;
  arm.revenueMinor += revenueMinor;
  arm.squares += squares;
}

const emptyArm = (arm: string): ArmSums => ({
  arm,
  visitors: 0,
  buyers: 0,
  orders: 0,
  revenueMinor: 0,
  squares: 0,
  cappedMinor: 0,
  cappedSquares: 0,
});

/** The arms of a campaign held against each other: what it added, and how sure that is. */
import { ALPHA, differenceInterval, type Interval, MIN_BUYERS, type Sums, weeksNeeded } from "./interval.ts";
import type { Added, ResultArm } from "./report.ts";
import { HELD_OUT, HELD_OUT_OF_ALL, LET_IN, sharesIn } from "./split.ts";

/** What an arm's visitors brought, all of one split. */
export interface ArmSums {
  arm: string;
  visitors: number;
  buyers: number;
  orders: number;
  revenueMinor: number;
  squares: number;
  cappedMinor: number;
  cappedSquares: number;
}

type Compared = Pick<ArmSums, "visitors" | "buyers" | "revenueMinor" | "squares">;
const noArm: Compared = { visitors: 0, buyers: 0, revenueMinor: 0, squares: 0 };

const sumsOf = ({ visitors, revenueMinor, squares }: Compared): Sums => ({
  visitors,
  sum: revenueMinor,
  squares,
});
const isEnough = ({ buyers }: Compared) => buyers >= MIN_BUYERS;

/** All the variants as one; of all campaigns together, whoever was let in. */
const shownOf = (arms: readonly ArmSums[]): ArmSums[] =>
  arms.filter(({ arm }) => arm !== HELD_OUT && arm !== HELD_OUT_OF_ALL);

/** `ALL_CAMPAIGNS` is measured by those held out of all, a campaign by those held out of it alone. */
function sidesOf(
  arms: readonly ArmSums[],
  split: string,
): { shown: Compared; held: Compared; isSplit: boolean } {
  const shares = sharesIn(split);
  const heldOut = shares.has(LET_IN) ? HELD_OUT_OF_ALL : HELD_OUT;
  const variants = shownOf(arms);
  const sumOf = (figure: keyof Compared) => variants.reduce((sum, arm) => sum + arm[figure], 0);
  const shown: Compared = {
    visitors: sumOf("visitors"),
    buyers: sumOf("buyers"),
    revenueMinor: sumOf("revenueMinor"),
    squares: sumOf("squares"),
  };
  return { shown, held: arms.find(({ arm }) => arm === heldOut) ?? noArm, isSplit: shares.has(heldOut) };
}

/** `aWeek`: visitors a week as of late, of all arms. */
export function addedBy(arms: readonly ArmSums[], split: string, aWeek: number): Added {
  const { shown, held, isSplit } = sidesOf(arms, split);
  if (!isSplit) return { addedMinor: null, verdict: "no_holdout", weeks: null };
  const visitors = shown.visitors + held.visitors;
  if (visitors === 0) return { addedMinor: null, verdict: "nobody_yet", weeks: null };
  if (!isEnough(shown) || !isEnough(held))
    return { addedMinor: null, verdict: "too_few", weeks: weeksToEnough([shown, held], visitors, aWeek) };
  const each = differenceInterval(sumsOf(shown), sumsOf(held));
  return {
    addedMinor: forAll(each, shown.visitors),
    verdict: each.low > 0 ? "more" : each.high < 0 ? "less" : "undecided",
    weeks: weeksNeeded(each, visitors, aWeek),
  };
}

/** The same of what is left where nobody counts for more than the cap. */
export function addedCapped(arms: readonly ArmSums[], split: string): Interval | null {
  const { addedMinor } = addedBy(
    arms.map((arm) => ({ ...arm, revenueMinor: arm.cappedMinor, squares: arm.cappedSquares })),
    split,
    0,
  );
  return addedMinor;
}

const forAll = ({ estimate, low, high }: Interval, visitors: number): Interval => ({
  estimate: Math.round(estimate * visitors),
  low: Math.round(low * visitors),
  high: Math.round(high * visitors),
});

/** Until both sides have buyers enough for an interval, buying as they do; null: not to be foreseen, or not within a year. */
function weeksToEnough(sides: readonly Compared[], visitors: number, aWeek: number): number | null {
  const times = Math.max(...sides.map(({ buyers }) => MIN_BUYERS / buyers));
  const weeks = Math.ceil((visitors * (times - 1)) / aWeek);
  return weeks <= 52 ? weeks : null;
}

/**
 * Each arm for itself, the variants in the order of the split. The intervals of several variants are as much wider that all of
 * them together hold as often as one would.
 */
export function armsOf(arms: readonly ArmSums[], split: string): ResultArm[] {
  const shares = sharesIn(split);
  const known = new Map(arms.map((arm) => [arm.arm, arm]));
  const names = [...shares.keys()];
  const variants = names.filter((arm) => arm !== HELD_OUT && arm !== HELD_OUT_OF_ALL);
  const over = (name: string, other: string | undefined, comparisons: number): Interval | null => {
    const [arm, base] = [known.get(name), other === undefined ? undefined : known.get(other)];
    if (!arm || !base || arm === base || !isEnough(arm) || !isEnough(base)) return null;
    return differenceInterval(sumsOf(arm), sumsOf(base), ALPHA / comparisons);
  };
  return [...shares].map(([name, share]) => {
    const { visitors, buyers, orders, revenueMinor } = known.get(name) ?? { ...noArm, orders: 0 };
    const isVariant = variants.includes(name);
    return {
      arm: name,
      visitors,
      share,
      buyers,
      orders,
      revenueMinor,
      overHeldOut: isVariant ? over(name, HELD_OUT, variants.length) : null,
      overFirst: isVariant ? over(name, variants[0], Math.max(1, variants.length - 1)) : null,
    };
  });
}

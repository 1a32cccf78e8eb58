/**
 * By how much two arms differ per visitor, with an interval that holds at every look: whoever looks daily and stops when it
 * pleases is wrong in no more than 5 % of campaigns.
 *
 * The asymptotic confidence sequence of Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas, "Time-uniform central limit theory and
 * asymptotic confidence sequences", Annals of Statistics 52 (2024), Theorem 2.2. What visitors bring is nothing for most and has
 * a long tail for the rest: without a bound, so that of Howard, Ramdas, McAuliffe and Sekhon (Annals of Statistics 49, 2021)
 * there is none to be used that does not name one; what is capped to have a bound is no longer what was brought. This one asks
 * only for a little more than a variance. The price is that it holds from a number of visitors on: see MIN_BUYERS.
 *
 * A visitor who is counted may order again later. What is so added goes with what was there before, and a process whose steps
 * go together crosses the line no more often than one whose steps are independent (Slepian's inequality).
 */

/** Sums over the visitors of an arm, those who brought nothing among them. */
export interface Sums {
  visitors: number;
  sum: number;
  /** Of each visitor's own sum. */
  squares: number;
}

export interface Interval {
  estimate: number;
  low: number;
  high: number;
}

export const ALPHA = 0.05;

/** Fewer than so many buyers in an arm say nothing of its tail; below it no interval is shown. */
export const MIN_BUYERS = 10;

/**
 * Visitors of both arms at which the interval is narrowest for its alpha, fixed beforehand: it may not follow from what is measured. A
 * small shop has so many in some weeks; a hundred times as many pay a tenth of width for it.
 */
const NARROWEST_AT = 1_000;

/** How many standard errors the interval reaches to each side once `visitors` were seen: 1.96 where one looks but once. */
export function reach(visitors: number, alpha = ALPHA): number {
  const log = -2 * Math.log(alpha);
  const time = (visitors * (log + Math.log(log + 1))) / NARROWEST_AT;
  return Math.sqrt(2 * (1 + 1 / time) * Math.log(Math.sqrt(time + 1) / alpha));
}

/**
 * What a visitor of `arm` brings more than one of `other`, on average, in the unit of the sums. Each arm is given at least the
 * variance of both together: a small holdout that has met none of the tail yet would seem surer than it is, and looked at
 * daily raises three times as many false alarms as it may (tests/model/results/interval.test.ts).
 */
export function differenceInterval(arm: Sums, other: Sums, alpha = ALPHA): Interval {
  const both = addSums(arm, other);
  const estimate = meanOf(arm) - meanOf(other);
  const error = [arm, other].reduce(
    (sum, one) => sum + Math.max(varianceOf(one), varianceOf(both)) / one.visitors,
    0,
  );
  const half = reach(both.visitors, alpha) * Math.sqrt(error);
  return { estimate, low: estimate - half, high: estimate + half };
}

export const addSums = (a: Sums, b: Sums): Sums => ({
  visitors: a.visitors + b.visitors,
  sum: a.sum + b.sum,
  squares: a.squares + b.squares,
});

const meanOf = ({ visitors, sum }: Sums) => sum / visitors;
const varianceOf = (sums: Sums) => Math.max(0, sums.squares / sums.visitors - meanOf(sums) ** 2);

/** Longest time that is told: who has to wait longer need not know by how much. */
const MOST_WEEKS = 52;

/**
 * After how many more weeks the interval would leave out 0, were the difference as large as it looks now and as many visitors
 * to come `aWeek` as lately; null: not within a year. 0 where it does so already.
 */
export function weeksNeeded({ estimate, high }: Interval, visitors: number, aWeek: number): number | null {
  const error = (high - estimate) / reach(visitors);
  for (let weeks = 0; weeks <= MOST_WEEKS; weeks++) {
    const then = visitors + weeks * aWeek;
    if (reach(then) * error * Math.sqrt(visitors / then) < Math.abs(estimate)) return weeks;
  }
  return null;
}

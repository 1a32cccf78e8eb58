/** How many of all there are, from a part of them that chance has chosen: the count with its interval. */

export interface Estimate {
  /** The likeliest; the true count where `low` and `high` are equal. */
  count: number;
  /** 19 of 20 intervals made so hold the true count. */
  low: number;
  high: number;
}

/** Two-sided 95 % of the normal distribution. */
const Z = 1.959964;
/** Means of a Poisson count below which 1, 2 and 3 or more are seen with a chance of 5 %. */
const RARE = [0, 0.051293, 0.355362, 0.817691];

/**
 * `hits` of `sampled` out of `total`, drawn without replacement. Wilson's score interval, since it stays sound near none
 * and near all, where the usual p ± 1.96 s fails; with the variance of a sample that takes a share of all there are (the
 * hypergeometric's (N − n) / (N − 1)), so it closes where everybody was looked at. Beside one, two or three hits, or
 * misses, it holds too seldom; there the Poisson bound stands in, as in Brown, Cai and DasGupta, "Interval Estimation for
 * a Binomial Proportion", Statistical Science 16 (2001), 4.1.1. What was seen bounds it: at least the hits, at most all
 * but the misses. The exact inversion of the hypergeometric never holds too seldom, but is wider everywhere and sums
 * thousands of terms at each key typed. tests/model/estimate.test.ts computes how often this one holds.
 */
export function estimate(hits: number, sampled: number, total: number): Estimate {
  if (sampled >= total) return { count: hits, low: hits, high: hits };
  if (sampled === 0) return { count: 0, low: 0, high: total };
  const misses = sampled - hits;
  const share = hits / sampled;
  const weight = (Z * Z * (total - sampled)) / (total - 1) / sampled;
  const middle = (share + weight / 2) / (1 + weight);
  const half = Math.sqrt(weight * (share * (1 - share) + weight / 4)) / (1 + weight);
  const rare = (few: number) => (RARE[few] === undefined ? Infinity : RARE[few] / sampled);
  const low = Math.min(middle - half, rare(hits));
  const high = Math.max(middle + half, 1 - rare(misses));
  return {
    count: Math.round(share * total),
    low: Math.max(hits, Math.floor(total * low)),
    high: Math.min(total - misses, Math.ceil(total * high)),
  };
}

/**
 * A sum over `total`, from the sum and the sum of squares of `sampled` of them, those with nothing among them: the mean's
 * normal interval, with the same correction where the sample takes a share of all. Sound where dozens bring something
 * (Cochran, Sampling Techniques, chapter 2); what was seen is there at least.
 */
export function estimateSum(
  { sum, squares }: { sum: number; squares: number },
  sampled: number,
  total: number,
): Estimate {
  if (sampled >= total || sampled < 2) return { count: sum, low: sum, high: sum };
  const mean = sum / sampled;
  const variance = Math.max(0, squares - sum * mean) / (sampled - 1);
  const half = Z * total * Math.sqrt((variance / sampled) * (1 - sampled / total));
  return {
    count: Math.round(mean * total),
    low: Math.max(sum, Math.floor(mean * total - half)),
    high: Math.ceil(mean * total + half),
  };
}

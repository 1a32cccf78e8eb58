/**
 * How often a customer will buy again, and whether they are still one: the BG/NBD model. While alive, a customer buys at a
 * rate of their own, gamma distributed over customers; after each purchase they leave with a probability of their own, beta
 * distributed. Source of every formula, and its numbers in brackets: Fader, Hardie and Lee, "Counting Your Customers the Easy
 * Way: An Alternative to the Pareto/NBD Model", Marketing Science 24 (2005).
 */
import {
  type Counted,
  countCustomers,
  evenSample,
  groupAlike,
  MAX_FITTED_CUSTOMERS,
} from "./customer-group.ts";
import { maximise, type Slope } from "./maximise.ts";
import type { Buying } from "./purchase-history.ts";

/** The model of one shop's customers. All four are positive. */
export interface BgNbd {
  /** Shape of the purchase rates: below 1 most customers buy seldom and a few often. */
  r: number;
  /** Scale of the purchase rates, weeks: the mean rate is `r / alpha` purchases a week. */
  alpha: number;
  /** Weight of leaving: after a purchase, `a / (a + b)` of new customers leave. */
  a: number;
  /** Weight of staying. */
  b: number;
}

export type BuyingGroup = Buying & Counted;

export type BuyingFit =
  | {
      kind: "fitted";
      model: BgNbd;
      /** Natural logarithm, summed over the customers fitted: 0 would be a certainty, less is less likely. */
      logLikelihood: number;
      /** How many customers it was fitted to: all, or the sample. */
      customers: number;
    }
  | {
      kind: "refused";
      /**
       * `no_customers`: none has bought. `no_time`: all bought first today. `no_repeats`: none has bought twice. `too_few`:
       * fewer than `MIN_REPEATERS` have. `no_optimum`: no parameters fit best.
       */
      reason: "no_customers" | "no_time" | "no_repeats" | "too_few" | "no_optimum";
    };

/** Least customers with a repeat: ten for each of the four parameters, the usual rule of thumb for a likelihood. */
export const MIN_REPEATERS = 40;

/** What is left of the chance of a further purchase when the sum over purchases ends. */
const NEGLIGIBLE = 1e-12;
/** Longest sum over purchases: only rates far beyond any shop's reach it. */
const MAX_PURCHASES = 20_000;

/** The customers by what the model asks of them. */
export const groupBuying = (customers: readonly Buying[]): BuyingGroup[] =>
  groupAlike(
    customers.map(({ repeats, lastWeeks, ageWeeks }) => ({ repeats, lastWeeks, ageWeeks })),
    ({ repeats, lastWeeks, ageWeeks }) => `${repeats} ${lastWeeks} ${ageWeeks}`,
  );

/** How likely the model makes these customers (section 7 has the form for computing): the natural logarithm. */
export const logLikelihood = (model: BgNbd, groups: readonly BuyingGroup[]): number =>
  likelihood(model, groups).value;

/**
 * The most likely model of these customers. `start` is where the search begins, such as the last fit's model; the answer
 * does not depend on it but for rounding.
 */
export function fitBgNbd(groups: readonly BuyingGroup[], start?: BgNbd): BuyingFit {
  const fitted = evenSample(groups, byBuying, MAX_FITTED_CUSTOMERS);
  const customers = countCustomers(fitted);
  if (customers === 0) return { kind: "refused", reason: "no_customers" };
  const weeks = fitted.reduce((sum, group) => sum + group.customers * group.ageWeeks, 0) / customers;
  if (weeks === 0) return { kind: "refused", reason: "no_time" };
  const repeaters = countCustomers(fitted.filter(({ repeats }) => repeats > 0));
  if (repeaters === 0) return { kind: "refused", reason: "no_repeats" };
  if (repeaters < MIN_REPEATERS) return { kind: "refused", reason: "too_few" };
  const { r, alpha, a, b } = start ?? { r: 1, alpha: weeks, a: 1, b: 1 };
  const top = maximise(
    (point) => {
      const at = modelAt(point, weeks);
      const { value, gradient } = likelihood(at, fitted);
      const [byR, byAlpha, byA, byB] = gradient as [number, number, number, number];
      const slopes = [
        at.r * byR + at.alpha * byAlpha,
        at.alpha * byAlpha,
        at.a * byA,
        at.a * byA + at.b * byB,
      ];
      return { value: value / customers, gradient: slopes.map((slope) => slope / customers) };
    },
    [r, alpha / (r * weeks), a / b, b].map(Math.log),
  );
  if (!top) return { kind: "refused", reason: "no_optimum" };
  return {
    kind: "fitted",
    model: modelAt(top.point, weeks),
    logLikelihood: top.value * customers,
    customers,
  };
}

/**
 * The chance that the customer is still one, 0 to 1 (Fader and Hardie, brucehardie.com/notes/021). It is 1 for who has bought
 * once: the model lets customers leave only after a repeat.
 */
export function probabilityAlive({ r, alpha, a, b }: BgNbd, customer: Buying): number {
  const { repeats, lastWeeks, ageWeeks } = customer;
  if (repeats === 0) return 1;
  const silence = ((alpha + ageWeeks) / (alpha + lastWeeks)) ** (r + repeats);
  return 1 / (1 + (a / (b + repeats - 1)) * silence);
}

/**
 * How many days with a purchase to expect of the customer in the next `weeks` (equation 10). A customer of today, all three
 * of their numbers 0, gives the expectation for somebody new (equation 9).
 *
 * The paper's form has the Gaussian hypergeometric function and divides by a − 1, which loses all digits near a = 1. Summing
 * over purchases gives the same without either: the k-th comes if a customer who never leaves would make k or more in that
 * time (negative binomial), and this one has stayed after each of the k − 1 before (beta). Every term is positive.
 */
export function expectedPurchases(model: BgNbd, customer: Buying, weeks: number): number {
  const { r, alpha, a, b } = model;
  const { repeats, ageWeeks } = customer;
  if (weeks <= 0) return 0;
  const shape = r + repeats;
  const odds = weeks / (alpha + ageWeeks);
  const share = odds / (1 + odds);
  // As a logarithm: for the busiest customers the chance of none is too small for a double.
  let logChance = -shape * Math.log1p(odds);
  let more = 1;
  let stayed = 1;
  let sum = 0;
  for (let k = 0; k < MAX_PURCHASES; k++) {
    more -= Math.exp(logChance);
    if (!(more * stayed > NEGLIGIBLE)) break;
    sum += more * stayed;
    logChance += Math.log(((shape + k) / (k + 1)) * share);
    stayed *= (b + repeats + k) / (a + b + repeats + k);
  }
  return sum * probabilityAlive(model, customer);
}

/** The chance, 0 to 1, that somebody new does not buy again within `weeks` (equation 8 at 0). */
export const probabilityOfNoRepeat = ({ r, alpha }: BgNbd, weeks: number): number =>
  (alpha / (alpha + weeks)) ** r;

/**
 * The model at a point of the search: the logarithms of r, of alpha / r in units of the mean age, of a / b, and of b.
 * Logarithms keep the parameters positive. The two ratios stay put where r or b run off because customers are all alike.
 */
function modelAt(point: number[], weeks: number): BgNbd {
  const [r, pause, leaving, b] = point.map(Math.exp) as [number, number, number, number];
  return { r, alpha: pause * r * weeks, a: leaving * b, b };
}

const byBuying = (left: Buying, right: Buying) =>
  left.repeats - right.repeats || left.lastWeeks - right.lastWeeks || left.ageWeeks - right.ageWeeks;

/** The log-likelihood and its derivatives by r, alpha, a and b. */
function likelihood({ r, alpha, a, b }: BgNbd, groups: readonly BuyingGroup[]): Slope {
  const ratios = ratiosOf(
    { r, a, b },
    groups.reduce((most, { repeats }) => Math.max(most, repeats), 0),
  );
  let value = 0;
  const gradient: [number, number, number, number] = [0, 0, 0, 0];
  for (const { repeats, lastWeeks, ageWeeks, customers } of groups) {
    const age = alpha + ageWeeks;
    const last = alpha + lastWeeks;
    // ln(alpha / age), exact also where alpha is great.
    const logYouth = -Math.log1p(ageWeeks / alpha);
    const shape = r + repeats;
    let own = r * logYouth;
    let byR = logYouth;
    let byAlpha = r / alpha - shape / age;
    if (repeats > 0) {
      const ratio = ratios[repeats]!;
      const logSilence = Math.log1p((ageWeeks - lastWeeks) / last);
      // How many times likelier it is that they left after their last purchase than that they are here and silent.
      const logOdds = Math.log(a / (b + repeats - 1)) + shape * logSilence;
      const isGone = 1 / (1 + Math.exp(-logOdds));
      own +=
        ratio.log - repeats * Math.log(age) + Math.max(0, logOdds) + Math.log1p(Math.exp(-Math.abs(logOdds)));
      byR += ratio.byR + isGone * logSilence;
      byAlpha += isGone * shape * (1 / age - 1 / last);
      gradient[2] += customers * (ratio.byA + isGone / a);
      gradient[3] += customers * (ratio.byB - isGone / (b + repeats - 1));
    }
    value += customers * own;
    gradient[0] += customers * byR;
    gradient[1] += customers * byAlpha;
  }
  return { value, gradient };
}

/**
 * For 0, 1, … repeats: the logarithm of Γ(r + x) / Γ(r) · B(a, b + x) / B(a, b), and its derivatives. Since x is whole the
 * ratios are products of x factors, each following from the one before, and no gamma function is needed.
 */
function ratiosOf({ r, a, b }: Omit<BgNbd, "alpha">, most: number) {
  let ratio = { log: 0, byR: 0, byA: 0, byB: 0 };
  const ratios = [ratio];
  for (let x = 0; x < most; x++) {
    const left = 1 / (a + b + x);
    ratio = {
      log: ratio.log + Math.log((r + x) * (b + x) * left),
      byR: ratio.byR + 1 / (r + x),
      byA: ratio.byA - left,
      byB: ratio.byB + 1 / (b + x) - left,
    };
    ratios.push(ratio);
  }
  return ratios;
}

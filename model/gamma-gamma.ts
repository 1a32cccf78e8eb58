/**
 * How much a customer will spend on a day they buy: the Gamma-Gamma model. Each customer's purchases vary around a mean of
 * their own, and the means vary over customers; few purchases say little of a customer, and are drawn towards everybody's.
 * Source of every formula: Fader and Hardie, "The Gamma-Gamma Model of Monetary Value" (2013), brucehardie.com/notes/025. It
 * assumes that who buys often spends neither more nor less at a time.
 */
import {
  type Counted,
  countCustomers,
  evenSample,
  groupAlike,
  MAX_FITTED_CUSTOMERS,
} from "./customer-group.ts";
import { digamma, logGamma, logGammaRise } from "./gamma-function.ts";
import { maximise, type Slope } from "./maximise.ts";
import type { Spending } from "./purchase-history.ts";

/** The model of one shop's customers in one currency. All three are positive. */
export interface GammaGamma {
  /** Shape of one customer's purchases: the greater, the more alike they are. */
  p: number;
  /** Shape of the customers' means: the greater, the more alike customers are. Above 1, or there would be no mean of all. */
  q: number;
  /** Scale, minor units: the mean of all customers is `p * v / (q - 1)`. (γ in the note, v in other papers.) */
  v: number;
}

export type SpendingGroup = Spending & Counted;

export type SpendingFit =
  | {
      kind: "fitted";
      model: GammaGamma;
      /** Of the spends, and of the model's `v`. */
      currency: string;
      /** Natural logarithm, summed over the customers fitted. */
      logLikelihood: number;
      /** How many customers with a repeat it was fitted to: all whose spend is not nought, or the sample. */
      customers: number;
    }
  | {
      kind: "refused";
      /**
       * `no_customers`: none has bought. `mixed_currencies`: they paid in several. `no_repeats`: none has bought twice.
       * `no_spend`: all that was bought again was free. `too_few`: fewer than `MIN_SPENDERS` paid for a repeat.
       * `no_optimum`: no parameters fit best. `no_mean`: spends so far apart that they have no mean.
       */
      reason:
        | "no_customers"
        | "mixed_currencies"
        | "no_repeats"
        | "no_spend"
        | "too_few"
        | "no_optimum"
        | "no_mean";
    };

/** Least customers who paid for a repeat: ten for each of the three parameters, the usual rule of thumb for a likelihood. */
export const MIN_SPENDERS = 30;

/** The customers by what the model asks of them. */
export const groupSpending = (customers: readonly Spending[]): SpendingGroup[] =>
  groupAlike(
    customers.map(({ repeats, meanSpendMinor, currency }) => ({ repeats, meanSpendMinor, currency })),
    ({ repeats, meanSpendMinor, currency }) => `${repeats} ${meanSpendMinor} ${currency}`,
  );

/**
 * How likely the model makes the mean spends (equation 1a of the note): the natural logarithm. Customers without a repeat,
 * or whose repeats were free, say nothing here: the density is of amounts above nought.
 */
export const logLikelihood = (model: GammaGamma, groups: readonly SpendingGroup[]): number =>
  likelihood(model, groups.filter(isTelling)).value;

/**
 * The most likely model of these customers' spends. `start` is where the search begins, such as the last fit's model; the
 * answer does not depend on it but for rounding.
 */
export function fitGammaGamma(groups: readonly SpendingGroup[], start?: GammaGamma): SpendingFit {
  const [first] = groups;
  if (!first) return { kind: "refused", reason: "no_customers" };
  const { currency } = first;
  if (groups.some((group) => group.currency !== currency))
    return { kind: "refused", reason: "mixed_currencies" };
  if (!groups.some(({ repeats }) => repeats > 0)) return { kind: "refused", reason: "no_repeats" };
  const fitted = evenSample(groups.filter(isTelling), bySpending, MAX_FITTED_CUSTOMERS);
  const customers = countCustomers(fitted);
  if (customers === 0) return { kind: "refused", reason: "no_spend" };
  if (customers < MIN_SPENDERS) return { kind: "refused", reason: "too_few" };
  const spendMinor =
    fitted.reduce((sum, group) => sum + group.customers * group.meanSpendMinor, 0) / customers;
  const { p, q, v } = start ?? { p: 1, q: 2, v: spendMinor };
  const top = maximise(
    (point) => {
      const at = modelAt(point, spendMinor);
      const { value, gradient } = likelihood(at, fitted);
      const [byP, byQ, byV] = gradient as [number, number, number];
      const slopes = [at.p * byP - at.v * byV, at.q * byQ + at.v * byV, at.v * byV];
      return { value: value / customers, gradient: slopes.map((slope) => slope / customers) };
    },
    [p, q, (p * v) / (q * spendMinor)].map(Math.log),
  );
  if (!top) return { kind: "refused", reason: "no_optimum" };
  const model = modelAt(top.point, spendMinor);
  if (model.q <= 1) return { kind: "refused", reason: "no_mean" };
  return { kind: "fitted", model, currency, logLikelihood: top.value * customers, customers };
}

/**
 * What to expect a customer to spend on a further day of buying (equation 5 of the note), minor units, not rounded: between
 * their own mean and everybody's, nearer to their own with every repeat. Without a repeat it is everybody's.
 */
export function expectedSpend(
  { p, q, v }: GammaGamma,
  { repeats, meanSpendMinor }: Pick<Spending, "repeats" | "meanSpendMinor">,
): number {
  return (p * (v + repeats * meanSpendMinor)) / (p * repeats + q - 1);
}

const isTelling = ({ repeats, meanSpendMinor }: Spending) => repeats > 0 && meanSpendMinor > 0;

const bySpending = (left: Spending, right: Spending) =>
  left.repeats - right.repeats || left.meanSpendMinor - right.meanSpendMinor;

/**
 * The model at a point of the search: ln p, ln q, and the logarithm of p v / q in units of the mean spend. Logarithms keep the
 * parameters positive. The third stays put where p or q run off because customers' purchases, or customers, are all alike.
 */
function modelAt(point: number[], spendMinor: number): GammaGamma {
  const [p, q, level] = point.map(Math.exp) as [number, number, number];
  return { p, q, v: (level * q * spendMinor) / p };
}

/** The log-likelihood and its derivatives by p, q and v. */
function likelihood({ p, q, v }: GammaGamma, groups: readonly SpendingGroup[]): Slope {
  const gammas = new Map<number, ReturnType<typeof gammasOf>>();
  let value = 0;
  const gradient: [number, number, number] = [0, 0, 0];
  const logV = Math.log(v);
  for (const { repeats, meanSpendMinor, customers } of groups) {
    let gamma = gammas.get(repeats);
    if (!gamma) {
      gamma = gammasOf(p, q, repeats);
      gammas.set(repeats, gamma);
    }
    const spent = repeats * meanSpendMinor;
    const shape = p * repeats;
    // Shares of v + spent, as logarithms: exact also where v is next to nothing.
    const logSpent = -Math.log1p(v / spent);
    const logRest = logV - Math.log(v + spent);
    value += customers * (gamma.log + shape * logSpent + q * logRest - Math.log(meanSpendMinor));
    gradient[0] += customers * repeats * (gamma.byP + logSpent);
    gradient[1] += customers * (gamma.byQ + logRest);
    gradient[2] += customers * (q / v - (shape + q) / (v + spent));
  }
  return { value, gradient };
}

/** What depends on the number of repeats alone: ln Γ(px + q) − ln Γ(px) − ln Γ(q), and its derivatives, by p for each repeat. */
function gammasOf(p: number, q: number, repeats: number) {
  const both = digamma(p * repeats + q);
  return {
    log: logGammaRise(p * repeats, q) - logGamma(q),
    byP: both - digamma(p * repeats),
    byQ: both - digamma(q),
  };
}

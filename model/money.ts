/** Money in minor units of ISO 4217: 8900 EUR minor are 89, 8900 JPY minor are 8900. Decimals are read as text, never as floats. */

/**
 * Currencies that do not have two decimals (ISO 4217, list one). Not by Intl: its decimals are CLDR's, which gives none to the
 * forint and the Iraqi dinar.
 */
const DECIMALS: ReadonlyMap<string, number> = new Map([
  ..."BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"
    .split(" ")
    .map((code) => [code, 0] as const),
  ..."BHD IQD JOD KWD LYD OMR TND".split(" ").map((code) => [code, 3] as const),
  ["CLF", 4],
  ["UYW", 4],
]);

/** How many decimals the currency has; 2 where it is not known. */
export const decimalsOf = (currency: string): number => DECIMALS.get(currency) ?? 2;

/** The reverse: an amount as people write it, to the nearest minor unit. */
export function toMinor(major: number, currency: string): number {
  return Math.round(major * 10 ** decimalsOf(currency));
}

/** What a marketer means by "over 100": the amount in the currency's own unit. */
export function toMajor(minor: number, currency = ""): number {
  return minor / 10 ** decimalsOf(currency);
}

/** A decimal as digits without a point, and how many of them stood behind it; undefined where it is none. */
function digitsOf(text: string): { digits: bigint; places: number } | undefined {
  const [, sign, whole, part = ""] = /^([+-]?)(\d{1,15})(?:\.(\d{0,15}))?$/.exec(text.trim()) ?? [];
  if (whole === undefined) return undefined;
  return { digits: BigInt(`${sign === "-" ? "-" : ""}${whole}${part}`), places: part.length };
}

/** `a / b` to the nearest whole number, halves away from zero; b over 0. */
function divided(a: bigint, b: bigint): bigint {
  return a < 0n ? -divided(-a, b) : (2n * a + b) / (2n * b);
}

/**
 * An amount as a shop writes it, `49.90`, in minor units; undefined where it is no decimal. More decimals than the currency
 * has are rounded, halves away from zero: shops compute taxes to four.
 */
export function parseMinor(text: string, currency: string): number | undefined {
  const decimal = digitsOf(text);
  if (!decimal) return undefined;
  const shift = decimalsOf(currency) - decimal.places;
  const minor =
    shift >= 0 ? decimal.digits * 10n ** BigInt(shift) : divided(decimal.digits, 10n ** BigInt(-shift));
  return Number(minor);
}

/** What stays of `part` when `kept` of `total` stays, to the nearest minor unit. */
export function shareOf(part: number, kept: number, total: number): number {
  return total <= 0 ? 0 : Number(divided(BigInt(part) * BigInt(kept), BigInt(total)));
}

/** Minor units of one currency for those of another, as a fraction in lowest terms. */
export interface MinorRate {
  numerator: number;
  denominator: number;
}

/** Larger parts could overflow SQLite's integers (edge/store/order-value.ts). */
const MOST = 1_000_000_000n;

/**
 * "1 `currency` is `rate` `reported`", between minor units; undefined where the rate is no decimal over 0, or has more figures
 * than are counted with exactly (nine).
 */
export function minorRateOf(rate: string, currency: string, reported: string): MinorRate | undefined {
  const decimal = digitsOf(rate);
  if (!decimal || decimal.digits <= 0n) return undefined;
  const numerator = decimal.digits * 10n ** BigInt(decimalsOf(reported));
  const denominator = 10n ** BigInt(decimal.places + decimalsOf(currency));
  const divisor = greatestDivisor(numerator, denominator);
  const fraction = [numerator / divisor, denominator / divisor] as const;
  if (fraction.some((part) => part > MOST)) return undefined;
  return { numerator: Number(fraction[0]), denominator: Number(fraction[1]) };
}

const greatestDivisor = (a: bigint, b: bigint): bigint => (b === 0n ? a : greatestDivisor(b, a % b));

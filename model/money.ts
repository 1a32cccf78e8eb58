/** Minor units and the currency's own unit: 8900 EUR minor are 89, 8900 JPY minor are 8900 (ISO 4217). */

const digits = new Map<string, number>();

/** How many decimals the currency has; 2 where it is not known. */
function decimalsOf(currency: string): number {
  let known = digits.get(currency);
  if (known === undefined) {
    try {
      const format = new Intl.NumberFormat("en", { style: "currency", currency });
      known = format.resolvedOptions().maximumFractionDigits ?? 2;
    } catch {
      known = 2;
    }
    digits.set(currency, known);
  }
  return known;
}

/** The reverse: an amount as people write it, to the nearest minor unit. */
export function toMinor(major: number, currency: string): number {
  return Math.round(major * 10 ** decimalsOf(currency));
}

/** What a marketer means by "over 100": the amount in the currency's own unit. */
export function toMajor(minor: number, currency = ""): number {
  return minor / 10 ** decimalsOf(currency);
}

/** Money as it travels: whole minor units of its currency. */
import { parsePrice } from "./markup/price.ts";

/** 99.8 EUR are 9980, 1800 JPY are 1800 (ISO 4217); hundredths where the currency is not known. Undefined below nought. */
export function minorOf(amount: unknown, currency: string | undefined): number | undefined {
  const value = parsePrice(amount);
  if (!(value! >= 0)) return undefined;
  let decimals = 2;
  try {
    const format = new Intl.NumberFormat("en", { style: "currency", currency: currency! });
    decimals = format.resolvedOptions().maximumFractionDigits!;
  } catch {
    // No currency, or none Intl knows.
  }
  return Math.round(value! * 10 ** decimals);
}

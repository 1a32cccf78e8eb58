/** Amounts as shops give them, in minor units of ISO 4217 (as model/money.ts counts them). Pure. */

/**
 * A number is an amount in the currency's own unit; a text is one as people read it: its last separator is the decimal one,
 * unless just three digits follow and the currency has not three decimals. Hundredths where the currency is not known.
 */
export function minorOf(amount: number | string, currency = "EUR"): number {
  const style = { style: "currency", currency } as const;
  const decimals = new Intl.NumberFormat("en", style).resolvedOptions().maximumFractionDigits!;
  if (typeof amount === "number") return Math.round(amount * 10 ** decimals);
  const [, part = ""] = /[.,](\d+)\D*$/.exec(amount) ?? [];
  const places = part.length === 3 && decimals < 3 ? 0 : part.length;
  return Math.round(+amount.replace(/\D/g, "") * 10 ** (decimals - places));
}

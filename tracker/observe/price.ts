/** Prices as pages and shops write them. Pure, so that the table of notations is tested without a page. */

/** Signs that stand for one currency only: `$`, `kr` and `¥` do not. */
const SIGNS = "€EUR £GBP złPLN KčCZK FtHUF ₽RUB ₴UAH ₺TRY ₹INR";

/** The currency a page states, else the one its price shows by an unambiguous sign or a code; undefined where none does. */
export function currencyOf(stated: unknown, price: unknown): string | undefined {
  const text = `${stated ?? ""} ${price ?? ""}`;
  return (
    /^[a-z]{3}\b/i.exec(text)?.[0].toUpperCase() ??
    SIGNS.split(" ")
      .find((sign) => text.includes(sign.slice(0, -3)))
      ?.slice(-3) ??
    /\b[A-Z]{3}\b/.exec(text)?.[0]
  );
}

/**
 * Decimals by ISO 4217, as model/money.ts has them. Not by Intl: its decimals are CLDR's, which gives none to the forint,
 * and opening its table takes tens of milliseconds.
 */
export const decimalsOf = (currency: string): number =>
  /BIF|CLP|DJF|GNF|ISK|JPY|KMF|KRW|PYG|RWF|UGX|UYI|VND|VUV|XAF|XOF|XPF/.test(currency)
    ? 0
    : /BHD|IQD|JOD|KWD|LYD|OMR|TND/.test(currency)
      ? 3
      : /CLF|UYW/.test(currency)
        ? 4
        : 2;

/**
 * An amount in minor units of the currency (hundredths where it is not known). A number is one in the currency's own unit; of
 * a text it is the first price in it, undefined where there is none.
 * Of two kinds of separators the last is the decimal one; one kind before groups of three digits parts thousands, unless the
 * currency itself has three decimals.
 */
export function minorOf(price: number, currency?: string): number;
export function minorOf(price: unknown, currency?: string): number | undefined;
export function minorOf(price: unknown, currency = "EUR"): number | undefined {
  const decimals = decimalsOf(currency);
  // As it is: what a sum of floats leaves over, 5e-14, would be read as five.
  if (typeof price === "number" && price >= 0 && price < 1e15) return Math.round(price * 10 ** decimals);
  // Arabic and Persian digits, and the signs after them in Unicode.
  const text = `${price ?? ""}`.replace(/[٠-٬۰-۹]/g, (sign) => "0123456789%.,"[sign.charCodeAt(0) % 16]!);
  let digits = /\d+([\s'’]\d{3}\b|[.,]\d+)*/.exec(text)?.[0];
  if (!digits) return;
  digits = digits.replace(/[\s'’]/g, "");
  const isGrouped = /^[1-9]\d{0,2}([.,])(\d\d\d?\1)*\d{3}$/.test(digits);
  if (typeof price === "string")
    digits = digits.replace(isGrouped && decimals < 3 ? /[.,]/g : /[.,](?!\d*$)/g, "").replace(",", ".");
  return Math.round(+digits * 10 ** decimals);
}

import { expect, test } from "vitest";
import { toMajor } from "../../model/money.ts";
import { currencyOf, minorOf } from "../../tracker/observe/price.ts";

test.each<[written: unknown, currency: string | undefined, minor: number | undefined]>([
  [119.99, "USD", 11999],
  [12.5, "EUR", 1250],
  [1.299, "EUR", 130],
  [0, "EUR", 0],
  ["0.00", "EUR", 0],
  ["119.99", "USD", 11999],
  ["19.99", "PLN", 1999],
  ["34.0000", "USD", 3400],
  ["12,5", "EUR", 1250],
  ["12.5", undefined, 1250],
  ["1 234,50 zł", "PLN", 123450],
  ["1\u00a0234,50\u00a0zł", "PLN", 123450],
  ["1\u202f234,50 €", "EUR", 123450],
  ["1.234,50", "EUR", 123450],
  ["1,234.50", "USD", 123450],
  ["$1,234.50", "USD", 123450],
  ["1.234.567,89 €", "EUR", 123456789],
  ["1,234,567.89", "USD", 123456789],
  ["1,23,456.00", "INR", 12345600],
  ["1,23,456", "INR", 12345600],
  ["$99", "USD", 9900],
  ["R$ 1.299,90", "BRL", 129990],
  ["1.299 €", "EUR", 129900],
  ["1,299", "USD", 129900],
  ["0.999", "EUR", 100],
  ["4 990 000", undefined, 499000000],
  ["4990000", undefined, 499000000],
  ["1'299.–", "CHF", 129900],
  ["1’299.50", "CHF", 129950],
  ["49.–", "CHF", 4900],
  ["Rp 15.000.000,00", undefined, 1500000000],
  ["¥4,980", "JPY", 4980],
  ["4980", "JPY", 4980],
  ["1.250", "KWD", 1250],
  ["12.500", "KWD", 12500],
  ["from 1 099,00 to 1 499,00", "PLN", 109900],
  ["15.00 20.00", "GBP", 1500],
  ["\n   89,00\n  zł", "PLN", 8900],
  ["", "EUR", undefined],
  ["on request", "EUR", undefined],
  ["1.234,50€", "EUR", 123450],
  ["1 234,50 zł", "PLN", 123450],
  ["€ 1.234", "EUR", 123400],
  ["Rs.1,23,456.00", "INR", 12345600],
  ["¥1,200.00", "JPY", 1200],
  ["75.645 KD", "KWD", 75645],
  ["1,075.645 KD", "KWD", 1075645],
  ["12 Kč", "CZK", 1200],
  ["9.5", undefined, 950],
  [1.005, "USD", 100],
  [12.345, "EUR", 1235],
  [0.1 + 0.2, "EUR", 30],
  [1200, "JPY", 1200],
  [7.221, "KWD", 7221],
  [null, "EUR", undefined],
  [undefined, undefined, undefined],
  [{}, "EUR", undefined],
])("%j in %s is %s minor units", (written, currency, minor) => {
  expect(minorOf(written, currency)).toBe(minor);
});

test.each<[stated: unknown, price: unknown, currency: string | undefined]>([
  ["EUR", "12", "EUR"],
  ["eur", "12", "EUR"],
  ["USD", "€12", "USD"],
  ["zł", "12", "PLN"],
  ["€", "12", "EUR"],
  [undefined, "12,00 zł", "PLN"],
  [undefined, "€ 12", "EUR"],
  [undefined, "£12", "GBP"],
  [undefined, "1 299 Kč", "CZK"],
  [undefined, "12 990 Ft", "HUF"],
  [undefined, "₹1,299", "INR"],
  [undefined, "CHF 12.50", "CHF"],
  [undefined, "129,00 PLN", "PLN"],
  [undefined, "RRP £12", "GBP"],
  [undefined, "$12", undefined],
  [undefined, "149 kr", undefined],
  [undefined, "¥4,980", undefined],
  ["$", "12", undefined],
  [undefined, 12, undefined],
])("stated %j at %j the currency is %s", (stated, price, currency) => {
  expect(currencyOf(stated, price)).toBe(currency);
});

test("each currency has as many decimals as the edge counts", () => {
  const currencies = Intl.supportedValuesOf("currency");
  expect(currencies.map((currency) => [currency, minorOf(7, currency)])).toEqual(
    currencies.map((currency) => [currency, Math.round(7 / toMajor(1, currency))]),
  );
});

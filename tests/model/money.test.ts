/** Money: minor units by ISO 4217, decimals as text, rates as fractions. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decimalsOf, minorRateOf, parseMinor, shareOf } from "../../model/money.ts";

describe("an amount as a shop writes it", () => {
  test.each([
    ["49.90", "EUR", 4_990],
    ["49.9", "EUR", 4_990],
    ["49", "EUR", 4_900],
    ["4900", "JPY", 4_900],
    ["1.234", "BHD", 1_234],
    ["0.29", "EUR", 29],
    ["1.005", "EUR", 101],
    ["-10.00", "EUR", -1_000],
    ["-1.005", "EUR", -101],
    ["4.065040650406504", "EUR", 407],
    ["9007199254740.99", "EUR", 900_719_925_474_099],
    ["12.50", "JPY", 13],
    ["120000", "HUF", 12_000_000],
  ])("%s %s is %i minor units", (text, currency, minor) => {
    expect(parseMinor(text, currency)).toBe(minor);
  });

  test.each(["", "1,50", "1.2.3", "€ 5", "1e3", "NaN", "--1"])("“%s” is none", (text) => {
    expect(parseMinor(text, "EUR")).toBeUndefined();
  });

  test("is what its digits say, for any amount", () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.constantFrom("EUR", "JPY", "BHD"), (minor, currency) => {
        const places = decimalsOf(currency);
        const digits = String(minor).padStart(places + 1, "0");
        const text = places ? `${digits.slice(0, -places)}.${digits.slice(-places)}` : digits;
        if (digits.length - places > 15) return;
        expect(parseMinor(text, currency)).toBe(minor);
      }),
    );
  });
});

describe("a rate", () => {
  test.each([
    ["0.2345", "PLN", "EUR", 469, 2_000],
    ["0.0061", "JPY", "EUR", 61, 100],
    ["164.5", "EUR", "JPY", 329, 200],
    ["400", "BHD", "JPY", 2, 5],
    ["0.000037037", "VND", "EUR", 37_037, 10_000_000],
  ])(
    "of %s from %s to %s is %i / %i between minor units",
    (rate, currency, reported, numerator, denominator) => {
      expect(minorRateOf(rate, currency, reported)).toEqual({ numerator, denominator });
    },
  );

  test.each(["0", "-1", "", "1,2", "0.0000000000001", "123456789012"])("“%s” is none", (rate) => {
    expect(minorRateOf(rate, "PLN", "EUR")).toBeUndefined();
  });
});

test("what stays of a part is to the nearest minor unit", () => {
  expect([shareOf(2_300, 6_150, 12_300), shareOf(1, 1, 2), shareOf(7, 0, 10), shareOf(5, 0, 0)]).toEqual([
    1_150, 1, 0, 0,
  ]);
});

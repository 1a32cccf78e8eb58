/** Customer value in words: what the models mean, why nothing is foreseen, and how long service took. */
import { expect, test } from "vitest";
import {
  sayBuying,
  sayMinutes,
  sayMonths,
  sayRefusal,
  saySpending,
} from "../../dashboard/pages/value/words.ts";
import type { ValueFit } from "../../model/value-fit.ts";

const buying = {
  kind: "fitted",
  model: { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 },
  logLikelihood: -9582.4,
  customers: 2357,
} as const;
const spending = {
  kind: "fitted",
  model: { p: 6.25, q: 3.74, v: 1544 },
  currency: "USD",
  logLikelihood: -8412.4,
  customers: 946,
} as const;
const plain = (text: string | undefined) => text?.replaceAll("\u00a0", " ");

test("CDNOW's model says how often customers buy, how many come back, and how many leave", () => {
  expect(sayBuying(buying).map(plain)).toEqual([
    "A typical customer buys every 4 months while they are one.",
    "Of 100 new customers 46 buy again within a year.",
    "After buying again, 25 in 100 do not come back any more.",
  ]);
  expect(plain(saySpending(spending))).toBe("On a day of buying again a customer spends $35.22 on average.");
});

test("the pause between purchases is told in days, weeks or months, as it is long", () => {
  const every = (weeks: number) =>
    plain(sayBuying({ ...buying, model: { r: 1, alpha: weeks, a: 1, b: 1 } })[0]);
  expect([every(0.3), every(1), every(3.2), every(13)]).toEqual([
    "A typical customer buys every 2 days while they are one.",
    "A typical customer buys every 7 days while they are one.",
    "A typical customer buys every 3 weeks while they are one.",
    "A typical customer buys every 3 months while they are one.",
  ]);
});

test("a small shop reads how many customers are missing, and a fitted one nothing", () => {
  const fit: ValueFit = { currency: "USD", fittedAt: 0, buyers: 90, repeaters: 12, buying, spending };
  expect(sayRefusal(fit)).toBeUndefined();
  expect(sayRefusal({ ...fit, buying: { kind: "refused", reason: "too_few" } })).toBe(
    "Too few customers have bought again: 12 of the 40 it takes. Until then nothing is foreseen.",
  );
  expect(sayRefusal({ ...fit, spending: { kind: "refused", reason: "too_few" } })).toBe(
    "Too few customers have paid for a second order: it takes 30. Until then nothing is foreseen.",
  );
});

test("periods are months or whole years, and service is hours and minutes", () => {
  expect([6, 12, 18, 24].map(sayMonths).map(plain)).toEqual(["6 months", "1 year", "18 months", "2 years"]);
  expect([0, 30, 120, 1_470].map(sayMinutes)).toEqual(["0 min", "30 min", "2 h", "24 h 30 min"]);
});

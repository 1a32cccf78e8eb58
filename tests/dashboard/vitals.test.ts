import { expect, test } from "vitest";
import { differenceOf, kindsOf, sayVerdict, standingOf } from "../../dashboard/pages/health/vitals.ts";
import type { Health } from "../../model/report.ts";
import { noRatings, type VitalRatings } from "../../model/vital.ts";

const rated = (good: number, fair = 0, poor = 0) => ({ good, fair, poor });
const vitals = (kinds: Record<string, Partial<VitalRatings>>): Health["vitals"] => ({
  days: 28,
  kinds: Object.fromEntries(Object.entries(kinds).map(([kind, of]) => [kind, { ...noRatings(), ...of }])),
  campaigns: [],
});

test("a metric stands by its share of good page views and its 75th percentile", () => {
  expect(standingOf(rated(80, 10, 10))).toEqual({ rating: "good", share: "80\u00a0%" });
  expect(standingOf(rated(60, 30, 10))).toEqual({ rating: "fair", share: "60\u00a0%" });
  expect(standingOf(rated(60, 10, 30))).toEqual({ rating: "poor", share: "60\u00a0%" });
});

test("fewer than 50 page views stand for nothing", () => {
  expect(standingOf(rated(49))).toBeUndefined();
  expect(standingOf(rated(50))).toMatchObject({ rating: "good" });
});

test("kinds of page come with the most page views first", () => {
  const of = vitals({ home: { LCP: rated(5) }, product: { LCP: rated(9) }, cart: { CLS: rated(7) } });
  expect(kindsOf(of).map(([kind]) => kind)).toEqual(["product", "cart", "home"]);
});

test("the verdict names the pages and metrics that fall short", () => {
  const good = rated(90, 10);
  expect(sayVerdict(vitals({ home: { LCP: good, CLS: good } }))).toBe(
    "Three of four page views are good on every kind of page.",
  );
  expect(
    sayVerdict(
      vitals({
        product: { LCP: rated(60, 40), INP: rated(10, 90), CLS: good },
        cart: { LCP: rated(30, 30) },
      }),
    ),
  ).toBe(
    "Product pages in LCP and INP and cart pages in LCP fall short: fewer than three of four page views are good.",
  );
  expect(sayVerdict(vitals({ home: { LCP: rated(3) } }))).toBe(
    "Not enough yet: from 50 page views of a kind on.",
  );
});

test("a campaign is better or worse than its holdout only where the interval leaves zero out", () => {
  expect(differenceOf(rated(700, 300), rated(80, 20))).toEqual({
    tone: "down",
    points: "−10.0\u00a0pp",
    interval: "−17.3 to −0.7",
  });
  expect(differenceOf(rated(800, 200), rated(70, 30)).tone).toBe("up");
  expect(differenceOf(rated(79, 21), rated(78, 22)).tone).toBe("flat");
});

test("a campaign with too few page views, shown or held out, is not judged", () => {
  const notYet = { tone: "flat", points: "not yet", interval: "" };
  expect(differenceOf(rated(900), rated(10))).toEqual(notYet);
  expect(differenceOf(rated(10), rated(900))).toEqual(notYet);
});

import { expect, test } from "vitest";
import { nobody, sentResult } from "../../../model/results/sent.ts";

const side = (visitors: number, buyers: number, eachMinor: number) => ({
  visitors,
  buyers,
  orders: buyers,
  revenueMinor: buyers * eachMinor,
  squares: buyers * eachMinor ** 2,
});

test("who was held out and bought as the others did shows nothing added, with its interval", () => {
  const result = sentResult({ sent: side(9_000, 450, 5_000), heldOut: side(1_000, 50, 5_000) }, 0.1, "EUR");
  expect(result.verdict).toBe("undecided");
  expect(result.addedMinor!.estimate).toBe(0);
});

test("three times as many buyers are more", () => {
  const result = sentResult({ sent: side(9_000, 1_350, 5_000), heldOut: side(1_000, 50, 5_000) }, 0.1, "EUR");
  expect(result.verdict).toBe("more");
  // 0.1 buyers more each, of 50, for 9,000 people.
  expect(result.addedMinor!.estimate).toBe(4_500_000);
});

test("without a holdout nothing is claimed, and neither with a handful of buyers", () => {
  expect(sentResult({ sent: side(100, 20, 5_000), heldOut: nobody }, 0, "EUR")).toMatchObject({
    verdict: "no_holdout",
    addedMinor: null,
  });
  expect(sentResult({ sent: side(90, 12, 5_000), heldOut: side(10, 1, 5_000) }, 0.1, "EUR").verdict).toBe(
    "too_few",
  );
});

/** Stages of a visitor, and the limits that a shop's own orders propose. */
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  LIFECYCLE_LIMITS,
  LIFECYCLES,
  lifecycleOf,
  proposedLimits,
  type Standing,
} from "../../model/lifecycle.ts";

const LIMITS = { inactiveDays: 60, abandonedMinutes: 180 };
const standing = (orders: number, daysSinceOrder?: number, cartMinutes?: number): Standing => ({
  orders,
  daysSinceOrder,
  cartMinutes,
});

test.each([
  ["who has not ordered is potential", standing(0), "potential"],
  ["who has ordered once is at the first purchase", standing(1, 3), "first_purchase"],
  ["who has ordered twice is returning", standing(2, 3), "returning"],
  ["who has ordered 60 days ago is not inactive yet", standing(2, 60), "returning"],
  ["who has ordered over 60 days ago is inactive", standing(2, 60.1), "inactive"],
  ["who has ordered once and long ago is inactive", standing(1, 300), "inactive"],
  ["who put something in the cart just now has not abandoned it", standing(0, undefined, 179), "potential"],
  ["who left the cart for three hours has", standing(0, undefined, 180), "cart_abandoner"],
  [
    "who comes back after long and leaves a cart is a cart abandoner",
    standing(5, 300, 600),
    "cart_abandoner",
  ],
])("%s", (_, given, stage) => {
  expect(lifecycleOf(given, LIMITS)).toBe(stage);
});

test("every stage is reached by somebody, and everybody is in one", () => {
  const met = new Set<string>();
  fc.assert(
    fc.property(
      fc.nat(3),
      fc.option(fc.nat(120), { nil: undefined }),
      fc.option(fc.nat(400), { nil: undefined }),
      (orders, days, minutes) => void met.add(lifecycleOf(standing(orders, days, minutes), LIMITS)),
    ),
    { numRuns: 1_000 },
  );
  expect(met).toEqual(new Set(LIFECYCLES));
});

test("inactive is who takes longer than nine of ten gaps did, in whole days", () => {
  expect(proposedLimits({ medianDays: 20, longDays: 61.2 })).toEqual({
    ...LIFECYCLE_LIMITS,
    inactiveDays: 62,
  });
  expect(proposedLimits(undefined)).toEqual(LIFECYCLE_LIMITS);
});

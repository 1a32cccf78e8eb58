/** Baskets, and which of them were abandoned. */
import { expect, test } from "vitest";
import { basketsOf } from "../../model/basket.ts";
import { emptyProfile, type Profile } from "../../model/profile.ts";
import { DAY_MS } from "../../model/time.ts";

const TODAY = 20_000;
/** Days ago, pieces put in the cart, orders. */
const withDays = (...days: [ago: number, carts: number, orders: number][]): Profile => ({
  ...emptyProfile(),
  days: Object.fromEntries(
    days.map(([ago, carts, orders]) => [
      TODAY - ago,
      { visits: 1, pages: 1, products: 0, carts, orders, engagedMs: 0 },
    ]),
  ),
});
const onDay = (ago: number) => (TODAY - ago) * DAY_MS + 1;

test.each([
  ["a visit without a cart is no basket", withDays([1, 0, 0]), 0, [0, 0]],
  ["what was ordered the same day is not abandoned", withDays([1, 3, 1]), 0, [1, 0]],
  ["what was ordered some days later is not", withDays([5, 1, 0], [2, 0, 1]), 0, [1, 0]],
  ["what nothing followed is abandoned", withDays([1, 1, 0]), 0, [1, 1]],
  ["an order after a later basket is that basket's", withDays([5, 1, 0], [2, 1, 1]), 0, [2, 1]],
  ["an order before the basket is not its own", withDays([5, 0, 1], [2, 1, 0]), 0, [1, 1]],
  ["an order that only the shop's server knows counts", withDays([5, 1, 0], [2, 1, 0]), onDay(5), [2, 1]],
  ["today's is left out while no order has followed", withDays([0, 1, 0]), 0, [0, 0]],
  ["today's counts once it is ordered", withDays([0, 1, 1]), 0, [1, 0]],
  ["one of 29 days ago counts, one of 30 does not", withDays([29, 1, 0], [30, 1, 0]), 0, [1, 1]],
])("%s", (_, profile, lastOrderAt, [baskets, abandoned]) => {
  expect(basketsOf(profile, lastOrderAt, TODAY)).toEqual({ baskets, abandoned });
});

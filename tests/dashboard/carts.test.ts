import { expect, test } from "vitest";
import { pastCarts } from "../../dashboard/pages/visitor/carts.ts";
import type { Moment } from "../../model/timeline.ts";

/** Oldest first, as they happened; the edge gives them the other way round. */
const carts = (...moments: [at: number, name: string, props?: Record<string, unknown>, session?: number][]) =>
  pastCarts(
    moments
      .map(([at, name, props = {}, session = 1]) => ({ at, name, props, session }) as Moment)
      .toReversed(),
  );
const cartOf = (quantity: number) => ({
  lines: quantity > 0 ? [{ id: "lamp", quantity, priceMinor: 100 }] : [],
  valueMinor: quantity * 100,
  currency: "EUR",
});
const past = { pieces: 2, valueMinor: 200, currency: "EUR" };

test("an emptied cart is told as it was at its last, and the present one is none of them", () => {
  expect(
    carts([1, "cart", cartOf(1)], [2, "cart", cartOf(2)], [3, "cart", cartOf(0)], [4, "cart", cartOf(5)]),
  ).toEqual([{ ...past, at: 3, end: "emptied" }]);
});

test("a cart ends with its order, whichever of the two is told first", () => {
  const ordered = [{ ...past, at: 3, end: "ordered" }];
  expect(carts([1, "cart", cartOf(2)], [3, "purchase"], [4, "cart", cartOf(0)])).toEqual(ordered);
  expect(carts([1, "cart", cartOf(2)], [2, "cart", cartOf(0)], [3, "purchase"])).toEqual(ordered);
});

test("an order of a later visit is not the end of a cart that was emptied before it", () => {
  expect(carts([1, "cart", cartOf(2)], [2, "cart", cartOf(0)], [3, "purchase", {}, 2])).toEqual([
    { ...past, at: 2, end: "emptied" },
  ]);
});

test("the newest cart is first", () => {
  const both = carts([1, "cart", cartOf(1)], [2, "purchase"], [3, "cart", cartOf(2)], [4, "cart", cartOf(0)]);
  expect(both.map(({ end }) => end)).toEqual(["emptied", "ordered"]);
});

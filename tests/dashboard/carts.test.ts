import { expect, test } from "vitest";
import { pastCarts } from "../../dashboard/pages/visitor/carts.ts";
import { type Moment, momentsOf } from "../../model/timeline.ts";
import { aContext } from "../support/builders.ts";

/** Oldest first, as they happened; the edge gives them the other way round. */
const carts = (...moments: [at: number, name: string, props?: Record<string, unknown>, session?: number][]) =>
  pastCarts(
    moments
      .map(([at, name, props = {}, session = 1]) => ({ at, name, props, session }) as Moment)
      .toReversed(),
  );
const lamp = (quantity: number) => ({ item: { id: "lamp", priceMinor: 100, currency: "EUR" }, quantity });
const vase = (quantity: number) => ({ item: { id: "vase", priceMinor: 30, currency: "EUR" }, quantity });
const past = { pieces: 2, valueMinor: 200, currency: "EUR" };

test("an emptied cart is told as it was at its last, and the present one is none of them", () => {
  expect(
    carts(
      [1, "add_to_cart", lamp(1)],
      [2, "add_to_cart", vase(1)],
      [3, "add_to_cart", lamp(1)],
      [4, "remove_from_cart", vase(1)],
      [5, "remove_from_cart", lamp(2)],
      [6, "add_to_cart", vase(5)],
    ),
  ).toEqual([{ ...past, at: 5, end: "emptied" }]);
});

test("a cart ends with its order, whichever of the two is told first", () => {
  const ordered = [{ ...past, at: 3, end: "ordered" }];
  expect(carts([1, "add_to_cart", lamp(2)], [3, "purchase"], [4, "remove_from_cart", lamp(2)])).toEqual(
    ordered,
  );
  expect(carts([1, "add_to_cart", lamp(2)], [2, "remove_from_cart", lamp(2)], [3, "purchase"])).toEqual(
    ordered,
  );
});

test("an order of a later visit is not the end of a cart that was emptied before it", () => {
  expect(
    carts([1, "add_to_cart", lamp(2)], [2, "remove_from_cart", lamp(2)], [3, "purchase", {}, 2]),
  ).toEqual([{ ...past, at: 2, end: "emptied" }]);
});

test("what was taken out without having been seen put in makes no cart", () => {
  expect(carts([1, "remove_from_cart", lamp(2)], [2, "purchase"])).toEqual([]);
});

test("the newest cart is first", () => {
  const both = carts(
    [1, "add_to_cart", lamp(1)],
    [2, "purchase"],
    [3, "add_to_cart", lamp(2)],
    [4, "remove_from_cart", lamp(2)],
  );
  expect(both.map(({ end }) => end)).toEqual(["emptied", "ordered"]);
});

test("what the carts are read from is what a timeline holds", () => {
  const kept = momentsOf({
    writer: "AAAAAAAA",
    context: aContext(),
    events: [
      { n: 0, at: 1, session: 1, event: { name: "add_to_cart", props: lamp(2) } },
      { n: 1, at: 1, session: 1, event: { name: "cart", props: { valueMinor: 200, lines: [] } } },
      {
        n: 2,
        at: 3,
        session: 1,
        event: { name: "purchase", props: { currency: "EUR", valueMinor: 200, orderId: "A1", lines: [] } },
      },
    ],
  } as Parameters<typeof momentsOf>[0]);
  expect(pastCarts(kept.toReversed())).toEqual([{ ...past, at: 3, end: "ordered" }]);
});

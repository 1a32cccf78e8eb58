import { expect, test } from "vitest";
import type { Cart, CartLine } from "../../tracker/api.ts";
import { type CartChange, cartAfter } from "../../tracker/cart.ts";
import { type Checkout, checkoutAfter, isInCheckout } from "../../tracker/checkout.ts";
import { ordersWith } from "../../tracker/orders.ts";
import { joinProduct } from "../../tracker/product-view.ts";

const lamp = (quantity: number, more: Partial<CartLine> = {}): CartLine => ({
  id: "lamp",
  quantity,
  priceMinor: 1000,
  ...more,
});
const vase = (quantity: number): CartLine => ({ id: "vase", quantity, priceMinor: 300 });
const holding = (valueMinor: number, ...lines: CartLine[]): Cart => ({ lines, valueMinor, currency: "EUR" });
const empty = holding(0);

const changes: [behaviour: string, before: Cart | undefined, change: CartChange, after: Cart][] = [
  [
    "the first product makes the cart",
    undefined,
    { lines: [lamp(1)], currency: "EUR" },
    holding(1000, lamp(1)),
  ],
  ["the same product adds up", holding(1000, lamp(1)), { lines: [lamp(2)] }, holding(3000, lamp(3))],
  [
    "another product comes after",
    holding(1000, lamp(1)),
    { lines: [vase(2)] },
    holding(1600, lamp(1), vase(2)),
  ],
  ["one of two goes", holding(2000, lamp(2)), { lines: [lamp(-1)] }, holding(1000, lamp(1))],
  [
    "a line without pieces goes",
    holding(1300, lamp(1), vase(1)),
    { lines: [lamp(-1)] },
    holding(300, vase(1)),
  ],
  ["more cannot go than is there", holding(1000, lamp(1)), { lines: [lamp(-5)] }, empty],
  ["what is not there cannot go", holding(1000, lamp(1)), { lines: [vase(-1)] }, holding(1000, lamp(1))],
  [
    "without a price the line's own counts",
    holding(2000, lamp(2)),
    { lines: [{ id: "lamp", quantity: -1 }] },
    holding(1000, lamp(1)),
  ],
  [
    "a whole cart takes the place of what was there, and keeps its texts",
    holding(1300, lamp(1, { image: "/lamp.jpg" }), vase(1)),
    { lines: [lamp(3)], isWhole: true },
    holding(3000, lamp(3, { image: "/lamp.jpg" })),
  ],
  [
    "a line told twice in a whole cart adds up",
    undefined,
    { lines: [lamp(1), lamp(1)], isWhole: true, currency: "EUR" },
    holding(2000, lamp(2)),
  ],
  [
    "a told value stands over the sum",
    undefined,
    { lines: [lamp(3)], isWhole: true, valueMinor: 2700, currency: "EUR" },
    holding(2700, lamp(3)),
  ],
  [
    "a discount told before stays",
    holding(2700, lamp(3)),
    { lines: [vase(1)] },
    holding(3000, lamp(3), vase(1)),
  ],
  ["a value never falls below nought", holding(500, lamp(3)), { lines: [lamp(-2)] }, holding(0, lamp(1))],
  [
    "an empty whole cart is empty",
    holding(1000, lamp(1)),
    { lines: [], isWhole: true, valueMinor: 5 },
    empty,
  ],
  [
    "in another currency what was there has no price",
    holding(1000, lamp(1)),
    { lines: [vase(1)], currency: "PLN" },
    { lines: [{ ...lamp(1), priceMinor: undefined }, vase(1)], valueMinor: 300, currency: "PLN" },
  ],
];
test.each(changes)("%s", (_, before, change, after) => {
  expect(cartAfter(before, change)).toEqual(after);
});

test("the fifty lines that came last stay", () => {
  const lines = Array.from({ length: 60 }, (_, i) => ({ id: `p${i}`, quantity: 1 }));
  const { lines: left } = cartAfter(undefined, { lines });
  expect([left.length, left[0]!.id, left.at(-1)!.id]).toEqual([50, "p10", "p59"]);
});

test("the cart given is left as it is", () => {
  const before = Object.freeze(holding(1000, Object.freeze(lamp(1))));
  Object.freeze(before.lines);
  cartAfter(before, { lines: [lamp(1)], currency: "PLN" });
  expect(before).toEqual(holding(1000, lamp(1)));
});

const cart = holding(4000, lamp(4));
/** The checkout after these events, one a second, with the cart full throughout. */
function checkoutOf(...events: [name: string, props?: Record<string, unknown>][]): Checkout | undefined {
  let checkout: Checkout | undefined;
  for (const [i, [name, props = {}]] of events.entries())
    checkout = checkoutAfter(checkout, { name, props, at: i * 1000 }, cart);
  return checkout;
}
const dear = { tier: "courier", costMinor: 600 };
const cheap = { tier: "locker", costMinor: 500 };

const checkouts: [behaviour: string, events: Parameters<typeof checkoutOf>, expected: object | undefined][] =
  [
    [
      "a cart begins with its first product",
      [["add_to_cart"], ["add_to_cart"]],
      { since: 0, step: "add_to_cart" },
    ],
    [
      "the furthest step stays",
      [["begin_checkout"], ["add_payment_info"], ["add_shipping_info"]],
      { step: "add_payment_info" },
    ],
    ["an order ends it", [["begin_checkout"], ["purchase"]], undefined],
    [
      "dear delivery and a step back was too dear",
      [["add_shipping_info", dear], ["view_cart"]],
      { trouble: "delivery", deliveryShare: 0.15 },
    ],
    [
      "so it is when a page of the shop is looked at",
      [
        ["add_shipping_info", dear],
        ["page_view", { kind: "listing" }],
      ],
      { trouble: "delivery" },
    ],
    [
      "a page of the checkout is no step back",
      [
        ["add_shipping_info", dear],
        ["page_view", { kind: "checkout" }],
      ],
      { trouble: undefined },
    ],
    [
      "cheap delivery and a step back says nothing",
      [["add_shipping_info", cheap], ["view_cart"]],
      { trouble: undefined },
    ],
    [
      "what delivery was first said to cost counts",
      [["add_shipping_info", dear], ["add_shipping_info", cheap], ["view_cart"]],
      { trouble: "delivery" },
    ],
    [
      "dear delivery that was accepted says nothing",
      [["add_shipping_info", dear], ["add_payment_info"], ["view_cart"]],
      { trouble: undefined },
    ],
    [
      "a failed form is told from a failed payment",
      [["begin_checkout"], ["form_error"]],
      { trouble: "form" },
    ],
    [
      "a failed payment is told from a failed form",
      [["add_payment_info"], ["payment_failed"]],
      { trouble: "payment" },
    ],
    [
      "back at the payment step the payment has still failed, whatever its form refuses",
      [["begin_checkout"], ["payment_failed"], ["begin_checkout"], ["add_payment_info"], ["form_error"]],
      { step: "add_payment_info", trouble: "payment" },
    ],
    [
      "going back from the payment step is no failed payment",
      [["add_payment_info"], ["view_cart"], ["page_view", { kind: "cart" }]],
      { step: "add_payment_info", trouble: undefined },
    ],
    [
      "getting further ends the trouble",
      [["begin_checkout"], ["form_error"], ["add_shipping_info"]],
      { trouble: undefined },
    ],
  ];
test.each(checkouts)("%s", (_, events, expected) => {
  if (expected) expect(checkoutOf(...events)).toMatchObject(expected);
  else expect(checkoutOf(...events)).toBeUndefined();
});

test("nothing is kept of a checkout without a cart", () => {
  const kept: Checkout = { since: 0, step: "begin_checkout" };
  expect(checkoutAfter(kept, { name: "page_view", props: {}, at: 1 }, empty)).toBeUndefined();
  expect(checkoutAfter(undefined, { name: "begin_checkout", props: {}, at: 1 }, undefined)).toBeUndefined();
});

test("a cart alone is no checkout yet", () => {
  expect(isInCheckout(undefined)).toBe(false);
  expect(isInCheckout(checkoutOf(["add_to_cart"]))).toBe(false);
  expect(isInCheckout(checkoutOf(["begin_checkout"]))).toBe(true);
});

const named = { id: "16", name: "Beanie", priceMinor: 1800, currency: "GBP" };
const marked = {
  id: "woo-beanie",
  name: "Beanie, wool",
  priceMinor: 1799,
  listPriceMinor: 2000,
  currency: "GBP",
  image: "/beanie.jpg",
  availability: "in_stock" as const,
};
test.each([
  [
    "the layer's id stands, the markup's is the sku, and the markup fills what is left out",
    named,
    marked,
    { ...marked, ...named, sku: "woo-beanie" },
  ],
  ["the same id is no sku", { id: "woo-beanie" }, marked, marked],
  [
    "a sku of the layer stays where the markup has the layer's id",
    { ...named, sku: "woo" },
    { id: "16" },
    { ...named, sku: "woo" },
  ],
  [
    "a field the layer leaves undefined is the markup's",
    { ...named, name: undefined },
    marked,
    { name: "Beanie, wool" },
  ],
  [
    "a price without a currency gives way to one with it",
    { id: "16", priceMinor: 180_000 },
    { id: "16", priceMinor: 1800, currency: "JPY" },
    { priceMinor: 1800, currency: "JPY" },
  ],
  ["without markup the layer speaks alone", named, undefined, named],
])("of one product told twice, %s", (_, layer, markup, expected) => {
  expect(joinProduct(layer, markup)).toMatchObject(expected);
});

test("an order is remembered once, its refund beside it, and the latest fifty of all", () => {
  expect(ordersWith(undefined, "purchase", "T1")).toEqual(["purchase T1"]);
  expect(ordersWith(["purchase T1"], "purchase", "T1")).toBeUndefined();
  expect(ordersWith(["purchase T1"], "refund", "T1")).toEqual(["purchase T1", "refund T1"]);
  const many = Array.from({ length: 50 }, (_, i) => `purchase ${i}`);
  const more = ordersWith(many, "purchase", "new")!;
  expect([more.length, more[0], more.at(-1)]).toEqual([50, "purchase 1", "purchase new"]);
});

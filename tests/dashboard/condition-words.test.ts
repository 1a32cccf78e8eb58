import { describe, expect, test } from "vitest";
import { draftFrom, idFrom, sayCondition } from "../../dashboard/condition-words.ts";
import type { Comparison, Condition } from "../../model/segment.ts";

const orders: Comparison = { field: "orders", op: "eq", value: 0 };
const cart: Comparison = { field: "cart_value", op: "gte", value: 1200 };
const channel: Comparison = { field: "channel", op: "one_of", value: ["paid", "social"] };

describe("a condition as a sentence", () => {
  test.each<[Condition, string]>([
    [{ all: [] }, "Every visitor."],
    [orders, "Orders exactly 0."],
    [{ all: [cart, orders] }, "Value of the cart at least 1\u00a0200; and orders exactly 0."],
    [{ any: [orders, channel] }, "Orders exactly 0; or came by is one of paid or social."],
    [
      { all: [cart, { any: [orders, channel] }] },
      "Value of the cart at least 1\u00a0200; and (orders exactly 0; or came by is one of paid or social).",
    ],
    [{ none: [orders] }, "Not: orders exactly 0."],
    [
      { all: [{ field: "moment", of: "hesitate", op: "gte", value: 1 }] },
      "Micro-moment hesitate, last 30 days, at least 1.",
    ],
    [{ all: [{ field: "in_cart", of: "lamp", op: "is", value: true }] }, "Has in the cart lamp: yes."],
    [
      { field: "steps", op: "in_order", value: ["page:product", "product:lamp:2", "event:purchase"] },
      "In one visit, the last, in this order page product, then product lamp:2, then ordered.",
    ],
    [{ all: [{ field: "engaged_minutes", op: "gt", value: 2.5 }] }, "Time on site more than 2.5\u00a0min."],
  ])("%o", (condition, sentence) => {
    expect(sayCondition(condition)).toBe(sentence);
  });
});

test.each([
  ["Cart waits, Łódź", [], "cart-waits-lodz"],
  ["Cart waits", ["cart-waits"], "cart-waits-2"],
  ["!!!", [], "unnamed"],
])("the id of %s beside %o is %s", (name, taken, id) => {
  expect(idFrom(name, new Set(taken))).toBe(id);
});

describe("a link to a new segment", () => {
  const condition: Condition = { all: [orders, { none: [cart] }] };

  test("may bring a whole condition with its name", () => {
    expect(draftFrom({ name: "New buyer", condition: JSON.stringify(condition) })).toEqual({
      name: "New buyer",
      condition,
    });
  });

  test("may bring one row a field", () => {
    expect(draftFrom({ rfm: "lost" })).toEqual({
      name: "Lost",
      condition: { all: [{ field: "rfm", op: "is", value: "lost" }] },
    });
  });

  test.each([
    ["nothing", {}],
    ["what is not JSON", { condition: "{" }],
    ["a condition that is none", { condition: '{"field":"luck","op":"gte","value":7}' }],
  ])("with %s begins as any other", (_, query) => {
    expect(draftFrom(query)).toBeUndefined();
  });
});

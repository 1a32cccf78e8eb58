import * as v from "valibot";
import { expect, test } from "vitest";
import { withFallbacks } from "../../model/content.ts";
import { type PushMessage, pushMessageSchema } from "../../model/push.ts";

const message: PushMessage = {
  title: "Your {{cart.first.name|choice}} is still in the cart",
  body: "It waits for you.",
  href: "/cart/",
  ttlHours: 24,
  urgency: "normal",
};
const takes = (part: Partial<PushMessage>) => v.is(pushMessageSchema, { ...message, ...part });

test("a text is as long as it is read, tokens as their fall-backs", () => {
  expect(withFallbacks(message.title)).toBe("Your choice is still in the cart");
  expect(takes({ title: `{{cart.first.name|${"x".repeat(40)}}}` })).toBe(true);
  expect(takes({ title: `{{cart.first.name|${"x".repeat(40)}}}!` })).toBe(false);
  expect(takes({ body: "x".repeat(90) })).toBe(true);
  expect(takes({ body: "x".repeat(91) })).toBe(false);
});

test("about a cart it needs words for one that is bought or emptied", () => {
  expect(takes({ about: "cart" })).toBe(false);
  expect(takes({ about: "cart", neutral: { title: "New lamps", body: "See them.", href: "/" } })).toBe(true);
});

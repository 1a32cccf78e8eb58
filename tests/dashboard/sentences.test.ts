import { expect, test } from "vitest";
import { type Names, sentenceOf, sentenceText } from "../../dashboard/components/feed/sentences.ts";
import { eventProps } from "../../model/event.ts";
import type { Moment } from "../../model/timeline.ts";

const NAMES: Names = {
  site: "Polana",
  products: { lamp: { name: "Table lamp Sowa", image: null } },
  segments: { waits: "Cart waits" },
  campaigns: { rescue: "Cart rescue" },
  moments: { hesitate: { label: "Hesitating", definition: "Took it out and put it back." } },
};
const say = (name: string, props: Record<string, unknown>) =>
  sentenceOf({ name: name as Moment["name"], props }, NAMES);

test.each([
  ["page_view", { path: "/demo/light/", title: "Light · Polana", landing: {} }, "Arrived on Light"],
  ["page_view", { path: "/demo/p/lamp/", title: "Table lamp Sowa, Polana" }, "Opened Table lamp Sowa"],
  ["view_item", { item: { id: "lamp" } }, "Viewed Table lamp Sowa"],
  ["add_to_cart", { item: { id: "x", name: "Soap" }, quantity: 2 }, "Put Soap in the cart, 2 pieces"],
  ["search", { term: "lantern", results: 0 }, "Searched “lantern”, nothing found"],
  ["segment_enter", { segment: "waits" }, "Entered Cart waits"],
  ["exposure", { campaign: "rescue", variant: "a" }, "Saw Cart rescue, variant A"],
  ["exposure", { campaign: "rescue", variant: "a", ghost: true }, "Held out of Cart rescue"],
  ["push_permission", { state: "declined" }, "Was asked for notifications: not now"],
  ["push_shown", { delivery: "x", isNeutral: true }, "Was shown the neutral notification"],
  ["push_click", { delivery: "x", action: 0 }, "Pressed button 1 of a notification"],
  ["payment_failed", { reason: "bank declined" }, "Payment failed: bank declined"],
  ["custom:wheel_turned", { prize: "none" }, "wheel turned prize: none"],
])("%s %o says: %s", (name, props, said) => {
  expect(sentenceText(say(name, props))).toBe(said);
});

test("a micro-moment brings its definition and stands out", () => {
  expect(say("micro_moment", { moment: "hesitate", subject: "lamp" })).toMatchObject({
    tone: "moment",
    note: "Took it out and put it back.",
  });
});

test("what was put in the cart shows its price", () => {
  const item = { id: "lamp", priceMinor: 8900, currency: "EUR" };
  expect(say("add_to_cart", { item, quantity: 1 }).aside).toBe("89.00\u00a0€");
});

test("every event of the model that a timeline shows has its own sentence", () => {
  const unsaid = Object.keys(eventProps).filter(
    (name) =>
      !["cart", "web_vital"].includes(name) &&
      sentenceText(say(name, {})).startsWith(name.replaceAll("_", " ")),
  );
  expect(unsaid).toEqual([]);
});

import { expect, test } from "vitest";
import { faultOf, faultsIn } from "../../dashboard/faults.ts";
import { broadcastSchema } from "../../model/broadcast.ts";

const broadcast = {
  id: "a",
  name: "",
  segmentsIn: [],
  segmentsOut: [],
  when: { kind: "now" },
  holdoutShare: 2,
  variants: [
    { id: "a", share: 1, message: { title: "Hi", body: "", href: "cart", ttlHours: 0.5, urgency: "low" } },
  ],
};

test("what a schema finds stands at its field, once each", () => {
  expect(faultsIn(broadcastSchema, broadcast).map(({ path, text }) => `${path} ${text}`)).toEqual([
    "name must not be empty.",
    "holdoutShare at most 1.",
    "variants.0.message.body must not be empty.",
    "variants.0.message.href an https URL, or a path beginning with one /.",
    "variants.0.message.ttlHours a whole number.",
  ]);
});

test("what the edge refuses stands at its field too", () => {
  const failure = {
    status: 400,
    title: "Not valid",
    field: "steps[1].met[0].message.title",
    expected: "a title",
  };
  expect(faultOf(failure)).toEqual({ path: "steps.1.met.0.message.title", text: "expected a title." });
  expect(faultOf({ status: 409, title: "Somebody was first" })).toBeUndefined();
});

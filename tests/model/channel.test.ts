import { expect, test } from "vitest";
import { FEWEST_TRIES, leastRate, preferredChannel, responsesOf } from "../../model/channel.ts";
import { emptyProfile, foldRun } from "../../model/profile.ts";
import { aRun } from "../support/builders.ts";

const none = { tries: 0, responses: 0 };
const responses = { on_site: none, push: none, email: none, sms: none, call: none };

test.each([
  ["nothing is known", {}, undefined, { channel: "email", by: "usual" }],
  ["they said so", { push: { tries: 50, responses: 20 } }, "sms", { channel: "sms", by: "declared" }],
  ["they said what is no channel", {}, "pigeon", { channel: "email", by: "usual" }],
  [
    "one was tried too seldom",
    { push: { tries: FEWEST_TRIES - 1, responses: FEWEST_TRIES - 1 } },
    undefined,
    { channel: "email", by: "usual" },
  ],
  ["one never brought a response", { sms: { tries: 40, responses: 0 } }, undefined, { by: "usual" }],
  [
    "a better rate may be luck",
    { push: { tries: 10, responses: 3 }, on_site: { tries: 300, responses: 60 } },
    undefined,
    { channel: "on_site", by: "response", tries: 300, responses: 60 },
  ],
  [
    "one is better for certain",
    { push: { tries: 100, responses: 30 }, on_site: { tries: 300, responses: 30 } },
    undefined,
    { channel: "push", by: "response" },
  ],
] as const)("of channels where %s", (_, known, declared, expected) => {
  expect(preferredChannel({ ...responses, ...known }, declared)).toMatchObject(expected);
});

test("the shop's usual channel is its own", () => {
  expect(preferredChannel(responses, undefined, "call")).toMatchObject({ channel: "call", by: "usual" });
});

// Newcombe (1998), "Two-sided confidence intervals for the single proportion", table I, method 3.
test.each([
  [81, 263, 0.2553],
  [15, 148, 0.0624],
  [1, 29, 0.0061],
  [0, 20, 0],
])("%i of %i are certainly %f", (responses, tries, expected) => {
  expect(leastRate({ responses, tries })).toBeCloseTo(expected, 4);
});

test("what other channels are told to have sent is counted apart from what was shown on the site", () => {
  const browser = foldRun(
    emptyProfile(),
    aRun("phone", [
      { name: "exposure", props: { campaign: "bar", variant: "a", placement: "bar" } },
      { name: "content_click", props: { campaign: "bar", variant: "a", placement: "bar" } },
      { name: "push_shown", props: { delivery: "d".repeat(22) } },
    ]),
  );
  const sent = ["email_sent", "email_clicked", "sms_sent", "call_made"] as const;
  const told = foldRun(
    emptyProfile(),
    aRun(
      "server",
      sent.map((name) => ({ name: `custom:${name}`, props: {} })),
      { context: null },
    ),
  );
  expect(responsesOf([browser, told])).toEqual({
    on_site: { tries: 1, responses: 1 },
    push: { tries: 1, responses: 0 },
    email: { tries: 1, responses: 1 },
    sms: { tries: 1, responses: 0 },
    call: { tries: 1, responses: 0 },
  });
});

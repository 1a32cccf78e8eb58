import { describe, expect, test } from "vitest";
import { sayAbout, sayAddress, sayType, standingOf } from "../../dashboard/pages/webhooks/words.ts";
import { WEBHOOK_TYPES, type WebhookMessage, type WebhookPayload } from "../../model/webhook.ts";

const NOW = Date.UTC(2026, 10, 27, 12);
const message = (changes: Partial<WebhookMessage>) =>
  ({ state: "due", attempts: 0, dueAt: NOW, type: "lead.created", ...changes }) as WebhookMessage;

describe("where a message stands", () => {
  test.each([
    ["has been taken", message({ state: "sent", attempts: 2 }), true, "Taken"],
    ["was given up", message({ state: "failed", attempts: 10 }), true, "Failed"],
    ["is new", message({}), true, "On its way"],
    [
      "is tried again later",
      message({ attempts: 1, dueAt: NOW + 300_000 }),
      true,
      "Tried again in 5\u00a0min",
    ],
    ["is tried again", message({ attempts: 1, dueAt: NOW - 1 }), true, "Tried again now"],
    ["is of a webhook that is off", message({ attempts: 1 }), false, "Waits until it is on"],
    ["is a test of one that is off", message({ type: "test" }), false, "On its way"],
    ["was taken by one that is off now", message({ state: "sent" }), false, "Taken"],
  ])("is said of one that %s", (_, one, isOn, word) => {
    expect(standingOf(one, isOn, NOW).word).toBe(word);
  });
});

test("every type has words, and one that is not known any more is called as it is", () => {
  for (const type of WEBHOOK_TYPES) expect(sayType(type)).not.toBe(type);
  expect([sayType("test"), sayType("order.older")]).toEqual(["Test message", "order.older"]);
});

test.each([
  [{ segment: { id: "keen", name: "Keen" } }, "Keen"],
  [{ contact: { type: "email", value: "anna@shop.example" } }, "anna@shop.example"],
  [{ campaign: { id: "c", name: "C" }, question: { name: "why", ask: "Why?" } }, "Why?"],
  [{ journey: { id: "j", name: "After the order" } }, "After the order"],
  [{ site: "polana-8n" }, ""],
])("a message is about what it names: %o", (data, about) => {
  expect(sayAbout({ data } as unknown as WebhookPayload)).toBe(about);
});

test("an address is said without what every address has", () => {
  expect(sayAddress("https://hook.example/impuls/")).toBe("hook.example/impuls");
});

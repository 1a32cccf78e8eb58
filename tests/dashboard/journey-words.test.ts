import { describe, expect, test } from "vitest";
import {
  ENDING_WORDS,
  endingsOf,
  type JourneyNames,
  sayBranches,
  sayDelay,
  sayExits,
  sayInstant,
  sayMinutes,
  sayReentry,
  sayStep,
  sayTrigger,
  sayWho,
} from "../../dashboard/journey-words.ts";
import type { JourneyTrigger, Step } from "../../model/journey.ts";
import type { PushMessage } from "../../model/push.ts";

const names: JourneyNames = {
  segment: (id) => ({ vip: "Best buyers", cold: "Gone cold" })[id] ?? id,
  campaign: () => "Hello again",
  pool: () => "Winter",
};
const message: PushMessage = {
  title: "{{cart.first.name|Your choice}} waits",
  body: "We keep it.",
  href: "/cart/",
  ttlHours: 24,
  urgency: "normal",
};

describe("a trigger as a sentence, and the instant that delays count from", () => {
  test.each<[JourneyTrigger, sentence: string, instant: string]>([
    [
      { kind: "segment_enter", segment: "vip" },
      "When a visitor comes into “Best buyers”.",
      "coming into the segment",
    ],
    [{ kind: "segment_exit", segment: "vip" }, "When a visitor leaves “Best buyers”.", "leaving the segment"],
    [{ kind: "event", event: "size_guide" }, "At the event size_guide.", "the event"],
    [{ kind: "cart_left" }, "When something lies in the cart and the visitor has gone.", "the cart was left"],
    [{ kind: "order" }, "At every order.", "the order"],
    [{ kind: "order", nth: 2 }, "At a visitor’s 2nd order.", "the order"],
    [
      { kind: "date", trait: "departure", daysBefore: 7, isYearly: false },
      "7\u00a0days before the date in “departure”.",
      "that day began",
    ],
    [
      { kind: "date", trait: "birthday", daysBefore: 0, isYearly: true },
      "On the date in “birthday”, every year.",
      "that day began",
    ],
    [
      { kind: "fall", to: ["at_risk", "lost"] },
      "When a buyer falls by time alone into “At risk” or “Lost”.",
      "the fall",
    ],
    [
      { kind: "runs_out", usualDays: 30, categories: [{ category: "Care", days: 45 }], isLearned: true },
      "When what was bought should be running out: by the product’s own usual gap between orders, else Care after 45\u00a0days, else anything else after 30\u00a0days.",
      "it should be running out",
    ],
    [
      { kind: "runs_out", usualDays: 30, categories: [], isLearned: false },
      "When what was bought should be running out: after 30\u00a0days.",
      "it should be running out",
    ],
    [
      { kind: "back_in_stock", withinDays: 30 },
      "When a product looked at in the last 30\u00a0days can be had again.",
      "it came back",
    ],
    [
      { kind: "price_drop", withinDays: 1, leastPercent: 10 },
      "When a product looked at in the last 1\u00a0day costs at least 10\u00a0% less.",
      "the price fell",
    ],
  ])("%o", (trigger, sentence, instant) => {
    expect(sayTrigger(trigger, names)).toBe(sentence);
    expect(sayInstant(trigger)).toBe(instant);
  });
});

describe("a step as a sentence", () => {
  test.each<[Step, string]>([
    [{ kind: "wait", id: "a", minutes: 180 }, "3\u00a0hours after the cart was left:"],
    [{ kind: "until_hour", id: "a", hour: 18 }, "At the next 18:00 where the visitor is:"],
    [{ kind: "push", id: "a", message }, "Send “Your choice waits”"],
    [{ kind: "invite", id: "a", campaign: "hello" }, "Show “Hello again” at the next visit"],
    [{ kind: "coupon", id: "a", pool: "winter" }, "Take a code from “Winter”"],
    [
      { kind: "webhook", id: "a", type: "handover", text: "Call {{city|home}}" },
      "Hand over to e-mail, SMS or a call: “Call home”",
    ],
    [{ kind: "webhook", id: "a", type: "thank_you" }, "Have a thank-you made and sent"],
    [{ kind: "webhook", id: "a", type: "inactive" }, "Tell your service that the visitor has gone quiet"],
    [{ kind: "trait", id: "a", name: "reminded", value: true }, "Note reminded: yes"],
    [{ kind: "if", id: "a", segment: "vip", met: [], unmet: [] }, "If the visitor is in “Best buyers”"],
    [
      { kind: "split", id: "a", holdoutShare: 0.1, branches: [{ id: "a", share: 1, steps: [] }] },
      "By chance, 10\u00a0% get nothing more",
    ],
  ])("%o", (step, sentence) => {
    expect(sayStep(step, { kind: "cart_left" }, names)).toBe(sentence);
  });
  test("branches are named by what they are for, with the share that comes to each", () => {
    expect(sayBranches({ kind: "if", id: "a", segment: "vip", met: [], unmet: [] })).toEqual([
      "In it",
      "Not in it",
    ]);
    const branches = [
      { id: "a", share: 1, steps: [] },
      { id: "b", share: 3, steps: [] },
    ];
    expect(sayBranches({ kind: "split", id: "s", holdoutShare: 0.2, branches })).toEqual([
      "A, 20\u00a0%",
      "B, 60\u00a0%",
    ]);
    const only = branches.slice(0, 1);
    expect(sayBranches({ kind: "split", id: "s", holdoutShare: 0.1, branches: only })).toEqual([
      "The others, 90\u00a0%",
    ]);
  });
});

test.each([
  [45, "45\u00a0minutes"],
  [60, "1\u00a0hour"],
  [90, "90\u00a0minutes"],
  [1_440, "1\u00a0day"],
  [1_800, "1\u00a0day and 6\u00a0hours"],
  [4_325, "3\u00a0days and 5\u00a0minutes"],
  [Number.NaN, "…"],
])("%d minutes are said as %s", (minutes, said) => {
  expect(sayMinutes(minutes)).toBe(said);
  expect(sayDelay(minutes, { kind: "order" })).toBe(`${said} after the order`);
});

test.each([
  [[], [], "Everybody."],
  [["vip"], [], "Who is in “Best buyers”."],
  [[], ["cold"], "Everybody who is not in “Gone cold”."],
  [["vip", "new"], ["cold"], "Who is in “Best buyers” or “new” and not in “Gone cold”."],
])("in %o and not in %o: %s", (segmentsIn, segmentsOut, said) => {
  expect(sayWho({ segmentsIn, segmentsOut }, names)).toBe(said);
});

test.each([
  [{ order: false, emptiedCart: false, segmentsLeft: [] }, "Nothing ends it early."],
  [{ order: true, emptiedCart: true, segmentsLeft: [] }, "Ends early at an order or at an emptied cart."],
  [
    { order: true, emptiedCart: false, segmentsLeft: ["vip"] },
    "Ends early at an order or on leaving “Best buyers”.",
  ],
])("exits %o: %s", (exits, said) => {
  expect(sayExits(exits, names)).toBe(said);
});

test.each([
  [null, /never again/],
  [0, /each time/],
  [30, /30\u00a0days/],
])("re-entry after %s says so", (days, said) => {
  expect(sayReentry(days)).toMatch(said);
});

test("how enrolments ended, most first, and every ending has its words", () => {
  expect(
    endingsOf({ enrolled: 9, "step:a": 9, "ended:ordered": 2, "ended:done": 5, "ended:emptied": 0 }),
  ).toEqual([
    { how: "done", word: "came to the end", count: 5 },
    { how: "ordered", word: "ordered", count: 2 },
  ]);
  expect(new Set(Object.values(ENDING_WORDS)).size).toBe(7);
});

/** What an answer is on the wire, and what of it the profile, the timeline and the card of a visitor keep. */
import { expect, test } from "vitest";
import { parseEvent } from "../../model/event.ts";
import { answeredKey, emptyProfile, foldRun } from "../../model/profile.ts";
import { momentsOf } from "../../model/timeline.ts";
import { aRun } from "../support/builders.ts";

const ref = { campaign: "news", variant: "a", placement: "overlay" };
const consent = { text: "One letter a month.", controller: "Polana, Kraków" };
const email = { type: "email", name: "email", value: "anna@example.org" } as const;

test.each<[string, object, string | undefined]>([
  ["texts, numbers and lists", { values: { why: ["dear", "slow"], nps: 9, more: "Pictures" } }, undefined],
  ["what was left empty or taken back", { values: { more: "", room: null } }, undefined],
  ["a contact with what was agreed to", { values: {}, contacts: [email], consent }, undefined],
  ["a contact without consent", { values: {}, contacts: [email] }, "consent where there are contacts"],
  ["no address", { values: {}, contacts: [{ ...email, value: "anna@" }], consent }, "an e-mail address"],
  [
    "no number",
    { values: {}, contacts: [{ type: "tel", name: "tel", value: "=1+1" }], consent },
    "a telephone number",
  ],
  [
    "nine values",
    { values: Object.fromEntries([..."abcdefghi"].map((name) => [name, 1])) },
    "at most 8 values",
  ],
  ["a name that is none", { values: { "1st": "x" } }, expect.stringContaining("beginning with a letter")],
])("an answer: %s", (_, props, expected) => {
  const parsed = parseEvent("answer", { ...ref, ...props });
  if (expected === undefined)
    expect(parsed).toEqual({ event: { name: "answer", props: { ...ref, ...props } } });
  else expect("fault" in parsed && parsed.fault.expected).toEqual(expected);
});

test("an answer is a trait at once: several are one text, an empty one changes nothing, null takes it back", () => {
  const run = aRun("AAAAAAAA", [
    {
      name: "answer",
      props: { ...ref, values: { why: ["dear", "slow"], nps: 9, room: "kitchen", town: "Kraków" } },
    },
    { name: "answer", props: { ...ref, values: { room: "", town: null, long: "x".repeat(500) } } },
  ]);
  const { traits } = foldRun(emptyProfile(), run);
  expect(Object.fromEntries(Object.entries(traits).map(([name, { value }]) => [name, value]))).toEqual({
    why: "dear, slow",
    nps: 9,
    room: "kitchen",
    town: null,
    long: "x".repeat(200),
  });
});

test("a contact is known to be answered, and neither profile nor timeline has it", () => {
  const run = aRun("AAAAAAAA", [
    { name: "answer", props: { ...ref, values: { name: "Anna" }, contacts: [email], consent } },
  ]);
  const profile = foldRun(emptyProfile(), run);
  expect(Object.keys(profile.answered).map(Number)).toContain(answeredKey("email"));
  expect(JSON.stringify([profile, momentsOf(run)])).not.toMatch(/example\.org|letter/);
  expect(momentsOf(run)[0]!.props).toEqual({ ...ref, values: { name: "Anna" }, contacts: ["email"] });
});

/** What an answer is on the wire, and what of it the profile, the timeline and the card of a visitor keep. */
import { expect, test } from "vitest";
import { promoterScore, repliesIn } from "../../model/answers.ts";
import type { Question } from "../../model/content.ts";
import { parseCsv } from "../../model/csv.ts";
import { toCsv } from "../../model/csv-out.ts";
import { type EventProps, parseEvent } from "../../model/event.ts";
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

const QUESTIONS: Question[] = [
  {
    name: "why",
    ask: "Why?",
    answer: "several",
    options: ["dear", "slow"].map((value) => ({ value, label: value })),
  },
  { name: "nps", ask: "Would you?", answer: "score" },
  { name: "more", ask: "More?", answer: "text" },
];
test.each<[string, EventProps["answer"]["values"], object[]]>([
  [
    "options the question has, each once",
    { why: ["slow", "slow", "mine"] },
    [{ question: "why", chosen: ["slow"] }],
  ],
  ["a score as an option", { nps: 9 }, [{ question: "nps", chosen: ["9"] }]],
  ["no score that there is not", { nps: 11 }, []],
  ["a text beside its question", { more: "Yes" }, [{ question: "more", chosen: [""], text: "Yes" }]],
  ["what was taken back", { why: null }, [{ question: "why", chosen: [] }]],
  ["neither what was left empty nor what nobody asked", { why: "", toString: "x" }, []],
])("replies are %s", (_, values, expected) => {
  expect(repliesIn({ ...ref, values }, QUESTIONS)).toEqual(expected);
});

test("the promoter score is nine and ten less nought to six, its interval not before thirty", () => {
  const counts = (low: number, middle: number, high: number) => [low, 0, 0, 0, 0, 0, 0, middle, 0, 0, high];
  expect(promoterScore(counts(0, 0, 0))).toBe(null);
  expect(promoterScore(counts(2, 3, 5))).toEqual({ score: 30, low: null, high: null, scores: 10 });
  const { score, low, high } = promoterScore(counts(20, 30, 50))!;
  // 1.96 standard errors of the mean of -1, 0 and 1: variance 0.7 - 0.09, of a hundred.
  expect([score, Math.round(low!), Math.round(high!)]).toEqual([30, 15, 45]);
});

test("a table holds what was written, and nothing that a spreadsheet would run", () => {
  const rows = [
    ["a,b", 'say "x"'],
    ["=1+1", "+48 600 100 200"],
    ["-2+3", "@x\n"],
  ];
  const text = toCsv(rows);
  expect(text).toBe(`"a,b","say ""x"""\r\n'=1+1,+48 600 100 200\r\n'-2+3,"'@x\n"\r\n`);
  expect(parseCsv(text).rows[0]!.cells).toEqual(rows[0]);
});

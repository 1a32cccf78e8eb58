/** A passport beside D1's row: which device part stands, and which server part. */
import { expect, test } from "vitest";
import { mergeStored } from "../../model/merge.ts";
import { emptyServerPart, type Passport, type ServerPart } from "../../model/passport.ts";
import { emptyProfile, foldRun } from "../../model/profile.ts";
import { addSeen, type Seen } from "../../model/seen.ts";
import { aRun, NOON } from "../support/builders.ts";

const mine = foldRun(emptyProfile(), aRun("AAAAAAAA", [{ name: "page_view", props: { path: "/" } }]));
const theirs = foldRun(mine, aRun("BBBBBBBB", [{ name: "page_view", props: { path: "/" } }]));
const server = (rev: number, lastOrderAt = NOON): ServerPart => ({
  ...emptyServerPart,
  rev,
  orders: rev,
  lastOrderAt,
});
const passport = (marks: Record<string, number>, part = emptyServerPart): Passport => ({
  visitor: "AAAAAAAAAAAAAAAAAAAAAA",
  sealedAt: NOON,
  isMergeDue: true,
  profile: mine,
  server: part,
  issued: [{ campaign: 1, variant: "a", ghost: false, at: NOON }],
  marks,
});
const seenOf = (ranges: Record<string, [number, number][]>): Seen =>
  Object.entries(ranges).reduce<Seen>(
    (seen, [writer, own]) => own.reduce((each, [from, to]) => addSeen(each, writer, from, to, 1), seen),
    {},
  );

test.each<[string, Record<string, number>, Record<string, [number, number][]>, boolean]>([
  ["that marks nothing takes D1's", {}, {}, true],
  ["all of whose marks D1 has seen takes D1's", { AAAAAAAA: 3 }, { AAAAAAAA: [[0, 3]] }, true],
  ["that D1 is ahead of takes D1's", { AAAAAAAA: 3 }, { AAAAAAAA: [[0, 9]], BBBBBBBB: [[0, 1]] }, true],
  ["one event ahead of D1 keeps its own", { AAAAAAAA: 4 }, { AAAAAAAA: [[0, 3]] }, false],
  ["of a writer unknown to D1 keeps its own", { AAAAAAAA: 3, CCCCCCCC: 1 }, { AAAAAAAA: [[0, 3]] }, false],
  [
    "takes D1's though a name in the middle may never come",
    { AAAAAAAA: 3 },
    {
      AAAAAAAA: [
        [0, 1],
        [2, 3],
      ],
    },
    true,
  ],
  ["takes D1's though the first name may never come", { AAAAAAAA: 3 }, { AAAAAAAA: [[1, 3]] }, true],
  ["of a writer that was marked at nothing takes D1's", { AAAAAAAA: 0 }, {}, true],
])("a passport %s", (_, marks, ranges, isAdopted) => {
  const merged = mergeStored(passport(marks), {
    rev: 1,
    profile: theirs,
    seen: seenOf(ranges),
    server: null,
  });
  expect(merged).toMatchObject({
    isAdopted,
    passport: {
      profile: isAdopted ? theirs : mine,
      isMergeDue: !isAdopted,
      marks,
      issued: [{ campaign: 1 }],
    },
  });
});

test.each<[string, ServerPart, ServerPart | null, "the passport's" | "D1's"]>([
  ["none in D1", server(2), null, "the passport's"],
  ["an older one in D1", server(2), server(1), "the passport's"],
  ["a newer one in D1", server(1), server(2), "D1's"],
  ["the same one in D1, unrounded", server(2), server(2, NOON + 700), "D1's"],
])("of the server part with %s", (_, own, stored, whose) => {
  const expected = whose === "D1's" ? stored : own;
  for (const marks of [{}, { AAAAAAAA: 9 }])
    expect(
      mergeStored(passport(marks, own), { rev: 1, profile: theirs, seen: {}, server: stored }).passport
        .server,
    ).toEqual(expected);
});

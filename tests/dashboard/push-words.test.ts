import { describe, expect, test } from "vitest";
import {
  DELIVERY_WORDS,
  outcomeOf,
  sayLost,
  sayManners,
  sayReason,
  serviceOf,
} from "../../dashboard/push-words.ts";
import { DELIVERY_STATES } from "../../model/push.ts";

describe("what came of notifications", () => {
  test("what was clicked was shown, and what was shown was sent", () => {
    const outcome = outcomeOf({ sent: 5, shown: 3, closed: 2, clicked: 1, due: 4, failed: 1, held_out: 7 });
    expect(outcome).toMatchObject({ sent: 11, shown: 6, clicked: 1, due: 4, heldOut: 7, all: 16 });
  });
  test("what was lost is said by how", () => {
    expect(sayLost(outcomeOf({ failed: 12, stopped: 3 }))).toBe("3\u00a0stopped, 12\u00a0failed");
    expect(sayLost(outcomeOf({ sent: 3 }))).toBe("");
  });
  test("every state is counted once", () => {
    const one = Object.fromEntries(DELIVERY_STATES.map((state) => [state, 1]));
    const { all, heldOut } = outcomeOf(one);
    expect(all + heldOut).toBe(DELIVERY_STATES.length);
    expect(Object.keys(DELIVERY_WORDS)).toEqual([...DELIVERY_STATES]);
  });
});

test.each([
  ["quiet_hours", "quiet hours where the visitor is"],
  ["ordered", "has ordered meanwhile"],
  ["413 Payload Too Large", "413 Payload Too Large"],
])("the reason %s is read as: %s", (reason, said) => {
  expect(sayReason(reason)).toBe(said);
});

test.each([
  ["fcm.googleapis.com", /Chrome/],
  ["updates.push.services.mozilla.com", /Firefox/],
  ["web.push.apple.com", /Safari/],
  ["push.example", /^push\.example$/],
  ["evilpush.apple.com.example", /^evilpush/],
])("the push service %s is known as %s", (host, name) => {
  expect(serviceOf(host)).toMatch(name);
});

test("what holds for all is a sentence, with quiet hours only where there are any", () => {
  expect(sayManners({ quiet: { from: 21, until: 8 }, mostPerDay: 2 })).toBe(
    "Nobody gets more than 2\u00a0notifications in 24\u00a0hours, and none from 21:00 to 8:00 where they are: what falls into that time waits.",
  );
  expect(sayManners({ quiet: { from: 0, until: 0 }, mostPerDay: 1 })).toBe(
    "Nobody gets more than 1\u00a0notification in 24\u00a0hours.",
  );
});

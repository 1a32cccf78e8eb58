import { describe, expect, test } from "vitest";
import type { Broadcast } from "../../model/broadcast.ts";
import { armOf, beginsAt, goesAt } from "../../model/broadcast-receiver.ts";
import { isForVisitor } from "../../model/for-whom.ts";
import { NOON } from "../support/builders.ts";

const HOUR_MS = 3_600_000;
const MESSAGE = { title: "a", body: "b", href: "/", ttlHours: 1, urgency: "normal" as const };
const variants = (shares: Record<string, number>) =>
  Object.entries(shares).map(([id, share]) => ({ id, share, message: MESSAGE }));

test.each<[string, string[], string[], string[], boolean]>([
  ["everybody where no segment is named", [], [], [], true],
  ["whoever is in any of those named", ["a", "b"], [], ["b"], true],
  ["nobody else", ["a", "b"], [], ["c"], false],
  ["nobody who is in one that is left out", ["a"], ["c"], ["a", "c"], false],
  ["everybody but those left out", [], ["c"], ["a"], true],
])("a broadcast is for %s", (_, segmentsIn, segmentsOut, memberships, isFor) => {
  expect(isForVisitor({ segmentsIn, segmentsOut }, new Set(memberships))).toBe(isFor);
});

describe("chance", () => {
  const count = (holdoutShare: number, shares: Record<string, number>, id = "spring") => {
    const counts: Record<string, number> = {};
    for (let i = 0; i < 10_000; i++) {
      const { variant, isHeldOut } = armOf({ id, holdoutShare, variants: variants(shares) }, `visitor-${i}`);
      const arm = isHeldOut ? "held out" : variant;
      counts[arm] = (counts[arm] ?? 0) + 1;
    }
    return counts;
  };

  test("shares visitors out as it is told, the holdout first", () => {
    const { a, b, "held out": none } = count(0.1, { a: 1, b: 3 });
    expect(none! / 10_000).toBeCloseTo(0.1, 1);
    expect(a! / (a! + b!)).toBeCloseTo(0.25, 1);
  });

  test("falls the same for the same visitor, and otherwise in another broadcast", () => {
    const arms = (id: string) =>
      Array.from({ length: 200 }, (_, i) =>
        armOf({ id, holdoutShare: 0.5, variants: variants({ a: 1, b: 1 }) }, `${i}`),
      );
    expect(arms("spring")).toEqual(arms("spring"));
    expect(arms("spring")).not.toEqual(arms("summer"));
  });

  test("holds out nobody, or everybody, where that is asked for", () => {
    expect(count(0, { a: 1 })).toEqual({ a: 10_000 });
    expect(count(1, { a: 1 })).toEqual({ "held out": 10_000 });
  });
});

describe("at 18:00 of each", () => {
  const when: Broadcast["when"] = { kind: "local", date: "2026-11-22", hour: 18 };
  const at = (hour: number) => Date.UTC(2026, 10, 22, hour);

  test.each([
    ["in Warsaw", "Europe/Warsaw", at(17)],
    ["in New York", "America/New_York", at(23)],
    ["in Kolkata, where the hour is half past of UTC", "Asia/Kolkata", at(12) + HOUR_MS / 2],
  ])("%s it goes then", (_, timeZone, expected) => {
    expect(goesAt({ when }, timeZone, NOON)).toEqual({ at: expected, isTooLate: false });
  });

  test("where the hour has passed it goes at once for three hours, and then not at all", () => {
    const tokyo = at(9);
    expect(goesAt({ when }, "Asia/Tokyo", tokyo + 3 * HOUR_MS)).toEqual({
      at: tokyo + 3 * HOUR_MS,
      isTooLate: false,
    });
    expect(goesAt({ when }, "Asia/Tokyo", tokyo + 3 * HOUR_MS + 1).isTooLate).toBe(true);
  });

  test("visitors are looked at before the first zone's hour, or at once", () => {
    expect(beginsAt({ when }, at(0))).toBe(at(4));
    expect(beginsAt({ when }, NOON)).toBe(NOON);
  });

  test("an hour that the clock leaves out is the one after it", () => {
    const spring: Broadcast["when"] = { kind: "local", date: "2027-03-28", hour: 2 };
    expect(goesAt({ when: spring }, "Europe/Warsaw", NOON).at).toBe(Date.UTC(2027, 2, 28, 1));
  });
});

test("one for now or for an instant goes as it is looked at", () => {
  const then = NOON + HOUR_MS;
  expect(goesAt({ when: { kind: "now" } }, "Asia/Tokyo", NOON)).toEqual({ at: NOON, isTooLate: false });
  expect(beginsAt({ when: { kind: "now" } }, NOON)).toBe(NOON);
  expect([
    beginsAt({ when: { kind: "at", at: then } }, NOON),
    beginsAt({ when: { kind: "at", at: NOON - 1 } }, NOON),
  ]).toEqual([then, NOON]);
});

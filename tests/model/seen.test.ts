/** Which names have been folded: ranges that must be the same as a set of numbers. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addSeen,
  hasSeen,
  retainSeen,
  SEEN_DAYS,
  SEEN_RANGES,
  SEEN_WRITERS,
  type Seen,
} from "../../model/seen.ts";

const WRITER = "AAAAAAAA";
const seenOf = (...ranges: [number, number][]): Seen =>
  ranges.reduce<Seen>((seen, [from, to]) => addSeen(seen, WRITER, from, to, 1), {});

describe("ranges", () => {
  test("of a device that leaves gaps without end stay few, and no name seen is forgotten", () => {
    const names = Array.from({ length: 500 }, (_, i) => 2 * i);
    const seen = seenOf(...names.map((n): [number, number] => [n, n + 1]));
    expect(seen[WRITER]!.ranges).toHaveLength(2 * SEEN_RANGES);
    expect(names.every((n) => hasSeen(seen, WRITER, n))).toBe(true);
  });

  test("are the same as a set, however they came", () => {
    const range = fc
      .tuple(fc.nat(40), fc.integer({ min: 1, max: 12 }))
      .map(([from, length]): [number, number] => [from, from + length]);
    fc.assert(
      fc.property(fc.array(range, { maxLength: 25 }), (ranges) => {
        const set = new Set(
          ranges.flatMap(([from, to]) => Array.from({ length: to - from }, (_, i) => from + i)),
        );
        const seen = seenOf(...ranges);
        const names = Array.from({ length: 60 }, (_, n) => n);
        expect(names.filter((n) => hasSeen(seen, WRITER, n))).toEqual(names.filter((n) => set.has(n)));
        const kept = seen[WRITER]?.ranges ?? [];
        // Ascending and apart: as few pairs as there can be.
        for (let i = 1; i < kept.length; i++) expect(kept[i]).toBeGreaterThan(kept[i - 1]!);
      }),
      { numRuns: 3000 },
    );
  });

  test.each<[string, [number, number][], number[]]>([
    [
      "that touch become one",
      [
        [0, 2],
        [2, 4],
      ],
      [0, 4],
    ],
    [
      "that leave a hole stay apart",
      [
        [0, 2],
        [3, 4],
      ],
      [0, 2, 3, 4],
    ],
    [
      "that fill the hole join both",
      [
        [0, 2],
        [3, 4],
        [2, 3],
      ],
      [0, 4],
    ],
    [
      "inside others vanish",
      [
        [0, 9],
        [3, 4],
      ],
      [0, 9],
    ],
    [
      "before others come first",
      [
        [5, 6],
        [0, 1],
      ],
      [0, 1, 5, 6],
    ],
  ])("%s", (_, ranges, expected) => {
    expect(seenOf(...ranges)[WRITER]!.ranges).toEqual(expected);
  });

  test("of one writer say nothing of another, nor of a name every object has", () => {
    const seen = seenOf([0, 5]);
    expect([hasSeen(seen, "BBBBBBBB", 1), hasSeen(seen, "toString", 0)]).toEqual([false, false]);
    expect(hasSeen(addSeen(seen, "toString", 0, 1, 1), "toString", 0)).toBe(true);
  });

  test("given are left as they were", () => {
    const seen = seenOf([0, 2]);
    const copy = structuredClone(seen);
    addSeen(seen, WRITER, 2, 4, 9);
    expect(seen).toEqual(copy);
  });

  test("remember the newest day, whatever order the days come in", () => {
    expect(addSeen(addSeen({}, WRITER, 0, 1, 9), WRITER, 1, 2, 3)[WRITER]!.day).toBe(9);
  });
});

describe("what is retained", () => {
  test.each([
    [SEEN_DAYS - 1, true],
    [SEEN_DAYS, false],
  ])("a writer untouched for %i days: %s", (days, isKept) => {
    const seen = addSeen({}, WRITER, 0, 1, 100);
    expect(WRITER in retainSeen(seen, 100 + days)).toBe(isKept);
  });

  test("is at most 512 writers, the longest untouched leaving first", () => {
    let seen: Seen = {};
    for (let i = 0; i < SEEN_WRITERS + 40; i++)
      seen = addSeen(seen, `w${String(i).padStart(7, "0")}`, 0, 1, i < 40 ? 99 : 100);
    const kept = Object.keys(retainSeen(seen, 100));
    expect(kept).toHaveLength(SEEN_WRITERS);
    expect(kept).not.toContain("w0000000");
    expect(kept).toContain("w0000040");
  });
});

test("a writer called as something of every object is one like any other", () => {
  expect(hasSeen({}, "toString", 0)).toBe(false);
  const seen = retainSeen(addSeen({}, "toString", 0, 2, 20), 20);
  expect([hasSeen(seen, "toString", 1), seen]).toEqual([true, { toString: { ranges: [0, 2], day: 20 } }]);
});

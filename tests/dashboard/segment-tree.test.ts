/** The builder's tree: rows and groups added, moved and taken out, and what is finished of a condition half typed. */
import { describe, expect, test } from "vitest";
import {
  changeAt,
  excludedBy,
  finishedPart,
  finishedSteps,
  firstUnfinished,
  fitsAt,
  insertAt,
  move,
  type Path,
  pathOfField,
  removeAt,
  rootOf,
  rowsWithin,
  turned,
} from "../../dashboard/pages/segment/tree.ts";
import { type Comparison, type Condition, parseCondition } from "../../model/segment.ts";

const a: Comparison = { field: "orders", op: "eq", value: 0 };
const b: Comparison = { field: "visits", op: "gte", value: 2 };
const c: Comparison = { field: "pages", op: "gte", value: 3 };
const d: Comparison = { field: "carts", op: "gte", value: 4 };
const notB: Condition = { none: [b] };
const unchosen: Comparison = { field: "", op: "" };

test("a comparison that stands alone becomes a group of one, and a group stays", () => {
  expect(rootOf(a)).toEqual({ all: [a] });
  expect(rootOf({ none: [a] })).toEqual({ none: [a] });
});

test("only a group that excludes one comparison is drawn as a row", () => {
  expect(excludedBy(notB)).toBe(b);
  for (const other of [b, { none: [a, b] }, { all: [b] }, { none: [{ any: [b] }] }] as Condition[])
    expect(excludedBy(other)).toBeUndefined();
});

test("a part is changed, and its neighbours are the very same as before", () => {
  const before: Condition = { all: [a, { any: [b, c] }] };
  const after = changeAt(before, [1, 0], () => d);
  expect(after).toEqual({ all: [a, { any: [d, c] }] });
  expect(before).toEqual({ all: [a, { any: [b, c] }] });
});

test("a part is put in where it is to stand", () => {
  expect(insertAt({ all: [a, { any: [b] }] }, [1, 1], c)).toEqual({ all: [a, { any: [b, c] }] });
});

test("the last row of a group takes the group with it, the last of all leaves the outermost", () => {
  expect(removeAt({ all: [a, { any: [b, c] }] }, [1, 0])).toEqual({ all: [a, { any: [c] }] });
  expect(removeAt({ all: [a, { any: [{ all: [b] }] }] }, [1, 0, 0])).toEqual({ all: [a] });
  expect(removeAt({ any: [a] }, [0])).toEqual({ any: [] });
});

describe("moving", () => {
  test.each<[string, Condition, Path, 1 | -1, Condition, Path]>([
    ["down past a row", { all: [a, b, c] }, [0], 1, { all: [b, a, c] }, [1]],
    ["up past a row", { all: [a, b, c] }, [2], -1, { all: [a, c, b] }, [1]],
    ["down past a row that excludes", { all: [a, notB] }, [0], 1, { all: [notB, a] }, [1]],
    ["down into a group", { all: [a, { any: [b, c] }] }, [0], 1, { all: [{ any: [a, b, c] }] }, [0, 0]],
    ["up into a group", { all: [{ any: [b, c] }, a] }, [1], -1, { all: [{ any: [b, c, a] }] }, [0, 2]],
    ["down out of a group", { all: [{ any: [b, c] }, d] }, [0, 1], 1, { all: [{ any: [b] }, c, d] }, [1]],
    ["up out of a group", { all: [a, { any: [b, c] }] }, [1, 0], -1, { all: [a, b, { any: [c] }] }, [1]],
    ["down out of a group it was alone in", { all: [{ any: [b] }, d] }, [0, 0], 1, { all: [b, d] }, [0]],
    ["up out of a group it was alone in", { all: [a, { any: [b] }] }, [1, 0], -1, { all: [a, b] }, [1]],
  ])("%s", (_, before, path, by, after, to) => {
    expect(move(before, path, by)).toEqual({ condition: after, path: to });
  });

  test("there is no way beyond the first and the last", () => {
    expect(move({ all: [a, b] }, [0], -1)).toBeUndefined();
    expect(move({ all: [a, b] }, [1], 1)).toBeUndefined();
  });

  test("a group is not entered where that would be a level too deep", () => {
    const deep: Condition = { any: [{ all: [{ any: [{ all: [c] }] }] }] };
    const moved = move({ all: [deep, { any: [b] }] }, [0], 1)!;
    expect(moved).toEqual({ condition: { all: [{ any: [b] }, deep] }, path: [1] });
    expect(parseCondition(moved.condition)).toHaveProperty("condition");
  });
});

test("what fits at a path is what the model takes there", () => {
  const path = [0, 0, 0, 0, 0];
  expect(fitsAt(path, a)).toBe(true);
  expect(fitsAt(path, { any: [a] })).toBe(false);
  const deepest = path.reduceRight<Condition>((inner) => ({ all: [inner] }), a);
  expect(parseCondition(deepest)).toHaveProperty("condition");
  expect(parseCondition({ all: [deepest] })).toHaveProperty("fault");
});

test("a row is turned into one that excludes, and back", () => {
  expect(turned(b)).toEqual(notB);
  expect(turned(notB)).toBe(b);
});

test("rows come in order, each with its path", () => {
  expect(rowsWithin({ all: [a, { any: [b, notB] }] })).toEqual([
    { row: a, path: [0] },
    { row: b, path: [1, 0] },
    { row: b, path: [1, 1, 0] },
  ]);
});

test("what is half typed is left out of the count, with groups of nothing else", () => {
  const typing: Condition = {
    all: [
      unchosen,
      a,
      { any: [{ field: "city", op: "is", value: "" }] },
      { none: [b, { field: "visits", op: "gte", value: Number.NaN }] },
      { field: "interest", of: "", op: "gte", value: 0.5 },
    ],
  };
  expect(finishedPart(typing)).toEqual({ all: [a, { none: [b] }] });
  expect(finishedSteps(typing)).toEqual([1, 3]);
  expect(firstUnfinished(typing)).toEqual([0]);
  expect(firstUnfinished({ all: [a, { any: [notB, unchosen] }] })).toEqual([1, 1]);
  expect(firstUnfinished({ all: [a, notB] })).toBeUndefined();
});

test.each<[string, Path]>([
  ["condition.all[1].value", [1]],
  ["condition.all[1].none[0].of", [1, 0]],
  ["condition", []],
])("a fault at %s belongs to the row at %o", (field, path) => {
  expect(pathOfField(field)).toEqual(path);
});

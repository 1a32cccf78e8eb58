import { describe, expect, test } from "vitest";
import { differencesOf } from "../../model/differences.ts";

const of = (before: unknown, after: unknown, most = 10) => differencesOf(before, after, most);

describe("what differs", () => {
  test.each([
    ["a word", { name: "A" }, { name: "B" }, [{ path: "name", before: '"A"', after: '"B"' }]],
    ["what is new", {}, { cap: 2 }, [{ path: "cap", before: null, after: "2" }]],
    ["what is gone", { cap: 2 }, {}, [{ path: "cap", before: "2", after: null }]],
    [
      "a part of a part of a list",
      { variants: [{ id: "a", content: { title: "Look" } }] },
      { variants: [{ id: "a", content: { title: "Look again" } }] },
      [{ path: "variants.0.content.title", before: '"Look"', after: '"Look again"' }],
    ],
    [
      "a list of words as one",
      { segmentsIn: ["a"] },
      { segmentsIn: ["a", "b"] },
      [{ path: "segmentsIn", before: '["a"]', after: '["a","b"]' }],
    ],
    ["nothing, where only the order of the parts is another", { a: 1, b: 2 }, { b: 2, a: 1 }, []],
    ["a name that every object has", { toString: 1 }, {}, [{ path: "toString", before: "1", after: null }]],
  ])("is %s", (_, before, after, differences) => {
    expect(of(before, after)).toEqual({ differences, more: 0 });
  });

  test("is cut to the first of them, and the others are counted", () => {
    expect(of({ a: 1, b: 1, c: 1 }, { a: 2, b: 2, c: 2 }, 2)).toMatchObject({
      differences: [{ path: "a" }, { path: "b" }],
      more: 1,
    });
  });

  test("is cut to a length that can be read", () => {
    const [long] = of({ a: "x".repeat(500) }, { a: "y" }).differences;
    expect(long!.before).toHaveLength(120);
  });

  test("ends, however deep it goes", () => {
    const deep = (value: number) => JSON.parse(`${'{"a":'.repeat(1_000)}${value}${"}".repeat(1_000)}`);
    expect(of(deep(1), deep(2)).differences).toHaveLength(1);
  });
});

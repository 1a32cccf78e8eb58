/** What one visitor gets of a content, and that no token is ever read as it is written. */
import fc from "fast-check";
import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { type Block, type Content, contentSchema, TOKENS } from "../../model/content.ts";
import {
  contentFor,
  isPersonal,
  type Reader,
  segmentsInContent,
  traitsInContent,
} from "../../model/content-for.ts";
import { compileSnapshot } from "../../model/snapshot.ts";
import { fillTokens } from "../../tracker/render/device-texts.ts";
import { aCampaign, aSite, aSnapshot } from "../support/builders.ts";

const NOBODY: Reader = { memberships: new Set(), city: undefined, trait: () => undefined };
const of = (...blocks: Block[]): Content => ({ form: "inline", blocks });
const head = (title: string): Block => ({ kind: "head", title });
const when = (inside: string[], out: string[], title: string): Block => ({
  ...head(title),
  when: { in: inside, out },
});
const titles = ({ blocks }: Content) => blocks.map((block) => block.kind === "head" && block.title);

describe("blocks", () => {
  const content = of(
    head("all"),
    when(["a", "b"], [], "in a or b"),
    when([], ["b"], "not in b"),
    when(["a"], ["b"], "in a, not in b"),
  );
  test.each([
    [[], ["all", "not in b"]],
    [["a"], ["all", "in a or b", "not in b", "in a, not in b"]],
    [["b"], ["all", "in a or b"]],
    [
      ["a", "b"],
      ["all", "in a or b"],
    ],
  ])("for who is in %j", (segments, expected) => {
    const got = contentFor(content, { ...NOBODY, memberships: new Set(segments) });
    expect(titles(got)).toEqual(expected);
    expect(JSON.stringify(got)).not.toContain("when");
  });

  test("name the segments they ask for", () => {
    expect(segmentsInContent(content)).toEqual(["a", "b", "b", "a", "b"]);
  });
});

describe("tokens of the edge", () => {
  const content = of(head("{{trait.size|your size}} in {{city|your town}}, {{cart.value|nothing}}"));
  test("take the visitor's values, and leave those of the device alone", () => {
    const reader = { ...NOBODY, city: "Kraków", trait: (name: string) => (name === "size" ? 42 : undefined) };
    expect(titles(contentFor(content, reader))).toEqual(["42 in Kraków, {{cart.value|nothing}}"]);
  });
  test.each([[undefined], [true], [""], ["  "], ["\u202e\u0007"], ["{{cart.value|x}}"], ["x".repeat(61)]])(
    "fall back where there is %j",
    (value) => {
      const got = contentFor(content, { ...NOBODY, trait: () => value });
      expect(titles(got)).toEqual(["your size in your town, {{cart.value|nothing}}"]);
    },
  );
  test("a value that turns the direction of what follows turns nothing", () => {
    const got = contentFor(content, { ...NOBODY, city: "\u202eKraków\u2067" });
    expect(titles(got)).toEqual(["your size in Kraków, {{cart.value|nothing}}"]);
  });
  test("a value with quotes and backslashes stays what it is", () => {
    const got = contentFor(content, { ...NOBODY, city: 'a "b" \\ c' });
    expect(titles(got)).toEqual(['your size in a "b" \\ c, {{cart.value|nothing}}']);
  });
});

test("who compiles the rules knows which variants differ by visitor, and which traits must travel", () => {
  const variant = (id: string, content: Content) => ({ id, share: 1, content });
  const variants = [
    variant("a", of(head("the same for all, {{cart.value|x}}"))),
    variant("b", of(head("{{trait.favourite colour|x}}"))),
    variant("c", of(head("x"), when(["s"], [], "y"))),
    variant("d", of(head("{{city|x}}"))),
  ];
  const compiled = compileSnapshot(aSnapshot(aSite("shop"), { campaigns: [aCampaign("one", { variants })] }));
  expect([...compiled.campaigns[0]!.personal]).toEqual(["b", "c", "d"]);
  expect(variants.map(({ content }) => isPersonal(content))).toEqual([false, true, true, true]);
  expect([...compiled.traits]).toEqual(["favourite colour"]);
  expect(traitsInContent(variants[1]!.content)).toEqual(["favourite colour"]);
});

/** Pieces of texts, sound and not. */
const piece = fc.oneof(
  fc.constantFrom(
    ...TOKENS.map((name) => `{{${name}|fall-back}}`),
    "{{trait.size|fall-back}}",
    "{{city|}}",
    "{{nothing|x}}",
    "{{city|x",
    "{{",
    "}}",
    "{",
    "|",
    '"',
    "\\",
  ),
  fc.string({ maxLength: 12 }),
);
const words = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join("").slice(0, 90) || "x");

test("whatever passes the schema, no token is left on the page", () => {
  let sound = 0;
  const value = fc.option(fc.string({ maxLength: 12 }), { nil: undefined });
  fc.assert(
    fc.property(words, words, value, value, (title, teaser, city, size) => {
      const given = { form: "overlay", teaser: teaser.slice(0, 40), blocks: [head(title)], reached: title };
      const parsed = v.safeParse(contentSchema, given);
      if (!parsed.success) return;
      sound++;
      const atEdge = contentFor(parsed.output, { ...NOBODY, city, trait: () => size });
      const drawn = fillTokens(atEdge, { recent: [], cart: undefined, bought: [] }, "en");
      expect(JSON.stringify(drawn)).not.toMatch(/\{\{[^"]*\||\{\{(city|trait|cart|last_)/);
    }),
    { numRuns: 3000 },
  );
  expect(sound).toBeGreaterThan(100);
});

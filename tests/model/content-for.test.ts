/** What one visitor gets of a content, and that no token is ever read as it is written. */
import fc from "fast-check";
import * as v from "valibot";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { campaignSchema } from "../../model/campaign.ts";
import { type Block, type Content, TOKENS } from "../../model/content.ts";
import {
  contentFor,
  isPersonal,
  type Reader,
  segmentsInContent,
  traitsInContent,
} from "../../model/content-for.ts";
import { compileSnapshot } from "../../model/snapshot.ts";
import { fillTokens } from "../../model/tokens.ts";
import { price } from "../../tracker/render/device-texts.ts";
import { aCampaign, aSite, aSnapshot } from "../support/builders.ts";

const NOBODY: Reader = {
  memberships: new Set(),
  city: undefined,
  language: undefined,
  trait: () => undefined,
};
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
  test.each<[string, string | undefined, string | number, string]>([
    ["a number", "pl-PL", 12_345.5, "12\u00a0345,5"],
    ["a number", "en-GB", 12_345.5, "12,345.5"],
    ["a number of four digits, which may be a year", "en-GB", 1990, "1990"],
    ["a day", "pl-PL", "2024-03-09", "9 marca 2024"],
    ["a day", "en-US", "2024-03-09", "March 9, 2024"],
    ["an instant, by its day", "en-GB", "2024-03-09T23:30:00+02:00", "9 March 2024"],
    ["a day of no calendar", "en-GB", "2024-02-30", "2024-02-30"],
    ["a text of digits", "en-GB", "12345", "12345"],
    ["a day, the language written by a server", "pl_PL", "2024-03-09", "9 marca 2024"],
    ["a number, the language none", "?", 12_345, "12,345"],
    ["a number, the language not known", undefined, 12_345, "12,345"],
  ])("%s in %s: %j reads %j", (_, language, value, said) => {
    const got = contentFor(of(head("{{trait.x|none}}")), { ...NOBODY, language, trait: () => value });
    expect(titles(got)).toEqual([said]);
  });

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
    fc.property(words, words, words, value, value, (title, teaser, plain, city, size) => {
      const consent = { text: title, controller: plain, privacyHref: "/privacy" };
      const email = { name: "email", label: title, type: "email", isRequired: true } as const;
      const form: Block = { kind: "form", fields: [email], consent, send: "Send", thanks: "Thanks" };
      const blocks: Block[] = [head(title), form];
      const content: Content = { form: "overlay", teaser: teaser.slice(0, 40), blocks, reached: title };
      const variants = [{ id: "a", share: 1, content }];
      const parsed = v.safeParse(
        campaignSchema,
        aCampaign("one", { placement: "overlay", variants, why: plain }),
      );
      if (!parsed.success) return;
      sound++;
      const atEdge = contentFor(parsed.output.variants[0]!.content, { ...NOBODY, city, trait: () => size });
      const drawn = fillTokens(atEdge, { recent: [], cart: undefined, bought: [] }, String);
      expect(JSON.stringify([drawn, parsed.output.why])).not.toMatch(
        /\{\{[^"]*\||\{\{(city|trait|cart|last_|nothing)/,
      );
    }),
    { numRuns: 3000 },
  );
  expect(sound).toBeGreaterThan(100);
});

describe("amounts of the cart", () => {
  const cart = (currency?: string) => ({
    lines: [{ id: "can", name: "Watering can", quantity: 1 }],
    valueMinor: 3790,
    ...(currency && { currency }),
  });
  const progress = (currency?: string): Block => ({
    kind: "progress",
    thresholdMinor: 5000,
    label: "x",
    ...(currency && { currency }),
  });
  const title = (cartCurrency?: string, blockCurrency?: string) => {
    const content = of(head("{{cart.value|some}}, {{cart.rest|a little}}"), progress(blockCurrency));
    const variants = [{ id: "a", share: 1, content }];
    const rules = aSnapshot(aSite("shop", { currency: "PLN" }), {
      campaigns: [aCampaign("one", { variants })],
    });
    const [compiled] = compileSnapshot(rules).campaigns;
    const texts = { recent: [], cart: cart(cartCurrency), bought: [] };
    return titles(fillTokens(compiled!.campaign.variants[0]!.content, texts, price))[0];
  };
  beforeEach(() => {
    vi.stubGlobal("document", { documentElement: { lang: "en" } });
  });
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  test.each([
    ["in the site's, where nobody says otherwise", undefined, undefined, "PLN 37.90, PLN 12.10"],
    ["in the cart's, and the threshold's is the same", "EUR", "EUR", "€37.90, €12.10"],
    ["no rest of zloty in euros", "EUR", "PLN", "€37.90, a little"],
    [
      "no rest where the threshold is in the site's currency and the cart is not",
      "EUR",
      undefined,
      "€37.90, a little",
    ],
    [
      "no rest where the cart is in the site's currency and the threshold is not",
      undefined,
      "EUR",
      "PLN 37.90, a little",
    ],
  ])("%s", (_, cartCurrency, blockCurrency, expected) => {
    expect(title(cartCurrency, blockCurrency)?.toString().replaceAll("\u00a0", " ")).toBe(expected);
  });
});

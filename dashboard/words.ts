/**
 * Every text of the dashboard in the member's language. The English text is its own key, with its values numbered:
 * t`Published ${ago}` is looked up as "Published {0}". Dictionaries lie beside what they are for (`pl.ts`) and are loaded
 * in that language alone, before the code that says their texts: a constant of a module is said once, when it is made.
 */
import type { ComponentChild } from "preact";

export type Language = "en" | "pl";
/** Chosen before the first paint, by `head.ts`; another choice reloads the page. */
export const language: Language = globalThis.document?.documentElement.lang === "pl" ? "pl" : "en";

/** English to the member's language; empty in English. */
export type Dictionary = Record<string, string>;
const known: Dictionary = {};
/** Keys with values as patterns, what says most first; made anew when more is known. */
let patterns: { said: RegExp; key: string; letters: number }[] | undefined;

/** Before what says these texts is evaluated. */
export function learn(more: Dictionary): void {
  Object.assign(known, more);
  patterns = undefined;
}
if (language === "pl") learn((await import("./pl.ts")).default);

/** Parts two meanings of one English word: "Order##sequence". It is not said. */
const MARK = /##\w+$/;

/** As the dictionary has it, else in English. */
export const lookUp = (key: string): string => known[key] ?? key.replace(MARK, "");

/** So much of a text must stand in a pattern for it to be taken as the same; less of a whole sentence, which no name is. */
const LEAST_LETTERS = 7;
const LEAST_OF_SENTENCE = 5;
function patternsOf(words: Dictionary) {
  return Object.keys(words)
    .filter((key) => /\{\d+\}/.test(key))
    .map((key) => {
      const parts = key.split(/\{\d+\}/);
      const said = new RegExp(
        `^${parts.map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&")).join("(.*?)")}$`,
      );
      return { said, key, letters: parts.join("").replace(/\P{L}/gu, "").length };
    })
    .filter(({ key, letters }) => letters >= (key.endsWith(".") ? LEAST_OF_SENTENCE : LEAST_LETTERS))
    .sort((a, b) => b.letters - a.letters);
}

/** A text of the model or the edge: as it stands, as a list of such, else as a sentence with names and figures in it. */
function find(text: string): string {
  if (language === "en" || !text || known[text] !== undefined) return lookUp(text);
  const listed = text.split(", ");
  if (listed.every((one) => known[one] !== undefined)) return listed.map(lookUp).join(", ");
  patterns ??= patternsOf(known);
  const pattern = patterns.find(({ said }) => said.test(text));
  if (!pattern) return text;
  const [, ...values] = pattern.said.exec(text)!;
  return known[pattern.key]!.replace(/\{(\d+)\}/g, (_, i) => find(values[Number(i)]!));
}

/** A text that is known only at run time: a word of the model, or of the edge. */
export function t(text: string): string;
export function t(text: TemplateStringsArray, ...values: (string | number)[]): string;
/** With parts of a page among its values it is a list of such parts. */
export function t(text: TemplateStringsArray, ...values: ComponentChild[]): ComponentChild[];
export function t(text: string | TemplateStringsArray, ...values: ComponentChild[]): unknown {
  if (typeof text === "string") return find(text);
  const said = lookUp(text.reduce((key, part, i) => `${key}{${i - 1}}${part}`));
  const parts = said.split(/\{(\d+)\}/).map((part, i) => (i % 2 ? values[Number(part)] : part));
  return values.every((value) => typeof value === "string" || typeof value === "number")
    ? parts.join("")
    : parts;
}

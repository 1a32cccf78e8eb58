/** The search of a page of results that nobody has told: its words from the address, and how much was found. */
import type { EventProps } from "../../model/event.ts";

const PARAMETER = /^(q|s|query|search(_?(query|word|term))?|szukaj|fraza|phrase|text|keywords?|term)$/i;
/** An e-mail address, a telephone number: people paste the wrong thing. Long numbers of goods are kept in too. */
const PERSONAL = /@|%40|(\d[ ()./-]{0,2}){7}/;
const NOTHING = /brak wynik|nic nie zna|nie znale|no .{0,16}(results|products|items|matches)|did not match/i;
const FOUND = /(\d[\d\s.,]{0,14})\s(?:results?|products?|items?|wynik|produkt)|of (\d+) \(/i;
const MARKED = /"numberOfItems"\s*:\s*"?(\d+)/;

/** Undefined where the address holds no words, or words that may be somebody's. */
export function readSearch(): EventProps["search"] | undefined {
  const term = [...new URLSearchParams(location.search)]
    .find(([name, value]) => PARAMETER.test(name) && value.trim())?.[1]
    .trim()
    .slice(0, 100);
  if (!term || PERSONAL.test(term)) return undefined;
  const marked = [...document.querySelectorAll('[type="application/ld+json"]')]
    .map(({ textContent }) => MARKED.exec(textContent)?.[1])
    .find(Boolean);
  const main = document.querySelector<HTMLElement>("main,[role=main],#main,#content")?.innerText ?? "";
  return { term, ...resultsOf(main, marked) };
}

/** How much was found, by the markup, else by what the page says; absent where neither does. */
export function resultsOf(text: string, marked?: string): { results?: number } {
  const [, some, ofAll] = FOUND.exec(text) ?? [];
  const count = marked ?? (NOTHING.test(text) ? "0" : (some ?? ofAll));
  return count ? { results: Number(count.replace(/\D/g, "")) } : {};
}

/** Search over the catalogue: every word must be found somewhere; a hit in the name counts most. */
import { categoryOf, PRODUCTS, type Product } from "../products.ts";

/** Lower case without accents, so that "zuraw" finds Żuraw; ł has no accent to take off, so it is named. */
export const folded = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll("ł", "l")
    .normalize("NFD")
    .replace(/\p{Mn}/gu, "");

/** "lamps" asks for a lamp. */
const stem = (word: string): string => (word.length > 3 ? word.replace(/s$/, "") : word);

const SHELVES = PRODUCTS.map((product) => ({
  product,
  /** Places to look in, with what a hit there is worth. */
  places: [
    [folded(product.name), 4],
    [folded(categoryOf(product.category).name), 2],
    [folded(`${product.look} ${product.description} ${product.facts.flat().join(" ")}`), 1],
  ] as const,
}));

/** The products that answer the words, best first; none for an empty query. */
export function searchCatalogue(query: string): Product[] {
  const words = folded(query)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
    .map(stem);
  if (words.length === 0) return [];
  return SHELVES.flatMap(({ product, places }) => {
    let score = 0;
    for (const word of words) {
      const hit = places.find(([text]) => ` ${text}`.includes(` ${word}`));
      if (!hit) return [];
      score += hit[1];
    }
    return { product, score };
  })
    .sort((a, b) => b.score - a.score)
    .map(({ product }) => product);
}

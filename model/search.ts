/** Finding by what is typed: how well a text answers it, and what the edge finds. */

/** In the order in which what answers equally well is listed. */
export const FOUND_KINDS = [
  "campaign",
  "segment",
  "journey",
  "broadcast",
  "pool",
  "webhook",
  "visitor",
  "customer",
  "order",
] as const;
export type FoundKind = (typeof FOUND_KINDS)[number];

export interface Found {
  kind: FoundKind;
  id: string;
  /** What it is called; the id of a customer or an order, the address of a webhook. */
  name: string;
  /** How it stands, such as `published` or `paid`; null: it has no such thing. */
  status: string | null;
}

/** GET /api/search */
export interface SearchAnswer {
  /** The best first, at most a handful of each kind. */
  found: Found[];
}

/** Lower case without marks, so that "swiatlo" finds "Światło". */
export const plain = (text: string) =>
  text.toLowerCase().replaceAll("ł", "l").normalize("NFD").replace(/\p{M}/gu, "");

/**
 * How well the text answers what is typed; 0: not at all. Every word typed must be in it: best as the beginning of the
 * text, then of a word, then within a word, last with letters left out ("campgn").
 */
export function rankOf(text: string, typed: string): number {
  const said = plain(text);
  const wanted = plain(typed).trim();
  if (wanted === "") return 0;
  if (said.startsWith(wanted)) return 5 + wanted.length / Math.max(said.length, 1);
  let sum = 0;
  const words = wanted.split(/\s+/);
  for (const word of words) {
    const rank = rankOfWord(said, word);
    if (rank === 0) return 0;
    sum += rank;
  }
  return sum / words.length;
}

/** How well an id answers: by its beginning or a part of it, since letters in between mean nothing there. */
export function rankOfId(id: string, typed: string): number {
  const [said, wanted] = [id.toLowerCase(), typed.trim().toLowerCase()];
  if (wanted === "" || !said.includes(wanted)) return 0;
  return (said.startsWith(wanted) ? 5 : 2) + wanted.length / said.length;
}

/** By its name, where it has one, or by its id. */
export const rankOfFound = ({ id, name }: Found, typed: string) =>
  Math.max(name === id ? 0 : rankOf(name, typed), rankOfId(id, typed));

function rankOfWord(said: string, word: string): number {
  const words = said.split(/[^\p{L}\p{N}]+/u);
  if (words.some((one) => one.startsWith(word))) return 3;
  if (said.includes(word)) return 2;
  return word.length >= 3 && words.some((one) => one[0] === word[0] && hasInOrder(one, word)) ? 1 : 0;
}

/** All letters, in this order, others between them. */
function hasInOrder(text: string, letters: string): boolean {
  let at = 0;
  for (const letter of text) if (letter === letters[at]) at++;
  return at === letters.length;
}

/** What a combobox offers, and what is left of it while one types. */
import { plain } from "../../../model/search.ts";

export interface Option {
  value: string;
  /** What is read; absent: the value itself. */
  words?: string;
  /** A figure or a word beside it. */
  aside?: string;
  /** Heading it stands under; options of one heading follow each other. */
  group?: string;
}

export const wordsOf = ({ value, words }: Option) => words ?? value;

/** Those that say every word typed, in the order they came. */
export function found(options: readonly Option[], text: string): Option[] {
  const wanted = plain(text.trim()).split(/\s+/);
  return options.filter((option) => {
    const said = plain(`${wordsOf(option)} ${option.value} ${option.group ?? ""}`);
    return wanted.every((word) => said.includes(word));
  });
}

/** The first that begins with what is typed, else the first. */
export const likeliest = (options: readonly Option[], text: string) =>
  Math.max(
    0,
    options.findIndex((option) => plain(wordsOf(option)).startsWith(plain(text))),
  );

/** Lazy part, loaded on a page of search results that nobody has told: its words, and how much was found. */
export { readSearch } from "./observe/search.ts";

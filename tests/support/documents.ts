/** The documents of the repository, and what they tell to type. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "../..");
export const read = (path: string) => readFileSync(join(root, path), "utf8");

export const DOCUMENTS = [
  "README.md",
  "ARCHITECTURE.md",
  "CONTRIBUTING.md",
  "SECURITY.md",
  "CHANGELOG.md",
  "edge/storage.md",
  ...readdirSync(join(root, "docs"))
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name}`),
];

/** Every match's first group. */
export const matches = (text: string, pattern: RegExp) =>
  [...text.matchAll(pattern)].map(([, found]) => found!);

/** What stands in blocks of code and between single backticks. */
const codeIn = (text: string) => [
  ...matches(text, /^ {4}(.+)$/gm),
  ...matches(text, /^```\w*\n([\s\S]*?)^```$/gm).flatMap((block) => block.split("\n")),
  ...matches(text, /`([^`\n]+)`/g),
];

/** Commands of npm, npx and node, without what follows the first flag, argument in capitals or comment: `npm run deploy`. */
export const commandsIn = (text: string): string[] => [
  ...new Set(
    codeIn(text).flatMap((line) =>
      matches(line, /(?:^|[;&|] ?|or: )((?:npm (?:start|test|run [\w-]+))|(?:npx|node)(?: [a-z][\w./-]*)+)/g),
    ),
  ),
];

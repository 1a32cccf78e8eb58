/** A content may have any kinds of blocks side by side, in one shadow root: their sheets must not speak of the same classes. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const RENDER = join(import.meta.dirname, "../../tracker/render");
/** Of the frame and the forms, which every kind may speak of. */
const SHARED = ["content.css", "content-overlay.css", "content-inline.css", "preview.css"];

const classesOf = (file: string) =>
  new Set(
    readFileSync(join(RENDER, file), "utf8")
      .replace(/\/\*[\s\S]*?\*\//g, "")
      .match(/\.[a-z][a-z-]*/g),
  );

test("no class belongs to two kinds", () => {
  const sheets = readdirSync(RENDER).filter((file) => file.endsWith(".css"));
  const shared = new Set(SHARED.flatMap((file) => [...classesOf(file)]));
  const owners = new Map<string, string[]>();
  for (const file of sheets.filter((name) => !SHARED.includes(name)))
    for (const name of classesOf(file))
      if (!shared.has(name)) owners.set(name, [...(owners.get(name) ?? []), file]);
  expect(owners.size).toBeGreaterThan(8);
  expect([...owners].filter(([, files]) => files.length > 1)).toEqual([]);
});

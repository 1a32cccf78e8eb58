import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildDashboard } from "../../dashboard/build.ts";

/** First load of the overview with everything it needs, the font in both cuts and the chart included. */
const MOST_BYTES = 120_000;

let publicDir: string;
let files: string[];
beforeAll(async () => {
  publicDir = await mkdtemp(join(tmpdir(), "impuls-dashboard-"));
  await buildDashboard(publicDir);
  files = await readdir(join(publicDir, "dashboard"));
});
afterAll(() => rm(publicDir, { recursive: true }));

const read = (file: string) => readFile(join(publicDir, "dashboard", file));

/** The files that say one of the marks, and what they import at once. */
async function withImports(marks: string[]): Promise<Set<string>> {
  const texts = new Map<string, string>();
  for (const file of files) if (file.endsWith(".js")) texts.set(file, String(await read(file)));
  const found = new Set<string>();
  const follow = (file: string) => {
    if (found.has(file)) return;
    found.add(file);
    for (const [, part] of texts.get(file)!.matchAll(/(?:from|import)"\.\/([^"]+)"/g)) follow(part!);
  };
  for (const [file, text] of texts) if (marks.some((mark) => text.includes(mark))) follow(file);
  return found;
}

/** What only a member who reads Polish loads: the first dictionary, and the overview's. */
const POLISH = ["Wczytaj ponownie", "Najważniejsze liczby"];

test.each([
  ["English", []],
  ["Polish", POLISH],
])(`the first load of the overview in %s is at most ${MOST_BYTES} bytes`, async (_, marks) => {
  const shell = files.filter((file) => /^(main|head)-|\.css$|\.html$|\.woff2$/.test(file));
  const main = files.find((file) => file.startsWith("main-"))!;
  const scripts = await withImports([String(await read(main)), "Key figures by day`", "u-over", ...marks]);
  const weights = await Promise.all(
    [...new Set([...shell, ...scripts])].map(async (file) => {
      const bytes = await read(file);
      return file.endsWith(".woff2") ? bytes.length : brotliCompressSync(bytes).length;
    }),
  );
  expect(scripts.size).toBeGreaterThan(3);
  expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeLessThanOrEqual(MOST_BYTES);
});

test("the page works under a policy without anything inline: no inline script, no inline style", async () => {
  const page = String(await read("index.html"));
  expect(page).not.toMatch(/<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=/);
});

test("everything the page names has been built", async () => {
  const page = String(await read("index.html"));
  const named = [...page.matchAll(/(?:src|href)="\/dashboard\/([^"]+)"/g)].map(([, file]) => file);
  expect(named.length).toBeGreaterThan(3);
  expect(named.filter((file) => !files.includes(file!))).toEqual([]);
});

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

test(`all of the dashboard together is at most ${MOST_BYTES} bytes, so its first load is too`, async () => {
  const weights = await Promise.all(
    files.map(async (file) => {
      const bytes = await read(file);
      return file.endsWith(".woff2") ? bytes.length : brotliCompressSync(bytes).length;
    }),
  );
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

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, inject, test } from "vitest";
import { BUDGETS, PAGES } from "../../tracker/budgets.ts";
import { buildTracker } from "../../tracker/build.ts";

const { parts } = inject("tracker");
const weightOf = (part: string) => parts.find((built) => built.part === part)!.brotli;

test.each(parts)("$part keeps its budget", ({ part, brotli }) => {
  expect(brotli).toBeLessThanOrEqual(BUDGETS[part]!);
});

test.each(PAGES)("a page, $page, keeps to $most bytes", ({ parts: loaded, most }) => {
  expect(loaded.map(weightOf).reduce((sum, weight) => sum + weight)).toBeLessThanOrEqual(most);
});

test("the same source builds the same files", { timeout: 120_000 }, async () => {
  const again = await mkdtemp(join(tmpdir(), "size-"));
  expect(await buildTracker(again)).toEqual(parts);
  await rm(again, { recursive: true });
});

import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  root: fileURLToPath(new URL("../..", import.meta.url)),
  test: {
    name: "scripts",
    include: ["tests/scripts/**/*.test.ts"],
    // With no number Vitest leaves one core of two idle; those that start other programs only wait for them.
    maxWorkers: 3,
    // Some starts of wrangler each, which is seconds on an idle machine and a minute on a busy one.
    testTimeout: 600_000,
    hookTimeout: 600_000,
  },
});

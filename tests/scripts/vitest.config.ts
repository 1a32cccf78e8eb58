import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  root: fileURLToPath(new URL("../..", import.meta.url)),
  test: {
    name: "scripts",
    include: ["tests/scripts/**/*.test.ts"],
    // Beside the browsers: the longest file starts wrangler after wrangler, minutes on one core.
    sequence: { groupOrder: 2 },
    // Of one group, and so of one number of workers.
    maxWorkers: 5,
    // Some starts of wrangler each, which is seconds on an idle machine and a minute on a busy one.
    testTimeout: 600_000,
    hookTimeout: 600_000,
  },
});

import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  root: fileURLToPath(new URL("../..", import.meta.url)),
  test: {
    name: "stories",
    // Last, and alone.
    sequence: { groupOrder: 3 },
    include: ["tests/stories/**/*.test.ts"],
    globalSetup: "tests/support/stories-build.ts",
    // Its browser and the runtime's code are the worker's, not a file's.
    isolate: false,
    // A real browser on a busy machine is late now and then; what is wrong is wrong thrice.
    retry: 2,
    testTimeout: 90_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 10_000 } },
    // Two workerds and two browsers: one waits while the other works.
    maxWorkers: 2,
  },
});

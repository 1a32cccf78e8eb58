import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  root: fileURLToPath(new URL("../..", import.meta.url)),
  test: {
    name: "demo",
    include: ["tests/demo/**/*.test.ts"],
    // As in tests/model: of one group, and so of one number of workers.
    maxWorkers: 3,
    isolate: false,
    testTimeout: 60_000,
  },
});

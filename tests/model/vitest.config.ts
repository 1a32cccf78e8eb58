import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  root: fileURLToPath(new URL("../..", import.meta.url)),
  test: {
    name: "model",
    include: ["tests/model/**/*.test.ts", "tests/*.test.ts"],
    // With no number Vitest leaves one core of two idle.
    maxWorkers: 3,
    // Pure rules leave nothing behind that another file could meet.
    isolate: false,
    // Thousands of random inputs, on a machine that may be busy.
    testTimeout: 60_000,
  },
});

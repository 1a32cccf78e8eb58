/** The dashboard's pure parts, in plain Node. */
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  root: fileURLToPath(new URL("../..", import.meta.url)),
  test: {
    name: "dashboard",
    include: ["tests/dashboard/**/*.test.ts"],
    // As in tests/model: of one group, and so of one number of workers.
    maxWorkers: 3,
    // A process for each file (Vitest's default): the language and the clock that ticks begin with an import.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});

/** The dashboard's pure parts, in plain Node. */
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  root: fileURLToPath(new URL("../..", import.meta.url)),
  test: {
    name: "dashboard",
    include: ["tests/dashboard/**/*.test.ts"],
    // As in tests/scripts: of one group, and so of one number of workers.
    maxWorkers: 3,
    // One that changes what others import, like the language, puts it back.
    isolate: false,
    testTimeout: 60_000,
  },
});

import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  root: fileURLToPath(new URL("../..", import.meta.url)),
  test: {
    name: "demo",
    include: ["tests/demo/**/*.test.ts"],
    // Weeks of visitors are played; beside other suites that takes longer than Vitest waits.
    testTimeout: 60_000,
  },
});

import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    name: "tracker",
    // After the quick ones: two cores are soon too few for everything at once.
    sequence: { groupOrder: 2 },
    include: ["tests/tracker/**/*.test.ts"],
    globalSetup: "tests/support/tracker-build.ts",
    // Its browsers are a worker's, not a file's.
    isolate: false,
    root: new URL("../..", import.meta.url).pathname,
    // A real browser on a busy machine is late now and then; what is wrong is wrong thrice.
    retry: 2,
    testTimeout: 40_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 10_000 } },
    // Each file starts a browser, and mostly waits for the tracker's own time to pass.
    maxWorkers: 5,
  },
});

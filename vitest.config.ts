/** Every suite: model, demo and dashboard in Node, edge inside workerd, tracker and stories in a real browser, scripts with the real wrangler. */
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    // tests/support/depth.ts
    provide: { isFull: Boolean(process.env.CI || process.env.IMPULS_FULL) },
    projects: ["model", "demo", "dashboard", "edge", "tracker", "stories", "scripts"].map(
      (name) => `tests/${name}/vitest.config.ts`,
    ),
  },
});

/** Every suite: model, demo and dashboard in Node, edge inside workerd, tracker and stories in a real browser. */
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    projects: ["model", "demo", "dashboard", "edge", "tracker", "stories"].map(
      (name) => `tests/${name}/vitest.config.ts`,
    ),
  },
});

/** Tests inside workerd with real D1, KV and Queues; every test file begins anew: setup.ts. */
import { fileURLToPath } from "node:url";
import { cloudflareTest, readD1Migrations } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL("../..", import.meta.url));

export default defineConfig({
  root,
  plugins: [
    cloudflareTest(async () => ({
      main: `${root}edge/worker.ts`,
      wrangler: { configPath: `${root}wrangler.toml` },
      miniflare: {
        bindings: {
          MASTER_SECRET: "a secret of the tests, long enough for HKDF",
          ADMIN_TOKEN: "admin-token-of-the-tests",
          LOCAL: "yes",
          MIGRATIONS: await readD1Migrations(`${root}edge/migrations`),
        },
      },
    })),
  ],
  test: {
    name: "edge",
    // Beside the browsers, which mostly wait.
    sequence: { groupOrder: 2 },
    // Of one group, and so of one number of workers.
    maxWorkers: 5,
    // One workerd for all files of a worker: a start of its own is two seconds of the processor, and sixty-six files need none.
    isolate: false,
    // A busy machine is no fault of the Worker's.
    testTimeout: 30_000,
    include: ["tests/edge/**/*.test.ts"],
    setupFiles: ["tests/edge/setup.ts"],
  },
});

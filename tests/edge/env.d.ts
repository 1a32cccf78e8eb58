/** What `env` of `cloudflare:workers` holds in the tests: vitest.config.ts. */
import type { D1Migration } from "cloudflare:test";
import type { Env as WorkerEnv } from "../../edge/env.ts";

declare global {
  namespace Cloudflare {
    interface Env extends WorkerEnv {
      MIGRATIONS: D1Migration[];
    }
  }
}

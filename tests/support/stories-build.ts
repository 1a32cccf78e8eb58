/**
 * Builds the product once for all stories, apart from what `npm start` serves, so that both can run at once; and makes the
 * demo shop once, in a state of which each file's runtime takes a copy: to migrate and publish is most of its start.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { buildAll, DIST } from "../../scripts/build.ts";
import { createDemoSite } from "../../scripts/demo-site.ts";
import { type Runtime, startRuntime } from "../../scripts/runtime.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The directory of what D1 and KV hold once the demo shop is published. */
    demoState: string;
  }
}

export const STORIES_DIST = join(DIST, "stories");
export const ADMIN_TOKEN = "the-admin-token-of-the-stories";

export const startStoryRuntime = (stateDir: string): Promise<Runtime> =>
  startRuntime({
    port: 0,
    stateDir,
    dist: STORIES_DIST,
    masterSecret: "the-master-secret-of-the-stories",
    adminToken: ADMIN_TOKEN,
  });

export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  await buildAll(STORIES_DIST);
  const stateDir = await mkdtemp(join(tmpdir(), "demo-state-"));
  const runtime = await startStoryRuntime(stateDir);
  await createDemoSite(runtime.origin, ADMIN_TOKEN);
  await runtime.stop();
  provide("demoState", stateDir);
  return () => rm(stateDir, { recursive: true, force: true });
}

/** Builds the tracker once for all its tests: six seconds of the processor that each of forty files need not take. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { type BuiltPart, buildTracker } from "../../tracker/build.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The built tracker: where it stands, and its parts. */
    tracker: { folder: string; parts: BuiltPart[] };
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), "tracker-"));
  project.provide("tracker", { folder, parts: await buildTracker(folder) });
  return () => rm(folder, { recursive: true });
}

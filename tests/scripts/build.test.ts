/** A build is made again only where something it is made from was written to. */
import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { buildWhatChanged } from "../../scripts/build.ts";

test("what stands there as it was built is left as it is; of anything else it is built anew", async () => {
  const dist = await mkdtemp(join(tmpdir(), "impuls-build-"));
  const builtAt = async () => (await stat(join(dist, "worker.js"))).mtimeMs;
  await buildWhatChanged(dist);
  const first = await builtAt();
  await buildWhatChanged(dist);
  expect(await builtAt()).toBe(first);
  await writeFile(join(dist, "built-from"), "another source");
  await buildWhatChanged(dist);
  expect(await builtAt()).toBeGreaterThan(first);
  await rm(dist, { recursive: true });
});

/** Where a local run keeps its D1: one SQLite file below the state, which Miniflare names by a hash. */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** Undefined where nothing was ever kept there. */
export function databaseFile(dataDir: string): string | undefined {
  const state = join(dataDir, "state");
  if (!existsSync(state)) return undefined;
  return readdirSync(state, { recursive: true, encoding: "utf8" })
    .filter((path) => /D1DatabaseObject[\\/][0-9a-f]{64}\.sqlite$/.test(path))
    .map((path) => join(state, path))[0];
}

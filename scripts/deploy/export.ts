/** All of a deployed D1 as SQL, into a file. */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { DEPLOY_CONFIG } from "./wanted.ts";
import { mustRun } from "./wrangler.ts";

/** D1 answers nothing else while it is read out. The file with the ids is written: wanted.ts. */
export async function exportRemote(database: string, file: string): Promise<void> {
  mkdirSync(dirname(file), { recursive: true });
  // Made before wrangler writes over it: for nobody else to read.
  writeFileSync(file, "", { mode: 0o600 });
  const args = ["--remote", "--skip-confirmation", "--output", file, "-c", DEPLOY_CONFIG];
  try {
    await mustRun(["d1", "export", database, ...args]);
  } catch (error) {
    // An empty file would be taken for a backup.
    rmSync(file, { force: true });
    throw error;
  }
}

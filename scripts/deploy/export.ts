/** All of a deployed D1 as SQL, into a file. */
import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { DEPLOY_CONFIG } from "./wanted.ts";
import { mustRun } from "./wrangler.ts";

/** D1 answers nothing else while it is read out. The file with the ids is written: wanted.ts. */
export async function exportRemote(database: string, file: string): Promise<void> {
  mkdirSync(dirname(file), { recursive: true });
  const args = ["--remote", "--skip-confirmation", "--output", file, "-c", DEPLOY_CONFIG];
  await mustRun(["d1", "export", database, ...args]);
}

/** All of a deployed D1 as SQL, into a file. */
import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { DEPLOY_CONFIG } from "./wanted.ts";
import { mustRun } from "./wrangler.ts";

/** D1 answers nothing else while it is read out. The file with the ids is written: wanted.ts. */
export async function exportRemote(database: string, file: string): Promise<void> {
  mkdirSync(dirname(file), { recursive: true });
  // Under its name only once it is whole, and made before wrangler writes to it: for nobody else to read.
  const part = `${file}.part`;
  writeFileSync(part, "", { mode: 0o600 });
  try {
    await mustRun([
      "d1",
      "export",
      database,
      "--remote",
      "--skip-confirmation",
      "--output",
      part,
      "-c",
      DEPLOY_CONFIG,
    ]);
    renameSync(part, file);
  } finally {
    rmSync(part, { force: true });
  }
}

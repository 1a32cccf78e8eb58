/** All of a deployed D1 as SQL, into a file. */
import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { mustRun } from "./wrangler.ts";

/** D1 answers nothing else while it is read out. */
export async function exportRemote(database: string, file: string): Promise<void> {
  mkdirSync(dirname(file), { recursive: true });
  await mustRun(["d1", "export", database, "--remote", "--skip-confirmation", "--output", file]);
}

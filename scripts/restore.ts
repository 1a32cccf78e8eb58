/**
 * `npm run restore FILE`: reads a backup into a D1 that is empty still; what it publishes comes into KV from D1.
 *
 *     npm run restore FILE -- [--data DIR | --remote]
 *
 * To go back within 30 days, D1's own time travel is quicker: docs/deploy.md.
 */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { parseArgs } from "node:util";
import { databaseFile } from "./backup/state-file.ts";
import { lookUpIds } from "./deploy/account.ts";
import { DEPLOY_CONFIG, readConfig, wantedOf, writeDeployConfig } from "./deploy/wanted.ts";
import { jsonOf, mustRun, sayingFailure } from "./deploy/wrangler.ts";
import { startRuntime } from "./runtime.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { data: { type: "string", default: ".impuls" }, remote: { type: "boolean", default: false } },
});
const file = positionals[0];
if (!file || !existsSync(file))
  fail(`Name a backup: npm run restore FILE${file ? ` (there is no ${file})` : ""}`);
if (values.remote) await sayingFailure(() => restoreRemote(file));
else await restoreLocal(file);

async function restoreLocal(from: string): Promise<void> {
  mkdirSync(values.data, { recursive: true });
  if (!databaseFile(values.data)) await makeDatabase(join(values.data, "state"));
  const db = new DatabaseSync(databaseFile(values.data)!);
  const isEmpty = db.prepare("SELECT 1 FROM sqlite_master WHERE name = 'd1_migrations'").get() === undefined;
  if (!isEmpty)
    fail(`${values.data}/ has data already. Restore into another: npm run restore ${from} -- --data DIR`);
  db.exec(`BEGIN;\n${readFileSync(from, "utf8")}\nCOMMIT;`);
  db.close();
  console.log(`Restored. Look at it: npm start -- --data ${values.data}`);
}

/** An empty one, where a local run looks for it: which file that is Miniflare alone knows. */
async function makeDatabase(stateDir: string): Promise<void> {
  const script = join(mkdtempSync(join(tmpdir(), "impuls-restore-")), "worker.js");
  writeFileSync(script, "export default {};");
  const nothing = { masterSecret: "", adminToken: "", hasStaticFiles: false, hasMigrations: false };
  const { miniflare, stop } = await startRuntime({ port: 0, stateDir, script, ...nothing });
  await (await miniflare.getD1Database("DB")).prepare("SELECT 1").first();
  await stop();
  rmSync(dirname(script), { recursive: true });
}

/** Makes the database where there is none; the next deploy binds it, and applies what the backup is behind by. */
async function restoreRemote(from: string): Promise<void> {
  const config = readConfig();
  const wanted = wantedOf(config, false);
  if (!(await lookUpIds(config, wanted))[0]) await mustRun(["d1", "create", wanted.database]);
  const [database] = await lookUpIds(config, wanted);
  writeDeployConfig(config, wanted, { database: database! });
  const args = ["d1", "execute", wanted.database, "--remote", "-c", DEPLOY_CONFIG];
  const query = "SELECT COUNT(*) AS tables FROM sqlite_master WHERE name = 'sites'";
  const asked = await mustRun([...args, "--json", "--command", query]);
  const [answer] = jsonOf<{ results: { tables: number }[] }[]>(asked.stdout);
  if (answer!.results[0]!.tables > 0)
    fail(`The D1 ${wanted.database} has data already. To go back to how it was: docs/deploy.md#going-back`);
  await mustRun([...args, "--yes", "--file", from]);
  console.log(
    "Restored. Now: npm run deploy. Within the hour what is published is in KV again; at once, where you publish.",
  );
}

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}

/**
 * `npm run backup`: all of D1 as SQL in one file; a product that runs meanwhile goes on.
 *
 *     npm run backup -- [--data DIR | --remote] [--output FILE]
 */
import { appendFileSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { parseArgs } from "node:util";
import { dumpOf } from "./backup/dump.ts";
import { databaseFile } from "./backup/state-file.ts";
import { lookUpIds } from "./deploy/account.ts";
import { backupFile } from "./deploy/backup-file.ts";
import { exportRemote } from "./deploy/export.ts";
import { readConfig, wantedOf, writeDeployConfig } from "./deploy/wanted.ts";
import { sayingFailure } from "./deploy/wrangler.ts";

const { values } = parseArgs({
  options: {
    data: { type: "string", default: ".impuls" },
    remote: { type: "boolean", default: false },
    output: { type: "string" },
  },
});
const config = readConfig();
const wanted = wantedOf(config, false);
const output = values.output ?? backupFile(values.remote ? wanted.database : "local");
mkdirSync(dirname(output), { recursive: true });
if (values.remote) await sayingFailure(backUpRemote);
else exportLocal();
console.log(`Written to ${output}\nTo have it back: npm run restore ${output}`);

async function backUpRemote(): Promise<void> {
  const [database] = await lookUpIds(config, wanted);
  if (!database) {
    console.error(`There is no D1 named ${wanted.database} in this account.`);
    process.exit(1);
  }
  writeDeployConfig(config, wanted, { database });
  await exportRemote(wanted.database, output);
}

function exportLocal(): void {
  const file = databaseFile(values.data);
  if (!file) {
    console.error(`There is nothing in ${values.data}/ yet: npm start makes it.`);
    process.exit(1);
  }
  // Under its name only once it is whole.
  const part = `${output}.part`;
  writeFileSync(part, "", { mode: 0o600 });
  const db = new DatabaseSync(file, { readOnly: true });
  for (const statement of dumpOf(db)) appendFileSync(part, `${statement}\n`);
  db.close();
  renameSync(part, output);
}

/**
 * `npm run undeploy`: writes all of D1 into a file, then takes away what `npm run deploy` made.
 *
 *     npm run undeploy -- [--dry-run] [--without-export] [--confirm NAME]
 */
import { rmSync } from "node:fs";
import { parseArgs } from "node:util";
import { lookUp } from "./deploy/account.ts";
import { answerTo } from "./deploy/agree.ts";
import { backupFile } from "./deploy/backup-file.ts";
import { exportRemote } from "./deploy/export.ts";
import { type Found, type Part, removalOf } from "./deploy/plan.ts";
import { step } from "./deploy/step.ts";
import { DEPLOY_CONFIG, readConfig, wantedOf, writeDeployConfig } from "./deploy/wanted.ts";
import { mustRun } from "./deploy/wrangler.ts";

const { values } = parseArgs({
  options: {
    "dry-run": { type: "boolean", default: false },
    "without-export": { type: "boolean", default: false },
    confirm: { type: "string" },
  },
});
const config = readConfig();
// With the queues, whatever was deployed: one that is not there is not taken away.
const wanted = wantedOf(config, false);
try {
  const found = await lookUp(config, wanted);
  const parts = removalOf(wanted, found);
  if (parts.length === 0) end(0, "There is nothing of it here.");
  const file = backupFile(wanted.database);
  const willExport = found.databaseId !== undefined && !values["without-export"];
  console.log(
    [
      "Will be deleted, for good",
      ...parts.map(({ kind, name }) => `  ${kind.padEnd(14)} ${name}`),
      willExport ? `After all of D1 is written to ${file}` : "Nothing is kept of what is in D1.",
    ].join("\n"),
  );
  if (values["dry-run"]) end(0, "\nA dry run: nothing was changed.");
  const typed = values.confirm ?? (await answerTo(`\nType its name, ${wanted.worker}, to delete it: `));
  if (typed !== wanted.worker)
    end(1, `Nothing was changed. Type ${wanted.worker}, or say it: --confirm ${wanted.worker}`);
  if (found.databaseId) writeDeployConfig(config, wanted, { database: found.databaseId });
  if (willExport) await step("wrote D1 into the file", () => exportRemote(wanted.database, file));
  for (const part of parts) await step(`deleted ${part.kind} ${part.name}`, () => remove(part, found));
  rmSync(DEPLOY_CONFIG, { force: true });
} catch (error) {
  end(1, `${error instanceof Error ? error.message : error}`);
}

async function remove({ kind, name }: Part, found: Found): Promise<void> {
  switch (kind) {
    case "Worker":
      await mustRun(["delete", name, "--force"]);
      return;
    case "Queue":
      await mustRun(["queues", "delete", name]);
      return;
    case "KV namespace":
      await mustRun(["kv", "namespace", "delete", "--namespace-id", found.namespaceId!, "-y"]);
      return;
    case "D1 database":
      await mustRun(["d1", "delete", name, "-y", "-c", DEPLOY_CONFIG]);
      return;
    case "Secret":
      // Goes with its Worker.
      return;
  }
}

function end(code: number, message: string): never {
  (code === 0 ? console.log : console.error)(message);
  process.exit(code);
}

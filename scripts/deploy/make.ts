/** Makes what is missing, applies migrations, deploys, and goes back where the new code is not well. */
import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildAll } from "../build.ts";
import { bookmarkOf, liveVersion, lookUpIds } from "./account.ts";
import { illnessOf } from "./health.ts";
import { type Found, missingSecrets } from "./plan.ts";
import { step } from "./step.ts";
import { type Config, DEPLOY_CONFIG, type Wanted, writeDeployConfig } from "./wanted.ts";
import { jsonOf, mustRun } from "./wrangler.ts";

export interface Deployed {
  /** Where it answers, without a slash at the end. */
  url: string;
  /** Those made just now, by name; nobody can read them later. */
  secrets: Record<string, string>;
}

/** `url`: where it answers, where wrangler cannot tell. Throws where it could not be deployed or is not well. */
export async function make(config: Config, wanted: Wanted, found: Found, url?: string): Promise<Deployed> {
  await step("built", () => buildAll());
  await makeMissing(wanted, found);
  const [database, namespace] = await lookUpIds(config, wanted);
  if (!database || !namespace) throw new Error("What was created is not listed yet. Run it again.");
  writeDeployConfig(config, wanted, { database, namespace });

  if (found.databaseId) {
    const bookmark = await step("took a bookmark of D1", () => bookmarkOf(DEPLOY_CONFIG, wanted.database));
    console.log(
      `  To go back: npx wrangler d1 time-travel restore ${wanted.database} --bookmark=${bookmark}`,
    );
  }
  // Before the code: each migration leaves what the code before it needs.
  const binding = config.d1_databases[0]!.binding;
  await step("applied migrations", () =>
    mustRun(["d1", "migrations", "apply", binding, "--remote", "-c", DEPLOY_CONFIG]),
  );

  const before = found.hasWorker ? await liveVersion(wanted.worker) : undefined;
  const secrets = newSecrets(found);
  const target = await step("deployed", () => deployWith(secrets));
  const address = url ?? target;
  if (!address) throw new Error("Deployed, and nobody knows where. Say it with --url https://…");
  const illness = await step("asked whether it is well", () => illnessOf(address));
  if (!illness) return { url: address, secrets };
  if (!before) throw new Error(illness);
  await step("went back to the version before", () =>
    mustRun(["rollback", before, "--name", wanted.worker, "--yes", "--message", illness.slice(0, 100)]),
  );
  throw new Error(illness);
}

async function makeMissing(wanted: Wanted, found: Found): Promise<void> {
  const commands = [
    ...(found.databaseId ? [] : [["d1", "create", wanted.database]]),
    ...(found.namespaceId ? [] : [["kv", "namespace", "create", wanted.namespace]]),
    ...wanted.queues.filter((queue) => !found.queues.has(queue)).map((queue) => ["queues", "create", queue]),
  ];
  if (commands.length > 0)
    await step("created what was missing", () => Promise.all(commands.map((args) => mustRun(args))));
}

function newSecrets(found: Found): Record<string, string> {
  const given: Record<string, string | undefined> = { ADMIN_TOKEN: process.env.IMPULS_ADMIN_TOKEN };
  return Object.fromEntries(
    missingSecrets(found).map((name) => [name, given[name] ?? randomBytes(32).toString("base64url")]),
  );
}

/** Secrets go with the version, so that none of it runs without; those that are there stay. Answers where it is served. */
async function deployWith(secrets: Record<string, string>): Promise<string | undefined> {
  const folder = mkdtempSync(join(tmpdir(), "impuls-deploy-"));
  try {
    const [secretsFile, output] = [join(folder, "secrets.json"), join(folder, "output.ndjson")];
    writeFileSync(secretsFile, JSON.stringify(secrets), { mode: 0o600 });
    const withSecrets = Object.keys(secrets).length > 0 ? ["--secrets-file", secretsFile] : [];
    await mustRun(["deploy", "-c", DEPLOY_CONFIG, ...withSecrets], { WRANGLER_OUTPUT_FILE_PATH: output });
    const lines = readFileSync(output, "utf8").trim().split("\n");
    const deployed = lines.map((line) => jsonOf<{ type: string; targets?: string[] }>(line));
    return addressOf(deployed.find(({ type }) => type === "deploy")?.targets ?? []);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Of what wrangler says it serves: `impuls.a-shop.workers.dev`, or `shop.example (custom domain)`, or `shop.example/x7/* (zone name: …)`. */
export function addressOf(targets: readonly string[]): string | undefined {
  const host = targets
    .map((target) => target.replace(/^https:\/\//, ""))
    .find((one) => one.endsWith(".workers.dev"));
  if (host) return `https://${host}`;
  const place = targets.find((target) => / \((custom domain|zone )/.test(target))?.split(" ")[0];
  return place && `https://${place.replace(/\/?\*$/, "")}`;
}

/**
 * `npm run deploy`, `update` and `undeploy` with the real wrangler, which here asks an API of this machine
 * (tests/support/cloudflare-api.ts) and not Cloudflare's. What is deployed runs for real, beside it.
 */
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, expect, test } from "vitest";
import { dumpOf } from "../../scripts/backup/dump.ts";
import { buildAll } from "../../scripts/build.ts";
import { DEPLOY_CONFIG } from "../../scripts/deploy/wanted.ts";
import { type Runtime, startRuntime } from "../../scripts/runtime.ts";
import { type CloudflareApi, startCloudflareApi } from "../support/cloudflare-api.ts";

const root = join(import.meta.dirname, "../..");
const ADMIN_TOKEN = "an admin token of this test".replaceAll(" ", "-");

let api: CloudflareApi;
let product: Runtime;
const folder = mkdtempSync(join(tmpdir(), "impuls-deploy-test-"));

beforeAll(async () => {
  await buildAll(join(folder, "dist"));
  [api, product] = await Promise.all([
    startCloudflareApi(),
    startRuntime({
      port: 0,
      dist: join(folder, "dist"),
      masterSecret: "a secret of this test, long enough for it",
      adminToken: ADMIN_TOKEN,
    }),
  ]);
});
afterAll(async () => {
  await Promise.all([api.stop(), product.stop()]);
  rmSync(folder, { recursive: true, force: true });
  rmSync(DEPLOY_CONFIG, { force: true });
});

function run(script: string, ...args: string[]): Promise<{ code: number; said: string }> {
  return new Promise((done) => {
    const child = spawn(
      process.execPath,
      ["--disable-warning=ExperimentalWarning", `scripts/${script}.ts`, ...args],
      {
        cwd: root,
        env: { ...process.env, ...api.env, IMPULS_ADMIN_TOKEN: ADMIN_TOKEN },
        stdio: ["ignore", "pipe", "pipe"],
      },
    );
    let said = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (said += text));
    child.once("close", (code) => done({ code: code ?? 1, said }));
  });
}

const tablesOf = (name: string) =>
  api.databases
    .get(name)!
    .db.prepare("SELECT name FROM sqlite_master WHERE type = 'table'")
    .all()
    .map((row) => row.name);

test("a dry run says what would be created, and creates nothing", async () => {
  const { code, said } = await run("deploy", "--dry-run");
  expect(said).toContain("Queue          impuls-ingest          will be created");
  expect(said).toContain("A dry run: nothing was changed.");
  expect([code, api.changes]).toEqual([0, []]);
});

test("a first deploy creates each part, migrates before the code, makes the secrets, opens the shop and says how to sign in", async () => {
  const { code, said } = await run("deploy", "--url", product.origin, "--shop", "https://shop.example");
  expect(said).toContain("asked whether it is well");
  expect(code).toBe(0);
  expect([...api.databases.keys(), ...api.namespaces.keys()]).toEqual(["impuls", "impuls-snapshots"]);
  // All are asked for at once, and come in any order.
  expect([...api.queues.keys()].sort()).toEqual(["impuls-ingest", "impuls-push", "impuls-work"]);
  expect(tablesOf("impuls")).toEqual(expect.arrayContaining(["visitors", "orders", "enrolments"]));
  expect(api.worker?.secrets).toEqual({
    MASTER_SECRET: expect.stringMatching(/^[\w-]{43}$/),
    ADMIN_TOKEN,
  });
  expect(api.worker?.crons).toEqual(["* * * * *", "7 * * * *"]);
  const bound = new Map(api.worker!.bindings.map((binding) => [binding.name, binding]));
  expect(bound.get("DB")).toMatchObject({ id: api.databases.get("impuls")!.uuid });
  expect(bound.get("SNAPSHOTS")).toMatchObject({ namespace_id: api.namespaces.get("impuls-snapshots")!.id });
  expect([...bound.keys()]).toEqual(expect.arrayContaining(["INGEST", "WORK", "PUSH", "ASSETS"]));
  expect([...api.queues.values()].map(({ consumers }) => consumers.length)).toEqual([1, 1, 1]);

  expect(said).toContain(`Admin token  ${ADMIN_TOKEN}`);
  expect(said).not.toContain(api.worker!.secrets.MASTER_SECRET);
  const link = /Sign in {6}(\S+)/.exec(said)![1]!;
  const code2 = link.split("#")[1];
  const signedIn = await fetch(`${product.origin}/api/session`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ code: code2 }),
  });
  expect(signedIn.status).toBe(200);
  const tag = /data-site="([\w-]+)"/.exec(said)![1]!;
  expect(tag).toMatch(/^shop-\w\w$/);
  expect(api.unknown).toEqual([]);
});

test("a second one creates nothing, writes no secret over, and goes back to the code before where the new one is not well", async () => {
  const before = api.worker!;
  const ill = createServer((_, response) => {
    response.writeHead(503, { "content-type": "application/json" });
    response.end(JSON.stringify({ missing: ["DB: the migration 9999 applied"] }));
  });
  await new Promise<void>((done) => ill.listen(0, "127.0.0.1", done));
  api.changes.length = 0;
  const { code, said } = await run(
    "update",
    "--url",
    `http://127.0.0.1:${(ill.address() as AddressInfo).port}`,
  );
  ill.close();
  expect(said).toContain("D1 database    impuls                 is there already");
  expect(said).toContain(
    "To go back: npx wrangler d1 time-travel restore impuls --bookmark=00000001-bookmark",
  );
  expect(said).toContain("DB: the migration 9999 applied");
  expect(said).not.toContain("Admin token");
  expect(code).toBe(1);
  expect(
    api.changes.filter((change) => /POST \/(d1\/database|queues|storage\/kv\/namespaces)$/.test(change)),
  ).toEqual([]);
  expect(api.worker!.versions).toHaveLength(2);
  expect(api.worker).toMatchObject({ live: before.live, secrets: before.secrets });
});

test("undeploying without its name typed changes nothing", async () => {
  api.changes.length = 0;
  const { code, said } = await run("undeploy", "--without-export");
  expect(said).toContain("Nothing was changed. Type impuls");
  expect([code, api.changes]).toEqual([1, []]);
});

test("where D1 cannot be written into a file, it says so in a line or two, and nothing is deleted", async () => {
  api.changes.length = 0;
  api.refusesExport = true;
  const earlier = join(folder, "earlier.sql");
  writeFileSync(earlier, "SELECT 1;");
  const backup = await run("backup", "--remote", "--output", earlier);
  expect(backup.said).toContain("D1 is busy");
  expect(backup.said).not.toMatch(/^\s+at /m);
  expect(backup.code).toBe(1);
  expect(readFileSync(earlier, "utf8")).toBe("SELECT 1;");
  expect(existsSync(`${earlier}.part`)).toBe(false);
  const { code } = await run("undeploy", "--confirm", "impuls");
  api.refusesExport = false;
  expect(code).toBe(1);
  expect(api.changes.filter((change) => change.startsWith("DELETE"))).toEqual([]);
  expect(api.databases.size).toBe(1);
});

test("undeploying writes D1 into a file, and takes away the Worker first, then all else", async () => {
  api.changes.length = 0;
  const { db } = api.databases.get("impuls")!;
  const kept = [...dumpOf(db)];
  const { code, said } = await run("undeploy", "--confirm", "impuls");
  expect(code).toBe(0);
  const [, file] = /After all of D1 is written to (\S+)/.exec(said)!;
  const written = readFileSync(join(root, file!), "utf8");
  if (process.platform !== "win32") expect(statSync(join(root, file!)).mode & 0o777).toBe(0o600);
  rmSync(join(root, file!));
  expect(written.split("\n")).toEqual(kept.join("\n").split("\n"));
  expect(api.changes[0]).toMatch(/^DELETE \/workers/);
  expect([api.databases.size, api.namespaces.size, api.queues.size, api.worker]).toEqual([
    0,
    0,
    0,
    undefined,
  ]);
  expect(existsSync(DEPLOY_CONFIG)).toBe(false);
});

test("what was written is read into a new D1, and into none that has data", async () => {
  const source = new DatabaseSync(":memory:");
  source.exec(
    "CREATE TABLE sites (id TEXT PRIMARY KEY) STRICT; INSERT INTO sites VALUES ('sklep'), ('it''s');",
  );
  const file = join(folder, "kept.sql");
  writeFileSync(file, [...dumpOf(source)].join("\n"));
  const { code, said } = await run("restore", file, "--remote");
  expect(said).toContain("Restored.");
  expect(code).toBe(0);
  const restored = api.databases.get("impuls")!.db;
  expect([...dumpOf(restored)]).toEqual([...dumpOf(source)]);

  const again = await run("restore", file, "--remote");
  expect(again.said).toContain("has data already");
  expect(again.code).toBe(1);
});

test("the file with the ids is ignored by git", () => {
  expect(readFileSync(join(root, ".gitignore"), "utf8").split("\n")).toContain("wrangler.deploy.json");
});

/** `npm run backup` of a product that runs, and `npm run restore` into an empty place: table by table the same. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, expect, test } from "vitest";
import { demoSite } from "../../demo/rules.ts";
import { driveTraffic } from "../../demo/traffic/drive.ts";
import { pointerKey } from "../../edge/snapshot-keys.ts";
import { databaseFile } from "../../scripts/backup/state-file.ts";
import { buildWorkerFrom } from "../../scripts/build.ts";
import { createDemoSite } from "../../scripts/demo-site.ts";
import { type Runtime, startRuntime } from "../../scripts/runtime.ts";

const root = join(import.meta.dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "impuls-backup-"));
const [before, after] = [join(folder, "before"), join(folder, "after")];
const file = join(folder, "backup.sql");
const script = join(folder, "worker.js");
const secrets = {
  masterSecret: "a secret of this test, long enough for it",
  adminToken: "an-admin-token-of-this-test",
};
const start = (dataDir: string) =>
  startRuntime({ port: 0, stateDir: join(dataDir, "state"), script, hasStaticFiles: false, ...secrets });

function run(name: string, ...args: string[]): { code: number | null; said: string } {
  const ran = spawnSync(
    process.execPath,
    ["--disable-warning=ExperimentalWarning", `scripts/${name}.ts`, ...args],
    { cwd: root, encoding: "utf8" },
  );
  return { code: ran.status, said: ran.stdout + ran.stderr };
}

/** Every row of every table, as SQL would write it. */
function contentsOf(dataDir: string): Record<string, string[]> {
  const db = new DatabaseSync(databaseFile(dataDir)!, { readOnly: true });
  const names = db
    .prepare(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '_cf_%'",
    )
    .all()
    .map(({ name }) => String(name));
  const rows = names.map((name) => {
    const columns = db.prepare("SELECT name FROM pragma_table_xinfo(?)").all(name);
    const quoted = columns.map((column) => `quote("${column.name}")`).join(" || ', ' || ");
    const all = db
      .prepare(`SELECT ${quoted} AS row FROM "${name}"`)
      .all()
      .map(({ row }) => String(row));
    return [name, all.sort()] as const;
  });
  db.close();
  return Object.fromEntries(rows);
}

const schemaOf = (dataDir: string) => {
  const db = new DatabaseSync(databaseFile(dataDir)!, { readOnly: true });
  const sql = db
    .prepare(
      "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' AND name NOT LIKE '_cf_%' ORDER BY name",
    )
    .all()
    .map((row) => ({ ...row }));
  db.close();
  return sql;
};

let running: Runtime | undefined;
beforeAll(async () => {
  await buildWorkerFrom(join(root, "edge/worker.ts"), script);
  running = await start(before);
  await createDemoSite(running.origin, secrets.adminToken);
  await driveTraffic({
    origin: running.origin,
    site: demoSite.id,
    days: 3,
    until: Date.now(),
    visitsPerDay: 15,
    seed: 7,
    concurrency: 4,
  });
});
afterAll(async () => {
  await running?.stop();
  rmSync(folder, { recursive: true, force: true });
});

test("a backup of a product that runs, restored elsewhere, has every table, row, index and trigger", async () => {
  const { code, said } = run("backup", "--data", before, "--output", file);
  expect(said).toContain(`Written to ${file}`);
  expect(code).toBe(0);
  await running?.stop();
  running = undefined;

  const restored = run("restore", file, "--data", after);
  expect(restored.said).toContain("Restored.");
  expect(restored.code).toBe(0);
  expect(schemaOf(after)).toEqual(schemaOf(before));
  const contents = contentsOf(after);
  expect(contents).toEqual(contentsOf(before));
  expect(contents.visitors!.length).toBeGreaterThan(10);
  expect(contents.orders!.length).toBeGreaterThan(0);
});

test("a place that has data already is not written over", () => {
  const { code, said } = run("restore", file, "--data", after);
  expect(said).toContain("has data already");
  expect(code).toBe(1);
});

test("what is published comes into KV again from D1, and visitors are answered by it", async () => {
  running = await start(after);
  const kv = await running.miniflare.getKVNamespace("SNAPSHOTS");
  expect(await kv.get(pointerKey(demoSite.id))).toBe(null);
  await running.hourlyCron(new Date());
  // The hour's scoring, which a queue carries, may publish cut points of its own meanwhile.
  const db = await running.miniflare.getD1Database("DB");
  const newest = () =>
    db
      .prepare("SELECT max(version) FROM snapshots WHERE site = ?1")
      .bind(demoSite.id)
      .first<number>("max(version)");
  await expect
    .poll(async () => [await kv.get(pointerKey(demoSite.id)), await newest()], { timeout: 20_000 })
    .toSatisfy(([pointer, version]) => pointer === `${version}`);
  const answer = await fetch(`${running.origin}/v1/sync`, {
    method: "POST",
    body: JSON.stringify({
      wire: 1,
      site: demoSite.id,
      secret: "BBBBBBBBBBBBBBBBBBBBBB",
      consent: 3,
      page: { path: "/demo/", kind: "home", slots: ["home"] },
      runs: [],
    }),
  });
  expect(answer.status).toBe(200);
  expect((await answer.text()).split("\n")[0]).toContain('"decisions"');
});

test("where there is nothing yet, a backup says what makes it", () => {
  const { code, said } = run("backup", "--data", join(folder, "nowhere"));
  expect(said).toContain("npm start makes it");
  expect(code).toBe(1);
});

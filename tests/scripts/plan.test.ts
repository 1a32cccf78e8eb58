/** What there is → what is to be done, what it costs, and that the real wrangler takes what is given to it. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { ROWS_PER_SYNC } from "../../model/quota.ts";
import { costOf, freePageViews } from "../../scripts/deploy/cost.ts";
import { addressOf } from "../../scripts/deploy/make.ts";
import { type Found, missingSecrets, NOTHING, partsOf, removalOf } from "../../scripts/deploy/plan.ts";
import { sayPlan } from "../../scripts/deploy/say.ts";
import { settingsOf } from "../../scripts/deploy/shop.ts";
import {
  type Config,
  databaseIdIn,
  deployConfigOf,
  readConfig,
  wantedOf,
} from "../../scripts/deploy/wanted.ts";

const root = join(import.meta.dirname, "../..");
const config = readConfig();
const wanted = wantedOf(config, false);
const ids = {
  database: "11111111-2222-4333-8444-555555555555",
  namespace: "0123456789abcdef0123456789abcdef",
};
const ALL: Found = {
  databaseId: ids.database,
  namespaceId: ids.namespace,
  queues: new Set(wanted.queues),
  hasWorker: true,
  secrets: new Set(["MASTER_SECRET", "ADMIN_TOKEN"]),
};
const missing = (found: Found) =>
  partsOf(wanted, found)
    .filter(({ isThere }) => !isThere)
    .map(({ name }) => name);

test.each<[string, Found, string[]]>([
  [
    "nothing",
    NOTHING,
    [
      "impuls",
      "impuls-snapshots",
      "impuls-ingest",
      "impuls-work",
      "impuls-push",
      "impuls",
      "MASTER_SECRET",
      "ADMIN_TOKEN",
    ],
  ],
  ["everything", ALL, []],
  ["all but a queue", { ...ALL, queues: new Set(["impuls-ingest", "impuls-work"]) }, ["impuls-push"]],
  ["a Worker without its admin token", { ...ALL, secrets: new Set(["MASTER_SECRET"]) }, ["ADMIN_TOKEN"]],
])("where there is %s, what is missing is made", (_, found, expected) => {
  expect(missing(found)).toEqual(expected);
});

test("a secret that is there is never made again", () => {
  expect(missingSecrets({ ...ALL, secrets: new Set(["MASTER_SECRET", "SOMETHING_ELSE"]) })).toEqual([
    "ADMIN_TOKEN",
  ]);
});

test("the Worker goes first and D1 last, and what is not there is not taken away", () => {
  const found = { ...ALL, namespaceId: undefined };
  expect(removalOf(wanted, found).map(({ kind }) => kind)).toEqual([
    "Worker",
    "Queue",
    "Queue",
    "Queue",
    "D1 database",
  ]);
});

test("an id that Cloudflare’s button wrote into wrangler.toml stands", () => {
  expect(databaseIdIn(config)).toBe(undefined);
  const [database] = config.d1_databases;
  expect(databaseIdIn({ ...config, d1_databases: [{ ...database!, database_id: ids.database }] })).toBe(
    ids.database,
  );
});

describe("cost", () => {
  test("a million page views more cost at most 4 USD of list price", () => {
    expect(costOf(0).marginalUsd).toBeLessThanOrEqual(4);
  });

  test("what the paid plan holds costs nothing beyond it, and what is beyond is charged at its price", () => {
    expect(costOf(100_000)).toMatchObject({ beyondUsd: 0, totalUsd: 5 });
    const [ten, eleven] = [costOf(100e6), costOf(101e6)];
    expect(eleven.totalUsd - ten.totalUsd).toBeCloseTo(ten.marginalUsd, 6);
  });

  test("rows a sync are those that edge/storage.md counts", () => {
    expect(readFileSync(join(root, "edge/storage.md"), "utf8")).toContain(
      `| **Sum** | | **${ROWS_PER_SYNC}** |`,
    );
  });

  test("it is said whether the free plan has room, and which scopes a token needs", () => {
    const free = wantedOf(config, true);
    expect(sayPlan(free, partsOf(free, NOTHING), 50_000)).toContain("Nothing, on the free plan.");
    expect(sayPlan(free, partsOf(free, NOTHING), freePageViews() + 1)).toContain(
      "More than the free plan has.",
    );
    expect(sayPlan(free, [], 0)).not.toContain("Queues · Edit");
    expect(sayPlan(wanted, [], 0)).toContain("Account · Queues · Edit");
    expect(sayPlan({ ...wanted, routes: ["shop.example/x7/*"] }, [], 0)).toContain(
      "Zone · Workers Routes · Edit",
    );
  });
});

test.each([
  [["schedule: * * * * *", "impuls.a-shop.workers.dev"], "https://impuls.a-shop.workers.dev"],
  [["https://impuls.a-shop.workers.dev"], "https://impuls.a-shop.workers.dev"],
  [["edge.shop.example (custom domain)"], "https://edge.shop.example"],
  [["shop.example/x7/* (zone name: shop.example)"], "https://shop.example/x7"],
  [["schedule: * * * * *"], undefined],
])("of %j the address is %s", (targets, expected) => {
  expect(addressOf(targets)).toBe(expected);
});

test.each([
  ["https://www.shop.example", "shop-"],
  ["https://shop.example/", "shop-"],
  ["http://shop.example", undefined],
  ["shop.example", undefined],
  ["https://shop.example/path", undefined],
])("the site of %s", (shop, begins) => {
  const id = settingsOf(shop, "EUR")?.id;
  expect(id?.slice(0, 5)).toBe(begins);
});

describe("wrangler’s own dry run", () => {
  const folder = mkdtempSync(join(tmpdir(), "impuls-dry-run-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** As deploying writes it, but with paths that hold from anywhere, and a single static file. */
  function dryRun(isFree: boolean): string {
    const written: Config = deployConfigOf(config, wantedOf(config, isFree), ids);
    const assets = join(folder, "public");
    mkdirSync(assets, { recursive: true });
    writeFileSync(join(assets, "i.js"), "");
    const file = join(folder, "wrangler.json");
    writeFileSync(
      file,
      JSON.stringify({
        ...written,
        main: join(root, "edge/worker.ts"),
        assets: { ...(written.assets as object), directory: assets },
      }),
    );
    const ran = spawnSync(
      process.execPath,
      [
        join(root, "node_modules/wrangler/bin/wrangler.js"),
        "deploy",
        "--dry-run",
        "--outdir",
        join(folder, "out"),
        "-c",
        file,
      ],
      {
        cwd: root,
        encoding: "utf8",
        env: { ...process.env, CI: "1", WRANGLER_SEND_METRICS: "false", WRANGLER_HIDE_BANNER: "true" },
      },
    );
    expect(ran.stderr).toBe("");
    expect(ran.status).toBe(0);
    return ran.stdout;
  }

  test("takes the file with its ids, binds all of it, and the Worker fits the free plan’s 3 MB", () => {
    const said = dryRun(false);
    for (const binding of ["DB", "SNAPSHOTS", "INGEST", "WORK", "PUSH", "ASSETS"])
      expect(said).toContain(`env.${binding}`);
    const [, size, unit] = /gzip: ([\d.]+) (KiB|MiB)/.exec(said)!;
    expect(unit).toBe("KiB");
    expect(Number(size)).toBeLessThan(3_000);
  });

  test("with --free no queue is bound", () => {
    expect(dryRun(true)).not.toMatch(/env\.(INGEST|WORK|PUSH)/);
  });
});

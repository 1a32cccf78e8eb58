/**
 * `npm run bench [NAME] [-- --json FILE]`: measured figures beside their references of the same run, and the promises.
 * Without a name all of them, which writes docs/benchmarks.md.
 */
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { benchAudience } from "../bench/audience.ts";
import { type BenchRuntime, startBenchRuntime } from "../bench/bench-runtime.ts";
import { benchBytes } from "../bench/bytes.ts";
import { benchCost } from "../bench/cost.ts";
import { benchDashboard } from "../bench/dashboard.ts";
import { benchHotPath } from "../bench/hot-path.ts";
import { benchIngest } from "../bench/ingest.ts";
import { benchPush } from "../bench/push.ts";
import { reportOf } from "../bench/report.ts";
import { benchRfm } from "../bench/rfm.ts";
import { benchSegments } from "../bench/segments.ts";
import { benchSoak } from "../bench/soak.ts";
import { printTable, type Table } from "../bench/table.ts";
import { benchTracker } from "../bench/tracker.ts";
import { benchValue } from "../bench/value.ts";
import { launchBrowser } from "../tests/support/browser.ts";
import { buildAll } from "./build.ts";

const { values, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: "string" } } });
const parts = await buildAll();
let started: Promise<BenchRuntime> | undefined;
const runtime = () => (started ??= startBenchRuntime());

const tables: Record<string, Table[]> = {};
/** Measured once in a run, whoever asks. */
async function tablesOf(name: string): Promise<Table[]> {
  tables[name] ??= await benches[name]!();
  return tables[name];
}

const benches: Record<string, () => Promise<Table[]>> = {
  bytes: async () => benchBytes(parts),
  "hot-path": async () => benchHotPath(await runtime()),
  ingest: async () => benchIngest(await runtime()),
  tracker: benchTracker,
  cost: async () => {
    const of = [await tablesOf("hot-path"), await tablesOf("ingest"), await tablesOf("tracker")];
    return benchCost(of.flat(), await runtime());
  },
  dashboard: benchDashboard,
  segments: async () => benchSegments(),
  rfm: async () => benchRfm(await runtime()),
  audience: async () => benchAudience(await runtime()),
  push: async () => benchPush(await runtime()),
  value: async () => benchValue(await runtime()),
  soak: benchSoak,
};
const unknown = positionals.find((name) => !benches[name]);
if (unknown) {
  console.error(`No bench named ${unknown}. There are: ${Object.keys(benches).join(", ")}.`);
  process.exit(1);
}

const REPORT = join(import.meta.dirname, "../docs/benchmarks.md");
const today = () => new Date().toISOString().slice(0, 10);

async function versions(): Promise<Record<string, string>> {
  const browser = await launchBrowser();
  const chromium = browser.version();
  await browser.close();
  return {
    Node: process.versions.node,
    workerd: execFileSync("workerd", ["--version"], { encoding: "utf8" })
      .trim()
      .replace(/^workerd /, ""),
    Chromium: chromium,
  };
}

for (const name of positionals.length > 0 ? positionals : Object.keys(benches))
  for (const table of await tablesOf(name)) printTable(table);
if (positionals.length === 0)
  writeFileSync(REPORT, reportOf(Object.values(tables).flat(), today(), await versions()));
if (values.json) writeFileSync(values.json, JSON.stringify(tables, undefined, 2));
await (await started)?.stop();

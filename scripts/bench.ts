/** `npm run bench [NAME] [-- --json FILE]`: measured figures beside their references of the same run, and the promises. */
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { benchAudience } from "../bench/audience.ts";
import { type BenchRuntime, startBenchRuntime } from "../bench/bench-runtime.ts";
import { benchBytes } from "../bench/bytes.ts";
import { benchHotPath } from "../bench/hot-path.ts";
import { benchIngest } from "../bench/ingest.ts";
import { benchPush } from "../bench/push.ts";
import { benchRfm } from "../bench/rfm.ts";
import { benchSegments } from "../bench/segments.ts";
import type { Row } from "../bench/table.ts";
import { benchTracker } from "../bench/tracker.ts";
import { benchValue } from "../bench/value.ts";
import { buildAll } from "./build.ts";

const { values, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: "string" } } });
const parts = await buildAll();
let started: Promise<BenchRuntime> | undefined;
const runtime = () => (started ??= startBenchRuntime());

const benches: Record<string, () => Promise<Row[]>> = {
  bytes: async () => benchBytes(parts),
  "hot-path": async () => benchHotPath(await runtime()),
  ingest: async () => benchIngest(await runtime()),
  tracker: benchTracker,
  segments: async () => benchSegments(),
  rfm: async () => benchRfm(await runtime()),
  audience: async () => benchAudience(await runtime()),
  push: async () => benchPush(await runtime()),
  value: async () => benchValue(await runtime()),
};
const unknown = positionals.find((name) => !benches[name]);
if (unknown) {
  console.error(`No bench named ${unknown}. There are: ${Object.keys(benches).join(", ")}.`);
  process.exit(1);
}

const tables: Record<string, Row[]> = {};
for (const name of positionals.length > 0 ? positionals : Object.keys(benches))
  tables[name] = await benches[name]!();
if (values.json) writeFileSync(values.json, JSON.stringify(tables, undefined, 2));
await (await started)?.stop();

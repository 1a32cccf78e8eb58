/** `npm run build`: everything into `dist/`: the static files under `public/`, the Worker as `worker.js`. */
import { copyFile, mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";
import { buildDashboard } from "../dashboard/build.ts";
import { buildDemo } from "../demo/build.ts";
import { type BuiltPart, buildTracker } from "../tracker/build.ts";

const root = join(import.meta.dirname, "..");
export const DIST = join(root, "dist");
export const PUBLIC = join(DIST, "public");

/** Builds all, and answers what the tracker's parts weigh. */
export async function buildAll(): Promise<BuiltPart[]> {
  await rm(PUBLIC, { recursive: true, force: true });
  await mkdir(PUBLIC, { recursive: true });
  const [parts] = await Promise.all([
    buildTracker(PUBLIC),
    buildDemo(PUBLIC),
    buildDashboard(PUBLIC),
    buildWorkerFrom(join(root, "edge/worker.ts"), join(DIST, "worker.js")),
    copyFile(join(import.meta.dirname, "headers.txt"), join(PUBLIC, "_headers")),
  ]);
  return parts;
}

/** A Worker as one module, for a local runtime; `wrangler deploy` bundles it itself. */
export async function buildWorkerFrom(entry: string, outfile: string): Promise<void> {
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    format: "esm",
    target: "es2024",
    conditions: ["workerd", "worker", "browser"],
    minifySyntax: true,
    sourcemap: "inline",
    logLevel: "warning",
  });
}

if (import.meta.main) {
  for (const { part, file, brotli } of await buildAll())
    console.log(`  ${part.padEnd(10)} ${file.padEnd(24)} ${brotli} B brotli`);
}

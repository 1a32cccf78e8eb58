/** `npm run build`: everything into `dist/`: the static files under `public/`, the Worker as `worker.js`. */
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";
import { buildDashboard } from "../dashboard/build.ts";
import { buildDemo } from "../demo/build.ts";
import { type BuiltPart, buildTracker } from "../tracker/build.ts";

const root = join(import.meta.dirname, "..");
export const DIST = join(root, "dist");
/** Where static files stand in a built directory. */
export const publicDirOf = (dist: string) => join(dist, "public");

/**
 * Builds all into `dist`, and answers what the tracker's parts weigh. A server may be reading there: files are written
 * over, and what an earlier build alone has made goes afterwards.
 */
export async function buildAll(dist = DIST): Promise<BuiltPart[]> {
  const publicDir = publicDirOf(dist);
  const source = await sourceMark();
  await mkdir(publicDir, { recursive: true });
  const before = await filesIn(publicDir);
  const [parts] = await Promise.all([
    buildTracker(publicDir),
    buildDemo(publicDir),
    buildDashboard(publicDir),
    buildWorkerFrom(join(root, "edge/worker.ts"), join(dist, "worker.js")),
  ]);
  await writeFile(join(publicDir, "_headers"), await headersFor(parts));
  await writeFile(join(publicDir, "parts.json"), JSON.stringify(lastingParts(parts)));
  const after = await filesIn(publicDir);
  const left = [...before].filter(([file, writtenAt]) => after.get(file) === writtenAt);
  await Promise.all(left.map(([file]) => rm(file)));
  await writeFile(markIn(dist), source);
  return parts;
}

/** The same, unless nothing it is built from has been written to since: then all of it stands there already. */
export async function buildWhatChanged(dist = DIST): Promise<void> {
  const built = await readFile(markIn(dist), "utf8").catch(() => "");
  if (built !== (await sourceMark())) await buildAll(dist);
}

const SOURCES = ["tracker", "model", "edge", "dashboard", "demo", "scripts"];
const markIn = (dist: string) => join(dist, "built-from");

/** Of what a build is made from: every file and when it was written, and the packages. */
async function sourceMark(): Promise<string> {
  const files = await Promise.all(SOURCES.map((folder) => filesIn(join(root, folder))));
  const packages = await readFile(join(root, "package-lock.json"), "utf8");
  const all = files.flatMap((each) => [...each]).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash("sha256").update(JSON.stringify(all)).update(packages).digest("hex");
}

/** Every file below the folder, and when it was written, epoch ms. */
async function filesIn(folder: string): Promise<Map<string, number>> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = found.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  return new Map(await Promise.all(files.map(async (file) => [file, (await stat(file)).mtimeMs] as const)));
}

/** File names of the parts, which no other build gives to anything else. */
const lastingParts = (parts: BuiltPart[]): string[] =>
  parts.map(({ file }) => file).filter((file) => !["i.js", "sw.js", "your-data.js"].includes(file));

/** The fixed rules of headers.txt, and that a part named by its content never changes. */
async function headersFor(parts: BuiltPart[]): Promise<string> {
  const lasting = lastingParts(parts).map(
    (file) => `/${file}\n  Cache-Control: public, max-age=31536000, immutable\n`,
  );
  return [await readFile(join(import.meta.dirname, "headers.txt"), "utf8"), ...lasting].join("");
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
    sourcemap: "linked",
    logLevel: "warning",
  });
}

if (import.meta.main) {
  for (const { part, file, brotli } of await buildAll())
    console.log(`  ${part.padEnd(10)} ${file.padEnd(24)} ${brotli} B brotli`);
}

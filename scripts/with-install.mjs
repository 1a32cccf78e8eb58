/**
 * Runs a script of the project, from a fresh clone too: installs what package-lock.json names when any of that is
 * missing or of another version, then starts the script with the Node that the project brings (the machine's own may be 20).
 * Plain JavaScript without imports of ours: it runs before anything is there.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
/** The packages of a lock file, by the path they are installed at; the root's own entry is no package. */
const packagesIn = (lock) =>
  Object.entries(JSON.parse(readFileSync(lock, "utf8")).packages).filter(([at]) => at);
/** What npm itself notes once an installation is whole, whoever asked for it. */
const note = join(root, "node_modules", ".package-lock.json");

function isInstalled() {
  if (!existsSync(note)) return false;
  const installed = new Map(packagesIn(note));
  return packagesIn(join(root, "package-lock.json")).every(([at, { integrity, optional }]) =>
    // One for another machine is left out.
    installed.has(at) ? installed.get(at).integrity === integrity : optional,
  );
}

// Not without need: another command may be running with what is there.
if (!isInstalled()) {
  const began = Date.now();
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const run = spawnSync(npm, ["ci", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: root,
    encoding: "utf8",
    shell: process.platform === "win32",
  });
  if (run.status !== 0) {
    console.error(`npm ci failed:\n${run.stdout}\n${run.stderr}`);
    process.exit(1);
  }
  console.log(`  installed                ${((Date.now() - began) / 1000).toFixed(1)} s`);
}

const [script, ...rest] = process.argv.slice(2);
const bin = join(root, "node_modules", ".bin");
const node = join(root, "node_modules", "node", "bin", process.platform === "win32" ? "node.exe" : "node");
const child = spawnSync(node, ["--disable-warning=ExperimentalWarning", join(root, script), ...rest], {
  cwd: root,
  stdio: "inherit",
  env: { ...process.env, PATH: `${bin}${process.platform === "win32" ? ";" : ":"}${process.env.PATH}` },
});
process.exit(child.status ?? 1);

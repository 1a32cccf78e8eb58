/**
 * Runs a script of the project, from a fresh clone too: installs what package-lock.json names when that is missing or
 * older, then starts the script with the Node that the project brings (the machine's own may be 20).
 * Plain JavaScript without imports of ours: it runs before anything is there.
 */
import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const lock = join(root, "package-lock.json");
/** A copy of the lock file that was installed from. */
const installed = join(root, "node_modules", ".impuls-lock.json");

if (!existsSync(installed) || readFileSync(installed, "utf8") !== readFileSync(lock, "utf8")) {
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
  copyFileSync(lock, installed);
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

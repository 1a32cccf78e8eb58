/**
 * `npm test`: checks types, lint and format, makes sure there is a browser, runs every suite, closes with totals.
 *
 *     npm test -- [--install-browser] [--full] [vitest's own arguments]
 *
 * `--full`, or CI: as many random inputs as the documents promise (tests/support/depth.ts), else fewer.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureBrowser } from "./browser.ts";
import { run } from "./run.ts";

const began = performance.now();
const own = ["--install-browser", "--full"];
const rest = process.argv.slice(2).filter((argument) => !own.includes(argument));
const isFull = Boolean(process.env.CI) || process.argv.includes("--full");
ensureBrowser(Boolean(process.env.CI) || process.argv.includes("--install-browser"));
if (rest.length === 0) run("node", ["scripts/check.ts"]);

const report = join(mkdtempSync(join(tmpdir(), "impuls-")), "report.json");
const suite = spawnSync(
  "vitest",
  ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`, ...rest],
  {
    stdio: "inherit",
    shell: process.platform === "win32",
    env: { ...process.env, ...(isFull && { IMPULS_FULL: "yes" }) },
  },
);
const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(
  readFileSync(report, "utf8"),
) as Record<string, number>;
console.log(`\n${((performance.now() - began) / 1000).toFixed(0)} s in all`);
console.log(
  isFull ? "full depth" : "usual depth: a share of the random inputs; all of them: npm test -- --full",
);
console.log(`${numPassedTests} passed, ${numFailedTests} failed, ${numPendingTests} skipped`);
process.exit(suite.status ?? 1);

/**
 * `npm test`: checks types, lint and format, makes sure there is a browser, runs every suite, closes with totals.
 *
 *     npm test -- [--install-browser] [vitest's own arguments]
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureBrowser } from "./browser.ts";
import { run } from "./run.ts";

const began = performance.now();
const own = "--install-browser";
const rest = process.argv.slice(2).filter((argument) => argument !== own);
ensureBrowser(Boolean(process.env.CI) || process.argv.includes(own));
if (rest.length === 0) run("node", ["scripts/check.ts"]);

const report = join(mkdtempSync(join(tmpdir(), "impuls-")), "report.json");
const suite = spawnSync(
  "vitest",
  ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`, ...rest],
  {
    stdio: "inherit",
    shell: process.platform === "win32",
  },
);
const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(
  readFileSync(report, "utf8"),
) as Record<string, number>;
console.log(`\n${((performance.now() - began) / 1000).toFixed(0)} s in all`);
console.log(`${numPassedTests} passed, ${numFailedTests} failed, ${numPendingTests} skipped`);
process.exit(suite.status ?? 1);

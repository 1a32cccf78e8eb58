/**
 * A browser to test with: an installed one, else Playwright's download, else (in CI, or when asked to) the system's
 * package manager. Playwright's download can be out of reach; a system's package usually is not.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chromium } from "playwright-core";
import { findBrowser } from "../tests/support/browser.ts";

/** Ends the process with what to do where no browser can be had. */
export function ensureBrowser(mayInstall: boolean): void {
  if (findBrowser() || existsSync(chromium.executablePath())) return;
  console.log("No Chromium found: asking Playwright for one.");
  const succeeds = (command: string, ...args: string[]) =>
    spawnSync(command, args, { stdio: "ignore", timeout: 300_000 }).status === 0;
  if (succeeds("playwright-core", "install", "chromium", "--only-shell")) return;
  if (mayInstall && process.platform === "linux") {
    console.log("Playwright has none to give: installing the system's.");
    const sudo = process.getuid?.() === 0 ? [] : ["sudo", "-n"];
    const apt = (...args: string[]) =>
      succeeds("env", ...sudo, "DEBIAN_FRONTEND=noninteractive", "apt-get", ...args);
    if (apt("update", "-qq") && apt("install", "-y", "-qq", "chromium") && findBrowser()) return;
  }
  console.error(
    "No browser. Install Chromium or Chrome, name one in IMPULS_BROWSER, or run: npm test -- --install-browser",
  );
  process.exit(1);
}

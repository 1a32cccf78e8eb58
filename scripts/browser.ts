/**
 * Browsers to test with: an installed one, else Playwright's download, else (in CI, or when asked to) the system's
 * package manager. Playwright's download can be out of reach; a system's package usually is not.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chromium } from "playwright-core";
import { findBrowser, hasShell } from "../tests/support/browser.ts";
import { findFirefox } from "../tests/support/firefox.ts";

const succeeds = (command: string, ...args: string[]) =>
  spawnSync(command, args, { stdio: "ignore", timeout: 300_000 }).status === 0;

function installs(name: string): boolean {
  const sudo = process.getuid?.() === 0 ? [] : ["sudo", "-n"];
  const apt = (...args: string[]) =>
    succeeds("env", ...sudo, "DEBIAN_FRONTEND=noninteractive", "apt-get", ...args);
  return apt("update", "-qq") && apt("install", "-y", "-qq", name);
}

/** Ends the process with what to do where no browser can be had. */
export function ensureBrowser(mayInstall: boolean): void {
  const onSystem = mayInstall && process.platform === "linux" && !process.env.IMPULS_BROWSER;
  if (!findBrowser() && !existsSync(chromium.executablePath())) {
    console.log("No Chromium found: asking Playwright for one.");
    if (!succeeds("playwright-core", "install", "chromium")) {
      if (onSystem) console.log("Playwright has none to give: installing the system's.");
      if (!onSystem || !installs("chromium") || !findBrowser()) {
        console.error(
          "No browser. Install Chromium or Chrome, name one in IMPULS_BROWSER, or run: npm test -- --install-browser",
        );
        process.exit(1);
      }
    }
  }
  // Only for its speed: systems that have no such package run the tests in the browser itself.
  if (onSystem && findBrowser() && !hasShell()) installs("chromium-headless-shell");
  // For the one story that no Chromium can tell: its push service is always somebody else's.
  if (findFirefox()) return;
  const isThere =
    mayInstall && process.platform === "linux" && (installs("firefox-esr") || installs("firefox"));
  if (!isThere || !findFirefox())
    console.log("No Firefox: the story of web push is left out. Install it, or name one in IMPULS_FIREFOX.");
}

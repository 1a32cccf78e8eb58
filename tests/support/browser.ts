/**
 * Finds a Chromium to test with: IMPULS_BROWSER, else an installed one, else Playwright's own. Most tests take the
 * headless shell where there is one: the same engine without the browser's own windows, at half the processor time.
 * It has no back/forward cache, so some need the whole browser.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium } from "playwright-core";

const USUAL_PLACES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe",
];

const SHELL = "/usr/bin/chromium-headless-shell";

/** Whether the headless shell is installed as a package of the system. */
export const hasShell = (): boolean => existsSync(SHELL);

/** The executable of a whole browser to start, or undefined where Playwright's own is to be used. */
export function findBrowser(): string | undefined {
  return process.env.IMPULS_BROWSER || USUAL_PLACES.find((path) => existsSync(path));
}

const lightest = () =>
  process.env.IMPULS_BROWSER || (hasShell() ? SHELL : USUAL_PLACES.find((path) => existsSync(path)));

/** For suites of many short pages, none of which is killed: two cores have enough to do with the pages themselves. */
export const FEW_PROCESSES = ["--in-process-gpu", "--renderer-process-limit=2"];

const SWITCHES = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export interface BrowserKind {
  /** More than ours. */
  switches?: string[];
  /** With the back/forward cache, as visitors have it; `page.goBack` then waits for a load that never comes. */
  keepsPages?: boolean;
  /** What visitors have, where its times or looks count. */
  isWhole?: boolean;
  /** With scroll bars, which take room. */
  showsBars?: boolean;
}

/** A headless browser that talks to nobody but the page. */
export function launchBrowser({
  switches = [],
  keepsPages = false,
  isWhole = false,
  showsBars = false,
}: BrowserKind = {}): Promise<Browser> {
  const needsWhole = isWhole || keepsPages;
  const executablePath = needsWhole ? findBrowser() : lightest();
  return chromium.launch({
    ...(executablePath ? { executablePath } : needsWhole && { channel: "chromium" }),
    ignoreDefaultArgs: [
      ...(keepsPages ? ["--disable-back-forward-cache"] : []),
      ...(showsBars ? ["--hide-scrollbars"] : []),
    ],
    args: [...SWITCHES, ...switches],
  });
}

const shared = new Map<string, Promise<Browser>>();

/**
 * One browser of each kind for all files that a process of the tests runs, one after another: a start costs more than
 * many a test. Whoever takes it closes the contexts it made, not the browser, which ends with the process.
 */
export function sharedBrowser(kind: BrowserKind = {}): Promise<Browser> {
  const key = JSON.stringify(kind);
  const browser = shared.get(key) ?? launchBrowser(kind);
  shared.set(key, browser);
  return browser;
}

/**
 * A browser nobody looks into, at `url`: where a debugger is attached Chromium renders no page ahead. The pages drive
 * themselves. Answers how to end it.
 */
export async function launchUnwatched(url: string): Promise<() => Promise<void>> {
  const profile = await mkdtemp(join(tmpdir(), "unwatched-"));
  const browser = spawn(
    findBrowser() ?? chromium.executablePath(),
    ["--headless=new", `--user-data-dir=${profile}`, "--no-first-run", ...SWITCHES, url],
    // Its own group: an installed browser is often a script that starts the real one.
    { stdio: "ignore", detached: true },
  );
  await once(browser, "spawn");
  return async () => {
    process.kill(-browser.pid!, "SIGKILL");
    await once(browser, "exit");
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  };
}

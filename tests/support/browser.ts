/** Finds a Chromium to test with: IMPULS_BROWSER, else an installed one, else Playwright's own. */
import { existsSync } from "node:fs";
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

/** The executable to start, or undefined where Playwright's own is to be used. */
export function findBrowser(): string | undefined {
  return process.env.IMPULS_BROWSER || USUAL_PLACES.find((path) => existsSync(path));
}

/** A headless browser that talks to nobody but the page; `more` arguments, and Playwright's own ones to do `without`. */
export function launchBrowser(more: string[] = [], without: string[] = []): Promise<Browser> {
  const executablePath = findBrowser();
  return chromium.launch({
    ...(executablePath && { executablePath }),
    ignoreDefaultArgs: without,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      ...more,
    ],
  });
}

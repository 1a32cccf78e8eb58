/** A visitor's Chromium on the stand: what one page load costs, how a visit sends, whether the page comes back as it was. */
import type { Browser, CDPSession, Page } from "playwright-core";
import type { Stand } from "./stand.ts";
import { CATEGORIES, type ScriptTime, scriptTimeIn } from "./trace.ts";

/** A processor four times slower than this one: Lighthouse's idea of a mid-range phone. */
const SLOWDOWN = 4;
/** Lighthouse's Slow 4G. */
const SLOW_4G = {
  offline: false,
  latency: 150,
  downloadThroughput: (1.6 * 1024 * 1024) / 8,
  uploadThroughput: (750 * 1024) / 8,
};
/** A network whose answers take their time: pages that come at once overtake what is written on leaving. */
const FAR = { ...SLOW_4G, downloadThroughput: -1, uploadThroughput: -1 };
const EVENTS = 20;
const EVENT_EVERY_MS = 50;
/** Time for what was gathered to be sent. */
const QUIET_MS = 1500;
/** Trackers leave out browsers that say they are driven by a program. */
const USER_AGENT =
  "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";

/** What the page itself notices, kept for the end of the load. */
interface Noticed {
  told: (name: string, item: object) => void;
  noticed: { shift: number; contentMs?: number; leftMs?: number; helpMs?: number };
}

/** Script is measured at a fourth of the speed. */
export interface PageLoad extends ScriptTime {
  layoutShift: number;
  /** Brotli bytes of all scripts. */
  bytes: number;
}

async function openTab(
  browser: Browser,
): Promise<{ page: Page; devtools: CDPSession; close(): Promise<void> }> {
  const context = await browser.newContext({ viewport: { width: 1000, height: 800 }, userAgent: USER_AGENT });
  await context.addInitScript(() => {
    const here = window as unknown as Noticed;
    const noticed: Noticed["noticed"] = { shift: 0 };
    here.noticed = noticed;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) noticed.shift += (entry as unknown as { value: number }).value;
    }).observe({ type: "layout-shift", buffered: true });
  });
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  return { page, devtools, close: () => context.close() };
}

/** One page, cold, and twenty events of the shop on it. */
export async function loadPage(browser: Browser, stand: Stand, tracker: string): Promise<PageLoad> {
  const { page, devtools, close } = await openTab(browser);
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: SLOWDOWN });
  await browser.startTracing(page, { categories: CATEGORIES });
  stand.forget();
  const address = stand.pageOf(tracker);
  await page.goto(address, { waitUntil: "load" });
  await page.evaluate(
    ([events, everyMs]) =>
      new Promise<void>((done) => {
        const { told } = window as unknown as Noticed;
        let n = 0;
        const timer = setInterval(() => {
          told(n % 10 ? "view_item" : "add_to_cart", {
            id: `lamp-${n}`,
            category: "Light",
            name: `Lamp ${n}`,
          });
          if (++n < events) return;
          clearInterval(timer);
          done();
        }, everyMs);
      }),
    [EVENTS, EVENT_EVERY_MS] as const,
  );
  await page.waitForTimeout(QUIET_MS);
  const { shift } = await page.evaluate(() => (window as unknown as Noticed).noticed);
  const script = scriptTimeIn(await browser.stopTracing(), address);
  const bytes = [...stand.scripts.values()].reduce((sum, each) => sum + each, 0);
  await close();
  return { ...script, layoutShift: shift, bytes };
}

/** What a visit of so many pages sends: a product is told on each page, once it is put into the cart. */
export async function visitPages(
  browser: Browser,
  stand: Stand,
  tracker: string,
  pages: number,
): Promise<number> {
  const { page, devtools, close } = await openTab(browser);
  await devtools.send("Network.enable");
  await devtools.send("Network.emulateNetworkConditions", FAR);
  stand.forget();
  await page.goto(stand.pageOf(tracker), { waitUntil: "load" });
  for (let n = 1; ; n++) {
    const tell = (name: string) =>
      page.evaluate(
        ([called, id]) =>
          (window as unknown as Noticed).told(called, { id, category: "Light", name: "A lamp" }),
        [name, `lamp-${n}`] as const,
      );
    await tell("view_item");
    await page.mouse.wheel(0, 300);
    await page.waitForTimeout(QUIET_MS);
    if (n === pages >> 1) {
      await tell("add_to_cart");
      await page.waitForTimeout(QUIET_MS);
    }
    if (n === pages) break;
    await page.locator("li a").nth(n).click();
    await page.waitForLoadState("load");
  }
  // Another site: what is left to send goes now.
  await page.goto("about:blank");
  await page.waitForTimeout(QUIET_MS);
  await close();
  return stand.sent.length / pages;
}

/** Leaves the page and comes back: `kept`, or what the browser says kept it out of the back/forward cache. */
export async function returnToPage(browser: Browser, stand: Stand, tracker: string): Promise<string> {
  const { page, devtools, close } = await openTab(browser);
  await devtools.send("Network.enable");
  await devtools.send("Network.emulateNetworkConditions", FAR);
  await page.addInitScript(() => {
    addEventListener("pageshow", ({ persisted }) => {
      const [entry] = performance.getEntriesByType("navigation") as (PerformanceNavigationTiming & {
        notRestoredReasons?: { reasons?: { reason: string }[] } | null;
      })[];
      if (!persisted && entry?.type !== "back_forward") return;
      const reasons = entry?.notRestoredReasons?.reasons?.map(({ reason }) => reason) ?? [];
      navigator.sendBeacon(`/returned?how=${persisted ? "kept" : reasons.join(", ") || "not kept"}`);
    });
  });
  stand.forget();
  await page.goto(stand.pageOf(tracker), { waitUntil: "load" });
  await page.waitForTimeout(QUIET_MS);
  await page.locator("li a").nth(1).click();
  await page.waitForURL(/\/1$/);
  await page.waitForTimeout(QUIET_MS);
  // Not Playwright's way back, which waits for a load that a kept page does not have.
  await page.evaluate(() => setTimeout(() => history.back()));
  await page.waitForTimeout(QUIET_MS);
  await close();
  return stand.returns.at(-1) ?? "nothing heard";
}

export interface ContentTimes {
  /** From the navigation's start until the slot is filled, ms; Infinity where the shop's own content stayed. */
  newMs: number;
  returningMs: number;
  /** The returning visitor's slot was filled before the answer to its first request began to arrive. */
  isBeforeAnswer: boolean;
}

/** A new visitor's slot and, on the next page, a returning one's, on Slow 4G and at a fourth of the speed. */
export async function contentTimes(browser: Browser, stand: Stand, tracker: string): Promise<ContentTimes> {
  const { page, devtools, close } = await openTab(browser);
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: SLOWDOWN });
  await devtools.send("Network.enable");
  await devtools.send("Network.emulateNetworkConditions", SLOW_4G);
  await page.addInitScript(() => {
    const look = () => {
      if (document.querySelector("[data-impuls-slot]")?.shadowRoot?.querySelector("impuls-content"))
        (window as unknown as Noticed).noticed.contentMs = performance.now();
      else requestAnimationFrame(look);
    };
    look();
  });
  const load = async (n: number) => {
    stand.forget();
    await page.goto(stand.pageOf(tracker, n), { waitUntil: "load" });
    await page.waitForTimeout(QUIET_MS);
    const { contentMs, answerMs } = await page.evaluate(() => {
      const sync = performance.getEntriesByType("resource").find(({ name }) => name.endsWith("/v1/sync"));
      const { contentMs = Number.POSITIVE_INFINITY } = (window as unknown as Noticed).noticed;
      return { contentMs, answerMs: (sync as PerformanceResourceTiming | undefined)?.responseStart };
    });
    return { ms: contentMs, isBeforeAnswer: contentMs < (answerMs ?? 0) };
  };
  const first = await load(0);
  const second = await load(1);
  await close();
  return { newMs: first.ms, returningMs: second.ms, isBeforeAnswer: second.isBeforeAnswer };
}

/** Nobody who has just come is leaving (model/exit-intent.ts). */
const STAY_MS = 16_000;
const TO_THE_TABS_MS = 300;

/** From the mouse's leaving the window by the top to the open dialog, ms, of each visitor; Infinity where none came. */
export async function helpTimes(
  browser: Browser,
  stand: Stand,
  tracker: string,
  visitors: number,
): Promise<number[]> {
  const tabs = await Promise.all(Array.from({ length: visitors }, () => openTab(browser)));
  for (const { page } of tabs) {
    await page.addInitScript(() => {
      const { noticed } = window as unknown as Noticed;
      const left = ({ relatedTarget, timeStamp }: MouseEvent) => {
        if (!relatedTarget) noticed.leftMs = timeStamp;
      };
      addEventListener("mouseout", left, true);
      new MutationObserver(() => {
        const isOpen = document.querySelector("impuls-content")?.shadowRoot?.querySelector("dialog[open]");
        if (isOpen) noticed.helpMs ??= performance.now();
      }).observe(document, { childList: true, subtree: true });
    });
    await page.goto(stand.pageOf(tracker), { waitUntil: "load" });
    await page.mouse.move(600, 500);
  }
  await tabs[0]?.page.waitForTimeout(STAY_MS);
  const times: number[] = [];
  for (const { page, close } of tabs) {
    const began = performance.now();
    for (let share = 0; share < 1; ) {
      share = Math.min(1, (performance.now() - began) / TO_THE_TABS_MS);
      await page.mouse.move(600, 500 - 510 * share ** 1.5);
    }
    await page.waitForTimeout(QUIET_MS);
    const { leftMs = 0, helpMs = Number.POSITIVE_INFINITY } = await page.evaluate(
      () => (window as unknown as Noticed).noticed,
    );
    times.push(helpMs - leftMs);
    await close();
  }
  return times;
}

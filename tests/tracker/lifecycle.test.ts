/**
 * Pages that come back from the back/forward cache, and pages rendered before anybody has asked for them: as the
 * browser does it, not by events made up.
 */
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { launchUnwatched } from "../support/browser.ts";
import { aDecision, aShop, say, settled, storeOf } from "./shop.ts";

const shop = aShop({ keepsPages: true });
const views = () => shop.counted.filter(({ name }) => name === "page_view").map(({ props }) => props.path);

/** Says of each showing of a page whether it was restored, and what has kept it from being. */
const SHOWN = `<script>addEventListener("pageshow", ({ persisted }) => {
  const [{ notRestoredReasons }] = performance.getEntriesByType("navigation");
  window.shown = { persisted, reasons: notRestoredReasons };
})</script>`;

/** Back in the history, to a page that has been waiting in the cache. */
async function back(page: Page): Promise<void> {
  await page.evaluate(() => {
    setTimeout(() => history.back());
  });
  const shown = () =>
    page.evaluate(() => (window as unknown as { shown?: object }).shown).catch(() => "under way");
  await expect.poll(shown).toEqual({ persisted: true, reasons: null });
}

async function leaveFor(page: Page, path: string): Promise<void> {
  await page.evaluate((to) => {
    location.href = to;
  }, path);
  await page.waitForURL(`**${path}`);
}

test("a bar of a page that comes back from the cache tells of the cart as it is now", async () => {
  shop.pages["/a"] = { head: SHOWN };
  const blocks = [{ kind: "head" as const, title: "Yours: {{cart.value|none}}" }];
  const decisions = [aDecision({ placement: "bar", content: { form: "bar", blocks } })];
  shop.edge = ({ page }) => (page.path === "/a" ? { decisions } : {});
  const page = await shop.tab("/a");
  await page.getByText("Yours: none").waitFor();
  await settled(page);
  await leaveFor(page, "/b");
  await shop.event("page_view", 2);
  await say(page, "cart", { lines: [{ id: "a", quantity: 1 }], valueMinor: 4900, currency: "EUR" });
  await shop.event("cart");
  await settled(page);
  await back(page);
  // The page is asked as it is: a locator waits for a frame that Chromium has put away.
  const title = () =>
    page.evaluate(
      () => document.querySelector("impuls-content")!.shadowRoot!.querySelector("h2")!.textContent,
    );
  await expect.poll(title).toBe("Yours: €49.00");
});

test("a page is kept by the back/forward cache, and counts once more when it comes back", async () => {
  shop.pages["/a"] = { head: SHOWN };
  const page = await shop.tab("/a");
  await settled(page);
  await leaveFor(page, "/b");
  await shop.event("page_view", 2);
  await back(page);
  await shop.event("page_view", 3);
  await say(page, "track", "nudge");
  await shop.event("nudge");
  expect(views()).toEqual(["/a", "/b", "/a"]);
  const [first, , third] = shop.counted.filter(({ name }) => name === "page_view");
  expect(third).toMatchObject({ writer: first!.writer, session: 1 });
});

test.each([{ kind: "exit" as const }, { kind: "return" as const, awaySeconds: 3 }])(
  "on a phone a page that comes back from the cache was not left for another tab: $kind",
  async (trigger) => {
    shop.pages["/a"] = { head: SHOWN };
    const blocks = [{ kind: "head" as const, title: "Before you go" }];
    const decisions = [aDecision({ placement: "overlay", content: { form: "overlay", blocks }, trigger })];
    shop.edge = ({ page }) => (page.path === "/a" ? { decisions } : {});
    const context = await shop.visitor({
      hasTouch: true,
      isMobile: true,
      viewport: { width: 390, height: 800 },
    });
    // So late it is for all pages of the visitor.
    await context.addInitScript(() => {
      const now = Date.now;
      Date.now = () => now() + Number(localStorage.late ?? 0);
    });
    const page = await shop.tab("/a", context);
    await settled(page);
    await expect.poll(() => shop.fetched.join()).toContain(trigger.kind === "exit" ? "/exit" : "/triggers");
    const passes = (ms: number) =>
      page.evaluate((more) => {
        localStorage.late = Number(localStorage.late ?? 0) + more;
      }, ms);
    await passes(20_000);
    await leaveFor(page, "/b");
    await shop.event("page_view", 2);
    await passes(4000);
    await back(page);
    await shop.event("page_view", 3);
    await say(page, "track", "nudge");
    await shop.event("nudge");
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 1500)));
    expect(await page.evaluate(() => !!document.querySelector("impuls-content"))).toBe(false);
  },
);

test("a page left while a sync is under way comes back all the same, with nothing lost or doubled", async () => {
  shop.pages["/a"] = { head: SHOWN };
  const never = new Promise(() => {});
  shop.edge = (_, count) => (count === 1 ? { ackAfter: never } : {});
  const page = await shop.tab("/a");
  await shop.event("page_view");
  await say(page, "track", "nudge", { i: 1 });
  await expect
    .poll(() => storeOf(page))
    .toSatisfy((store: object) => JSON.stringify(store).includes("nudge"));
  await leaveFor(page, "/b");
  await shop.event("page_view", 2);
  await back(page);
  await shop.event("page_view", 3);
  await say(page, "track", "nudge", { i: 2 });
  await shop.event("nudge", 2);
  expect(views()).toEqual(["/a", "/b", "/a"]);
  expect(shop.counted.filter(({ name }) => name === "nudge").map(({ props }) => props)).toEqual([
    { i: 1 },
    { i: 2 },
  ]);
  await expect
    .poll(async () => Object.keys(await storeOf(page)).filter((key) => key.includes(",")))
    .toEqual([]);
});

test("a page whose store was emptied while it waited in the cache records nothing of its own accord", async () => {
  shop.pages["/a"] = { head: SHOWN };
  const page = await shop.tab("/a");
  await settled(page);
  await leaveFor(page, "/b");
  await shop.event("page_view", 2);
  await settled(page);
  await say(page, "consent", {});
  await expect.poll(() => storeOf(page)).toEqual({ consent: 8 });
  const before = shop.requests.length;
  await back(page);
  await say(page, "track", "nudge");
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 1200)));
  expect(await storeOf(page)).toEqual({ consent: 8 });
  expect(shop.requests).toHaveLength(before);
});

/** Where the visitor goes next: a page of an unwatched browser asks again and again. */
const STEERED = `<script>
  setInterval(async () => {
    const path = await (await fetch("/go.js")).text();
    if (path && path !== location.pathname) location.href = path;
  }, 50);
</script>`;
/** It has no tag of its own: whatever is stored or sent is the next page's doing. */
const AHEAD = `${STEERED}<script>window.impuls = Object.assign(() => {}, { isHere: true })</script>
  <script type="speculationrules">{"prerender":[{"source":"list","urls":["/next"],"eagerness":"immediate"}]}</script>`;
/** Says what it is and what is stored, long after the tag has run. */
const REPORTING = `<script>addEventListener("load", () => setTimeout(async () => {
  const all = await indexedDB.databases();
  fetch("/" + (document.prerendering ? "ahead" : "seen") + all.length + ".js");
}, 500))</script>`;

async function renderedAhead(goes: string): Promise<void> {
  shop.pages["/"] = { head: AHEAD };
  shop.pages["/next"] = { head: REPORTING };
  const end = await launchUnwatched(`${shop.url}/`);
  try {
    // Chromium renders ahead when it has nothing better to do.
    await expect.poll(() => shop.fetched, { timeout: 30_000 }).toContain("/ahead0.js");
    expect(shop.requests).toEqual([]);
    shop.pages["/go.js"] = { body: goes };
    await shop.event("page_view");
    // What the page rendered ahead would still say, it says within the time an answer takes to be kept.
    await new Promise((resolve) => setTimeout(resolve, 1000));
  } finally {
    await end();
  }
}

test("a page rendered ahead stores and sends nothing, and counts once when it is looked at", async () => {
  await renderedAhead("/next");
  expect(views()).toEqual(["/next"]);
});

test("a page rendered ahead and never looked at does not count", async () => {
  await renderedAhead("/other");
  expect(views()).toEqual(["/other"]);
});

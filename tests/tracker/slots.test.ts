import type { BrowserContext, Page } from "playwright-core";
import { expect, test } from "vitest";
import { EVERY_BLOCK } from "../support/every-block.ts";
import { aDecision, aShop, say, settled, storeOf, type Told } from "./shop.ts";

const shop = aShop();
const HOME =
  '<style>[data-impuls-slot]{min-height:300px}</style><main><p>Before</p><div data-impuls-slot="home"><h2>Ours for all</h2></div><p>After</p></main>';
const OURS = "Where you left off";
const aBar = { form: "bar" as const, blocks: [{ kind: "head" as const, title: "Free delivery" }] };
const never = new Promise<never>(() => {});

/** Adds up layout shifts from the beginning. */
async function watchShifts(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const w = window as unknown as { shifted: number };
    w.shifted = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) w.shifted += (entry as unknown as { value: number }).value;
    }).observe({ type: "layout-shift", buffered: true });
  });
}
const shiftsOf = (page: Page) =>
  page.evaluate(
    () =>
      new Promise((resolve) =>
        requestAnimationFrame(() =>
          requestAnimationFrame(() => resolve((window as unknown as { shifted: number }).shifted)),
        ),
      ),
  );

/** Two syncs' worth of leaving: what was exposed is told. */
async function exposures(page: Page) {
  await say(page, "track", "flush");
  await shop.event("flush");
  return shop.counted.filter(({ name }) => name === "exposure").map(({ props }) => props);
}

test("a slot is filled by the first answer without a shift, and its exposure is recorded once", async () => {
  shop.pages["/"] = { body: HOME };
  shop.edge = () => ({ decisions: [aDecision()] });
  const context = await shop.visitor();
  await watchShifts(context);
  const page = await shop.tab("/", context);
  await page.getByText(OURS).waitFor();
  expect(await page.getByText("Ours for all").isVisible()).toBe(false);
  expect(await shiftsOf(page)).toBe(0);
  expect(await exposures(page)).toEqual([{ campaign: "recent", variant: "a", placement: "home" }]);
  expect(shop.complaints).toEqual([]);
});

/** The first answer ends after its decisions, once `OURS` is drawn. */
async function cutShort(then: (count: number) => object): Promise<Page> {
  shop.pages["/"] = { body: HOME };
  const [drawn, cut] = gate();
  shop.edge = (_, count) =>
    count === 1 ? { decisions: [aDecision()], ackAfter: drawn, breaks: "ack" } : then(count);
  const page = await shop.tab("/");
  await page.getByText(OURS).waitFor();
  cut();
  return page;
}
function gate(): [open: Promise<void>, unlock: () => void] {
  let unlock = () => {};
  const open = new Promise<void>((resolve) => {
    unlock = resolve;
  });
  return [open, unlock];
}

test("what was drawn from an answer cut short counts once a passport lists it, and not before", async () => {
  const [mended, mend] = gate();
  const page = await cutShort(() => ({ decisions: [aDecision()], after: mended }));
  await shop.until(() => shop.requests.length >= 2);
  expect(Object.values(await storeOf(page)).map((one) => (one as Told).name)).not.toContain("exposure");
  mend();
  await settled(page);
  expect(await exposures(page)).toEqual([{ campaign: "recent", variant: "a", placement: "home" }]);
});

test("what was drawn from an answer cut short does not count where the next one decides otherwise", async () => {
  const page = await cutShort(() => ({ decisions: [aDecision({ campaign: "other" })] }));
  await settled(page);
  expect(await exposures(page)).toEqual([]);
});

test("a no in one tab stops the other tabs at once: their contents go, and leaving them sends nothing", async () => {
  shop.pages["/"] = { body: HOME };
  shop.edge = () => ({ decisions: [aDecision()] });
  const context = await shop.visitor();
  const one = await shop.tab("/", context);
  await settled(one);
  const other = await shop.tab("/", context);
  await other.getByText(OURS).waitFor();
  await settled(other);
  await say(one, "consent", {});
  await other.getByText("Ours for all").waitFor();
  expect(await other.evaluate(() => Object.keys(localStorage))).toEqual([]);
  const before = shop.requests.length;
  await other.close({ runBeforeUnload: true });
  await say(one, "track", "too_late");
  await one.waitForTimeout(1200);
  expect(shop.requests.slice(before)).toEqual([]);
});

test("a returning visitor's slot is filled before the network answers, without a shift", async () => {
  shop.pages["/"] = { body: HOME };
  shop.edge = () => ({ decisions: [aDecision()] });
  const context = await shop.visitor();
  await watchShifts(context);
  const page = await shop.tab("/", context);
  await settled(page);
  shop.edge = () => ({ after: never });
  await page.reload();
  await page.getByText(OURS).waitFor();
  expect(await shiftsOf(page)).toBe(0);
});

test("decisions are drawn before the acknowledgement has come", async () => {
  shop.pages["/"] = { body: HOME };
  shop.edge = () => ({ decisions: [aDecision()], ackAfter: never });
  const page = await shop.tab("/");
  await page.getByText(OURS).waitFor();
  expect((await storeOf(page)).passport).toBeUndefined();
});

test("a slot that is late keeps its default content", async () => {
  shop.pages["/"] = { body: HOME };
  shop.pace = 100;
  shop.edge = () => ({
    decisions: [aDecision(), aDecision({ placement: "bar", campaign: "bar", content: aBar })],
  });
  const page = await shop.tab("/");
  await page.getByText("Free delivery").waitFor();
  expect(await page.getByText("Ours for all").isVisible()).toBe(true);
  expect(await page.getByText(OURS).count()).toBe(0);
});

test("content taller than the slot has reserved is not shown, and the default stays", async () => {
  shop.pages["/"] = { body: HOME.replace("300px", "50px") };
  shop.edge = () => ({ decisions: [aDecision({ content: { ...aDecision().content!, blocks: tall } })] });
  const context = await shop.visitor();
  await watchShifts(context);
  const page = await shop.tab("/", context);
  await settled(page);
  await page.waitForFunction(() => document.querySelector("[data-impuls-slot]")?.shadowRoot);
  expect(await page.getByText("Ours for all").isVisible()).toBe(true);
  expect(await shiftsOf(page)).toBe(0);
  expect(await exposures(page)).toEqual([]);
});
const tall = Array.from({ length: 6 }, (_, i) => ({ kind: "text" as const, text: `Line ${i}` }));

test("what is visible is not replaced by a later answer", async () => {
  shop.pages["/"] = { body: HOME };
  shop.edge = () => ({ decisions: [aDecision()] });
  const page = await shop.tab("/");
  await page.getByText(OURS).waitFor();
  const other = { form: "inline" as const, blocks: [{ kind: "head" as const, title: "Another" }] };
  shop.edge = () => ({ decisions: [aDecision({ campaign: "other", content: other })] });
  expect(await exposures(page)).toHaveLength(1);
  expect(await page.getByText(OURS).isVisible()).toBe(true);
});

test("a last decision whose pages do not fit, or whose time is over, is not drawn", async () => {
  shop.pages["/"] = { body: HOME };
  shop.edge = () => ({
    decisions: [
      aDecision({ pages: { in: ["/sale/*"], out: [] } }),
      aDecision({ placement: "bar", content: aBar, forMs: 0 }),
    ],
  });
  const page = await shop.tab("/");
  await settled(page);
  shop.edge = () => ({ after: never });
  await page.reload();
  await shop.event("page_view", 2);
  expect(await page.locator("impuls-content").count()).toBe(0);
});

test("a paused campaign's content that is still being fetched does not come once the answer says so", async () => {
  shop.pages["/"] = { body: HOME };
  shop.edge = () => ({ decisions: [aDecision()] });
  const context = await shop.visitor();
  const first = await shop.tab("/", context);
  await first.getByText(OURS).waitFor();
  await settled(first);
  await first.close();
  const [fetched, fetch] = gate();
  await context.route(/\/content-/, async (route) => {
    await fetched;
    await route.continue();
  });
  shop.edge = () => ({});
  const page = await shop.tab("/", context);
  await settled(page);
  await expect.poll(async () => (await storeOf(page)).decisions).toEqual([]);
  fetch();
  await page.waitForFunction(() => performance.getEntriesByName(location.href).length);
  await expect.poll(() => shop.fetched.filter((path) => path.startsWith("/content-")).length).toBe(2);
  expect(await exposures(page)).toHaveLength(1);
  expect(await page.getByText("Ours for all").isVisible()).toBe(true);
  expect(await page.locator("impuls-content").count()).toBe(0);
});

test.each([
  ["a page that calls itself one", "/mine"],
  ["an address of a cart", "/koszyk/"],
  ["an address of a checkout", "/checkout/"],
  ["a query that names one", "/index.php?route=checkout/cart"],
  ["a path that the tag calls one", "/torba/all"],
])("what was decided elsewhere is not drawn on a cart or checkout: %s", async (_, path) => {
  shop.tag = { ...shop.tag, "data-pages": "product:/p/;cart:/torba" };
  shop.pages["/mine"] = { html: 'data-impuls-page="cart"' };
  shop.edge = () => ({ decisions: [aDecision({ placement: "bar", content: aBar })] });
  const page = await shop.tab("/");
  await settled(page);
  await page.locator("impuls-content").waitFor({ state: "attached" });
  await expect
    .poll(async () => Object.values(await storeOf(page)).map((one) => (one as Told).name))
    .toContain("exposure");
  shop.edge = () => ({});
  await page.goto(shop.url + path);
  await shop.event("page_view", 2);
  expect(await exposures(page)).toHaveLength(1);
  expect(await page.locator("impuls-content").count()).toBe(0);
});

test("a decision that waits for engagement is drawn after so many engaged seconds", async () => {
  shop.edge = () => ({
    decisions: [aDecision({ placement: "bar", content: aBar, trigger: { kind: "engaged", seconds: 10 } })],
  });
  const context = await shop.visitor();
  await context.clock.install();
  const page = await shop.tab("/", context);
  await page.bringToFront();
  await settled(page);
  expect(await page.locator("impuls-content").count()).toBe(0);
  await context.clock.runFor(12_000);
  await page.getByText("Free delivery").waitFor();
});

test("a bar keeps no overlay away, and an overlay keeps a bar away", async () => {
  const page = await shop.tab("/");
  const open = async (path: string, placement: "bar" | "overlay", campaign: string) => {
    const content = { ...aBar, form: placement };
    shop.edge = () => ({ decisions: [aDecision({ campaign, placement, content, claimMs: 60_000 })] });
    await page.goto(shop.url + path);
    await settled(page);
  };
  const drawn = page.locator("impuls-content");
  await open("/a", "bar", "delivery");
  await page.getByRole("region", { name: "Free delivery" }).waitFor();
  await open("/b", "overlay", "help");
  await page.getByRole("dialog").waitFor();
  await open("/c", "bar", "news");
  await page.waitForTimeout(300);
  expect(await drawn.count()).toBe(0);
});

test("two tabs with one claim show it once", async () => {
  shop.edge = () => ({ decisions: [aDecision({ placement: "bar", content: aBar, claimMs: 60_000 })] });
  const context = await shop.visitor();
  const tabs = await Promise.all(["/", "/b", "/c"].map((path) => shop.tab(path, context)));
  await shop.event("page_view", 3);
  await Promise.all(tabs.map((tab) => settled(tab)));
  const shown = () => Promise.all(tabs.map((tab) => tab.locator("impuls-content").count()));
  await expect.poll(async () => (await shown()).reduce((sum, n) => sum + n)).toBe(1);
  for (const tab of tabs) await exposures(tab);
  expect(shop.counted.filter(({ name }) => name === "exposure")).toHaveLength(1);
});

test("a closed bar is told, goes, and stays away on the next page", async () => {
  shop.edge = () => ({ decisions: [aDecision({ placement: "bar", content: aBar })] });
  const page = await shop.tab("/");
  const close = page.getByRole("button", { name: "Close" });
  await close.waitFor();
  const { width, height } = (await close.boundingBox())!;
  expect([width, height]).toEqual([44, 44]);
  await close.click();
  expect((await shop.event("content_close")).props).toEqual({
    campaign: "recent",
    variant: "a",
    placement: "bar",
  });
  expect(await page.locator("impuls-content").count()).toBe(0);
  await page.goto(`${shop.url}/b`);
  await shop.event("page_view", 2);
  expect(await exposures(page)).toHaveLength(1);
  expect(await page.locator("impuls-content").count()).toBe(0);
});

test("a bar stands above what the shop has fixed at the lower edge", async () => {
  shop.pages["/"] = { body: '<div style="position:fixed;bottom:0;left:0;right:0;height:60px">Buy now</div>' };
  shop.edge = () => ({ decisions: [aDecision({ placement: "bar", content: aBar })] });
  const page = await shop.tab("/");
  const bar = page.getByRole("region", { name: "Free delivery" });
  await bar.waitFor();
  await expect
    .poll(async () => {
      const { y, height } = (await bar.boundingBox())!;
      return y + height;
    })
    .toBe(640);
});

test("a slot below the fold is exposed when half of it is in view", async () => {
  shop.pages["/"] = { body: HOME.replace("<p>Before</p>", '<p style="height:1500px">Before</p>') };
  shop.edge = () => ({ decisions: [aDecision()] });
  const page = await shop.tab("/");
  await page.getByText(OURS).waitFor({ state: "attached" });
  expect(await exposures(page)).toEqual([]);
  await page.getByText("After").scrollIntoViewIfNeeded();
  await expect.poll(async () => JSON.stringify(await storeOf(page))).toContain("exposure");
});

test("the next route of a single-page shop starts with its own defaults", async () => {
  shop.pages["/"] = { body: HOME };
  shop.edge = () => ({ decisions: [aDecision({ pages: { in: ["/"], out: [] } })] });
  const page = await shop.tab("/");
  await page.getByText(OURS).waitFor();
  shop.edge = () => ({});
  await page.evaluate(() => history.pushState(null, "", "/b"));
  await page.getByText("Ours for all").waitFor();
  expect(await page.getByText(OURS).count()).toBe(0);
});

test("nothing of ours stays on the page when consent is withdrawn", async () => {
  shop.edge = () => ({ decisions: [aDecision({ placement: "bar", content: aBar })] });
  const page = await shop.tab("/");
  await page.getByText("Free delivery").waitFor();
  await say(page, "consent", {});
  await page.locator("impuls-content").waitFor({ state: "detached" });
});

test("a bar that leads to the page being looked at is not shown on it, and on others it is", async () => {
  const toCart = {
    kind: "actions" as const,
    items: [{ label: "See the cart", href: "/basket/", primary: true }],
  };
  const content = { ...aBar, blocks: [...aBar.blocks, toCart] };
  shop.edge = () => ({ decisions: [aDecision({ placement: "bar", content })] });
  const page = await shop.tab("/basket/?added=1");
  await settled(page);
  expect(await exposures(page)).toEqual([]);
  expect(await page.getByText("See the cart").count()).toBe(0);
  await page.goto(`${shop.url}/lamps/`);
  await page.getByText("See the cart").waitFor();
});

test("an open bar follows the cart, and stays away once it is closed", async () => {
  const content = {
    form: "bar" as const,
    blocks: [{ kind: "head" as const, title: "Yours: {{cart.value|none}}" }],
  };
  shop.edge = () => ({ decisions: [aDecision({ placement: "bar", content })] });
  const page = await shop.tab("/");
  await page.getByText("Yours: none").waitFor();
  const cartOf = (valueMinor: number) => ({
    lines: [{ id: "lamp", quantity: 1, priceMinor: valueMinor }],
    valueMinor,
    currency: "EUR",
  });
  await say(page, "cart", cartOf(4900));
  await page.getByText("Yours: €49.00").waitFor();
  expect(await page.locator("impuls-content").count()).toBe(1);
  await page.getByRole("button", { name: "Close" }).click();
  await say(page, "cart", cartOf(5900));
  expect(await exposures(page)).toEqual([{ campaign: "recent", variant: "a", placement: "bar" }]);
  expect(await page.locator("impuls-content").count()).toBe(0);
});

test("a bar in a tab that nobody looks at neither shows, counts nor claims before somebody does", async () => {
  shop.edge = () => ({ decisions: [aDecision({ placement: "bar", content: aBar, claimMs: 60_000 })] });
  const context = await shop.visitor();
  await context.addInitScript(() => {
    Object.defineProperty(document, "hidden", { value: true, configurable: true });
  });
  const page = await shop.tab("/", context);
  await settled(page);
  await page.waitForTimeout(300);
  expect(await exposures(page)).toEqual([]);
  expect(await page.locator("impuls-content").count()).toBe(0);
  expect((await storeOf(page)).claims).toBeUndefined();
  await page.evaluate(() => {
    Object.defineProperty(document, "hidden", { value: false });
    document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
  });
  await page.getByText("Free delivery").waitFor();
  expect((await storeOf(page)).claims).toMatchObject({ recent: expect.any(Number) });
});

test("of a group one campaign is shown a page, whatever a later answer decides; another group has its place", async () => {
  shop.pages["/"] = { body: HOME };
  shop.edge = () => ({ decisions: [aDecision({ group: "welcome" })] });
  const page = await shop.tab("/");
  await page.getByText(OURS).waitFor();
  await settled(page);
  // Its cap is spent, so it keeps nobody away at the edge.
  const bar = (given: object) => aDecision({ placement: "bar", content: aBar, ...given });
  shop.edge = () => ({ decisions: [bar({ campaign: "rival", group: "welcome" })] });
  await say(page, "track", "first");
  await shop.event("first");
  await settled(page);
  await page.waitForTimeout(300);
  expect(await page.getByText("Free delivery").count()).toBe(0);
  shop.edge = () => ({ decisions: [bar({ campaign: "other", group: "summer" })] });
  await say(page, "track", "second");
  await shop.event("second");
  await page.getByText("Free delivery").waitFor();
  expect((await exposures(page)).map(({ campaign }) => campaign)).toEqual(["recent", "other"]);
});

test("what is seen stays when the trust in its decision has run out, and goes at the campaign's end", async () => {
  shop.pages["/"] = { body: HOME };
  const ends = { at: 0, inMs: 3 * 3_600_000 };
  shop.edge = () => ({
    decisions: [
      aDecision({ forMs: 1_800_000 }),
      aDecision({ placement: "bar", campaign: "bar", content: aBar, forMs: 1_800_000, ends }),
    ],
  });
  const context = await shop.visitor();
  await context.clock.install();
  const page = await shop.tab("/", context);
  await page.getByText(OURS).waitFor();
  await page.getByText("Free delivery").waitFor();
  await context.clock.fastForward(2 * 3_600_000);
  expect(await page.getByText("Free delivery").isVisible()).toBe(true);
  await context.clock.fastForward(3_600_000);
  await page.getByText("Free delivery").waitFor({ state: "detached" });
  expect(await page.getByText(OURS).isVisible()).toBe(true);
});

test("a code that is shown in a bar stays when the cart changes, and the rest of the bar follows", async () => {
  const content = {
    form: "bar" as const,
    blocks: [{ kind: "head" as const, title: "Yours: {{cart.value|none}}" }, EVERY_BLOCK.coupon],
  };
  shop.edge = () => ({ decisions: [aDecision({ placement: "bar", content })] });
  const context = await shop.visitor();
  const json = { code: "TEN-1", expiresAt: null };
  await context.route(/v1\/coupon/, (route) =>
    route.fulfill({ json, headers: { "access-control-allow-origin": "*" } }),
  );
  const page = await shop.tab("/", context);
  await page.getByRole("button", { name: EVERY_BLOCK.coupon.label }).click();
  await page.getByText("TEN-1").waitFor();
  await say(page, "cart", { lines: [{ id: "a", quantity: 1 }], valueMinor: 4900, currency: "EUR" });
  await page.getByText("Yours: €49.00").waitFor();
  expect(await page.getByText("TEN-1").isVisible()).toBe(true);
});

test("a slot with a shadow of the shop's own is left whole", async () => {
  const component = "this.box.attachShadow({ mode: 'open' }).append('49.00 EUR')";
  shop.pages["/"] = {
    body: `<div id="box" data-impuls-slot="home" style="height:300px"></div><script>${component}</script>`,
  };
  shop.edge = () => ({ decisions: [aDecision()] });
  const page = await shop.tab("/");
  await settled(page);
  expect(await exposures(page)).toEqual([]);
  expect(await page.locator("#box").evaluate((box) => box.shadowRoot!.textContent)).toBe("49.00 EUR");
});

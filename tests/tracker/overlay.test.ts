import type { BrowserContextOptions, Page } from "playwright-core";
import { expect, test } from "vitest";
import type { Content } from "../../model/content.ts";
import { aDecision, aShop, say, settled, storeOf } from "./shop.ts";

const shop = aShop();
const STRICT =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; require-trusted-types-for 'script'";
const NOON = Date.UTC(2026, 10, 26, 12);
const BODY = '<main><h1>Lamps</h1><p>Words</p><button>Ours</button> <input aria-label="Search"></main>';
const help: Content = {
  form: "overlay",
  blocks: [
    { kind: "head", title: "Anything unclear before you go?", text: "Your cart stays here for 14 days." },
    {
      kind: "actions",
      items: [{ label: "Delivery", href: "/delivery/", primary: true }, { label: "Back to the cart" }],
    },
  ],
};

/** The page, with an overlay that waits for an event `now`. */
async function ready(content: Partial<Content> = {}, options: BrowserContextOptions = {}, path = "/") {
  shop.pages[path] ??= { body: BODY };
  const decision = { placement: "overlay", content: { ...help, ...content }, claimMs: 60_000 };
  shop.edge = () => ({ decisions: [aDecision({ ...decision, trigger: { kind: "event", event: "now" } })] });
  const page = await shop.tab(path, await shop.visitor(options));
  await settled(page);
  await shop.until(() => shop.fetched.some((file) => file.startsWith("/triggers")));
  return page;
}
const openOn = async (page: Page) => {
  await say(page, "track", "now");
  await dialogOf(page).waitFor();
};
async function opened(...given: Parameters<typeof ready>) {
  const page = await ready(...given);
  await openOn(page);
  return page;
}
const dialogOf = (page: Page) => page.getByRole("dialog", { name: "Anything unclear before you go?" });
const focused = (page: Page) =>
  page.evaluate(() => {
    const { activeElement } = document;
    return (activeElement?.shadowRoot?.activeElement ?? activeElement)?.nodeName;
  });

test.each(["centre", "full"] as const)(
  "%s is modal: it takes the focus, keeps it, and gives it back",
  async (position) => {
    const page = await ready({ position });
    await page.getByText("Ours").focus();
    await openOn(page);
    expect(await focused(page)).toBe("DIALOG");
    for (let i = 0; i < 6; i++) {
      await page.keyboard.press("Tab");
      // Out of the dialog there is only the browser itself.
      expect(await page.evaluate(() => document.activeElement!.nodeName)).toMatch(/^(IMPULS-CONTENT|BODY)$/);
    }
    await page.keyboard.press("Escape");
    await page.locator("impuls-content").waitFor({ state: "detached" });
    expect(await page.evaluate(() => document.activeElement!.textContent)).toBe("Ours");
    expect((await shop.event("content_close")).props).toMatchObject({ placement: "overlay" });
  },
);

test.each(["corner", "side"] as const)(
  "%s never takes the focus, leaves the page usable, and Escape closes it while focus is in it",
  async (position) => {
    const page = await ready({ position });
    await page.getByText("Ours").focus();
    await openOn(page);
    expect(await page.evaluate(() => document.activeElement!.textContent)).toBe("Ours");
    await page.keyboard.press("Escape");
    expect(await dialogOf(page).isVisible()).toBe(true);
    await page.getByLabel("Search").fill("lamp");
    await page.getByRole("button", { name: "Back to the cart" }).focus();
    await page.keyboard.press("Escape");
    await page.locator("impuls-content").waitFor({ state: "detached" });
  },
);

test.each(["corner", "side"] as const)(
  "%s is heard of where the focus stays: its name fills a live region that was there before",
  async (position) => {
    const page = await ready({ position });
    await page.evaluate(() => {
      const w = window as unknown as { atFirst?: string | undefined };
      new MutationObserver(() => {
        const root = document.querySelector("impuls-content")?.shadowRoot;
        w.atFirst ??= root?.querySelector("[role=status]")?.textContent;
      }).observe(document.body, { childList: true });
    });
    await openOn(page);
    const region = page.locator("impuls-content").getByRole("status");
    await expect.poll(() => region.textContent()).toBe("Anything unclear before you go?");
    expect(await page.evaluate(() => (window as unknown as { atFirst?: string }).atFirst)).toBe("");
    // For screen readers alone: nothing of it is seen, and nothing under it is out of reach.
    const { x, y, width, height } = (await region.boundingBox())!;
    const isReached = (at: number[]) => document.elementFromPoint(at[0]!, at[1]!)?.localName;
    expect(await page.evaluate(isReached, [x + width / 2, y + height / 2])).not.toBe("impuls-content");
  },
);

test("the close, the button without an address and the backdrop close it; a click inside does not", async () => {
  const page = await opened();
  await page.getByText("Your cart stays here").click();
  expect(await dialogOf(page).isVisible()).toBe(true);
  await page.mouse.click(5, 5);
  await page.locator("impuls-content").waitFor({ state: "detached" });
  for (const name of ["Close", "Back to the cart"]) {
    const again = await opened();
    await again.getByRole("button", { name }).click();
    await again.locator("impuls-content").waitFor({ state: "detached" });
  }
});

test("closed it leaves its teaser, which opens it again; its own close ends it; all of it is one close", async () => {
  const page = await opened({ teaser: "Help with the cart" });
  await page.getByRole("button", { name: "Close" }).click();
  const teaser = page.getByRole("button", { name: "Help with the cart", exact: true });
  await teaser.click();
  expect(await dialogOf(page).isVisible()).toBe(true);
  expect(await focused(page)).toBe("DIALOG");
  await page.keyboard.press("Escape");
  await teaser.waitFor();
  await page.getByRole("button", { name: "Close: Help with the cart" }).click();
  expect(await page.locator("impuls-content").count()).toBe(0);
  await say(page, "track", "flush");
  await shop.event("flush");
  const told = shop.counted.map(({ name }) => name).filter((name) => /exposure|content/.test(name));
  expect(told).toEqual(["exposure", "content_close"]);
  expect((await storeOf(page)).claims).toMatchObject({ recent: expect.any(Number), "": expect.any(Number) });
});

test.each<[string, (page: Page) => unknown]>([
  ["while the visitor is writing", (page) => page.getByLabel("Search").focus()],
  [
    "while a dialog of the shop is open",
    (page) =>
      page.evaluate(() =>
        document.body.append(Object.assign(document.createElement("dialog"), { open: true })),
      ),
  ],
  ["in a window too low for it", (page) => page.setViewportSize({ width: 600, height: 380 })],
])("nothing is shown %s, nothing is counted, and the attention is not spent", async (_, make) => {
  const page = await ready();
  await make(page);
  await say(page, "track", "now");
  await shop.until(() => shop.fetched.some((file) => file.startsWith("/overlay")));
  await say(page, "track", "flush");
  await shop.event("flush");
  expect(await page.locator("impuls-content").count()).toBe(0);
  expect(shop.counted.map(({ name }) => name)).not.toContain("exposure");
  expect((await storeOf(page)).claims).toBeUndefined();
});

test.each(["centre", "corner", "side", "full"] as const)(
  "%s works under a strict policy with Trusted Types, moves nothing, and keeps inside 320 px, right to left",
  async (position) => {
    shop.headers = { "content-security-policy": STRICT };
    shop.pages["/"] = { body: BODY, html: 'dir="rtl"' };
    const context = { viewport: { width: 320, height: 640 }, reducedMotion: "reduce" as const };
    const page = await ready({ position, teaser: "Help" }, context);
    await page.evaluate(() => {
      const w = window as unknown as { shifted: number; reports: string[] };
      w.shifted = 0;
      w.reports = [];
      addEventListener("securitypolicyviolation", (event) => w.reports.push(event.violatedDirective));
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) w.shifted += (entry as unknown as { value: number }).value;
      }).observe({ type: "layout-shift", buffered: true });
    });
    await openOn(page);
    const { x, width } = (await dialogOf(page).boundingBox())!;
    expect(x).toBeGreaterThanOrEqual(0);
    expect(x + width).toBeLessThanOrEqual(320);
    const close = (await page.getByRole("button", { name: "Close" }).boundingBox())!;
    // The close is at the inline end, which is the left.
    expect([close.width, close.height, close.x < 160]).toEqual([44, 44, true]);
    const look = await page.evaluate(() => {
      const dialog = document.querySelector("impuls-content")!.shadowRoot!.querySelector("dialog")!;
      const body = dialog.querySelector(".b")!;
      return [getComputedStyle(dialog).animationName, body.scrollWidth <= body.clientWidth];
    });
    expect(look).toEqual(["none", true]);
    await page.getByRole("button", { name: "Close" }).click();
    await page.getByRole("button", { name: "Help", exact: true }).waitFor();
    const { shifted, reports } = await page.evaluate(() => {
      const { shifted, reports } = window as unknown as { shifted: number; reports: string[] };
      return { shifted, reports };
    });
    expect([shifted, reports, shop.complaints]).toEqual([0, [], []]);
  },
);

test("the next route of a single-page shop begins without it, and with the focus where it was", async () => {
  const page = await ready();
  await page.getByText("Ours").focus();
  await openOn(page);
  shop.edge = () => ({});
  await page.evaluate(() => history.pushState(null, "", "/b"));
  await page.locator("impuls-content").waitFor({ state: "detached" });
  expect(await page.evaluate(() => document.activeElement!.textContent)).toBe("Ours");
});

/** A page with help for whoever leaves it, whose clock goes on only as it is told: a busy machine must not make the pointer slow. */
async function leavable() {
  shop.pages["/"] = { body: BODY };
  const trigger = { kind: "exit" as const };
  shop.edge = () => ({ decisions: [aDecision({ placement: "overlay", content: help, trigger })] });
  const context = await shop.visitor();
  await context.clock.install({ time: NOON });
  await context.clock.pauseAt(NOON + 1000);
  const page = await shop.tab("/", context);
  const exit = () => shop.fetched.find((file) => file.startsWith("/exit"));
  for (let ms = 0; ms < 10_000 && !exit(); ms += 100) {
    await context.clock.runFor(100);
    await page.waitForTimeout(20);
  }
  await page.evaluate(`import("${exit()}")`);
  /** The pointer goes to the tabs. */
  const leave = async () => {
    await page.mouse.move(500, 400);
    for (let y = 350; y >= -20; y -= 37) {
      await page.mouse.move(505, y);
      await context.clock.runFor(15);
    }
    await context.clock.runFor(400);
  };
  return { page, context, leave };
}

test("the pointer leaving for the tabs opens it, once somebody has been there for a while, and once", async () => {
  const { page, context, leave } = await leavable();
  await leave();
  expect(await page.locator("impuls-content").count()).toBe(0);
  const isLoaded = () => shop.fetched.some((file) => file.startsWith("/overlay"));
  expect(isLoaded()).toBe(false);
  await context.clock.runFor(16_000);
  // Before it leaves: then there is no time to.
  await expect.poll(isLoaded).toBe(true);
  await leave();
  await dialogOf(page).waitFor();
  await page.keyboard.press("Escape");
  // What the next answer has for the exit is for the next page.
  const content: Content = { form: "bar", blocks: [{ kind: "head", title: "Another one" }] };
  const trigger = { kind: "exit" as const };
  const decision = { placement: "bar", campaign: "another", content, trigger };
  shop.edge = () => ({ decisions: [aDecision(decision)] });
  await say(page, "track", "nudge");
  /** Lets time pass until it is so. */
  const passes = async (isSo: () => unknown) => {
    for (let ms = 0; ms < 20_000 && !(await isSo()); ms += 100) await context.clock.runFor(100);
  };
  await passes(async () => JSON.stringify((await storeOf(page)).decisions).includes("another"));
  const another = page.getByRole("heading", { name: "Another one" });
  await leave();
  await context.clock.runFor(20_000);
  await leave();
  await page.waitForTimeout(300);
  expect(await another.count()).toBe(0);
  await page.evaluate(() => history.pushState(null, "", "/b"));
  await passes(() => shop.counted.filter(({ name }) => name === "page_view").length > 1);
  await context.clock.runFor(20_000);
  await leave();
  await expect.poll(() => another.count()).toBe(1);
});

test("a part that did not come ahead of its time is asked for again when it is due", async () => {
  const { page, context, leave } = await leavable();
  let failures = 0;
  await context.route(/\/overlay-/, (route) => {
    failures++;
    return route.abort();
  });
  await context.clock.runFor(16_000);
  await expect.poll(() => failures).toBeGreaterThan(0);
  await context.unroute(/\/overlay-/);
  await leave();
  await dialogOf(page).waitFor();
});

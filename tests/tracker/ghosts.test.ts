/** Who is held out of a campaign counts where the content would have been seen, by the same rules, and meets nothing of it. */
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import type { Block, Content } from "../../model/content.ts";
import type { WireDecision } from "../../model/sync.ts";
import { EVERY_BLOCK } from "../support/every-block.ts";
import { aDecision, aShop, say, settled, storeOf } from "./shop.ts";

const shop = aShop();
const HEAD: Block = { kind: "head", title: "Where you left off" };
const HOME = `<style>[data-impuls-slot]{min-height:300px}</style>
  <main><p>Before</p><div data-impuls-slot="home"><h2>Ours for all</h2><input aria-label="Search"></div><p>After</p></main>`;

/** One arm's decision: the content itself, or what a ghost is held out of. */
const forArm = (isGhost: boolean, content: Content, given: Partial<WireDecision> = {}) =>
  aDecision({
    placement: content.form === "inline" ? "home" : content.form,
    ...given,
    ...(isGhost ? { ghost: true, held: content } : { content }),
  });
const inline = (...blocks: Block[]): Content => ({ form: "inline", blocks: [HEAD, ...blocks] });
const bar = (...blocks: Block[]): Content => ({ form: "bar", blocks: [HEAD, ...blocks] });
const overlay: Content = { form: "overlay", position: "centre", blocks: [HEAD] };
const ghostOf = (placement: string) => ({ campaign: "recent", variant: "a", placement, ghost: true });

async function exposures(page: Page) {
  await say(page, "track", "flush");
  await shop.event("flush");
  return shop.counted.filter(({ name }) => name === "exposure").map(({ props }) => props);
}
/** The nodes of ours that a visitor could meet by eye, by keys, or by ear. */
const metOn = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll("body *")]
      .flatMap((e) => [e, ...(e.shadowRoot?.querySelectorAll("impuls-content") ?? [])])
      .filter((e) => e.localName === "impuls-content")
      .filter((e) => e.checkVisibility({ checkVisibilityCSS: true }) || e.shadowRoot?.childElementCount)
      .map((e) => e.outerHTML),
  );

const BOTH = [false, true];

test.each(BOTH)("parts that come too late for the slot: no exposure, ghost or not (%s)", async (isGhost) => {
  shop.pages["/"] = { body: HOME };
  shop.pace = 1;
  shop.edge = () => ({ decisions: [forArm(isGhost, inline())] });
  const context = await shop.visitor();
  let isThere = false;
  await context.route(/\/content-/, async (route) => {
    await new Promise((late) => setTimeout(late, 1500));
    await route.continue();
    isThere = true;
  });
  const page = await shop.tab("/", context);
  await settled(page);
  await expect.poll(() => isThere).toBe(true);
  await page.waitForTimeout(300);
  expect(await exposures(page)).toEqual([]);
});

test.each<[string, Content, string?, string?]>([
  ["a products block without products", bar({ kind: "products", source: "viewed", limit: 4 })],
  ["popular products of a shop that has none", bar({ kind: "products", source: "popular", limit: 4 })],
  [
    "a bar that leads to this page",
    bar({ kind: "actions", items: [{ label: "Cart", href: "/basket/" }] }),
    "/basket/",
  ],
  [
    "content taller than what its slot has reserved",
    inline(...Array.from({ length: 6 }, (): Block => ({ kind: "text", text: "Line" }))),
    "/",
    HOME.replace("300px", "50px"),
  ],
  [
    "an overlay over somebody who is writing",
    overlay,
    "/",
    `${HOME}<script>document.querySelector("input").focus()</script>`,
  ],
])("%s: a ghost is not exposed either, and spends nothing", async (_, content, path = "/", body = HOME) => {
  shop.pages[path] = { body };
  shop.edge = () => ({
    decisions: [forArm(true, content, { claimMs: content.form === "inline" ? 0 : 60_000 })],
  });
  const page = await shop.tab(path);
  await settled(page);
  await shop.until(() => shop.fetched.some((file) => file.startsWith("/content-")));
  await page.waitForTimeout(300);
  expect(await exposures(page)).toEqual([]);
  expect((await storeOf(page)).claims).toBeUndefined();
});

test.each([bar(EVERY_BLOCK.image), { ...overlay, blocks: [HEAD, EVERY_BLOCK.image] }])(
  "what floats is exposed and claims as a real one does, and is never on the page: $form",
  async (content) => {
    shop.pages["/"] = { body: HOME };
    shop.edge = () => ({ decisions: [forArm(true, content, { claimMs: 60_000 })] });
    const context = await shop.visitor();
    const pictures: string[] = [];
    context.on("request", (request) => request.url().endsWith(".svg") && pictures.push(request.url()));
    await context.addInitScript(() => {
      const w = window as unknown as { added: string[] };
      w.added = [];
      new MutationObserver((list) => {
        for (const { addedNodes } of list) for (const { nodeName } of addedNodes) w.added.push(nodeName);
      }).observe(document, { childList: true, subtree: true });
    });
    const page = await shop.tab("/", context);
    await settled(page);
    await expect.poll(async () => JSON.stringify(await storeOf(page))).toContain("exposure");
    expect(await exposures(page)).toEqual([ghostOf(content.form)]);
    expect((await storeOf(page)).claims).toMatchObject({
      [content.form === "bar" ? "recent" : ""]: expect.any(Number),
    });
    expect(await page.evaluate(() => document.activeElement!.nodeName)).toBe("BODY");
    expect(await page.evaluate(() => (window as unknown as { added: string[] }).added)).not.toContain(
      "IMPULS-CONTENT",
    );
    expect(pictures).toEqual([]);
  },
);

test("a ghost in a slot is exposed, and its slot is as if nothing had been", async () => {
  const style = "<style>main{width:240px}h2{animation:in 60s}@keyframes in{0%{opacity:.5}}</style>";
  shop.pages["/"] = { body: style + HOME };
  const [decided, decide] = gate();
  shop.edge = () => ({ after: decided, decisions: [forArm(true, inline(EVERY_BLOCK.image))] });
  const context = await shop.visitor();
  const pictures: string[] = [];
  context.on("request", (request) => request.url().endsWith(".svg") && pictures.push(request.url()));
  const page = await shop.tab("/", context);
  await page.getByLabel("Search").focus();
  await page.evaluate(() => {
    const w = window as unknown as { seen: string[] };
    w.seen = [];
    const note = (what: string) => w.seen.push(what);
    new PerformanceObserver(() => note("shift")).observe({ type: "layout-shift" });
    new MutationObserver(() => note("mutation")).observe(document.querySelector("main")!, {
      childList: true,
      subtree: true,
      attributes: true,
    });
    for (const kind of ["blur", "focus"]) document.addEventListener(kind, () => note(kind), true);
  });
  const boxes = () =>
    page.evaluate(() =>
      [...document.querySelectorAll("main, main *")].map((e) => JSON.stringify(e.getBoundingClientRect())),
    );
  const before = [await boxes(), await page.evaluate(() => document.documentElement.scrollHeight)];
  /** Since when the heading has been moving, s. */
  const movingSince = () =>
    page.evaluate(() => {
      const [one] = document.querySelector("h2")!.getAnimations();
      return ((document.timeline.currentTime as number) - (one!.currentTime as number)) / 1000;
    });
  const begun = await movingSince();
  decide();
  await settled(page);
  await expect.poll(async () => JSON.stringify(await storeOf(page))).toContain("exposure");
  expect([await boxes(), await page.evaluate(() => document.documentElement.scrollHeight)]).toEqual(before);
  expect(await page.getByText("Ours for all").isVisible()).toBe(true);
  await page.keyboard.type("lamp");
  expect(await page.getByLabel("Search").inputValue()).toBe("lamp");
  expect(await page.evaluate(() => (window as unknown as { seen: string[] }).seen)).toEqual([]);
  // A moment ahead at most, and not anew.
  expect(await movingSince()).toBeLessThanOrEqual(begun);
  expect(await metOn(page)).toEqual([]);
  expect(pictures).toEqual([]);
  expect(await exposures(page)).toEqual([ghostOf("home")]);
});
function gate(): [open: Promise<void>, unlock: () => void] {
  let unlock = () => {};
  const open = new Promise<void>((resolve) => {
    unlock = resolve;
  });
  return [open, unlock];
}

test.each(BOTH)(
  "a slot without a height, below the window: exposed once half of the content is in view (%s)",
  async (isGhost) => {
    shop.pages["/"] = {
      body: '<main><p style="height:1500px;margin:0">Before</p><div data-impuls-slot="home"></div><p style="height:2000px">After</p></main>',
    };
    shop.edge = () => ({ decisions: [forArm(isGhost, inline(EVERY_BLOCK.image))] });
    const page = await shop.tab("/");
    await settled(page);
    const boxOf = () =>
      page.evaluate(() => {
        const root = document.querySelector("[data-impuls-slot]")!.shadowRoot;
        const { top, height } = root?.querySelector("impuls-content")?.getBoundingClientRect() ?? {
          top: 0,
          height: 0,
        };
        return { top: top + scrollY, height };
      });
    await expect.poll(async () => (await boxOf()).height).toBeGreaterThan(100);
    const { top, height } = await boxOf();
    await page.evaluate((y) => scrollTo(0, y), top + height * 0.4 - 700);
    await page.waitForTimeout(300);
    expect(await exposures(page)).toEqual([]);
    await page.evaluate((y) => scrollTo(0, y), top + height * 0.6 - 700);
    await expect.poll(async () => JSON.stringify(await storeOf(page))).toContain("exposure");
  },
);

test("held out of the question for notifications, nothing is told of the browser, and no service worker made", async () => {
  const asking: Content = { form: "overlay", position: "corner", blocks: [HEAD, EVERY_BLOCK.push] };
  shop.edge = () => ({ decisions: [forArm(true, asking)] });
  const page = await shop.tab("/", await shop.visitor({ serviceWorkers: "allow", permissions: [] }));
  await settled(page);
  await shop.until(() => shop.fetched.some((file) => file.startsWith("/push-")));
  await page.waitForTimeout(300);
  await exposures(page);
  expect(shop.counted.map(({ name }) => name)).not.toContain("push_permission");
  expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0);
  expect(shop.fetched).not.toContain("/v1/push/key");
});

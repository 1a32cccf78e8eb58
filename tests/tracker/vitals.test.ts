import type { BrowserContext, Page } from "playwright-core";
import { expect, test } from "vitest";
import { aDecision, aShop, CONSENTED, say, settled, storeOf } from "./shop.ts";

const shop = aShop();
const HOME =
  '<style>[data-impuls-slot]{min-height:300px}</style><div data-impuls-slot="home">Ours for all</div>' +
  '<button>Slow</button><p id="late"></p><p>Below</p><a href="/next">On</a>';
/** A button that takes its time, and a line that comes late and moves the rest. */
const HOME_SCRIPT = `
document.querySelector("button").onclick = () => { const end = Date.now() + 250; while (Date.now() < end); };
setTimeout(() => { document.querySelector("#late").style.height = "300px"; }, 100);`;

/** A visitor whose page clock is the real one: vitals are times. */
async function aVisitor(): Promise<BrowserContext> {
  shop.pace = 1;
  shop.pages["/"] = { body: `${HOME}<script src="/home.js"></script>`, html: 'data-impuls-page="home"' };
  shop.pages["/home.js"] = { body: HOME_SCRIPT };
  return shop.visitor();
}

const vitals = () => shop.counted.filter(({ name }) => name === "web_vital").map(({ props }) => props);
const named = (metric: string) => vitals().find((props) => props.metric === metric);
const isLoaded = () => shop.fetched.some((file) => file.startsWith("/vitals-"));

/** Waits until the vitals part has heard of the page, with a frame after it. */
async function watched(page: Page): Promise<void> {
  await expect.poll(isLoaded).toBe(true);
  await page.evaluate(
    () =>
      new Promise<void>((resolve) =>
        requestAnimationFrame(() => requestAnimationFrame(() => requestIdleCallback(() => resolve()))),
      ),
  );
}

test("a real shift, a slow answer and the largest paint are told when the page is left, with no request of their own", async () => {
  const page = await shop.tab("/", await aVisitor());
  await settled(page);
  await watched(page);
  await expect.poll(() => page.locator("#late").evaluate((late) => late.clientHeight)).toBe(300);
  await page.getByRole("button").click();
  await watched(page);
  const before = shop.requests.length;
  // A page that answers at once, as none does over a network, would overtake the write. The page being left cannot be
  // asked any more: another one of the same origin, without the tag, looks into the store.
  const onlooker = await shop.tab("/home.js", page.context());
  await page.bringToFront();
  await page.route("**/next", async (route) => {
    await expect.poll(async () => JSON.stringify(await storeOf(onlooker))).toContain("web_vital");
    await route.continue();
  });
  await page.getByText("On").click();
  await shop.event("page_view", 2);
  await settled(page);
  expect(shop.requests.length).toBe(before + 1);
  expect(
    vitals()
      .map(({ metric }) => metric)
      .sort(),
  ).toEqual(["CLS", "INP", "LCP"]);
  expect(named("CLS")!.value).toBeGreaterThan(0.01);
  expect(named("INP")!.value).toBeGreaterThanOrEqual(240);
  expect(named("LCP")!.value).toBeGreaterThan(0);
  expect(vitals().every(({ kind }) => kind === "home")).toBe(true);
});

test("a page view's vitals name what it showed, and what it was held out of", async () => {
  const held = { form: "bar" as const, blocks: [{ kind: "head" as const, title: "Free delivery" }] };
  const ghost = aDecision({ placement: "bar", campaign: "held", ghost: true, held });
  shop.edge = () => ({ decisions: [aDecision(), ghost] });
  const page = await shop.tab("/", await aVisitor());
  await settled(page);
  await watched(page);
  await expect.poll(async () => JSON.stringify(await storeOf(page)).match(/"exposure"/g)?.length).toBe(2);
  await page.getByText("On").click();
  const { props } = await shop.event("web_vital");
  expect(props.exposures).toEqual(
    expect.arrayContaining([
      { campaign: "recent", variant: "a", placement: "home" },
      { campaign: "held", variant: "a", placement: "bar", ghost: true },
    ]),
  );
});

test("a page view is measured once, however often it is hidden", async () => {
  const page = await shop.tab("/", await aVisitor());
  await settled(page);
  await watched(page);
  const hide = (state: string) =>
    page.evaluate((now) => {
      Object.defineProperty(document, "visibilityState", { value: now, configurable: true });
      document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
    }, state);
  await hide("hidden");
  await shop.event("web_vital");
  await hide("visible");
  await page.getByRole("button").click();
  await watched(page);
  await hide("hidden");
  await say(page, "track", "flush");
  await shop.event("flush");
  const told = vitals().map(({ metric }) => metric);
  expect(told.filter((metric) => metric === "CLS")).toHaveLength(1);
  expect(told.filter((metric) => metric === "LCP")).toHaveLength(1);
});

test("without consent to measure nothing is measured, even where content may be chosen", async () => {
  shop.tag = {};
  const page = await shop.tab("/", await aVisitor());
  await page.waitForFunction(() => "impuls" in window);
  await say(page, "consent", { personalise: true });
  await settled(page);
  await page.evaluate(() => new Promise<void>((resolve) => requestIdleCallback(() => resolve())));
  await page.getByText("On").click();
  await shop.event("page_view", 2);
  await settled(page);
  expect([isLoaded(), vitals()]).toEqual([false, []]);
});

test("a consent taken back before the page is left takes its vitals along", async () => {
  const page = await shop.tab("/", await aVisitor());
  await settled(page);
  await watched(page);
  await say(page, "consent", { personalise: true });
  shop.tag = { ...CONSENTED };
  await page.getByText("On").click();
  await shop.event("page_view", 2);
  await settled(page);
  expect(vitals()).toEqual([]);
});

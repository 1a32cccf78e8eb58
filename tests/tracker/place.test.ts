import type { BrowserContext, Page } from "playwright-core";
import { expect, test } from "vitest";
import type { Place } from "../../model/campaign.ts";
import { aDecision, aShop, say, settled } from "./shop.ts";

const shop = aShop();
const OURS = "Where you left off";
/** A column with room at its end, beside one that has none, and a page that goes on below the window. */
const PAGE = `<style>body{margin:0}main{display:flex;gap:20px}#side{min-height:400px;flex:1}#text{flex:1}</style>
  <main><div id="side"><p id="price">19.90</p></div><div id="text"><p id="first">First</p><p id="second">Second</p></div></main>
  <section style="height:900px"></section><p id="far">Far below</p><p id="farther">Farther</p>`;
const reservePx = { phone: 120, wide: 100 };
const at = (selector: string, where: Place["where"], more: Partial<Place> = {}): Place => ({
  selector,
  where,
  reservePx,
  ...more,
});

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

/** A visitor for whom content in this place has been decided. */
async function opened(place: Place, given: Parameters<typeof aDecision>[0] = {}, body = PAGE) {
  shop.pages["/"] = { body };
  shop.edge = () => ({ decisions: [aDecision({ placement: "by-price", place, ...given })] });
  const context = await shop.visitor();
  await watchShifts(context);
  return shop.tab("/", context);
}
const boxOf = (page: Page) =>
  page.evaluate(() => {
    const host = document.querySelector("impuls-content");
    return host && { above: host.previousElementSibling?.id, below: host.nextElementSibling?.id };
  });
const exposed = async (page: Page) => {
  await say(page, "track", "flush");
  await shop.event("flush");
  return shop.counted.filter(({ name }) => name === "exposure").map(({ props }) => props);
};
/** What the page holds, without the tag and what is ours. */
const bodyOf = (page: Page) => page.evaluate(() => document.body.innerHTML);

test.each([
  ["after what is in view, where a column has room", at("#price", "after"), { above: "price" }],
  ["before what is below the window", at("#far", "before"), { below: "far" }],
  ["after what is below the window", at("#far", "after"), { above: "far", below: "farther" }],
])("content stands %s, without a shift", async (_, place, beside) => {
  const page = await opened(place);
  await page.getByText(OURS).waitFor({ state: "attached" });
  expect(await boxOf(page)).toMatchObject(beside);
  expect(await page.locator("impuls-content").evaluate((e) => e.getBoundingClientRect().height)).toBe(100);
  expect(await shiftsOf(page)).toBe(0);
  expect(shop.complaints).toEqual([]);
});

test("instead of an element it has that element's height and margins, and the element comes back", async () => {
  const body =
    '<style>#ad{height:240px;margin:30px 10px;display:flex!important}</style><p>Above</p><div id="ad" style="color:red">Theirs</div><p>Below</p>';
  const page = await opened(at("#ad", "replace"), {}, body);
  await page.getByText(OURS).waitFor();
  expect(await page.getByText("Theirs").isVisible()).toBe(false);
  expect(await shiftsOf(page)).toBe(0);
  expect(await exposed(page)).toEqual([{ campaign: "recent", variant: "a", placement: "by-price" }]);
  await say(page, "consent", {});
  await page.getByText("Theirs").waitFor();
  expect(await page.locator("impuls-content").count()).toBe(0);
  expect(await page.locator("#ad").getAttribute("style")).toBe("color: red;");
});

const closing = { kind: "actions" as const, items: [{ label: "No, thank you" }] };
const closable = { form: "inline" as const, blocks: [{ kind: "head" as const, title: OURS }, closing] };
const AD = '<style>#ad{height:240px}</style><p>Above</p><div id="ad">Theirs</div>';

test.each(["after", "replace"] as const)("it can be closed, and nothing of it is left: %s", async (where) => {
  const page = await opened(at("#ad", where), { content: closable }, AD);
  await page.getByRole("button", { name: "No, thank you" }).click();
  await page.locator("impuls-content").waitFor({ state: "detached" });
  expect(await page.getByText("Theirs").isVisible()).toBe(true);
  await shop.event("content_close");
});

test("it goes at its campaign's end, and the element it stood for comes back", async () => {
  const ends = { at: 0, inMs: 2500 };
  const page = await opened(at("#ad", "replace"), { forMs: 2500, ends }, AD);
  await page.getByText(OURS).waitFor();
  await page.getByText("Theirs").waitFor();
  expect(await page.locator("impuls-content").count()).toBe(0);
});

test("beside a component of the shop it comes and goes, and the component is left whole", async () => {
  const component = "document.querySelector('#box').attachShadow({ mode: 'open' }).append('49.00 EUR')";
  const body = `<p>Above</p><div id="box"></div><script>${component}</script>`;
  const page = await opened(at("#box", "after"), { content: closable }, body);
  await page.getByRole("button", { name: "No, thank you" }).click();
  await page.locator("impuls-content").waitFor({ state: "detached" });
  expect(await page.locator("#box").evaluate((box) => box.shadowRoot!.textContent)).toBe("49.00 EUR");
});

test("a phone has its own height", async () => {
  shop.pages["/"] = { body: PAGE };
  shop.edge = () => ({ decisions: [aDecision({ placement: "by-price", place: at("#price", "after") })] });
  const page = await shop.tab("/", await shop.visitor({ viewport: { width: 390, height: 700 } }));
  await page.getByText(OURS).waitFor();
  expect(await page.locator("impuls-content").evaluate((e) => e.getBoundingClientRect().height)).toBe(120);
});

test.each([
  ["before what is in view", at("#first", "before")],
  ["between two lines in view", at("#first", "after")],
  ["instead of what is lower than its content", at("#first", "replace")],
])("what would move anything in view is not shown, and the page is as it was: %s", async (_, place) => {
  const page = await opened(place);
  const before = await bodyOf(page);
  await settled(page);
  expect(await exposed(page)).toEqual([]);
  expect(shop.fetched.some((path) => path.startsWith("/place-"))).toBe(true);
  expect(await bodyOf(page)).toBe(before);
  expect(await shiftsOf(page)).toBe(0);
});

test.each(["#nowhere", "p[", "::before"])(
  "a selector that finds nothing shows nothing and throws nothing: %s",
  async (selector) => {
    const page = await opened(at(selector, "after"));
    await settled(page);
    expect(await exposed(page)).toEqual([]);
    expect(await page.locator("impuls-content").count()).toBe(0);
    expect(shop.complaints).toEqual([]);
  },
);

test("an element that comes later is waited for", async () => {
  shop.pace = 0.01;
  const page = await opened(at("#late", "after"));
  await settled(page);
  await page.evaluate(() => {
    const late = Object.assign(document.createElement("p"), { id: "late", textContent: "Late" });
    document.querySelector("#price")!.after(late);
  });
  await page.getByText(OURS).waitFor();
  expect(await boxOf(page)).toMatchObject({ above: "late" });
  expect(await shiftsOf(page)).toBe(0);
});

test("one that would have been paused by the newer answer is not drawn from the last decisions", async () => {
  const page = await opened(at("#late", "after"), {}, `${PAGE}<p id="late"></p>`);
  await page.getByText(OURS).waitFor({ state: "attached" });
  await settled(page);
  shop.edge = () => ({});
  shop.pages["/b"] = { body: PAGE };
  await page.goto(`${shop.url}/b`);
  await settled(page);
  await page.evaluate(() => {
    const late = Object.assign(document.createElement("p"), { id: "late" });
    document.querySelector("#price")!.after(late);
  });
  await say(page, "track", "flush");
  await shop.event("flush");
  expect(await page.locator("impuls-content").count()).toBe(0);
});

test.each([
  ["after", at("#price", "after")],
  ["replace", at("#side", "replace")],
])("a ghost takes no room, and is exposed where the content would be in view: %s", async (_, place) => {
  const page = await opened(place, { ghost: true });
  const before = await page.locator("main").boundingBox();
  await settled(page);
  await expect.poll(() => exposed(page)).toMatchObject([{ campaign: "recent", ghost: true }]);
  expect(await page.locator("main").boundingBox()).toEqual(before);
  expect(await page.getByText("19.90").isVisible()).toBe(true);
  expect(await shiftsOf(page)).toBe(0);
});

test("a ghost that would not have been shown is not exposed", async () => {
  const page = await opened(at("#first", "after"), { ghost: true });
  await settled(page);
  expect(await exposed(page)).toEqual([]);
});

test("it works under a strict policy with Trusted Types", async () => {
  shop.headers = {
    "content-security-policy":
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; require-trusted-types-for 'script'",
  };
  // Its one style attribute is refused, so the page is plainer; ours is not an attribute.
  shop.pages["/"] = { body: "<p id='a'>A</p>" };
  shop.edge = () => ({
    decisions: [aDecision({ placement: "p", place: at("#a", "replace", { reservePx }) })],
  });
  const context = await shop.visitor();
  await watchShifts(context);
  const page = await shop.tab("/", context);
  await page.getByText(OURS).waitFor();
  expect(await page.locator("#a").isVisible()).toBe(false);
  expect(shop.complaints).toEqual([]);
});

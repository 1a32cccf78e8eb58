import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { aShop, say, storeOf } from "./shop.ts";

const shop = aShop();
const PRODUCT = 'data-impuls-page="product"';
const NOON = Date.UTC(2026, 10, 26, 12);
const firstNames = () => shop.requests[0]?.runs.flatMap(({ events }) => events.map(({ name }) => name));

/** A page whose clock stands still until the commerce part has come, then runs on past the time of the first request. */
async function aPage(html: string, head = "") {
  shop.pages["/lamp"] = { html, head };
  const context = await shop.visitor();
  await context.clock.install({ time: NOON });
  await context.clock.pauseAt(NOON + 1000);
  const page = await shop.tab("/lamp", context);
  await hasCome(page, "commerce");
  await context.clock.runFor(60);
  return { page, clock: context.clock };
}
async function hasCome(page: Page, part: string) {
  const file = () => shop.fetched.find((path) => path.startsWith(`/${part}-`));
  await expect.poll(file).toBeTruthy();
  await page.evaluate(`import("${file()}")`);
}
/** What would have been sent by now has come. */
const turn = (page: Page) => page.evaluate(() => fetch("/turn.js").then(() => undefined));

test("a product page's first request waits for the product the shop tells", async () => {
  const { page, clock } = await aPage(PRODUCT);
  await turn(page);
  expect(shop.requests).toEqual([]);
  await say(page, "track", "view_item", { item: { id: "lamp" } });
  await clock.runFor(70);
  await shop.event("view_item");
  expect(firstNames()).toEqual(["page_view", "view_item"]);
});

test("and for the moment that the product makes", async () => {
  const { page, clock } = await aPage(PRODUCT);
  // Products of the page so far: with another of their category they are compared.
  for (const id of ["a", "b", "lamp"])
    await say(page, "track", "view_item", { item: { id, category: "lamps" } });
  await expect.poll(async () => JSON.stringify((await storeOf(page)).moments)).toContain("compare");
  await clock.runFor(70);
  await shop.event("micro_moment");
  expect(firstNames()).toEqual(["page_view", "view_item", "view_item", "view_item", "micro_moment"]);
});

test("and for the one its layer tells", async () => {
  const item = '{ event: "view_item", ecommerce: { items: [{ item_id: "lamp" }] } }';
  const { page, clock } = await aPage(PRODUCT, `<script>dataLayer = [${item}]</script>`);
  await hasCome(page, "layer");
  await turn(page);
  expect(shop.requests).toEqual([]);
  await clock.runFor(80);
  await shop.event("view_item");
  expect(firstNames()).toEqual(["page_view", "view_item"]);
});

test("and goes without one that does not come", async () => {
  const { clock } = await aPage(PRODUCT);
  await clock.runFor(200);
  await shop.event("page_view");
  expect(shop.requests).toHaveLength(1);
  await clock.runFor(3000);
  expect(shop.requests).toHaveLength(1);
});

test("another page's first request waits for nothing", async () => {
  const { page } = await aPage('data-impuls-page="home"');
  await shop.event("page_view");
  await say(page, "track", "view_item", { item: { id: "lamp" } });
  expect(firstNames()).toEqual(["page_view"]);
});

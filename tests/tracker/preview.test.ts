import { expect, test } from "vitest";
import type { Content } from "../../model/content.ts";
import { EVERY_BLOCK } from "../support/every-block.ts";
import { withPushService } from "./push-service.ts";
import { aDecision, aShop, settled } from "./shop.ts";

const shop = aShop();

test.each([
  [410, "This preview is over"],
  [403, "not one of this shop"],
  [404, "has been deleted"],
  [500, "could not be loaded"],
])("where a preview's link is no good (%i) the page is as ever, and says why", async (status, words) => {
  const context = await shop.visitor();
  await context.route("**/v1/preview", (route) => route.fulfill({ status, json: {} }));
  const page = await shop.tab("/?impuls-preview=some.token", context);
  const strip = page.locator("impuls-preview section");
  await strip.getByText(words).waitFor();
  await settled(page);
  expect(shop.counted.map(({ name }) => name)).toContain("page_view");
  await strip.getByRole("button", { name: "Close" }).click();
  expect(await page.locator("impuls-preview").count()).toBe(0);
  expect(await page.evaluate(() => window.name)).toBe("");
});

test("nothing of it is loaded where there is no link", async () => {
  const page = await shop.tab("/");
  await settled(page);
  expect(shop.fetched.filter((path) => path.startsWith("/preview-"))).toEqual([]);
});

test("a page that has no place for the draft says so, and draws it where there is one", async () => {
  shop.pages["/p"] = { body: '<div data-impuls-slot="home" style="min-height:300px"></div>' };
  const context = await shop.visitor();
  const preview = { name: "Draft", as: "a new visitor", decisions: [aDecision()], recent: [], cart: null };
  await context.route("**/v1/preview", (route) => route.fulfill({ json: preview }));
  const page = await shop.tab("/?impuls-preview=some.token", context);
  await page.getByText('Not on this page: [data-impuls-slot="home"]').waitFor();
  await page.goto(`${shop.url}/p`);
  await page.getByText("Where you left off").waitFor();
  expect(await page.getByText("Not on this page").count()).toBe(0);
  expect(shop.requests).toEqual([]);
});

test("a preview asks nobody for notifications", async () => {
  const context = await shop.visitor();
  await withPushService(context, "granted");
  const content: Content = {
    form: "overlay",
    blocks: [{ kind: "head", title: "Shall we tell you?" }, EVERY_BLOCK.push],
  };
  const decisions = [aDecision({ placement: "overlay", content })];
  const preview = { name: "Draft", as: "a new visitor", decisions, recent: [], cart: null };
  await context.route("**/v1/preview", (route) => route.fulfill({ json: preview }));
  const page = await shop.tab("/?impuls-preview=some.token", context);
  await page.getByRole("button", { name: "Yes, notify me" }).click();
  await page.getByText("Thank you.").waitFor();
  expect(await page.evaluate(() => localStorage.getItem("asked"))).toBeNull();
  expect(shop.fetched.filter((path) => /v1|sw|subscription/.test(path))).toEqual([]);
  expect(await page.evaluate(() => navigator.serviceWorker.getRegistrations())).toEqual([]);
});

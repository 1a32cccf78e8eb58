import { expect, test } from "vitest";
import { aShop, settled } from "./shop.ts";

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

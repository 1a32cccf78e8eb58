/** Everything by the keyboard: going anywhere, finding anything, and coming back to where one was. */
import { expect, it } from "vitest";
import { demoSegments } from "../../demo/rules.ts";
import type { SegmentList } from "../../model/report.ts";
import type { WebhookList } from "../../model/webhook.ts";
import { axeFaults } from "../support/axe-page.ts";
import { aStory } from "../support/story.ts";

const story = aStory();

it("what is known by name or id is found and opened without the mouse, and stands first the next time", async () => {
  await story.api("POST", "/orders/import?dry=no", {
    orders: [{ id: "PL-10042", placedAt: Date.now() - 86_400_000, valueMinor: 12_900, currency: "EUR" }],
  });
  const page = await story.dashboard();
  await page.keyboard.press("Control+k");
  const field = page.getByRole("combobox", { name: "Search or jump to" });
  await field.waitFor();
  expect(await axeFaults(page)).toEqual([]);

  await page.keyboard.type("0042");
  const option = page.getByRole("option", { name: "PL-10042" });
  await option.waitFor();
  expect(await option.getAttribute("aria-selected")).toBe("true");
  expect(await field.getAttribute("aria-activedescendant")).toBe(await option.getAttribute("id"));
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "PL-10042", level: 1 }).waitFor();
  expect(new URL(page.url()).pathname).toBe("/dashboard/orders/PL-10042");

  await page.keyboard.press("Control+k");
  const first = page.getByRole("option").first();
  await first.getByText("PL-10042").waitFor();

  await page.keyboard.type("cart help");
  await page.getByRole("option", { name: /Help before leaving the cart/ }).waitFor({ state: "detached" });
  await page.keyboard.press("Control+a");
  await page.keyboard.type("leaving cart");
  const campaign = page.getByRole("option", { name: /Help before leaving the cart/ });
  await campaign.waitFor();
  expect(await axeFaults(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await field.waitFor({ state: "detached" });
});

it("the palette does what can be done, and says what it cannot find", async () => {
  const page = await story.dashboard();
  await page.keyboard.press("Control+k");
  await page.keyboard.type("new segm");
  await page.getByRole("option", { name: "New segment" }).waitFor();
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "New segment", level: 1 }).waitFor();

  await page.locator("h1").click();
  await page.keyboard.press("Control+k");
  await page.keyboard.type("switch th");
  await page.getByRole("option", { name: "Switch theme" }).waitFor();
  await page.keyboard.press("Enter");
  await expect.poll(() => page.evaluate(() => document.documentElement.dataset.theme)).toBe("dark");

  await page.keyboard.press("Control+k");
  await page.keyboard.type("nothing of this name");
  await page.getByRole("status").filter({ hasText: "Nothing is called so." }).waitFor();
});

it("single letters walk and open rows, make a new one and go back; in a field they are letters, and they can be switched off", async () => {
  const page = await story.dashboard();
  await page.keyboard.press("g");
  await page.keyboard.press("c");
  await page.getByRole("heading", { name: "Campaigns", level: 1 }).waitFor();
  await page.locator("table.t tbody tr").nth(2).waitFor();
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  const name = await page.locator("table.t tbody tr").nth(1).locator("a.nm").first().textContent();
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: name!, level: 1 }).waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("heading", { name: "Campaigns", level: 1 }).waitFor();

  await page.keyboard.press("/");
  await page.keyboard.type("g?jn");
  expect(await page.getByRole("searchbox").inputValue()).toBe("g?jn");
  await page.getByRole("searchbox").fill("");
  await page.locator("h1").click();
  await page.keyboard.press("n");
  await page.getByRole("heading", { name: "New campaign", level: 1 }).waitFor();

  await page.locator("h1").click();
  await page.keyboard.press("?");
  const keys = page.getByRole("dialog", { name: "Keys" });
  await keys.getByText("Next row").waitFor();
  expect(await axeFaults(page)).toEqual([]);
  await keys.getByText("Single letters are keys").click();
  await page.keyboard.press("Escape");
  await page.keyboard.press("g");
  await page.keyboard.press("o");
  expect(new URL(page.url()).pathname).toBe("/dashboard/campaigns/new");
});

it("Back finds the list as it was left: sought, sorted, scrolled, with the focus where it was", async () => {
  for (let i = 0; i < 40; i++)
    await story.api("PUT", `/coupons/pool-${i}`, {
      id: `pool-${i}`,
      name: `Pool ${i}`,
      expiresAt: null,
      validDays: null,
      budget: null,
      needsCustomer: false,
    });
  const page = await story.dashboard();
  await page.goto(`${story.origin}/dashboard/coupons?find=pool&sort=name`);
  const rows = page.locator("table.t tbody tr");
  await rows.nth(39).waitFor();
  expect(await page.getByRole("searchbox").inputValue()).toBe("pool");
  expect(await page.getByRole("columnheader", { name: "Pool" }).getAttribute("aria-sort")).toBe("ascending");
  const link = rows.nth(36).locator("a.nm");
  await link.scrollIntoViewIfNeeded();
  const y = await page.evaluate(() => scrollY);
  expect(y).toBeGreaterThan(200);
  const href = await link.getAttribute("href");
  await link.press("Enter");
  await page.getByRole("heading", { level: 1, name: /^Pool \d/ }).waitFor();
  await expect.poll(() => page.evaluate(() => scrollY)).toBe(0);

  await page.goBack();
  await rows.nth(39).waitFor();
  await expect.poll(() => page.evaluate(() => scrollY)).toBe(y);
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute("href"))).toBe(href);
  expect(await page.getByRole("searchbox").inputValue()).toBe("pool");
});

it("what is not saved is not left unasked", async () => {
  const page = await story.dashboard();
  await page.goto(`${story.origin}/dashboard/coupons/new`);
  await page.getByRole("link", { name: "Campaigns", exact: true }).click();
  await page.getByRole("heading", { name: "Campaigns", level: 1 }).waitFor();

  await page.getByRole("link", { name: "Coupons", exact: true }).click();
  await page.getByRole("link", { name: "New pool" }).click();
  await page.getByRole("textbox", { name: /^Name/ }).fill("Summer");
  await page.getByRole("link", { name: "Campaigns", exact: true }).click();
  const asked = page.getByRole("dialog", { name: "Leave without saving?" });
  await asked.getByRole("button", { name: "Stay" }).click();
  expect(await page.getByRole("textbox", { name: /^Name/ }).inputValue()).toBe("Summer");
  await page.goBack();
  await asked.waitFor();
  await asked.getByRole("button", { name: "Stay" }).click();
  expect(await page.getByRole("textbox", { name: /^Name/ }).inputValue()).toBe("Summer");
  await page.getByRole("link", { name: "Campaigns", exact: true }).click();
  await asked.getByRole("button", { name: "Leave" }).click();
  await page.getByRole("heading", { name: "Campaigns", level: 1 }).waitFor();
});

it("a button pressed twice does what it does once", async () => {
  const page = await story.dashboard();
  await page.goto(`${story.origin}/dashboard/webhooks/new`);
  await page.getByLabel("Address").fill("https://tool.example/hook");
  await page.getByRole("button", { name: "Make webhook" }).dblclick();
  await page.getByRole("dialog").waitFor();
  const { webhooks } = await story.api<WebhookList>("GET", "/webhooks");
  expect(webhooks).toHaveLength(1);
});

it("what is deleted comes back by Undo, as it was", async () => {
  const spare = { ...demoSegments[0]!, id: "spare", name: "Spare" };
  await story.api("PUT", "/segments/spare", spare);
  const kept = async () =>
    (await story.api<SegmentList>("GET", "/segments")).segments.find(({ id }) => id === "spare")?.condition;
  const page = await story.dashboard();
  await page.goto(`${story.origin}/dashboard/segments/spare`);
  await page.locator("summary").filter({ hasText: "Use in" }).click();
  await page.getByRole("button", { name: "Delete this segment" }).click();
  await page.getByRole("heading", { name: "Segments", level: 1 }).waitFor();
  await expect.poll(kept).toBeUndefined();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect.poll(kept).toEqual(spare.condition);
});

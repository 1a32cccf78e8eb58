/** A marketer makes a segment without code and without a mouse, and the very next request is matched by it. */
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import type { VisitorCard } from "../../model/report.ts";
import type { ShopVisit } from "../support/shop-visit.ts";
import { aStory } from "../support/story.ts";

const story = aStory();

/** Keys one after the other, each once what the one before has brought is drawn. */
async function keys(page: Page, ...pressed: string[]): Promise<void> {
  for (const key of pressed) {
    await page.keyboard.press(key);
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn))));
  }
}
async function write(page: Page, text: string, ...then: string[]): Promise<void> {
  await page.keyboard.type(text);
  await keys(page, ...then);
}

async function segmentsOf(visit: ShopVisit): Promise<string[]> {
  const id = (await visit.cardAddress()).split("/").at(-1);
  const { segments } = await story.api<VisitorCard>("GET", `/visitors/${id}`);
  return segments.map(({ name }) => name);
}

/** Some sixty keys and two visitors: on a busy machine more than a minute. */
const PATIENT = { timeout: 240_000 };
const SOON = { timeout: 30_000 };

it(
  "a nested segment with a sequence and a count in so many days, made by keyboard alone, holds the next request of who fits",
  PATIENT,
  async () => {
    const [fits, other] = [await story.visitor(), await story.visitor()];
    for (const visit of [fits, other]) {
      await visit.accept();
      await visit.lookAt("lamp-sowa", "lamp-dzwon");
    }
    await fits.putInCart("lamp-zuraw");
    await other.lookAt("lamp-zuraw");
    for (const visit of [fits, other]) await visit.settled();

    const page = await story.dashboard();
    await keys(page, "g", "s");
    await page.getByRole("link", { name: "New segment" }).first().press("Enter");
    await page.getByLabel("Name").focus();
    await write(page, "Looks, then takes", "Tab", "Tab");
    const count = page.getByRole("complementary", { name: "Who is in" }).locator(".big");

    // At least 2 products in the last 7 days: both.
    await write(page, "products seen", "Enter");
    await write(page, "2", "Tab");
    await write(page, "7", "Escape");
    await expect.poll(() => count.innerText(), SOON).toMatch(/^2\b/);

    // And any of: a product page, then the cart, in one visit; or a city that nobody is in.
    await keys(page, "g");
    await write(page, "in one visit", "Enter");
    await keys(page, "Escape", "a");
    await write(page, "city", "Enter");
    await write(page, "Nowhere at all", "Escape");
    await expect.poll(() => count.innerText(), SOON).toMatch(/^1\b/);

    // And not an order; added behind the first row, and taken back, and done again.
    await keys(page, "ArrowUp", "ArrowUp", "ArrowUp", "x");
    await write(page, "orders", "Enter");
    await write(page, "1", "Escape");
    const rows = page.getByRole("region", { name: "Conditions" }).getByRole("listitem");
    const joins = () => rows.locator("> .join").allInnerTexts();
    expect(await joins()).toEqual(["if", "and not", "and", "if", "or"]);
    await keys(page, "Alt+ArrowUp");
    expect((await joins())[0]).toBe("not");
    await keys(page, "Control+z");
    expect((await joins())[0]).toBe("if");

    await keys(page, "Control+Enter");
    await page.getByRole("heading", { name: "Looks, then takes", level: 1 }).waitFor();
    await page.getByRole("status").getByRole("button", { name: "Publish" }).press("Enter");
    await page.getByRole("dialog").getByRole("button", { name: "Publish" }).press("Enter");
    await page.getByText(/^Published\. Live here within/).waitFor();

    const comesIn = async () => {
      for (const visit of [fits, other]) {
        await visit.lookAt("grinder-ziarno");
        await visit.settled();
      }
      return segmentsOf(fits);
    };
    await expect.poll(comesIn, { timeout: 60_000 }).toContain("Looks, then takes");
    expect(await segmentsOf(other)).not.toContain("Looks, then takes");
  },
);

it("a new segment finds no fault with what was not touched: once one has left a row, or saves, it says what is missing", async () => {
  const page = await story.dashboard();
  await page.goto(`${story.origin}/dashboard/segments/new`);
  const field = page.getByRole("combobox", { name: "What is compared" });
  await field.waitFor();
  const fault = page.locator("#main .msg.bad:visible");
  expect(await fault.count()).toBe(0);
  await field.focus();
  await page.getByLabel("Name").focus();
  await fault.getByText("Choose what is compared.").waitFor();

  await page.reload();
  await field.waitFor();
  expect(await fault.count()).toBe(0);
  await page.getByRole("button", { name: "Save segment" }).first().click();
  await fault.getByText("A segment needs a name, so that campaigns can say it.").waitFor();
  await fault.getByText("Choose what is compared.").waitFor();
});

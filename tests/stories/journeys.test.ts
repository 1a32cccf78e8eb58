/** A marketer makes a journey; a visitor who leaves a cart is seen waiting in it. */
import { it } from "vitest";
import { aStory } from "../support/story.ts";

const story = aStory();

it("is made, put right, published, and shows who waits where and until when", async () => {
  const page = await story.dashboard();
  await page.getByRole("link", { name: "Journeys" }).first().click();
  await page.getByRole("link", { name: "New journey" }).first().click();
  const journey = page.getByRole("list", { name: "The journey" });
  await journey.getByText("3\u00a0hours after the cart was left:").first().waitFor();
  await page.locator("#name").fill("Cart reminder");

  await page.getByRole("button", { name: "Review and publish" }).click();
  await page.getByText("Not saved. Notification: must not be empty.").waitFor();
  await page.getByText("Must not be empty.").first().waitFor();
  await page.locator("#push-1-title").fill("Your choice is still here");
  await page.locator("#push-1-body").fill("It waits for you.");

  // A menu closes when the page scrolls, so the scrolling there comes first, and its event with the second frame.
  const add = journey.getByLabel("Add a step");
  await add.focus();
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  await add.press("Enter");
  await journey.locator("[open] > .menu-list[style]").waitFor();
  await journey.getByRole("button", { name: "Branches by a segment" }).last().press("Enter");
  await page.locator("#if-1-segment").selectOption({ label: "Buyers" });
  await journey.getByText("If the visitor is in “Buyers”").first().waitFor();

  await page.getByRole("button", { name: "Review and publish" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("Cart reminder").waitFor();
  await dialog.getByRole("button", { name: "Publish" }).click();
  await page.getByText("Published", { exact: true }).waitFor();

  const visit = await story.visitor();
  await visit.accept();
  await visit.putInCart("lamp-sowa");
  await visit.emptied();
  // The page reads its counts again every few seconds.
  await journey.getByText("1 waits here").waitFor({ timeout: 20_000 });
  await journey.getByText("1 waits here").click();
  const waiting = page.getByRole("dialog");
  await waiting.getByText("3\u00a0hours after the cart was left").waitFor();
  await waiting.getByRole("link").first().click();
  await page.getByRole("heading", { name: "Journeys" }).waitFor();
  await page.getByRole("link", { name: "Cart reminder" }).waitFor();
});

import { expect, it } from "vitest";
import { aStory } from "../support/story.ts";

const story = aStory();
const LAMPS = ["lamp-sowa", "lamp-zuraw", "lamp-dzwon"] as const;

it("a visitor who leaves a lamp in the cart and comes back finds the lamps under “Where you left off” before the network answers, and nothing shifts", async () => {
  const visit = await story.visitor();
  await visit.takeTime();
  await visit.accept();
  await visit.lookAt(...LAMPS);
  await visit.putInCart("lantern-iskra");
  await visit.leave();

  const letGo = await visit.holdSyncs();
  await visit.open();
  const slot = visit.drawn("home");
  await slot.getByRole("heading", { name: "Where you left off" }).waitFor();
  const names = await slot.getByRole("listitem").locator("span").allTextContents();
  expect(names).toEqual(["Garden lantern Iskra", "Pendant lamp Dzwon", "Desk lamp Żuraw", "Table lamp Sowa"]);
  await slot.getByText("Why am I seeing this?").click();
  await slot.getByText("You looked at these before. The list is kept on this device.").waitFor();

  await letGo();
  await visit.settled();
  expect(await visit.shifted()).toBe(0);
  await slot.getByRole("heading", { name: "Where you left off" }).waitFor();
});

it("the drawer names compare and hesitate with their definitions", async () => {
  const visit = await story.visitor();
  await visit.accept();
  await visit.lookAt(...LAMPS);
  await visit.putInCart("lamp-sowa");
  await visit.open("/demo/cart/");
  await visit.page.getByRole("button", { name: "Take out Table lamp Sowa" }).click();
  await visit.page.getByText("Nothing is in it.").waitFor();
  await visit.page.getByRole("button", { name: "Put back Table lamp Sowa" }).click();
  const drawer = await visit.openDrawer();
  await drawer.getByText("3 products of one category in 10 minutes: Light.").waitFor();
  await drawer
    .getByText("A product put in the cart, taken out, put in again within 5 minutes: Table lamp Sowa.")
    .waitFor();
});

it("the free-delivery bar comes for a cart below the threshold, counts as seen, and once closed stays away in every tab", async () => {
  const visit = await story.visitor();
  await visit.accept();
  await visit.putInCart("lamp-sowa");
  const bar = visit.drawn("bar");
  await bar.getByRole("heading", { name: "€61.00 to free delivery" }).waitFor();
  const before = await story.counted("shown:free-delivery");
  await bar.getByRole("button", { name: "Close" }).click();
  await bar.waitFor({ state: "detached" });
  await visit.settled();

  await expect.poll(() => story.counted("shown:free-delivery"), { timeout: 5000 }).toBe(before + 1);
  await visit.leave();
  await visit.open("/demo/trips/");
  await visit.settled();
  await visit.quiet();
  expect(await visit.drawn("bar").count()).toBe(0);
  // The drawer has what the page's own answer explains; an answer that came before it was there explains nothing.
  const explained = async () => {
    await visit.open("/demo/trips/");
    await visit.settled();
    return (await visit.openDrawer()).innerText();
  };
  await expect.poll(explained, { timeout: 60_000, interval: 500 }).toMatch(/closed by the visitor/);
});

it("nothing is drawn over the checkout, and the drawer says who stands guard there", async () => {
  const visit = await story.visitor();
  await visit.accept();
  await visit.putInCart("lamp-sowa");
  await visit.open("/demo/checkout/");
  await visit.settled();
  await visit.quiet();
  expect(await visit.drawn("bar").count()).toBe(0);
  const drawer = await visit.openDrawer();
  await drawer.getByText(/Checkout guard/).waitFor();
});

it("skipping a day makes the next page view another visit", async () => {
  const visit = await story.visitor();
  await visit.accept();
  const drawer = await visit.openDrawer();
  await Promise.all([
    visit.page.waitForEvent("load"),
    drawer.getByRole("button", { name: "Skip 1 day" }).click(),
  ]);
  await visit.settled();
  await drawer.getByText("Returning").waitFor();
  const dashboard = await story.dashboard(visit);
  await dashboard.goto(await visit.cardAddress());
  await dashboard.getByText(/, 2\svisits\./).waitFor();
});

it("an address that the shop has no page for is answered by the shop, with the way back", async () => {
  const answer = await fetch(`${story.origin}/demo/p/lamp-that-was/`);
  expect(answer.status).toBe(404);
  expect(await answer.text()).toContain('<a href="/demo/">go back to the glade</a>');
});

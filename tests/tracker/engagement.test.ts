import { expect, test } from "vitest";
import { aShop, say, settled, storeOf } from "./shop.ts";

const shop = aShop();
const TALL = '<main style="height:3000px"></main><a href="/b" style="position:fixed;top:0">On</a>';

/** A tab whose clock stands still unless the test moves it. */
async function aTab(path = "/") {
  const context = await shop.visitor();
  await context.clock.install();
  const page = await shop.tab(path, context);
  await page.bringToFront();
  await settled(page);
  return { page, clock: context.clock };
}

test("engaged time and depth are told when the page is left for another one of the site", async () => {
  shop.pages["/"] = { body: TALL };
  const { page, clock } = await aTab();
  await page.mouse.wheel(0, 1500);
  await expect.poll(() => page.evaluate(() => scrollY)).toBe(1500);
  await clock.runFor(12_000);
  await page.getByText("On").click();
  await clock.runFor(500);
  const { props } = await shop.event("user_engagement");
  expect(props).toMatchObject({ path: "/", scrollShare: 0.73 });
  expect(props.engagedMs).toBeGreaterThanOrEqual(11_000);
  expect(props.engagedMs).toBeLessThanOrEqual(14_000);
});

test("a page left open without input stops counting after a minute", async () => {
  const { page, clock } = await aTab();
  await page.mouse.move(20, 20);
  await clock.runFor(240_000);
  await page.goto(`${shop.elsewhere}/away`, { waitUntil: "commit" });
  const { props } = await shop.event("user_engagement");
  expect(props.engagedMs).toBeLessThanOrEqual(62_000);
  expect(props.engagedMs).toBeGreaterThanOrEqual(55_000);
});

test("comparing three products of a category is told as a micro-moment", async () => {
  const { page, clock } = await aTab();
  for (const id of ["crane", "owl", "stork"])
    await say(page, "track", "view_item", {
      item: { id, name: `The ${id}`, category: "lamps", url: `/${id}` },
    });
  await expect.poll(async () => (await storeOf(page)).moments).toMatchObject({ raised: [{}] });
  await clock.runFor(1000);
  expect((await shop.event("micro_moment")).props).toEqual({
    moment: "compare",
    subject: "lamps",
    strength: 0.5,
  });
  expect((await storeOf(page)).recent).toMatchObject([
    { id: "stork", name: "The stork", url: "/stork" },
    { id: "owl" },
    { id: "crane" },
  ]);
});

test("a product in the cart, out and in again is told as hesitation", async () => {
  const { page, clock } = await aTab();
  const cart = (...ids: string[]) =>
    say(page, "cart", { lines: ids.map((id) => ({ id, quantity: 1 })), valueMinor: 0, currency: "EUR" });
  await cart();
  await cart("owl");
  await cart();
  await cart("owl");
  await expect.poll(async () => JSON.stringify((await storeOf(page)).moments)).toContain("hesitate:owl");
  await clock.runFor(1000);
  // Before it come wanting to buy, and the first product in the cart.
  expect((await shop.event("micro_moment", 3)).props).toMatchObject({ moment: "hesitate", subject: "owl" });
});

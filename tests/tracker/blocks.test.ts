/** Blocks that show what the device or the edge alone knows: time left, offers, the visitor's own lists, what is popular. */
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import type { Block, Offer } from "../../model/content.ts";
import { EVERY_BLOCK } from "../support/every-block.ts";
import { aDecision, aShop, say, settled, storeOf } from "./shop.ts";

const shop = aShop();
const HEAD: Block = { kind: "head", title: "Look" };
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** The edge decides for an overlay with these blocks, which ends after so long. */
function decide(blocks: Block[], inMs?: number): void {
  const ends = inMs === undefined ? {} : { ends: { at: Date.UTC(2026, 10, 30, 17), inMs }, forMs: inMs };
  const content = { form: "overlay", position: "corner", blocks: [HEAD, ...blocks] } as const;
  const decision = { placement: "overlay", content, isLasting: false, ...ends };
  shop.edge = () => ({ decisions: [aDecision(decision as never)] });
}
async function shown(blocks: Block[], inMs?: number, html = ""): Promise<Page> {
  shop.pages["/"] = { html };
  decide(blocks, inMs);
  const page = await shop.tab("/", await shop.visitor({ timezoneId: "Europe/Warsaw" }));
  await page.getByRole("heading", { name: "Look" }).waitFor();
  return page;
}
const LAMP = { id: "lamp", name: "Table lamp", url: "/lamp", priceMinor: 8900, currency: "EUR" };

test.each([
  ["", 27 * HOUR + 12 * MINUTE, "1 day3 hours"],
  ["", 3 * HOUR + MINUTE, "3 hours1 minute"],
  ["", 59 * MINUTE - 1000, "59 minutes"],
  ['lang="pl"', 50 * HOUR + MINUTE, "2 dni2 godziny"],
])("what is left is said in its two largest units (%s %i)", async (html, inMs, said) => {
  const page = await shown([EVERY_BLOCK.countdown], inMs, html);
  const timer = page.getByRole("timer", { name: "The offer ends" });
  const text = (await timer.textContent())!.replace(/(\d) /g, "$1 ").replace(/(\p{L})(\d)/gu, "$1$2");
  expect(text).toBe(said);
  expect(await timer.getAttribute("aria-live")).toBeNull();
});

test.each([
  ['lang="en_US"', "Why am I seeing this?", "−PLN 50"],
  ['lang="PL"', "Dlaczego to widzę?", "−50 zł"],
  ['lang="pl_PL"', "Dlaczego to widzę?", "−50 zł"],
  ['lang="en_US.UTF-8"', "Why am I seeing this?", "−PLN 50"],
])("a page of %s has its words, its offer and its countdown", async (html, why, figure) => {
  const offer: Offer = { kind: "amount", amountMinor: 5000, currency: "PLN" };
  const page = await shown([{ ...EVERY_BLOCK.offer, offer }, EVERY_BLOCK.countdown], 2 * HOUR, html);
  await page.getByText(why).waitFor();
  const drawn = await page.locator("impuls-content .figure > b").textContent();
  expect(drawn!.replaceAll("\u00a0", " ")).toBe(figure);
  await page.getByRole("timer").waitFor();
});

test("it counts by the edge's clock on a device that is five hours fast, and says the true date", async () => {
  shop.pages["/"] = { html: 'lang="pl"' };
  decide([EVERY_BLOCK.countdown], 3 * HOUR);
  const context = await shop.visitor({ timezoneId: "Europe/Warsaw" });
  await context.addInitScript(() => {
    const now = Date.now;
    Date.now = () => now() + 5 * 3_600_000;
  });
  const page = await shop.tab("/", context);
  expect(await page.getByRole("timer").textContent()).toMatch(
    /^(3 godziny0 minut|2 godziny\d\d minut\p{L}*)$/u,
  );
  await page.getByText("The offer ends: 30 listopada 2026 18:00").waitFor();
});

test("it goes on minute by minute, and stops once it is gone", async () => {
  decide([EVERY_BLOCK.countdown], 10 * MINUTE + 30_000);
  const context = await shop.visitor();
  await context.addInitScript(() => {
    const w = window as unknown as { waits: (() => void)[]; late: number };
    const [set, now] = [window.setTimeout, Date.now];
    w.waits = [];
    w.late = 0;
    Date.now = () => now() + w.late;
    window.setTimeout = ((then: () => void, ms: number) =>
      ms > 20_000 && ms <= 60_000 ? w.waits.push(then) : set(then, ms)) as typeof setTimeout;
  });
  const page = await shop.tab("/", context);
  const timer = page.getByRole("timer");
  expect(await timer.textContent()).toBe("11 minutes");
  const tick = () =>
    page.evaluate(() => {
      const w = window as unknown as { waits: (() => void)[]; late: number };
      w.late += 60_000;
      for (const then of w.waits.splice(0)) then();
      return w.waits.length;
    });
  expect(await tick()).toBe(1);
  expect(await timer.textContent()).toBe("10 minutes");
  await page.getByRole("button", { name: "Close" }).click();
  await page.locator("impuls-content").waitFor({ state: "detached" });
  expect(await tick()).toBe(0);
});

test("the content goes when the end has come", async () => {
  const page = await shown([EVERY_BLOCK.countdown], 4000);
  await page.locator("impuls-content").waitFor({ state: "detached" });
});

test("a countdown to no end is not shown", async () => {
  decide([EVERY_BLOCK.countdown]);
  const page = await shop.tab();
  await settled(page);
  await expect.poll(() => shop.fetched.some((file) => file.startsWith("/offer"))).toBe(true);
  await say(page, "track", "flush");
  await shop.event("flush");
  expect(await page.locator("impuls-content").count()).toBe(0);
});

test.each<[Offer, string, string]>([
  [{ kind: "percent", percent: 15 }, "−15%", "−15%"],
  [{ kind: "amount", amountMinor: 5000, currency: "PLN" }, "−PLN 50", "−50 zł"],
  [{ kind: "amount", amountMinor: 1250, currency: "EUR" }, "−€12.50", "−12,50 €"],
  [{ kind: "bundle", get: 3, pay: 2 }, "2+1", "2+1"],
  [{ kind: "product_price", priceMinor: 6900, currency: "EUR" }, "€69", "69 €"],
  [{ kind: "complement_price", priceMinor: 900, currency: "JPY" }, "+ ¥900", "+ 900 JPY"],
  [{ kind: "perk", title: "Skip the queue" }, "Skip the queue", "Skip the queue"],
])("the figure of %o is %s, in Polish %s, its conditions in view", async (offer, english, polish) => {
  for (const [html, figure] of [
    ["", english],
    ['lang="pl"', polish],
  ]) {
    const page = await shown([{ ...EVERY_BLOCK.offer, offer }], undefined, html);
    const drawn = await page.locator("impuls-content .figure > b").textContent();
    expect(drawn!.replaceAll("\u00a0", " ")).toBe(figure);
    const conditions = page.getByText("Once per customer, not on gift cards.");
    expect(await conditions.isVisible()).toBe(true);
    expect(await conditions.evaluate((e) => getComputedStyle(e).fontSize)).toBe("13px");
  }
});

test("ways to help are rows of 52 pixels at least, and lead to sound addresses only", async () => {
  const links = [...EVERY_BLOCK.help.links, { label: "Bad", href: "javascript:alert(1)" }];
  const page = await shown([{ kind: "help", links }]);
  const rows = page.locator("impuls-content .l a");
  expect(await rows.allTextContents()).toEqual([
    "Delivery: price and dayfrom €3.90, Tuesday at the latest",
    "Returns",
  ]);
  for (const row of await rows.all())
    expect(await row.evaluate((e: HTMLElement) => e.offsetHeight)).toBeGreaterThanOrEqual(52);
});

test("a picture has its place before it is there, and no address but a sound one", async () => {
  const page = await shown([{ ...EVERY_BLOCK.image, src: "/slow.svg" }]);
  const { width, height } = (await page.getByRole("img", { name: "A table lamp on a desk" }).boundingBox())!;
  expect(width / height).toBeCloseTo(1.5);
  decide([{ ...EVERY_BLOCK.image, src: "data:image/svg+xml,x" }]);
  await page.goto(`${shop.url}/b`);
  await settled(page);
  await say(page, "track", "flush");
  await shop.event("flush");
  expect(await page.locator("impuls-content").count()).toBe(0);
});

test("the wishlist holds what was wished for, newest first, and gives up what is taken off it", async () => {
  const first = await shop.tab();
  await settled(first);
  for (let i = 0; i < 26; i++)
    await say(first, "track", "add_to_wishlist", {
      item: { id: `p${i}`, name: `Product ${i}`, url: `/p${i}` },
    });
  await say(first, "track", "add_to_wishlist", { item: LAMP });
  await say(first, "track", "add_to_wishlist", { item: { id: "p20", name: "Product 20", url: "/p20" } });
  const kept = async () =>
    ((await storeOf(first)).wishlist as { id: string }[] | undefined)?.map(({ id }) => id);
  await expect.poll(async () => (await kept())?.slice(0, 3)).toEqual(["p20", "lamp", "p25"]);
  expect(await kept()).toHaveLength(24);
  decide([{ kind: "wishlist", limit: 3 }]);
  await first.goto(`${shop.url}/list`);
  const links = first.locator("impuls-content .r a");
  await links.first().waitFor();
  expect(await links.allTextContents()).toEqual(["Product 20", "Table lamp€89.00", "Product 25"]);
  expect(await links.nth(1).getAttribute("href")).toBe(`${shop.url}/lamp`);
  await first.getByRole("button", { name: "Take off the list: Table lamp" }).click();
  expect(await links.count()).toBe(2);
  await expect.poll(async () => (await kept())?.includes("lamp")).toBe(false);
  for (const name of ["Product 20", "Product 25"])
    await first.getByRole("button", { name: `Take off the list: ${name}` }).click();
  await first.getByText("Your list is empty.").waitFor();
  await expect.poll(async () => (await kept())?.length).toBe(21);
});

test("what was bought keeps the texts cart and page had for it, and names itself in words", async () => {
  const page = await shop.tab();
  await settled(page);
  await say(page, "track", "view_item", { item: { ...LAMP, url: "/lamp", image: "/lamp.svg" } });
  await expect.poll(async () => ((await storeOf(page)).recent as unknown[])?.length).toBe(1);
  await say(page, "cart", {
    lines: [
      { id: "lamp", quantity: 1, priceMinor: 7900 },
      { id: "can", quantity: 1, name: "Watering can", url: "/can", priceMinor: 3200 },
    ],
    valueMinor: 11_100,
    currency: "EUR",
  });
  await expect.poll(async () => (await storeOf(page)).cart).toBeDefined();
  await say(page, "track", "purchase", {
    orderId: "1",
    valueMinor: 11_100,
    currency: "EUR",
    lines: [
      { id: "lamp", quantity: 1, priceMinor: 7900 },
      { id: "can", quantity: 1 },
      { id: "unheard-of", quantity: 1 },
    ],
  });
  await expect
    .poll(async () => (await storeOf(page)).bought)
    .toMatchObject([
      { id: "lamp", name: "Table lamp", url: "/lamp", image: "/lamp.svg", priceMinor: 7900 },
      { id: "can", name: "Watering can", url: "/can", priceMinor: 3200 },
    ]);
  decide([
    { kind: "products", source: "bought", limit: 4 },
    { kind: "text", text: "How are the {{last_purchased.name|things you bought}}?" },
  ]);
  await page.goto(`${shop.url}/b`);
  await page.getByText("How are the Table lamp?").waitFor();
  expect(await page.locator("impuls-content .p a").allTextContents()).toEqual([
    "Table lamp€79.00",
    "Watering can€32.00",
  ]);
});

test("what is popular is asked for where it is to be drawn, and without the product being looked at", async () => {
  shop.popular = [
    { id: "lamp", name: "Table lamp", url: "/lamp" },
    { id: "can", name: "Watering can", url: "/can" },
  ];
  const page = await shown([{ kind: "products", source: "popular", limit: 4 }]);
  expect(await page.locator("impuls-content .p a").allTextContents()).toEqual(["Table lamp", "Watering can"]);
  await page.goto(`${shop.url}/lamp`);
  await page.getByRole("heading", { name: "Look" }).waitFor();
  expect(await page.locator("impuls-content .p a").allTextContents()).toEqual(["Watering can"]);
  const asked = () => shop.fetched.filter((path) => path.endsWith("/v1/popular")).length;
  const before = asked();
  expect(before).toBe(2);
  decide([EVERY_BLOCK.help]);
  await page.goto(`${shop.url}/c`);
  await page.getByRole("heading", { name: "Look" }).waitFor();
  expect(asked()).toBe(before);
});

test("less of it is a close, without the teaser", async () => {
  const content = { form: "overlay", position: "corner", teaser: "Again", blocks: [HEAD] } as const;
  shop.edge = () => ({ decisions: [aDecision({ placement: "overlay", content: content as never })] });
  const page = await shop.tab();
  await page.getByText("Why am I seeing this?").click();
  await page.getByRole("button", { name: "Show me less of this" }).click();
  await page.locator("impuls-content").waitFor({ state: "detached" });
  expect((await shop.event("content_close")).props).toMatchObject({ campaign: "recent" });
  await expect.poll(async () => (await storeOf(page)).claims).toMatchObject({ recent: expect.any(Number) });
});

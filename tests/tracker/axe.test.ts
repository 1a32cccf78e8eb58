/**
 * Every form with every kind of block, on a light, a dark and a right-to-left shop, on a phone, a small one and a desk:
 * WCAG 2.2 AA and best practice as axe-core knows them, nothing to the side, and all of it under a strict policy.
 */
import axe, { type AxeResults } from "axe-core";
import type { BrowserContext, Page } from "playwright-core";
import { expect, test } from "vitest";
import type { Block, Content } from "../../model/content.ts";
import { EVERY_BLOCK } from "../support/every-block.ts";
import { withPushService } from "./push-service.ts";
import { aDecision, aShop, CONSENTED, say, settled, storeOf } from "./shop.ts";

const shop = aShop();
const STRICT =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; require-trusted-types-for 'script'";
const WIDTHS = [320, 390, 1280];
const ALL = Object.values(EVERY_BLOCK);
/** The bar is one line, with one button. */
const IN_BAR: Block[] = [
  { kind: "head", title: "{{cart.rest|A little}} to free delivery" },
  EVERY_BLOCK.progress,
  { kind: "actions", items: [{ label: "See the cart", href: "/cart", primary: true }] },
];
const FORMS: [string, Omit<Content, "blocks">][] = [
  ["inline", { form: "inline" }],
  ["bar", { form: "bar" }],
  ...(["centre", "corner", "side", "full"] as const).map((position): [string, Omit<Content, "blocks">] => [
    position,
    { form: "overlay", position, teaser: "15% off your first order" },
  ]),
];

const SHOPS = {
  light: { html: "", ground: "#ffffff", text: "#1d2b25", button: "#1f4d3a", on: "#ffffff" },
  dark: { html: "", ground: "#101418", text: "#e8eaed", button: "#7cc4ff", on: "#00233d" },
  "right to left": {
    html: 'dir="rtl"',
    ground: "#f8f5ee",
    text: "#2b1d25",
    button: "#7a1f4d",
    on: "#ffffff",
  },
};

/** A shop's page, and a visitor whose device remembers something of everything. */
async function arrived(
  look: (typeof SHOPS)[keyof typeof SHOPS],
): Promise<{ page: Page; context: BrowserContext }> {
  const { html, ground, text, button, on } = look;
  shop.headers = {
    "content-security-policy": STRICT.replace("style-src 'self'", "style-src 'unsafe-inline'"),
  };
  shop.tag = CONSENTED;
  shop.pages["/"] = {
    html,
    head:
      `<meta name="viewport" content="width=device-width"><style>body{margin:0;background:${ground};color:${text}}` +
      // What is taller than its slot is not shown.
      `main{padding:16px}[data-impuls-slot]{min-height:9000px}button{background:${button};color:${on};padding:12px 20px;border:0;border-radius:8px}</style>`,
    body: '<main><h1>Lamps</h1><p>Words of the shop.</p><button>Buy</button><div data-impuls-slot="home"></div></main>',
  };
  shop.pages["/first"] = shop.pages["/"];
  shop.popular = [
    { id: "can", name: "Watering can", url: "/can", image: "/can.svg", priceMinor: 3200, currency: "EUR" },
    { id: "jug", name: "A jug with quite a long name for a narrow column", url: "/jug" },
  ];
  shop.edge = () => ({});
  // What is still on its way in has another colour.
  const context = await shop.visitor({ reducedMotion: "reduce" });
  await context.addInitScript(() => {
    const w = window as unknown as { reports: string[] };
    w.reports = [];
    addEventListener("securitypolicyviolation", ({ violatedDirective }) => w.reports.push(violatedDirective));
  });
  // Or there would be nothing to ask: a headless browser has denied it.
  await withPushService(context, "granted");
  const page = await shop.tab("/first", context);
  const lamp = {
    id: "lamp",
    name: "Table lamp",
    url: "/lamp",
    image: "/lamp.svg",
    priceMinor: 8900,
    currency: "EUR",
  };
  await say(page, "track", "view_item", { item: lamp });
  await say(page, "track", "add_to_wishlist", { item: lamp });
  await say(page, "track", "add_to_wishlist", { item: { ...lamp, id: "jug", name: "Jug", url: "/jug" } });
  const lines = [{ id: "lamp", quantity: 1 }];
  await say(page, "track", "purchase", { orderId: "1", valueMinor: 8900, currency: "EUR", lines });
  await say(page, "cart", { lines: [{ ...lamp, quantity: 1 }], valueMinor: 4790, currency: "EUR" });
  await settled(page);
  await expect.poll(async () => (await storeOf(page)).bought).toHaveLength(1);
  await expect.poll(async () => (await storeOf(page)).wishlist).toHaveLength(2);
  return { page, context };
}

/** Opens the page with this content on it. */
async function show(page: Page, campaign: string, content: Content): Promise<void> {
  const placement = content.form === "inline" ? "home" : content.form;
  const now = Date.now();
  const ends = { at: now + 100_000_000, inMs: 100_000_000 };
  shop.edge = () => ({ decisions: [aDecision({ placement, campaign, content, ends, isLasting: false })] });
  await page.goto(shop.url);
  await page.locator("impuls-content").waitFor({ state: "attached" });
}

/** What is wrong, in words. */
async function faultsOf(page: Page, where: string): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe.source);
  const { violations } = await page.evaluate(
    () =>
      (window as unknown as { axe: typeof axe }).axe.run(document, {
        runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
        resultTypes: ["violations"],
        preload: false,
      }) as Promise<AxeResults>,
  );
  const sideways = await page.evaluate(() => {
    const slot = document.querySelector("[data-impuls-slot]")!.shadowRoot;
    const host = document.querySelector("impuls-content") ?? slot!.querySelector("impuls-content");
    const root = host!.shadowRoot!;
    const isWider = (e: Element) => e.scrollWidth > e.clientWidth && e.clientWidth > 0;
    // A shelf of products scrolls by itself.
    return [document.documentElement, ...root.querySelectorAll("dialog,.b,.c > :not(.p)")]
      .filter(isWider)
      .map((e) => `${e.tagName}.${e.className}`);
  });
  return [
    ...violations.map(
      ({ id, nodes }) =>
        `${where}: ${id}: ${nodes.map(({ target, failureSummary }) => `${target} ${failureSummary}`)}`,
    ),
    ...sideways.map((e) => `${where}: ${e} goes to the side`),
  ];
}

test.each(Object.entries(SHOPS))("nothing is amiss on a %s shop", { timeout: 120_000 }, async (_, look) => {
  const { page } = await arrived(look);
  const faults: string[] = [];
  for (const [name, form] of FORMS) {
    const blocks = name === "bar" ? IN_BAR : ALL;
    await show(page, name, { ...form, blocks });
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 800 });
      faults.push(...(await faultsOf(page, `${name} at ${width}`)));
    }
    await page.getByText("Why am I seeing this?").click();
    faults.push(...(await faultsOf(page, `${name}, why`)));
    await page.setViewportSize({ width: 320, height: 800 });
    if (name === "corner") {
      await page.getByRole("button", { name: "Close" }).click();
      faults.push(...(await faultsOf(page, "teaser")));
    }
  }
  expect(faults).toEqual([]);
  expect(await page.evaluate(() => (window as unknown as { reports: string[] }).reports)).toEqual([]);
  expect(shop.complaints).toEqual([]);
});

test("with text twice as large nothing goes to the side, and none of it is cut off", {
  timeout: 60_000,
}, async () => {
  const { page, context } = await arrived(SHOPS.light);
  const devtools = await context.newCDPSession(page);
  await devtools.send("Page.setFontSizes", { fontSizes: { standard: 32, fixed: 26 } });
  const faults: string[] = [];
  for (const [name, form] of FORMS) {
    const blocks = name === "bar" ? IN_BAR : ALL;
    await page.setViewportSize({ width: 640, height: 800 });
    await show(page, name, { ...form, blocks });
    const size = await page.locator("impuls-content .f").evaluate((e) => getComputedStyle(e).fontSize);
    expect(size).toBe("32px");
    faults.push(...(await faultsOf(page, name)));
  }
  expect(faults).toEqual([]);
});

import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import type { Block } from "../../model/content.ts";
import { aDecision, aShop, say, settled, storeOf } from "./shop.ts";

const shop = aShop();
const STRICT =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; require-trusted-types-for 'script'";
const head = (title: string): Block => ({ kind: "head", title });

/** The first page of a visitor whose edge has decided for these blocks. */
async function shown(blocks: Block[], form: "inline" | "bar" = "bar", path = "/") {
  const placement = form === "bar" ? "bar" : "home";
  shop.edge = () => ({ decisions: [aDecision({ placement, content: { form, blocks } })] });
  return shop.tab(path);
}

test.each([
  ["a strict policy with Trusted Types", STRICT, ""],
  ["strict-dynamic and a nonce", STRICT.replace("'self'", "'strict-dynamic' 'nonce-abc'"), "abc"],
])("works under %s, without a report or a console error", async (_, policy, nonce) => {
  shop.headers = { "content-security-policy": policy };
  shop.tag = { ...shop.tag, ...(nonce && { nonce }) };
  shop.pages["/"] = { body: '<main><div data-impuls-slot="home"></div></main>' };
  const context = await shop.visitor();
  await context.addInitScript(() => {
    const w = window as unknown as { reports: string[] };
    w.reports = [];
    addEventListener("securitypolicyviolation", (event) => w.reports.push(event.violatedDirective));
  });
  shop.edge = () => ({
    decisions: [
      aDecision({
        placement: "bar",
        content: {
          form: "bar",
          blocks: [head("Free delivery"), { kind: "products", source: "viewed", limit: 3 }],
        },
      }),
    ],
  });
  const page = await shop.tab("/", context);
  await say(page, "track", "view_item", {
    item: { id: "owl", name: "Owl lamp", url: "/owl", image: "/owl.js" },
  });
  await expect.poll(() => settledRecent(page)).toBe(1);
  await page.goto(`${shop.url}/b`);
  await page.getByText("Owl lamp").waitFor();
  expect(await page.evaluate(() => (window as unknown as { reports: string[] }).reports)).toEqual([]);
  expect(shop.complaints).toEqual([]);
});

test("texts are never markup, and addresses never script", async () => {
  const page = await shown([
    head("<img src=x onerror=alert(1)>"),
    { kind: "text", text: "<script>alert(2)</script>" },
    {
      kind: "actions",
      items: [
        { label: "Run", href: "javascript:alert(3)" },
        { label: "Plain", href: "http://elsewhere.example/" },
        { label: "Sound", href: "/sound" },
      ],
    },
  ]);
  const dialogs: string[] = [];
  page.on("dialog", (dialog) => dialogs.push(dialog.message()));
  await page.getByText("<img src=x onerror=alert(1)>").waitFor();
  await page.getByText("<script>alert(2)</script>").waitFor();
  expect(await page.getByText("Run").count()).toBe(0);
  expect(await page.getByText("Plain").count()).toBe(0);
  expect(await page.getByRole("link", { name: "Sound" }).getAttribute("href")).toBe(`${shop.url}/sound`);
  expect(dialogs).toEqual([]);
});

test("what the shop itself says of a product cannot run script either", async () => {
  const first = await shop.tab("/");
  await say(first, "track", "view_item", { item: { id: "a", name: "<b>A</b>", url: "javascript:alert(1)" } });
  await say(first, "track", "view_item", {
    item: { id: "b", name: "<b>B</b>", url: "/b", image: "data:text/html,x" },
  });
  await expect.poll(() => settledRecent(first)).toBe(2);
  shop.edge = () => ({
    decisions: [
      aDecision({
        placement: "bar",
        content: { form: "bar", blocks: [head("Seen"), { kind: "products", source: "viewed", limit: 4 }] },
      }),
    ],
  });
  await first.goto(`${shop.url}/next`);
  await first.getByText("<b>B</b>").waitFor();
  expect(await first.getByText("<b>A</b>").count()).toBe(0);
  expect(await first.locator("impuls-content img").count()).toBe(0);
});
const settledRecent = async (page: Page) => ((await storeOf(page)).recent as unknown[] | undefined)?.length;

test("tokens are filled from the device's own history, amounts in the page's language", async () => {
  const page = await shop.tab("/");
  await say(page, "track", "view_item", { item: { id: "owl", name: "Owl lamp", url: "/owl" } });
  await say(page, "cart", {
    lines: [{ id: "can", quantity: 1, name: "Watering can", priceMinor: 3790 }],
    valueMinor: 3790,
    currency: "EUR",
  });
  await expect.poll(() => settledRecent(page)).toBe(1);
  shop.edge = () => ({
    decisions: [
      aDecision({
        placement: "bar",
        content: {
          form: "bar",
          blocks: [
            head("{{cart.rest|A little}} to free delivery"),
            { kind: "progress", thresholdMinor: 5000, label: "{{cart.value|Something}} of the way" },
            { kind: "text", text: "{{last_viewed.name|x}}, {{cart.first.name|y}}" },
          ],
        },
      }),
    ],
  });
  await page.goto(`${shop.url}/b`);
  await page.getByRole("heading", { name: "€12.10 to free delivery" }).waitFor();
  await page.getByText("Owl lamp, Watering can").waitFor();
  expect(await page.getByRole("progressbar", { name: "€37.90 of the way" }).getAttribute("value")).toBe(
    "3790",
  );
});

test("a token without a value takes its fall-back", async () => {
  const page = await shown([head("Back to {{last_viewed.name|what you looked at}}")]);
  await page.getByRole("heading", { name: "Back to what you looked at" }).waitFor();
});

test("once the threshold is reached the bar says so", async () => {
  const page = await shop.tab("/");
  await say(page, "cart", { lines: [{ id: "can", quantity: 2 }], valueMinor: 7580, currency: "EUR" });
  await settled(page);
  shop.edge = () => ({
    decisions: [
      aDecision({
        placement: "bar",
        content: {
          form: "bar",
          reached: "Delivery is free",
          blocks: [head("{{cart.rest|x}} to go"), { kind: "progress", thresholdMinor: 5000, label: "x" }],
        },
      }),
    ],
  });
  await page.goto(`${shop.url}/b`);
  await page.getByRole("heading", { name: "Delivery is free" }).waitFor();
});

test.each([
  ["told without a currency is in the site’s", undefined, "PLN 12.10 to go", "3790"],
  ["in another currency than the threshold is on no way to it", "EUR", "A little to go", "0"],
])("a cart %s", async (_, currency, headline, value) => {
  const page = await shop.tab("/");
  await say(page, "cart", { lines: [{ id: "can", quantity: 1 }], valueMinor: 3790, currency });
  await settled(page);
  const progress = { kind: "progress" as const, thresholdMinor: 5000, currency: "PLN", label: "On the way" };
  const blocks = [head("{{cart.rest|A little}} to go"), progress];
  shop.edge = () => ({
    decisions: [aDecision({ placement: "bar", content: { form: "bar", currency: "PLN", blocks } })],
  });
  await page.goto(`${shop.url}/b`);
  await page.getByRole("heading", { name: headline }).waitFor();
  expect(await page.getByRole("progressbar").getAttribute("value")).toBe(value);
});

test("a products block without products is not shown, and nothing is counted", async () => {
  const page = await shown([head("Seen"), { kind: "products", source: "viewed", limit: 4 }]);
  await settled(page);
  await expect.poll(() => shop.fetched.some((file) => file.startsWith("/goods"))).toBe(true);
  await say(page, "track", "flush");
  await shop.event("flush");
  expect(await page.locator("impuls-content").count()).toBe(0);
  expect(shop.counted.map(({ name }) => name)).not.toContain("exposure");
});

test("the reason is a line that opens, and a click on a link is told", async () => {
  const page = await shown([
    head("Seen"),
    { kind: "actions", items: [{ label: "On", href: "/on", primary: true }] },
  ]);
  await page.getByText("Why am I seeing this?").click();
  await page.getByText("You looked at it before.").waitFor();
  await page.getByRole("link", { name: "On" }).click();
  expect((await shop.event("content_click")).props).toEqual({
    campaign: "recent",
    variant: "a",
    placement: "bar",
    target: `${shop.url}/on`,
  });
});

test.each(["#000", "#fff", "#777", "rgb(20 60 40)", "#f5e6c8"])(
  "text on a ground of %s is read with a contrast of 4.5 to 1 at least",
  async (ground) => {
    shop.pages["/"] = {
      body: `<main style="color:#888"><button style="background:#3aa;color:#4bb;height:40px">Buy</button></main>`,
      head: `<style>body{background:${ground}}</style>`,
    };
    const page = await shown([
      head("Seen"),
      { kind: "actions", items: [{ label: "On", href: "/on", primary: true }] },
    ]);
    await page.getByRole("heading", { name: "Seen" }).waitFor();
    const pairs = await page.evaluate(() => {
      const root = document.querySelector("impuls-content")!.shadowRoot!;
      const frame = getComputedStyle(root.querySelector(".f")!);
      const go = getComputedStyle(root.querySelector(".go")!);
      const small = getComputedStyle(root.querySelector("details")!);
      const rgb = (colour: string) =>
        colour
          .match(/[\d.]+/g)!
          .slice(0, 3)
          .map(Number);
      return [
        [frame.color, frame.backgroundColor],
        [small.color, frame.backgroundColor],
        [go.color, go.backgroundColor],
      ].map((pair) => pair.map(rgb));
    });
    for (const [text, behind] of pairs) expect(contrast(text!, behind!)).toBeGreaterThanOrEqual(4.5);
  },
);

/** WCAG 2's contrast, written out again so that the tracker's own is not its judge. */
function contrast(a: number[], b: number[]): number {
  const luminance = (colour: number[]) => {
    const [r, g, bl] = colour
      .map((v) => v / 255)
      .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r! + 0.7152 * g! + 0.0722 * bl!;
  };
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high! + 0.05) / (low! + 0.05);
}

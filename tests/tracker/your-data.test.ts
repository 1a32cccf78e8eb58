/** The panel "Your data": before consent, by keyboard, in every look of a shop, and what it asks of the edge. */
import axe, { type AxeResults } from "axe-core";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import type { YourDataRequest } from "../../model/your-data.ts";
import { aShop, CONSENTED, SITE, say, settled, storeOf } from "./shop.ts";

const shop = aShop();
const STRICT =
  "default-src 'none'; script-src 'self'; style-src 'unsafe-inline'; img-src 'self'; connect-src 'self'; require-trusted-types-for 'script'";
const LOOKS: [name: string, html: string, ground: string, text: string, button: string, on: string][] = [
  ["light", 'lang="en"', "#ffffff", "#1d2b25", "#1f4d3a", "#ffffff"],
  ["dark, in Polish", 'lang="pl"', "#101418", "#e8eaed", "#7cc4ff", "#00233d"],
  ["right to left", 'lang="ar" dir="rtl"', "#f8f5ee", "#2b1d25", "#7a1f4d", "#ffffff"],
];

const pageOf = ([, html, ground, text, button, on]: (typeof LOOKS)[number]) => ({
  html,
  head: `<meta name="viewport" content="width=device-width"><style>body{margin:0;background:${ground};color:${text}}main{padding:16px}main button{background:${button};color:${on};padding:12px 20px;border:0;border-radius:8px}</style><script async src="/your-data.js"></script>`,
  body: "<main><h1>Privacy</h1><button>Buy</button><impuls-your-data></impuls-your-data></main>",
});

/** What was asked of /v1/me; answered as the edge would of somebody it knows little of. */
async function withEdge(page: Page, isAway = false): Promise<[path: string, request: YourDataRequest][]> {
  const asked: [string, YourDataRequest][] = [];
  await page.route("**/v1/me/*", (route) => {
    asked.push([new URL(route.request().url()).pathname, route.request().postDataJSON()]);
    if (isAway) return route.abort();
    const kept = { events: [], orders: [], links: [], answers: [], contacts: [], deliveries: [] };
    const empty = { journeys: [], coupons: [], assignments: [], subscription: null };
    const visitor = {
      ...kept,
      ...empty,
      visitor: "v",
      profile: { visits: 3 },
      log: { events: [], before: null },
    };
    return route.fulfill({ json: { about: "", site: SITE, exportedAt: "", visitors: [visitor] } });
  });
  return asked;
}

async function opened(look = LOOKS[0]!, tag: Record<string, string> = CONSENTED, isAway = false) {
  shop.headers = { "content-security-policy": STRICT };
  shop.tag = tag;
  shop.pages["/privacy"] = pageOf(look);
  const context = await shop.visitor({ reducedMotion: "reduce" });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(`uncaught ${error}`));
  const asked = await withEdge(page, isAway);
  await page.goto(`${shop.url}/privacy`);
  const panel = page.locator("impuls-your-data");
  await panel.getByRole("heading", { level: 2 }).waitFor();
  return { context, page, panel, asked, complaints };
}

test("before any consent the panel is there, and nothing is stored or sent for it", async () => {
  const { page, panel, asked, complaints } = await opened(LOOKS[0], {});
  await panel.getByText("You have not said yes to anything").waitFor();
  expect(await panel.getByRole("checkbox", { checked: true }).count()).toBe(0);
  expect(asked).toEqual([]);
  expect(shop.requests).toEqual([]);
  expect(await page.evaluate(() => indexedDB.databases())).toEqual([]);
  expect(complaints).toEqual([]);
});

test("in every look, at 320 px and at a desk, it has no fault that axe knows, and nothing goes to the side", async () => {
  const faults: string[] = [];
  for (const look of LOOKS) {
    const { page, panel, complaints } = await opened(look);
    await panel.getByText("3", { exact: true }).waitFor();
    await panel.getByRole("button").nth(2).click();
    for (const width of [320, 1280]) {
      await page.setViewportSize({ width, height: 900 });
      if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe.source);
      const { violations } = await page.evaluate(
        () =>
          (window as unknown as { axe: typeof axe }).axe.run(document, {
            runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
            resultTypes: ["violations"],
            preload: false,
          }) as Promise<AxeResults>,
      );
      faults.push(
        ...violations.map(({ id, nodes }) => `${look[0]} ${width}: ${id} ${nodes.map(({ html }) => html)}`),
      );
      const over = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      if (over > 0) faults.push(`${look[0]} ${width}: ${over} px to the side`);
    }
    faults.push(...complaints);
  }
  expect(faults).toEqual([]);
});

test("erases by keyboard, with the device's proof, and only after a second yes; the device is empty then", async () => {
  const { page, panel, asked } = await opened();
  await settled(page);
  await say(page, "track", "view_item", { item: { id: "lamp", name: "Table lamp" } });
  await settled(page);
  await panel.getByText("3", { exact: true }).waitFor();
  const { secret, passport } = await storeOf(page);
  await panel.getByRole("button", { name: "Erase everything" }).focus();
  await page.keyboard.press("Enter");
  // The focus is on what keeps everything.
  await page.keyboard.press("Enter");
  expect(asked.filter(([path]) => path.endsWith("erase"))).toEqual([]);
  await page.keyboard.press("Enter");
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Enter");
  await panel.getByText("Erased. This device holds nothing any more").waitFor();
  const [, request] = asked.find(([path]) => path === "/v1/me/erase")!;
  expect(request).toEqual({ site: SITE, secret, passport });
  // Under the policy `assumed` the no itself stays, or the next page would assume a yes.
  expect(Object.keys(await storeOf(page))).toEqual(["consent"]);
});

test("where the edge does not answer nothing is erased, here or there, and the panel says so", async () => {
  const { page, panel } = await opened(LOOKS[0], CONSENTED, true);
  await settled(page);
  await panel.getByRole("button", { name: "Erase everything" }).click();
  await panel.getByRole("button", { name: "Erase for good" }).click();
  await panel.getByText("Nothing was erased: the shop did not answer.").waitFor();
  expect((await storeOf(page)).secret).toBeTruthy();
});

test("taking measuring back erases what was kept; what else is allowed goes on as somebody new", async () => {
  const { page, panel, asked } = await opened();
  await settled(page);
  const { secret } = await storeOf(page);
  await page.reload();
  await panel.getByText("You have said yes to: Measure, Personalise.").waitFor();
  await panel.getByRole("checkbox", { name: /Measure/ }).uncheck();
  await panel.getByRole("button", { name: "Save my choice" }).click();
  await panel.getByText("Erased.").waitFor();
  expect(asked.filter(([path]) => path === "/v1/me/erase")).toHaveLength(1);
  await expect.poll(async () => (await storeOf(page)).secret).toBeTruthy();
  expect((await storeOf(page)).secret).not.toBe(secret);
  expect((await storeOf(page)).consent).toBe(10);
});

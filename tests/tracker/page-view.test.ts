import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { aDecision, aShop, expectTold, say, settled } from "./shop.ts";

const shop = aShop();

test("the first page of a visit is recorded with its title, kind and landing", async () => {
  shop.pages["/lamp"] = { html: 'data-impuls-page="product"' };
  await shop.tab("/lamp?utm_source=letter&utm_medium=email&gclid=x1&q=secret");
  expect(await shop.event("page_view")).toMatchObject({
    n: 0,
    session: 1,
    props: {
      path: "/lamp",
      title: "Page /lamp",
      kind: "product",
      landing: { source: "letter", medium: "email", click: "gclid" },
    },
  });
  expect(JSON.stringify(shop.requests)).not.toContain("secret=");
  expect(JSON.stringify(shop.told)).not.toContain("x1");
});

test("the second page of a visit has no landing and the same visit number", async () => {
  const page = await shop.tab("/");
  await shop.event("page_view");
  await page.goto(`${shop.url}/lamp`);
  const second = await shop.event("page_view", 2);
  expect(second).toMatchObject({ session: 1, props: { path: "/lamp" } });
  expect(second.props).not.toHaveProperty("landing");
});

test("a command given with the page travels in the first sync, after the page view", async () => {
  shop.pages["/lamp"] = {
    head: "<script>window.impuls=function(){(impuls.q=impuls.q||[]).push(arguments)};impuls('track','view_item',{item:{id:'lamp'}})</script>",
  };
  await shop.tab("/lamp");
  await shop.event("view_item");
  expect(shop.requests).toHaveLength(1);
  expect(shop.told.map(({ name, n }) => [name, n])).toEqual([
    ["page_view", 0],
    ["view_item", 1],
  ]);
});

test("a custom event is told as it was given", async () => {
  const page = await shop.tab("/");
  await expectTold(shop, {
    when: () => say(page, "track", "size_guide", { opened: true }),
    told: [{ name: "size_guide", props: { opened: true } }],
  });
});

const routed = (page: Page, method: "pushState" | "replaceState", url: string) =>
  page.evaluate(([name, to]) => history[name as "pushState"](null, "", to), [method, url]);
const withoutNavigation = () => Object.defineProperty(window, "navigation", { value: undefined });

test.each([
  ["by the Navigation API", () => {}],
  ["without it, by a patch of the history", withoutNavigation],
])("a route of a single-page shop counts %s, a place within the page does not", async (_, prepare) => {
  const context = await shop.visitor();
  await context.addInitScript(prepare);
  const page = await shop.tab("/", context);
  await settled(page);
  await expectTold(shop, {
    when: () => routed(page, "pushState", "/lamp"),
    told: [{ name: "page_view", props: { path: "/lamp" } }],
  });
  await routed(page, "replaceState", "/lamp#reviews");
  await routed(page, "replaceState", "/lamp");
  await expectTold(shop, {
    when: () => routed(page, "pushState", "/lamp?size=2"),
    told: [{ name: "page_view", props: { path: "/lamp" } }],
  });
  await expectTold(shop, {
    when: () => page.goBack(),
    told: [{ name: "page_view", props: { path: "/lamp" } }],
  });
  expect(shop.counted.filter(({ name }) => name === "page_view")).toHaveLength(4);
});

test("a page that comes back from the back/forward cache counts again", async () => {
  const page = await shop.tab("/");
  await settled(page);
  await expectTold(shop, {
    when: () => page.evaluate(() => dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }))),
    told: [{ name: "page_view", props: { path: "/" } }],
  });
});

test("a visit ends after half an hour of silence, or with the arrival from another campaign", async () => {
  const context = await shop.visitor();
  await context.clock.install();
  const page = await shop.tab("/?utm_source=letter", context);
  await context.clock.runFor(200);
  await shop.event("page_view");
  const arrivals = [
    { minutes: 20, path: "/b", session: 1 },
    { minutes: 31, path: "/c", session: 2, landing: {} },
    { minutes: 1, path: "/?utm_source=poster", session: 3, landing: { source: "poster" } },
    { minutes: 1, path: "/?utm_source=poster", session: 3 },
  ];
  for (const [i, { minutes, path, ...expected }] of arrivals.entries()) {
    await context.clock.fastForward(minutes * 60_000);
    await page.goto(shop.url + path);
    await context.clock.runFor(500);
    const { session, props } = await shop.event("page_view", i + 2);
    expect({ session, ...("landing" in props && { landing: props.landing }) }).toEqual(expected);
  }
});

test("the referrer of another site is told by its host alone", async () => {
  shop.pages["/from"] = { body: `<a href="${shop.elsewhere}/to">On</a>` };
  shop.headers = { "referrer-policy": "unsafe-url" };
  const page = await shop.tab("/from?secret=1");
  await shop.event("page_view");
  await page.getByText("On").click();
  const second = await shop.event("page_view", 2);
  expect(second.props.landing).toEqual({ referrer: new URL(shop.url).host });
});

test.each([
  ["/index.php?route=checkout/cart", "cart"],
  ["/index.php?controller=order", "checkout"],
  ["/torba/all", "cart"],
  ["/how-to-hang-a-lamp", "article"],
  ["/lamp", undefined],
])("once the address has been read, syncs of %s say the kind %s", async (path, kind) => {
  shop.tag = { ...shop.tag, "data-pages": "product:/p/;cart:/torba" };
  const page = await shop.tab(path);
  await shop.event("page_view");
  await say(page, "track", "later");
  await shop.event("later");
  expect(shop.requests.at(-1)!.page.kind).toBe(kind);
});

test("what was decided before a cart was known as one is not for it, and is decided again", async () => {
  shop.pages["/index.php"] = { body: '<div data-impuls-slot="home" style="height:300px">Ours</div>' };
  shop.edge = ({ page }) => (page.kind ? {} : { decisions: [aDecision()] });
  const context = await shop.visitor();
  // The part that knows carts comes after the first answer.
  await context.route(/\/page-.*\.js/, async (route) => {
    await shop.until(() => shop.requests.length);
    await route.continue();
  });
  const page = await shop.tab("/index.php?route=checkout/cart", context);
  await shop.until(() => shop.requests.length > 1);
  expect(shop.requests.map(({ page: { kind } }) => kind)).toEqual([undefined, "cart"]);
  await say(page, "track", "later");
  await shop.event("later");
  expect(await page.getByText("Ours").isVisible()).toBe(true);
});

import type { BrowserContext, Page } from "playwright-core";
import { expect, test } from "vitest";
import { aShop, say, storeOf } from "./shop.ts";

const shop = aShop();

interface WithLayer {
  dataLayer: unknown[];
}
const lamp = { item_id: "lamp", item_name: "Lamp", price: 49 };
const seen = (id: string) => ({ event: "view_item", ecommerce: { items: [{ item_id: id }] } });
const added = (id: string) => ({
  event: "add_to_cart",
  ecommerce: { currency: "EUR", items: [{ ...lamp, item_id: id }] },
});
const bought = (id: string) => ({
  event: "purchase",
  ecommerce: { transaction_id: id, value: 49, currency: "EUR", items: [lamp] },
});

/** A page whose layer holds these entries, once they have been read. */
async function aPage({
  of,
  path = "/",
  entries = [] as unknown[],
  calls = "",
  body = "",
}: {
  of?: BrowserContext;
  path?: string;
  entries?: unknown[];
  calls?: string;
  body?: string;
} = {}): Promise<Page> {
  shop.pages[path] = {
    head: `<script>
      window.impuls = function () { (impuls.q = impuls.q || []).push(arguments) };
      dataLayer = ${JSON.stringify(entries)};
      ${calls}
    </script>`,
    body,
  };
  const page = await shop.tab(path, of);
  await read(page);
  return page;
}
const read = (page: Page) =>
  page.waitForFunction(() => Object.hasOwn((window as unknown as WithLayer).dataLayer, "push"));
const push = (page: Page, ...entries: unknown[]) =>
  page.evaluate((all) => {
    for (const entry of all) (window as unknown as WithLayer).dataLayer.push(entry);
  }, entries);

/** Properties of the events of this name, once all that was told before is there. */
async function told(page: Page, name: string): Promise<Record<string, unknown>[]> {
  await say(page, "track", "done");
  await shop.event("done", shop.counted.filter((event) => event.name === "done").length + 1);
  return shop.counted.filter((event) => event.name === name).map(({ props }) => props);
}
const itemsOf = async (page: Page, name: string) =>
  (await told(page, name)).map(({ item }) => (item as { id: string }).id);
const cartOf = async (page: Page) =>
  (await storeOf(page)).cart as { lines: { id: string; quantity: number }[] };

test("the shop's own word on the product wins over the layer's", async () => {
  const page = await aPage({
    entries: [seen("16")],
    calls: "impuls('track', 'view_item', { item: { id: 'lamp' } })",
  });
  expect(await itemsOf(page, "view_item")).toEqual(["lamp"]);
});

test("the shop's own word that comes late is no second view of the page, a further one is", async () => {
  const page = await aPage({ entries: [seen("16")] });
  await shop.event("view_item");
  await say(page, "track", "view_item", { item: { id: "lamp" } });
  expect(await itemsOf(page, "view_item")).toEqual(["16"]);
  await say(page, "track", "view_item", { item: { id: "vase" } });
  expect(await itemsOf(page, "view_item")).toEqual(["16", "vase"]);
});

test("the shop's own word that comes before the part that hears whose word it is counts once", async () => {
  const visitor = await shop.visitor();
  let letGo = () => {};
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await visitor.route(/\/commerce-/, async (route) => {
    await held;
    await route.continue();
  });
  shop.pages["/"] = { head: `<script>dataLayer = [${JSON.stringify(seen("16"))}]</script>` };
  const asked = visitor.waitForEvent("request", (request) => /\/commerce-/.test(request.url()));
  const page = await shop.tab("/", visitor);
  await asked;
  // It waits to be written with what may come.
  await say(page, "track", "view_item", { item: { id: "lamp" } });
  letGo();
  await read(page);
  expect(await itemsOf(page, "view_item")).toEqual(["lamp"]);
});

test("a page view has one product, whatever else the layer names on it", async () => {
  const page = await aPage({ entries: [seen("lamp"), seen("lamp"), seen("vase")] });
  await push(page, seen("lamp"));
  expect(await itemsOf(page, "view_item")).toEqual(["lamp"]);
});

test.each([
  ["after the move", ["move", "push"]],
  ["before the move", ["push", "move"]],
])("each route of a single-page shop has its product, pushed %s", async (_, order) => {
  const page = await aPage({ entries: [seen("lamp")] });
  await shop.event("view_item");
  await page.evaluate(
    ([steps, entry]) => {
      for (const step of steps)
        if (step === "move") history.pushState(null, "", "/vase");
        else (window as unknown as WithLayer).dataLayer.push(entry);
    },
    [order, seen("vase")] as const,
  );
  await shop.event("page_view", 2);
  await shop.event("view_item", 2);
  expect(await itemsOf(page, "view_item")).toEqual(["lamp", "vase"]);
  expect(shop.counted.filter(({ name }) => /view/.test(name)).map(({ name }) => name)).toEqual([
    "page_view",
    "view_item",
    "page_view",
    "view_item",
  ]);
});

test("an order is told once, however often its page is loaded, and in whichever tab", async () => {
  const visitor = await shop.visitor();
  const first = await aPage({ of: visitor, entries: [bought("T1"), bought("T1")] });
  await shop.event("purchase");
  await first.reload();
  await read(first);
  const second = await aPage({ of: visitor, entries: [bought("T1"), bought("T2")] });
  await shop.event("purchase", 2);
  expect((await told(second, "purchase")).map(({ orderId }) => orderId)).toEqual(["T1", "T2"]);
});

test("an order the shop tells itself is told once, with a layer beside it and when told again", async () => {
  const own = { orderId: "T1", valueMinor: 4900, lines: [] };
  const page = await aPage({
    entries: [bought("T1")],
    calls: `impuls('track', 'purchase', ${JSON.stringify(own)})`,
  });
  await shop.event("purchase");
  await expect.poll(async () => (await storeOf(page)).orders).toEqual(["purchase T1"]);
  await say(page, "track", "purchase", own);
  expect(await told(page, "purchase")).toHaveLength(1);
});

test("the shop's own word on what the layer has just told is no second order", async () => {
  const page = await aPage();
  await push(page, bought("T1"));
  await say(page, "track", "purchase", { orderId: "T1", valueMinor: 4900, lines: [] });
  await say(page, "track", "purchase", { orderId: "T2", valueMinor: 100, lines: [] });
  expect((await told(page, "purchase")).map(({ orderId }) => orderId)).toEqual(["T1", "T2"]);
});

test("an order may be given back, once", async () => {
  const page = await aPage({ entries: [bought("T1")] });
  const refund = { event: "refund", ecommerce: { transaction_id: "T1", value: 49, currency: "EUR" } };
  await push(page, refund, refund);
  expect(await told(page, "refund")).toEqual([{ orderId: "T1", valueMinor: 4900, currency: "EUR" }]);
});

test("what was put in the cart just before a form is sent is in it on the next page", async () => {
  const page = await aPage({ body: '<form method="get"><button>Buy</button></form>' });
  shop.takesMs = 300;
  await page.evaluate((entry) => {
    (window as unknown as WithLayer).dataLayer.push(entry);
    document.querySelector("form")!.submit();
  }, added("lamp"));
  await shop.event("page_view", 2);
  await read(page);
  expect(await itemsOf(page, "add_to_cart")).toEqual(["lamp"]);
  expect(await told(page, "cart")).toEqual([
    { lines: [{ id: "lamp", quantity: 1, priceMinor: 4900 }], valueMinor: 4900, currency: "EUR" },
  ]);
  expect(await cartOf(page)).toMatchObject({ lines: [{ id: "lamp", quantity: 1 }] });
});

test("a cart that has not changed is not told again", async () => {
  const page = await aPage();
  const whole = { event: "view_cart", ecommerce: { currency: "EUR", items: [lamp] } };
  await push(page, added("lamp"), whole, whole);
  expect(await told(page, "cart")).toHaveLength(1);
});

test("names and pictures of the cart stay on the device", async () => {
  const page = await aPage({
    calls:
      "impuls('track', 'view_item', { item: { id: 'lamp', image: '/crane.jpg', url: '/p/lamp', priceMinor: 4900 } })",
  });
  await expect.poll(async () => (await storeOf(page)).recent).toHaveLength(1);
  await push(page, added("lamp"));
  await told(page, "cart");
  expect((await cartOf(page)).lines).toEqual([
    { id: "lamp", quantity: 1, priceMinor: 4900, name: "Lamp", image: "/crane.jpg", url: "/p/lamp" },
  ]);
  expect(JSON.stringify(await told(page, "cart"))).not.toMatch(/crane|Lamp/);
});

test("a shop that tells its whole cart itself is not added to by the layer", async () => {
  const page = await aPage({
    calls: "impuls('cart', { lines: [{ id: 'lamp', quantity: 1 }], valueMinor: 4900 })",
  });
  await push(page, added("lamp"));
  expect(await told(page, "cart")).toHaveLength(1);
  expect(await itemsOf(page, "add_to_cart")).toEqual(["lamp"]);
});

test("one change of the cart is one event, told by the layer and then by the shop itself", async () => {
  const page = await aPage();
  await push(page, added("lamp"));
  const line = { id: "lamp", quantity: 1, priceMinor: 4900 };
  const cart = { lines: [{ ...line, name: "Lamp of ash" }], valueMinor: 4900, currency: "EUR" };
  await say(page, "cart", cart);
  expect(await told(page, "cart")).toEqual([{ lines: [line], valueMinor: 4900, currency: "EUR" }]);
  expect((await cartOf(page)).lines).toEqual([{ ...line, name: "Lamp of ash" }]);
  await say(page, "cart", { lines: [], valueMinor: 0, currency: "EUR" });
  await say(page, "cart", cart);
  expect(await told(page, "cart")).toHaveLength(3);
});

test("an order told before all else on its page is told once, however often that page is loaded", async () => {
  const own = { orderId: "T1", valueMinor: 4900, lines: [] };
  const page = await aPage({ entries: [], calls: `impuls('track', 'purchase', ${JSON.stringify(own)})` });
  await shop.event("purchase");
  await expect.poll(async () => (await storeOf(page)).orders).toEqual(["purchase T1"]);
  await page.reload();
  await read(page);
  await shop.event("page_view", 2);
  expect(await told(page, "purchase")).toHaveLength(1);
});

test("a product put in the cart in another tab is in it here too", async () => {
  const visitor = await shop.visitor();
  const first = await aPage({ of: visitor, entries: [] });
  const second = await aPage({ of: visitor, path: "/vase" });
  await push(second, added("vase"));
  await shop.event("cart");
  await first.evaluate(() => dispatchEvent(new Event("focus")));
  // A look at the store comes after the one the focus has begun.
  await storeOf(first);
  await push(first, added("lamp"));
  await told(first, "cart");
  expect((await cartOf(first)).lines.map(({ id }) => id)).toEqual(["vase", "lamp"]);
});

test("a form that the browser refuses is told by its field, in a checkout only", async () => {
  const page = await aPage({
    body: '<form><input name="postcode" required><input name="city" required><button>Go</button></form>',
  });
  await page.click("button");
  expect(await told(page, "form_error")).toEqual([]);
  await push(page, added("lamp"), { event: "begin_checkout" });
  await expect.poll(async () => (await storeOf(page)).checkout).toMatchObject({ step: "begin_checkout" });
  await page.click("button");
  expect(await told(page, "form_error")).toEqual([{ field: "postcode" }]);
  await expect.poll(async () => (await storeOf(page)).checkout).toMatchObject({ trouble: "form" });
});

test("delivery that was too dear is a moment, once", async () => {
  const page = await aPage();
  const shipping = { event: "add_shipping_info", ecommerce: { shipping: 24.5, currency: "EUR" } };
  await push(page, added("lamp"), { event: "begin_checkout" }, shipping);
  await expect
    .poll(async () => (await storeOf(page)).checkout)
    .toMatchObject({ step: "add_shipping_info", deliveryShare: 0.5 });
  await push(page, { event: "view_cart" }, { event: "view_cart" });
  const dear = async () =>
    (await told(page, "micro_moment")).filter(({ moment }) => moment === "delivery_cost");
  await expect.poll(dear).toEqual([{ moment: "delivery_cost", strength: 0.5 }]);
});

test("after a no the cart is forgotten, and a later yes begins with none", async () => {
  const page = await aPage();
  await push(page, added("lamp"));
  await told(page, "cart");
  await say(page, "consent", {});
  await push(page, added("vase"));
  await say(page, "consent", { measure: true });
  await shop.event("page_view", 2);
  await told(page, "cart");
  await push(page, added("rug"));
  expect((await told(page, "cart")).at(-1)).toMatchObject({ lines: [{ id: "rug", quantity: 1 }] });
});

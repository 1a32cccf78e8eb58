/** What layer, markup and shop software tell of one page, joined: one product, one cart. */
import { readFile } from "node:fs/promises";
import type { BrowserContext } from "playwright-core";
import { expect, test } from "vitest";
import type { Item } from "../../model/event.ts";
import { aShop, say, storeOf } from "./shop.ts";

const shop = aShop();

const MARKED = {
  "@context": "https://schema.org",
  "@type": "Product",
  sku: "woo-beanie",
  name: "Beanie",
  image: "https://shop.test/beanie.jpg",
  brand: { "@type": "Brand", name: "Polana" },
  offers: {
    "@type": "Offer",
    price: "18.00",
    priceCurrency: "GBP",
    availability: "https://schema.org/InStock",
  },
};
const LAYER = {
  event: "view_item",
  ecommerce: { currency: "GBP", items: [{ item_id: 16, item_name: "Beanie (layer)", price: 17 }] },
};

/** `software`: the body's class, as WooCommerce writes it. */
async function aProductPage({
  of,
  markup = MARKED as object | null,
  layer,
  software = "",
  body = "<h1>Beanie</h1>",
}: {
  of?: BrowserContext;
  markup?: object | null;
  layer?: object;
  software?: string;
  body?: string;
} = {}) {
  shop.pages["/beanie"] = {
    head: [
      markup && `<script type="application/ld+json">${JSON.stringify(markup)}</script>`,
      layer && `<script>dataLayer = [${JSON.stringify(layer)}]</script>`,
      '<link rel="https://api.w.org/" href="/wp-json/">',
    ].join(""),
    // Its class is there before the tag looks for it.
    body: `<script>document.body.className = "${software}"</script>${body}`,
  };
  return shop.tab("/beanie", of);
}

/** The product views that have been told by the time a later event arrives. */
async function views(page: Awaited<ReturnType<typeof aProductPage>>): Promise<Item[]> {
  await shop.event("view_item");
  await say(page, "track", "done");
  await shop.event("done");
  return shop.counted.filter(({ name }) => name === "view_item").map(({ props }) => props.item as Item);
}

const WOO = "single single-product postid-16 woocommerce woocommerce-page";

test("layer and markup are one view: the layer's id, price and name, the markup's id beside it and the rest", async () => {
  expect(await views(await aProductPage({ layer: LAYER }))).toEqual([
    {
      id: "16",
      sku: "woo-beanie",
      name: "Beanie (layer)",
      brand: "Polana",
      priceMinor: 1700,
      currency: "GBP",
      availability: "in_stock",
      image: "https://shop.test/beanie.jpg",
    },
  ]);
});

test("markup alone is a view by its own id", async () => {
  expect(await views(await aProductPage())).toMatchObject([{ id: "woo-beanie", priceMinor: 1800 }]);
});

test("without a layer the shop software's id stands, since its cart carries it", async () => {
  expect(await views(await aProductPage({ software: WOO }))).toMatchObject([
    { id: "16", sku: "woo-beanie", name: "Beanie", priceMinor: 1800 },
  ]);
});

test("without layer and markup the software's id and the heading are a view", async () => {
  const page = await aProductPage({ markup: null, software: WOO });
  expect(await views(page)).toEqual([{ id: "16", name: "Beanie" }]);
});

test("a page about no product has no view", async () => {
  const page = await aProductPage({ markup: { "@type": "WebSite", name: "Shop" } });
  await say(page, "track", "done");
  await shop.event("done");
  await page.waitForTimeout(700);
  await say(page, "track", "later");
  await shop.event("later");
  expect(shop.counted.map(({ name }) => name)).not.toContain("view_item");
});

test("the kind of the page is its markup's, for the edge too", async () => {
  const page = await aProductPage({ markup: { "@type": "CollectionPage", name: "Hats" } });
  await shop.event("page_view");
  await page.waitForTimeout(700);
  await say(page, "track", "later");
  await shop.event("later");
  expect(shop.requests.at(-1)!.page.kind).toBe("listing");
});

test("the cart is the shop's own, whatever the layer adds; bought, it is empty", async () => {
  const { states } = JSON.parse(await readFile("tests/fixtures/shops/woocommerce.json", "utf8"));
  const visitor = await shop.visitor();
  await visitor.addCookies([{ name: "woocommerce_items_in_cart", value: "1", url: shop.url }]);
  await visitor.route("**/wp-json/wc/store/v1/cart", (route) => route.fulfill({ json: states.one }));
  const page = await aProductPage({ of: visitor, software: WOO, layer: { event: "start" } });
  await shop.event("cart");
  const layer = (entry: object) =>
    page.evaluate((pushed) => (window as unknown as { dataLayer: object[] }).dataLayer.push(pushed), entry);
  await layer({ event: "add_to_cart", ecommerce: { items: [{ item_id: "woo-beanie", price: 99 }] } });
  await shop.event("add_to_cart");
  expect((await storeOf(page)).cart).toMatchObject({
    lines: [{ id: "10", quantity: 1, priceMinor: 1799 }],
    valueMinor: 1799,
    currency: "EUR",
  });
  await layer({
    event: "purchase",
    ecommerce: { transaction_id: "7", value: 18, currency: "EUR", items: [] },
  });
  expect((await shop.event("cart", 2)).props).toMatchObject({ lines: [], valueMinor: 0 });
});

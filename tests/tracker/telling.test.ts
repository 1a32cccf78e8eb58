import { describe, expect, test } from "vitest";
import { freeText, idText } from "../../tracker/observe/free-text.ts";
import { layerReader, type Push, type Telling } from "../../tracker/observe/layer/ga4.ts";

/** What a layer of these entries tells; `usual` is the cart's currency. */
function tellingsOf(entries: unknown[], usual?: string): Telling[] {
  const read = layerReader(() => usual);
  return entries.flatMap((entry) => read(entry as Push));
}

/** As `gtag` leaves a call in the layer. */
function gtag(..._: unknown[]): unknown {
  // biome-ignore lint/complexity/noArguments: a layer holds arguments objects, not lists.
  return arguments;
}
const lamp = { item_id: "lamp", price: 49 };
const told = (name: string, ...ids: string[]) => ({
  name,
  ...(ids.length && { goods: ids.map((id) => ({ item: { id } })) }),
});

const pushes: [behaviour: string, entries: unknown[], tellings: object[]][] = [
  [
    "an event in an ecommerce object",
    [{ event: "view_item", ecommerce: { items: [lamp] } }],
    [told("view_item", "lamp")],
  ],
  ["a call of gtag", [gtag("event", "view_item", { items: [lamp] })], [told("view_item", "lamp")]],
  ["the same as a list", [["event", "view_item", { items: [lamp] }]], [told("view_item", "lamp")]],
  ["fields at the root", [{ event: "add_to_cart", items: [lamp] }], [told("add_to_cart", "lamp")]],
  [
    "fields inside eventModel",
    [{ event: "add_to_cart", eventModel: { items: [lamp] } }],
    [told("add_to_cart", "lamp")],
  ],
  [
    "an ecommerce inside a call of gtag",
    [gtag("event", "view_item", { ecommerce: { items: [lamp] } })],
    [told("view_item", "lamp")],
  ],
  [
    "products pushed before their event are its own",
    [{ ecommerce: { items: [lamp] } }, { event: "gtm.dom" }, { event: "view_item" }],
    [told("view_item", "lamp")],
  ],
  [
    "products pushed before their event are used once",
    [{ ecommerce: { items: [lamp] } }, { event: "view_item" }, { event: "view_item" }],
    [told("view_item", "lamp"), { name: "view_item", goods: undefined }],
  ],
  [
    "an event without products does not take those of an earlier event",
    [{ event: "add_to_cart", ecommerce: { items: [lamp] } }, { event: "add_to_cart" }],
    [told("add_to_cart", "lamp"), { name: "add_to_cart", goods: undefined }],
  ],
  [
    "a reset takes back what was pushed before its event",
    [{ ecommerce: { items: [lamp] } }, { ecommerce: null }, { event: "view_item" }],
    [{ name: "view_item", goods: undefined }],
  ],
  [
    "a custom event with an ecommerce object tells nothing, nor does the event after it",
    [{ event: "slider", ecommerce: { items: [lamp] } }, { event: "view_item" }],
    [{ name: "view_item", goods: undefined }],
  ],
  [
    "numbers as ids",
    [{ event: "view_item", ecommerce: { items: [{ item_id: 16 }] } }],
    [told("view_item", "16")],
  ],
  [
    "a name where there is no id",
    [{ event: "view_item", ecommerce: { items: [{ item_name: "Lamp" }] } }],
    [told("view_item", "Lamp")],
  ],
  [
    "a product with neither id nor name is left out",
    [{ event: "view_item", ecommerce: { items: [{ price: 1 }, lamp, {}] } }],
    [told("view_item", "lamp")],
  ],
  [
    "a list of one category is of that category, a mixed one of none",
    [
      {
        event: "view_item_list",
        ecommerce: {
          items: [
            { id: 1, item_category: "Light" },
            { id: 2, item_category: "Light" },
          ],
        },
      },
      {
        event: "view_item_list",
        ecommerce: {
          items: [
            { id: 1, item_category: "Light" },
            { id: 2, item_category: "Beds" },
          ],
        },
      },
    ],
    [{ props: { category: "Light" } }, { props: { category: undefined } }],
  ],
  [
    "a search, by either name",
    [{ event: "search", search_term: "lamp" }, gtag("event", "view_search_results", { search_term: "lamp" })],
    [
      { name: "search", props: { term: "lamp" } },
      { name: "search", props: { term: "lamp" } },
    ],
  ],
  [
    "what delivery costs, with its step",
    [
      {
        event: "add_shipping_info",
        ecommerce: { shipping: "12,50", shipping_tier: "Courier", currency: "PLN" },
      },
    ],
    [{ name: "add_shipping_info", props: { tier: "Courier", costMinor: 1250 } }],
  ],
  [
    "a failed form",
    [{ event: "form_error", field: "postcode" }],
    [{ name: "form_error", props: { field: "postcode" } }],
  ],
  [
    "a refund of an order in Universal Analytics",
    [{ ecommerce: { refund: { actionField: { id: "T1" }, products: [{ id: "lamp", quantity: 1 }] } } }],
    [{ ...told("refund", "lamp"), orderId: "T1" }],
  ],
  [
    "a click in a list in Universal Analytics",
    [{ event: "productClick", ecommerce: { click: { products: [{ id: "lamp" }] } } }],
    [told("select_item", "lamp")],
  ],
  [
    "an order with GA4's fields inside Universal Analytics' action",
    [
      {
        event: "purchase",
        ecommerce: { currency: "PLN", purchase: { transaction_id: "T1", value: 49, items: [lamp] } },
      },
    ],
    [{ ...told("purchase", "lamp"), orderId: "T1", valueMinor: 4900, currency: "PLN" }],
  ],
  [
    "steps of Universal Analytics' checkout after the first",
    [
      {
        event: "checkout",
        ecommerce: { checkout: { actionField: { step: 1 }, products: [{ id: "lamp" }] } },
      },
      { event: "checkout", ecommerce: { checkout: { actionField: { step: "2" } } } },
      {
        event: "checkoutOption",
        ecommerce: { checkout_option: { actionField: { step: 2, option: "Visa" } } },
      },
    ],
    [
      { name: "begin_checkout", isLaterStep: false },
      { name: "begin_checkout", isLaterStep: true },
    ],
  ],
  [
    "a promotion in Universal Analytics tells nothing",
    [{ event: "promotionClick", ecommerce: { promoClick: { promotions: [{ id: "june" }] } } }],
    [],
  ],
  [
    "the cart that GTM4WP puts into the first push",
    [
      {
        pagePostType: "page",
        cartContent: { totals: { total: 18 }, items: [{ item_id: 16, price: 18, quantity: 1 }] },
      },
    ],
    [{ ...told("cart", "16"), valueMinor: 1800 }],
  ],
  [
    "entries that are nobody's tell nothing",
    [
      null,
      undefined,
      5,
      "event",
      () => {},
      [],
      {},
      { event: "gtm.js", "gtm.start": 1 },
      { event: { a: 1 } },
      gtag("js", 1),
      gtag("set", { currency: "EUR" }),
    ],
    [],
  ],
];

describe("a push tells", () => {
  test.each(pushes)("%s", (_, entries, tellings) => {
    expect(tellingsOf(entries)).toMatchObject(tellings);
  });
});

const fields: [behaviour: string, fields: object, item: object][] = [
  [
    "GA4's and the older names mean the same",
    { id: "lamp", name: "Lamp", brand: "Polana", category: "Light", variant: "red" },
    { id: "lamp", name: "Lamp", brand: "Polana", category: "Light", variant: "red" },
  ],
  [
    "the category is the first of GA4's five",
    { id: 1, item_category: "Home", item_category2: "Light", item_category3: "Table lamps" },
    { category: "Home" },
  ],
  ["another id stands beside the first", { item_id: 16, sku: "woo-beanie" }, { id: "16", sku: "woo-beanie" }],
  ["the same id stands once", { item_id: "16", sku: 16 }, { id: "16", sku: undefined }],
  [
    "a price is what is paid, and with the discount the price before",
    { id: 1, price: 8, discount: 2 },
    { priceMinor: 800, listPriceMinor: 1000 },
  ],
  ["a list price is told", { id: 1, price: 8, list_price: "12.00" }, { listPriceMinor: 1200 }],
  ["no discount strikes nothing through", { id: 1, price: 8, discount: 0 }, { listPriceMinor: undefined }],
  [
    "empty texts are none",
    { id: 1, item_brand: "", item_variant: " " },
    { brand: undefined, variant: undefined },
  ],
  [
    "a currency of the product counts",
    { id: 1, price: 1800, currency: "JPY" },
    { priceMinor: 1800, currency: "JPY" },
  ],
  ["a person's address is no name", { id: 1, item_name: "for ada@example.com" }, { name: undefined }],
];
test.each(fields)("%s", (_, item, expected) => {
  const [telling] = tellingsOf([{ event: "view_item", ecommerce: { items: [item] } }]);
  expect(telling!.goods![0]!.item).toMatchObject(expected);
});

test.each([
  ["1", 1],
  ["2.0", 2],
  [3, 3],
  [undefined, 1],
  ["", 1],
  [0, 0],
  ["two", 1],
  [-1, 1],
  [1e9, 10_000],
])("a quantity of %j is %i", (quantity, expected) => {
  const [telling] = tellingsOf([{ event: "add_to_cart", items: [{ id: 1, quantity }] }]);
  expect(telling!.goods![0]!.quantity).toBe(expected);
});

test.each([
  [{ currency: "eur" }, "EUR"],
  [{ currency: "€" }, "EUR"],
  [{ currency: " zł " }, "PLN"],
  [{ currencyCode: "GBP" }, "GBP"],
  [{ items: [{ id: 1, currency: "CZK" }] }, "CZK"],
  [{ items: [{ id: 1, price: "49,00 zł" }] }, "PLN"],
  [{ currency: "$" }, "USD"],
  [{}, "USD"],
])("with a cart in dollars, %j is in %s", (said, currency) => {
  expect(tellingsOf([{ event: "view_cart", ...said }], "USD")[0]!.currency).toBe(currency);
});

test.each([
  [49.9, "EUR", 4990],
  ["49.90", "EUR", 4990],
  ["$1,234.50", "USD", 123_450],
  [1800, "JPY", 1800],
  [1.5, "KWD", 1500],
  [0.1 + 0.2, undefined, 30],
  [8.333, "EUR", 833],
  [-5, "EUR", undefined],
  ["", "EUR", undefined],
  [null, "EUR", undefined],
  ["free", "EUR", undefined],
])("an order of %j in %s is of %s minor units", (value, currency, minor) => {
  expect(tellingsOf([{ event: "purchase", value, currency }])[0]!.valueMinor).toBe(minor);
});

describe("free text", () => {
  test.each([
    "ada@example.com",
    "gift for ada%40example.com",
    "+48 600 100 200",
    "600-100-200",
    "(22) 123 45 67 89",
    "4111 1111 1111 1111",
    "GB29 NWBK 6016 1331 9268 19",
    "44051401359",
    "b5fc85e55755f9e0d030a10ab4429b6b2944855f9a0d60077fe832becbc41d72",
    "B5FC85E55755F9E0D030A10AB4429B6B",
  ])("%s may be a person's, and is left out", (text) => {
    expect(freeText(text, 150)).toBeUndefined();
  });

  test.each([
    "Table lamp Sowa",
    "iPhone 15 Pro 256 GB",
    "SUMMER_SALE",
    "flat_rate:1",
    "Size 36-38 / 40-42",
    "@home",
    "3 x 100 ml",
  ])("%s is a shop's own", (text) => {
    expect(freeText(text, 150)).toBe(text);
  });

  test("is trimmed and cut", () => {
    expect(freeText(" Table lamp ", 5)).toBe("Table");
  });
});

describe("an id", () => {
  test.each(["ada@example.com", "+48 600 100 200", "", {}, null, true, []])("%j is none", (id) => {
    expect(idText(id)).toBeUndefined();
  });

  test.each(["5901234123457", "123-1234567-1234567", "b5fc85e55755f9e0d030a10ab4429b6b", "SKU_12345"])(
    "%s is one, however long the number",
    (id) => {
      expect(idText(id)).toBe(id);
    },
  );
});

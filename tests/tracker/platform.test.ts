import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { aSoftware, expectCart, expectOnly, type Short, toldOf } from "./shop-software.ts";

const shop = aSoftware();

const recorded = (name: string) =>
  JSON.parse(readFileSync(new URL(`../fixtures/shops/${name}.json`, import.meta.url), "utf8"));

/** A request as a theme's script makes it. */
const send = (page: Page, address: string) =>
  page.evaluate((to) => fetch(to, { method: "POST" }).then(() => undefined), address);

describe("WooCommerce", () => {
  const { states } = recorded("woocommerce");
  const CART = "/wp-json/wc/store/v1/cart";
  const FULL = ["woocommerce_items_in_cart=1"];
  const EMPTY: Short = [[], 0];
  const head = `<link rel="https://api.w.org/" href="/wp-json/"><body class="woocommerce-js">`;
  const answer = (state: string, at = CART) => {
    shop.answers[at] = { type: "application/json", body: JSON.stringify(states[state]) };
  };
  const open = async (state: string, { body = head, cookies = FULL } = {}) => {
    answer(state);
    const page = await shop.page("/shop/", body, cookies);
    await shop.start(page, "woocommerce");
    return page;
  };

  test.each<[string, Short]>([
    ["one", [[["10", 1, 1799]], 1799, "EUR"]],
    [
      "added",
      [
        [
          ["10", 3, 1799],
          ["13", 1, 4249],
        ],
        9646,
        "EUR",
      ],
    ],
    [
      "quantity",
      [
        [
          ["10", 3, 1799],
          ["13", 5, 4249],
        ],
        26642,
        "EUR",
      ],
    ],
    [
      "coupon",
      [
        [
          ["10", 3, 1799],
          ["13", 5, 4249],
        ],
        23978,
        "EUR",
      ],
    ],
    [
      "excl",
      [
        [
          ["10", 3, 1463],
          ["13", 5, 3454],
        ],
        19494,
        "EUR",
      ],
    ],
    ["removed", [[["10", 3, 1799]], 5397, "EUR"]],
    ["jpy", [[["10", 3, 18]], 54, "JPY"]],
    ["kwd", [[["10", 3, 17990]], 53970, "KWD"]],
    ["coarse", [[["10", 3, 1800]], 5400, "EUR"]],
  ])("the cart is told as the shop shows it: %s", async (state, cart) => {
    const page = await open(state);
    await expectCart(page, cart);
    await expectOnly(page, [cart]);
  });

  test("names and addresses come with the lines, a name as text, a variation by its own id", async () => {
    answer("added");
    const { body } = shop.answers[CART]!;
    shop.answers[CART]!.body = body.replace('"name":"Hoodie"', '"name":"Tom &amp; Jerry&#8217;s"');
    const page = await shop.page("/shop/", head, FULL);
    await shop.start(page, "woocommerce");
    await expect.poll(() => toldOf(page)).toHaveLength(1);
    expect((await toldOf(page))[0]!.cart.lines[1]).toEqual({
      ...{ id: "13", quantity: 1, priceMinor: 4249, name: "Tom & Jerry’s" },
      url: "http://127.0.0.1:8095/product/hoodie/?attribute_size=M",
    });
  });

  test("an empty cart is told without asking the shop", async () => {
    const page = await open("one", { cookies: [] });
    await expectCart(page, EMPTY);
    await send(page, "/?wc-ajax=get_refreshed_fragments");
    await expect.poll(async () => (await toldOf(page)).length).toBeGreaterThan(1);
    await expectOnly(page, [EMPTY]);
    expect(shop.asked).not.toContain(CART);
  });

  test.each([
    ["classic add", "/?wc-ajax=add_to_cart"],
    ["blocks", "/wp-json/wc/store/v1/batch?_locale=site"],
    ["blocks, older", "/wp-json/wc/store/cart/add-item"],
    ["plain permalinks", "/index.php?rest_route=%2Fwc%2Fstore%2Fv1%2Fbatch&_locale=site"],
  ])("a request that changes the cart is followed by a look at it: %s", async (_, address) => {
    const page = await open("one");
    await expectCart(page, [[["10", 1, 1799]], 1799, "EUR"]);
    answer("removed");
    await send(page, address);
    await expectCart(page, [[["10", 3, 1799]], 5397, "EUR"]);
    expect(shop.asked.filter((asked) => asked === CART)).toHaveLength(2);
  });

  test.each(["added_to_cart", "updated_wc_div"])(
    "what a plug-in changes by a request of its own is seen by the event it triggers: %s",
    async (event) => {
      const jQuery = `<script nonce="x">window.jQuery = (of) => ({ on: (all, then) =>
        all.split(" ").forEach((one) => of.addEventListener(one, () => then(1, 2))) })</script>`;
      const page = await open("one", { body: head + jQuery });
      await expectCart(page, [[["10", 1, 1799]], 1799, "EUR"]);
      answer("removed");
      await page.evaluate((name) => document.body.dispatchEvent(new Event(name)), event);
      await expectCart(page, [[["10", 3, 1799]], 5397, "EUR"]);
    },
  );

  test("requests that leave the cart alone are not followed", async () => {
    const page = await open("one");
    await expectCart(page, [[["10", 1, 1799]], 1799, "EUR"]);
    await send(page, "/wp-json/wc/store/v1/products?page=2");
    await send(page, "/wp-admin/admin-ajax.php");
    answer("removed");
    await send(page, "/?wc-ajax=add_to_cart");
    await expectCart(page, [[["10", 3, 1799]], 5397, "EUR"]);
    expect(shop.asked.filter((asked) => asked === CART)).toHaveLength(2);
  });

  test("the shop is asked where its page says that its interface is", async () => {
    const at = "/index.php?rest_route=/wc/store/v1/cart";
    answer("one", at);
    const link = `<link rel="https://api.w.org/" href="/index.php?rest_route=/">`;
    const page = await open("removed", { body: `${link}<body class="woocommerce-js">` });
    await expectCart(page, [[["10", 1, 1799]], 1799, "EUR"]);
  });

  test("an answer overtaken by a later question tells nothing", async () => {
    let release = () => {};
    answer("added");
    shop.answers[CART]!.after = new Promise<void>((resolve) => {
      release = resolve;
    });
    const slow = shop.answers[CART]!;
    const page = await shop.page("/shop/", head, FULL);
    await shop.start(page, "woocommerce");
    await expect.poll(() => shop.asked).toContain(CART);
    shop.answers[CART] = { ...slow, body: JSON.stringify(states.one), after: Promise.resolve() };
    await send(page, "/?wc-ajax=remove_from_cart");
    await expectCart(page, [[["10", 1, 1799]], 1799, "EUR"]);
    const late = page.waitForResponse((response) => response.url().endsWith(CART));
    release();
    await (await late).finished();
    await send(page, "/nothing");
    await expectOnly(page, [[[["10", 1, 1799]], 1799, "EUR"]]);
  });

  test("the page's product is named by its post", async () => {
    const body = `${head.replace("woocommerce-js", "single single-product postid-10 woocommerce-js")}`;
    const page = await open("one", { body });
    await expect.poll(async () => (await toldOf(page))[0]?.product).toBe("10");
  });

  test.each<[string, { status?: number; body: string }]>([
    [
      "an error",
      { status: 500, body: `{"code":"internal_server_error","message":"","data":{"status":500}}` },
    ],
    ["a page", { body: "<!doctype html><title>Maintenance</title>" }],
    ["another shape", { body: `{"items":[{"id":1}]}` }],
    ["null", { body: "null" }],
  ])("a shop that answers with %s has told nothing, and the next change is heard", async (_, fault) => {
    shop.answers[CART] = fault;
    const page = await shop.page("/shop/", head, FULL);
    await shop.start(page, "woocommerce");
    await expect.poll(() => shop.asked).toContain(CART);
    answer("one");
    await send(page, "/?wc-ajax=add_to_cart");
    await expectCart(page, [[["10", 1, 1799]], 1799, "EUR"]);
    await expectOnly(page, [[[["10", 1, 1799]], 1799, "EUR"]]);
    expect(shop.errors).toEqual([]);
  });
});

describe("Shopify", () => {
  const { states } = recorded("shopify");
  const product = `ShopifyAnalytics = { meta: { product: { id: 632910392 } } };`;
  const open = async (state: string, script = "Shopify = {};", at = "/cart.js") => {
    shop.answers[at] = { type: "application/json", body: JSON.stringify(states[state]) };
    const page = await shop.page("/products/coat", `<script nonce="x">${script}</script>`);
    await shop.start(page, "shopify");
    return page;
  };
  const [COAT, CARD] = ["632910392", "921728736"];

  test.each<[string, Short]>([
    ["empty", [[], 0, "EUR"]],
    ["one", [[[COAT, 1, 12900]], 12900, "EUR"]],
    [
      "added",
      [
        [
          [COAT, 1, 12900],
          [COAT, 1, 12900],
          [CARD, 2, 2550],
        ],
        30900,
        "EUR",
      ],
    ],
    [
      "quantity",
      [
        [
          [COAT, 3, 12900],
          [COAT, 1, 12900],
          [CARD, 2, 2550],
        ],
        56700,
        "EUR",
      ],
    ],
    [
      "coupon",
      [
        [
          [COAT, 3, 10000],
          [COAT, 1, 12900],
          [CARD, 2, 2550],
        ],
        43200,
        "EUR",
      ],
    ],
    ["removed", [[[CARD, 2, 2550]], 5100, "EUR"]],
    ["jpy", [[[CARD, 2, 2550]], 5100, "JPY"]],
    ["kwd", [[[CARD, 2, 7850]], 15700, "KWD"]],
  ])("the cart is told as the shop has it: %s", async (state, cart) => {
    await expectCart(await open(state), cart);
  });

  test.each(["/cart/add.js", "/cart/change.js", "/en/cart/update", "/cart/clear.js"])(
    "%s is followed by a look at the cart",
    async (address) => {
      const page = await open("one");
      await expectCart(page, [[[COAT, 1, 12900]], 12900, "EUR"]);
      shop.answers["/cart.js"]!.body = JSON.stringify(states.removed);
      await send(page, address);
      await expectCart(page, [[[CARD, 2, 2550]], 5100, "EUR"]);
    },
  );

  test("a shop in several languages is asked in the visitor's", async () => {
    const page = await open("one", "Shopify = { routes: { root: '/fr/' } };", "/fr/cart.js");
    await expectCart(page, [[[COAT, 1, 12900]], 12900, "EUR"]);
  });

  test("the page's product carries the id of the lines, a line its picture where it has one", async () => {
    const page = await open("added", `Shopify = {}; ${product}`);
    await expect.poll(() => toldOf(page)).toHaveLength(1);
    const [told] = await toldOf(page);
    expect(told!.product).toBe(COAT);
    expect(told!.cart.lines.map(({ name, image, url }) => [name, image, url])).toEqual([
      ["Coat", "/cdn/coat.jpg", "/products/coat?variant=39072856"],
      ["Coat", "/cdn/coat.jpg", "/products/coat?variant=49148385"],
      ["Card", undefined, "/products/card?variant=447654529"],
    ]);
  });
});

describe("PrestaShop", () => {
  const { states } = recorded("prestashop");
  const open = async (state: string, currency = "EUR", body = "") => {
    const script = `const heard = {}; prestashop = { cart: ${JSON.stringify(states[state])},
      currency: { iso_code: "${currency}" },
      on: (name, hear) => (heard[name] ??= []).push(hear),
      emit: (name, event) => heard[name].forEach((hear) => hear(event)) }`;
    const page = await shop.page("/cart", `<script nonce="x">${script}</script>${body}`);
    await shop.start(page, "prestashop");
    return page;
  };
  const emit = (page: Page, event: object) =>
    page.evaluate(
      (given) =>
        (window as unknown as { prestashop: { emit: (...all: unknown[]) => void } }).prestashop.emit(
          "updateCart",
          given,
        ),
      event,
    );

  test.each<[string, string, Short]>([
    ["empty", "EUR", [[], 0, "EUR"]],
    ["one", "EUR", [[["1", 1, 2352]], 2352, "EUR"]],
    [
      "added",
      "EUR",
      [
        [
          ["1", 1, 2352],
          ["6", 2, 1464],
        ],
        5279,
        "EUR",
      ],
    ],
    [
      "quantity",
      "EUR",
      [
        [
          ["1", 3, 2352],
          ["6", 2, 1464],
        ],
        9983,
        "EUR",
      ],
    ],
    [
      "voucher",
      "EUR",
      [
        [
          ["1", 3, 2352],
          ["6", 2, 1464],
        ],
        8985,
        "EUR",
      ],
    ],
    ["removed", "EUR", [[["1", 3, 2352]], 7056, "EUR"]],
    ["net", "EUR", [[["1", 3, 1912]], 5736, "EUR"]],
    ["jpy", "JPY", [[["1", 3, 3528]], 10584, "JPY"]],
    ["kwd", "KWD", [[["1", 3, 7221]], 21663, "KWD"]],
  ])("the cart is told as the shop shows it: %s", async (state, currency, cart) => {
    await expectCart(await open(state, currency), cart);
    expect(shop.asked).toHaveLength(1);
  });

  test("a change hands the new cart over", async () => {
    const page = await open("one");
    await emit(page, { reason: { linkAction: "add-to-cart" }, resp: { success: true, cart: states.added } });
    await expectCart(page, [
      [
        ["1", 1, 2352],
        ["6", 2, 1464],
      ],
      5279,
      "EUR",
    ]);
    await emit(page, { reason: {}, resp: { cart: states.empty } });
    await expectCart(page, [[], 0, "EUR"]);
  });

  test("a change that failed leaves the cart as it was", async () => {
    const page = await open("one");
    await emit(page, { reason: {}, resp: { hasError: true, errors: ["Out of stock"] } });
    await expectOnly(page, [[[["1", 1, 2352]], 2352, "EUR"]]);
    expect(await toldOf(page)).toHaveLength(2);
  });

  test("a cart of another shape tells nothing, and the shop's own listeners go on", async () => {
    const page = await open("one");
    await page.evaluate(() => {
      const { prestashop } = window as unknown as {
        prestashop: { on: (name: string, hear: () => void) => void };
      };
      prestashop.on("updateCart", () => document.body.setAttribute("data-heard", ""));
    });
    await emit(page, { resp: { cart: { products: null } } });
    expect(await page.locator("body[data-heard]").count()).toBe(1);
    await expectOnly(page, [[[["1", 1, 2352]], 2352, "EUR"]]);
    expect(shop.errors).toEqual([]);
  });

  test("the page's product is the one its form puts into the cart", async () => {
    const body = `<form><input type="hidden" name="id_product" value="1" id="product_page_product_id"></form>`;
    const page = await open("one", "EUR", body);
    expect((await toldOf(page))[0]).toMatchObject({
      product: "1",
      cart: { lines: [{ name: "Shirt", image: "/1-cart_default/shirt.jpg", url: "/en/1-shirt.html" }] },
    });
  });
});

describe.each(["3.0.5.1", "4.1.0.3"])("OpenCart %s", (version) => {
  const states = recorded("opencart").versions[version];
  const isThird = version.startsWith("3");
  const small = (state: string) => (isThird ? states[state] : `<div id="cart">${states[state]}</div>`);
  const open = async (
    state: string,
    currency = "USD",
    body = "",
    address = "/index.php?route=common/home",
  ) => {
    const html = `<script src="catalog/view/javascript/common.js"></script>${small(state)}${body}`;
    const page = await shop.page(address, html, [`currency=${currency}`]);
    await shop.start(page, "opencart");
    return page;
  };
  /** The small cart drawn anew, as the theme's script does it; of version 3 first the list, later what the button says. */
  const redraw = async (page: Page, state: string, parts: string[]) => {
    shop.answers["/small"] = { body: small(state) };
    await page.evaluate(
      (selectors) =>
        new Promise<void>((resolve) => {
          const request = new XMLHttpRequest();
          request.responseType = "document";
          request.open("GET", "/small");
          request.onload = () => {
            for (const selector of selectors)
              document
                .querySelector(selector)!
                .replaceChildren(...request.responseXML!.querySelector(selector)!.childNodes);
            setTimeout(resolve);
          };
          request.send();
        }),
      parts,
    );
  };
  const lines = (phones: [number, number], books?: number): Short[0] => [
    ["40", ...phones],
    ...(books ? ([["43", 3, books]] as Short[0]) : []),
  ];

  // OpenCart 4 adds a tax of a fixed amount once a line: its lines cost less there than its own total says.
  test.each<[string, string, Short]>([
    ["empty", "USD", [[], 0, "USD"]],
    ["one", "USD", [lines([1, 12320]), 12320, "USD"]],
    ["added", "USD", [lines([1, 12320], isThird ? 60200 : 60067), isThird ? 192920 : 192520, "USD"]],
    [
      "quantity",
      "USD",
      isThird ? [lines([2, 12320], 60200), 205240, "USD"] : [lines([2, 12220], 60067), 204640, "USD"],
    ],
    ["coupon", "USD", [isThird ? lines([2, 12320], 60200) : lines([2, 12220], 60067), 184816, "USD"]],
    ["removed", "USD", [[["macbook", 3, isThird ? 60200 : 60067]], 162600, "USD"]],
    [
      "eur",
      "EUR",
      isThird ? [lines([2, 11088], 54180), 184716, "EUR"] : [lines([2, 10998], 54060), 184176, "EUR"],
    ],
    [
      "jpy",
      "JPY",
      isThird ? [lines([2, 18480], 90300), 307860, "JPY"] : [lines([2, 18330], 90100), 306960, "JPY"],
    ],
    [
      "kwd",
      "KWD",
      isThird ? [lines([2, 37823], 184814), 630087, "KWD"] : [lines([2, 37516], 184405), 628245, "KWD"],
    ],
  ])("the cart is told as the shop shows it: %s", async (state, currency, cart) => {
    const page = await open(state, currency);
    await expectOnly(page, [cart]);
    expect(shop.asked.filter((address) => !address.endsWith(".js"))).toHaveLength(1);
  });

  test("a cart drawn anew is told, and none that is half drawn", async () => {
    const page = await open("one");
    const parts = isThird ? ["#cart > ul", "#cart > button"] : ["#cart"];
    for (const part of parts) await redraw(page, "added", [part]);
    const one: Short = [lines([1, 12320]), 12320, "USD"];
    const added: Short = [lines([1, 12320], isThird ? 60200 : 60067), isThird ? 192920 : 192520, "USD"];
    await expectOnly(page, [one, added]);
    // A line is gone, the number of pieces not yet changed.
    await page.evaluate(() => document.querySelector("#cart tr")!.remove());
    await expectOnly(page, [one, added]);
    for (const part of parts) await redraw(page, "empty", [part]);
    await expectOnly(page, [one, added, [[], 0, "USD"]]);
  });

  test("lines have names, addresses and pictures; rewritten addresses name the product by their last word", async () => {
    const form = `<div id="product"><input type="hidden" name="product_id" value="40" id="input-product-id"></div>`;
    const page = await open("seo", "USD", form, "/en-gb/product/iphone?limit=20");
    const [told] = await toldOf(page);
    expect(told!.product).toBe("40");
    expect(told!.cart.lines).toMatchObject([
      { id: "iphone", quantity: 2, name: "iPhone", image: expect.stringContaining("iphone_1-47x47.jpg") },
      { id: "macbook", quantity: 3, url: expect.stringMatching(/\/macbook$/) },
    ]);
  });

  test("a theme that draws its small cart otherwise tells nothing", async () => {
    const page = await shop.page("/", `<div id="cart"><button>2 pieces</button><ul><li>Lamp</li></ul></div>`);
    await shop.start(page, "opencart");
    expect(await toldOf(page)).toEqual([]);
    const other = await shop.page("/", "<p>No small cart</p>");
    await shop.start(other, "opencart");
    expect(await toldOf(other)).toEqual([]);
    expect(shop.errors).toEqual([]);
  });
});

test.each([
  ["shopify", `<script nonce="x">var Shopify = {}</script>`],
  ["prestashop", `<script nonce="x">var prestashop = {}</script>`],
  ["woocommerce", `<body class="home page theme-storefront woocommerce-js">`],
  ["woocommerce", `<body class="single-product woocommerce woocommerce-page woocommerce-no-js">`],
  ["opencart", `<script src="catalog/view/javascript/common.js"></script>`],
  [undefined, `<body class="home page wp-embed-responsive">`],
])("%s shows itself by %s", async (name, body) => {
  const page = await shop.page("/", body);
  expect(await page.evaluate(`${shop.detect}detect.platformOf()`)).toBe(name);
});

test("where nothing is started nothing is asked", async () => {
  const page = await shop.page("/", `<body class="woocommerce-js">`, ["woocommerce_items_in_cart=1"]);
  await page.evaluate(`import("/part.js").then(() => undefined)`);
  await send(page, "/?wc-ajax=add_to_cart");
  await send(page, "/wp-json/wc/store/v1/batch");
  expect(shop.asked).toEqual(["/", "/?wc-ajax=add_to_cart", "/wp-json/wc/store/v1/batch"]);
});

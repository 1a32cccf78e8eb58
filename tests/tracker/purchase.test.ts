/** Checkout and order as PrestaShop's, OpenCart's and WooCommerce's own pages show them, where no data layer tells them. */
import { expect, test } from "vitest";
import { aShop } from "./shop.ts";

const shop = aShop();

/** What PrestaShop 9.1 lays in its pages: two shirts at a fifth off, 23 % tax, a courier at 8.61, a code. */
const CART = {
  products: [
    {
      ...{ id_product: 1, cart_quantity: 2, name: "Shirt", url: "/1-shirt.html" },
      ...{ price_amount: 23.52, regular_price_amount: 29.397 },
    },
  ],
  subtotals: { products: { amount: 47.04 }, discounts: { amount: 4.7 }, shipping: { amount: 8.61 } },
  totals: { total_including_tax: { amount: 50.95 }, total_excluding_tax: { amount: 41.42 } },
  vouchers: { added: { 3: { code: "TEN" } } },
};
const NONE = {
  ...CART,
  ...{ products: [], vouchers: { added: [] } },
  subtotals: { products: { amount: 0 } },
  totals: { total_including_tax: { amount: 0 }, total_excluding_tax: { amount: 0 } },
};

const presta = (id: string, cart: object, body: string) => ({
  head: `<meta charset="utf-8"><script>prestashop = { cart: ${JSON.stringify(cart)}, currency: { iso_code: "PLN" }, on() {} }</script>`,
  body: `<script>document.body.id = "${id}"</script>${body}`,
});

const CHECKOUT = `<form id="js-delivery" onsubmit="return false">
  <input type="radio" name="delivery_option[8]" id="d1" checked><label for="d1"><span class="carrier-name">Collect</span> in 3 days
    <span class="carrier-price">Free</span></label>
  <input type="radio" name="delivery_option[8]" id="d2"><label for="d2"><span class="carrier-name">Courier</span> in 24 h
    <span class="carrier-price">8,61 zł tax incl.</span></label><button>Continue</button></form>
  <input type="radio" name="payment-option" data-module-name="ps_wirepayment" id="p1"><label for="p1">Transfer</label>`;

/** A confirmation page: themes draw it in any way, the address is PrestaShop's. */
const CONFIRMED = "/order-confirmation?id_cart=6&id_order=17&key=x";

async function atCheckout() {
  shop.pages["/order"] = presta("checkout", CART, CHECKOUT);
  const tab = await shop.tab("/order");
  await shop.event("begin_checkout");
  return tab;
}

test("PrestaShop: delivery and payment are told as they are chosen", async () => {
  const tab = await atCheckout();
  await tab.check("#d2");
  expect((await shop.event("add_shipping_info")).props).toEqual({ tier: "Courier", costMinor: 861 });
  await tab.check("#p1");
  expect((await shop.event("add_payment_info")).props).toEqual({ type: "ps_wirepayment" });
});

test("PrestaShop: delivery that was chosen from the start is told when it is agreed to", async () => {
  const tab = await atCheckout();
  await tab.click("button");
  expect((await shop.event("add_shipping_info")).props).toEqual({ tier: "Collect", costMinor: 0 });
});

test("a form that nobody has thought of is told nothing of, and the page hears nothing of it", async () => {
  const tab = await atCheckout();
  await tab.evaluate(() => {
    const way = document.querySelector("#d2")!;
    way.id = 'd"2]';
    document.dispatchEvent(new MouseEvent("click", { bubbles: true }));
    (way as HTMLInputElement).click();
  });
  await tab.check("#p1");
  await shop.event("add_payment_info");
  expect(shop.counted.filter(({ name }) => name === "add_shipping_info")).toEqual([]);
  expect(shop.complaints).toEqual([]);
});

test("PrestaShop: the order is the cart of the checkout, where the page shows what it came to", async () => {
  const tab = await atCheckout();
  shop.pages["/order-confirmation"] = presta("order-confirmation", NONE, "<p>Total 50,95 zł</p>");
  await tab.goto(shop.url + CONFIRMED);
  expect((await shop.event("purchase")).props).toEqual({
    ...{ orderId: "17", valueMinor: 5095, taxMinor: 953, coupon: "TEN", currency: "PLN" },
    lines: [{ id: "1", quantity: 2, priceMinor: 2352, listPriceMinor: 2940 }],
  });
  expect((await shop.event("cart", 2)).props).toMatchObject({ lines: [], valueMinor: 0 });
});

test("PrestaShop: a page that shows another sum shows another order, and none is told", async () => {
  const tab = await atCheckout();
  shop.pages["/order-confirmation"] = presta("order-confirmation", NONE, "<p>Total 1 250,95 zł</p>");
  await tab.goto(shop.url + CONFIRMED);
  await shop.event("cart", 2);
  expect(shop.counted.filter(({ name }) => name === "purchase")).toEqual([]);
});

const opencart = (body: string) => ({
  head: `<meta charset="utf-8"><script src="/catalog/view/javascript/common.js"></script>`,
  body: `<form id="form-currency"><strong>zł</strong><ul><li><span data-code="EUR">€ Euro</span></li>
    <li><span data-code="PLN"> zł Zloty</span></li></ul></form>
    <div id="cart"><button>2 item(s) - 96,00 zł</button><table><tr><td></td><td><a href="/?product_id=41">Lamp</a></td><td>x 2</td>
    <td>96,00 zł</td><td></td></tr></table></div>${body}`,
});

test.each([
  ["version 3", (way: string) => `<label>${way} Courier - 5,00 zł</label>`],
  ["version 4", (way: string) => `${way}<label for="w">Courier - 5,00 zł</label>`],
])("OpenCart, %s: delivery and payment are told, in the currency of the page's list", async (_, drawn) => {
  const way = '<input type="radio" name="shipping_method" value="flat.flat" id="w" checked>';
  const pay = '<input type="radio" name="payment_method" value="cod" checked>';
  const body = `<div id="checkout-checkout">${drawn(way)}${pay}<button id="button-shipping-method">Continue</button></div>`;
  shop.pages["/checkout"] = opencart(body);
  const tab = await shop.tab("/checkout");
  expect((await shop.event("cart")).props).toEqual({
    ...{ valueMinor: 9600, currency: "PLN" },
    lines: [{ id: "41", quantity: 2, priceMinor: 4800 }],
  });
  await shop.event("begin_checkout");
  await tab.click("button#button-shipping-method");
  expect((await shop.event("add_shipping_info")).props).toEqual({ tier: "Courier", costMinor: 500 });
  expect((await shop.event("add_payment_info")).props).toEqual({ type: "cod" });
});

test("WooCommerce's block checkout: delivery and payment are told as they are chosen", async () => {
  const way = (id: string, name: string, price: string) =>
    `<label for="${id}"><input type="radio" name="radio-control-1" id="${id}"><span class="wc-block-components-radio-control__label">${name}</span>
     <span>${price}</span></label>`;
  const body = `<div class="wp-block-woocommerce-checkout"><div class="wc-block-components-shipping-rates-control">
    ${way("r1", "Courier", '<span class="wc-block-formatted-money-amount">14,99 zł</span>')}${way("r2", "Collect", "Free")}</div>
    <input type="radio" name="radio-control-wc-payment-method-options" value="cod" id="cod"></div>`;
  shop.pages["/checkout/"] = {
    head: '<meta charset="utf-8"><link rel="https://api.w.org/" href="/wp-json/">',
    body: `<script>document.body.className = "woocommerce-page woocommerce-checkout"</script>${body}`,
  };
  const tab = await shop.tab("/checkout/");
  await shop.event("begin_checkout");
  await tab.check("#r1");
  expect((await shop.event("add_shipping_info")).props).toEqual({ tier: "Courier", costMinor: 1499 });
  await tab.check("#cod");
  expect((await shop.event("add_payment_info")).props).toEqual({ type: "cod" });
});

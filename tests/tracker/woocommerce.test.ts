/** Checkout and order on WooCommerce's own pages, where no data layer tells them. */
import { readFile } from "node:fs/promises";
import type { BrowserContext, Page } from "playwright-core";
import { expect, test } from "vitest";
import { aShop, say, type Told } from "./shop.ts";

const shop = aShop();
const { states } = JSON.parse(await readFile("tests/fixtures/shops/woocommerce.json", "utf8"));

/** A page of the shop; its body's class is there before the tag looks for it. */
const page = (classes: string, body: string, head = "") => ({
  head: `<meta charset="utf-8"><link rel="https://api.w.org/" href="/wp-json/">${head}`,
  body: `<script>document.body.className = "woocommerce-page ${classes}"</script>${body}`,
});

/** Who has a hoodie and three caps in the cart, and has seen it on a page of the shop. */
async function aBuyer(state = "added"): Promise<{ of: BrowserContext; tab: Page }> {
  const of = await shop.visitor();
  await of.addCookies([{ name: "woocommerce_items_in_cart", value: "1", url: shop.url }]);
  await of.route("**/wp-json/wc/store/v1/cart", (route) => route.fulfill({ json: states[state] }));
  shop.pages["/shop"] = page("woocommerce-shop", "");
  const tab = await shop.tab("/shop", of);
  await shop.event("cart");
  return { of, tab };
}

/** Bought: the shop's mark of a cart that is not empty is gone. */
const empty = (of: BrowserContext) => of.clearCookies({ name: "woocommerce_items_in_cart" });

const amount = (text: string) => `<span class="amount"><bdi>${text}</bdi></span>`;
const row = (name: string, address: string, pieces: string, price: string) =>
  `<tr class="order_item"><td><a href="${address}">${name}</a> <strong class="product-quantity">×&nbsp;${pieces}</strong></td>
   <td>${amount(price)}</td></tr>`;

const CAP = "http://127.0.0.1:8095/product/cap/";

/** A thank-you page, as classic templates draw it. */
const thanks = (total: string, rows: string, tax = "") =>
  page(
    "woocommerce-order-received",
    `<ul><li class="woocommerce-order-overview__order"><strong>N-0041</strong></li>
     <li class="woocommerce-order-overview__total"><strong>${amount(total)}</strong></li></ul>
     <table><tbody>${rows}</tbody><tfoot><tr><th>Subtotal</th><td>${amount("1,00")}</td></tr>
     <tr><th>Total</th><td>${amount(total)} ${tax && `<small class="includes_tax">${amount(tax)}</small>`}</td></tr>
     </tfoot></table>`,
  );

/** Everything of these names that has been told once a later event has arrived. */
async function toldOf(tab: Page, ...names: string[]): Promise<Told[]> {
  await say(tab, "track", "done");
  const before = shop.counted.filter(({ name }) => name === "done").length;
  await shop.event("done", before + 1);
  return shop.counted.filter(({ name }) => names.includes(name));
}

test("an order is told to the line and the cent, by the ids of the cart, and once however often it is shown", async () => {
  const { of, tab } = await aBuyer();
  const cartOf = states.added.items as { id: number; permalink: string; name: string }[];
  const [first, second] = cartOf;
  shop.pages["/checkout/order-received/41/"] = thanks(
    "1 096,46 €",
    row("Any name", first!.permalink, "3", "53,97 €") + row("Hoodie - M", second!.permalink, "1", "42,49 €"),
    "18,03 €",
  );
  await empty(of);
  await tab.goto(`${shop.url}/checkout/order-received/41/?key=wc_order_x`);
  const { props } = await shop.event("purchase");
  expect(props).toEqual({
    ...{ orderId: "41", valueMinor: 109646, taxMinor: 1803, currency: "EUR" },
    lines: [
      { id: "10", quantity: 3, priceMinor: 1799, listPriceMinor: 2000 },
      { id: "13", quantity: 1, priceMinor: 4249 },
    ],
  });
  expect((await shop.event("cart", 2)).props).toMatchObject({ lines: [], valueMinor: 0 });
  await tab.reload();
  expect(await toldOf(tab, "purchase")).toHaveLength(1);
});

test("what the page does not tell apart is the checkout's last word, where it comes to the same total", async () => {
  const { of, tab } = await aBuyer("coupon");
  shop.pages["/checkout/"] = page("woocommerce-checkout", FORM);
  await tab.goto(`${shop.url}/checkout/`);
  await shop.event("begin_checkout");
  await tab.waitForTimeout(500);
  shop.pages["/checkout/order-received/41/"] = thanks("239,78 €", row("Cap", CAP, "3", "53,97 €"));
  await empty(of);
  await tab.goto(`${shop.url}/checkout/order-received/41/`);
  const { props } = await shop.event("purchase");
  expect(props).toMatchObject({ valueMinor: 23978, taxMinor: 4483, shippingMinor: 0, coupon: "ten" });
});

test("where the sign is that of several currencies, the cart's is meant", async () => {
  const { of, tab } = await aBuyer("jpy");
  shop.pages["/checkout/order-received/41/"] = thanks("¥1,054", row("Cap", CAP, "3", "¥1,054"));
  await empty(of);
  await tab.goto(`${shop.url}/checkout/order-received/41/`);
  expect((await shop.event("purchase")).props).toMatchObject({ currency: "JPY", valueMinor: 1054 });
});

test("what was given back later does not change how many were ordered", async () => {
  shop.pages["/checkout/order-received/41/"] = thanks(
    "20,00 €",
    row("Cap", CAP, "<del>2</del> <ins>1</ins>", "20,00 €"),
  );
  await shop.tab("/checkout/order-received/41/");
  expect((await shop.event("purchase")).props.lines).toEqual([{ id: "cap", quantity: 2, priceMinor: 1000 }]);
});

test("blocks and plain addresses: the total is the last row's, the id that of the address", async () => {
  shop.pages["/"] = page(
    "woocommerce-order-received",
    `<table class="wc-block-order-confirmation-totals__table"><tbody>${row("Cap", CAP, "2", "36,00 zł")}</tbody>
     <tfoot><tr><th>Delivery</th><td>${amount("12,00 zł")}</td></tr><tr><th>Total</th><td>${amount("48,00 zł")}</td></tr>
     </tfoot></table>`,
  );
  await shop.tab("/?page_id=7&order-received=41&key=wc_order_x");
  expect((await shop.event("purchase")).props).toEqual({
    ...{ orderId: "41", valueMinor: 4800, currency: "PLN" },
    lines: [{ id: "cap", quantity: 2, priceMinor: 1800 }],
  });
});

test("an order whose payment has failed is no order", async () => {
  shop.pages["/checkout/order-received/41/"] = page(
    "woocommerce-order-received",
    `<p class="woocommerce-thankyou-order-failed">Declined</p>
     <table>${row("Cap", CAP, "2", "36,00 zł")}<tfoot><tr><td>${amount("36,00 zł")}</td></tr></tfoot></table>`,
  );
  const tab = await shop.tab("/checkout/order-received/41/");
  await shop.event("payment_failed");
  expect(await toldOf(tab, "purchase")).toEqual([]);
});

test("an account's page of an old order is no order", async () => {
  shop.pages["/my-account/view-order/41/"] = page(
    "woocommerce-account woocommerce-view-order",
    `<table>${row("Cap", CAP, "2", "36,00 zł")}<tfoot><tr><td>${amount("36,00 zł")}</td></tr></tfoot></table>`,
  );
  const tab = await shop.tab("/my-account/view-order/41/");
  await shop.event("page_view");
  await tab.waitForTimeout(500);
  expect(await toldOf(tab, "purchase")).toEqual([]);
});

test("where a layer tells the order, the page's own showing of it adds none", async () => {
  const { head, body } = thanks("36,00 zł", row("Cap", CAP, "2", "36,00 zł"));
  const order = {
    transaction_id: "N-0041",
    value: 36,
    currency: "PLN",
    items: [{ item_id: "10", price: 18 }],
  };
  shop.pages["/checkout/order-received/41/"] = {
    head: `${head}<script>dataLayer = [${JSON.stringify({ event: "purchase", ecommerce: order })}]</script>`,
    body,
  };
  shop.pace = 1;
  const tab = await shop.tab("/checkout/order-received/41/");
  await shop.event("purchase");
  await tab.waitForTimeout(1300);
  expect(await toldOf(tab, "purchase")).toMatchObject([{ props: { orderId: "N-0041" } }]);
});

/** jQuery as far as it is used: `then` hears what is triggered on the node. */
const JQUERY = `<script>jQuery = (of) => ({ on: (all, then) =>
  all.split(" ").forEach((one) => of.addEventListener(one, () => then())) })</script>`;

const FORM = `<form class="checkout" onsubmit="return false">
  <input name="billing_email" value="jan@shop.test">
  <input type="radio" class="shipping_method" name="shipping_method[0]" id="way-1"><label for="way-1">Courier: ${amount("14,99 €")}</label>
  <input type="radio" class="shipping_method" name="shipping_method[0]" id="way-2" checked><label for="way-2">Collect</label>
  <input type="radio" name="payment_method" value="cod" checked>
  <button>Place order</button></form>`;

async function atCheckout() {
  const buyer = await aBuyer();
  shop.pages["/checkout/"] = page("woocommerce-checkout", FORM, JQUERY);
  await buyer.tab.goto(`${shop.url}/checkout/`);
  await shop.event("begin_checkout");
  return buyer;
}

test("a checkout begins with its page, once however often that is loaded", async () => {
  const { tab } = await atCheckout();
  await tab.reload();
  await tab.waitForTimeout(500);
  expect(await toldOf(tab, "begin_checkout")).toHaveLength(1);
});

test("delivery is told when it is chosen, payment when the form is sent, and nothing of the form but those", async () => {
  const { tab } = await atCheckout();
  await tab.check("#way-1");
  expect((await shop.event("add_shipping_info")).props).toEqual({ tier: "Courier", costMinor: 1499 });
  await tab.click("button");
  expect((await shop.event("add_payment_info")).props).toEqual({ type: "cod" });
  await tab.click("button");
  expect(await toldOf(tab, "add_shipping_info", "add_payment_info")).toHaveLength(2);
  expect(JSON.stringify(shop.requests)).not.toContain("jan@");
});

test("delivery that names no price costs nothing", async () => {
  const { tab } = await atCheckout();
  await tab.click("button");
  expect((await shop.event("add_shipping_info")).props).toEqual({ tier: "Collect", costMinor: 0 });
});

test.each([
  [
    "form_error",
    { field: "billing_city" },
    '<ul class="woocommerce-error"><li data-id="billing_city">City is required',
  ],
  [
    "form_error",
    { field: "terms" },
    '<ul class="woocommerce-error"><li>Please read</ul><input type="checkbox" id="terms">',
  ],
  ["payment_failed", {}, '<ul class="woocommerce-error"><li>The card was declined'],
])("what the shop says against a form that was sent is told: %s %o", async (name, props, said) => {
  const { tab } = await atCheckout();
  await tab.evaluate((html) => {
    document.body.insertAdjacentHTML("beforeend", html);
    document.body.dispatchEvent(new Event("checkout_error"));
  }, said);
  expect((await shop.event(name)).props).toEqual(props);
});

test("an order being placed does not empty the cart before it is told", async () => {
  const { of, tab } = await atCheckout();
  await empty(of);
  await tab.evaluate(() => fetch("/?wc-ajax=checkout", { method: "POST" }).then(() => undefined));
  await tab.waitForTimeout(300);
  expect((await toldOf(tab, "cart")).map(({ props }) => props.valueMinor)).toEqual([9646]);
});

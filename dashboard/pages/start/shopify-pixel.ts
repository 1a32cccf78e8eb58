/** The custom pixel of docs/shopify.md, letter by letter (tests/dashboard/start.test.ts), with EDGE and SITE to be filled in. */
export const SHOPIFY_PIXEL = String.raw`const EDGE = "https://EDGE", SITE = "SITE", DECIMALS = 2;
const random = (bytes) => btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(bytes))))
  .replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");
const writer = random(6);
let n = 0;
let secret;
async function send(name, props) {
  const from = n++;
  secret ||= (async () => {
    const kept = (await browser.localStorage.getItem("impuls-pixel")) || random(16);
    await browser.localStorage.setItem("impuls-pixel", kept);
    return kept;
  })();
  await fetch(EDGE + "/v1/sync", { method: "POST", keepalive: true, mode: "no-cors", body: JSON.stringify({
    wire: 1, site: SITE, secret: await secret, consent: 9, page: { path: "/checkout", kind: "checkout", slots: [] },
    runs: [{ writer, from, events: [{ name, props, ageMs: 0, session: 1 }] }] }) });
}
const minor = (money) => Math.round(money.amount * 10 ** DECIMALS);
analytics.subscribe("checkout_started", () => send("begin_checkout", {}));
analytics.subscribe("checkout_shipping_info_submitted", () => send("add_shipping_info", {}));
analytics.subscribe("payment_info_submitted", () => send("add_payment_info", {}));
analytics.subscribe("checkout_completed", ({ data: { checkout } }) => send("purchase", {
  orderId: String(checkout.order.id).split("/").pop(),
  valueMinor: minor(checkout.totalPrice),
  currency: checkout.currencyCode,
  lines: checkout.lineItems.slice(0, 100).map(({ quantity, variant }) => ({
    id: String(variant.product.id), quantity, priceMinor: minor(variant.price) })) }));
`;

/** Webhooks of shops: signed over the raw body, each order once, and nothing lost that could not be read. */
import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import type { DoorList, Health, OrderDetail, OrderList } from "../../model/report.ts";
import sample from "../fixtures/hooks/shopify-order.json?raw";
import paid from "../fixtures/hooks/shopify-paid.json?raw";
import refund from "../fixtures/hooks/shopify-refund.json?raw";
import order from "../fixtures/hooks/woocommerce-order.json?raw";
import refunded from "../fixtures/hooks/woocommerce-refunded.json?raw";
import { aSite, ask, type TestSite } from "./api/support.ts";

type HookDoor = "woocommerce" | "shopify";
const HEADERS = {
  woocommerce: ["x-wc-webhook-signature", "x-wc-webhook-topic"],
  shopify: ["x-shopify-hmac-sha256", "x-shopify-topic"],
} as const;

/** As the shops' software signs: base64 of HMAC-SHA-256. */
async function signatureOf(body: string, secret: string): Promise<string> {
  const utf8 = new TextEncoder();
  const hmac = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", utf8.encode(secret), hmac, false, ["sign"]);
  const bytes = new Uint8Array(await crypto.subtle.sign("HMAC", key, utf8.encode(body)));
  return btoa(String.fromCharCode(...bytes));
}

const newSecret = async (site: TestSite, door: HookDoor, given: { secret?: string } = {}) =>
  (await site.post<{ secret: string }>(`/api/doors/${door}/secret`, given)).body.secret;

async function send(site: TestSite, door: HookDoor, secret: string, topic: string, body: string) {
  const [signature, named] = HEADERS[door];
  return ask<{ heard?: string; field?: string }>(
    "POST",
    `/v1/hooks/${door}?site=${site.id}`,
    { [signature]: await signatureOf(body, secret), [named]: topic },
    body,
  );
}

const listOf = async (site: TestSite) => (await site.get<OrderList>("/api/orders")).body.orders;
const doorOf = async (site: TestSite, door: HookDoor) =>
  (await site.get<DoorList>("/api/doors")).body.doors.find((one) => one.door === door)!;

describe("WooCommerce", () => {
  test("tells of an order, by its own id, with tax, delivery and lines by the ids of its pages", async () => {
    const site = await aSite({ currency: "USD" });
    const secret = await newSecret(site, "woocommerce");
    const { status, body } = await send(site, "woocommerce", secret, "order.created", order);
    expect([status, body.heard]).toEqual([200, "order"]);
    const detail = (await site.get<OrderDetail>("/api/orders/727")).body;
    expect(detail.order).toMatchObject({
      status: "paid",
      placedAt: Date.UTC(2017, 2, 22, 19, 28, 2),
      totalMinor: 2_935,
      valueMinor: 2_935,
      reportedMinor: 2_935,
      channel: "web",
      doors: ["woocommerce"],
      customer: null,
    });
    expect(detail.amounts).toMatchObject({ taxMinor: 135, shippingMinor: 1_000, shippingTaxMinor: 0 });
    expect(detail.lines).toMatchObject([
      { id: "93", quantity: 2, priceMinor: 300 },
      { id: "23", quantity: 1, priceMinor: 1_200 },
    ]);
  });

  test("takes two refunds off, told twice, and an older webhook delivered late undoes nothing", async () => {
    const site = await aSite({ currency: "USD" });
    const secret = await newSecret(site, "woocommerce");
    for (const body of [order, refunded, refunded, order])
      await send(site, "woocommerce", secret, "order.updated", body);
    const detail = (await site.get<OrderDetail>("/api/orders/727")).body;
    expect(detail.order).toMatchObject({
      status: "partly_refunded",
      totalMinor: 2_935,
      refundedMinor: 1_100,
      valueMinor: 1_835,
      customer: "26",
    });
    expect(detail.refunds.map(({ id, amountMinor }) => [id, amountMinor]).sort()).toEqual([
      ["724", 100],
      ["726", 1_000],
    ]);
    expect([detail.coupons, detail.amounts.discountMinor]).toEqual([["spring"], 200]);
  });

  test("that deletes an order leaves it in the list, cancelled and without value", async () => {
    const site = await aSite({ currency: "USD" });
    const secret = await newSecret(site, "woocommerce");
    await send(site, "woocommerce", secret, "order.deleted", '{"id":727}');
    expect(await listOf(site)).toEqual([]);
    await send(site, "woocommerce", secret, "order.created", order);
    expect(await listOf(site)).toMatchObject([
      { id: "727", status: "cancelled", valueMinor: 0, reportedMinor: null },
    ]);
  });

  test("pings unsigned when a webhook is made, and is answered 200", async () => {
    const site = await aSite();
    const { status, body } = await ask<{ heard: string }>(
      "POST",
      `/v1/hooks/woocommerce?site=${site.id}`,
      { "content-type": "application/x-www-form-urlencoded" },
      "webhook_id=12",
    );
    expect([status, body.heard]).toEqual([200, "ping"]);
  });

  test("that writes yen without decimals is read so", async () => {
    const site = await aSite({ currency: "JPY" });
    const secret = await newSecret(site, "woocommerce");
    const yen = order.replace('"USD"', '"JPY"').replace('"total":"29.35"', '"total":"2935"');
    await send(site, "woocommerce", secret, "order.created", yen);
    expect(await listOf(site)).toMatchObject([{ totalMinor: 2_935, currency: "JPY" }]);
  });
});

describe("Shopify", () => {
  test("tells of an order of its tills, with the tax taken out of delivery", async () => {
    const site = await aSite();
    const secret = await newSecret(site, "shopify", { secret: "0123456789abcdef-of-shopify" });
    await send(site, "shopify", secret, "orders/create", paid);
    const detail = (await site.get<OrderDetail>("/api/orders/5678901234567")).body;
    expect(detail.order).toMatchObject({
      status: "paid",
      placedAt: Date.UTC(2026, 2, 1, 10),
      totalMinor: 12_300,
      channel: "store",
      customer: "6940095564",
      doors: ["shopify"],
    });
    expect(detail.amounts).toEqual({
      valueMinor: 12_300,
      currency: "EUR",
      taxMinor: 2_300,
      shippingMinor: 1_000,
      shippingTaxMinor: 230,
      discountMinor: 1_000,
    });
    expect(detail.lines).toMatchObject([{ id: "8061536829755", quantity: 2, priceMinor: 6_035 }]);
    expect(detail.coupons).toEqual(["SPRING"]);
  });

  test("whose refund comes before its order has it waited for, and counts it once", async () => {
    const site = await aSite();
    const secret = await newSecret(site, "shopify");
    await send(site, "shopify", secret, "refunds/create", refund);
    expect(await listOf(site)).toEqual([]);
    await send(site, "shopify", secret, "orders/paid", paid);
    await send(site, "shopify", secret, "refunds/create", refund);
    expect(await listOf(site)).toMatchObject([
      { status: "partly_refunded", refundedMinor: 6_035, valueMinor: 6_265 },
    ]);
  });

  test("that sends its sample or another test order is heard, and makes no order", async () => {
    const site = await aSite();
    const secret = await newSecret(site, "shopify");
    const { status, body } = await send(site, "shopify", secret, "orders/create", sample);
    expect([status, body.heard]).toEqual([200, "ignored"]);
    expect(await doorOf(site, "shopify")).toMatchObject({ ignored: 1, lastReason: "a test order" });
    expect(await listOf(site)).toEqual([]);
  });

  test("names orders by ids of more than 53 bits to the last digit", async () => {
    const site = await aSite();
    const secret = await newSecret(site, "shopify");
    await send(site, "shopify", secret, "orders/cancelled", sample.replace('"test":true', '"test":false'));
    expect(await listOf(site)).toMatchObject([{ id: "820982911946154508", status: "cancelled" }]);
  });
});

describe.each<[HookDoor, string, string]>([
  ["woocommerce", "order.created", order],
  ["shopify", "orders/create", paid],
])("a webhook of %s", (door, topic, body) => {
  test.each<[string, (secret: string) => Promise<string>]>([
    ["by another secret", () => signatureOf(body, "another secret of the right length")],
    ["of another body", (secret) => signatureOf(`${body} `, secret)],
    ["that is no base64", async () => "%%%"],
    ["that is empty", async () => ""],
  ])("with a signature %s is 401 and changes nothing", async (_, sign) => {
    const site = await aSite();
    const secret = await newSecret(site, door);
    const [signature, named] = HEADERS[door];
    const headers = { [signature]: await sign(secret), [named]: topic };
    const answer = await ask("POST", `/v1/hooks/${door}?site=${site.id}`, headers, body);
    expect([answer.status, answer.body.field]).toEqual([401, signature]);
    expect(await listOf(site)).toEqual([]);
    expect(await doorOf(site, door)).toMatchObject({ accepted: 0, refused: 1 });
  });

  test("of a site that has set no secret, and one signed for another site, are 401", async () => {
    const [site, other] = [await aSite(), await aSite()];
    const secret = await newSecret(other, door);
    expect((await send(site, door, secret, topic, body)).status).toBe(401);
    expect((await send(site, door, "guessed", topic, body)).status).toBe(401);
  });

  test("is taken under the new secret and the one before it, until that is given up", async () => {
    const site = await aSite();
    const [first, second, third] = [
      await newSecret(site, door),
      await newSecret(site, door),
      await newSecret(site, door),
    ];
    const statuses = async () => {
      const answers = [];
      for (const secret of [first, second, third])
        answers.push((await send(site, door, secret, topic, body)).status);
      return answers;
    };
    expect(await statuses()).toEqual([401, 200, 200]);
    await site.delete(`/api/doors/${door}/previous-secret`);
    expect(await statuses()).toEqual([401, 401, 200]);
  });

  test("of an unknown topic is answered 200, changes nothing and is counted", async () => {
    const site = await aSite();
    const secret = await newSecret(site, door);
    const answer = await send(site, door, secret, "product.updated", body);
    expect([answer.status, answer.body.heard]).toEqual([200, "ignored"]);
    expect(await listOf(site)).toEqual([]);
    expect(await doorOf(site, door)).toMatchObject({ ignored: 1, lastReason: "topic product.updated" });
  });

  test("that cannot be read is kept once as a dead letter that names the field, without the customer", async () => {
    const site = await aSite();
    const secret = await newSecret(site, door);
    const broken = body.replace(/"quantity":2/, '"quantity":"two"');
    for (let time = 0; time < 2; time++) {
      const answer = await send(site, door, secret, topic, broken);
      expect([answer.status, answer.body.heard]).toEqual([200, "kept"]);
    }
    const { deadLetters } = (await site.get<Health>("/api/health")).body;
    expect(deadLetters).toMatchObject([
      { reason: `order by ${door}, ${topic}: line_items[0].quantity: expected a decimal` },
    ]);
    const letter = await env.DB.prepare("SELECT body FROM dead_letters WHERE site = ?1")
      .bind(site.id)
      .first<{ body: string }>();
    expect(letter!.body).toContain("two");
    expect(letter!.body).not.toMatch(/@example|Nobody|Street|Engraving/);
    const replayed = await site.post<{ detail: string }>(`/api/dead-letters/${deadLetters[0]!.id}/replay`);
    expect([replayed.status, replayed.body.detail]).toEqual([
      409,
      "Error: line_items[0].quantity: expected a decimal",
    ]);
  });

  test("whose dead letter can be read by now is an order after its replay", async () => {
    const site = await aSite();
    await env.DB.prepare(
      "INSERT INTO dead_letters (id, site, failed_at, reason, body) VALUES (?1, ?2, 0, '', ?3)",
    )
      .bind(`letter-${site.id}`, site.id, JSON.stringify({ door, topic, text: body, receivedAt: 0 }))
      .run();
    expect((await site.post(`/api/dead-letters/letter-${site.id}/replay`)).status).toBe(200);
    expect(await listOf(site)).toMatchObject([{ status: "paid", doors: [door] }]);
    expect((await site.get<Health>("/api/health")).body.deadLetters).toEqual([]);
  });
});

test("a secret is sealed in storage and in no answer but the one that made it", async () => {
  const site = await aSite();
  const secret = await newSecret(site, "woocommerce");
  const row = await env.DB.prepare("SELECT secret FROM doors WHERE site = ?1").bind(site.id).first<{
    secret: string;
  }>();
  expect(row!.secret).not.toContain(secret);
  expect(JSON.stringify(await site.get("/api/doors"))).not.toContain(secret);
});

test("secrets are only for doors that sign, and not shorter than 16 characters", async () => {
  const site = await aSite();
  expect((await site.post("/api/doors/csv/secret", {})).status).toBe(404);
  const short = await site.post("/api/doors/shopify/secret", { secret: "short" });
  expect([short.status, short.body.field]).toEqual([400, "secret"]);
});

test("one order told by the page, the webhook and the server's list is one order", async () => {
  const site = await aSite({ currency: "USD" });
  const secret = await newSecret(site, "woocommerce");
  await send(site, "woocommerce", secret, "order.created", order);
  await site.post("/v1/orders", {
    orders: [{ id: "727", placedAt: "2017-03-22", modifiedAt: "2017-03-22", valueMinor: 1, currency: "USD" }],
  });
  expect(await listOf(site)).toMatchObject([{ totalMinor: 2_935, doors: ["api", "woocommerce"] }]);
});

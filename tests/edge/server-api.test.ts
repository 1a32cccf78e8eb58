/** The server API: messages as Segment's libraries send them, each counted once, and who they are about. */
import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import { app } from "../../edge/app.ts";
import { ingest } from "../../edge/jobs/ingest.ts";
import type { IngestMessage } from "../../edge/jobs/message.ts";
import { retain } from "../../edge/jobs/retain.ts";
import { deleteOldMessages } from "../../edge/store/retention.ts";
import type { LiveFeed, OrderList, ServerAccess, VisitorCard } from "../../model/report.ts";
import { DAY_MS } from "../../model/time.ts";
import { type Answer, aSite, ask, aVisitorId, type TestSite, visit } from "./api/support.ts";
import { counted } from "./visitor.ts";

interface Taken {
  success: true;
  accepted: number;
  refused: { index: number; field: string; expected: string }[];
}

const basicOf = (site: TestSite) => ({
  authorization: `Basic ${btoa(`${site.bearer.authorization.slice("Bearer ".length)}:`)}`,
});
/** Without a queue, so that what was taken is in D1 when the answer comes. */
const post = async <T = Taken>(site: TestSite, path: string, body: unknown): Promise<Answer<T>> => {
  const response = await app.request(
    `https://edge.test/v1/${path}`,
    { method: "POST", headers: basicOf(site), body: JSON.stringify(body) },
    { ...env, INGEST: undefined },
  );
  return { status: response.status, headers: response.headers, body: await response.json() };
};
const cardOf = async (site: TestSite, visitor: string) =>
  (await site.get<VisitorCard>(`/api/visitors/${visitor}`)).body;
const liveOf = async (site: TestSite) => (await site.get<LiveFeed>("/api/live")).body.events;
const events = (site: TestSite) => counted(site.settings, "events");

describe("a message", () => {
  test("of a visitor of ours stands on their card and in the live view, with its source", async () => {
    const site = await aSite();
    const visitor = await visit(site);
    const { status, body } = await post(site, "track", {
      anonymousId: visitor,
      event: "Coupon Scanned",
      properties: { shop: "Kraków", steps: [1, 2] },
      context: { source: "beacon" },
      messageId: "m-1",
    });
    expect([status, body]).toEqual([200, { success: true, accepted: 1, refused: [] }]);
    const told = { name: "custom:coupon_scanned", props: { shop: "Kraków" }, source: "beacon" };
    expect((await cardOf(site, visitor)).timeline).toContainEqual(expect.objectContaining(told));
    expect(await liveOf(site)).toContainEqual(expect.objectContaining({ ...told, visitor }));
  });

  test("leaves what the device said of itself as it was", async () => {
    const site = await aSite();
    const visitor = await visit(site);
    const before = (await cardOf(site, visitor)).profile;
    await post(site, "page", { anonymousId: visitor, properties: { path: "/app" }, messageId: "m-1" });
    const { profile } = await cardOf(site, visitor);
    expect(profile.pages).toBe(before.pages + 1);
    expect([profile.place, profile.device, profile.consent]).toEqual([
      before.place,
      before.device,
      before.consent,
    ]);
  });

  test.each([
    ["pl_PL", "pl-PL"],
    ["EN-us", "en-US"],
    ["po polsku", "de"],
    [7, "de"],
    [undefined, "de"],
  ])("whose context has the locale %j leaves the language %s", async (locale, language) => {
    const site = await aSite();
    const visitor = await visit(site, undefined, { context: { language: "de" } });
    const message = { anonymousId: visitor, event: "Coupon Scanned", messageId: "m-1" };
    await post(site, "track", { ...message, context: { locale } });
    expect((await cardOf(site, visitor)).profile.language?.value).toBe(language);
  });

  test("that comes again, alone, in a batch and at the same time, counts once", async () => {
    const site = await aSite();
    const message = { type: "track", userId: "c-1", event: "Email Opened", messageId: "m-1" };
    await Promise.all([
      post(site, "track", message),
      post(site, "batch", { batch: [message, message] }),
      post(site, "batch", { batch: [message, { ...message, messageId: "m-2" }] }),
    ]);
    expect(await events(site)).toBe(2);
  });

  test("that the queue brings twice, in one batch and in another, counts once", async () => {
    const site = await aSite();
    const queued: IngestMessage[] = [];
    const INGEST = { send: async (message: IngestMessage) => void queued.push(message) };
    await app.request(
      "https://edge.test/v1/track",
      {
        method: "POST",
        headers: basicOf(site),
        body: JSON.stringify({ userId: "c-1", event: "Email Opened", messageId: "m-1" }),
      },
      { ...env, INGEST: INGEST as unknown as typeof env.INGEST },
    );
    expect(queued).toHaveLength(1);
    await ingest(env, [queued[0]!, queued[0]!]);
    await ingest(env, queued);
    await Promise.all([ingest(env, queued), ingest(env, queued)]);
    expect(await events(site)).toBe(1);
  });

  test("with a fault is refused by its place in a batch, and the others are taken", async () => {
    const site = await aSite();
    const { status, body } = await post(site, "batch", {
      batch: [
        {
          type: "track",
          userId: "c-1",
          event: "Product Viewed",
          properties: { name: "Lamp" },
          messageId: "1",
        },
        { type: "track", userId: "c-1", event: "Email Opened", messageId: "2" },
        { type: "track", event: "Email Opened", messageId: "3" },
        { type: "track", userId: "c-1", event: "Exposure", messageId: "4" },
        { type: "dance", userId: "c-1" },
      ],
    });
    expect([status, body.accepted]).toEqual([200, 1]);
    expect(body.refused.map(({ index, field }) => [index, field])).toEqual([
      [0, "properties.product_id"],
      [2, "userId"],
      [3, "properties.campaign"],
      [4, "type"],
    ]);
  });

  test("alone with a fault is a 400 that names the field", async () => {
    const site = await aSite();
    const { status, body } = await post<{ field: string }>(site, "track", { userId: "c-1" });
    expect([status, body.field]).toEqual([400, "event"]);
  });

  test("happened as long before it was sent as its own clock says", async () => {
    const site = await aSite();
    const at = Date.UTC(2031, 0, 1);
    await post(site, "track", {
      anonymousId: "till 4",
      event: "Receipt Printed",
      timestamp: new Date(at).toISOString(),
      sentAt: new Date(at + 3_600_000).toISOString(),
    });
    const [told] = await liveOf(site);
    expect(Math.abs(Date.now() - 3_600_000 - told!.at)).toBeLessThan(60_000);
  });
});

describe("a body", () => {
  const packed = async (text: string) =>
    new Response(new Response(text).body!.pipeThrough(new CompressionStream("gzip"))).arrayBuffer();
  const send = async (site: TestSite, body: BodyInit, headers: Record<string, string> = {}) => {
    const response = await app.request(
      "https://edge.test/v1/batch",
      { method: "POST", headers: { ...basicOf(site), ...headers }, body },
      { ...env, INGEST: undefined },
    );
    return { status: response.status, body: (await response.json()) as Taken & { field?: string } };
  };
  const batch = JSON.stringify({
    batch: [{ type: "track", userId: "c-1", event: "Email Opened", messageId: "m-1" }],
  });

  test("is unpacked by its encoding, whatever its type says", async () => {
    const site = await aSite();
    const { status } = await send(site, await packed(batch), {
      "content-encoding": "gzip",
      "content-type": "application/x-www-form-urlencoded",
    });
    expect(status).toBe(200);
    expect(await events(site)).toBe(1);
  });

  test("that unpacks to more than it may is refused", async () => {
    const site = await aSite();
    const bomb = await packed(`{"batch":[],"x":"${"0".repeat(8_000_000)}"}`);
    expect(bomb.byteLength).toBeLessThan(20_000);
    expect((await send(site, bomb, { "content-encoding": "gzip" })).status).toBe(413);
  });

  test.each([
    ["a million levels deep", `${"[".repeat(200_000)}${"]".repeat(200_000)}`, {}, 400],
    ["of many levels below the batch", `{"batch":${"[".repeat(40)}${"]".repeat(40)}}`, {}, 400],
    ["of more messages than it may", `{"batch":[${"1,".repeat(1_000)}1]}`, {}, 400],
    ["that is not packed as it says", batch, { "content-encoding": "gzip" }, 400],
    ["packed as nobody unpacks", batch, { "content-encoding": "br" }, 415],
    ["that is no JSON", "batch", {}, 400],
  ])("%s is refused", async (_, body, headers, expected) => {
    const site = await aSite();
    expect((await send(site, body, headers as Record<string, string>)).status).toBe(expected);
  });
});

describe("a write key", () => {
  const message = { userId: "c-1", event: "Email Opened" };
  test("may stand in the body where there is no header", async () => {
    const site = await aSite();
    const writeKey = site.bearer.authorization.slice("Bearer ".length);
    expect((await ask("POST", "/v1/track", {}, { ...message, writeKey })).status).toBe(200);
  });

  test.each([
    ["missing", {}],
    ["wrong", { authorization: `Basic ${btoa("nobody:")}` }],
    ["the admin token", { authorization: `Bearer ${env.ADMIN_TOKEN}` }],
    ["no Basic at all", { authorization: "Basic ?" }],
  ])("that is %s is a 401", async (_, headers) => {
    const { status, body } = await ask("POST", "/v1/track", headers, message);
    expect([status, body.field]).toEqual([401, "writeKey"]);
  });
});

describe("an order of the server", () => {
  test("is the one that POST /v1/orders knows, with its customer and visitor", async () => {
    const site = await aSite();
    const visitor = await visit(site);
    const order = {
      type: "track",
      userId: "c-1",
      anonymousId: visitor,
      event: "Order Completed",
      messageId: "m-1",
      properties: {
        order_id: "1001",
        total: "89.90",
        currency: "eur",
        products: [{ product_id: "lamp", quantity: 2, price: 44.95 }],
      },
    };
    await post(site, "batch", { batch: [order, order] });
    const { orders } = (await site.get<OrderList>("/api/orders")).body;
    expect(orders).toMatchObject([
      { id: "1001", valueMinor: 8_990, currency: "EUR", doors: ["api"], customer: "c-1", visitor, lines: 1 },
    ]);
  });

  test.each([
    [
      "given back in part",
      "Order Refunded",
      { total: 20 },
      { status: "partly_refunded", valueMinor: 6_990, refundedMinor: 2_000 },
    ],
    ["given back whole", "Order Refunded", {}, { status: "refunded" }],
    ["cancelled", "Order Cancelled", {}, { status: "cancelled" }],
  ])("that is %s is so in the list, told twice", async (_, event, more, expected) => {
    const site = await aSite();
    const told = (name: string, messageId: string, properties: object, timestamp: string) => ({
      type: "track",
      userId: "c-1",
      event: name,
      messageId,
      timestamp,
      properties: { order_id: "1001", currency: "EUR", ...properties },
    });
    const now = Date.now();
    const order = told("Order Completed", "m-1", { total: 89.9 }, new Date(now - 60_000).toISOString());
    const change = told(event, "m-2", more, new Date(now - 30_000).toISOString());
    await post(site, "batch", { batch: [order, change, change] });
    const { orders } = (await site.get<OrderList>("/api/orders")).body;
    expect(orders).toMatchObject([{ id: "1001", ...expected }]);
  });

  test("without an amount is refused, and says which field", async () => {
    const site = await aSite();
    const { body } = await post(site, "batch", {
      batch: [{ type: "track", userId: "c-1", event: "Order Completed", properties: { order_id: "1" } }],
    });
    expect(body.refused).toMatchObject([{ index: 0, field: "properties.total" }]);
  });
});

describe("identify", () => {
  test("of a customer keeps the latest word on each trait, in any order, and out of every feed", async () => {
    const site = await aSite();
    const visitor = await visit(site);
    const said = (at: number, traits: object) => ({
      type: "identify",
      userId: "c-1",
      anonymousId: visitor,
      traits,
      timestamp: new Date(Date.UTC(2026, 0, at)).toISOString(),
    });
    await post(site, "batch", {
      batch: [
        said(3, { plan: "gold", points: 12, newsletter: true, email: "a@example.org" }),
        said(2, { plan: "silver", since: "2020-01-31", address: { city: "Kraków" } }),
        said(4, { points: null }),
      ],
    });
    const { customer } = await cardOf(site, visitor);
    expect(customer!.id).toBe("c-1");
    expect(
      Object.fromEntries(Object.entries(customer!.traits).map(([name, { value }]) => [name, value])),
    ).toEqual({ plan: "gold", points: null, newsletter: true, email: "a@example.org", since: "2020-01-31" });
    expect(JSON.stringify(await liveOf(site))).not.toContain("example.org");
  });

  test("of nobody's customer sets traits on that visitor alone", async () => {
    const site = await aSite();
    const visitor = await visit(site);
    await post(site, "identify", { anonymousId: visitor, traits: { room: "kitchen" } });
    const card = await cardOf(site, visitor);
    expect(card.customer).toBeNull();
    expect(card.profile.traits.room?.value).toBe("kitchen");
  });

  test.each([
    ["1st", 400],
    ["a\nb", 400],
    // No trait of anybody, and so left out as an address is.
    ["__proto__", 200],
    ["constructor", 200],
  ])("keeps no trait %j", async (name, expected) => {
    const site = await aSite();
    const visitor = await visit(site);
    const sent = `{"userId":"c-1","anonymousId":"${visitor}","traits":{${JSON.stringify(name)}:{"x":1},${JSON.stringify(name)}:"x"}}`;
    const response = await app.request(
      "https://edge.test/v1/identify",
      { method: "POST", headers: basicOf(site), body: sent },
      { ...env, INGEST: undefined },
    );
    expect(response.status).toBe(expected);
    expect((await cardOf(site, visitor)).customer?.traits ?? {}).toEqual({});
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });

  test("a former name by alias links that visitor to the customer", async () => {
    const site = await aSite();
    const visitor = aVisitorId();
    await post(site, "track", { anonymousId: visitor, event: "App Opened" });
    await post(site, "alias", { previousId: visitor, userId: "c-1" });
    expect((await cardOf(site, visitor)).customer?.id).toBe("c-1");
  });
});

describe("a key", () => {
  test("is shown once, tells events, and does no more once it is deleted", async () => {
    const site = await aSite();
    const made = await site.post<{ key: string; hash: string }>("/api/keys", { name: "Till" });
    expect(made.status).toBe(201);
    const { key, hash } = made.body;
    const track = () =>
      ask(
        "POST",
        "/v1/track",
        { authorization: `Basic ${btoa(`${key}:`)}` },
        { userId: "c", event: "Opened" },
      );
    expect((await track()).status).toBe(200);
    const listed = (await site.get<ServerAccess>("/api/keys")).body;
    expect(listed.keys.map(({ name }) => name)).toContain("Till");
    expect(JSON.stringify(listed)).not.toContain(key);
    expect((await site.delete(`/api/keys/${hash}`)).status).toBe(200);
    expect((await track()).status).toBe(401);
    expect((await site.delete(`/api/keys/${hash}`)).status).toBe(404);
  });
});

test("a message's name is kept for 14 days, and then gone", async () => {
  const site = await aSite();
  await post(site, "track", { userId: "c-1", event: "Email Opened", messageId: "m-1" });
  const today = Math.floor(Date.now() / DAY_MS);
  expect(await deleteOldMessages(env.DB, site.id, today, 10)).toBe(0);
  expect(await deleteOldMessages(env.DB, site.id, today + 1, 10)).toBe(1);
  await post(site, "track", { userId: "c-1", event: "Email Opened", messageId: "m-1" });
  await retain(env, { site: site.id, kind: "retain", subject: "" }, Date.now() + 14 * DAY_MS);
  await post(site, "track", { userId: "c-1", event: "Email Opened", messageId: "m-1" });
  expect(await events(site)).toBe(2);
  await retain(env, { site: site.id, kind: "retain", subject: "" }, Date.now() + 15 * DAY_MS);
  await post(site, "track", { userId: "c-1", event: "Email Opened", messageId: "m-1" });
  expect(await events(site)).toBe(3);
});

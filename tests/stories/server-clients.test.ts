/** Segment's and RudderStack's own libraries, unchanged, against the real Worker with its queue. No browser. */
import { createHmac } from "node:crypto";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import RudderAnalytics from "@rudderstack/rudder-sdk-node";
import { Analytics } from "@segment/analytics-node";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { LiveFeed, OrderList, ServerAccess, VisitorCard } from "../../model/report.ts";
import { createDemoSite } from "../../scripts/demo-site.ts";
import { type Runtime, startRuntime } from "../../scripts/runtime.ts";
import { STORIES_DIST } from "../support/stories-build.ts";

const ADMIN_TOKEN = "the-admin-token-of-the-server-clients";
let runtime: Runtime;
let writeKey: string;

/** A front door that takes what it is given and now and then loses the answer: 503 after the Worker has taken it. */
let door: Server;
let lost = 0;
const seen: { headers: IncomingHttpHeaders; status: number }[] = [];

async function api<T>(path: string, method = "GET", body?: unknown): Promise<T> {
  const answer = await fetch(`${runtime.origin}/api${path}`, {
    method,
    headers: { authorization: `Bearer ${ADMIN_TOKEN}`, "content-type": "application/json" },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return answer.json() as Promise<T>;
}

beforeAll(async () => {
  runtime = await startRuntime({
    port: 0,
    dist: STORIES_DIST,
    masterSecret: "the-master-secret-of-the-server-clients",
    adminToken: ADMIN_TOKEN,
  });
  await createDemoSite(runtime.origin, ADMIN_TOKEN);
  writeKey = (await api<{ key: string }>("/keys", "POST", { name: "shop" })).key;
  door = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk) => chunks.push(chunk));
    request.on("end", async () => {
      const { host: _, connection: __, "transfer-encoding": ___, ...headers } = request.headers;
      const answer = await fetch(runtime.origin + request.url, {
        method: "POST",
        headers: headers as Record<string, string>,
        body: Buffer.concat(chunks),
      });
      const text = await answer.text();
      const status = lost > 0 ? 503 : answer.status;
      seen.push({ headers: request.headers, status });
      if (lost > 0) lost--;
      response.writeHead(status, { "content-type": "application/json" }).end(text);
    });
  });
  await new Promise<void>((resolve) => door.listen(0, "127.0.0.1", resolve));
});
afterAll(async () => {
  door?.close();
  await runtime?.stop();
});
const doorOrigin = () => `http://127.0.0.1:${(door.address() as AddressInfo).port}`;

/** Another one every time, so that a test that is tried again counts what it sent itself. */
const aSource = (name: string) => `${name} ${crypto.randomUUID().slice(0, 8)}`;

/** Told moments of the live view, by name, oldest first. */
async function toldBy(source: string): Promise<{ name: string; visitor: string }[]> {
  const { events } = await api<LiveFeed>("/live");
  return events.filter((event) => event.source === source).map(({ name, visitor }) => ({ name, visitor }));
}

it("@segment/analytics-node: what was sent again after a lost answer counts once", async () => {
  const analytics = new Analytics({ writeKey, host: doorOrigin(), path: "/v1/batch", maxRetries: 3 });
  const errors: unknown[] = [];
  analytics.on("error", (error) => errors.push(error));
  seen.length = 0;
  const source = aSource("segment");
  const context = { source } as object;
  const person = { userId: "customer-1", context };
  lost = 1;
  analytics.identify({ ...person, traits: { plan: "gold", since: new Date("2024-05-01") } });
  analytics.track({ ...person, event: "Email Opened", properties: { campaign: "spring" } });
  analytics.page({ ...person, name: "Help", properties: { path: "/help" } });
  analytics.screen({ ...person, name: "Start" });
  analytics.group({ ...person, groupId: "studio-7" });
  analytics.alias({ userId: "customer-1", previousId: "till-4", context });
  analytics.track({
    ...person,
    event: "Order Completed",
    properties: {
      order_id: "S-1",
      total: 120.5,
      currency: "EUR",
      products: [{ product_id: "lamp-sowa", quantity: 1 }],
    },
  });
  await analytics.flush();
  await analytics.closeAndFlush();
  expect(errors).toEqual([]);
  expect(seen.map(({ status }) => status)).toEqual([503, 200]);
  expect(seen[0]!.headers["content-type"]).toContain("json");

  await expect.poll(() => toldBy(source).then((told) => told.length), { timeout: 10_000 }).toBe(7);
  const told = await toldBy(source);
  expect(told.map(({ name }) => name).sort()).toEqual(
    [
      "custom:email_opened",
      "custom:join_group",
      "custom:screen_view",
      "identify",
      "identify",
      "page_view",
      "purchase",
    ].sort(),
  );
  const { visitor } = told.find(({ name }) => name === "purchase")!;
  const card = await api<VisitorCard>(`/visitors/${visitor}`);
  expect(card.customer).toMatchObject({
    id: "customer-1",
    traits: { plan: { value: "gold" }, since: { value: "2024-05-01T00:00:00.000Z" } },
  });
  expect(card.customer!.visitors).toHaveLength(2);
  const { orders } = await api<OrderList>("/orders");
  expect(orders.filter(({ id }) => id === "S-1")).toMatchObject([
    { valueMinor: 12_050, customer: "customer-1", doors: ["api"] },
  ]);
});

it("@rudderstack/rudder-sdk-node: packed bodies under any content type are taken, and count once", async () => {
  seen.length = 0;
  const source = aSource("rudder");
  const rudder = new RudderAnalytics(writeKey, {
    dataPlaneUrl: doorOrigin(),
    flushAt: 20,
    flushInterval: 60_000,
  });
  const context = { source };
  const person = { userId: "customer-2", context };
  lost = 1;
  rudder.identify({ ...person, traits: { plan: "silver" } });
  rudder.track({ ...person, event: "Email Opened" });
  rudder.page({ ...person, name: "Help" });
  rudder.screen({ ...person, name: "Start" });
  rudder.group({ ...person, groupId: "studio-8" });
  rudder.alias({ userId: "customer-2", previousId: "till-5", context });
  await rudder.flush();
  // It sends its first message at once and the others by themselves.
  expect(seen.map(({ status }) => status)).toEqual([503, 200, 200]);
  expect(seen[0]!.headers["content-encoding"]).toBe("gzip");
  expect(seen[0]!.headers["content-type"]).not.toContain("json");
  await expect.poll(() => toldBy(source).then((told) => told.length), { timeout: 10_000 }).toBe(6);
});

it("a token signed as the documents say for Node links the browser that brings it", async () => {
  const { identitySecret } = await api<ServerAccess>("/keys");
  const payload = Buffer.from(JSON.stringify(["customer-3", Math.floor(Date.now() / 1000) + 300]));
  const signed = `v1.${payload.toString("base64url")}`;
  const token = `${signed}.${createHmac("sha256", identitySecret).update(signed).digest("base64url")}`;
  const { site } = await api<{ site: { id: string } }>("/me");
  const sent = await fetch(`${runtime.origin}/v1/sync`, {
    method: "POST",
    headers: { "user-agent": "Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0 Safari/537.36" },
    body: JSON.stringify({
      wire: 1,
      site: site.id,
      secret: crypto.randomUUID().slice(0, 22),
      consent: 15,
      page: { path: "/", slots: [] },
      runs: [
        {
          writer: "bbbbbbbb",
          from: 0,
          events: [{ name: "identify", props: { traits: { token } }, ageMs: 0, session: 1 }],
        },
      ],
    }),
  });
  expect(sent.status).toBe(200);
  const linked = async () => {
    const { visitors } = await api<{ visitors: { id: string; lastSeenAt: number }[] }>("/visitors");
    const cards = await Promise.all(
      visitors.slice(0, 5).map(({ id }) => api<VisitorCard>(`/visitors/${id}`)),
    );
    return cards.filter(({ customer }) => customer?.id === "customer-3").length;
  };
  await expect.poll(linked, { timeout: 10_000 }).toBe(1);
});

/**
 * A hundred thousand inputs nobody should send, a tenth of them at the usual depth, at the real Worker's doors: none is answered
 * 5xx, every refusal says what was expected and where, and of what is refused nothing is written.
 */
import { env } from "cloudflare:workers";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { app } from "../../edge/app.ts";
import { fromBase64Url, toBase64Url } from "../../edge/base64url.ts";
import { ingest } from "../../edge/jobs/ingest.ts";
import type { IngestMessage } from "../../edge/jobs/message.ts";
import { openPassport } from "../../edge/passport.ts";
import { api } from "../../edge/routes/api.ts";
import type { Event } from "../../model/event.ts";
import { siteIdOf } from "../../model/site.ts";
import order from "../fixtures/hooks/woocommerce-order.json?raw";
import { aCampaign, aSegment, aSnapshot } from "../support/builders.ts";
import { deep } from "../support/depth.ts";
import { aJourney, aMessage, aPush, aWait } from "../support/journeys.ts";
import { aSite, type TestSite } from "./api/support.ts";
import { anything, faulty } from "./fuzz/inputs.ts";
import { watched } from "./fuzz/watched.ts";
import { publishDirectly } from "./publish.ts";
import { ARRIVE, deployed, VIEW, Visitor } from "./visitor.ts";

/** What the doors have taken: ingest gets it by the hundred, as from the queue. */
const queued: IngestMessage[] = [];
const worker = deployed({
  INGEST: {
    send: async (message: IngestMessage) => void queued.push(message),
    sendBatch: async (messages: { body: IngestMessage }[]) =>
      void queued.push(...messages.map(({ body }) => body)),
  } as unknown as Queue<IngestMessage>,
});

/** Everything taken goes into D1: a message that no row can be made of would throw. */
async function ingestQueued(): Promise<number> {
  const messages = queued.splice(0);
  for (let i = 0; i < messages.length; i += 100) await ingest(env, messages.slice(i, i + 100));
  return messages.length;
}

let inputs = 0;
let refused = 0;

interface Input {
  path: string;
  method?: string;
  body?: BodyInit | undefined;
  headers?: Record<string, string>;
}

/** What a refusal may leave: that there was one, and a look at what there might be to erase. */
const COUNTS_A_REFUSAL = /^\s*INSERT INTO (doors|due_work)\b/;

async function send({
  path,
  method = "POST",
  body,
  headers = {},
}: Input): Promise<{ status: number; text: string }> {
  inputs++;
  // Of its own, so that what others change meanwhile is not taken for its doing.
  const { DB, changes } = watched(env.DB);
  const waiting: Promise<unknown>[] = [];
  const context = {
    waitUntil: (promise: Promise<unknown>) => void waiting.push(promise),
    passThroughOnException() {},
    props: {},
  };
  const response = await app.request(
    `https://edge.test${path}`,
    { method, headers, ...(body !== undefined && { body }) },
    { ...worker, DB },
    context as never,
  );
  const text = await response.text();
  await Promise.all(waiting);
  const { status } = response;
  const said = `${method} ${path} ${status} ${text.slice(0, 300)}`;
  expect(status, said).toBeLessThan(500);
  if (status < 400) return { status, text };
  refused++;
  expect(response.headers.get("content-type"), said).toBe("application/problem+json");
  const problem = JSON.parse(text);
  expect(problem, said).toMatchObject({
    type: expect.stringMatching(/^urn:impuls:problem:/),
    title: expect.stringMatching(/./),
    status,
  });
  // Of a body that is refused whole there is no field to name.
  if (status === 400 || status === 422) {
    expect(problem.expected, said).toMatch(/./);
    if (status === 400 && isObject(body) && !problem.type.endsWith(":json"))
      expect(problem.field, said).toMatch(/./);
  }
  expect(
    changes.filter((sql) => !COUNTS_A_REFUSAL.test(sql)),
    said,
  ).toEqual([]);
  return { status, text };
}

function isObject(body: unknown): boolean {
  try {
    const value = typeof body === "string" ? JSON.parse(body) : null;
    return typeof value === "object" && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

/** All, or a tenth and at least one. */
const some = (full: number): number => deep({ full, usual: Math.ceil(full / 10) });

/** A request mostly waits for the database: so many are under way at a time, as at a real door. */
const AT_ONCE = 16;
async function allOf<T>(values: readonly T[], each: (value: T) => Promise<unknown>): Promise<void> {
  const rest = values.values();
  // Each takes the next one when it is done with its own.
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (const value of rest) await each(value);
    }),
  );
}

/**
 * Sends so many of them, or some, and names what went wrong, each kind of it once with an input that shows it. Another seed every
 * time: what fails is repeated by the seed that is told.
 */
async function each<T>(arbitrary: fc.Arbitrary<T>, count: number, input: (value: T) => Input): Promise<void> {
  const seed = Math.floor(Math.random() * 2 ** 31);
  const faults = new Map<string, string>();
  await allOf(fc.sample(arbitrary, { seed, numRuns: some(count) }), (value) =>
    send(input(value)).catch((error: Error) => {
      const [kind] = error.message.split("\n");
      const known = kind!.replace(/"[^"]{80,}"/g, '"…"').slice(0, 400);
      if (!faults.has(known)) faults.set(known, JSON.stringify(value).slice(0, 300));
    }),
  );
  expect([...faults].slice(0, 30), `seed ${seed}`).toEqual([]);
}

let site: TestSite;
let visitor: Visitor;
let basic: { authorization: string };
let rowsBefore: Record<string, number>;

async function rows(): Promise<Record<string, number>> {
  const { results } = await env.DB.prepare(
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT GLOB '_*' AND name NOT GLOB 'sqlite_*' AND name NOT GLOB 'd1_*'",
  ).all<{ name: string }>();
  const counts = await env.DB.batch<{ n: number }>(
    results.map(({ name }) => env.DB.prepare(`SELECT count(*) AS n FROM ${name}`)),
  );
  return Object.fromEntries(results.map(({ name }, i) => [name, counts[i]!.results[0]!.n]));
}

beforeAll(async () => {
  site = await aSite();
  await publishDirectly(
    env,
    aSnapshot(site.settings, {
      campaigns: [aCampaign("hello")],
      segments: [aSegment("often", { field: "visits", op: "gte", value: 2 })],
    }),
  );
  visitor = new Visitor(site);
  await visitor.sync([ARRIVE, VIEW], {}, { worker });
  basic = { authorization: `Basic ${btoa(`${site.bearer.authorization.slice("Bearer ".length)}:`)}` };
  rowsBefore = await rows();
});

const ORDER: Event = {
  name: "purchase",
  props: {
    orderId: "o-1",
    valueMinor: 1_000,
    currency: "EUR",
    coupon: "TEN",
    lines: [{ id: "lamp-sowa", quantity: 1, priceMinor: 1_000 }],
  },
};
const ANSWER: Event = { name: "identify", props: { traits: { colour: "red", visits: 3 } } };

const fresh = () => crypto.randomUUID().replaceAll("-", "").slice(0, 22);

test("texts of any kind at every door: refused by name, and no row written", async () => {
  const doors = [
    "coupon",
    "decide",
    "preview",
    "orders",
    "service-minutes",
    "push/subscriptions",
    "track",
    "identify",
    "page",
    "hooks/shopify?site=x",
    "hooks/woocommerce",
    "imports/none",
  ];
  await each(anything, 15_000, (body) => ({ path: "/v1/sync", body }));
  await each(fc.tuple(fc.constantFrom(...doors), anything), 2_000, ([door, body]) => ({
    path: `/v1/${door}`,
    body,
    headers: basic,
  }));
  expect(await rows()).toEqual({ ...rowsBefore, doors: expect.any(Number) });
}, 60_000);

test("a sync with a fault in it", async () => {
  const sound = {
    ...visitor.request([ARRIVE, VIEW, ORDER, ANSWER]),
    language: "pl-PL",
    offsetMinutes: 60,
    rebuild: false,
    explain: true,
  };
  await each(faulty(sound), 12_000, (body) => ({
    path: "/v1/sync",
    body: body.replace(visitor.secret, fresh()),
  }));
  expect(await ingestQueued()).toBeGreaterThan(0);
}, 60_000);

test("a passport with a fault in it", async () => {
  const sealed = fromBase64Url(visitor.passport!)!;
  const changed = fc.oneof(
    fc.uint8Array({ maxLength: 2_300 }),
    fc
      .tuple(fc.nat(sealed.length * 8 - 1), fc.nat(sealed.length * 8 - 1))
      .filter(([a, b]) => a !== b)
      .map((bits) => {
        const bytes = sealed.slice();
        for (const bit of bits) bytes[bit >> 3]! ^= 1 << (bit & 7);
        return bytes;
      }),
    fc.nat(sealed.length - 1).map((end) => sealed.slice(0, end)),
    fc
      .tuple(fc.nat(3), fc.nat(255))
      .filter(([place, byte]) => sealed[place] !== byte)
      .map(([place, byte]) => sealed.with(place, byte)),
  );
  const tokens = fc.oneof(
    { weight: 9, arbitrary: changed.map(toBase64Url) },
    { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 3_000 }) },
  );
  const opened: string[] = [];
  await allOf(fc.sample(tokens, some(52_000)), async (token) => {
    inputs++;
    if (await openPassport(worker, site.id, token, Date.now())) opened.push(token);
  });
  inputs++;
  if (await openPassport(worker, siteIdOf("another")!, visitor.passport!, Date.now()))
    opened.push("of another site");
  expect(opened).toEqual([]);
  // And on its way: such a visitor is a new one, or a passport too long is refused.
  await each(tokens, 1_000, (passport) => ({
    path: "/v1/sync",
    body: JSON.stringify({ ...visitor.request([]), secret: fresh(), passport }),
  }));
}, 60_000);

test("messages of the server API with faults in them, a thousand at once and one by one", async () => {
  const TRACK = {
    type: "track",
    messageId: "m",
    userId: "u",
    anonymousId: fresh(),
    event: "Order Completed",
    properties: {
      order_id: "o-1",
      total: 10,
      currency: "EUR",
      products: [{ product_id: "p", name: "n", price: 1, quantity: 2 }],
    },
    context: { source: "till" },
    timestamp: "2026-11-01T10:00:00Z",
    sentAt: "2026-11-01T10:00:01Z",
  };
  const IDENTIFY = {
    type: "identify",
    userId: "u",
    traits: { email: "a@b.example", birthday: "1990-01-01", city: "Kraków", vip: true },
  };
  const PAGE = { type: "page", anonymousId: fresh(), name: "Home", properties: { path: "/a", title: "A" } };
  const EXPOSURE = {
    type: "track",
    anonymousId: fresh(),
    event: "exposure",
    properties: { campaign: "hello", variant: "a", placement: "home" },
  };
  const SOUND = [TRACK, IDENTIFY, PAGE, EXPOSURE];
  const message = fc.constantFrom(...SOUND).chain((sound) => faulty(sound));
  const isJson = (text: string) => {
    try {
      return JSON.parse(text) !== undefined;
    } catch {
      return false;
    }
  };
  const shallow = (text: string) => !text.includes("[[[[[[[[[[[[[[[[[[[[") && !/(\{"\w+":\[?){19}/.test(text);
  let told = 0;
  const batches = fc.array(
    message.filter((text) => isJson(text) && shallow(text) && text.length < 3_000),
    { minLength: 500, maxLength: 500 },
  );
  await allOf(fc.sample(batches, some(40)), async (batch) => {
    inputs += batch.length - 1;
    const { status, text } = await send({ path: "/v1/batch", body: `{"batch":[${batch}]}`, headers: basic });
    expect(status, text.slice(0, 300)).toBe(200);
    const { accepted, refused } = JSON.parse(text);
    expect(accepted + refused.length).toBe(batch.length);
    for (const each of refused) expect(each.expected, JSON.stringify([each, batch[each.index]])).toMatch(/./);
    told += accepted;
  });
  expect(told).toBeGreaterThan(0);
  expect(await ingestQueued()).toBeGreaterThan(0);
  const doors = fc.constantFrom("track", "identify", "page", "batch", "alias", "group", "screen");
  await each(fc.tuple(doors, message), 800, ([door, body]) => ({
    path: `/v1/${door}`,
    body,
    headers: basic,
  }));
}, 60_000);

test("orders, minutes, coupons, previews and subscriptions with faults in them", async () => {
  const anOrder = {
    id: "o-1",
    placedAt: "2026-11-01T10:00:00Z",
    valueMinor: 1_000,
    currency: "EUR",
    stage: "paid",
    channel: "web",
    customer: "u",
    coupons: ["TEN"],
    refunds: [{ id: "r", amountMinor: 10, currency: "EUR" }],
    lines: [{ id: "p", quantity: 2, priceMinor: 500 }],
  };
  const { bearer } = site;
  const passport = visitor.passport;
  const decide = {
    anonymousId: fresh(),
    userId: "u",
    consent: { personalise: true },
    page: { path: "/", kind: "home", placements: ["home"] },
    device: "phone",
    language: "pl-PL",
    explain: true,
  };
  const subscription = {
    endpoint: "https://fcm.googleapis.com/fcm/send/a",
    keys: { p256dh: "B".repeat(87), auth: "a".repeat(22) },
    keyId: "k",
  };
  const bodies: [string, object, Record<string, string>][] = [
    ["orders", { orders: [anOrder, { ...anOrder, id: "o-2" }] }, bearer],
    [
      "service-minutes",
      {
        entries: [
          { customer: "u", month: "2026-10", minutes: 4 },
          { customer: "v", month: "2026-10", minutes: 4, id: "e" },
        ],
      },
      bearer,
    ],
    ["coupon", { site: site.id, passport, campaign: "hello", pool: "ten" }, {}],
    ["preview", { site: site.id, token: "a.b" }, {}],
    [
      "push/subscriptions",
      { site: site.id, passport, subscription, timeZone: "Europe/Warsaw", language: "pl" },
      {},
    ],
    ["decide", decide, basic],
    ["decide/coupon", { anonymousId: fresh(), userId: "u", campaign: "hello", pool: "ten" }, basic],
  ];
  for (const [door, sound, headers] of bodies)
    await each(faulty(sound), 200, (body) => ({ path: `/v1/${door}`, body, headers }));
}, 60_000);

test("signed webhooks with faults in them: each is heard, or kept as a dead letter", async () => {
  const secret = "a secret of the shop's";
  await site.post("/api/doors/woocommerce/secret", { secret });
  const hmac = { name: "HMAC", hash: "SHA-256" };
  const utf8 = new TextEncoder();
  const key = await crypto.subtle.importKey("raw", utf8.encode(secret), hmac, false, ["sign"]);
  const bodies = fc.oneof(
    { weight: 9, arbitrary: faulty(JSON.parse(order)) },
    { weight: 1, arbitrary: anything },
  );
  await allOf(fc.sample(bodies, some(150)), async (body) => {
    const signature = new Uint8Array(await crypto.subtle.sign("HMAC", key, utf8.encode(body)));
    const { status, text } = await send({
      path: `/v1/hooks/woocommerce?site=${site.id}`,
      body,
      headers: {
        "x-wc-webhook-signature": btoa(String.fromCharCode(...signature)),
        "x-wc-webhook-topic": "order.updated",
      },
    });
    expect(status, text).toBe(200);
  });
}, 60_000);

test("bodies packed wrongly, of other types, and files that are none", async () => {
  const packed = new Uint8Array(
    await new Response(
      new Blob(["{}".repeat(100)]).stream().pipeThrough(new CompressionStream("gzip")),
    ).arrayBuffer(),
  );
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 400 }),
    fc.nat(packed.length).map((end) => packed.slice(0, end)),
    fc.tuple(fc.nat(packed.length - 1), fc.nat(255)).map(([at, byte]) => packed.with(at, byte)),
    fc
      .constantFrom(
        "<rss><channel><item>",
        "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
        'id,name\n"',
        "a\tb\n",
        "<a>".repeat(2_000),
      )
      .map((text) => new TextEncoder().encode(text)),
  );
  const encodings = fc.constantFrom("gzip", "deflate", "br", "identity", "", "gzip, gzip", "GZIP ");
  const types = fc.constantFrom(
    "text/plain",
    "application/json",
    "multipart/form-data; boundary=x",
    "application/x-www-form-urlencoded",
    "",
  );
  const doors = fc.constantFrom(
    "/v1/batch",
    "/v1/track",
    "/v1/decide",
    "/v1/coupon",
    "/v1/preview",
    "/v1/imports/products",
    "/v1/imports/customers?dry=yes",
    "/api/keys",
    "/api/session",
  );
  await each(fc.tuple(doors, bytes, encodings, types), 900, ([path, body, encoding, type]) => ({
    path,
    body,
    headers: {
      ...(path.startsWith("/v1/imports") ? site.bearer : basic),
      "content-encoding": encoding,
      "content-type": type,
    },
  }));
}, 60_000);

test("what the dashboard writes, with faults in it: every route that takes something", async () => {
  const SOUND: Record<string, object> = {
    "PUT /segments/:id": aSegment("some-id", {
      all: [{ field: "visits", op: "gte", value: 2 }, { none: [{ field: "pages", op: "gte", value: 9 }] }],
    }),
    "PUT /campaigns/:id": aCampaign("some-id", {
      pages: { in: ["/a*"], out: ["*b"] },
      cap: { times: 1, days: 1 } as never,
    }),
    "PUT /journeys/:id": aJourney("some-id", [aWait("w", 60), aPush("p")]),
    "PUT /broadcasts/:id": {
      id: "some-id",
      name: "Spring",
      segmentsIn: [],
      segmentsOut: [],
      when: { kind: "now" },
      holdoutShare: 0,
      variants: [{ id: "a", share: 1, message: aMessage() }],
    },
    "PUT /coupons/:id": { id: "some-id", name: "Ten", expiresAt: null, budget: 5, needsCustomer: false },
    "PUT /feed": { url: "https://shop.example/feed.xml" },
    "PUT /personas/settings": { trade: "fashion", thresholds: { gone_days: 90 } },
    "PUT /push/settings": { contact: "mailto:a@shop.example", quiet: { from: 21, until: 8 }, mostPerDay: 2 },
    "PUT /rates": { rates: [{ currency: "PLN", day: "2026-11-01", rate: "0.25" }] },
    "PUT /revenue": { currency: "EUR", isWithoutTax: false, isWithoutShipping: true },
    "PUT /scoring": { rfm: { kind: "quantile" }, lifecycle: { kind: "proposed" } },
    "PUT /value/settings": { hourMinor: 5_000, discountRate: 0.1, months: 7 },
    "POST /orders/import": {
      orders: [
        {
          id: "o-9",
          placedAt: "2026-11-01T10:00:00Z",
          valueMinor: 1_000,
          currency: "EUR",
          lines: [{ id: "p", quantity: 2 }],
        },
      ],
    },
    "POST /value/service-minutes": { csv: "customer,month,minutes\nu,2026-10,4\n", isTrial: true },
    "POST /webhooks": { url: "https://hooks.example/a", types: ["order.paid"], isOn: false },
    "POST /segment-counts": { condition: { field: "visits", op: "gte", value: 2 } },
    "POST /coupons/:id/codes": { codes: ["AAA-1", "AAA-2"] },
    "POST /campaigns/:id/preview-links": { url: "https://shop.example/", visitor: null, as: "you" },
    "POST /keys": { name: "till" },
  };
  const routes = [
    ...new Set(
      api.routes
        .filter(({ method }) => /PUT|POST|PATCH|DELETE/.test(method))
        .map(({ method, path }) => `${method} ${path}`),
    ),
  ];
  expect(routes).toEqual(expect.arrayContaining(Object.keys(SOUND)));
  const json = { ...site.bearer, "content-type": "application/json" };
  for (const route of routes) {
    const [method, path] = route.split(" ") as [string, string];
    const body = SOUND[route]
      ? fc.oneof({ weight: 9, arbitrary: faulty(SOUND[route]) }, { weight: 1, arbitrary: anything })
      : anything;
    const id = fc.constantFrom(
      "some-id",
      "some-id",
      "some-id",
      "%00",
      "__proto__",
      "%F0%9F%99%82",
      "a%2Fb",
      "..%2f",
      "-1",
      "NaN",
      "x".repeat(300),
    );
    await each(fc.tuple(body, id), SOUND[route] ? 60 : 12, ([body, id]) => ({
      method,
      path: `/api${path.replaceAll(/:\w+/g, id)}?dry=no`,
      ...(method !== "DELETE" && { body }),
      headers: json,
    }));
  }
}, 60_000);

test("what the dashboard asks for, with queries nobody should send", async () => {
  const routes = [...new Set(api.routes.filter(({ method }) => method === "GET").map(({ path }) => path))];
  const names = fc.constantFrom(
    "from",
    "to",
    "site",
    "before",
    "after",
    "q",
    "months",
    "by",
    "visitor",
    "except",
    "state",
    "door",
    "status",
    "segment",
    "dry",
    "limit",
    "page",
    "sort",
  );
  const value = fc.oneof(
    fc.constantFrom(
      "",
      "NaN",
      "-1",
      "1e9",
      "999999999999999999999",
      "2026-02-30",
      "9999-12-31",
      "0000-01-01",
      "%00",
      "..",
      "1.a",
      "0.0",
      "1:msg_0",
      "' OR 1=1 --",
      "*",
      "%",
      "_",
      "\ud800",
    ),
    fc.string({ maxLength: 30 }),
  );
  await each(
    fc.tuple(
      fc.constantFrom(...routes),
      fc.dictionary(names, value, { maxKeys: 4 }),
      fc.constantFrom("some-id", visitor.secret, "__proto__"),
    ),
    400,
    ([path, query, id]) => ({
      method: "GET",
      path: `/api${path.replaceAll(/:\w+/g, id)}?${new URLSearchParams(query)}`,
      headers: site.bearer,
    }),
  );
}, 60_000);

afterAll(() => {
  console.log(`${inputs} inputs, ${refused} refused`);
  expect(inputs).toBeGreaterThanOrEqual(some(100_000));
});

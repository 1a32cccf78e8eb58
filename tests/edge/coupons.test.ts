/** Coupons: a code is one person's, given where a campaign offers it, and redeemed where an order says so. */
import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, test, vi } from "vitest";
import { app } from "../../edge/app.ts";
import type { Env } from "../../edge/env.ts";
import { ingest } from "../../edge/jobs/ingest.ts";
import type { Problem } from "../../edge/problem.ts";
import type { Campaign } from "../../model/campaign.ts";
import type { CodesAdded, CouponPool, CouponPoolList, GivenCoupon } from "../../model/coupon.ts";
import { dayIn, startOfDay } from "../../model/shop-day.ts";
import type { WebhookLog, WebhookSecret } from "../../model/webhook.ts";
import { aCampaign, aSnapshot } from "../support/builders.ts";
import { aMessage, aSite, type TestSite } from "./api/support.ts";
import { publishDirectly } from "./publish.ts";
import { ARRIVE, deployed, Visitor } from "./visitor.ts";

const WELCOME = aCampaign("welcome", {
  role: "offer",
  variants: [
    {
      id: "a",
      share: 1,
      content: {
        form: "inline",
        blocks: [
          { kind: "head", title: "Welcome" },
          { kind: "coupon", pool: "ten", label: "Show my code" },
        ],
      },
    },
  ],
});
const TEN: CouponPool = {
  id: "ten",
  name: "Ten percent",
  expiresAt: null,
  validDays: null,
  budget: null,
  needsCustomer: false,
};

/** A shop that offers ten percent to everybody, with these codes. */
async function aShop(
  codes: string[],
  pool: Partial<CouponPool> = {},
  campaign: Partial<Campaign> = {},
  others: Campaign[] = [],
) {
  const site = await aSite();
  const campaigns = [{ ...WELCOME, ...campaign }, ...others];
  await publishDirectly(env, aSnapshot(site.settings, { campaigns }));
  await site.put("/api/coupons/ten", { ...TEN, ...pool });
  if (codes.length > 0) await site.post("/api/coupons/ten/codes", { codes });
  return site;
}
const manyCodes = (count: number) => Array.from({ length: count }, (_, i) => `TEN-${1000 + i}`);

async function arrived(site: TestSite): Promise<Visitor> {
  const visitor = new Visitor(site);
  await visitor.sync([ARRIVE]);
  return visitor;
}

async function claim(
  visitor: Visitor,
  changes: object = {},
  worker: Env = deployed(),
  from: Record<string, string> = {},
) {
  const response = await app.request(
    "https://edge.test/v1/coupon",
    {
      method: "POST",
      headers: { origin: "https://shop.example", ...from },
      body: JSON.stringify({
        site: visitor.site,
        passport: visitor.passport,
        campaign: "welcome",
        pool: "ten",
        ...changes,
      }),
    },
    worker,
    createExecutionContext(),
  );
  return {
    status: response.status,
    headers: response.headers,
    body: await response.json<GivenCoupon & Problem>(),
  };
}

const listed = async (site: TestSite) => (await site.get<CouponPoolList>("/api/coupons")).body;
const tenOf = async (site: TestSite) => (await listed(site)).pools[0]!;

/** An event that shows who the visitor is, as a checked token leaves it. */
async function link(site: TestSite, visitor: Visitor, customer: string) {
  const message = aMessage(site.id, [{ name: "identify", props: { traits: {} } }], {
    visitor: await visitor.id(),
  });
  message.runs[0]!.events[0]!.customer = customer;
  await ingest(env, [message]);
}

const anOrder = (id: string, changes: object) => ({
  id,
  placedAt: Date.now() - 60_000,
  valueMinor: 9_000,
  currency: "EUR",
  ...changes,
});

describe("a claim", () => {
  test("gets a code of the pool, with its end, for the shop's page to read", async () => {
    const expiresAt = Date.now() + 86_400_000;
    const site = await aShop(["TEN-1000"], { expiresAt });
    const { status, headers, body } = await claim(await arrived(site));
    expect(status).toBe(200);
    expect(body).toEqual({ code: "TEN-1000", expiresAt });
    expect(headers.get("access-control-allow-origin")).toBe("https://shop.example");
    expect(headers.get("cache-control")).toBe("no-store");
  });

  test("gets a code of what is on the page, however many decisions have come since", async () => {
    const others = Array.from({ length: 6 }, (_, i) => aCampaign(`c${i}`, { placement: `slot${i}` }));
    const overlay: Partial<Campaign> = { placement: "overlay", priority: 90, cap: { times: 1, days: 30 } };
    const site = await aShop(["TEN-1000"], {}, overlay, others);
    const visitor = await arrived(site);
    const shown = { campaign: "welcome", variant: "a", placement: "overlay" };
    const page = { path: "/", kind: "home" as const, slots: [] };
    await visitor.sync([{ name: "exposure", props: shown }], { page });
    expect((await claim(visitor)).body.code).toBe("TEN-1000");
  });

  test("gets no code where the campaign was held back from the visitor", async () => {
    const site = await aShop(["TEN-1000"], {}, { holdoutShare: 1 });
    const visitor = await arrived(site);
    const ghost = { campaign: "welcome", variant: "a", placement: "home", ghost: true as const };
    await visitor.sync([{ name: "exposure", props: ghost }]);
    expect((await claim(visitor)).status).toBe(403);
  });

  test("gets no code that an order has used already, in whatever case", async () => {
    const site = await aShop(["TEN-1000", "TEN-1001"]);
    await site.post("/v1/orders", { orders: [anOrder("1", { coupons: ["ten-1000"] })] });
    expect((await claim(await arrived(site))).body.code).toBe("TEN-1001");
    expect((await claim(await arrived(site))).status).toBe(409);
  });

  test("of the same visitor gets the same code", async () => {
    const site = await aShop(manyCodes(5));
    const visitor = await arrived(site);
    const codes = [];
    for (let i = 0; i < 3; i++) codes.push((await claim(visitor)).body.code);
    expect(new Set(codes).size).toBe(1);
    expect(await tenOf(site)).toMatchObject({ given: 1, free: 4 });
  });

  test("of the same customer in another browser gets the same code", async () => {
    const site = await aShop(manyCodes(5), { needsCustomer: true });
    const [phone, desktop] = [await arrived(site), await arrived(site)];
    await link(site, phone, "c-7");
    await link(site, desktop, "c-7");
    const { code } = (await claim(phone)).body;
    expect(code).toBeTruthy();
    expect((await claim(desktop)).body.code).toBe(code);
  });

  test("of one who is named as a customer only afterwards stays the visitor's", async () => {
    const site = await aShop(manyCodes(5));
    const visitor = await arrived(site);
    const { code } = (await claim(visitor)).body;
    await link(site, visitor, "c-8");
    expect((await claim(visitor)).body.code).toBe(code);
  });

  test("of a customer who was erased since is nobody's, and given to nobody else", async () => {
    const site = await aShop(manyCodes(2));
    const [visitor, browser] = [await arrived(site), await arrived(site)];
    await claim(visitor);
    await link(site, visitor, "c-9");
    await link(site, browser, "c-9");
    await site.delete("/api/customers/c-9");
    const { results } = await env.DB.prepare(
      "SELECT holder FROM coupons WHERE site = ?1 AND holder IS NOT NULL",
    )
      .bind(site.id)
      .all<{ holder: string }>();
    expect(results.map(({ holder }) => holder.split(":")[0])).toEqual(["erased"]);
    expect(await tenOf(site)).toMatchObject({ given: 1, free: 1 });
  });

  test("of 200 visitors at once on 100 codes gives exactly 100, each to one", {
    timeout: 60_000,
  }, async () => {
    const site = await aShop(manyCodes(100));
    const visitors = await Promise.all(Array.from({ length: 200 }, () => arrived(site)));
    const answers = await Promise.all(visitors.map((visitor) => claim(visitor)));
    const codes = answers.filter(({ status }) => status === 200).map(({ body }) => body.code);
    expect(codes).toHaveLength(100);
    expect(new Set(codes).size).toBe(100);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(100);
    expect(await tenOf(site)).toMatchObject({ given: 100, free: 0 });
  });

  test("never overdraws the budget, also where many come at once", async () => {
    const site = await aShop(manyCodes(30), { budget: 7 });
    const visitors = await Promise.all(Array.from({ length: 20 }, () => arrived(site)));
    const answers = await Promise.all(visitors.map((visitor) => claim(visitor)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(7);
    expect(await tenOf(site)).toMatchObject({ given: 7, free: 23 });
  });
  test("never overdraws what the campaign may give, whatever is left in the pool", async () => {
    const site = await aShop(manyCodes(30), {}, { budget: 4 });
    const visitors = await Promise.all(Array.from({ length: 9 }, () => arrived(site)));
    const claims = await Promise.all(visitors.map((visitor) => claim(visitor)));
    expect(claims.filter(({ status }) => status === 200)).toHaveLength(4);
    expect(claims.filter(({ status }) => status === 409)).toHaveLength(5);
    expect(await tenOf(site)).toMatchObject({ given: 4, free: 26 });
  });

  test("gets none that the shop does not know yet", async () => {
    const site = await aShop([]);
    await site.post("/api/coupons/ten/generated", { count: 3, prefix: "TEN-" });
    const visitor = await arrived(site);
    expect((await claim(visitor)).status).toBe(409);
    const { codes } = (await site.get<{ codes: string[] }>("/api/coupons/ten/waiting")).body;
    await site.post("/api/coupons/ten/confirmed", { codes: codes.slice(0, 1) });
    expect((await claim(visitor)).body.code).toBe(codes[0]);
    expect(await tenOf(site)).toMatchObject({ given: 1, free: 0, waiting: 2 });
  });

  test("gets none of a pool whose time is over, not even the own one", async () => {
    const site = await aShop(manyCodes(2));
    const visitor = await arrived(site);
    expect((await claim(visitor)).status).toBe(200);
    await site.put("/api/coupons/ten", { ...TEN, expiresAt: Date.now() - 1 });
    expect((await claim(visitor)).status).toBe(409);
    expect((await claim(await arrived(site))).body).toMatchObject({ field: "pool" });
  });

  test("gets a code that holds to the end of a day by the shop's clock, and none once that is over", async () => {
    const site = await aShop(manyCodes(3), { validDays: 3 });
    const visitor = await arrived(site);
    const before = Date.now();
    const { body } = await claim(visitor);
    const days = [before, Date.now()].map((at) => dayIn(at, site.settings.timeZone) + 4);
    expect(days.map((day) => startOfDay(day, site.settings.timeZone))).toContain(body.expiresAt);
    expect((await claim(visitor)).body).toEqual(body);
    await env.DB.prepare("UPDATE coupons SET expires_at = ?2 WHERE site = ?1 AND holder IS NOT NULL")
      .bind(site.id, Date.now() - 1)
      .run();
    expect((await claim(visitor)).status).toBe(409);
    expect(await tenOf(site)).toMatchObject({ given: 1, free: 2 });
  });

  test("is told the pool's end where that is sooner than the code's", async () => {
    const expiresAt = Date.now() + 3_600_000;
    const site = await aShop(manyCodes(1), { validDays: 3, expiresAt });
    expect((await claim(await arrived(site))).body.expiresAt).toBe(expiresAt);
  });

  test("tells webhooks once whose code it is and until when", async () => {
    const site = await aShop(manyCodes(1), { validDays: 3 });
    const hook = { url: "https://hook.example/impuls", types: ["coupon.given"], isOn: true };
    const { id } = (await site.post<WebhookSecret>("/api/webhooks", hook)).body;
    const visitor = await arrived(site);
    const { WORK: _, ...quiet } = deployed();
    const { body } = await claim(visitor, {}, quiet);
    await claim(visitor, {}, quiet);
    const { messages } = (await site.get<WebhookLog>(`/api/webhooks/${id}/messages`)).body;
    expect(messages.map(({ body: told }) => JSON.parse(told).data)).toEqual([
      {
        code: body.code,
        pool: "ten",
        expiresAt: new Date(body.expiresAt!).toISOString(),
        by: "welcome",
        visitor: await visitor.id(),
        customer: null,
      },
    ]);
  });

  test("gets none of a pool for customers where nobody has said who this is", async () => {
    const site = await aShop(manyCodes(2), { needsCustomer: true });
    expect((await claim(await arrived(site))).status).toBe(409);
    expect(await tenOf(site)).toMatchObject({ given: 0, free: 2 });
  });

  test.each([
    ["held out of the campaign", { holdoutShare: 1 }, {}, "campaign"],
    ["not in its segment", { segmentsIn: ["nobody"] }, {}, "campaign"],
    ["who names another campaign", {}, { campaign: "other" }, "campaign"],
    ["who names a pool the campaign does not have", {}, { pool: "fifty" }, "campaign"],
    ["whose passport does not open", {}, { passport: "AAAA" }, "passport"],
  ])("of a visitor %s is refused", async (_, campaign, changes, field) => {
    const site = await aShop(manyCodes(2), {}, campaign);
    const { status, body, headers } = await claim(await arrived(site), changes);
    expect(status).toBe(403);
    expect(body.field).toBe(field);
    expect(headers.get("access-control-allow-origin")).toBe("https://shop.example");
    expect(await tenOf(site)).toMatchObject({ given: 0 });
  });

  test("with another site's passport is refused", async () => {
    const [site, other] = [await aShop(manyCodes(2)), await aShop(manyCodes(2))];
    const stranger = await arrived(other);
    expect((await claim(stranger, { site: site.id })).status).toBe(403);
  });

  test("that is not one names the field", async () => {
    const site = await aShop([]);
    const { status, body } = await claim(await arrived(site), { pool: 7 });
    expect([status, body.field]).toEqual([400, "pool"]);
  });

  test("of a visitor who asks without end waits", async () => {
    const site = await aShop(manyCodes(2));
    const visitor = await arrived(site);
    const answers = [];
    for (let i = 0; i < 12; i++) answers.push(await claim(visitor));
    const last = answers.at(-1)!;
    expect(last.status).toBe(429);
    expect(Number(last.headers.get("retry-after"))).toBeGreaterThan(0);
  });
});

test("a script that makes visitors gets no more than fifty codes from one address at once", async () => {
  const site = await aShop(manyCodes(60));
  const visitors = await Promise.all(Array.from({ length: 52 }, () => arrived(site)));
  const from = { "cf-connecting-ip": "203.0.113.50" };
  vi.useFakeTimers({ now: Date.now(), toFake: ["Date"] });
  const answers = [];
  for (const visitor of visitors) answers.push((await claim(visitor, {}, deployed(), from)).status);
  const elsewhere = await claim(visitors.at(-1)!, {}, deployed(), { "cf-connecting-ip": "203.0.113.51" });
  vi.useRealTimers();
  expect(answers).toEqual([...Array(50).fill(200), 429, 429]);
  expect(elsewhere.status).toBe(200);
});

describe("what was redeemed", () => {
  test("is what orders say, in whatever case, and no more once they are cancelled", async () => {
    const site = await aShop(["TEN-1000"]);
    await claim(await arrived(site));
    await site.post("/v1/orders", {
      orders: [
        anOrder("1", { coupons: ["ten-1000"] }),
        anOrder("2", { coupons: ["SUMMER"] }),
        anOrder("3", {}),
      ],
    });
    expect(await tenOf(site)).toMatchObject({ orders: 1, revenueMinor: 9_000, unissued: 0 });
    await site.post("/v1/orders", { orders: [anOrder("1", { coupons: ["ten-1000"], stage: "cancelled" })] });
    expect(await tenOf(site)).toMatchObject({ orders: 0, revenueMinor: 0 });
  });

  test("with a code nobody was given is reported", async () => {
    const site = await aShop(["TEN-1000", "TEN-1001"]);
    await site.post("/v1/orders", { orders: [anOrder("1", { coupons: ["TEN-1001"] })] });
    expect(await listed(site)).toMatchObject({
      pools: [{ orders: 1, unissued: 1 }],
      unissued: [{ code: "TEN-1001", pool: "ten", order: "1" }],
    });
  });
});

describe("a pool", () => {
  test("takes each code once, case apart, and no code of another pool", async () => {
    const site = await aShop(["TEN-1000"]);
    await site.put("/api/coupons/fifty", { ...TEN, id: "fifty" });
    const add = async (pool: string, codes: string[]) =>
      (await site.post<CodesAdded>(`/api/coupons/${pool}/codes`, { codes })).body;
    expect(await add("ten", ["ten-1000", "TEN-1001"])).toEqual({ added: 1, known: 1 });
    expect(await add("fifty", ["TEN-1001", "FIFTY-1"])).toEqual({ added: 1, known: 1 });
  });

  test("generates codes that nobody guesses, each once", async () => {
    const site = await aShop([]);
    const made = await site.post<CodesAdded>("/api/coupons/ten/generated", { count: 500, prefix: "VIP-" });
    expect(made.body).toEqual({ added: 500, known: 0 });
    const { codes } = (await site.get<{ codes: string[] }>("/api/coupons/ten/waiting")).body;
    expect(codes).toHaveLength(500);
    for (const code of codes) expect(code).toMatch(/^VIP-[2-9A-HJKMNP-Z]{10}$/);
  });

  test.each([
    ["a code with a space", "codes", { codes: ["TEN 1"] }, "codes[0]"],
    ["no codes", "codes", { codes: [] }, "codes"],
    ["too many codes", "generated", { count: 5_000, prefix: "" }, "count"],
  ])("refuses %s by name", async (_, path, body, field) => {
    const site = await aShop([]);
    const answer = await site.post(`/api/coupons/ten/${path}`, body);
    expect([answer.status, answer.body.field]).toEqual([400, field]);
  });

  test("that is not there is not found", async () => {
    const site = await aSite();
    expect((await site.post("/api/coupons/none/codes", { codes: ["ABC"] })).status).toBe(404);
    expect((await site.get("/api/coupons/none/waiting")).status).toBe(404);
  });

  test("is its own site's alone", async () => {
    const [site, other] = [await aShop(["TEN-1000"]), await aSite()];
    expect((await listed(other)).pools).toEqual([]);
    expect((await other.post("/api/coupons/ten/codes", { codes: ["ABC"] })).status).toBe(404);
    expect((await listed(site)).pools).toHaveLength(1);
  });
});

test("a claim that is too long is refused as that", async () => {
  const visitor = await arrived(await aShop([]));
  const { status, body } = await claim(visitor, { passport: "x".repeat(60_000) });
  expect([status, body.expected]).toEqual([413, "at most 60000 bytes"]);
});

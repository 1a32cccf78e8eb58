/** The visitor's rights: export and erasure by the visitor alone, proved by reading every table. */
import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import { app } from "../../edge/app.ts";
import { erase } from "../../edge/jobs/erase.ts";
import { ingest } from "../../edge/jobs/ingest.ts";
import { retain } from "../../edge/jobs/retain.ts";
import { openPassport, visitorIdOf } from "../../edge/passport.ts";
import type { Problem } from "../../edge/problem.ts";
import { refreshBuyers } from "../../edge/store/buyers.ts";
import { giveCode } from "../../edge/store/coupons.ts";
import { saveDeadLetter } from "../../edge/store/dead-letters.ts";
import { makeDeliveries } from "../../edge/store/deliveries.ts";
import { enrol } from "../../edge/store/enrolments.ts";
import { unpackLog } from "../../edge/store/log.ts";
import { saveSubscription } from "../../edge/store/subscriptions.ts";
import { tellWebhooks } from "../../edge/store/webhook-messages.ts";
import type { Event } from "../../model/event.ts";
import { PASSPORT_LIFETIME_MS } from "../../model/limits.ts";
import type { OrderDetail, Overview } from "../../model/report.ts";
import { DAY_MS } from "../../model/time.ts";
import type { YourDataErased, YourDataExport } from "../../model/your-data.ts";
import { aCampaign, aSnapshot } from "../support/builders.ts";
import { ARRIVE, aMessage, aSite, type TestSite, visit } from "./api/support.ts";
import { publishDirectly } from "./publish.ts";
import { VIEW, Visitor, withoutQueue } from "./visitor.ts";

const PATIENT = { timeout: 60_000 };
const CONTACT = "anna.erased@example.com";
const asking = aCampaign("asking", {
  variants: [
    {
      id: "a",
      share: 1,
      content: {
        form: "inline",
        blocks: [
          {
            kind: "survey",
            questions: [{ name: "more", ask: "What else?", answer: "text" }],
            atMost: 1,
            send: "Send",
            thanks: "Thank you",
          },
        ],
      },
    },
  ],
});
const WHERE = { campaign: "asking", variant: "a", placement: "home" };
const SHOWN: Event = { name: "exposure", props: { ...WHERE } };
const ANSWERED: Event = {
  name: "answer",
  props: {
    ...WHERE,
    values: { more: "In my own words." },
    contacts: [{ type: "email", name: "email", value: CONTACT }],
    consent: { text: "One letter a month.", controller: "Polana, Kraków" },
  },
};
const ordered = (orderId: string): Event => ({
  name: "purchase",
  props: { orderId, valueMinor: 4_900, currency: "EUR", lines: [] },
});

/** One request of the visitor's own, at the Worker as deployed. */
async function ask<T = Problem>(
  path: "export" | "erase",
  body: unknown,
  { headers = {}, prefix = "", worker = withoutQueue({ FIRST_PARTY_PATH: "/x7" }) } = {},
): Promise<{ status: number; headers: Headers; body: T }> {
  const context = createExecutionContext();
  const response = await app.request(
    `https://shop.example${prefix}/v1/me/${path}`,
    { method: "POST", headers, body: typeof body === "string" ? body : JSON.stringify(body) },
    worker,
    context,
  );
  await waitOnExecutionContext(context);
  return { status: response.status, headers: response.headers, body: await response.json<T>() };
}

async function aPublished(): Promise<TestSite> {
  const site = await aSite();
  await site.put("/api/campaigns/asking", asking);
  expect((await site.post("/api/publication")).status).toBe(200);
  return site;
}

/** Of every table that can name a visitor at least one row about this one, made by those who make them in production. */
async function fill(site: TestSite, visitor: string): Promise<void> {
  await env.DB.batch([
    env.DB.prepare(
      `INSERT INTO coupon_pools (site, id, body, updated_at) VALUES (?1, 'ten', '{"id":"ten","needsCustomer":false,"expiresAt":null,"validDays":null,"budget":null}', 0)
       ON CONFLICT DO NOTHING`,
    ).bind(site.id),
    env.DB.prepare(
      "INSERT INTO coupons (site, code, pool, is_live) VALUES (?1, ?2, 'ten', 1) ON CONFLICT DO NOTHING",
    ).bind(site.id, `TEN-${visitor.slice(0, 6)}`),
  ]);
  await site.post("/api/webhooks", {
    url: "https://hook.example/impuls",
    types: ["lead.created", "visitor.inactive"],
    isOn: true,
  });
  await ingest(withoutQueue(), [
    aMessage(site.id, [ARRIVE, VIEW, SHOWN, ANSWERED, ordered(`order-${visitor.slice(0, 6)}`)], { visitor }),
  ]);
  await writeAll(site, visitor);
}

/** The same again without ingest: what jobs and doors write of a visitor whom they have read before. */
async function writeAll(site: TestSite, visitor: string): Promise<void> {
  const now = Date.now();
  await giveCode(
    env.DB,
    site.id,
    { pool: "ten", visitor, campaign: "asking", timeZone: "Europe/Warsaw" },
    now,
  );
  await saveSubscription(
    env.DB,
    site.id,
    {
      visitor,
      endpoint: `https://push.example/secret-${visitor}`,
      p256dh: "p",
      auth: "a",
      keyId: "k",
      origin: "https://shop.example",
      timeZone: "Europe/Warsaw",
      language: "en",
    },
    now,
  );
  await env.DB.batch([
    ...makeDeliveries(
      env.DB,
      site.id,
      [
        {
          id: `d${visitor}`.slice(0, 22),
          visitor,
          source: "test",
          step: "a",
          state: "due",
          dueAt: now,
          ttlHours: 1,
          message: null,
        },
      ],
      now,
    ),
    ...enrol(env.DB, site.id, [
      {
        journey: "j",
        visitor,
        triggeredAt: now,
        enrolledAt: now,
        subject: "lamp-sowa",
        step: "s",
        dueAt: now + DAY_MS,
        reentryDays: null,
      },
    ]),
    ...(await tellWebhooks(
      env.DB,
      site.id,
      [
        {
          type: "visitor.inactive",
          visitor,
          at: now,
          subject: "late",
          data: {
            journey: { id: "j", name: "J" },
            step: "s",
            subject: "",
            text: null,
            preferred: { channel: "email", by: "usual", tries: 0, responses: 0 },
          },
        },
      ],
      now,
    )),
    env.DB.prepare(
      "INSERT INTO first_exposures (site, campaign, visitor, at, arm, split) VALUES (?1, 'late', ?2, 1, 'a', 's') ON CONFLICT DO NOTHING",
    ).bind(site.id, visitor),
    env.DB.prepare(
      "INSERT INTO buyer_values (site, who, expected_minor, alive_percent) VALUES (?1, 'v:' || ?2, 1, 1) ON CONFLICT DO NOTHING",
    ).bind(site.id, visitor),
    env.DB.prepare(
      "INSERT INTO buyer_periods (site, who, months, orders, revenue_minor, net_minor) VALUES (?1, 'v:' || ?2, 6, 1, 1, 1) ON CONFLICT DO NOTHING",
    ).bind(site.id, visitor),
    env.DB.prepare(
      "INSERT INTO links (site, visitor, since, customer) VALUES (?1, ?2, 5, 'ala') ON CONFLICT DO NOTHING",
    ).bind(site.id, visitor),
    env.DB.prepare(
      "INSERT INTO answers (site, campaign, question, visitor, at, chosen) VALUES (?1, 'late', 'q', ?2, 1, '[]') ON CONFLICT DO NOTHING",
    ).bind(site.id, visitor),
    env.DB.prepare(
      "INSERT INTO answer_texts (site, campaign, question, at, visitor, text) VALUES (?1, 'late', 'q', 1, ?2, 't') ON CONFLICT DO NOTHING",
    ).bind(site.id, visitor),
    env.DB.prepare(
      `INSERT INTO leads (site, type, value, name, visitor, campaign, at, consent, controller)
       VALUES (?1, 'email', 'late-' || ?3, 'email', ?2, 'late', 1, '', '') ON CONFLICT DO NOTHING`,
    ).bind(site.id, visitor, CONTACT),
    env.DB.prepare(
      `INSERT INTO order_records (site, id, rev, body)
       VALUES (?1, 'refund-only', coalesce((SELECT rev + 1 FROM order_records WHERE site = ?1 AND id = 'refund-only'), 1),
               json_object('told', json_object('visitor', json_object('value', ?2, 'at', 1, 'door', 'api'))))
       ON CONFLICT (site, id) DO UPDATE SET rev = excluded.rev, body = excluded.body`,
    ).bind(site.id, visitor),
    env.DB.prepare(
      `INSERT INTO sweeps (site, since, started_at, cursor, finished_at)
       VALUES (?1, 0, 0, iif(EXISTS (SELECT 1 FROM tombstones WHERE visitor = ?2), '', ?2), 1) ON CONFLICT DO NOTHING`,
    ).bind(site.id, visitor),
  ]);
  await saveDeadLetter(env.DB, {
    id: `letter-${visitor}`,
    site: site.id,
    failedAt: now,
    reason: "poison",
    body: JSON.stringify(aMessage(site.id, [ANSWERED], { visitor })),
  });
}

/** Tables of the migrations. */
async function listTables(): Promise<string[]> {
  const { results } = await env.DB.prepare(
    `SELECT name FROM sqlite_master
     WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '_cf_%' AND name <> 'd1_migrations'`,
  ).all<{ name: string }>();
  return results.map(({ name }) => name);
}

/** Tables with a cell that holds the text, whatever the column; the log unpacked. */
async function tablesWith(text: string): Promise<string[]> {
  const found: string[] = [];
  for (const table of await listTables()) {
    const { results } = await env.DB.prepare(`SELECT * FROM ${table}`).all<Record<string, unknown>>();
    for (const row of results) {
      const cells = await Promise.all(
        Object.values(row).map(async (cell) =>
          Array.isArray(cell) ? JSON.stringify(await unpackLog(new Uint8Array(cell))) : String(cell),
        ),
      );
      if (cells.some((cell) => cell.includes(text))) found.push(table);
    }
  }
  return [...new Set(found)].sort();
}

/** The work that erasing leaves, done. */
async function finishErasing(site: TestSite): Promise<void> {
  const { results } = await env.DB.prepare("SELECT subject FROM due_work WHERE site = ?1 AND kind = 'erase'")
    .bind(site.id)
    .all<{ subject: string }>();
  for (const { subject } of results)
    await erase(withoutQueue(), { site: site.id, kind: "erase", subject }, Date.now());
}

describe("the visitor's own erasure", PATIENT, () => {
  test("leaves in no table, row or column the id, the contact or the endpoint, but for the tombstone", async () => {
    const site = await aPublished();
    const device = new Visitor(site);
    const visitor = await device.id();
    await fill(site, visitor);
    const before = (await site.get<Overview>("/api/overview")).body.totals;
    // Everything that names visitors is filled, so that reading it says something.
    expect(await tablesWith(visitor)).toEqual(
      [
        "answer_texts",
        "answers",
        "buyer_periods",
        "buyer_values",
        "buyers",
        "changed_buyers",
        "coupons",
        "dead_letters",
        "deliveries",
        "enrolments",
        "first_exposures",
        "leads",
        "links",
        "log",
        "order_records",
        "orders",
        "subscriptions",
        "sweeps",
        "visitors",
        "webhook_messages",
      ].sort(),
    );
    const { status, body } = await ask<YourDataErased>("erase", { site: site.id, secret: device.secret });
    expect([status, Object.keys(body)]).toEqual([200, ["erasedAt"]]);
    await finishErasing(site);
    expect(await tablesWith(visitor)).toEqual(["tombstones"]);
    expect(await tablesWith(CONTACT)).toEqual([]);
    expect(await tablesWith("In my own words.")).toEqual([]);
    // Orders stay, as sums that are nobody's.
    const { totals } = (await site.get<Overview>("/api/overview")).body;
    expect([totals.orders, totals.revenueMinor]).toEqual([before.orders, before.revenueMinor]);
    const { order } = (await site.get<OrderDetail>(`/api/orders/order-${visitor.slice(0, 6)}`)).body;
    expect([order.totalMinor, order.visitor]).toEqual([4_900, null]);
  });

  test("holds against every table that has a visitor's column, whoever writes into it afterwards", async () => {
    const site = await aPublished();
    const visitor = "e".repeat(22);
    await env.DB.prepare("INSERT INTO tombstones (site, visitor, erased_at) VALUES (?1, ?2, 1)")
      .bind(site.id, visitor)
      .run();
    const withVisitor: string[] = [];
    for (const table of await listTables()) {
      const { results: columns } = await env.DB.prepare(`PRAGMA table_info(${table})`).all<{
        name: string;
        notnull: number;
        dflt_value: string | null;
        pk: number;
      }>();
      if (table === "tombstones" || !columns.some(({ name }) => name === "visitor")) continue;
      withVisitor.push(table);
      const given = columns.filter(
        ({ name, notnull, dflt_value, pk }) =>
          ["site", "visitor"].includes(name) || pk > 0 || (notnull && dflt_value === null),
      );
      await env.DB.prepare(
        `INSERT INTO ${table} (${given.map(({ name }) => name)})
         VALUES (${given.map(({ name }) => (name === "site" ? "?1" : name === "visitor" ? "?2" : "1"))})`,
      )
        .bind(site.id, visitor)
        .run();
    }
    // What the order touched, as every saving of orders ends.
    await env.DB.batch(refreshBuyers(env.DB, site.id));
    expect(withVisitor).toEqual(expect.arrayContaining(["orders", "answers", "enrolments"]));
    expect(await tablesWith(visitor)).toEqual(["tombstones"]);
  });

  test("is not undone by what is late: queue messages, jobs, a push report, a dead letter, an order told again", async () => {
    const site = await aPublished();
    const device = new Visitor(site);
    const visitor = await device.id();
    await fill(site, visitor);
    const late = [
      aMessage(site.id, [ARRIVE, VIEW, ANSWERED, ordered("late")], { visitor }),
      aMessage(site.id, [{ name: "push_shown", props: { delivery: `d${visitor}`.slice(0, 22) } }], {
        visitor,
      }),
    ];
    const letter = (await env.DB.prepare("SELECT body FROM dead_letters WHERE site = ?1")
      .bind(site.id)
      .first<{ body: string }>())!.body;
    await ask("erase", { site: site.id, secret: device.secret });
    await finishErasing(site);
    await ingest(withoutQueue(), late);
    await ingest(withoutQueue(), [JSON.parse(letter)]);
    await writeAll(site, visitor);
    await site.post("/v1/orders", {
      orders: [
        {
          id: `order-${visitor.slice(0, 6)}`,
          placedAt: Date.now(),
          valueMinor: 5_000,
          currency: "EUR",
          visitor,
        },
        { id: "told-late", placedAt: Date.now(), valueMinor: 5_000, currency: "EUR", visitor },
      ],
    });
    expect(await tablesWith(visitor)).toEqual(["tombstones"]);
    expect(await tablesWith(CONTACT)).toEqual([]);
    expect((await site.get<OrderDetail>("/api/orders/told-late")).body.order.totalMinor).toBe(5_000);
  });

  test("meets ingest that has read the visitor before: the transaction is void, and the visitor is not there", async () => {
    const site = await aPublished();
    const device = new Visitor(site);
    const visitor = await device.id();
    // Between reading and writing, the erasure: the first sight of a visitor, whose rev alone would not tell.
    let isErased = false;
    const DB = new Proxy(env.DB, {
      get(db, name) {
        const member = Reflect.get(db, name);
        if (name !== "batch") return typeof member === "function" ? member.bind(db) : member;
        return async (statements: D1PreparedStatement[]) => {
          if (!isErased && statements.length > 3) {
            isErased = true;
            await ask("erase", { site: site.id, secret: device.secret });
          }
          return db.batch(statements);
        };
      },
    });
    await ingest(withoutQueue({ DB }), [aMessage(site.id, [ARRIVE, ordered("o")], { visitor })]);
    expect(isErased).toBe(true);
    expect(await tablesWith(visitor)).toEqual(["tombstones"]);
  });

  test("is not undone by a sync with the old passport or the old secret, on the first visit after and later", async () => {
    const site = await aPublished();
    const device = new Visitor(site);
    const visitor = await device.id();
    const way = { worker: withoutQueue() };
    await device.sync([ARRIVE, VIEW], {}, way);
    await device.sync([VIEW], {}, way);
    const old = device.passport!;
    expect((await openPassport(env, site.id, old, Date.now()))?.profile.pages).toBe(1);
    await ask("erase", { site: site.id, passport: old });
    // The same browser goes on, and at its next visit; one that has lost its passport begins with its secret.
    await device.sync([VIEW], {}, way);
    await device.sync([ARRIVE], { rebuild: true }, way);
    const { passport: _, ...withoutPassport } = device.request([ARRIVE]);
    await device.sync([], withoutPassport, way);
    expect(await tablesWith(visitor)).toEqual(["log", "tombstones"]);
    await finishErasing(site);
    expect(await tablesWith(visitor)).toEqual(["tombstones"]);
    const rebuilt = await openPassport(env, site.id, device.passport!, Date.now());
    expect(rebuilt?.profile.viewed).toEqual({});
  });

  test("goes when it is asked for by the passport, the secret or both, and takes both visitors", async () => {
    const site = await aPublished();
    const [one, other] = [new Visitor(site), new Visitor(site)];
    for (const each of [one, other]) await each.sync([ARRIVE], {}, { worker: withoutQueue() });
    const { status } = await ask("erase", { site: site.id, passport: one.passport, secret: other.secret });
    expect(status).toBe(200);
    expect([await one.stored(), await other.stored()]).toEqual([null, null]);
  });

  test("leaves other visitors, other sites and the linked customer alone", async () => {
    const [site, elsewhere] = [await aPublished(), await aPublished()];
    const device = new Visitor(site);
    const visitor = await device.id();
    const other = await visit(site, [ARRIVE]);
    await visit(elsewhere, [ARRIVE], { visitor });
    await fill(site, visitor);
    await env.DB.prepare("INSERT INTO customers (site, id, traits) VALUES (?1, 'ala', '{}')")
      .bind(site.id)
      .run();
    await site.post("/v1/orders", {
      orders: [
        { id: "theirs", placedAt: Date.now(), valueMinor: 700, currency: "EUR", customer: "ala", visitor },
      ],
    });
    await ask("erase", { site: site.id, secret: device.secret });
    expect((await site.get(`/api/visitors/${other}`)).status).toBe(200);
    expect((await elsewhere.get(`/api/visitors/${visitor}`)).status).toBe(200);
    expect((await site.get("/api/customers/ala")).status).toBe(200);
    const { order } = (await site.get<OrderDetail>("/api/orders/theirs")).body;
    expect([order.customer, order.visitor]).toEqual(["ala", null]);
  });

  test("outlives the passport: an order and a sync after 91 days bring nobody back", async () => {
    const site = await aPublished();
    const device = new Visitor(site);
    const visitor = await device.id();
    await device.sync([ARRIVE], {}, { worker: withoutQueue() });
    await ask("erase", { site: site.id, secret: device.secret });
    await env.DB.prepare("UPDATE tombstones SET erased_at = ?2 WHERE visitor = ?1")
      .bind(visitor, Date.now() - PASSPORT_LIFETIME_MS - DAY_MS)
      .run();
    await retain(env, { site: site.id, kind: "retain", subject: "" }, Date.now());
    await device.sync([ARRIVE, VIEW], { passport: undefined }, { worker: withoutQueue() });
    await finishErasing(site);
    expect(await tablesWith(visitor)).toEqual(["tombstones"]);
  });
});

describe("the visitor's own export", PATIENT, () => {
  test("holds what every table has of them, in words, and their passport opened", async () => {
    const site = await aPublished();
    const device = new Visitor(site);
    const visitor = await device.id();
    await device.sync([ARRIVE, VIEW], {}, { worker: withoutQueue() });
    await fill(site, visitor);
    const { status, headers, body } = await ask<YourDataExport>("export", {
      site: site.id,
      passport: device.passport,
      secret: device.secret,
    });
    expect([status, headers.get("cache-control")]).toEqual([200, "no-store"]);
    const [own] = body.visitors;
    expect(body.visitors).toHaveLength(1);
    expect(own).toMatchObject({
      visitor,
      profile: {
        visits: 2,
        consent: { measure: true, personalise: true, notify: true, saidHere: true },
        productsSeen: [{ product: "lamp-sowa", category: "Light" }],
      },
      orders: [{ order: `order-${visitor.slice(0, 6)}`, totalMinor: 4_900, currency: "EUR" }],
      subscription: { pushService: "push.example", timeZone: "Europe/Warsaw" },
      deliveries: [{ source: "test", state: "due" }],
      journeys: [{ journey: "j", subject: "lamp-sowa" }],
      coupons: [{ code: `TEN-${visitor.slice(0, 6)}`, pool: "ten", campaign: "asking" }],
      passport: { visits: 1, productsSeen: [{ product: "lamp-sowa" }] },
    });
    expect(own!.contacts.map(({ value }) => value)).toContain(CONTACT);
    expect(own!.answerTexts.map(({ text }) => text)).toContain("In my own words.");
    expect(own!.links).toEqual([{ customer: "ala", since: "1970-01-01T00:00:00.005Z" }]);
    expect(own!.events.map(({ name }) => name)).toEqual(
      expect.arrayContaining(["page_view", "view_item", "exposure", "answer", "purchase"]),
    );
    expect(own!.log.events).toHaveLength(own!.events.length);
    expect(own!.log.before).toBeNull();
    expect(own!.assignments[0]).toMatchObject({ campaign: "Campaign asking", arm: "a" });
    expect(own!.webhookMessages.length).toBeGreaterThan(0);
    expect(own!.deadLetters).toHaveLength(1);
    const text = JSON.stringify(body);
    // Of the subscription neither address nor keys, which are the browser's secrets; and no device secret.
    expect(text).not.toContain("secret-");
    expect(text).not.toContain(device.secret);
  });

  test("turns the log page by page until all of it is read", async () => {
    const site = await aPublished();
    const device = new Visitor(site);
    const visitor = await device.id();
    for (let i = 0; i < 43; i++) await visit(site, [VIEW], { visitor, at: Date.now() - 100_000 + i * 1_000 });
    const first = await ask<YourDataExport>("export", { site: site.id, secret: device.secret });
    const { before } = first.body.visitors[0]!.log;
    const second = await ask<YourDataExport>("export", { site: site.id, secret: device.secret, before });
    const counts = [first, second].map(({ body }) => body.visitors[0]!.log.events.length);
    expect([counts, second.body.visitors[0]!.log.before]).toEqual([[40, 3], null]);
  });

  test("of a secret that nobody has ever sent has nothing in it", async () => {
    const site = await aPublished();
    const { body } = await ask<YourDataExport>("export", { site: site.id, secret: "x".repeat(22) });
    expect(body.visitors[0]).toMatchObject({ profile: null, events: [], orders: [], passport: null });
  });
});

describe("who may ask", PATIENT, () => {
  test.each([
    ["no proof at all", {}, 403, "secret"],
    ["a passport that does not open", { passport: "A".repeat(200) }, 403, "passport"],
    ["a visitor's id in the place of a secret's", { secret: "short" }, 400, "secret"],
    ["a passport that is too long", { passport: "A".repeat(9_999) }, 400, "passport"],
  ])("%s is refused, and the field named", async (_, proof, status, field) => {
    const site = await aPublished();
    for (const path of ["export", "erase"] as const) {
      const answer = await ask(path, { site: site.id, ...proof });
      expect([answer.status, answer.body.field]).toEqual([status, field]);
    }
  });

  test("a visitor's id proves nothing: it is another visitor's secret", async () => {
    const site = await aPublished();
    const device = new Visitor(site);
    await device.sync([ARRIVE], {}, { worker: withoutQueue() });
    const id = await device.id();
    await ask("erase", { site: site.id, secret: id });
    expect(await device.stored()).not.toBeNull();
    const { body } = await ask<YourDataExport>("export", { site: site.id, secret: id });
    expect(body.visitors.map(({ visitor }) => visitor)).toEqual([await visitorIdOf(site.id, id)]);
  });

  test("another site's passport does not open here", async () => {
    const [site, other] = [await aPublished(), await aPublished()];
    const device = new Visitor(other);
    await device.sync([ARRIVE], {}, { worker: withoutQueue() });
    expect((await ask("erase", { site: site.id, passport: device.passport })).status).toBe(403);
  });

  test("a strange origin, a wrong checksum, a site without rules and a body too large are refused", async () => {
    const site = await aSite({ origins: ["https://shop.example"] });
    await publishDirectly(env, aSnapshot(site.settings));
    const proof = { secret: "y".repeat(22) };
    const at = async (body: unknown, headers = {}) => (await ask("erase", body, { headers })).status;
    expect(await at({ site: site.id, ...proof }, { origin: "https://elsewhere.example" })).toBe(403);
    expect(await at({ site: site.id, ...proof }, { origin: "https://shop.example" })).toBe(200);
    expect(await at({ site: "shop-xx", ...proof })).toBe(400);
    expect(await at({ site: (await aSite()).id, ...proof })).toBe(404);
    expect(await at(JSON.stringify({ site: site.id, secret: "z".repeat(70_000) }))).toBe(413);
    expect(await at("nonsense")).toBe(400);
  });

  test("a loop gone wild is stopped, and told when to come back", async () => {
    const site = await aPublished();
    const body = { site: site.id, secret: "w".repeat(22) };
    const statuses: number[] = [];
    let last: Headers | undefined;
    for (let i = 0; i < 60 && !statuses.includes(429); i++) {
      const { status, headers } = await ask("export", body);
      statuses.push(status);
      last = headers;
    }
    expect(statuses.at(-1)).toBe(429);
    expect(Number(last?.get("retry-after"))).toBeGreaterThan(0);
  });

  test("in first-party mode the cookie is proof enough, from the shop's own page alone, and is deleted with the rest", async () => {
    const site = await aPublished();
    const device = new Visitor(site);
    const worker = withoutQueue({ FIRST_PARTY_PATH: "/x7" });
    const context = createExecutionContext();
    const synced = await app.request(
      "https://shop.example/x7/v1/sync",
      {
        method: "POST",
        headers: { origin: "https://shop.example" },
        body: JSON.stringify(device.request([ARRIVE])),
      },
      worker,
      context,
    );
    await synced.text();
    await waitOnExecutionContext(context);
    const cookie = synced.headers.get("set-cookie")!.split(";")[0]!;
    const from = (origin: string, prefix = "/x7") =>
      ask("erase", { site: site.id }, { headers: { origin, cookie }, prefix });
    expect((await from("https://elsewhere.example")).status).toBe(403);
    expect((await from("https://shop.example", "")).status).toBe(403);
    expect(await device.stored()).not.toBeNull();
    const erased = await from("https://shop.example");
    expect(erased.status).toBe(200);
    expect(erased.headers.get("set-cookie")).toMatch(/^__Secure-impuls-[\w-]+=; Max-Age=0; Path=\/x7\/v1;/);
    expect(await device.stored()).toBeNull();
  });
});

describe("the shop's export and erasure of a visitor", PATIENT, () => {
  test("are those of the visitor; the card says afterwards that, and when, they were erased", async () => {
    const site = await aPublished();
    const device = new Visitor(site);
    const visitor = await device.id();
    await fill(site, visitor);
    const exported = await site.get<YourDataExport["visitors"][0]>(`/api/visitors/${visitor}/export`);
    expect([exported.status, exported.body.orders.length]).toEqual([200, 1]);
    const { status, body } = await site.delete<{ erasedAt: number }>(`/api/visitors/${visitor}`);
    expect(status).toBe(200);
    await finishErasing(site);
    expect(await tablesWith(visitor)).toEqual(["tombstones"]);
    const card = await site.get(`/api/visitors/${visitor}`);
    expect([card.status, card.body]).toEqual([200, { id: visitor, erasedAt: body.erasedAt }]);
    // A second time changes nothing, the time least of all.
    expect((await site.delete<{ erasedAt: number }>(`/api/visitors/${visitor}`)).body).toEqual(body);
  });

  test("of nobody are refused by the id, and of another site's visitor too", async () => {
    const [site, other] = [await aPublished(), await aPublished()];
    const theirs = await visit(other, [ARRIVE]);
    for (const id of ["nobody", theirs]) {
      expect((await site.delete(`/api/visitors/${id}`)).body.field).toBe("id");
      expect((await site.get(`/api/visitors/${id}/export`)).status).toBe(404);
    }
    expect((await other.get(`/api/visitors/${theirs}`)).status).toBe(200);
  });
});

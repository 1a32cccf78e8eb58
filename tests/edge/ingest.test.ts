/** Queue messages into D1: each event once, a bad message alone put aside, and nothing lost while D1 or KV is away. */
import { env } from "cloudflare:workers";
import { describe, expect, test, vi } from "vitest";
import type { Env } from "../../edge/env.ts";
import { consumeIngest, ingest } from "../../edge/jobs/ingest.ts";
import type { IngestMessage } from "../../edge/jobs/message.ts";
import { listDeadLetters } from "../../edge/store/dead-letters.ts";
import { findVisitor } from "../../edge/store/visitor-state.ts";
import type { Event } from "../../model/event.ts";
import type { SiteSettings } from "../../model/snapshot.ts";
import { DAY_MS } from "../../model/time.ts";
import { aCampaign, aContext, aSegment, aSite, NOON } from "../support/builders.ts";
import { ARRIVE, aPublishedSite, counted, LOOK, rowsOf, VIEW } from "./visitor.ts";

const NOON_DAY = Math.floor(NOON / DAY_MS);
const freshId = () => crypto.randomUUID().replaceAll("-", "").slice(0, 22);
let writers = 0;

interface Arrival {
  visitor?: string;
  writer?: string;
  /** Epoch ms of each event. */
  at?: number;
  refused?: Record<string, number>;
}

/** What the sync route hands to the queue. */
function aMessage(site: SiteSettings, events: Event[], arrival: Arrival = {}): IngestMessage {
  const { visitor = freshId(), writer = `w${String(++writers).padStart(7, "0")}`, at = NOON } = arrival;
  return {
    site: site.id,
    visitor,
    receivedAt: at,
    ranges: [{ writer, from: 0, to: events.length }],
    runs: [{ writer, events: events.map((event, n) => ({ n, at, session: 1, event })), context: aContext() }],
    refused: arrival.refused ?? {},
  };
}

/** A batch as the queue brings it, and what became of each message. */
function aBatch(bodies: unknown[]) {
  const fates: string[] = bodies.map(() => "nothing");
  const messages = bodies.map((body, i) => ({
    id: crypto.randomUUID(),
    timestamp: new Date(NOON),
    attempts: 1,
    body,
    ack: () => {
      fates[i] = "ack";
    },
    retry: (options?: QueueRetryOptions) => {
      fates[i] = options?.delaySeconds ? `retry in ${options.delaySeconds} s` : "retry";
    },
  })) as unknown as Message<IngestMessage>[];
  return { messages, fates };
}

async function consume(bodies: unknown[], worker: Env = env): Promise<string[]> {
  const { messages, fates } = aBatch(bodies);
  await consumeIngest(worker, messages, NOON);
  return fates;
}

const stored = (site: SiteSettings, visitor: string) => findVisitor(env.DB, site.id, visitor);
const countersOf = async ({ id }: SiteSettings) => {
  const { results } = await env.DB.prepare("SELECT day, name, value FROM counters WHERE site = ?1")
    .bind(id)
    .all<{ day: number; name: string; value: number }>();
  return Object.fromEntries(results.map(({ day, name, value }) => [`${day - NOON_DAY}:${name}`, value]));
};

describe("a message", () => {
  test("is counted: visitor, visit, views, events, product and log", async () => {
    const site = await aPublishedSite();
    const message = aMessage(site, [ARRIVE, LOOK, VIEW]);
    expect(await consume([message])).toEqual(["ack"]);
    expect(await countersOf(site)).toEqual({ "0:visitors": 1, "0:visits": 1, "0:views": 2, "0:events": 3 });
    expect(await rowsOf(site)).toEqual({ visitors: 1, log: 1, counters: 4, products: 1 });
    expect((await stored(site, message.visitor))!.timeline.map(({ name }) => name)).toEqual([
      "page_view",
      "page_view",
      "view_item",
    ]);
  });

  test("that comes twice, in one batch or in two, is counted once", async () => {
    const site = await aPublishedSite();
    const message = aMessage(site, [ARRIVE, VIEW], { refused: { age: 1 } });
    await consume([message, structuredClone(message)]);
    const [row, counters, rows] = [
      await stored(site, message.visitor),
      await countersOf(site),
      await rowsOf(site),
    ];
    await consume([structuredClone(message)]);
    expect(await countersOf(site)).toEqual(counters);
    expect(counters).toMatchObject({ "0:events": 2, "0:refused:age": 1 });
    expect([await stored(site, message.visitor), await rowsOf(site)]).toEqual([row, rows]);
  });

  test("whose events were all refused makes no visitor, and its refusals are counted", async () => {
    const site = await aPublishedSite();
    const message = { ...aMessage(site, [LOOK, LOOK], { refused: { age: 2 } }), runs: [] };
    expect(await consume([message])).toEqual(["ack"]);
    expect(await findVisitor(env.DB, site.id, message.visitor)).toBeNull();
    const { "0:refused:age": refused, "0:visitors": visitors } = await countersOf(site);
    expect([refused, visitors]).toEqual([2, undefined]);
  });

  test("with web vitals adds them to the one row of their day, once, and to no timeline", async () => {
    const site = await aPublishedSite({ campaigns: [aCampaign("spring")] });
    const vital: Event = {
      name: "web_vital",
      props: {
        metric: "LCP",
        value: 900,
        kind: "home",
        exposures: ["spring", "unpublished"].map((campaign) => ({
          campaign,
          variant: "a",
          placement: "home",
        })),
      },
    };
    const [first, second] = [aMessage(site, [ARRIVE, vital]), aMessage(site, [ARRIVE, vital, vital])];
    await consume([first]);
    await consume([second, structuredClone(first)]);
    const { results } = await env.DB.prepare("SELECT day, sums FROM vitals WHERE site = ?1")
      .bind(site.id)
      .all();
    expect(results.map(({ day, sums }) => [day, JSON.parse(String(sums))])).toEqual([
      [NOON_DAY, { "LCP:good:kind:home": 3, "LCP:good:shown:spring": 3 }],
    ]);
    expect((await stored(site, second.visitor))!.timeline.map(({ name }) => name)).toEqual(["page_view"]);
  });

  test("whose events came before in other batches brings the rest alone", async () => {
    const site = await aPublishedSite();
    const whole = aMessage(site, [ARRIVE, LOOK, LOOK, VIEW]);
    const { writer, events, context } = whole.runs[0]!;
    const part: IngestMessage = {
      ...whole,
      ranges: [{ writer, from: 1, to: 3 }],
      runs: [{ writer, context, events: events.slice(1, 3) }],
    };
    await consume([part]);
    await consume([whole]);
    expect(await countersOf(site)).toMatchObject({ "0:events": 4, "0:views": 3, "0:visits": 1 });
    expect((await stored(site, whole.visitor))!.seen).toMatchObject({ [writer]: { ranges: [0, 4] } });
  });

  test("arriving out of order makes the same visitor as in order", async () => {
    const site = await aPublishedSite();
    const [there, back] = [freshId(), freshId()];
    const messages = (visitor: string) =>
      [[ARRIVE], [VIEW, LOOK], [VIEW]].map((events, i) =>
        aMessage(site, events, { visitor, writer: `order00${i}`, at: NOON + i * 1000 }),
      );
    for (const message of messages(there)) await consume([message]);
    for (const message of messages(back).reverse()) await consume([message]);
    const [a, b] = [await stored(site, there), await stored(site, back)];
    expect(b!.profile).toEqual(a!.profile);
    expect(b!.timeline).toEqual(a!.timeline);
  });

  test("of one site changes nothing of another, though both know the visitor's id", async () => {
    const [site, other] = [await aPublishedSite(), await aPublishedSite()];
    const visitor = freshId();
    await consume([aMessage(site, [ARRIVE], { visitor }), aMessage(other, [LOOK, LOOK], { visitor })]);
    expect((await stored(site, visitor))!.profile.pages).toBe(1);
    expect((await stored(other, visitor))!.profile.pages).toBe(2);
  });

  test("of an erased visitor is dropped, and the others of its batch are counted", async () => {
    const site = await aPublishedSite();
    const [erased, other] = [aMessage(site, [ARRIVE, VIEW]), aMessage(site, [ARRIVE])];
    await env.DB.prepare("INSERT INTO tombstones (site, visitor, erased_at) VALUES (?1, ?2, ?3)")
      .bind(site.id, erased.visitor, NOON)
      .run();
    expect(await consume([erased, other])).toEqual(["ack", "ack"]);
    expect([await stored(site, erased.visitor), (await countersOf(site))["0:events"]]).toEqual([null, 1]);
    expect((await rowsOf(site)).products).toBeUndefined();
  });

  test.each([
    ["half an emoji", "Lampa \ud83d"],
    ["a null character", "Lampa\u0000 stołowa"],
    ["quotes and SQL", `"'); DROP TABLE visitors; --`],
    ["every control character", String.fromCharCode(...Array.from({ length: 32 }, (_, i) => i))],
    ["letters of four bytes", "🪔".repeat(75)],
    ["two writing directions", "\u202eabc\u202c שלום"],
  ])("with %s in its texts is counted like any other", async (_, text) => {
    const site = await aPublishedSite();
    const visitor = freshId();
    const view: Event = {
      name: "view_item",
      props: { item: { id: text.slice(0, 60), name: text, category: text } },
    };
    const events: Event[] = [
      ARRIVE,
      view,
      { name: "search", props: { term: text } },
      { name: "identify", props: { traits: { note: text } } },
      { name: "micro_moment", props: { moment: text.slice(0, 60) } },
      { name: "purchase", props: { orderId: text.slice(0, 60), valueMinor: 1, currency: "EUR", lines: [] } },
    ];
    expect(await consume([aMessage(site, events, { visitor }), aMessage(site, [LOOK])])).toEqual([
      "ack",
      "ack",
    ]);
    expect(await consume([aMessage(site, [LOOK], { visitor })])).toEqual(["ack"]);
    expect(await rowsOf(site)).toMatchObject({ visitors: 2, orders: 1 });
    expect((await rowsOf(site)).dead_letters).toBeUndefined();
    expect((await stored(site, visitor))!.profile.pages).toBe(2);
  });
});

describe("counters", () => {
  test("part at the shop's midnight to the millisecond, and a visitor counts on both days", async () => {
    const site = await aPublishedSite();
    // Warsaw in winter is an hour ahead.
    const midnight = (NOON_DAY + 1) * DAY_MS - 3_600_000;
    const message = aMessage(site, [ARRIVE, LOOK]);
    message.receivedAt = midnight + 5;
    message.runs[0]!.events[0]!.at = midnight - 1;
    message.runs[0]!.events[1]!.at = midnight;
    await consume([message]);
    expect(await countersOf(site)).toEqual({
      "0:visitors": 1,
      "0:visits": 1,
      "0:views": 1,
      "0:events": 1,
      "1:visitors": 1,
      "1:views": 1,
      "1:events": 1,
    });
  });

  test("name a visitor of a day once, however many batches the day brings", async () => {
    const site = await aPublishedSite();
    const visitor = freshId();
    for (let i = 0; i < 3; i++) await consume([aMessage(site, [LOOK], { visitor, at: NOON + i * 1000 })]);
    expect(await countersOf(site)).toEqual({ "0:visitors": 1, "0:views": 3, "0:events": 3 });
  });
});

describe("segments", () => {
  test("entered and left appear in the timeline and in the log, once each", async () => {
    const site = await aPublishedSite({
      segments: [
        aSegment("carts", { field: "cart_value", op: "gte", value: 50 }),
        aSegment("lookers", { field: "products", days: 30, op: "gte", value: 1 }),
      ],
    });
    const visitor = freshId();
    const cart = (valueMinor: number): Event => ({
      name: "cart",
      props: { valueMinor, currency: "EUR", lines: [] },
    });
    const steps: [Event[], string[]][] = [
      [[VIEW], ["lookers"]],
      [[cart(8900)], ["carts", "lookers"]],
      [[LOOK], ["carts", "lookers"]],
      [[cart(0)], ["lookers"]],
    ];
    for (const [i, [events, segments]] of steps.entries()) {
      await consume([aMessage(site, events, { visitor, at: NOON + i * 1000 })]);
      expect((await stored(site, visitor))!.segments.sort()).toEqual(segments);
    }
    const crossings = (await stored(site, visitor))!.timeline
      .filter(({ name }) => name.startsWith("segment_"))
      .map(({ name, props }) => `${name} ${props.segment}`);
    expect(crossings).toEqual(["segment_enter lookers", "segment_enter carts", "segment_exit carts"]);
  });
});

describe("a purchase", () => {
  const purchase = (orderId: string, valueMinor: number, currency = "EUR"): Event => ({
    name: "purchase",
    props: { orderId, valueMinor, currency, lines: [{ id: "lamp-sowa", quantity: 2 }] },
  });

  test("makes an order and the visitor's server part", async () => {
    const site = await aPublishedSite();
    const message = aMessage(site, [ARRIVE, purchase("P-1", 8900)]);
    await consume([message]);
    expect((await stored(site, message.visitor))!.server).toEqual({
      rev: 1,
      orders: 1,
      valueMinor: 8900,
      currency: "EUR",
      lastOrderAt: NOON,
      storeOrders: 0,
      settledAt: NOON,
      customer: 0,
      traits: {},
    });
    const order = await env.DB.prepare("SELECT * FROM orders WHERE site = ?1").bind(site.id).first();
    expect(order).toMatchObject({ id: "P-1", door: "page", visitor: message.visitor, value_minor: 8900 });
  });

  test("reported again by a reloaded thank-you page is one order", async () => {
    const site = await aPublishedSite();
    const visitor = freshId();
    for (let i = 0; i < 3; i++)
      await consume([aMessage(site, [purchase("P-1", 8900)], { visitor, at: NOON + i * 60_000 })]);
    expect((await stored(site, visitor))!.server).toMatchObject({ orders: 1, valueMinor: 8900 });
    expect((await rowsOf(site)).orders).toBe(1);
  });

  test("in two currencies is never added up", async () => {
    const site = await aPublishedSite();
    const message = aMessage(site, [purchase("P-1", 8900), purchase("P-2", 500, "PLN")]);
    await consume([message]);
    expect((await stored(site, message.visitor))!.server).toMatchObject({
      orders: 2,
      valueMinor: 8900,
      currency: "EUR",
    });
  });
});

describe("a refund told by the page", () => {
  const bought: Event = {
    name: "purchase",
    props: { orderId: "P-1", valueMinor: 8900, currency: "EUR", lines: [{ id: "lamp-sowa", quantity: 2 }] },
  };
  const line = { id: "lamp-sowa", quantity: 1 };

  test.each<[string, Extract<Event, { name: "refund" }>["props"], string, number]>([
    ["of an amount is taken off", { orderId: "P-1", valueMinor: 900 }, "partly_refunded", 900],
    [
      "of lines is what they cost",
      { orderId: "P-1", lines: [{ ...line, priceMinor: 4450 }] },
      "partly_refunded",
      4450,
    ],
    ["without either gives all of it back", { orderId: "P-1" }, "refunded", 8900],
    ["of lines without prices says nothing", { orderId: "P-1", lines: [line] }, "placed", 0],
    ["in another currency does not count", { orderId: "P-1", valueMinor: 900, currency: "PLN" }, "placed", 0],
  ])("%s", async (_, props, status, refunded) => {
    const site = await aPublishedSite();
    await consume([aMessage(site, [bought, { name: "refund", props }])]);
    const order = await env.DB.prepare("SELECT * FROM orders WHERE site = ?1").bind(site.id).first();
    expect(order).toMatchObject({ id: "P-1", status, refunded_minor: refunded });
  });

  test("by two devices counts once", async () => {
    const site = await aPublishedSite();
    const back: Event = { name: "refund", props: { orderId: "P-1", valueMinor: 900 } };
    await consume([aMessage(site, [bought, back]), aMessage(site, [back])]);
    const order = await env.DB.prepare("SELECT * FROM orders WHERE site = ?1").bind(site.id).first();
    expect(order).toMatchObject({ status: "partly_refunded", refunded_minor: 900 });
  });
});

describe("two consumers", () => {
  test("racing for one visitor both end up counted", async () => {
    const site = await aPublishedSite();
    const visitor = freshId();
    const messages = Array.from({ length: 8 }, () => aMessage(site, [LOOK], { visitor }));
    const fates = await Promise.all(messages.map((message) => consume([message])));
    expect(fates.flat()).toEqual(new Array(8).fill("ack"));
    expect(await stored(site, visitor)).toMatchObject({ rev: 8, profile: { pages: 8 } });
    expect(await countersOf(site)).toEqual({ "0:visitors": 1, "0:views": 8, "0:events": 8 });
  });

  /** Somebody else writes the visitor between this consumer's reading and its writing, so many times. */
  const overtaken = (site: SiteSettings, visitor: string, times: number): Env => {
    let left = times;
    const DB = new Proxy(env.DB, {
      get(db, name) {
        const member = Reflect.get(db, name);
        if (name !== "batch") return typeof member === "function" ? member.bind(db) : member;
        return async (statements: D1PreparedStatement[]) => {
          if (statements.length > 2 && left-- > 0) await ingest(env, [aMessage(site, [LOOK], { visitor })]);
          return db.batch(statements);
        };
      },
    });
    return { ...env, DB };
  };

  test.each([1, 5])("of which one is overtaken %i times loses nothing", async (times) => {
    const site = await aPublishedSite();
    const visitor = freshId();
    expect(await consume([aMessage(site, [VIEW], { visitor })], overtaken(site, visitor, times))).toEqual([
      "ack",
    ]);
    expect((await stored(site, visitor))!.rev).toBe(times + 1);
    expect((await countersOf(site))["0:events"]).toBe(times + 1);
  });

  test("of which one loses every race gives its messages back and makes no dead letter", {
    timeout: 30_000,
  }, async () => {
    const site = await aPublishedSite();
    const visitor = freshId();
    const worker = overtaken(site, visitor, Number.POSITIVE_INFINITY);
    expect(await consume([aMessage(site, [VIEW], { visitor })], worker)).toEqual(["retry"]);
    expect(await listDeadLetters(env.DB, site.id, 9)).toEqual([]);
    expect((await rowsOf(site)).products).toBeUndefined();
  });
});

describe("the trigger on a visitor's row", () => {
  const insert = (site: string, id: string, rev: number) =>
    env.DB.prepare(
      `INSERT INTO visitors (site, id, rev, profile, seen, events, segments, last_day)
       VALUES (?1, ?2, ?3, '{}', '{}', '[]', '[]', 0)
       ON CONFLICT (site, id) DO UPDATE SET rev = excluded.rev`,
    ).bind(site, id, rev);
  const counter = (site: string) =>
    env.DB.prepare("INSERT INTO counters (site, day, name, value) VALUES (?1, 0, 'views', 1)").bind(site);

  test.each([
    ["a first row with rev 1", [], 1, true],
    ["a first row with rev 2", [], 2, false],
    ["a first row with rev 0", [], 0, false],
    ["the next rev", [1, 2], 3, true],
    ["the same rev again", [1, 2], 2, false],
    ["an older rev", [1, 2], 1, false],
    ["a rev that leaps", [1, 2], 4, false],
  ])("judges %s, and with it the whole transaction", async (_, before, rev, isTaken) => {
    const [site, id] = [`trigger-${crypto.randomUUID()}`, freshId()];
    for (const each of before) await insert(site, id, each).run();
    const writing = env.DB.batch([counter(site), insert(site, id, rev)]);
    if (isTaken) await writing;
    else await expect(writing).rejects.toThrow("visitor rev conflict");
    expect(await counted({ id: site }, "views")).toBe(isTaken ? 1 : 0);
  });
});

describe("a poison message", () => {
  const spoil = (message: IngestMessage, change: object): unknown => ({ ...message, ...change });
  const poisons: [string, (message: IngestMessage) => unknown][] = [
    ["whose runs are no list", (message) => spoil(message, { runs: 7 })],
    ["without ranges", (message) => spoil(message, { ranges: undefined })],
    [
      "whose time is missing",
      (message) => spoil(message, { receivedAt: undefined, runs: [], refused: { age: 1 } }),
    ],
    [
      "with an event that happened at no time",
      (message) => {
        const spoilt = structuredClone(message);
        (spoilt.runs[0]!.events[0] as { at: unknown }).at = "noon";
        return spoilt;
      },
    ],
    [
      "without a context",
      (message) => spoil(message, { runs: [{ ...message.runs[0], context: undefined }] }),
    ],
    ["that is no message at all", () => 42],
    ["that is nothing", () => null],
  ];

  test.each(poisons)("%s is put aside alone, and the others of its batch are counted", async (_, poison) => {
    const site = await aPublishedSite();
    const bodies: unknown[] = Array.from({ length: 9 }, () => aMessage(site, [LOOK]));
    bodies[5] = poison(bodies[5] as IngestMessage);
    const { messages, fates } = aBatch(bodies);
    await consumeIngest(env, messages, NOON);
    expect(fates).toEqual(new Array(9).fill("ack"));
    expect((await countersOf(site))["0:events"]).toBe(8);
    const letter = await env.DB.prepare("SELECT * FROM dead_letters WHERE id = ?1")
      .bind(messages[5]!.id)
      .first();
    expect(letter).toMatchObject({ failed_at: NOON, body: JSON.stringify(bodies[5]) });
    expect(String(letter!.reason)).toMatch(/.+/);
    const others = messages.filter((_, i) => i !== 5).map(({ id }) => id);
    const { results } = await env.DB.prepare(
      "SELECT id FROM dead_letters WHERE id IN (SELECT value FROM json_each(?1))",
    )
      .bind(JSON.stringify(others))
      .all();
    expect(results).toEqual([]);
  });

  test("that comes again is one dead letter", async () => {
    const site = await aPublishedSite();
    const { messages } = aBatch([{ ...aMessage(site, [LOOK]), runs: 7 }]);
    await consumeIngest(env, messages, NOON);
    await consumeIngest(env, messages, NOON + 1000);
    expect(await listDeadLetters(env.DB, site.id, 9)).toMatchObject([{ failedAt: NOON + 1000 }]);
  });
});

describe("while D1 is away", () => {
  const gone = () => Promise.reject(new Error("D1_ERROR: network connection lost"));
  const away: Env = {
    ...env,
    DB: {
      prepare: (sql: string) => {
        const statement = env.DB.prepare(sql);
        const lost: D1PreparedStatement = new Proxy(statement, {
          get: (_, name) => (name === "bind" ? () => lost : gone),
        });
        return lost;
      },
      batch: gone,
    } as unknown as D1Database,
  };

  test("every message is given back for later, and all are counted once it is there", async () => {
    const site = await aPublishedSite();
    const bodies = Array.from({ length: 5 }, () => aMessage(site, [ARRIVE]));
    const fates = await consume(bodies, away);
    expect(fates).toEqual(new Array(5).fill(expect.stringMatching(/^retry in \d+ s$/)));
    expect(await rowsOf(site)).toEqual({});
    expect(await consume(bodies)).toEqual(new Array(5).fill("ack"));
    expect((await countersOf(site))["0:events"]).toBe(5);
  });

  test("a full batch asks it a few times, not once for every message", async () => {
    const site = await aPublishedSite();
    const batch = vi.fn(gone);
    const bodies = Array.from({ length: 100 }, () => aMessage(site, [LOOK]));
    await consume(bodies, { ...away, DB: { prepare: away.DB.prepare, batch } as unknown as D1Database });
    expect(batch.mock.calls.length).toBeLessThan(10);
  });

  test("a transaction that committed and then said it failed is counted once", async () => {
    const site = await aPublishedSite();
    let isFirst = true;
    const DB = new Proxy(env.DB, {
      get(db, name) {
        const member = Reflect.get(db, name);
        if (name !== "batch") return typeof member === "function" ? member.bind(db) : member;
        return async (statements: D1PreparedStatement[]) => {
          const results = await db.batch(statements);
          if (statements.length > 2 && isFirst) {
            isFirst = false;
            throw new Error("D1_ERROR: network connection lost");
          }
          return results;
        };
      },
    });
    expect(await consume([aMessage(site, [ARRIVE, LOOK])], { ...env, DB })).toEqual(["ack"]);
    expect((await countersOf(site))["0:events"]).toBe(2);
  });
});

describe("while KV is away", () => {
  test("messages of a site this isolate does not know yet are given back, not put aside", async () => {
    const site = await aPublishedSite({ segments: [aSegment("all", { all: [] })] });
    const SNAPSHOTS = { get: () => Promise.reject(new Error("KV is away")) } as unknown as KVNamespace;
    const bodies = [aMessage(site, [ARRIVE]), aMessage(site, [ARRIVE])];
    const fates = await consume(bodies, { ...env, SNAPSHOTS });
    expect(fates.every((fate) => fate.startsWith("retry"))).toBe(true);
    expect([await rowsOf(site), await listDeadLetters(env.DB, site.id, 9)]).toEqual([{}, []]);
    await consume(bodies);
    expect((await stored(site, bodies[0]!.visitor))!.segments).toEqual(["all"]);
  });
});

describe("the queue itself", () => {
  test("brings what was sent into D1, once, though it was sent twice", { timeout: 30_000 }, async () => {
    const site = await aPublishedSite();
    const message = aMessage(site, [ARRIVE, VIEW]);
    await env.INGEST!.sendBatch([{ body: message }, { body: message }]);
    await env.INGEST!.send(aMessage(site, [LOOK]));
    await vi.waitFor(async () => expect((await rowsOf(site)).visitors).toBe(2), {
      timeout: 15_000,
      interval: 200,
    });
    expect(await countersOf(site)).toMatchObject({ "0:events": 3, "0:visitors": 2 });
  });

  test("puts a poison message aside and brings the others", { timeout: 30_000 }, async () => {
    const site = await aPublishedSite();
    const poison = { ...aMessage(site, [LOOK]), runs: 7 } as unknown as IngestMessage;
    await env.INGEST!.sendBatch(
      [aMessage(site, [LOOK]), poison, aMessage(site, [LOOK])].map((body) => ({ body })),
    );
    await vi.waitFor(async () => expect(await rowsOf(site)).toMatchObject({ visitors: 2, dead_letters: 1 }), {
      timeout: 15_000,
      interval: 200,
    });
  });

  test("brings messages of a site without rules too", { timeout: 30_000 }, async () => {
    const site = aSite(`shop${crypto.randomUUID().slice(0, 8)}`);
    await env.INGEST!.send(aMessage(site, [LOOK]));
    await vi.waitFor(async () => expect((await rowsOf(site)).visitors).toBe(1), {
      timeout: 15_000,
      interval: 200,
    });
  });
});

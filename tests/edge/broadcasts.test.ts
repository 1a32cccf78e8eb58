/** Broadcasts: fanned out page by page, to whom and when they are for; paused, resumed and cancelled while they are sent. */
import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { broadcast as step } from "../../edge/jobs/broadcast.ts";
import { LEASE_MS, leaseDeliveries } from "../../edge/jobs/deliver.ts";
import { readBroadcast } from "../../edge/store/broadcasts.ts";
import type { DueWork } from "../../edge/store/due-work.ts";
import type { Broadcast } from "../../model/broadcast.ts";
import { UNTIL_RESUMED } from "../../model/delivery.ts";
import type { Event } from "../../model/event.ts";
import type {
  BroadcastList,
  BroadcastReport,
  BroadcastSize,
  DeliveryList,
  PushOverview,
} from "../../model/push-report.ts";
import type { SentResult } from "../../model/results/sent.ts";
import type { SiteSettings } from "../../model/snapshot.ts";
import { aSegment, NOON } from "../support/builders.ts";
import { aMember, ask } from "./api/support.ts";
import {
  aPushMessage,
  aPushShop,
  aSubscriber,
  HOUR_MS,
  PushService,
  payloadFor,
  sumsOf,
  told,
  withoutPushQueue,
} from "./push-shop.ts";
import { ARRIVE } from "./visitor.ts";

const CART: Event = {
  name: "cart",
  props: { valueMinor: 9_000, currency: "EUR", lines: [{ id: "lamp-sowa", quantity: 1 }] },
};
const CARTS = aSegment("carts", { field: "cart_value", op: "gte", value: 1 });

const aBroadcast = (changes: Partial<Broadcast> = {}): Broadcast => ({
  id: "spring",
  name: "Spring",
  segmentsIn: [],
  segmentsOut: [],
  when: { kind: "now" },
  holdoutShare: 0,
  variants: [{ id: "a", share: 1, message: aPushMessage({ ttlHours: 100 }) }],
  ...changes,
});

/** Neither queue: the test takes every step itself. */
const worker = () => {
  const { WORK: _, ...rest } = withoutPushQueue();
  return rest;
};

let service: PushService;
beforeEach(async () => {
  service = new PushService();
  await env.DB.batch(["deliveries", "due_work"].map((table) => env.DB.prepare(`DELETE FROM ${table}`)));
});

/** The API as the shop's dashboard calls it. */
async function apiOf(site: SiteSettings) {
  const editor = await aMember(site.id, "editor");
  return <T>(method: string, path: string, body?: unknown) => ask<T>(method, `/api/${path}`, editor, body);
}

/** Saved, and being sent since noon: the routes go by the real clock, and the tests by noon. */
async function sending(site: SiteSettings, broadcast = aBroadcast()): Promise<DueWork> {
  await env.DB.prepare(
    "INSERT INTO broadcasts (site, id, body, status, updated_at) VALUES (?1, ?2, ?3, 'sending', ?4)",
  )
    .bind(site.id, broadcast.id, JSON.stringify(broadcast), NOON)
    .run();
  const work: DueWork = { site: site.id, kind: "broadcast", subject: broadcast.id };
  await env.DB.prepare("INSERT INTO due_work (site, kind, subject, due_at) VALUES (?1, ?2, ?3, ?4)")
    .bind(work.site, work.kind, work.subject, NOON)
    .run();
  return work;
}
const setStatus = (site: SiteSettings, status: string) =>
  env.DB.prepare("UPDATE broadcasts SET status = ?2 WHERE site = ?1").bind(site.id, status).run();
const dueOf = async ({ site, subject }: DueWork) =>
  env.DB.prepare("SELECT due_at FROM due_work WHERE site = ?1 AND subject = ?2")
    .bind(site, subject)
    .first<{ due_at: number }>();
const sendDue = (now = NOON) => leaseDeliveries(withoutPushQueue(), now, service.post);
/** Subscribers by the thousand, as rows; the point to encrypt for is none, so that nothing leaves this machine. */
const manySubscribers = (site: SiteSettings, count: number) =>
  env.DB.prepare(
    `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?2)
     INSERT INTO subscriptions (site, visitor, endpoint, p256dh, auth, key_id, origin, time_zone, language, made_at, seen_at)
     SELECT ?1, printf('visitor-%014d', i), 'https://fcm.googleapis.com/' || ?1 || i, '', '',
            (SELECT id FROM vapid_keys WHERE site = ?1), 'https://shop.example', 'Europe/Warsaw', 'pl', 1, 1 FROM n`,
  )
    .bind(site.id, count)
    .run();

describe("a broadcast", () => {
  test("goes to every subscriber, once, however often its steps are done", async () => {
    const site = await aPushShop();
    const subscribers = [await aSubscriber(site), await aSubscriber(site), await aSubscriber(site)];
    const work = await sending(site);
    await step(worker(), work, NOON);
    await env.DB.prepare("UPDATE broadcasts SET cursor = '', finished_at = NULL WHERE site = ?1")
      .bind(site.id)
      .run();
    await step(worker(), work, NOON);
    await sendDue();
    expect(service.pushed.map(({ endpoint }) => endpoint).sort()).toEqual(
      subscribers.map(({ endpoint }) => endpoint).sort(),
    );
    const first = subscribers.find(({ endpoint }) => endpoint === service.pushed[0]!.endpoint)!;
    expect((await payloadFor(first, service.pushed[0]!)).notification.title).toBe("Your lamp is waiting");
    expect(await sumsOf(site, "broadcast:spring")).toEqual({ sent: 3 });
  });

  test("goes to whom its segments are for, by the published rules and as visitors are now", async () => {
    const site = await aPushShop({}, { segments: [CARTS] });
    const [full, empty, emptied] = [
      await aSubscriber(site, { events: [ARRIVE, CART] }),
      await aSubscriber(site),
      await aSubscriber(site, { events: [ARRIVE, CART] }),
    ];
    await told(
      site,
      emptied.visitor,
      [{ ...CART, props: { ...CART.props, valueMinor: 0, lines: [] } } as Event],
      NOON,
    );
    const into = await sending(site, aBroadcast({ segmentsIn: ["carts"] }));
    await step(worker(), into, NOON);
    const out = await sending(site, aBroadcast({ id: "others", segmentsOut: ["carts"] }));
    await step(worker(), out, NOON);
    const { results } = await env.DB.prepare("SELECT source, visitor FROM deliveries WHERE site = ?1")
      .bind(site.id)
      .all();
    expect(results).toHaveLength(3);
    expect(results).toEqual(
      expect.arrayContaining([
        { source: "broadcast:spring", visitor: full.visitor },
        { source: "broadcast:others", visitor: empty.visitor },
        { source: "broadcast:others", visitor: emptied.visitor },
      ]),
    );
  });

  test("gives each visitor one variant, and the holdout nothing", async () => {
    const site = await aPushShop();
    await manySubscribers(site, 400);
    const variants = ["a", "b"].map((id) => ({ id, share: 0.5, message: aPushMessage() }));
    const work = await sending(site, aBroadcast({ variants, holdoutShare: 0.25 }));
    await step(worker(), work, NOON);
    const { held_out: heldOut, due } = await sumsOf(site, "broadcast:spring");
    expect(heldOut! + due!).toBe(400);
    expect(heldOut).toBeGreaterThan(60);
    expect(heldOut).toBeLessThan(140);
    const api = await apiOf(site);
    const { variants: byVariant } = (await api<BroadcastReport>("GET", "broadcasts/spring")).body;
    expect(Object.keys(byVariant)).toEqual(["a", "b"]);
    expect(byVariant.a!.due! + byVariant.b!.due!).toBe(due);
  });

  test("of local hours goes at each visitor's own, at once to whom it is a little late for, and to nobody later", async () => {
    const site = await aPushShop();
    const zones = ["Europe/Warsaw", "America/New_York", "Asia/Tokyo", "Asia/Dubai"];
    const at = await Promise.all(zones.map((timeZone) => aSubscriber(site, { timeZone })));
    const when = { kind: "local", date: "2026-11-22", hour: 14 } as const;
    await step(worker(), await sending(site, aBroadcast({ when })), NOON);
    const { results } = await env.DB.prepare("SELECT visitor, state, due_at FROM deliveries WHERE site = ?1")
      .bind(site.id)
      .all<{ visitor: string; state: string; due_at: number }>();
    const of = (i: number) => results.find(({ visitor }) => visitor === at[i]!.visitor);
    expect(of(0)).toMatchObject({ state: "due", due_at: NOON + HOUR_MS });
    expect(of(1)).toMatchObject({ state: "due", due_at: NOON + 7 * HOUR_MS });
    expect(of(2)).toMatchObject({ state: "expired" });
    expect(of(3)).toMatchObject({ state: "due", due_at: NOON });
  });

  test("of thousands takes a bounded step each time, and goes on where it stood", async () => {
    const site = await aPushShop();
    await manySubscribers(site, 4_700);
    const work = await sending(site);
    const made: number[] = [];
    for (let steps = 0; steps < 5; steps++) {
      await step(worker(), work, NOON);
      made.push((await sumsOf(site, "broadcast:spring")).due!);
      const { finishedAt } = (await readBroadcast(env.DB, site.id, "spring"))!;
      expect(finishedAt === null).toBe(made.at(-1)! < 4_700);
    }
    expect(made).toEqual([2_000, 4_000, 4_700, 4_700, 4_700]);
  });

  test("taken up by two at once makes each delivery once", async () => {
    const site = await aPushShop();
    await manySubscribers(site, 1_200);
    const work = await sending(site);
    await Promise.all([step(worker(), work, NOON), step(worker(), work, NOON)]);
    await step(worker(), work, NOON);
    expect(await sumsOf(site, "broadcast:spring")).toEqual({ due: 1_200 });
  });
});

describe("while it is sent", () => {
  async function underWay() {
    const site = await aPushShop();
    for (let i = 0; i < 3; i++) await aSubscriber(site);
    const work = await sending(site);
    await step(worker(), work, NOON);
    return { site, work };
  }

  test("it can be paused, and what is left goes on when it is resumed", async () => {
    const { site, work } = await underWay();
    await setStatus(site, "paused");
    await sendDue();
    expect(service.pushed).toEqual([]);
    const { results } = await env.DB.prepare("SELECT reason, due_at FROM deliveries WHERE site = ?1")
      .bind(site.id)
      .all();
    expect(results).toEqual(Array(3).fill({ reason: "paused", due_at: UNTIL_RESUMED }));
    // A year later nothing has gone, and nothing was looked at again.
    await step(worker(), work, NOON + HOUR_MS);
    await sendDue(NOON + HOUR_MS);
    expect(await dueOf(work)).toEqual({ due_at: NOON + 2 * HOUR_MS });
    await setStatus(site, "sending");
    await step(worker(), work, NOON + 2 * HOUR_MS);
    await sendDue(NOON + 2 * HOUR_MS);
    expect(service.topics).toHaveLength(3);
  });

  test("it can be paused before everybody was looked at", async () => {
    const site = await aPushShop();
    await manySubscribers(site, 2_500);
    const work = await sending(site);
    await step(worker(), work, NOON);
    await setStatus(site, "paused");
    await step(worker(), work, NOON);
    expect(await sumsOf(site, "broadcast:spring")).toEqual({ due: 2_000 });
    await setStatus(site, "sending");
    await step(worker(), work, NOON);
    expect(await sumsOf(site, "broadcast:spring")).toEqual({ due: 2_500 });
  });

  test("it can be cancelled, also when it is paused, and nothing more goes", async () => {
    const { site, work } = await underWay();
    await setStatus(site, "paused");
    await sendDue();
    await setStatus(site, "cancelled");
    await step(worker(), work, NOON + 1);
    await sendDue(NOON + 1);
    expect(service.pushed).toEqual([]);
    expect(await sumsOf(site, "broadcast:spring")).toEqual({ stopped: 3 });
    await step(worker(), work, NOON + HOUR_MS);
    expect(await dueOf(work)).toBeNull();
  });

  test("what is due in an hour that comes later is sent then, and the work ends after that", async () => {
    const site = await aPushShop();
    await aSubscriber(site);
    const when = { kind: "local", date: "2026-11-22", hour: 15 } as const;
    const work = await sending(site, aBroadcast({ when }));
    await step(worker(), work, NOON);
    expect(await dueOf(work)).toEqual({ due_at: NOON + HOUR_MS });
    await sendDue(NOON + 2 * HOUR_MS);
    expect(service.pushed).toHaveLength(1);
    await step(worker(), work, NOON + 2 * HOUR_MS);
    expect(await dueOf(work)).toBeNull();
  });
});

describe("the API of broadcasts", () => {
  test("keeps drafts, and what was sent as it was sent", async () => {
    const site = await aPushShop();
    const api = await apiOf(site);
    expect((await api("PUT", "broadcasts/spring", aBroadcast())).status).toBe(200);
    expect((await api("PUT", "broadcasts/spring", aBroadcast({ name: "Later" }))).status).toBe(200);
    expect((await api<BroadcastList>("GET", "broadcasts")).body.broadcasts).toMatchObject([
      { broadcast: { name: "Later" }, status: "draft", startedAt: null, finishedAt: null, sums: {} },
    ]);
    expect((await api<BroadcastReport>("POST", "broadcasts/spring/send")).body.status).toBe("sending");
    const refused = await api<{ field: string }>("PUT", "broadcasts/spring", aBroadcast());
    expect([refused.status, refused.body.field]).toEqual([409, "status"]);
    expect((await api("POST", "broadcasts/spring/send")).status).toBe(409);
    await api("POST", "broadcasts/spring/cancel");
    expect((await api("DELETE", "broadcasts/spring")).status).toBe(200);
    expect((await api("GET", "broadcasts/spring")).status).toBe(404);
  });

  test("names the field of what cannot be sent", async () => {
    const site = await aPushShop();
    const api = await apiOf(site);
    await api("PUT", "broadcasts/spring", aBroadcast({ segmentsIn: ["carts"] }));
    await api(
      "PUT",
      "broadcasts/past",
      aBroadcast({ id: "past", when: { kind: "local", date: "2020-01-01", hour: 9 } }),
    );
    const of = async (id: string) =>
      (await api<{ field: string }>("POST", `broadcasts/${id}/send`)).body.field;
    expect([await of("spring"), await of("past")]).toEqual(["segmentsIn[0]", "when"]);
    const wrong = await api<{ field: string }>("PUT", "broadcasts/spring", {
      ...aBroadcast(),
      variants: [{ id: "a", share: 1, message: { ...aPushMessage(), title: "x".repeat(41) } }],
    });
    expect([wrong.status, wrong.body.field]).toEqual([400, "variants[0].message.title"]);
  });

  test("moves it only from where it is", async () => {
    const site = await aPushShop();
    const api = await apiOf(site);
    await api("PUT", "broadcasts/spring", aBroadcast({ when: { kind: "at", at: Date.now() + HOUR_MS } }));
    const to = async (what: string) => {
      const { status, body } = await api<BroadcastReport>("POST", `broadcasts/spring/${what}`);
      return status === 200 ? body.status : status;
    };
    expect(await to("pause")).toBe(409);
    expect(await to("send")).toBe("sending");
    expect((await api("DELETE", "broadcasts/spring")).status).toBe(409);
    expect(await to("pause")).toBe("paused");
    expect(await to("resume")).toBe("sending");
    expect(await to("cancel")).toBe("cancelled");
    expect(await to("resume")).toBe(409);
    expect((await api("POST", "broadcasts/nothing/pause")).status).toBe(404);
  });

  test("tells how many it is for, exactly for few and with an interval for many", async () => {
    const site = await aPushShop();
    const api = await apiOf(site);
    await env.DB.prepare("INSERT INTO snapshots (site, version, body, published_at) VALUES (?1, 1, ?2, 1)")
      .bind(site.id, JSON.stringify({ version: 1, publishedAt: 1, site, segments: [CARTS], campaigns: [] }))
      .run();
    await aSubscriber(site, { events: [ARRIVE, CART] });
    await aSubscriber(site);
    const size = async (segmentsIn: string[]) =>
      (await api<BroadcastSize>("POST", "broadcast-size", { segmentsIn, segmentsOut: [], holdoutShare: 0 }))
        .body;
    expect(await size([])).toEqual({ subscribers: 2, members: 2, between: [2, 2], isExact: true });
    expect(await size(["carts"])).toEqual({ subscribers: 2, members: 1, between: [1, 1], isExact: true });
    await manySubscribers(site, 3_000);
    const { subscribers, between, isExact } = await size(["carts"]);
    expect([subscribers, isExact]).toEqual([3_002, false]);
    expect(between[0]).toBeLessThanOrEqual(1);
    expect(between[1]).toBeGreaterThanOrEqual(1);
  });

  test("tells what it added, by who was held out of it", async () => {
    const site = await aPushShop();
    const api = await apiOf(site);
    await manySubscribers(site, 40);
    await step(worker(), await sending(site, aBroadcast({ holdoutShare: 0.5 })), NOON);
    const { due, held_out: heldOut } = await sumsOf(site, "broadcast:spring");
    const { body } = await api<SentResult>("GET", "broadcasts/spring/results");
    expect(body).toMatchObject({ currency: "EUR", sent: { visitors: due }, heldOut: { visitors: heldOut } });
    expect((await api("GET", "broadcasts/nothing/results")).status).toBe(404);
  });

  test("through the real queues everybody is fanned out, and handed over page by page", {
    timeout: 60_000,
  }, async () => {
    // By the real clock, and so at any hour.
    const site = await aPushShop({ push: { quiet: { from: 0, until: 0 }, mostPerDay: 10 } });
    await manySubscribers(site, 2_100);
    const api = await apiOf(site);
    await api("PUT", "broadcasts/spring", aBroadcast());
    await api("POST", "broadcasts/spring/send");
    const patient = { timeout: 55_000, interval: 250 };
    await vi.waitFor(async () => {
      expect((await readBroadcast(env.DB, site.id, "spring"))!.finishedAt).not.toBeNull();
      expect((await sumsOf(site, "broadcast:spring")).failed).toBeGreaterThan(50);
    }, patient);
    // What is left would only take its time.
    await api("POST", "broadcasts/spring/cancel");
    const { due = 0, failed = 0, stopped = 0 } = await sumsOf(site, "broadcast:spring");
    expect(due + failed + stopped).toBe(2_100);
  });
});

describe("the API of deliveries", () => {
  test("lists them newest first in pages, by source and by state, and sends a failed one again", async () => {
    const site = await aPushShop();
    const api = await apiOf(site);
    await manySubscribers(site, 120);
    await step(worker(), await sending(site), NOON);
    await step(worker(), await sending(site, aBroadcast({ id: "summer", name: "Summer" })), NOON + 1);
    const read = async (query: string) => (await api<DeliveryList>("GET", `deliveries?${query}`)).body;
    const seen: string[] = [];
    let next: string | null = "";
    while (next !== null) {
      const page: DeliveryList = await read(next && `before=${next}`);
      seen.push(...page.deliveries.map(({ id, name }) => `${name} ${id}`));
      next = page.next;
    }
    expect(new Set(seen).size).toBe(240);
    expect(seen.map((each) => each.split(" ")[0])).toEqual([
      ...Array(120).fill("Summer"),
      ...Array(120).fill("Spring"),
    ]);
    expect((await read("source=broadcast:summer")).deliveries.every(({ name }) => name === "Summer")).toBe(
      true,
    );
    expect((await read("state=failed")).deliveries).toEqual([]);
    const { visitor } = (await read("source=broadcast:spring")).deliveries[0]!;
    const theirs = (await read(`visitor=${visitor}`)).deliveries;
    expect(theirs.map(({ name, visitor }) => [name, visitor])).toEqual([
      ["Summer", visitor],
      ["Spring", visitor],
    ]);
    expect((await read(`visitor=${visitor}&source=broadcast:summer`)).deliveries).toHaveLength(1);

    await sendDue(NOON + 1);
    const failed = (await read("state=failed&source=broadcast:spring")).deliveries;
    expect(failed).toHaveLength(40);
    expect(failed[0]).toMatchObject({
      state: "failed",
      reason: "the subscription's key is no point of P-256",
      attempts: 1,
    });
    expect((await api("POST", `deliveries/${failed[0]!.id}/replay`)).status).toBe(200);
    expect((await api("POST", `deliveries/${failed[0]!.id}/replay`)).status).toBe(404);
    expect(await sumsOf(site, "broadcast:spring")).toEqual({ failed: 39, due: 81 });
    expect((await api("GET", "deliveries?state=lost")).status).toBe(400);
  });
});

describe("the API of web push", () => {
  test("shows and keeps settings, subscribers by service, answers to the question, and keys", async () => {
    const site = await aPushShop();
    const api = await apiOf(site);
    const { visitor } = await aSubscriber(site);
    await manySubscribers(site, 2);
    await told(site, visitor, [{ name: "push_permission", props: { state: "granted" } }], Date.now());
    const { body } = await api<PushOverview>("GET", "push");
    expect(body).toMatchObject({
      settings: { quiet: { from: 21, until: 8 }, mostPerDay: 2 },
      subscribers: 3,
      services: { "fcm.googleapis.com": 2, "updates.push.services.mozilla.com": 1 },
      permissions: { granted: 1, denied: 0 },
      keys: [{ subscriptions: 3 }],
    });
    const settings = { contact: "mailto:push@shop.example", quiet: { from: 22, until: 7 }, mostPerDay: 3 };
    expect((await api<PushOverview>("PUT", "push/settings", settings)).body.settings).toEqual(settings);
    expect((await api<PushOverview>("GET", "push")).body.settings).toEqual(settings);
    const wrong = await api<{ field: string }>("PUT", "push/settings", { ...settings, contact: "me" });
    expect([wrong.status, wrong.body.field]).toEqual([400, "contact"]);
    const owner = await aMember(site.id, "owner");
    const rotated = (await ask<PushOverview>("POST", "/api/push/keys", owner)).body.keys;
    expect(rotated.map(({ subscriptions }) => subscriptions)).toEqual([0, 3]);
  });

  test("a test to somebody without a subscription says so", async () => {
    const site = await aPushShop();
    const api = await apiOf(site);
    const { status, body } = await api<{ field: string }>("POST", "push/test", {
      visitor: "nobody",
      message: aPushMessage(),
    });
    expect([status, body.field]).toEqual([404, "visitor"]);
  });

  test("a test is sent before the answer, which says what became of it", async () => {
    const site = await aPushShop();
    const api = await apiOf(site);
    await manySubscribers(site, 1);
    const { status, body } = await api("POST", "push/test", {
      visitor: "visitor-00000000000001",
      message: aPushMessage(),
    });
    expect([status, body]).toMatchObject([
      201,
      { state: "failed", reason: "the subscription's key is no point of P-256" },
    ]);
  });
});

test("a lease outlives a page that is sent slowly", () => {
  // Fifty notifications over six connections, each answered after the ten seconds that one is waited for.
  expect(LEASE_MS).toBeGreaterThan(Math.ceil(50 / 6) * 10_000);
});

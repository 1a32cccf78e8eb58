/** Deliveries: claimed, sent and recorded; put off and never dropped; and what the device says of them. */
import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { consumeDeliveries, deliver, LEASE_MS, leaseDeliveries } from "../../edge/jobs/deliver.ts";
import type { PushMessages } from "../../edge/jobs/message.ts";
import { leaseDueDeliveries } from "../../edge/store/delivery-leases.ts";
import { listLost } from "../../edge/store/lost-subscriptions.ts";
import { findSubscription } from "../../edge/store/subscriptions.ts";
import type { Event } from "../../model/event.ts";
import { dateOf } from "../../model/shop-day.ts";
import { DAY_MS } from "../../model/time.ts";
import { aCampaign, NOON } from "../support/builders.ts";
import {
  aDelivery,
  anEndpoint,
  aPushMessage,
  aPushShop,
  aSubscriber,
  HOUR_MS,
  PushService,
  payloadFor,
  storedDelivery,
  subscribe,
  sumsOf,
  told,
  withoutPushQueue,
} from "./push-shop.ts";
import { ARRIVE } from "./visitor.ts";

const MINUTE_MS = 60_000;
const CART: Event = {
  name: "cart",
  props: { valueMinor: 9_000, currency: "EUR", lines: [{ id: "lamp-sowa", quantity: 1 }] },
};
const EMPTIED: Event = { name: "cart", props: { valueMinor: 0, currency: "EUR", lines: [] } };
const BOUGHT: Event = {
  name: "purchase",
  props: { orderId: "P-1", valueMinor: 9_000, currency: "EUR", lines: [] },
};

let service: PushService;
beforeEach(async () => {
  service = new PushService();
  // What another test has left due is not this one's.
  await env.DB.prepare("DELETE FROM deliveries").run();
});

/** Whatever is due at that time, as cron sends it on the free plan. */
const sendDue = (now = NOON, changes = {}) => leaseDeliveries(withoutPushQueue(changes), now, service.post);

describe("a delivery", () => {
  test("that is due is sent, once, to whom it was made for, as they can read it", async () => {
    const site = await aPushShop();
    const subscriber = await aSubscriber(site);
    const id = await aDelivery(site, subscriber.visitor);
    await sendDue();
    await sendDue(NOON + HOUR_MS);
    expect(service.pushed).toHaveLength(1);
    const [pushed] = service.pushed;
    expect(pushed).toMatchObject({
      endpoint: subscriber.endpoint,
      topic: id,
      ttl: 86_400,
      urgency: "normal",
    });
    expect(await payloadFor(subscriber, pushed!)).toEqual({
      web_push: 8030,
      mutable: true,
      notification: {
        title: "Your lamp is waiting",
        body: "It is still in your cart.",
        navigate: "https://shop.example/cart/",
        lang: "pl-PL",
        tag: id,
        data: { id, site: site.id },
      },
    });
    expect(await storedDelivery(site, id)).toMatchObject({
      state: "sent",
      attempts: 1,
      status: 201,
      reason: null,
      sent_at: NOON,
      leased_until: 0,
    });
    expect(await sumsOf(site, "journey:cart")).toEqual({ sent: 1 });
  });

  test("knows the city and what was declared", async () => {
    const site = await aPushShop();
    const declared: Event = { name: "identify", props: { traits: { room: "kitchen" } } };
    const subscriber = await aSubscriber(site, { events: [ARRIVE, declared] });
    const title = "{{trait.room|home}}, {{trait.colour|any}}";
    await aDelivery(site, subscriber.visitor, { message: aPushMessage({ title, body: "In {{city|town}}" }) });
    await sendDue();
    const { notification } = await payloadFor(subscriber, service.pushed[0]!);
    expect([notification.title, notification.body]).toEqual(["kitchen, any", "In Kraków"]);
  });

  test("of a journey that is published no more is stopped, though it waits already", async () => {
    const site = await aPushShop({}, { journeys: [] });
    const { visitor } = await aSubscriber(site);
    const id = await aDelivery(site, visitor);
    await sendDue();
    expect(service.pushed).toHaveLength(0);
    expect(await storedDelivery(site, id)).toMatchObject({ state: "stopped", reason: "unpublished" });
  });

  test("made twice is one, and is not sent again", async () => {
    const site = await aPushShop();
    const { visitor } = await aSubscriber(site);
    const id = await aDelivery(site, visitor);
    await sendDue();
    await aDelivery(site, visitor, { id });
    await sendDue(NOON + 1);
    expect(service.pushed).toHaveLength(1);
    expect(await sumsOf(site, "journey:cart")).toEqual({ sent: 1 });
  });

  test("of later is left until then", async () => {
    const site = await aPushShop();
    const { visitor } = await aSubscriber(site);
    await aDelivery(site, visitor, { dueAt: NOON + HOUR_MS });
    await sendDue();
    expect(service.pushed).toEqual([]);
    await sendDue(NOON + HOUR_MS);
    expect(service.pushed).toHaveLength(1);
  });

  test("without a subscription is gone", async () => {
    const site = await aPushShop();
    const id = await aDelivery(site, "nobody-nobody-nobody-1");
    await sendDue();
    expect(service.pushed).toEqual([]);
    expect((await storedDelivery(site, id)).state).toBe("gone");
  });

  test("is kept by the push service for no longer than is left of it, and is too late after that", async () => {
    const site = await aPushShop();
    const [first, second] = [await aSubscriber(site), await aSubscriber(site)];
    await aDelivery(site, first.visitor, { ttlHours: 2, message: aPushMessage({ ttlHours: 2 }) });
    await sendDue(NOON + 90 * MINUTE_MS);
    expect(service.pushed[0]!.ttl).toBe(1_800);
    const late = await aDelivery(site, second.visitor, {
      ttlHours: 2,
      message: aPushMessage({ ttlHours: 2 }),
    });
    await sendDue(NOON + 2 * HOUR_MS);
    expect((await storedDelivery(site, late)).state).toBe("expired");
    expect(service.pushed).toHaveLength(1);
  });

  test("for a key that no master secret opens has failed, and says so", async () => {
    const site = await aPushShop();
    const { visitor } = await aSubscriber(site);
    const id = await aDelivery(site, visitor);
    await env.DB.prepare("UPDATE vapid_keys SET private_key = 'AAAA' WHERE site = ?1").bind(site.id).run();
    await sendDue();
    expect(await storedDelivery(site, id)).toMatchObject({
      state: "failed",
      reason: "the key it was subscribed with cannot be opened",
    });
  });
});

describe("put off and never dropped", () => {
  const NIGHT = Date.UTC(2026, 10, 22, 22);
  const MORNING = Date.UTC(2026, 10, 23, 7);

  test("in the quiet hours where the visitor is, until they end", async () => {
    const site = await aPushShop();
    const [here, there] = [
      await aSubscriber(site),
      await aSubscriber(site, { timeZone: "America/New_York" }),
    ];
    const [later, now] = [
      await aDelivery(site, here.visitor, { dueAt: NIGHT }),
      await aDelivery(site, there.visitor, { dueAt: NIGHT }),
    ];
    await sendDue(NIGHT);
    expect(service.topics).toEqual([now]);
    expect(await storedDelivery(site, later)).toMatchObject({
      state: "due",
      due_at: MORNING,
      // The nine hours are no fault of the message.
      expires_at: NIGHT + DAY_MS + 9 * HOUR_MS,
      reason: "quiet_hours",
      attempts: 0,
    });
    await sendDue(MORNING);
    expect(service.topics).toEqual([now, later]);
    expect(await storedDelivery(site, later)).toMatchObject({ state: "sent", reason: null });
  });

  test("while an overlay that was just seen has the visitor's attention, as a bar has not", async () => {
    const campaigns = ["overlay", "bar"].map((placement) => aCampaign(placement, { placement }));
    const site = await aPushShop({ attentionMinutes: 30 }, { campaigns });
    const { visitor } = await aSubscriber(site);
    const seen = (placement: string): Event => ({
      name: "exposure",
      props: { campaign: placement, variant: "a", placement },
    });
    await told(site, visitor, [seen("overlay")], NOON - 10 * MINUTE_MS);
    await told(site, visitor, [seen("bar")], NOON - 5 * MINUTE_MS);
    const id = await aDelivery(site, visitor);
    await sendDue();
    expect(await storedDelivery(site, id)).toMatchObject({
      due_at: NOON + 20 * MINUTE_MS,
      reason: "attention",
    });
    await sendDue(NOON + 20 * MINUTE_MS);
    expect(service.topics).toEqual([id]);
  });

  test("so that two which are due together come one after the other", async () => {
    const site = await aPushShop({ attentionMinutes: 30 });
    const { visitor } = await aSubscriber(site);
    const [one, two] = [await aDelivery(site, visitor, { dueAt: NOON - 1 }), await aDelivery(site, visitor)];
    await sendDue();
    expect(service.topics).toEqual([one]);
    expect(await storedDelivery(site, two)).toMatchObject({
      due_at: NOON + 30 * MINUTE_MS,
      reason: "attention",
    });
  });

  test("above the most of 24 hours, tests aside", async () => {
    const site = await aPushShop();
    const { visitor } = await aSubscriber(site);
    for (const hour of [1, 2]) {
      await aDelivery(site, visitor, { dueAt: NOON + hour * HOUR_MS });
      await sendDue(NOON + hour * HOUR_MS);
    }
    const third = await aDelivery(site, visitor, { dueAt: NOON + 3 * HOUR_MS });
    const trial = await aDelivery(site, visitor, { source: "test", step: "", dueAt: NOON + 3 * HOUR_MS });
    await sendDue(NOON + 3 * HOUR_MS);
    expect(service.topics.at(-1)).toBe(trial);
    expect(await storedDelivery(site, third)).toMatchObject({
      state: "due",
      due_at: NOON + 25 * HOUR_MS,
      reason: "daily_cap",
    });
    await sendDue(NOON + 25 * HOUR_MS);
    expect(service.topics.at(-1)).toBe(third);
  });

  test("but not a test, which goes at night too", async () => {
    const site = await aPushShop();
    const { visitor } = await aSubscriber(site);
    await aDelivery(site, visitor, { source: "test", step: "", dueAt: NIGHT });
    await sendDue(NIGHT);
    expect(service.pushed).toHaveLength(1);
  });
});

describe("of a cart", () => {
  const neutral = { title: "Good to see you", body: "Look around", href: "/" };
  const about = { message: aPushMessage({ about: "cart", neutral }) };

  test.each<[string, Event[], string, string | null]>([
    ["as it was is sent", [], "sent", null],
    ["that was bought since is stopped", [BOUGHT], "stopped", "ordered"],
    ["that was bought and emptied since is stopped as bought", [BOUGHT, EMPTIED], "stopped", "ordered"],
    ["that was emptied since is stopped", [EMPTIED], "stopped", "emptied"],
    ["that was changed since is sent", [{ ...CART }], "sent", null],
  ])("one %s", async (_, since, state, reason) => {
    const site = await aPushShop();
    const { visitor } = await aSubscriber(site, { events: [ARRIVE, CART] });
    const id = await aDelivery(site, visitor, about);
    await told(site, visitor, since, NOON + MINUTE_MS);
    await sendDue(NOON + 2 * MINUTE_MS);
    expect(await storedDelivery(site, id)).toMatchObject({ state, reason });
    expect(service.pushed).toHaveLength(state === "sent" ? 1 : 0);
  });

  test("one that was filled after an older order is sent", async () => {
    const site = await aPushShop();
    const { visitor } = await aSubscriber(site, { events: [ARRIVE, BOUGHT, CART] });
    await aDelivery(site, visitor, about);
    await sendDue();
    expect(service.pushed).toHaveLength(1);
  });

  test("another message goes to a buyer as well", async () => {
    const site = await aPushShop();
    const { visitor } = await aSubscriber(site, { events: [ARRIVE, CART] });
    await aDelivery(site, visitor);
    await told(site, visitor, [BOUGHT], NOON + MINUTE_MS);
    await sendDue(NOON + 2 * MINUTE_MS);
    expect(service.pushed).toHaveLength(1);
  });
});

describe("a push service that answers", () => {
  test.each([404, 410])("%i: the subscription goes, and the delivery with it", async (status) => {
    const site = await aPushShop();
    const { visitor } = await aSubscriber(site);
    const id = await aDelivery(site, visitor);
    service.answer = () => new Response(null, { status });
    await sendDue();
    expect(await storedDelivery(site, id)).toMatchObject({ state: "gone", status, attempts: 1 });
    expect(await findSubscription(env.DB, site.id, visitor)).toBeNull();
    expect(await sumsOf(site, "journey:cart")).toEqual({ gone: 1 });
    const day = dateOf(Math.floor(NOON / DAY_MS));
    expect(await listLost(env.DB, site.id, 0)).toEqual([{ day, status, subscriptions: 1 }]);
  });

  test("404 while the device renews leaves the new subscription, and sends to that", async () => {
    const site = await aPushShop();
    const { visitor, endpoint } = await aSubscriber(site);
    const id = await aDelivery(site, visitor);
    const renewed = anEndpoint();
    service.answer = async (pushed) => {
      if (pushed.endpoint !== endpoint) return new Response(null, { status: 201 });
      await subscribe(site, visitor, { endpoint: renewed });
      return new Response(null, { status: 404 });
    };
    await sendDue();
    expect((await findSubscription(env.DB, site.id, visitor))!.endpoint).toBe(renewed);
    expect(await storedDelivery(site, id)).toMatchObject({ state: "due", attempts: 1, status: 404 });
    expect(await listLost(env.DB, site.id, 0)).toEqual([]);
    await sendDue(NOON + 1);
    expect(service.pushed.map((each) => each.endpoint)).toEqual([endpoint, renewed]);
    expect((await storedDelivery(site, id)).state).toBe("sent");
  });

  test("429 with a time is asked again then, and the message is not older by that", async () => {
    const site = await aPushShop();
    const { visitor } = await aSubscriber(site);
    const id = await aDelivery(site, visitor);
    service.answer = () => new Response("slow down", { status: 429, headers: { "retry-after": "600" } });
    await sendDue();
    const { due_at, ...row } = await storedDelivery(site, id);
    expect(due_at - NOON).toBeGreaterThanOrEqual(600_000);
    expect(due_at - NOON).toBeLessThanOrEqual(630_000);
    expect(row).toMatchObject({
      state: "due",
      attempts: 1,
      status: 429,
      expires_at: NOON + DAY_MS,
      reason: "push service: 429, slow down",
    });
    service.answer = () => new Response(null, { status: 201 });
    await sendDue(due_at);
    expect(await storedDelivery(site, id)).toMatchObject({
      state: "sent",
      attempts: 2,
      status: 201,
      reason: null,
    });
  });

  test("500 for ever is asked eight times, each later than the one before, and then no more", async () => {
    const site = await aPushShop();
    const { visitor } = await aSubscriber(site);
    const message = aPushMessage({ ttlHours: 100 });
    const id = await aDelivery(site, visitor, { ttlHours: 100, message });
    service.answer = () => new Response(null, { status: 503 });
    const waits: number[] = [];
    let now = NOON;
    for (
      let row = await storedDelivery(site, id);
      row.state === "due";
      row = await storedDelivery(site, id)
    ) {
      waits.push(row.due_at - now);
      now = row.due_at;
      await sendDue(now);
    }
    expect(service.pushed).toHaveLength(8);
    expect(waits.slice(1, 6).every((wait, i) => wait > waits[i]!)).toBe(true);
    expect(await storedDelivery(site, id)).toMatchObject({
      state: "failed",
      attempts: 8,
      status: 503,
      reason: "push service: 503 (8 attempts)",
    });
  });

  test.each([400, 401, 403, 413])("%i: it has failed, and the subscription stays", async (status) => {
    const site = await aPushShop();
    const { visitor } = await aSubscriber(site);
    const id = await aDelivery(site, visitor);
    service.answer = () => new Response("no such key", { status });
    await sendDue();
    expect(await storedDelivery(site, id)).toMatchObject({
      state: "failed",
      status,
      reason: `push service: ${status}, no such key`,
    });
    expect(await findSubscription(env.DB, site.id, visitor)).not.toBeNull();
  });

  test("with many at once has at most six connections", async () => {
    const site = await aPushShop();
    for (let i = 0; i < 20; i++) await aDelivery(site, (await aSubscriber(site)).visitor);
    let open = 0;
    let most = 0;
    service.answer = async () => {
      most = Math.max(most, ++open);
      await new Promise((resolve) => setTimeout(resolve, 5));
      open--;
      return new Response(null, { status: 201 });
    };
    await sendDue();
    expect([service.pushed.length, most]).toEqual([20, 6]);
  });
});

describe("the queue", () => {
  /** The real queue's place, and what was sent to it. */
  function aQueue() {
    const sent: PushMessages[] = [];
    const PUSH = {
      sendBatch: async (batch: Iterable<{ body: PushMessages }>) => {
        for (const { body } of batch) sent.push(body);
      },
    } as unknown as Queue<PushMessages>;
    return { worker: { ...env, PUSH }, sent };
  }
  const aMessage = (body: PushMessages) => ({ body, ack: vi.fn(), retry: vi.fn() });
  const consume = (message: ReturnType<typeof aMessage>, worker = env as typeof env) =>
    consumeDeliveries(worker, [message] as unknown as Message<PushMessages>[], NOON, service.post);

  test("gets each delivery once, in pages of one site and at most 50", async () => {
    const sites = [await aPushShop(), await aPushShop()];
    for (const site of sites)
      for (let i = 0; i < 60; i++) await aDelivery(site, `visitor-visitor-${String(i).padStart(6, "0")}`);
    const { worker, sent } = aQueue();
    await leaseDeliveries(worker, NOON);
    await leaseDeliveries(worker, NOON + MINUTE_MS);
    expect(sent.map(({ ids }) => ids.length).sort()).toEqual([10, 10, 50, 50]);
    expect(new Set(sent.flatMap(({ ids }) => ids)).size).toBe(120);
  });

  test("that brings a page again after its lease was another's sends nothing", async () => {
    const site = await aPushShop();
    await aDelivery(site, (await aSubscriber(site)).visitor);
    const { worker, sent } = aQueue();
    await leaseDeliveries(worker, NOON);
    await leaseDeliveries(worker, NOON + LEASE_MS);
    expect(sent).toHaveLength(2);
    await deliver(env, sent[0]!, NOON + LEASE_MS, service.post);
    expect(service.pushed).toHaveLength(0);
    await deliver(env, sent[1]!, NOON + LEASE_MS, service.post);
    await deliver(env, sent[1]!, NOON + LEASE_MS, service.post);
    expect(service.pushed).toHaveLength(1);
  });

  test("is told that a page is done, or to bring it again where it fails", async () => {
    vi.spyOn(console, "error").mockImplementation(() => undefined);
    const site = await aPushShop();
    await aDelivery(site, (await aSubscriber(site)).visitor);
    const { worker, sent } = aQueue();
    await leaseDeliveries(worker, NOON);
    const DB = {
      ...env.DB,
      prepare: () => {
        throw new Error("D1 is away");
      },
    } as unknown as D1Database;
    const failing = aMessage(sent[0]!);
    await consume(failing, { ...env, DB });
    expect([failing.ack.mock.calls.length, failing.retry.mock.calls.length]).toEqual([0, 1]);
    const sound = aMessage(sent[0]!);
    await consume(sound);
    expect([sound.ack.mock.calls.length, sound.retry.mock.calls.length]).toEqual([1, 0]);
    expect(service.pushed).toHaveLength(1);
  });

  test("finds those that can be had by the index alone, however many are under way", async () => {
    const { results } = await env.DB.prepare(
      `EXPLAIN QUERY PLAN SELECT site, id FROM deliveries
       WHERE state = 'due' AND max(due_at, leased_until) <= 1 ORDER BY max(due_at, leased_until) LIMIT 1`,
    ).all<{ detail: string }>();
    expect(results.map(({ detail }) => detail)).toEqual([
      expect.stringMatching(/USING.*INDEX deliveries_due/),
    ]);
    const site = await aPushShop();
    await aDelivery(site, "visitor-visitor-000001");
    expect(await leaseDueDeliveries(env.DB, NOON, NOON + LEASE_MS, 10)).toHaveLength(1);
    expect(await leaseDueDeliveries(env.DB, NOON, NOON + LEASE_MS, 10)).toEqual([]);
  });
});

describe("what the device says", () => {
  const tell = (name: "push_shown" | "push_click" | "push_close", delivery: string): Event => ({
    name,
    props: { delivery },
  });
  async function sent() {
    const site = await aPushShop();
    const { visitor } = await aSubscriber(site);
    const id = await aDelivery(site, visitor);
    await sendDue();
    return { site, visitor, id };
  }

  test("moves the delivery, and the times are kept", async () => {
    const { site, visitor, id } = await sent();
    const shownAt = NOON + MINUTE_MS;
    await told(site, visitor, [tell("push_shown", id)], shownAt);
    expect(await storedDelivery(site, id)).toMatchObject({
      state: "shown",
      shown_at: shownAt,
      clicked_at: null,
    });
    await told(site, visitor, [tell("push_click", id)], NOON + HOUR_MS);
    expect(await storedDelivery(site, id)).toMatchObject({
      state: "clicked",
      shown_at: shownAt,
      clicked_at: NOON + HOUR_MS,
    });
    expect(await sumsOf(site, "journey:cart")).toEqual({ clicked: 1 });
  });

  test("never moves it backwards, whatever comes first", async () => {
    const { site, visitor, id } = await sent();
    await told(site, visitor, [tell("push_click", id)], NOON + 2 * MINUTE_MS);
    await told(site, visitor, [tell("push_close", id)], NOON + 3 * MINUTE_MS);
    await told(site, visitor, [tell("push_shown", id)], NOON + MINUTE_MS);
    expect(await storedDelivery(site, id)).toMatchObject({
      state: "clicked",
      shown_at: NOON + MINUTE_MS,
      closed_at: NOON + 3 * MINUTE_MS,
      clicked_at: NOON + 2 * MINUTE_MS,
    });
  });

  test("counts for the visitor it was made for alone", async () => {
    const { site, id } = await sent();
    await told(site, (await aSubscriber(site)).visitor, [tell("push_click", id)], NOON + MINUTE_MS);
    expect(await storedDelivery(site, id)).toMatchObject({ state: "sent", clicked_at: null });
  });

  test("before the edge has written down that it was sent stands, and nothing is sent again", async () => {
    const site = await aPushShop();
    const { visitor } = await aSubscriber(site);
    const id = await aDelivery(site, visitor);
    service.answer = async () => {
      await told(site, visitor, [tell("push_shown", id)], NOON);
      return new Response(null, { status: 201 });
    };
    await sendDue();
    await sendDue(NOON + LEASE_MS);
    expect(service.pushed).toHaveLength(1);
    expect(await storedDelivery(site, id)).toMatchObject({ state: "shown", sent_at: NOON, leased_until: 0 });
    expect(await sumsOf(site, "journey:cart")).toEqual({ shown: 1 });
  });

  test("spends the attention that the next one would need", async () => {
    const site = await aPushShop({ attentionMinutes: 30 });
    const { visitor } = await aSubscriber(site);
    await told(site, visitor, [tell("push_shown", "AAAAAAAAAAAAAAAAAAAAAA")], NOON - 10 * MINUTE_MS);
    const id = await aDelivery(site, visitor);
    await sendDue();
    expect(await storedDelivery(site, id)).toMatchObject({
      reason: "attention",
      due_at: NOON + 20 * MINUTE_MS,
    });
  });

  test("of being asked is counted by day", async () => {
    const site = await aPushShop();
    const { visitor } = await aSubscriber(site);
    await told(site, visitor, [{ name: "push_permission", props: { state: "declined" } }], NOON);
    const row = await env.DB.prepare(
      "SELECT value FROM counters WHERE site = ?1 AND name = 'permission:declined'",
    )
      .bind(site.id)
      .first();
    expect(row).toEqual({ value: 1 });
  });
});

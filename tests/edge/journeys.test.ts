/** Journeys from the event that begins them to what they make, over days of the movable clock. */
import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import { erase } from "../../edge/jobs/erase.ts";
import { consumeHeartbeats, sendHeartbeat } from "../../edge/jobs/heartbeat.ts";
import { leaseJourneys, stepJourneys } from "../../edge/jobs/journey-step.ts";
import { retain } from "../../edge/jobs/retain.ts";
import { addCodes, savePool } from "../../edge/store/coupons.ts";
import { eraseCustomer } from "../../edge/store/erasure.ts";
import { saveOrders } from "../../edge/store/orders.ts";
import { findVisitor } from "../../edge/store/visitor-state.ts";
import type { Journey, Step } from "../../model/journey.ts";
import { NOON } from "../support/builders.ts";
import { ANY_TIME, aJourney, aPush, aWait } from "../support/journeys.ts";
import {
  cartOf,
  DAY_MS,
  deliveriesOf,
  does,
  enrolmentOf,
  freshVisitor,
  HOUR_MS,
  MINUTE_MS,
  passes,
  purchaseOf,
  subscribes,
  sumsOf,
  withoutQueues,
} from "./travellers.ts";
import { ARRIVE, aPublishedSite, LOOK } from "./visitor.ts";

const ACT = { by: "Test", at: NOON };

const all = { order: true, emptiedCart: true, segmentsLeft: [] };
const cart = { trigger: { kind: "cart_left" as const }, exits: all };
const about = "cart" as const;
const reminders: Step[] = [
  aWait("w3", 180),
  aPush("help", { about }),
  aWait("w24", 1_440),
  aPush("reminder", { about }),
  aWait("w48", 2_880),
  aPush("picture", { about, picture: "cart" }),
  aWait("w72", 4_320),
  { kind: "coupon", id: "code", pool: "back" },
  aPush("offer", { body: "Your code: {{coupon.code|ask us}}" }),
];
const aSiteWith = (journey: Partial<Journey> & Pick<Journey, "steps">, settings = {}) =>
  aPublishedSite(
    { journeys: [aJourney("j", journey.steps, journey)] },
    { push: ANY_TIME, attentionMinutes: 0, ...settings },
  );
const event = { trigger: { kind: "event" as const, event: "left" } };
const left = { name: "custom:left", props: {} } as const;

const BACK = {
  id: "back",
  name: "Back",
  expiresAt: null,
  validDays: null,
  budget: null,
  needsCustomer: false,
};
async function withCodes(site: { id: string }, ...codes: string[]) {
  await savePool(env.DB, site.id, BACK, ACT);
  await addCodes(env.DB, site.id, "back", codes, true, ACT);
}

describe("a left cart", () => {
  test("is reminded of after 3, 24 and 48 hours from the last sign, and gets a code after 72", async () => {
    const site = await aSiteWith({ steps: reminders, ...cart });
    await withCodes(site, "BACK-1");
    const visitor = freshVisitor();
    await subscribes(site, visitor);
    await does(site, visitor, NOON - 30 * MINUTE_MS, [ARRIVE, cartOf("lamp")]);
    await does(site, visitor, NOON, [LOOK]);
    await passes(NOON, NOON + 80 * HOUR_MS, 30);
    const made = await deliveriesOf(site, visitor);
    expect(made.map(({ step, due_at }) => [step, (due_at - NOON) / HOUR_MS])).toEqual([
      ["help", 3],
      ["reminder", 24],
      ["picture", 48],
      ["offer", 72],
    ]);
    expect(JSON.parse(made[3]!.message).body).toBe("Your code: BACK-1");
    expect(await enrolmentOf(site, visitor)).toMatchObject({ ended: "done", triggered_at: NOON });
    expect(await sumsOf(site)).toEqual({
      enrolled: 1,
      ...Object.fromEntries(reminders.map(({ id }) => [`step:${id}`, 1])),
      "ended:done": 1,
    });
  });

  test("is told in the subscriber's language until when the code holds", async () => {
    const body = "{{coupon.code|Ask}}, good until {{coupon.until|further notice}}";
    const site = await aSiteWith({ steps: [reminders.at(-2)!, aPush("offer", { body })], ...event });
    await withCodes(site, "BACK-1");
    await savePool(env.DB, site.id, { ...BACK, validDays: 3 }, ACT);
    const visitor = freshVisitor();
    await subscribes(site, visitor);
    await env.DB.prepare("UPDATE subscriptions SET language = 'pl' WHERE site = ?1").bind(site.id).run();
    await does(site, visitor, NOON, [left]);
    await passes(NOON, NOON);
    const day = new Intl.DateTimeFormat("pl", { day: "numeric", month: "long", timeZone: "Europe/Warsaw" });
    expect(JSON.parse((await deliveriesOf(site, visitor))[0]!.message).body).toBe(
      `BACK-1, good until ${day.format(NOON + 3 * 24 * HOUR_MS)}`,
    );
  });

  test("is not reminded of once it was bought, and says so at once", async () => {
    const site = await aSiteWith({ steps: reminders, ...cart });
    const visitor = freshVisitor();
    await subscribes(site, visitor);
    await does(site, visitor, NOON, [ARRIVE, cartOf("lamp")]);
    await passes(NOON, NOON + 5 * HOUR_MS);
    await does(site, visitor, NOON + 6 * HOUR_MS, [purchaseOf("P-1", "lamp")]);
    await passes(NOON + 6 * HOUR_MS, NOON + 6 * HOUR_MS);
    expect(await enrolmentOf(site, visitor)).toMatchObject({ ended: "ordered" });
    await passes(NOON + 7 * HOUR_MS, NOON + 80 * HOUR_MS);
    expect((await deliveriesOf(site, visitor)).map(({ step }) => step)).toEqual(["help"]);
  });

  test("nor once the shop’s server told of the order", async () => {
    const site = await aSiteWith({ steps: reminders, ...cart });
    const visitor = freshVisitor();
    await subscribes(site, visitor);
    await does(site, visitor, NOON, [ARRIVE, cartOf("lamp")]);
    const at = NOON + HOUR_MS;
    const order = {
      id: "H-1",
      modifiedAt: at,
      placedAt: at,
      stage: "paid" as const,
      valueMinor: 100,
      currency: "EUR",
      visitor,
    };
    await saveOrders(env.DB, site.id, [order], "api", at);
    await passes(at, at);
    expect(await enrolmentOf(site, visitor)).toMatchObject({ ended: "ordered" });
  });

  test("nor once it was emptied", async () => {
    const site = await aSiteWith({ steps: reminders, ...cart });
    const visitor = freshVisitor();
    await subscribes(site, visitor);
    await does(site, visitor, NOON, [ARRIVE, cartOf("lamp")]);
    await does(site, visitor, NOON + HOUR_MS, [cartOf()]);
    await passes(NOON + HOUR_MS, NOON + 80 * HOUR_MS);
    expect(await enrolmentOf(site, visitor)).toMatchObject({ ended: "emptied" });
    expect(await deliveriesOf(site, visitor)).toEqual([]);
  });

  test("is begun again after the days that the journey says, and not before", async () => {
    const site = await aSiteWith({ steps: [aWait("w", 60), aPush("a")], ...cart, reentryDays: 7 });
    const visitor = freshVisitor();
    await subscribes(site, visitor);
    for (const day of [0, 3, 8]) {
      await does(site, visitor, NOON + day * DAY_MS, [ARRIVE, cartOf("lamp")]);
      await passes(NOON + day * DAY_MS, NOON + day * DAY_MS + 2 * HOUR_MS);
    }
    expect((await deliveriesOf(site, visitor)).map(({ due_at }) => (due_at - NOON) / HOUR_MS)).toEqual([
      1, 193,
    ]);
    expect(await sumsOf(site)).toMatchObject({ enrolled: 2, "ended:done": 2 });
  });

  test("waits while the ingest queue lags by more than a minute, and says so", async () => {
    const site = await aSiteWith({ steps: [aPush("a", { about })], ...cart });
    const visitor = freshVisitor();
    await subscribes(site, visitor);
    const worker = withoutQueues({ INGEST: env.INGEST! });
    await env.DB.prepare("INSERT INTO heartbeats (name, at) VALUES ('ingest', ?1)")
      .bind(Date.now() - 10 * MINUTE_MS)
      .run();
    await does(site, visitor, NOON, [ARRIVE, cartOf("lamp")]);
    await leaseJourneys(worker, NOON);
    expect(await enrolmentOf(site, visitor)).toMatchObject({ held: "ingest_lag", due_at: NOON + MINUTE_MS });
    const beats: unknown[] = [];
    await sendHeartbeat({
      ...worker,
      INGEST: { send: async (body: unknown) => void beats.push(body) } as never,
    });
    const message = { body: beats[0], ack: () => undefined } as Message;
    expect(await consumeHeartbeats(worker, [message])).toEqual([]);
    await leaseJourneys(worker, NOON + MINUTE_MS);
    expect(await deliveriesOf(site, visitor)).toHaveLength(1);
    await env.DB.prepare("DELETE FROM heartbeats").run();
  });
});

describe("a step", () => {
  test("waits for the morning where the visitor is, and says so", async () => {
    const site = await aSiteWith(
      { steps: [aPush("a")], ...event },
      { push: { quiet: { from: 21, until: 8 }, mostPerDay: 2 } },
    );
    const [near, far] = [freshVisitor(), freshVisitor()];
    await subscribes(site, near, "Europe/Warsaw");
    await subscribes(site, far, "America/New_York");
    const night = NOON + 10 * HOUR_MS;
    for (const visitor of [near, far]) await does(site, visitor, night, [left]);
    await passes(night, night);
    // 23:00 in Warsaw; 17:00 in New York.
    expect(await enrolmentOf(site, near)).toMatchObject({ held: "quiet_hours", due_at: night + 9 * HOUR_MS });
    expect(await deliveriesOf(site, far)).toHaveLength(1);
    await passes(night, night + 9 * HOUR_MS);
    expect((await deliveriesOf(site, near))[0]).toMatchObject({ due_at: night + 9 * HOUR_MS });
  });

  test("keeps to the most notifications a day, of all journeys together", async () => {
    const journeys = ["a", "b", "c"].map((id) => aJourney(id, [aPush("p")], event));
    const site = await aPublishedSite(
      { journeys },
      { push: { ...ANY_TIME, mostPerDay: 2 }, attentionMinutes: 0 },
    );
    const visitor = freshVisitor();
    await subscribes(site, visitor);
    await does(site, visitor, NOON, [left]);
    await passes(NOON, NOON + 2 * HOUR_MS);
    expect(await deliveriesOf(site, visitor)).toHaveLength(2);
    const held = await Promise.all(["a", "b", "c"].map((id) => enrolmentOf(site, visitor, id)));
    expect(held.filter((one) => one?.held === "daily_cap")).toHaveLength(1);
  });

  test("goes past a notification for who has no subscription, and keeps why", async () => {
    const site = await aSiteWith({ steps: [aPush("a"), aWait("w", 60)], ...event });
    const visitor = freshVisitor();
    await does(site, visitor, NOON, [left]);
    await passes(NOON, NOON);
    const { step, vars } = (await enrolmentOf(site, visitor))!;
    expect([step, JSON.parse(vars).skipped]).toEqual(["w", { a: "no_subscription" }]);
  });

  test("shows the product it was begun for, with its name, address and picture", async () => {
    const message = { about: "product" as const, title: "{{product.name|It}} is back" };
    const site = await aSiteWith({ steps: [aPush("a", message)], ...event });
    const visitor = freshVisitor();
    await subscribes(site, visitor);
    const item = {
      id: "lamp",
      name: "Lamp",
      url: "https://shop.test/lamp",
      image: "https://shop.test/lamp.png",
    };
    await does(site, visitor, NOON, [ARRIVE, { name: "view_item", props: { item } }]);
    await does(site, visitor, NOON, [left]);
    await env.DB.prepare("UPDATE enrolments SET subject = 'lamp' WHERE site = ?1").bind(site.id).run();
    await passes(NOON, NOON);
    const made = JSON.parse((await deliveriesOf(site, visitor))[0]!.message);
    expect(made).toMatchObject({ title: "Lamp is back", href: item.url, picture: { src: item.image } });
  });

  test("goes on without a code where none is left", async () => {
    const site = await aSiteWith({ steps: reminders.slice(-2), ...event });
    const visitor = freshVisitor();
    await subscribes(site, visitor);
    await does(site, visitor, NOON, [left]);
    await passes(NOON, NOON);
    expect(JSON.parse((await deliveriesOf(site, visitor))[0]!.message).body).toBe(
      "Your code: {{coupon.code|ask us}}",
    );
    expect(JSON.parse((await enrolmentOf(site, visitor))!.vars).skipped).toEqual({ code: "no_code" });
  });

  test("parts visitors by segment and by chance, and holds its share out", async () => {
    const site = await aSiteWith({
      steps: [
        {
          kind: "split",
          id: "s",
          holdoutShare: 0.5,
          branches: [{ id: "one", share: 1, steps: [aPush("a")] }],
        },
      ],
      ...event,
    });
    const visitors = Array.from({ length: 40 }, freshVisitor);
    for (const visitor of visitors) {
      await subscribes(site, visitor);
      await does(site, visitor, NOON, [left]);
    }
    await passes(NOON, NOON);
    const sums = await sumsOf(site);
    expect(sums["ended:held_out"]! + sums["ended:done"]!).toBe(40);
    expect(sums["ended:held_out"]).toBeGreaterThan(8);
    expect(sums["step:a"]).toBe(sums["ended:done"]);
  });

  test("tells a trait as an event, once", async () => {
    const steps: Step[] = [{ kind: "trait", id: "t", name: "nurtured", value: true }, aWait("w", 60)];
    const site = await aSiteWith({ steps, ...event });
    const visitor = freshVisitor();
    await does(site, visitor, NOON, [left]);
    await passes(NOON, NOON);
    const stored = await findVisitor(env.DB, site.id, visitor);
    expect(stored!.profile.traits.nurtured).toMatchObject({ value: true, at: NOON });
    expect(stored!.timeline.filter(({ source }) => source === "journey")).toHaveLength(1);
  });

  test("hands a visitor over to the webhooks that ask for it, with what to say", async () => {
    const steps: Step[] = [{ kind: "webhook", id: "h", type: "handover", text: "Call {{city|them}}" }];
    const site = await aSiteWith({ steps, ...event });
    await env.DB.prepare(
      `INSERT INTO webhooks (site, id, url, types, secrets, is_on, made_at)
       VALUES (?1, 'w', 'https://crm.test', '["visitor.handed_over"]', 's', 1, 0)`,
    )
      .bind(site.id)
      .run();
    const visitor = freshVisitor();
    await does(site, visitor, NOON, [left]);
    await passes(NOON, NOON);
    const row = await env.DB.prepare("SELECT type, body FROM webhook_messages WHERE site = ?1")
      .bind(site.id)
      .first();
    expect(row!.type).toBe("visitor.handed_over");
    expect(JSON.parse(row!.body as string).data).toMatchObject({ visitor, step: "h", text: "Call Kraków" });
  });

  test("that is brought twice finds nothing to do", async () => {
    const site = await aSiteWith({ steps: [aPush("a"), aWait("w", 600)], ...event });
    const visitor = freshVisitor();
    await subscribes(site, visitor);
    await does(site, visitor, NOON, [left]);
    const work = { site: site.id, kind: "journeys" as const, enrolments: [{ journey: "j", visitor }] };
    await Promise.all([1, 2, 3].map(() => stepJourneys(withoutQueues(), work, NOON)));
    await stepJourneys(withoutQueues(), work, NOON + HOUR_MS);
    expect(await deliveriesOf(site, visitor)).toHaveLength(1);
    expect(await sumsOf(site)).toEqual({ enrolled: 1, "step:a": 1, "step:w": 1 });
  });
});

describe("what is kept of a journey", () => {
  const begun = async () => {
    const site = await aSiteWith({ steps: [aPush("a"), aWait("w", 600)], ...event });
    const visitor = freshVisitor();
    await subscribes(site, visitor);
    await does(site, visitor, NOON, [left]);
    await passes(NOON, NOON);
    return { site, visitor };
  };

  test("goes with a customer who is erased, though a step was under way", async () => {
    const { site, visitor } = await begun();
    await env.DB.prepare("INSERT INTO links (site, visitor, since, customer) VALUES (?1, ?2, 0, 'anna')")
      .bind(site.id, visitor)
      .run();
    await eraseCustomer(env.DB, site.id, "anna", NOON);
    expect([await enrolmentOf(site, visitor), await deliveriesOf(site, visitor)]).toEqual([null, []]);
    expect(await sumsOf(site)).toMatchObject({ enrolled: 1, "ended:erased": 1 });
    await env.DB.prepare(
      `INSERT INTO deliveries (site, id, visitor, source, step, state, due_at, expires_at, made_at)
       VALUES (?1, 'd', ?2, 'journey:j', 'a', 'due', 0, 0, 0)`,
    )
      .bind(site.id, visitor)
      .run();
    await erase(withoutQueues(), { site: site.id, kind: "erase", subject: "0" }, NOON);
    expect(await deliveriesOf(site, visitor)).toEqual([]);
  });

  test("goes with a visitor who was not seen for 90 days", async () => {
    const { site, visitor } = await begun();
    const other = freshVisitor();
    await does(site, other, NOON + DAY_MS, [left]);
    await retain(withoutQueues(), { site: site.id, kind: "retain", subject: "" }, NOON + 91 * DAY_MS);
    expect([await enrolmentOf(site, visitor), (await enrolmentOf(site, other))?.step]).toEqual([null, "a"]);
  });
});

describe("an order", () => {
  test("begins what follows it, and the nth alone where that is asked", async () => {
    const journeys = [
      aJourney("any", [aWait("w", 600)], { trigger: { kind: "order" }, reentryDays: 0 }),
      aJourney("second", [aWait("w", 600)], { trigger: { kind: "order", nth: 2 } }),
    ];
    const site = await aPublishedSite({ journeys });
    const visitor = freshVisitor();
    await does(site, visitor, NOON, [ARRIVE, purchaseOf("P-1", "lamp")]);
    expect(await enrolmentOf(site, visitor, "any")).toMatchObject({ subject: "P-1", triggered_at: NOON });
    expect(await enrolmentOf(site, visitor, "second")).toBeNull();
    await does(site, visitor, NOON + DAY_MS, [ARRIVE, purchaseOf("P-2", "lamp")]);
    expect(await enrolmentOf(site, visitor, "second")).toMatchObject({ subject: "P-2" });
  });

  test("says when what was bought runs out: learned, by category, or as usual", async () => {
    const trigger = {
      kind: "runs_out" as const,
      usualDays: 90,
      categories: [{ category: "Coffee", days: 30 }],
      isLearned: true,
    };
    const site = await aSiteWith({ steps: [aPush("a")], trigger });
    await env.DB.batch([
      env.DB.prepare(
        `INSERT INTO products (site, id, name, category) VALUES (?1, 'beans', 'Beans', 'Coffee'), (?1, 'filters', 'Filters', 'Coffee'), (?1, 'mug', 'Mug', 'Cups')`,
      ).bind(site.id),
      env.DB.prepare("INSERT INTO product_gaps (site, id, days, repeats) VALUES (?1, 'beans', 21, 9)").bind(
        site.id,
      ),
    ]);
    const days = async (...lines: string[]) => {
      const visitor = freshVisitor();
      await subscribes(site, visitor);
      await does(site, visitor, NOON, [ARRIVE, purchaseOf(`P-${visitor}`, ...lines)]);
      const { subject, triggered_at } = (await enrolmentOf(site, visitor))!;
      return [subject, (triggered_at - NOON) / DAY_MS];
    };
    expect(await days("beans")).toEqual(["beans", 21]);
    expect(await days("filters")).toEqual(["filters", 30]);
    expect(await days("mug")).toEqual(["mug", 90]);
    expect(await days("mug", "beans")).toEqual(["beans", 21]);
  });

  test("of what was to run out begins the wait anew", async () => {
    const trigger = { kind: "runs_out" as const, usualDays: 30, categories: [], isLearned: false };
    const site = await aSiteWith({ steps: [aPush("a")], trigger });
    const visitor = freshVisitor();
    await subscribes(site, visitor);
    await does(site, visitor, NOON, [ARRIVE, purchaseOf("P-1", "beans")]);
    await does(site, visitor, NOON + 20 * DAY_MS, [ARRIVE, purchaseOf("P-2", "beans")]);
    await passes(NOON, NOON + 60 * DAY_MS, 24 * 60);
    expect((await deliveriesOf(site, visitor)).map(({ due_at }) => (due_at - NOON) / DAY_MS)).toEqual([50]);
    expect(await sumsOf(site)).toMatchObject({ enrolled: 1, "ended:done": 1 });
  });
});

/** Work that falls due: made by the hour, leased by the minute, done by the queue; retention is the work there is. */
import { createScheduledController } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test, vi } from "vitest";
import type { Env } from "../../edge/env.ts";
import { ingest } from "../../edge/jobs/ingest.ts";
import { consumeWork, ensureHourlyWork, leaseWork } from "../../edge/jobs/lease-due-work.ts";
import { type DueWork, ensureWork, leaseDueWork } from "../../edge/store/due-work.ts";
import worker from "../../edge/worker.ts";
import type { Event } from "../../model/event.ts";
import type { SiteSettings } from "../../model/snapshot.ts";
import { DAY_MS } from "../../model/time.ts";
import { aContext, NOON } from "../support/builders.ts";
import { ARRIVE, aPublishedSite, rowsOf } from "./visitor.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const freshId = () => crypto.randomUUID().replaceAll("-", "").slice(0, 22);

/** Each test has the list of due work to itself. */
beforeEach(async () => {
  await env.DB.batch([env.DB.prepare("DELETE FROM due_work"), env.DB.prepare("DELETE FROM sites")]);
});

/** The work queue, which keeps what it gets; nothing is done by itself. */
function aWorkQueue(): { worker: Env; handedOver: DueWork[] } {
  const handedOver: DueWork[] = [];
  const sendBatch = async (messages: Iterable<{ body: DueWork }>) => {
    for (const { body } of messages) handedOver.push(body);
  };
  return { worker: { ...env, WORK: { sendBatch } as unknown as Queue<DueWork> }, handedOver };
}

const dueOf = ({ id }: SiteSettings) =>
  env.DB.prepare("SELECT due_at, leased_until FROM due_work WHERE site = ?1 AND kind = 'retain'")
    .bind(id)
    .first<{ due_at: number; leased_until: number }>();

/** One visit, that many days before noon. */
async function visited(site: SiteSettings, daysAgo: number, events: Event[] = [ARRIVE]): Promise<string> {
  const [visitor, at] = [freshId(), NOON - daysAgo * DAY_MS];
  const writer = visitor.slice(0, 8);
  await ingest(env, [
    {
      site: site.id,
      visitor,
      receivedAt: at,
      ranges: [{ writer, from: 0, to: events.length }],
      runs: [
        { writer, events: events.map((event, n) => ({ n, at, session: 1, event })), context: aContext() },
      ],
      refused: {},
    },
  ]);
  return visitor;
}
const visitorsOf = async ({ id }: SiteSettings) => {
  const { results } = await env.DB.prepare("SELECT id FROM visitors WHERE site = ?1")
    .bind(id)
    .all<{ id: string }>();
  return results.map((row) => row.id);
};
const bought: Event[] = [
  ARRIVE,
  { name: "purchase", props: { orderId: "P-1", valueMinor: 100, currency: "EUR", lines: [] } },
];

describe("the hourly cron", () => {
  test("makes retention, scoring, value, sizes of segments and the sweep due for every site, at once", async () => {
    const sites = [await aPublishedSite(), await aPublishedSite()];
    await ensureHourlyWork(env, NOON);
    const { results } = await env.DB.prepare("SELECT site, kind, due_at FROM due_work").all();
    const expected = sites.flatMap(({ id }) =>
      ["retain", "score", "value", "sizes", "sweep"].map((kind) => ({ site: id, kind, due_at: NOON })),
    );
    expect(results).toHaveLength(10);
    expect(results).toEqual(expect.arrayContaining(expected));
  });

  test("leaves work alone that is due already or leased", async () => {
    const site = await aPublishedSite();
    await ensureHourlyWork(env, NOON);
    await leaseWork(aWorkQueue().worker, NOON);
    const leased = await dueOf(site);
    await ensureHourlyWork(env, NOON + HOUR_MS);
    expect(await dueOf(site)).toEqual(leased);
  });
});

describe("the minute's cron", () => {
  test("hands every due piece to the queue once", async () => {
    const sites = [await aPublishedSite(), await aPublishedSite(), await aPublishedSite()];
    await ensureWork(env.DB, "retain", NOON).run();
    const { worker, handedOver } = aWorkQueue();
    for (let minute = 0; minute < 4; minute++) await leaseWork(worker, NOON + minute * MINUTE_MS);
    expect(handedOver.map(({ site }) => site).sort()).toEqual(sites.map(({ id }) => id).sort());
  });

  test("of several at once each piece is handed over by one", async () => {
    for (let i = 0; i < 20; i++) await aPublishedSite();
    await ensureWork(env.DB, "retain", NOON).run();
    const { worker, handedOver } = aWorkQueue();
    await Promise.all([1, 2, 3, 4].map(() => leaseWork(worker, NOON)));
    expect(handedOver).toHaveLength(20);
    expect(new Set(handedOver.map(({ site }) => site)).size).toBe(20);
  });

  test("leaves what is due later", async () => {
    const site = await aPublishedSite();
    await ensureWork(env.DB, "retain", NOON + 1).run();
    const { worker, handedOver } = aWorkQueue();
    await leaseWork(worker, NOON);
    expect([handedOver, (await dueOf(site))!.leased_until]).toEqual([[], 0]);
  });

  test("takes at most a page, the longest due first, and the rest the next time", async () => {
    const sites = [await aPublishedSite(), await aPublishedSite(), await aPublishedSite()];
    await ensureWork(env.DB, "retain", NOON).run();
    for (const [i, { id }] of sites.entries())
      await env.DB.prepare("UPDATE due_work SET due_at = ?2 WHERE site = ?1")
        .bind(id, NOON - i)
        .run();
    const page = await leaseDueWork(env.DB, NOON, NOON + MINUTE_MS, 2);
    expect(page.map(({ site }) => site).sort()).toEqual([sites[1]!.id, sites[2]!.id].sort());
    expect(await leaseDueWork(env.DB, NOON, NOON + MINUTE_MS, 2)).toMatchObject([{ site: sites[0]!.id }]);
  });

  test("finds work again whose lease was lost, after five minutes and not before", async () => {
    await aPublishedSite();
    await ensureWork(env.DB, "retain", NOON).run();
    const { worker, handedOver } = aWorkQueue();
    await leaseWork(worker, NOON);
    await leaseWork(worker, NOON + 5 * MINUTE_MS - 1);
    expect(handedOver).toHaveLength(1);
    await leaseWork(worker, NOON + 5 * MINUTE_MS);
    expect(handedOver).toHaveLength(2);
  });

  test("keeps the work where the queue refuses it", async () => {
    await aPublishedSite();
    await ensureWork(env.DB, "retain", NOON).run();
    const refusing = { sendBatch: () => Promise.reject(new Error("the queue is away")) };
    const worker = { ...env, WORK: refusing as unknown as Queue<DueWork> };
    await expect(leaseWork(worker, NOON)).rejects.toThrow("away");
    const { worker: later, handedOver } = aWorkQueue();
    await leaseWork(later, NOON + 5 * MINUTE_MS);
    expect(handedOver).toHaveLength(1);
  });

  test("does the work itself where no queue is bound", async () => {
    const site = await aPublishedSite();
    await visited(site, 91);
    await ensureWork(env.DB, "retain", NOON).run();
    const { WORK: _, ...free } = env;
    await leaseWork(free, NOON);
    expect(await visitorsOf(site)).toEqual([]);
    expect(await dueOf(site)).toMatchObject({ due_at: NOON + HOUR_MS, leased_until: 0 });
  });
});

describe("a piece of work", () => {
  const aMessage = (body: DueWork) => ({ body, ack: vi.fn(), retry: vi.fn() });
  const consume = (worker: Env, messages: ReturnType<typeof aMessage>[]) =>
    consumeWork(worker, messages as unknown as Message<DueWork>[], NOON);

  test("that is done is due again in an hour", async () => {
    const site = await aPublishedSite();
    await ensureWork(env.DB, "retain", NOON).run();
    const { worker, handedOver } = aWorkQueue();
    await leaseWork(worker, NOON);
    const message = aMessage(handedOver[0]!);
    await consume(env, [message]);
    expect(message.ack).toHaveBeenCalledOnce();
    expect(await dueOf(site)).toMatchObject({ due_at: NOON + HOUR_MS, leased_until: 0 });
  });

  test("that fails is given back, and the others of its batch are done", async () => {
    vi.spyOn(console, "error").mockImplementation(() => undefined);
    const [failing, sound] = [await aPublishedSite(), await aPublishedSite()];
    await ensureWork(env.DB, "retain", NOON).run();
    const DB = new Proxy(env.DB, {
      get: (db, name) =>
        name === "prepare"
          ? (sql: string) => {
              const statement = db.prepare(sql);
              const bind = (...values: unknown[]) => {
                if (values[0] === failing.id) throw new Error("D1 is away");
                return statement.bind(...values);
              };
              return { bind };
            }
          : Reflect.get(db, name),
    });
    const messages = [failing, sound].map(({ id }) => aMessage({ site: id, kind: "retain", subject: "" }));
    await consume({ ...env, DB }, messages);
    expect(messages.map(({ ack, retry }) => [ack.mock.calls.length, retry.mock.calls.length])).toEqual([
      [0, 1],
      [1, 0],
    ]);
    expect((await dueOf(sound))!.due_at).toBe(NOON + HOUR_MS);
  });
});

describe("retention", () => {
  const retain = async (site: SiteSettings, now = NOON) => {
    const body: DueWork = { site: site.id, kind: "retain", subject: "" };
    await env.DB.prepare(
      "INSERT INTO due_work (site, kind, subject, due_at) VALUES (?1, 'retain', '', ?2) ON CONFLICT DO NOTHING",
    )
      .bind(site.id, now)
      .run();
    await consumeWork(env, [{ body, ack() {}, retry() {} }] as unknown as Message<DueWork>[], now);
  };

  test.each([
    ["an anonymous visitor of 91 days ago goes", 91, [ARRIVE], false],
    ["an anonymous visitor of 90 days ago stays", 90, [ARRIVE], true],
    ["a buyer of a year ago stays", 365, bought, true],
    ["a visitor of today stays", 0, [ARRIVE], true],
  ])("%s", async (_, daysAgo, events, isKept) => {
    const site = await aPublishedSite();
    const visitor = await visited(site, daysAgo, events);
    await retain(site);
    expect(await visitorsOf(site)).toEqual(isKept ? [visitor] : []);
  });

  test("deletes the log of more than 90 days, and no counter or order", async () => {
    const site = await aPublishedSite();
    await visited(site, 100, bought);
    await visited(site, 10);
    const before = await rowsOf(site);
    await retain(site);
    expect([before.log, await rowsOf(site)]).toEqual([2, { ...before, log: 1 }]);
  });

  test("of one site touches nothing of another", async () => {
    const [site, other] = [await aPublishedSite(), await aPublishedSite()];
    await visited(site, 100);
    const visitor = await visited(other, 100);
    await retain(site);
    expect([await visitorsOf(site), await visitorsOf(other)]).toEqual([[], [visitor]]);
  });

  test("goes page by page, due again at once while there is more", async () => {
    const site = await aPublishedSite();
    await env.DB.prepare(
      `WITH RECURSIVE row (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM row WHERE n < 501)
       INSERT INTO visitors (site, id, rev, profile, seen, events, segments, last_day)
       SELECT ?1, 'v' || n, 1, '{}', '{}', '[]', '[]', 1 FROM row`,
    )
      .bind(site.id)
      .run();
    await retain(site);
    expect([(await visitorsOf(site)).length, (await dueOf(site))!.due_at]).toEqual([1, NOON]);
    await retain(site);
    expect([(await visitorsOf(site)).length, (await dueOf(site))!.due_at]).toEqual([0, NOON + HOUR_MS]);
  });
});

describe("the Worker's own cron", () => {
  const ring = (cron: string) =>
    worker.scheduled(createScheduledController({ cron, scheduledTime: new Date() }), env);

  test("by the minute makes nothing due, by the hour does, and the queue does it", {
    timeout: 30_000,
  }, async () => {
    const site = await aPublishedSite();
    await visited(site, 400);
    await ring("* * * * *");
    expect(await dueOf(site)).toBeNull();
    await ring("7 * * * *");
    await vi.waitFor(async () => expect(await visitorsOf(site)).toEqual([]), {
      timeout: 15_000,
      interval: 200,
    });
    await vi.waitFor(async () => expect((await dueOf(site))!.leased_until).toBe(0));
  });
});

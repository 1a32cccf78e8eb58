/** Who is in a segment: counted while it is written, exactly by the job, beside others, by day, and page by page. */
import { env } from "cloudflare:workers";
import { describe, expect, test, vi } from "vitest";
import { consumeWork, leaseWork } from "../../../edge/jobs/lease-due-work.ts";
import type { Problem } from "../../../edge/problem.ts";
import { saveStates } from "../../../edge/store/visitor-state.ts";
import type { Event } from "../../../model/event.ts";
import { emptyProfile, type Profile } from "../../../model/profile.ts";
import type {
  SegmentCount,
  SegmentGrowth,
  SegmentList,
  SegmentMembers,
  SegmentOverlap,
  SegmentPreview,
  SegmentSizes,
} from "../../../model/report.ts";
import type { Condition } from "../../../model/segment.ts";
import { DAY_MS } from "../../../model/time.ts";
import { aCampaign, aSegment } from "../../support/builders.ts";
import { ARRIVE, aSite, aVisitorId, type TestSite, visit } from "./support.ts";

const VIEW: Event = { name: "view_item", props: { item: { id: "lamp-sowa", category: "Light" } } };
const LOOKED: Condition = { field: "products", op: "gte", value: 1 };
const often = (value: number): Condition => ({ field: "visits", op: "eq", value });

/** Visitors as ingest would have left them, each with `visits` of its number. */
async function saveVisitors(site: TestSite, profiles: Partial<Profile>[]): Promise<string[]> {
  const ids = profiles.map(aVisitorId);
  for (let from = 0; from < profiles.length; from += 500)
    await env.DB.batch(
      saveStates(
        env.DB,
        site.id,
        profiles.slice(from, from + 500).map((profile, i) => ({
          id: ids[from + i]!,
          rev: 1,
          profile: { ...emptyProfile(), firstSeenAt: 1, lastSeenAt: Date.now(), ...profile },
          seen: {},
          timeline: [],
          segments: [],
          exposed: null,
          day: Math.floor(Date.now() / DAY_MS),
        })),
      ),
    );
  return ids;
}
const many = (count: number, visitsOf: (i: number) => number) =>
  Array.from({ length: count }, (_, i) => ({ visits: visitsOf(i) }));

/** So many visitors by SQL alone, with 0 visits to one less than `kinds` in turn. */
async function multiply(site: TestSite, count: number, kinds: number): Promise<void> {
  const [first] = await saveVisitors(site, [{}]);
  await env.DB.prepare(
    `WITH RECURSIVE row (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM row WHERE n + 1 < ?3)
     INSERT INTO visitors (site, id, rev, last_day, segments, seen, events, signs, visits, profile)
     SELECT site, lower(hex(randomblob(11))), 1, last_day, segments, seen, events, signs, n % ?4,
            json_set(profile, '$.visits', n % ?4)
     FROM visitors, row WHERE site = ?1 AND id = ?2`,
  )
    .bind(site.id, first!, count, kinds)
    .run();
}
/** For what reads thousands, beside whatever else the machine does. */
const PATIENT = { timeout: 60_000 };

const AT_NO_HOUR: Condition = { field: "local_hour", op: "lt", value: 0 };

const preview = async (site: TestSite, condition: Condition, query = "") =>
  (await site.post<SegmentPreview>(`/api/segments/preview${query}`, { condition })).body;

describe("a preview", () => {
  test("says who fits and why", async () => {
    const site = await aSite();
    const looker = await visit(site, [ARRIVE, VIEW]);
    const other = await visit(site, [ARRIVE]);
    const body = await preview(site, { all: [LOOKED] }, `?visitor=${other}`);
    expect(body).toMatchObject({ count: 1, low: 1, high: 1, isExact: true, sampled: 2, total: 2 });
    expect(body.members.map(({ id }) => id)).toEqual([looker]);
    expect(body.members[0]!.findings).toEqual([{ comparison: LOOKED, actual: 1, holds: true }]);
    expect(body.findings).toEqual([{ comparison: LOOKED, actual: 0, holds: false }]);
  });

  test("says what those who fit have spent, beside the shop as a whole", async () => {
    const site = await aSite();
    const [looker, other] = [await visit(site, [ARRIVE, VIEW]), await visit(site, [ARRIVE])];
    await visit(site, [ARRIVE, VIEW]);
    const order = (id: string, visitor: string, valueMinor: number) => ({
      id,
      visitor,
      placedAt: Date.now() - DAY_MS,
      valueMinor,
      currency: "EUR",
    });
    const orders = [order("1", looker, 4_000), order("2", looker, 2_000), order("3", other, 14_000)];
    expect((await site.post("/v1/orders", { orders })).status).toBe(200);
    expect((await preview(site, LOOKED)).worth).toEqual({
      buyers: { count: 1, low: 1, high: 1 },
      spent: { revenueMinor: { count: 6_000, low: 6_000, high: 6_000 }, averageOrderMinor: 3_000 },
      shop: { orders: 3, revenueMinor: 20_000 },
      currency: "EUR",
    });
  });

  test("shows those seen last, newest first, whatever their ids", async () => {
    const site = await aSite();
    const seenAgo = [5, 1, 7, 3, 2, 6, 4];
    const ids = await saveVisitors(
      site,
      seenAgo.map((minutes) => ({ visits: 1, lastSeenAt: Date.now() - minutes * 60_000 })),
    );
    const body = await preview(site, often(1));
    expect(body.members.map(({ id }) => id)).toEqual([1, 2, 3, 4, 5].map((ago) => ids[seenAgo.indexOf(ago)]));
  });

  test("is exact where few may be in, however many visitors there are", PATIENT, async () => {
    const site = await aSite();
    await saveVisitors(
      site,
      many(4_000, (i) => (i % 100 === 0 ? 9 : 1)),
    );
    const body = await preview(site, often(9));
    expect(body).toMatchObject({ count: 40, low: 40, high: 40, isExact: true, sampled: 4_000, total: 4_000 });
  });

  test(
    "takes a part of the visitors where many may be in, and its interval holds the truth",
    PATIENT,
    async () => {
      const site = await aSite();
      await saveVisitors(
        site,
        many(4_000, (i) => i % 2),
      );
      // Nothing bounds the hour, so the most that may be read is read. 4.5 standard deviations: a miss once in 100,000.
      const { isExact, sampled, total, count, low, high } = await preview(site, {
        all: [{ field: "local_hour", op: "gte", value: 0 }, { any: [often(1), AT_NO_HOUR] }],
      });
      expect([isExact, sampled, total]).toEqual([false, 1_000, 4_000]);
      expect(high - low).toBeLessThan(250);
      expect(low).toBeLessThan(count);
      expect(Math.abs(count - 2_000)).toBeLessThan(4.5 * 55);
    },
  );

  test("counts the visitors of no other site", async () => {
    const [one, other] = [await aSite(), await aSite()];
    await saveVisitors(
      one,
      many(3, () => 1),
    );
    await saveVisitors(
      other,
      many(5, () => 1),
    );
    expect(await preview(one, often(1))).toMatchObject({ count: 3, total: 3 });
    expect(await preview(other, often(1))).toMatchObject({ count: 5, total: 5 });
  });

  test("knows who is in the segments that the condition asks for", async () => {
    const site = await aSite();
    await site.put("/api/segments/lookers", aSegment("lookers", LOOKED));
    const looker = await visit(site, [ARRIVE, VIEW]);
    await visit(site, [ARRIVE]);
    const body = await preview(site, { field: "segment", of: "lookers", op: "is", value: true });
    expect([body.count, body.members.map(({ id }) => id)]).toEqual([1, [looker]]);
    expect(body.members[0]!.findings[0]).toMatchObject({ actual: true, holds: true });
  });

  test("of an unknown visitor, or by a condition that is none, is refused by its path", async () => {
    const site = await aSite();
    const condition = often(1);
    const unknown = await site.post(`/api/segments/preview?visitor=${aVisitorId()}`, { condition });
    expect(unknown.status).toBe(404);
    for (const path of ["segments/preview", "segments/overlap", "segment-counts"]) {
      const wrong = { any: [condition, { ...condition, op: "near" }] };
      const { status, body } = await site.post(`/api/${path}`, { condition: wrong });
      expect([status, body.field]).toEqual([400, "condition.any[1].op"]);
      const nowhere = { field: "segment", of: "nowhere", op: "is", value: true };
      const asking = await site.post(`/api/${path}`, { condition: nowhere });
      expect([asking.status, asking.body.field, asking.body.expected]).toEqual([
        400,
        "condition",
        "only segments that exist; “this segment” asks for “nowhere”",
      ]);
    }
  });
});

describe("the overlap", () => {
  test("says which part of the members is in each other segment, the greatest first", async () => {
    const site = await aSite();
    await site.put("/api/segments/some", aSegment("some", { field: "visits", op: "gte", value: 3 }));
    await site.put("/api/segments/all", aSegment("all", { field: "visits", op: "gte", value: 0 }));
    await saveVisitors(
      site,
      many(400, (i) => i % 4),
    );
    const { body } = await site.post<SegmentOverlap>("/api/segments/overlap?except=all", {
      condition: { field: "visits", op: "gte", value: 2 },
    });
    expect(body).toEqual({
      members: 200,
      others: [{ id: "some", name: "Segment some", share: { share: 0.5, low: 0.5, high: 0.5 } }],
    });
  });

  test("says nothing of shares among too few members of a sample", PATIENT, async () => {
    const site = await aSite();
    await site.put("/api/segments/all", aSegment("all", { field: "visits", op: "gte", value: 0 }));
    // No column bounds the hour, so 3,000 are read; the few of them who fit are one in a thousand.
    await saveVisitors(
      site,
      many(4_000, (i) => (i % 1_000 === 0 ? 1 : 0)),
    );
    const { body } = await site.post<SegmentOverlap>("/api/segments/overlap", {
      condition: { any: [often(1), AT_NO_HOUR] },
    });
    expect(body.others).toEqual([{ id: "all", name: "Segment all", share: null }]);
  });
});

/** The count as the API tells it, once it is finished. */
async function finished(site: TestSite, id: string): Promise<SegmentCount> {
  return vi.waitFor(
    async () => {
      const { body } = await site.get<SegmentCount>(`/api/segment-counts/${id}`);
      expect(body.finishedAt).not.toBeNull();
      return body;
    },
    { timeout: 20_000, interval: 100 },
  );
}

describe("an exact count", () => {
  test("goes through the queue to every visitor and says how far it has come", PATIENT, async () => {
    const site = await aSite();
    await saveVisitors(
      site,
      many(2_500, (i) => i % 2),
    );
    const { status, body } = await site.post<SegmentCount>("/api/segment-counts", { condition: often(1) });
    expect([status, body.examined, body.total, body.finishedAt]).toEqual([202, 0, 2_500, null]);
    expect(await finished(site, body.id)).toMatchObject({ examined: 2_500, total: 2_500, members: 1_250 });
  });

  test("of another site is not there", async () => {
    const [one, other] = [await aSite(), await aSite()];
    const { body } = await one.post<SegmentCount>("/api/segment-counts", { condition: often(1) });
    expect((await other.get<Problem>(`/api/segment-counts/${body.id}`)).status).toBe(404);
  });

  test("goes on where it stood, and a step done twice counts nobody twice", PATIENT, async () => {
    const site = await aSite();
    // Nothing bounds the hour, and a step reads 20,000.
    await multiply(site, 21_500, 1);
    const { WORK: _, ...withoutQueue } = env;
    const condition: Condition = { none: [AT_NO_HOUR] };
    const work = { site: site.id, kind: "count" as const, subject: "by-hand" };
    await env.DB.prepare(
      `INSERT INTO segment_counts (site, id, started_at, finished_at, cursor, examined, total, parts)
       VALUES (?1, 'by-hand', ?2, NULL, '', 0, 21500, ?3)`,
    )
      .bind(site.id, Date.now(), JSON.stringify([{ segment: null, condition, members: 0 }]))
      .run();
    const take = () =>
      consumeWork(
        withoutQueue,
        [{ body: work, ack() {}, retry() {} } as unknown as Message<typeof work>],
        Date.now(),
      );
    const stands = async () => (await site.get<SegmentCount>("/api/segment-counts/by-hand")).body;
    await Promise.all([take(), take()]);
    expect(await stands()).toMatchObject({ examined: 20_000, members: 20_000, finishedAt: null });
    await take();
    await take();
    expect(await stands()).toMatchObject({ examined: 21_500, members: 21_500 });
    expect((await stands()).finishedAt).not.toBeNull();
  });
});

describe("sizes by day", () => {
  test("of a segment begin when it is saved, and again when its condition changes", PATIENT, async () => {
    const site = await aSite();
    await saveVisitors(
      site,
      many(60, (i) => i % 3),
    );
    const sizeOf = async () =>
      (await site.get<SegmentList>("/api/segments")).body.segments.find(({ id }) => id === "s")!.size
        ?.members;
    await site.put("/api/segments/s", aSegment("s", { field: "visits", op: "gte", value: 2 }));
    await vi.waitFor(async () => expect(await sizeOf()).toBe(20), { timeout: 10_000 });
    await site.put("/api/segments/s", aSegment("s", { field: "visits", op: "gte", value: 1 }));
    await vi.waitFor(async () => expect(await sizeOf()).toBe(40), { timeout: 10_000 });
    const { body } = await site.get<SegmentSizes>("/api/segments/s/sizes?days=2");
    expect(body.days.map(({ members }) => members)).toEqual([null, 40]);
  });

  test("are counted for every segment at the shop's midnight, once a day", async () => {
    const site = await aSite();
    await saveVisitors(
      site,
      many(30, (i) => i % 3),
    );
    await env.DB.batch(
      ["none", "some"].map((id, i) =>
        env.DB.prepare("INSERT INTO segments (site, id, body, updated_at) VALUES (?1, ?2, ?3, 0)").bind(
          site.id,
          id,
          JSON.stringify(aSegment(id, { field: "visits", op: "gte", value: 4 - 2 * i })),
        ),
      ),
    );
    const { WORK: _, ...withoutQueue } = env;
    const noon = Date.UTC(2026, 10, 22, 12);
    const makeDue = env.DB.prepare(
      "INSERT INTO due_work (site, kind, subject, due_at) VALUES (?1, 'sizes', '', 0)",
    ).bind(site.id);
    await makeDue.run();
    await leaseWork(withoutQueue, noon);
    // Warsaw's midnight.
    const dueAt = await env.DB.prepare("SELECT due_at FROM due_work WHERE site = ?1 AND kind = 'sizes'")
      .bind(site.id)
      .first("due_at");
    expect(dueAt).toBe(Date.UTC(2026, 10, 22, 23));
    await saveVisitors(
      site,
      many(1, () => 2),
    );
    await leaseWork(withoutQueue, noon + 3_600_000);
    await leaseWork(withoutQueue, Date.UTC(2026, 10, 22, 23));
    const { results } = await env.DB.prepare(
      "SELECT segment, day, members FROM segment_sizes WHERE site = ?1 ORDER BY day, segment",
    )
      .bind(site.id)
      .all();
    const day = Math.floor(noon / DAY_MS);
    expect(results).toEqual([
      { segment: "none", day, members: 0 },
      { segment: "some", day, members: 10 },
      { segment: "none", day: day + 1, members: 0 },
      { segment: "some", day: day + 1, members: 11 },
    ]);
  });

  test("come with what the members' orders brought, beside all the shop's", PATIENT, async () => {
    const site = await aSite();
    const order = (orderId: string, valueMinor: number): Event => ({
      name: "purchase",
      props: { orderId, valueMinor, currency: "EUR", lines: [] },
    });
    await visit(site, [ARRIVE, VIEW, order("a", 3_000), order("b", 5_000)]);
    await visit(site, [ARRIVE, VIEW, order("c", 1_000)]);
    await visit(site, [ARRIVE, order("d", 7_000)]);
    await visit(site, [ARRIVE, VIEW]);
    await site.put("/api/segments/looked", aSegment("looked", LOOKED));
    const listed = async () => (await site.get<SegmentList>("/api/segments")).body;
    await vi.waitFor(async () => expect((await listed()).segments[0]!.size).not.toBeNull(), {
      timeout: 10_000,
    });
    const { segments, shop } = await listed();
    expect(shop).toEqual({ orders: 4, revenueMinor: 16_000, currency: "EUR" });
    expect(segments[0]!.size).toMatchObject({
      members: 3,
      worth: {
        buyers: { count: 2, low: 2, high: 2 },
        spent: { revenueMinor: { count: 9_000, low: 9_000, high: 9_000 }, averageOrderMinor: 3_000 },
      },
    });
  });

  test("come with who entered and who left, as ingest saw it", async () => {
    const site = await aSite();
    await site.put("/api/segments/new", aSegment("new", { field: "products", op: "eq", value: 1 }));
    expect((await site.post("/api/publication")).status).toBe(200);
    const visitor = await visit(site, [ARRIVE, VIEW]);
    await visit(site, [ARRIVE, VIEW]);
    await visit(site, [VIEW], { visitor });
    const { body } = await site.get<SegmentSizes>("/api/segments/new/sizes?days=1");
    expect(body.days[0]).toMatchObject({ entries: 2, exits: 1 });
  });

  test("of too many days, or of no segment, are refused", async () => {
    const site = await aSite();
    const { status, body } = await site.get("/api/segments/x/sizes?days=401");
    expect([status, body.field, body.expected]).toEqual([400, "days", "a number of days, 1 to 400"]);
    expect((await site.get("/api/segments/x/sizes")).status).toBe(404);
  });
});

test("the list of segments names the campaigns that use each", async () => {
  const site = await aSite();
  for (const id of ["in", "out", "free"]) await site.put(`/api/segments/${id}`, aSegment(id, LOOKED));
  const campaign = aCampaign("help", { segmentsIn: ["in"], segmentsOut: ["out", "in"] });
  expect((await site.put("/api/campaigns/help", campaign)).status).toBe(200);
  const { body } = await site.get<SegmentList>("/api/segments");
  const used = [{ id: "help", name: "Campaign help" }];
  expect(body.segments.map(({ id, usedBy }) => [id, usedBy])).toEqual([
    ["free", []],
    ["in", used],
    ["out", used],
  ]);
});

describe("the members of a segment", () => {
  test("are listed page by page, each once, and nobody else", async () => {
    const site = await aSite();
    const ids = await saveVisitors(
      site,
      many(330, (i) => i % 3),
    );
    await site.put("/api/segments/twice", aSegment("twice", often(2)));
    const found: string[] = [];
    const lengths: number[] = [];
    for (let after: string | null = ""; after !== null; ) {
      const query: string = after && `?after=${after}`;
      const { body }: { body: SegmentMembers } = await site.get(`/api/segments/twice/members${query}`);
      found.push(...body.visitors.map(({ id }) => id));
      lengths.push(body.visitors.length);
      after = body.next;
    }
    expect(lengths).toEqual([50, 50, 10]);
    expect(found.toSorted()).toEqual(ids.filter((_, i) => i % 3 === 2).toSorted());
  });

  test("of a segment that is not there are refused", async () => {
    const site = await aSite();
    expect((await site.get("/api/segments/x/members")).status).toBe(404);
    expect((await site.get("/api/segments/x/members?after=a%20b")).body.field).toBe("after");
  });
});

describe("a condition that grows row by row", () => {
  const stillIn = async (site: TestSite, condition: Condition) =>
    (await site.post<SegmentGrowth>("/api/segments/growth", { condition })).body.stillIn.map(
      ({ count }) => count,
    );
  const seen = (value: number): Condition => ({ field: "visits", op: "gte", value });

  test("narrows with all and none, and widens with any", async () => {
    const site = await aSite();
    await saveVisitors(
      site,
      many(10, (i) => i + 1),
    );
    expect(await stillIn(site, { all: [seen(3), { none: [seen(9)] }, seen(7)] })).toEqual([8, 6, 2]);
    expect(await stillIn(site, { any: [seen(9), often(1), seen(5)] })).toEqual([2, 3, 7]);
    expect(await stillIn(site, { none: [seen(9), often(1)] })).toEqual([8, 7]);
    expect(await stillIn(site, { all: [] })).toEqual([]);
  });

  test("counts steps of a visit in a later row, though the first asks for none", async () => {
    const site = await aSite();
    const add: Event = { name: "add_to_cart", props: { item: { id: "lamp-sowa" }, quantity: 1 } };
    await visit(site, [ARRIVE, VIEW, add]);
    await visit(site, [VIEW, add, ARRIVE]);
    const steps: Condition = { field: "steps", op: "in_order", value: ["page:home", "event:add_to_cart"] };
    expect(await stillIn(site, { all: [LOOKED, steps] })).toEqual([2, 1]);
    expect((await preview(site, steps)).count).toBe(1);
  });

  test("agrees at its end with the preview", PATIENT, async () => {
    const site = await aSite();
    await saveVisitors(
      site,
      many(4_000, (i) => (i % 100 === 0 ? 9 : 1)),
    );
    const rows = [seen(5), often(9)];
    expect(await stillIn(site, { all: rows })).toEqual([40, 40]);
    expect((await preview(site, { all: rows })).count).toBe(40);
  });

  test("names the row whose segment is not there", async () => {
    const site = await aSite();
    const asks: Condition = { field: "segment", of: "nowhere", op: "is", value: true };
    const { status, body } = await site.post("/api/segments/growth", { condition: { all: [asks] } });
    expect([status, body.field]).toEqual([400, "condition"]);
  });
});

test("a preview for a visitor names the first condition in the way", async () => {
  const site = await aSite();
  const visitor = await visit(site, [ARRIVE]);
  const inTheWay = async (condition: Condition) =>
    (await preview(site, condition, `?visitor=${visitor}`)).obstacle;
  expect(await inTheWay({ all: [often(1), LOOKED] })).toMatchObject({ comparison: LOOKED, isWanted: true });
  expect(await inTheWay({ none: [often(1)] })).toMatchObject({ comparison: often(1), isWanted: false });
  expect(await inTheWay(often(1))).toBeNull();
});

/** The history of every change: who, when, what differs; and that no secret is in it. */
import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import { retain } from "../../../edge/jobs/retain.ts";
import type { Broadcast } from "../../../model/broadcast.ts";
import { CHANGES_KEPT, type ChangedState, type ChangeKind, type ChangeList } from "../../../model/change.ts";
import { LIFECYCLE_LIMITS as LIMITS } from "../../../model/lifecycle.ts";
import { DAY_MS } from "../../../model/time.ts";
import { aCampaign, aSegment } from "../../support/builders.ts";
import { aJourney, aPush, aWait } from "../../support/journeys.ts";
import { aPushMessage } from "../push-shop.ts";
import { ADMIN, aMember, aSite, ask, type TestSite } from "./support.ts";

const changesOf = async (site: TestSite, query = "") =>
  (await site.get<ChangeList>(`/api/changes${query}`)).body.changes;

const REGULARS = aSegment("regulars", { field: "visits", op: "gte", value: 2 });
const POOL = {
  id: "ten",
  name: "Ten off",
  expiresAt: null,
  validDays: null,
  budget: null,
  needsCustomer: false,
};
const JOURNEY = aJourney("back", [aPush("hello"), aWait("w", 60), aPush("again")]);
const BROADCAST: Broadcast = {
  id: "news",
  name: "News",
  segmentsIn: [],
  segmentsOut: [],
  when: { kind: "now" },
  holdoutShare: 0,
  variants: [{ id: "a", share: 1, message: aPushMessage() }],
};

describe("every change stands in the history", () => {
  test.each<[ChangeKind, "PUT" | "POST", string, unknown]>([
    ["segment", "PUT", "/segments/regulars", REGULARS],
    ["campaign", "PUT", "/campaigns/hello", aCampaign("hello")],
    ["journey", "PUT", "/journeys/back", JOURNEY],
    ["pool", "PUT", "/coupons/ten", POOL],
    ["personas", "PUT", "/personas/settings", { thresholds: { gone_days: 200 } }],
    [
      "scoring",
      "PUT",
      "/scoring",
      { rfm: { kind: "quantile" }, lifecycle: { kind: "fixed", limits: LIMITS } },
    ],
    ["value", "PUT", "/value/settings", { hourMinor: 5_000, discountRate: 0.1, months: 24 }],
    ["revenue", "PUT", "/revenue", { currency: "PLN", isWithoutTax: true, isWithoutShipping: false }],
    ["rates", "PUT", "/rates", { rates: [{ currency: "USD", day: "2026-11-22", rate: "0.8612" }] }],
    ["feed", "PUT", "/feed", { url: "https://shop.example/feed.xml" }],
    ["push", "PUT", "/push/settings", { quiet: { from: 20, until: 9 }, mostPerDay: 1 }],
    ["push_key", "POST", "/push/keys", undefined],
    ["webhook", "POST", "/webhooks", { url: "https://hook.example/x", types: ["lead.created"], isOn: true }],
    ["door", "POST", "/doors/woocommerce/secret", {}],
    ["key", "POST", "/keys", { name: "Till" }],
    ["member", "POST", "/members", { name: "Ada", role: "viewer" }],
    ["publication", "POST", "/publication", undefined],
  ])("%s, by %s %s", async (kind, method, path, body) => {
    const site = await aSite();
    const owner = await aMember(site.id, "owner", "Grace");
    const { status } = await ask(method, `/api${path}`, owner, body);
    expect(status).toBeLessThan(300);
    expect(await changesOf(site)).toMatchObject([{ kind, by: "Grace", at: expect.any(Number) }]);
  });

  test("a site that is made, by the admin token", async () => {
    const { id, settings } = await aSite();
    const { id: _, ...rest } = { ...settings, name: "Another name", id: "" };
    await ask("PUT", `/api/sites/${id}`, ADMIN, rest);
    const { body } = await ask<ChangeList>("GET", `/api/changes?site=${id}`, ADMIN);
    expect(body.changes).toMatchObject([
      { kind: "site", by: "Admin token", what: "changed", differences: [{ path: "name" }] },
    ]);
  });
});

test("a change says what differs, and what is saved as it was is none", async () => {
  const site = await aSite();
  const save = (changes: object) => site.put("/api/campaigns/hello", { ...aCampaign("hello"), ...changes });
  for (const changes of [{}, { priority: 70, status: "paused" }, { priority: 70, status: "paused" }])
    expect((await save(changes)).status).toBe(200);
  await site.delete("/api/campaigns/hello");
  const before = JSON.stringify(aCampaign("hello").priority);
  expect(await changesOf(site, "?kind=campaign&of=hello")).toMatchObject([
    { what: "removed", name: aCampaign("hello").name, differences: [], canPutBack: true },
    {
      what: "changed",
      canPutBack: true,
      differences: [
        { path: "status", before: '"published"', after: '"paused"' },
        { path: "priority", before, after: "70" },
      ],
    },
    { what: "made", differences: [], canPutBack: false },
  ]);
});

test("the state before a change can be saved again, and is then another change", async () => {
  const site = await aSite();
  await site.put("/api/segments/regulars", REGULARS);
  await site.delete("/api/segments/regulars");
  const [removed] = await changesOf(site);
  const { body } = await site.get<ChangedState>(`/api/changes/${removed!.seq}`);
  expect(body).toEqual({ kind: "segment", id: "regulars", before: REGULARS });
  expect((await site.put("/api/segments/regulars", body.before)).status).toBe(200);
  expect((await changesOf(site)).map(({ what }) => what)).toEqual(["made", "removed", "made"]);
});

test.each<[ChangeKind, string, unknown]>([
  ["pool", "/coupons/ten", POOL],
  ["scoring", "/scoring", { rfm: { kind: "quantile" }, lifecycle: { kind: "fixed", limits: LIMITS } }],
  ["value", "/value/settings", { hourMinor: 5_000, discountRate: 0.1, months: 24 }],
  ["revenue", "/revenue", { currency: "PLN", isWithoutTax: true, isWithoutShipping: false }],
  ["push", "/push/settings", { quiet: { from: 20, until: 9 }, mostPerDay: 1 }],
  ["personas", "/personas/settings", { thresholds: { gone_days: 200 } }],
  ["feed", "/feed", { url: "https://shop.example/feed.xml" }],
  ["journey", "/journeys/back", JOURNEY],
])("what is kept of %s is what its route takes", async (kind, path, first) => {
  const site = await aSite();
  const second = { ...(first as object), ...SECOND[kind] };
  for (const body of [first, second]) expect((await site.put(`/api${path}`, body)).status).toBe(200);
  const [change] = await changesOf(site, `?kind=${kind}`);
  const { before } = (await site.get<ChangedState>(`/api/changes/${change!.seq}`)).body;
  expect(before).toMatchObject(first as object);
  expect((await site.put(`/api${path}`, before)).status).toBe(200);
});

/** Another state of each. */
const SECOND: Partial<Record<ChangeKind, object>> = {
  pool: { name: "Eleven off" },
  scoring: { lifecycle: { kind: "proposed" } },
  value: { months: 6 },
  revenue: { currency: "EUR" },
  push: { mostPerDay: 3 },
  personas: { thresholds: {} },
  feed: { url: "https://shop.example/other.xml" },
  journey: { name: "Further" },
};

test("a broadcast that is not sent after all leaves no change, and one that is says so", async () => {
  const site = await aSite();
  const saved = await site.put("/api/broadcasts/news", BROADCAST);
  expect(saved.status).toBe(200);
  expect((await site.post("/api/broadcasts/news/pause")).status).toBe(409);
  expect((await site.post("/api/broadcasts/news/send")).status).toBe(200);
  expect(await changesOf(site)).toMatchObject([
    { kind: "broadcast", differences: [{ path: "status", before: '"draft"', after: '"sending"' }] },
    { kind: "broadcast", what: "made", name: "News" },
  ]);
});

test("neither a key, a link nor a secret is kept in it", async () => {
  const site = await aSite();
  const key = (await site.post<{ key: string }>("/api/keys", { name: "Till" })).body.key;
  const { path } = (await site.post<{ path: string }>("/api/members", { name: "Ada", role: "viewer" })).body;
  const hook = { url: "https://hook.example/x", types: ["lead.created"], isOn: true };
  const made = (await site.post<{ id: string; secret: string }>("/api/webhooks", hook)).body;
  const renewed = (await site.post<{ secret: string }>(`/api/webhooks/${made.id}/secret`)).body;
  const door = (await site.post<{ secret: string }>("/api/doors/woocommerce/secret", {})).body;
  const { results } = await env.DB.prepare("SELECT * FROM changes WHERE site = ?1").bind(site.id).all();
  expect(results.map(({ kind }) => kind)).toEqual(["key", "member", "webhook", "webhook", "door"]);
  for (const secret of [key, path.split("#")[1]!, made.secret, renewed.secret, door.secret])
    expect(JSON.stringify(results)).not.toContain(secret);
});

test("who may not see keys and members sees no change of them", async () => {
  const site = await aSite();
  await site.post("/api/keys", { name: "Till" });
  await site.put("/api/segments/regulars", REGULARS);
  const editor = await aMember(site.id, "editor");
  const seen = (await ask<ChangeList>("GET", "/api/changes", editor)).body.changes;
  expect(seen.map(({ kind }) => kind)).toEqual(["segment"]);
  const [, key] = await changesOf(site);
  expect(key!.kind).toBe("key");
  expect((await ask("GET", `/api/changes/${key!.seq}`, editor)).status).toBe(404);
});

test("the list pages by a cursor, and filters by kind, thing and author", async () => {
  const site = await aSite();
  const ada = await aMember(site.id, "editor", "Ada");
  await ask("PUT", "/api/segments/regulars", ada, REGULARS);
  for (let value = 1; value <= 30; value++)
    await site.put("/api/segments/guests", aSegment("guests", { field: "visits", op: "gte", value }));
  const first = (await site.get<ChangeList>("/api/changes")).body;
  const second = (await site.get<ChangeList>(`/api/changes?before=${first.next}`)).body;
  expect([first.changes.length, second.changes.length, second.next]).toEqual([25, 6, null]);
  expect(first.authors).toEqual(["Ada", "Test"]);
  expect(await changesOf(site, "?by=Ada")).toMatchObject([{ id: "regulars" }]);
  expect(await changesOf(site, "?kind=segment&of=regulars")).toHaveLength(1);
  expect((await site.get("/api/changes?kind=nothing")).body.field).toBe("kind");
});

test("the newest hundred of each thing are kept, for 400 days", async () => {
  const site = await aSite();
  for (let value = 0; value < CHANGES_KEPT + 3; value++)
    await site.put("/api/segments/guests", aSegment("guests", { field: "visits", op: "gte", value }));
  const count = async () =>
    (await env.DB.prepare("SELECT count(*) AS n, min(seq) AS oldest FROM changes WHERE site = ?1")
      .bind(site.id)
      .first<{ n: number; oldest: number }>())!;
  expect(await count()).toEqual({ n: CHANGES_KEPT, oldest: 4 });
  const work = { site: site.id, kind: "retain", subject: "" } as const;
  await retain(env, work, Date.now() + 399 * DAY_MS);
  expect((await count()).n).toBe(CHANGES_KEPT);
  await retain(env, work, Date.now() + 401 * DAY_MS);
  expect((await count()).n).toBe(0);
});

test("a change of one site is not another’s to see", async () => {
  const [site, other] = [await aSite(), await aSite()];
  await site.put("/api/segments/regulars", REGULARS);
  const seq = (await changesOf(site))[0]!.seq;
  expect(await changesOf(other)).toEqual([]);
  expect((await other.get(`/api/changes/${seq}`)).status).toBe(404);
});

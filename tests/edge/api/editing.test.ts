/** What marketers save and publish: refused by field, in use or live, one immutable snapshot a version. */
import { env } from "cloudflare:workers";
import { hc } from "hono/client";
import { describe, expect, test } from "vitest";
import { type ApiType, api } from "../../../edge/routes/api.ts";
import { saveCampaign as storeCampaign } from "../../../edge/store/campaigns.ts";
import type { Campaign } from "../../../model/campaign.ts";
import type { Content } from "../../../model/content.ts";
import type { CampaignList, Publication, PublicationFindings, SegmentList } from "../../../model/report.ts";
import type { Condition } from "../../../model/segment.ts";
import type { Snapshot } from "../../../model/snapshot.ts";
import { aCampaign, aSegment } from "../../support/builders.ts";
import { Visitor } from "../visitor.ts";
import { ADMIN, ARRIVE, aSite, ask, ORIGIN, type TestSite, visit } from "./support.ts";

const REGULARS: Condition = { all: [{ field: "visits", op: "gte", value: 2 }] };
const saveSegment = (site: TestSite, id: string, condition: Condition = REGULARS) =>
  site.put(`/api/segments/${id}`, aSegment(id, condition));
const saveCampaign = (site: TestSite, id: string, changes: Partial<Campaign> = {}) =>
  site.put(`/api/campaigns/${id}`, aCampaign(id, changes));
const publicationOf = async (site: TestSite) => (await site.get<Publication>("/api/publication")).body;
const liveIn = async (site: TestSite) => {
  const version = await env.SNAPSHOTS.get(`snapshot:${site.id}`);
  return version === null ? null : env.SNAPSHOTS.get<Snapshot>(`snapshot:${site.id}:${version}`, "json");
};

test("a saved segment is listed as it is, saved again it is changed, deleted it is gone", async () => {
  const site = await aSite();
  await saveSegment(site, "regulars");
  await site.put("/api/segments/regulars", { ...aSegment("regulars", REGULARS), name: "Regular guests" });
  const { body } = await site.get<SegmentList>("/api/segments");
  expect(body.segments).toEqual([
    {
      id: "regulars",
      name: "Regular guests",
      condition: REGULARS,
      updatedAt: expect.any(Number),
      isPublished: false,
      size: null,
      usedBy: [],
      trend: Array(30).fill(null),
    },
  ]);
  expect((await site.delete("/api/segments/regulars")).status).toBe(200);
  expect((await site.delete("/api/segments/regulars")).status).toBe(404);
  expect((await site.get<SegmentList>("/api/segments")).body.segments).toEqual([]);
});

test.each([
  ["no name", { name: "" }, "name"],
  ["an id with capitals", { id: "Regulars" }, "id"],
  ["another segment's id", { id: "others" }, "id"],
  ["no condition", { condition: undefined }, "condition"],
  [
    "an unknown field",
    { condition: { any: [{ field: "shoe_size", op: "gte", value: 1 }] } },
    "condition.any[0].field",
  ],
  ["a text for a number", { condition: { field: "visits", op: "gte", value: "2" } }, "condition.value"],
])("a segment with %s is refused by its field, and the saved one stays", async (_, changes, field) => {
  const site = await aSite();
  await saveSegment(site, "regulars");
  const { status, body } = await site.put("/api/segments/regulars", {
    ...aSegment("regulars", REGULARS),
    ...changes,
  });
  expect([status, body.field]).toEqual([400, field]);
  expect(body.expected).toMatch(/.+/);
  expect(body.expected).not.toBe(`"${field}"`);
  const { segments } = (await site.get<SegmentList>("/api/segments")).body;
  expect(segments).toMatchObject([aSegment("regulars", REGULARS)]);
});

const PLACE = { selector: "main .price", where: "after", reservePx: { phone: 120, wide: 100 } };
const content = (blocks: unknown[]) => [{ id: "a", share: 1, content: { form: "bar", blocks } }];
test.each([
  ["an unknown status", { status: "live" }, "status"],
  ["a share over one", { holdoutShare: 1.5 }, "holdoutShare"],
  ["no variant", { variants: [] }, "variants"],
  ["a place without a selector", { place: { ...PLACE, selector: "" } }, "place.selector"],
  [
    "a place that keeps no height free",
    { place: { ...PLACE, reservePx: { phone: 0, wide: 9 } } },
    "place.reservePx.phone",
  ],
  ["a place for a bar", { placement: "bar", place: PLACE }, "placement"],
  [
    "a script for an address",
    {
      variants: content([{ kind: "actions", items: [{ label: "Go", href: "javascript:alert(1)" }] }]),
    },
    "variants[0].content.blocks[0].items[0].href",
  ],
  [
    "a token without a fall-back",
    { variants: content([{ kind: "text", text: "Back to {{last_viewed.name}}" }]) },
    "variants[0].content.blocks[0].text",
  ],
])("a campaign with %s is refused by its field and not saved", async (_, changes, field) => {
  const site = await aSite();
  const { status, body } = await site.put("/api/campaigns/hello", { ...aCampaign("hello"), ...changes });
  expect([status, body.field]).toEqual([400, field]);
  expect((await site.get<CampaignList>("/api/campaigns")).body.campaigns).toEqual([]);
});

test("a campaign that an earlier release saved is published as it is, and is to be put right when it is saved", async () => {
  const site = await aSite();
  const floating = { form: "overlay" as const, blocks: [{ kind: "head" as const, title: "Wait!" }] };
  const odd = aCampaign("odd", { variants: [{ id: "a", share: 1, content: floating }] });
  await storeCampaign(env.DB, site.id, odd, { at: Date.now(), by: "anna" });
  expect((await site.post("/api/publication")).status).toBe(200);
  expect((await liveIn(site))!.campaigns).toEqual([odd]);
  const { first } = await new Visitor(site).sync([ARRIVE]);
  expect(first.decisions[0]!.content!.form).toBe("inline");
  const { status, body } = await site.put("/api/campaigns/odd", odd);
  expect([status, body.field]).toEqual([400, "variants[0].content.form"]);
  expect((await site.put("/api/campaigns/odd", { ...odd, status: "paused" })).status).toBe(200);
});

test("a campaign is listed with how often it was shown, held out and clicked", async () => {
  const site = await aSite();
  await saveCampaign(site, "hello");
  const ref = { campaign: "hello", variant: "a", placement: "home" };
  await visit(site, [
    ARRIVE,
    { name: "exposure", props: ref },
    { name: "exposure", props: ref },
    { name: "exposure", props: { ...ref, ghost: true } },
    { name: "content_click", props: ref },
    { name: "exposure", props: { ...ref, campaign: "hello-2" } },
  ]);
  const { campaigns } = (await site.get<CampaignList>("/api/campaigns")).body;
  expect(campaigns).toEqual([
    {
      ...aCampaign("hello"),
      updatedAt: expect.any(Number),
      isPublished: false,
      counts: { shown: 2, ghosts: 1, clicks: 1 },
    },
  ]);
});

test("a segment that a published campaign uses cannot be deleted, and the campaign is named", async () => {
  const site = await aSite();
  await saveSegment(site, "regulars");
  await saveCampaign(site, "hello", { segmentsOut: ["regulars"] });
  const { status, body } = await site.delete("/api/segments/regulars");
  expect([status, body.detail]).toEqual([409, expect.stringContaining("“Campaign hello”")]);
  await saveCampaign(site, "hello", { segmentsOut: ["regulars"], status: "paused" });
  expect((await site.delete("/api/segments/regulars")).status).toBe(200);
});

const onlyFor = (segment: string) => ({
  variants: [
    {
      id: "a",
      share: 1,
      content: {
        form: "inline" as const,
        blocks: [
          { kind: "head" as const, title: "Hello" },
          { kind: "text" as const, text: "Again", when: { in: [], out: [segment] } },
        ],
      },
    },
  ],
});

test("nor can one that a block of it asks for, and the list names the campaign", async () => {
  const site = await aSite();
  await saveSegment(site, "regulars");
  await saveSegment(site, "hello");
  await saveCampaign(site, "hello", onlyFor("regulars"));
  const { status, body } = await site.delete("/api/segments/regulars");
  expect([status, body.detail]).toEqual([409, expect.stringContaining("“Campaign hello”")]);
  const { segments } = (await site.get<SegmentList>("/api/segments")).body;
  expect(segments.map(({ id, usedBy }) => [id, usedBy.length])).toEqual([
    ["hello", 0],
    ["regulars", 1],
  ]);
  expect((await site.delete("/api/segments/hello")).status).toBe(200);
});

test("publishing puts segments and published campaigns live as one snapshot", async () => {
  const site = await aSite();
  await saveSegment(site, "regulars");
  await saveCampaign(site, "hello", { segmentsIn: ["regulars"] });
  await saveCampaign(site, "idea", { status: "draft" });
  expect(await publicationOf(site)).toEqual({
    version: 0,
    publishedAt: 0,
    changes: ["Segment regulars", "Campaign hello"],
    liveWithinSeconds: 68,
  });
  const { status, body } = await site.post<Publication>("/api/publication");
  expect([status, body.version, body.changes]).toEqual([200, 1, []]);
  expect(await liveIn(site)).toEqual({
    version: 1,
    publishedAt: body.publishedAt,
    site: site.settings,
    segments: [aSegment("regulars", REGULARS)],
    campaigns: [aCampaign("hello", { segmentsIn: ["regulars"] })],
    journeys: [],
  });
  expect(await publicationOf(site)).toEqual(body);
  const { campaigns } = (await site.get<CampaignList>("/api/campaigns")).body;
  expect(campaigns.map(({ id, isPublished }) => [id, isPublished])).toEqual([
    ["hello", true],
    ["idea", false],
  ]);
});

describe("the linter", () => {
  const findingsOf = async (site: TestSite) =>
    (await site.get<PublicationFindings>("/api/publication/findings")).body.findings;

  test("names what two campaigns have between them, with a visitor whom it meets", async () => {
    const site = await aSite();
    const visitor = await visit(site, [ARRIVE]);
    await saveSegment(site, "everybody", { field: "visits", op: "gte", value: 1 });
    const both = { segmentsIn: ["everybody"], holdoutShare: 0.1 };
    await saveCampaign(site, "hello", both);
    await saveCampaign(site, "late", { ...both, priority: 10 });
    expect(await findingsOf(site)).toEqual([
      {
        kind: "shadowed",
        level: "warn",
        campaign: "late",
        name: "Campaign late",
        field: "priority",
        by: "hello",
        text: expect.stringContaining("“Campaign hello”"),
        example: visitor,
      },
    ]);
    expect((await site.post("/api/publication")).status).toBe(200);
  });

  test("knows the shop's pools and the codes left in them", async () => {
    const site = await aSite();
    const content: Content = {
      form: "inline",
      blocks: [
        { kind: "head", title: "Yours" },
        { kind: "coupon", pool: "ten", label: "Show it" },
      ],
    };
    await saveCampaign(site, "code", {
      role: "offer",
      holdoutShare: 0.1,
      variants: [{ id: "a", share: 1, content }],
    });
    const { status, body } = await site.post("/api/publication");
    expect([status, body.field]).toEqual([400, "campaigns.code.variants"]);
    const pool = {
      id: "ten",
      name: "Ten",
      expiresAt: null,
      validDays: null,
      budget: null,
      needsCustomer: false,
    };
    await site.put("/api/coupons/ten", pool);
    expect(await findingsOf(site)).toMatchObject([{ kind: "codeless", level: "warn" }]);
    await site.post("/api/coupons/ten/codes", { codes: ["TEN-1"] });
    const { body: found } = await site.get<PublicationFindings>("/api/publication/findings");
    expect(found).toEqual({ findings: [], shop: { freeCodes: { ten: 1 } } });
  });

  test("looks at nothing that would not be published", async () => {
    const site = await aSite();
    await saveCampaign(site, "idea", { status: "draft", schedule: { from: 2, until: 1 } });
    expect(await findingsOf(site)).toEqual([]);
  });

  test("lets nothing be published that nobody can see, and names it", async () => {
    const site = await aSite();
    await saveCampaign(site, "hello", { role: "offer", pageKinds: ["cart"] });
    const { status, body } = await site.post("/api/publication");
    expect([status, body.field, body.expected]).toEqual([
      400,
      "campaigns.hello.pageKinds",
      expect.stringContaining("An offer never shows on cart and checkout pages"),
    ]);
    expect(await liveIn(site)).toBeNull();
  });
});

test("what was saved, paused or deleted since is named until it is published, and versions only rise", async () => {
  const site = await aSite();
  await saveSegment(site, "regulars");
  await saveSegment(site, "guests");
  await saveCampaign(site, "hello");
  await saveCampaign(site, "bye", { placement: "bar" });
  await site.post("/api/publication");
  await saveSegment(site, "regulars", { all: [{ field: "visits", op: "gte", value: 3 }] });
  await site.delete("/api/segments/guests");
  await saveCampaign(site, "hello");
  await saveCampaign(site, "bye", { placement: "bar", status: "paused" });
  expect((await publicationOf(site)).changes).toEqual(["Segment regulars", "Segment guests", "Campaign bye"]);
  expect((await liveIn(site))!.campaigns).toHaveLength(2);
  await site.post("/api/publication");
  expect(await publicationOf(site)).toMatchObject({ version: 2, changes: [] });
  expect((await liveIn(site))!.campaigns.map(({ id }) => id)).toEqual(["hello"]);
  expect(await env.SNAPSHOTS.get<Snapshot>(`snapshot:${site.id}:1`, "json")).toMatchObject({ version: 1 });
});

test("settings changed since are named too", async () => {
  const site = await aSite();
  await site.post("/api/publication");
  await ask("PUT", `/api/sites/${site.id}`, ADMIN, { ...site.settings, holdoutShare: 0.1 });
  expect((await publicationOf(site)).changes).toEqual(["Site settings"]);
});

test("a publication that KV refuses is said to be not live, and the next one is", async () => {
  const site = await aSite();
  const kv = { put: () => Promise.reject(new Error("429 Too Many Requests")) };
  const headers = await site.owner();
  const refused = await api.request(
    `${ORIGIN}/publication`,
    { method: "POST", headers },
    { ...env, SNAPSHOTS: kv },
  );
  expect([refused.status, await liveIn(site)]).toEqual([503, null]);
  expect((await site.post<Publication>("/api/publication")).body.version).toBe(2);
  expect((await liveIn(site))!.version).toBe(2);
});

test("a campaign that refers to an unknown segment stops the whole publication", async () => {
  const site = await aSite();
  await saveCampaign(site, "hello");
  await saveCampaign(site, "lost", { segmentsIn: ["nowhere"] });
  const { status, body } = await site.post("/api/publication");
  expect([status, body.field]).toEqual([400, "campaigns.lost"]);
  expect(body.expected).toContain("“nowhere”");
  expect([await liveIn(site), (await publicationOf(site)).version]).toEqual([null, 0]);
});

test("so does a block for a segment that is unknown", async () => {
  const site = await aSite();
  await saveCampaign(site, "lost", onlyFor("nowhere"));
  const { status, body } = await site.post("/api/publication");
  expect([status, body.field]).toEqual([400, "campaigns.lost"]);
  expect(body.expected).toContain("“nowhere”");
});

test("of several publications at once each version is made once", async () => {
  const site = await aSite();
  await saveCampaign(site, "hello");
  const answers = await Promise.all([1, 2, 3].map(() => site.post<Publication>("/api/publication")));
  const versions = answers.flatMap(({ status, body }) => (status === 200 ? [body.version] : []));
  expect(new Set(versions).size).toBe(versions.length);
  expect(answers.every(({ status }) => status === 200 || status === 409)).toBe(true);
  expect((await publicationOf(site)).version).toBe(Math.max(...versions));
});

test("one site neither sees nor changes what another has saved", async () => {
  const [site, other] = [await aSite(), await aSite()];
  await saveSegment(site, "regulars");
  await saveCampaign(site, "hello");
  expect((await other.get<SegmentList>("/api/segments")).body.segments).toEqual([]);
  expect((await other.delete("/api/segments/regulars")).status).toBe(404);
  expect((await other.delete("/api/campaigns/hello")).status).toBe(404);
  await saveSegment(other, "regulars", { field: "visits", op: "gte", value: 9 });
  expect((await site.get<SegmentList>("/api/segments")).body.segments).toMatchObject([
    { condition: REGULARS },
  ]);
});

test("Hono's typed client of the routes reads success and problem by their own types", async () => {
  const site = await aSite();
  const client = hc<ApiType>("https://edge.test", {
    headers: await site.owner(),
    fetch: (input: RequestInfo | URL, init?: RequestInit) => api.request(input, init, env),
  });
  const publication = await client.publication.$get();
  const problem = await client.visitors[":id"].$get({ param: { id: "nobody" }, query: {} });
  expect(publication.ok && (await publication.json()).version).toBe(0);
  expect(problem.status === 404 && (await problem.json()).title).toBe("No such visitor");
});

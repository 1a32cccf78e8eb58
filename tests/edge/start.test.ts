/** What the start guide is told: who has knocked at /v1/sync, what is done, and what a page says of the tag. */
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import type { Problem } from "../../edge/problem.ts";
import { saveArrival } from "../../edge/store/arrivals.ts";
import { saveSite } from "../../edge/store/sites.ts";
import { MEASURE, PERSONALISE } from "../../model/consent.ts";
import type { SiteSettings } from "../../model/snapshot.ts";
import type { StartReport } from "../../model/start-report.ts";
import { aCampaign, aSegment } from "../support/builders.ts";
import { ADMIN, ARRIVE, aSite as aSignedInSite, ask, visit } from "./api/support.ts";
import { aPublishedSite, Visitor } from "./visitor.ts";

const report = async (site: { id: string }) =>
  (await ask<StartReport>("GET", `/api/start?site=${site.id}`, ADMIN)).body;

/** One that the dashboard knows too: publishing directly writes KV alone. */
async function aKnownSite(settings: Partial<SiteSettings> = {}) {
  const site = await aPublishedSite({}, settings);
  await saveSite(env.DB, site, "site", { by: "Test", at: 1 });
  return site;
}
const from = (origin: string) => ({ headers: { origin } });

test("a first request is told with its origin, page and time, and a later one is noted no sooner than ten minutes after", async () => {
  const site = await aKnownSite();
  const visitor = new Visitor(site);
  await visitor.sync(
    [ARRIVE],
    { page: { path: "/lamps/", kind: "listing", slots: [] } },
    from("https://shop.example"),
  );
  await visitor.sync(
    [ARRIVE],
    { page: { path: "/later/", kind: "listing", slots: [] } },
    from("https://shop.example"),
  );
  const { arrivals } = await report(site);
  expect(arrivals).toEqual([
    {
      outcome: "taken",
      origin: "https://shop.example",
      path: "/lamps/",
      given: "",
      firstAt: expect.any(Number),
      at: expect.any(Number),
    },
  ]);
});

test("an origin that the site does not name is told apart", async () => {
  const site = await aKnownSite({ origins: ["https://shop.example"] });
  const { status } = await new Visitor(site).sync([ARRIVE], {}, from("https://copy.example"));
  expect(status).toBe(403);
  const { arrivals, origins } = await report(site);
  expect(arrivals).toMatchObject([{ outcome: "origin", origin: "https://copy.example" }]);
  expect(origins).toEqual(["https://shop.example"]);
});

test.each([
  ["another checksum", (id: string) => `${id.slice(0, -2)}${id.endsWith("zz") ? "aa" : "zz"}`],
  ["another letter in the name", (id: string) => `x${id.slice(1)}`],
])("an id with %s is told to the site that was meant", async (_, mistyped) => {
  const site = await aKnownSite();
  const given = mistyped(site.id);
  const answer = await new Visitor({ ...site, id: given }).sync([ARRIVE], {}, from("https://shop.example"));
  expect(answer.status).toBe(400);
  expect((await report(site)).arrivals).toMatchObject([{ outcome: "checksum", given }]);
});

test("who may not be counted is told without their page", async () => {
  const site = await aKnownSite();
  await new Visitor(site).sync(
    [ARRIVE],
    { consent: MEASURE | PERSONALISE, page: { path: "/mine/", kind: "other", slots: [] } },
    { headers: { origin: "https://shop.example", "sec-gpc": "1" } },
  );
  expect((await report(site)).arrivals).toMatchObject([{ outcome: "no_consent", path: "" }]);
});

test("strangers cannot fill the table: sixty are kept of a site", async () => {
  const { id } = await aSignedInSite();
  for (let i = 0; i < 70; i++)
    await saveArrival(env.DB, id, { outcome: "origin", origin: `https://s${i}.example`, path: "/", at: i });
  const { arrivals } = await report({ id });
  expect(arrivals).toHaveLength(60);
  expect(arrivals[0]).toMatchObject({ origin: "https://s69.example" });
});

test("steps tick themselves from what there is", async () => {
  const site = await aSignedInSite();
  expect(await report(site)).toMatchObject({
    hasEvents: false,
    lastEventAt: 0,
    segments: 0,
    live: 0,
    ordersAt: null,
    subscribers: 0,
    keys: 1,
  });
  await visit(site);
  await site.put("/api/segments/lamps", aSegment("lamps", { field: "cart_value", op: "gte", value: 50 }));
  await site.put(`/api/campaigns/hello`, aCampaign("hello"));
  await site.post("/api/publication");
  const order = { id: "A-1", placedAt: "2026-11-22T10:15:00Z", valueMinor: 8900, currency: "EUR" };
  await ask("POST", `/v1/orders`, site.bearer, { orders: [order] });
  const done = await report(site);
  expect(done).toMatchObject({ hasEvents: true, segments: 1, live: 1, ordersAt: expect.any(Number) });
  expect(done.lastEventAt).toBeGreaterThan(0);
});

test("a page is looked at only where the Worker may go, and the answer names the field", async () => {
  const site = await aSignedInSite();
  for (const url of ["http://shop.example/", "https://10.0.0.1/", "https://shop.internal/", "nonsense"]) {
    const { status, body } = await site.post<Problem>("/api/start/look", { url });
    expect([status, body.field]).toEqual([400, "url"]);
  }
});

test("origins are named by the shop itself, and one that is none is refused with its place", async () => {
  const site = await aSignedInSite();
  expect((await site.put("/api/start/origins", { origins: ["https://shop.example"] })).status).toBe(200);
  expect((await report(site)).origins).toEqual(["https://shop.example"]);
  const { status, body } = await site.put<Problem>("/api/start/origins", { origins: ["shop.example"] });
  expect([status, body.field]).toEqual([400, "origins[0]"]);
  expect((await report(site)).origins).toEqual(["https://shop.example"]);
});

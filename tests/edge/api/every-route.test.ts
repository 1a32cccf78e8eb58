/**
 * Every route with every credential. The routes are the Worker's own, taken from Hono, so that a new one fails here until it
 * stands in the table; what each credential may is written out, and not asked of the code that decides it.
 */
import { env } from "cloudflare:workers";
import { beforeAll, expect, test } from "vitest";
import { app } from "../../../edge/app.ts";
import { sha256Hex } from "../../../edge/digest.ts";
import { ADMIN, aMember, aSite, ORIGIN, type TestSite } from "./support.ts";

/** For whom a route is: the rows of EXPECTED. */
const ROUTES: Record<string, string[]> = {
  /** Anybody: a page of the shop, the dashboard's own files, a signed hook. No credential changes the answer. */
  open: [
    "POST /v1/sync",
    "POST /v1/coupon",
    "GET /v1/popular",
    "GET /v1/push/key",
    "POST /v1/push/subscriptions",
    "POST /v1/preview",
    "POST /v1/hooks/:door",
    "POST /api/session",
    "GET /local/clock",
    "POST /local/clock",
    "GET /local/counters",
    "POST /local/truth",
    "GET /dashboard/*",
    "GET /demo/*",
    "GET /health",
    "POST /v1/me/export",
    "POST /v1/me/erase",
    "GET /api/openapi.json",
  ],
  writeKey: [
    "POST /v1/decide",
    "POST /v1/decide/coupon",
    "POST /v1/batch",
    "POST /v1/identify",
    "POST /v1/track",
    "POST /v1/page",
    "POST /v1/screen",
    "POST /v1/group",
    "POST /v1/alias",
  ],
  server: ["POST /v1/orders", "POST /v1/service-minutes"],
  tell: ["POST /v1/imports/products", "POST /v1/imports/customers"],
  admin: ["PUT /api/sites/:id", "POST /api/sign-in-links"],
  read: [
    "DELETE /api/session",
    "GET /api/me",
    "GET /api/overview",
    "GET /api/overview/panels",
    "GET /api/search",
    "GET /api/start",
    "GET /api/running",
    "GET /api/running/quota",
    "GET /api/bots",
    "GET /api/live",
    "GET /api/visitors",
    "GET /api/visitors/:id",
    "GET /api/customers",
    "GET /api/customers/:id",
    "GET /api/buyers/rfm",
    "GET /api/buyers/falls",
    "GET /api/buyers/lifecycle",
    "GET /api/segments",
    "POST /api/segments/preview",
    "POST /api/segments/overlap",
    "POST /api/segments/growth",
    "GET /api/segments/:id/members",
    "GET /api/segments/:id/sizes",
    "POST /api/segment-counts",
    "GET /api/segment-counts/:id",
    "GET /api/suggestions",
    "GET /api/personas",
    "GET /api/campaigns",
    "GET /api/campaigns/:id/results",
    "GET /api/campaigns/:id/answers",
    "GET /api/campaign-results",
    "GET /api/coupons",
    "GET /api/journeys",
    "GET /api/journeys/:id",
    "GET /api/journeys/:id/results",
    "GET /api/journeys/:id/enrolments",
    "GET /api/push",
    "GET /api/broadcasts",
    "GET /api/broadcasts/:id",
    "GET /api/broadcasts/:id/results",
    "POST /api/broadcast-size",
    "GET /api/deliveries",
    "GET /api/reach",
    "GET /api/publication",
    "GET /api/publication/findings",
    "GET /api/orders",
    "GET /api/orders/:id",
    "GET /api/doors",
    "GET /api/revenue",
    "GET /api/rates",
    "GET /api/value",
    "GET /api/value/model",
    "GET /api/value/buyers/:who",
    "GET /api/scoring",
    "GET /api/feed",
    "GET /api/health",
    "GET /api/changes",
    "GET /api/changes/:seq",
  ],
  contacts: ["GET /api/leads"],
  edit: [
    "PUT /api/segments/:id",
    "DELETE /api/segments/:id",
    "PUT /api/personas/settings",
    "PUT /api/campaigns/:id",
    "DELETE /api/campaigns/:id",
    "POST /api/campaigns/:id/preview-links",
    "PUT /api/coupons/:id",
    "POST /api/coupons/:id/codes",
    "POST /api/coupons/:id/generated",
    "GET /api/coupons/:id/waiting",
    "POST /api/coupons/:id/confirmed",
    "PUT /api/journeys/:id",
    "DELETE /api/journeys/:id",
    "PUT /api/push/settings",
    "POST /api/push/test",
    "PUT /api/broadcasts/:id",
    "DELETE /api/broadcasts/:id",
    "POST /api/broadcasts/:id/send",
    "POST /api/broadcasts/:id/pause",
    "POST /api/broadcasts/:id/resume",
    "POST /api/broadcasts/:id/cancel",
    "POST /api/deliveries/:id/replay",
    "POST /api/publication",
    "POST /api/orders/import",
    "PUT /api/revenue",
    "PUT /api/rates",
    "DELETE /api/rates/:currency/:day",
    "PUT /api/value/settings",
    "POST /api/value/service-minutes",
    "PUT /api/scoring",
    "PUT /api/feed",
    "DELETE /api/feed",
    "DELETE /api/visitors/:id/links/:since",
    "PUT /api/start/origins",
    "POST /api/start/look",
    "POST /api/dead-letters/:id/replay",
  ],
  export: [
    "GET /api/leads/export",
    "GET /api/visitors/:id/export",
    "GET /api/segments/:id/export",
    "GET /api/segments/:id/audience",
  ],
  erase: ["DELETE /api/visitors/:id", "DELETE /api/leads/:type/:value", "DELETE /api/customers/:id"],
  access: [
    "GET /api/members",
    "POST /api/members",
    "PUT /api/members/:id",
    "DELETE /api/members/:id",
    "POST /api/members/:id/links",
    "GET /api/keys",
    "POST /api/keys",
    "DELETE /api/keys/:hash",
    "GET /api/webhooks",
    "POST /api/webhooks",
    "PUT /api/webhooks/:id",
    "DELETE /api/webhooks/:id",
    "POST /api/webhooks/:id/secret",
    "POST /api/webhooks/:id/test",
    "GET /api/webhooks/:id/messages",
    "POST /api/webhooks/:id/replay",
    "POST /api/push/keys",
    "POST /api/doors/:door/secret",
    "DELETE /api/doors/:door/previous-secret",
  ],
};

/** All are sent with the site they ask for, `?site=`. */
const CREDENTIALS = [
  "none",
  "wrong bearer",
  "other site's key",
  "server key",
  "viewer key",
  "editor key",
  "viewer",
  "editor",
  "owner",
  "removed member",
  "admin token",
  "owner from another site's page",
] as const;
type Credential = (typeof CREDENTIALS)[number];

/** In the order of CREDENTIALS: let in (+), or the status of the refusal. A looking request may come from anywhere: -. */
const EXPECTED: Record<string, string> = {
  open: "+   +   +   +   +   +   +   +   +   +   +   +",
  // The key alone says whose events they are.
  writeKey: "401 401 +   +   403 +   401 401 401 401 401 401",
  server: "401 401 403 +   403 +   401 401 401 401 +   401",
  tell: "401 401 403 +   403 +   403 +   +   401 +   403",
  admin: "401 401 403 403 403 403 403 403 403 401 +   403",
  read: "401 401 403 403 +   +   +   +   +   401 +   -",
  contacts: "401 401 403 403 403 +   403 +   +   401 +   -",
  edit: "401 401 403 403 403 +   403 +   +   401 +   -",
  export: "401 401 403 403 403 403 403 403 +   401 +   -",
  erase: "401 401 403 403 403 403 403 403 +   401 +   -",
  access: "401 401 403 403 403 403 403 403 +   401 +   -",
};

const WALKED = Object.entries(ROUTES).flatMap(([access, routes]) =>
  routes.map((route) => [route, access] as const),
);

let site: TestSite;
let headersOf: Record<Credential, Record<string, string>>;
beforeAll(async () => {
  site = await aSite();
  const other = await aSite();
  const keyOf = async (of: TestSite, scope: string) => {
    const key = `key-${crypto.randomUUID()}`;
    await env.DB.prepare(
      "INSERT INTO keys (hash, site, name, scope, created_at) VALUES (?1, ?2, 'test', ?3, 0)",
    )
      .bind(await sha256Hex(key), of.id, scope)
      .run();
    return { authorization: `Bearer ${key}` };
  };
  const removed = await aMember(site.id, "owner");
  const owner = await site.owner();
  await site.delete(`/api/members/${removed.id}`);
  headersOf = {
    none: {},
    "wrong bearer": { authorization: "Bearer wrong" },
    "other site's key": await keyOf(other, "editor"),
    "server key": await keyOf(site, "server"),
    "viewer key": await keyOf(site, "viewer"),
    "editor key": await keyOf(site, "editor"),
    viewer: await aMember(site.id, "viewer"),
    editor: await aMember(site.id, "editor"),
    owner,
    "removed member": removed,
    "admin token": ADMIN,
    "owner from another site's page": { ...owner, origin: "https://evil.example" },
  };
});

const JSON_TYPE = { "content-type": "application/json" };
let cases = 0;

async function statusOf(route: string, credential: Credential): Promise<number> {
  cases++;
  const [method, path] = route.split(" ") as [string, string];
  const asked = `${path.replaceAll(/:\w+/g, "some-id").replace("*", "some-file")}?site=${site.id}`;
  // Each from an address of its own: how often one may come is another matter.
  const headers = { "cf-connecting-ip": `${cases}`, ...headersOf[credential] };
  const sent = method === "GET" ? { headers } : { headers: { ...headers, ...JSON_TYPE }, body: "{}" };
  return (await app.request(ORIGIN + asked, { method, ...sent }, env)).status;
}

test("every route stands in the table, and nothing that is no route", () => {
  const routes = app.routes.flatMap(({ method, path }) => (method === "ALL" ? [] : [`${method} ${path}`]));
  expect(WALKED.map(([route]) => route).sort()).toEqual([...new Set(routes)].sort());
});

test.each(WALKED)("%s lets in whom it is for (%s)", async (route, access) => {
  const expected = EXPECTED[access]!.split(/ +/);
  const unknown = await statusOf(route, "none");
  for (const [i, credential] of CREDENTIALS.entries()) {
    const status = credential === "none" ? unknown : await statusOf(route, credential);
    const isLooking = route.startsWith("GET ");
    const said = expected[i] === "-" ? (isLooking ? "+" : "403") : expected[i];
    const isLetIn =
      access === "open" ? status === unknown : status < 500 && ![401, 403, 429].includes(status);
    expect([credential, said === "+" ? isLetIn : status]).toEqual([credential, said === "+" || Number(said)]);
  }
});

test("so many were tried: every route with every credential", () => {
  expect(cases).toBe(WALKED.length * CREDENTIALS.length);
  expect(cases).toBeGreaterThan(1_400);
});

/** First-party mode: the Worker under a path of the shop's own zone, and the cookie by which a wiped browser is known. */
import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { describe, expect, test } from "vitest";
import { app } from "../../edge/app.ts";
import type { Env } from "../../edge/env.ts";
import { openPassport } from "../../edge/passport.ts";
import { EXPLICIT, MEASURE, PERSONALISE } from "../../model/consent.ts";
import type { SyncRequest } from "../../model/sync.ts";
import { ARRIVE, aPublishedSite, VIEW, Visitor, withoutQueue } from "./visitor.ts";

const SHOP = "https://shop.example";
const worker = (changes: Partial<Env> = {}) => withoutQueue({ FIRST_PARTY_PATH: "/x7", ...changes });
const ALL = EXPLICIT | MEASURE | PERSONALISE;

interface Sent {
  cookie?: string | undefined;
  origin?: string;
  path?: string;
  env?: Env;
  headers?: Record<string, string>;
}

/** One sync of a shop's page to the shop's own path; answers what the browser would keep. */
async function post(
  request: SyncRequest,
  { cookie, origin = SHOP, path = "/x7/v1/sync", env = worker(), headers = {} }: Sent = {},
) {
  const context = createExecutionContext();
  const response = await app.request(
    SHOP + path,
    {
      method: "POST",
      body: JSON.stringify(request),
      headers: { origin, ...(cookie && { cookie }), ...headers },
    },
    env,
    context,
  );
  const [, second = "{}"] = (await response.text()).split("\n");
  await waitOnExecutionContext(context);
  const header = response.headers.get("set-cookie");
  const { passport } = JSON.parse(second) as { passport?: string };
  const opened = passport && (await openPassport(env, request.site, passport, Date.now()));
  return {
    status: response.status,
    header,
    cookie: header?.split(";")[0],
    visitor: opened ? opened.visitor : undefined,
    profile: opened ? opened.profile : undefined,
  };
}

describe("the cookie", () => {
  test("is set with a measured sync of the shop's own page, for this path alone and out of reach of scripts", async () => {
    const site = await aPublishedSite();
    const { status, header } = await post(new Visitor(site).request([ARRIVE], { consent: ALL }));
    expect(status).toBe(200);
    // The second ends what an earlier release has set for the sync alone.
    const [set, ended] = header!.split(/, (?=__)/);
    const [pair, ...attributes] = set!.split("; ");
    expect(ended).toContain("=; Max-Age=0; Path=/x7/v1/sync;");
    expect(pair).toMatch(new RegExp(`^__Secure-impuls-${site.id}=`));
    expect(attributes.sort()).toEqual(
      ["HttpOnly", "Max-Age=34560000", "Path=/x7/v1", "SameSite=Lax", "Secure"].sort(),
    );
  });

  test.each<[string, Partial<SyncRequest>, Sent]>([
    ["to another origin's page", {}, { origin: "https://elsewhere.example" }],
    ["at the edge's own address", {}, { path: "/v1/sync" }],
    ["where the mode is off", {}, { path: "/v1/sync", env: withoutQueue() }],
    ["to a robot", {}, { headers: { "user-agent": "Googlebot/2.1 (+http://www.google.com/bot.html)" } }],
  ])("is not set %s", async (_, changes, sent) => {
    const visitor = new Visitor(await aPublishedSite());
    const { status, header } = await post(visitor.request([ARRIVE], { consent: ALL, ...changes }), sent);
    expect([status, header]).toEqual([200, null]);
  });

  test("is begun anew with every visit, and costs nothing in between", async () => {
    const visitor = new Visitor(await aPublishedSite());
    await visitor.sync([ARRIVE]);
    expect((await post(visitor.request([VIEW], { consent: ALL }))).header).toBeNull();
    expect((await post(visitor.request([VIEW], { consent: ALL, rebuild: true }))).header).toContain(
      "Max-Age",
    );
  });

  test.each([
    ["without any consent", EXPLICIT],
    ["where only personalising is allowed", EXPLICIT | PERSONALISE],
    ["under Global Privacy Control, where consent was only assumed", MEASURE | PERSONALISE],
  ])("is deleted %s", async (_, consent) => {
    const visitor = new Visitor(await aPublishedSite());
    const { cookie } = await post(visitor.request([ARRIVE], { consent: ALL }));
    const headers = { "sec-gpc": "1" };
    const { header } = await post(visitor.request([], { consent }), { cookie, headers });
    expect(header).toMatch(
      /^__Secure-impuls-[\w-]+=; Max-Age=0; Path=\/x7\/v1;.*Max-Age=0; Path=\/x7\/v1\/sync;/,
    );
  });
});

describe("a browser whose storage was wiped", () => {
  test("is the visitor it was, with the profile D1 has of them", async () => {
    const site = await aPublishedSite();
    const before = new Visitor(site);
    const { cookie } = await post(before.request([ARRIVE, VIEW], { consent: ALL }));
    const wiped = new Visitor(site);
    const again = await post(wiped.request([ARRIVE], { consent: ALL }), { cookie });
    expect(again.visitor).toBe(await before.id());
    expect(Object.keys(again.profile!.viewed)).toEqual(["lamp-sowa"]);
    expect(await wiped.stored()).toBeNull();
    expect(again.cookie).toMatch(/^__Secure/);
  });

  test("stays that visitor with the passport it was given", async () => {
    const site = await aPublishedSite();
    const before = new Visitor(site);
    const { cookie } = await post(before.request([ARRIVE], { consent: ALL }));
    const wiped = new Visitor(site);
    const lost = await post(wiped.request([ARRIVE], { consent: ALL }), { cookie });
    const repeated = await post(wiped.request([ARRIVE], { consent: ALL }), { cookie: lost.cookie });
    expect(repeated.visitor).toBe(await before.id());
  });

  test("without the cookie, or with one that is forged or another site's, is a new visitor", async () => {
    const [site, other] = [await aPublishedSite(), await aPublishedSite()];
    const { cookie } = await post(new Visitor(site).request([ARRIVE], { consent: ALL }));
    const elsewhere = await post(new Visitor(other).request([ARRIVE], { consent: ALL }));
    const moved = elsewhere.cookie!.replace(other.id, site.id);
    for (const given of [undefined, cookie!.replace(/.{4}$/, "AAA%3D"), moved]) {
      const wiped = new Visitor(site);
      const { visitor } = await post(wiped.request([ARRIVE], { consent: ALL }), { cookie: given });
      expect(visitor).toBe(await wiped.id());
    }
  });

  test("whose visitor D1 no longer has begins as a new one, and the cookie names that one", async () => {
    const site = await aPublishedSite();
    // Nothing was measured of it: a cookie without a row.
    const { cookie } = await post(new Visitor(site).request([], { consent: ALL }));
    const wiped = new Visitor(site);
    const next = await post(wiped.request([ARRIVE], { consent: ALL }), { cookie });
    expect(next.visitor).toBe(await wiped.id());
    const once = new Visitor(site);
    const { visitor } = await post(once.request([ARRIVE], { consent: ALL }), { cookie: next.cookie });
    expect(visitor).toBe(await wiped.id());
  });
});

describe("under the shop's path", () => {
  const get = async (path: string, env = worker()) => {
    const asked: string[] = [];
    const ASSETS = {
      fetch: async (request: Request) => {
        asked.push(new URL(request.url).pathname);
        return new Response("script");
      },
    } as unknown as Fetcher;
    const response = await app.request(SHOP + path, {}, { ...env, ASSETS }, createExecutionContext());
    return [response.status, asked];
  };

  test("the script and its parts are served", async () => {
    expect(await get("/x7/i.js")).toEqual([200, ["/i.js"]]);
    expect(await get("/x7/page-0a1b2c3d.js")).toEqual([200, ["/page-0a1b2c3d.js"]]);
  });

  test.each(["/x8/i.js", "/x7/api/overview", "/x7/dashboard/", "/x7/../worker.js", "/x7/demo/shop.js"])(
    "%s is not",
    async (path) => {
      expect((await get(path))[0]).toBe(404);
    },
  );

  test("nothing is while the mode is off", async () => {
    expect(await get("/x7/i.js", withoutQueue())).toEqual([404, []]);
    expect(await get("/undefined/i.js", withoutQueue())).toEqual([404, []]);
  });
});

/** Signing in and out, and what a session is good for. Which credential opens which route: every-route.test.ts. */
import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import { sha256Hex } from "../../../edge/digest.ts";
import { api } from "../../../edge/routes/api.ts";
import type { SignInLink } from "../../../model/member.ts";
import type { Me } from "../../../model/report.ts";
import { ADMIN, aSite, ask, ORIGIN, signedInBy, type TestSite } from "./support.ts";

/** A link made by the admin token. */
async function linkOf(site: TestSite): Promise<{ path: string; expiresAt: number }> {
  const { body } = await ask<{ path: string; expiresAt: number }>(
    "POST",
    `/api/sign-in-links?site=${site.id}`,
    ADMIN,
  );
  return body;
}
const codeOf = ({ path }: { path: string }) => path.split("#")[1]!;

/** Signed in by the admin token's link, as a browser sends it back. */
const cookieOf = async (site: TestSite) => (await signedInBy(codeOf(await linkOf(site)))).cookie;

/** A try from an address of its own: how often one may try is another matter. */
const open = (code: string, more: Record<string, string> = {}, worker = env) =>
  ask("POST", "/api/session", { "cf-connecting-ip": crypto.randomUUID(), ...more }, { code }, worker);

test("a local run’s link opens the dashboard of its site for 30 days, again and again within its day", async () => {
  const site = await aSite();
  const link = await linkOf(site);
  expect(link.path).toMatch(/^\/dashboard\/sign-in#[\w-]{32}$/);
  expect(link.expiresAt / 3_600_000).toBeCloseTo(Date.now() / 3_600_000 + 24, 1);
  for (const _ of [1, 2]) {
    const { status, headers } = await open(codeOf(link));
    expect(status).toBe(200);
    const [pair, ...attributes] = headers.get("set-cookie")!.split("; ");
    expect(attributes.sort()).toEqual(["HttpOnly", "Max-Age=2592000", "Path=/", "SameSite=Strict", "Secure"]);
    const { body } = await ask<Me>("GET", "/api/me", { cookie: pair! });
    expect(body.site).toEqual(site.settings);
  }
});

test("a cookie for a local run without https is not marked Secure", async () => {
  const code = codeOf(await linkOf(await aSite()));
  const { headers } = await api.request(
    "http://127.0.0.1:8787/session",
    { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ code }) },
    env,
  );
  expect(headers.get("set-cookie")).not.toContain("Secure");
});

test("a link that has expired, or whose code is wrong, opens nothing", async () => {
  const site = await aSite();
  await env.DB.prepare(
    "INSERT INTO sign_in_links (hash, site, member, expires_at, is_lasting) VALUES (?1, ?2, 'one', ?3, 1)",
  )
    .bind(await sha256Hex(`old ${site.id}`), site.id, Date.now() - 1)
    .run();
  for (const code of [`old ${site.id}`, "guessed"]) {
    const { status, headers } = await open(code);
    expect([status, headers.get("set-cookie")]).toEqual([401, null]);
  }
});

test("a deployed edge’s link opens once, whoever else has seen it", async () => {
  const deployed = { ...env, LOCAL: "no" };
  const site = await aSite();
  const { body } = await ask<SignInLink>(
    "POST",
    `/api/sign-in-links?site=${site.id}`,
    ADMIN,
    undefined,
    deployed,
  );
  const code = codeOf(body);
  const statuses = await Promise.all([1, 2, 3].map(async () => (await open(code, {}, deployed)).status));
  expect(statuses.sort()).toEqual([200, 401, 401]);
});

test("whoever guesses codes is told to wait, with a right one too, and for keys as well; others are not", async () => {
  const from = { "cf-connecting-ip": "203.0.113.7" };
  const code = codeOf(await linkOf(await aSite()));
  for (let i = 0; i < 15; i++) {
    expect((await open(`guess ${i}`, from)).status).toBe(401);
    expect((await ask("GET", "/api/me", { ...from, authorization: `Bearer guess-${i}` })).status).toBe(401);
  }
  const refused = await open(code, from);
  expect([refused.status, refused.body.type]).toEqual([429, "urn:impuls:problem:rate"]);
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  expect((await ask("GET", "/api/me", { ...from, ...ADMIN })).status).toBe(429);
  expect((await open(code)).status).toBe(200);
});

test("no code is kept, its hash alone", async () => {
  const code = codeOf(await linkOf(await aSite()));
  const { results } = await env.DB.prepare("SELECT * FROM sign_in_links").all();
  expect(JSON.stringify(results)).toContain(await sha256Hex(code));
  expect(JSON.stringify(results)).not.toContain(code);
});

test("a cookie changed by one character is nobody's", async () => {
  const cookie = await cookieOf(await aSite());
  const forged = cookie.replace(/=(.)/, (_, first: string) => `=${first === "s" ? "t" : "s"}`);
  expect((await ask("GET", "/api/me", { cookie })).status).toBe(200);
  expect((await ask("GET", "/api/me", { cookie: forged })).status).toBe(401);
});

test("a session outlives the change of the master secret by one", async () => {
  const cookie = await cookieOf(await aSite());
  const changed = { ...env, MASTER_SECRET: "another secret", MASTER_SECRET_PREVIOUS: env.MASTER_SECRET };
  const later = { ...env, MASTER_SECRET: "a third", MASTER_SECRET_PREVIOUS: "another secret" };
  expect((await api.request("/me", { headers: { cookie } }, changed)).status).toBe(200);
  expect((await api.request("/me", { headers: { cookie } }, later)).status).toBe(401);
});

describe("a request that a browser sends with its cookie", () => {
  const OWN = { origin: ORIGIN, "sec-fetch-site": "same-origin" };
  const CHANGES: [method: string, path: string, body?: object][] = [
    ["POST", "/api/publication"],
    ["PUT", "/api/feed", { url: "https://shop.example/feed" }],
    ["DELETE", "/api/feed"],
    ["POST", "/v1/imports/products"],
    ["DELETE", "/api/session"],
  ];
  test.each<[from: string, headers: Record<string, string>]>([
    ["no page that says so", {}],
    ["another site's page", { origin: "https://evil.example", "sec-fetch-site": "cross-site" }],
    ["another site's page in an older browser", { origin: "https://evil.example" }],
    [
      "a page of the same site on another host",
      { origin: "https://evil.edge.test", "sec-fetch-site": "same-site" },
    ],
    ["a page on another port", { origin: `${ORIGIN}:8443` }],
    ["a page without https", { origin: ORIGIN.replace("https", "http") }],
    ["a page that hides where it is", { origin: "null" }],
    ["a host that begins alike", { origin: `${ORIGIN}.evil.example` }],
    ["one whose origin is ours and whose site is not", { ...OWN, "sec-fetch-site": "cross-site" }],
    ["a bookmark", { ...OWN, "sec-fetch-site": "none" }],
  ])("changes nothing where it comes from %s", async (_, headers) => {
    const cookie = await cookieOf(await aSite());
    for (const [method, path, body] of CHANGES) {
      const refused = await ask(method, path, { cookie, ...headers }, body);
      expect([refused.status, refused.body.type], path).toEqual([403, "urn:impuls:problem:cross-site"]);
    }
    // What only looks may be asked for from anywhere: no other page can read the answer.
    const looked = await ask("GET", "/api/me", { cookie, ...headers });
    expect([looked.status, looked.headers.get("access-control-allow-origin")]).toEqual([200, null]);
  });

  test.each([OWN, { origin: ORIGIN }])(
    "changes something where it comes from the dashboard's own",
    async (headers) => {
      const cookie = await cookieOf(await aSite());
      expect((await ask("POST", "/api/publication", { cookie, ...headers })).status).toBe(200);
    },
  );
});

test("another site's page can neither sign a browser in nor send a form", async () => {
  const code = codeOf(await linkOf(await aSite()));
  for (const headers of [
    { origin: "https://evil.example" },
    { origin: ORIGIN, "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "cross-site" },
  ])
    expect((await open(code, headers as Record<string, string>)).status).toBe(403);
  const form = await ask("POST", "/api/session", { "content-type": "text/plain" }, JSON.stringify({ code }));
  expect(form.status).toBe(415);
});

test("signing out clears the cookie", async () => {
  const cookie = await cookieOf(await aSite());
  const { status, headers } = await ask("DELETE", "/api/session", { cookie, origin: ORIGIN });
  expect(status).toBe(200);
  expect(headers.get("set-cookie")).toMatch(/^impuls_session=; Max-Age=0;/);
});

test("a wrong key is not let in by the browser's cookie", async () => {
  const cookie = await cookieOf(await aSite());
  expect((await ask("GET", "/api/me", { cookie, authorization: "Bearer wrong" })).status).toBe(401);
});

test("the admin token opens the site it asks for, and no site that does not exist", async () => {
  const site = await aSite();
  const { body } = await ask<Me>("GET", `/api/me?site=${site.id}`, ADMIN);
  expect([body.site.id, body.isLocal]).toEqual([site.id, true]);
  expect((await ask("GET", "/api/me?site=nobody-00", ADMIN)).status).toBe(404);
  expect((await ask("GET", "/api/me", ADMIN)).status).toBe(200);
});

test("answers are not cached, framed or sniffed", async () => {
  const { headers } = await (await aSite()).get("/api/me");
  expect(headers.get("cache-control")).toBe("no-store");
  expect(headers.get("x-frame-options")).toBe("DENY");
  expect(headers.get("x-content-type-options")).toBe("nosniff");
  expect(headers.get("content-security-policy")).toContain("default-src 'none'");
});

test("unknown paths, methods and bodies get problem details", async () => {
  const site = await aSite();
  expect((await site.get("/api/nothing")).status).toBe(404);
  const method = await site.put("/api/overview", {});
  expect([method.status, method.headers.get("allow")]).toEqual([405, "GET, HEAD"]);
  expect((await site.put("/api/segments/a", "{")).body.type).toBe("urn:impuls:problem:json");
  expect((await site.put("/api/segments/a", { name: "x".repeat(200_000) })).status).toBe(413);
});

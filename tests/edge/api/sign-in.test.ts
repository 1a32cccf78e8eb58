/** Who gets in: every route refuses a missing, wrong or other site's credential. */
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { sha256Hex } from "../../../edge/digest.ts";
import { api } from "../../../edge/routes/api.ts";
import type { Me } from "../../../model/report.ts";
import { ADMIN, aSite, ask, ORIGIN, type TestSite } from "./support.ts";

const ROUTES = [
  ...new Map(
    api.routes
      .filter(({ method, path }) => method !== "ALL" && !(method === "POST" && path === "/session"))
      .map(({ method, path }) => [`${method} ${path}`, { method, path }]),
  ).values(),
].map(({ method, path }) => [method, `/api${path.replaceAll(/:\w+/g, "some-id")}`] as const);

test("there are routes to guard", () => {
  expect(ROUTES.map(([method, path]) => `${method} ${path}`)).toEqual(
    expect.arrayContaining([
      "GET /api/me",
      "PUT /api/segments/some-id",
      "POST /api/dead-letters/some-id/replay",
    ]),
  );
});

test.each(ROUTES)("%s %s refuses a request without credentials", async (method, path) => {
  const { status, headers, body } = await ask(method, path);
  expect([status, body.type]).toEqual([401, "urn:impuls:problem:sign-in"]);
  expect(headers.get("content-type")).toBe("application/problem+json");
});

test.each(ROUTES)("%s %s refuses wrong credentials", async (method, path) => {
  const headers: Record<string, string>[] = [
    { authorization: "Bearer wrong" },
    { authorization: "Bearer " },
    { authorization: `Basic ${btoa(`${env.ADMIN_TOKEN}:`)}` },
    { cookie: "impuls_session=some-site-00.99999999999999.c2lnbmF0dXJl", origin: ORIGIN },
  ];
  const statuses = await Promise.all(headers.map(async (each) => (await ask(method, path, each)).status));
  expect(statuses).toEqual([401, 401, 401, 401]);
});

test.each(ROUTES)("%s %s refuses another site's credentials", async (method, path) => {
  const [site, other] = [await aSite(), await aSite()];
  const asked = `${path}?site=${site.id}`;
  const cookie = { cookie: await cookieOf(other), origin: ORIGIN };
  expect((await ask(method, asked, other.bearer)).status).toBe(403);
  expect((await ask(method, asked, cookie)).status).toBe(403);
});

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

/** Signed in by a link, as a browser sends it back. */
async function cookieOf(site: TestSite): Promise<string> {
  const { headers } = await ask(
    "POST",
    "/api/session",
    { origin: ORIGIN },
    { code: codeOf(await linkOf(site)) },
  );
  return headers.get("set-cookie")!.split(";")[0]!;
}

test("a sign-in link opens the dashboard of its site for 30 days, again and again within its day", async () => {
  const site = await aSite();
  const link = await linkOf(site);
  expect(link.path).toMatch(/^\/dashboard\/sign-in#[\w-]{32}$/);
  expect(link.expiresAt / 3_600_000).toBeCloseTo(Date.now() / 3_600_000 + 24, 1);
  for (const _ of [1, 2]) {
    const { status, headers } = await ask("POST", "/api/session", {}, { code: codeOf(link) });
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
  await env.DB.prepare("INSERT INTO sign_in_links (hash, site, expires_at) VALUES (?1, ?2, ?3)")
    .bind(await sha256Hex(`old ${site.id}`), site.id, Date.now() - 1)
    .run();
  for (const code of [`old ${site.id}`, "guessed"]) {
    const { status, headers } = await ask("POST", "/api/session", {}, { code });
    expect([status, headers.get("set-cookie")]).toEqual([401, null]);
  }
});

test("only the admin token makes sign-in links", async () => {
  const site = await aSite();
  const cookie = { cookie: await cookieOf(site), origin: ORIGIN };
  expect((await site.post("/api/sign-in-links")).status).toBe(403);
  expect((await ask("POST", "/api/sign-in-links", cookie)).status).toBe(403);
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

test("a change sent with a cookie from another site's page, or from none, is refused", async () => {
  const site = await aSite();
  const cookie = await cookieOf(site);
  for (const headers of [{ cookie }, { cookie, origin: "https://evil.example" }, { cookie, origin: "null" }])
    expect((await ask("POST", "/api/publication", headers)).body.type).toBe("urn:impuls:problem:cross-site");
  expect((await ask("POST", "/api/publication", { cookie, origin: ORIGIN })).status).toBe(200);
});

test("another site's page can neither sign a browser in nor send a form", async () => {
  const code = codeOf(await linkOf(await aSite()));
  const crossing = await ask("POST", "/api/session", { origin: "https://evil.example" }, { code });
  const form = await ask("POST", "/api/session", { "content-type": "text/plain" }, JSON.stringify({ code }));
  expect([crossing.status, form.status]).toEqual([403, 415]);
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

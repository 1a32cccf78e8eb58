/** What every answer says to browsers, and who guesses is slowed down. */
import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import { app } from "../../edge/app.ts";
import { api } from "../../edge/routes/api.ts";
import { aSite, ask } from "./api/support.ts";
import { aPublishedSite, deployed } from "./visitor.ts";

const CLOSED = {
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "permissions-policy": expect.stringContaining("camera=()"),
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "content-security-policy": expect.stringMatching(/^default-src 'none'.*frame-ancestors 'none'/),
  "referrer-policy": expect.stringMatching(/^(same-origin|no-referrer)$/),
};
const HTTPS = { "strict-transport-security": "max-age=31536000" };

const get = (url: string, init: RequestInit = {}) =>
  app.request(url, init, deployed(), createExecutionContext());
const headersOf = ({ headers }: Response) => Object.fromEntries(headers);

test("every route of the API says to browsers that nobody may frame, sniff, cache or run it, whether it lets in or not", async () => {
  const site = await aSite();
  const paths = new Set(
    api.routes
      .filter(({ method }) => method === "GET")
      .map(({ path }) => path.replaceAll(/:\w+/g, "some-id")),
  );
  expect(paths.size).toBeGreaterThan(30);
  for (const path of [...paths, "/nothing"])
    for (const headers of [site.bearer, {}])
      expect(headersOf(await get(`https://edge.test/api${path}`, { headers })), path).toMatchObject({
        ...CLOSED,
        ...HTTPS,
        "cache-control": "no-store",
      });
});

test.each(["/dashboard/", "/dashboard/segments", "/dashboard/nothing.js"])(
  "%s cannot be framed, and runs nothing but its own",
  async (path) => {
    const answer = headersOf(await get(`https://edge.test${path}`));
    expect(answer).toMatchObject({ ...CLOSED, ...HTTPS });
    expect(answer["content-security-policy"]).not.toMatch(/unsafe|\*/);
    expect(headersOf(await get(`http://127.0.0.1:8787${path}`))).not.toHaveProperty(
      "strict-transport-security",
    );
  },
);

test("what the shop's pages ask for is never taken for anything but what it is", async () => {
  const site = await aPublishedSite();
  const asked: [string, RequestInit][] = [
    ["sync", { method: "POST", body: "{}" }],
    ["coupon", { method: "POST", body: "{}" }],
    ["preview", { method: "POST", body: "{}" }],
    ["push/subscriptions", { method: "POST", body: "{}" }],
    [`push/key?site=${site.id}`, {}],
    [`popular?site=${site.id}`, {}],
    ["decide", { method: "POST", body: "{}" }],
    ["decide/coupon", { method: "POST", body: "{}" }],
    ["orders", { method: "POST", body: "{}" }],
    ["nothing", {}],
  ];
  for (const [path, init] of asked)
    expect(
      (await get(`https://edge.test/v1/${path}`, init)).headers.get("x-content-type-options"),
      path,
    ).toBe("nosniff");
});

test.each([
  "/%",
  "/%E0%A4%A",
  "//evil.example/",
  "/\\evil.example/",
  "/demo/%00",
  "/demo//evil.example",
  "/dashboard/%ff.js",
  "/dashboard//evil.example",
  "/dashboard/..%2f..%2fapi/me",
  "/v1/%2e%2e/api/me",
  "/v1/sync/%3Cscript%3E",
  "/api/%",
  "/api/visitors/%E0%A4%A",
  "/api/openapi.json/x",
  "/local/%",
  `/${"a".repeat(8_000)}`,
])(
  "%s is answered: not by a fault of ours, nor by a way to another site, nor as a page that says it",
  async (path) => {
    for (const method of ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]) {
      const { status, headers } = await get(`https://edge.test${path}`, { method });
      expect(status, method).toBeLessThan(500);
      expect(headers.get("location") ?? "/", method).toMatch(/^(https:\/\/edge\.test)?\/(?!\/)/);
      const isPage = /^text\/html/.test(headers.get("content-type") ?? "");
      expect(isPage && !/^\/d(emo|ashboard)\//.test(path), method).toBe(false);
    }
  },
);

describe("who guesses", () => {
  test("a key or the admin token from one address waits after thirty, with a right one too; others do not", async () => {
    await aSite();
    const from = (address: string, authorization: string, path = "/api/me") =>
      ask("GET", path, { "cf-connecting-ip": address, authorization });
    for (let i = 0; i < 30; i++) expect((await from("192.0.2.1", `Bearer guess-${i}`)).status).toBe(401);
    const { status, headers, body } = await from("192.0.2.1", `Bearer ${env.ADMIN_TOKEN}`);
    expect([status, body.type]).toEqual([429, "urn:impuls:problem:rate"]);
    expect(Number(headers.get("retry-after"))).toBeGreaterThan(0);
    const links = await ask("POST", "/api/sign-in-links", {
      "cf-connecting-ip": "192.0.2.1",
      authorization: `Bearer ${env.ADMIN_TOKEN}`,
    });
    expect(links.status).toBe(429);
    expect((await from("192.0.2.2", `Bearer ${env.ADMIN_TOKEN}`)).status).toBe(200);
  });

  test("a write key waits as well", async () => {
    const track = (key: string) =>
      ask(
        "POST",
        "/v1/track",
        { "cf-connecting-ip": "192.0.2.3", authorization: `Basic ${btoa(`${key}:`)}` },
        {},
      );
    for (let i = 0; i < 30; i++) expect((await track(`guess-${i}`)).status).toBe(401);
    expect((await track("guess")).status).toBe(429);
  });
});

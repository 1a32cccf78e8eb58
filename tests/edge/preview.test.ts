/** A draft looked at in the shop's own page: who may, what they are shown, and that nothing comes of it. */
import { env } from "cloudflare:workers";
import { describe, expect, test, vi } from "vitest";
import type { Problem } from "../../edge/problem.ts";
import type { Preview, PreviewLink } from "../../model/preview.ts";
import { aCampaign } from "../support/builders.ts";
import { aSite, ask, type TestSite, visit } from "./api/support.ts";

const SHOP = { origin: "https://shop.example" };
const DRAFT = aCampaign("draft", {
  status: "draft",
  holdoutShare: 1,
  schedule: { until: 1 },
  variants: ["a", "b"].map((id) => ({
    id,
    share: 0.5,
    content: { form: "inline" as const, blocks: [{ kind: "head" as const, title: `Variant ${id}` }] },
  })),
});

async function aDraft(changes = {}): Promise<TestSite> {
  const site = await aSite({ origins: [SHOP.origin] });
  await site.put("/api/campaigns/draft", { ...DRAFT, ...changes });
  return site;
}
const linkTo = (site: TestSite, visitor: string | null = null, url = "https://shop.example/p/1?size=2") =>
  site.post<PreviewLink & Problem>("/api/campaigns/draft/preview-links", { url, visitor, as: "Quiet heron" });
async function tokenOf(site: TestSite, visitor?: string): Promise<string> {
  const { body } = await linkTo(site, visitor);
  return new URL(body.link).searchParams.get("impuls-preview")!;
}
const look = (site: string, token: string, headers: Record<string, string> = SHOP, language = "en") =>
  ask<Preview & Problem>("POST", "/v1/preview", headers, { site, token, language });

test("a link opens the page it was made for, and shows each variant of what is saved", async () => {
  const site = await aDraft();
  const { status, body } = await linkTo(site);
  expect(status).toBe(201);
  expect(body.link).toMatch(/^https:\/\/shop\.example\/p\/1\?size=2&impuls-preview=/);
  const shown = await look(site.id, await tokenOf(site));
  expect(shown.status).toBe(200);
  expect(shown.headers.get("access-control-allow-origin")).toBe(SHOP.origin);
  expect(shown.body).toMatchObject({ name: DRAFT.name, as: "Quiet heron", recent: [], cart: null });
  expect(shown.body.decisions).toMatchObject([
    { variant: "a", content: { blocks: [{ title: "Variant a" }] } },
    { variant: "b", content: { blocks: [{ title: "Variant b" }] } },
  ]);
  expect(JSON.stringify(shown.body)).not.toContain("ghost");
});

test.each([
  ["pl-PL", `Podgląd: ${DRAFT.name}`, "jako Quiet heron – nic nie jest liczone", "nie jest z tego sklepu"],
  ["en", `Preview of ${DRAFT.name}`, "as Quiet heron – nothing is counted", "not one of this shop"],
  ["de", `Preview of ${DRAFT.name}`, "as Quiet heron – nothing is counted", "not one of this shop"],
])(
  "whoever looks reads what the strip says, and why there is none, in their language (%s)",
  async (...[language, title, as, refusal]) => {
    const site = await aDraft();
    expect((await look(site.id, await tokenOf(site), SHOP, language)).body.words).toMatchObject({
      title,
      as,
    });
    expect((await look(site.id, "", SHOP, language)).body.detail).toContain(refusal);
  },
);

test("what has been saved since is shown, whether it is published or not", async () => {
  const site = await aDraft();
  const token = await tokenOf(site);
  await site.put("/api/campaigns/draft", { ...DRAFT, name: "Renamed" });
  expect((await look(site.id, token)).body.name).toBe("Renamed");
});

test("the visitor's own products and cart come with it", async () => {
  const site = await aDraft();
  const item = { id: "owl", name: "Owl lamp", url: "/owl", priceMinor: 4900, currency: "EUR" };
  const events = [
    { name: "view_item" as const, props: { item } },
    {
      name: "cart" as const,
      props: { lines: [{ id: "owl", quantity: 2 }], valueMinor: 9800, currency: "EUR" },
    },
  ];
  const visitor = await visit(site, events);
  const { body } = await look(site.id, await tokenOf(site, visitor));
  expect(body.recent).toMatchObject([{ id: "owl", name: "Owl lamp", url: "/owl" }]);
  expect(body.cart).toMatchObject({
    valueMinor: 9800,
    lines: [{ id: "owl", quantity: 2, name: "Owl lamp" }],
  });
});

test("looking leaves no trace in any table", async () => {
  const site = await aDraft();
  const token = await tokenOf(site);
  const { results: tables } = await env.DB.prepare(
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_%' ESCAPE '\\' AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'd1%'",
  ).all<{ name: string }>();
  const rows = () =>
    Promise.all(
      tables.map(({ name }) => env.DB.prepare(`SELECT COUNT(*) AS n FROM ${name}`).first<{ n: number }>("n")),
    );
  const before = await rows();
  expect(before.length).toBeGreaterThan(10);
  for (let i = 0; i < 3; i++) expect((await look(site.id, token)).status).toBe(200);
  expect(await rows()).toEqual(before);
});

describe("a preview is refused", () => {
  test("with a token of another site", async () => {
    const [site, other] = [await aDraft(), await aDraft()];
    const { status, body } = await look(site.id, await tokenOf(other));
    expect([status, body.field, body.type]).toEqual([403, "token", "urn:impuls:problem:preview"]);
  });
  test.each([
    ["another payload", (token: string) => `${btoa('["draft",null,"x",9e15]')}.${token.split(".")[1]}`],
    ["another signature", (token: string) => `${token.slice(0, -4)}AAAA`],
    ["half of it", (token: string) => token.split(".")[0]!],
    ["nothing", () => ""],
  ])("with %s", async (_, tampered) => {
    const site = await aDraft();
    expect((await look(site.id, tampered(await tokenOf(site)))).status).toBe(403);
  });
  test("after an hour, and says so", async () => {
    const site = await aDraft();
    const token = await tokenOf(site);
    vi.useFakeTimers({ now: Date.now() + 3_599_000, toFake: ["Date"] });
    expect((await look(site.id, token)).status).toBe(200);
    vi.setSystemTime(Date.now() + 2000);
    const { status, body } = await look(site.id, token);
    vi.useRealTimers();
    expect([status, body.type]).toEqual([410, "urn:impuls:problem:preview-expired"]);
  });
  test("where the campaign has been deleted", async () => {
    const site = await aDraft();
    const token = await tokenOf(site);
    await site.delete("/api/campaigns/draft");
    const { status, body } = await look(site.id, token);
    expect([status, body.type]).toEqual([404, "urn:impuls:problem:campaign"]);
  });
  test("from a page that is not the shop's", async () => {
    const site = await aDraft();
    const { status, body } = await look(site.id, await tokenOf(site), {
      origin: "https://elsewhere.example",
    });
    expect([status, body.field]).toEqual([403, "origin"]);
  });
  test("to whom asks for it too often", async () => {
    const site = await aDraft();
    const token = await tokenOf(site);
    vi.useFakeTimers({ now: Date.now(), toFake: ["Date"] });
    const statuses = [];
    for (let i = 0; i < 31; i++) statuses.push((await look(site.id, token)).status);
    vi.useRealTimers();
    expect(statuses.at(-1)).toBe(429);
  });
});

test.each([
  ["an address that is none", "shop.example/p", "url"],
  ["a script", "javascript:alert(1)", "url"],
  ["a page of another shop", "https://elsewhere.example/", "url"],
])("no link is made to %s", async (_, url, field) => {
  const { status, body } = await linkTo(await aDraft(), null, url);
  expect([status, body.field]).toEqual([400, field]);
});

test("no link is made of a campaign that is not there, and none without a credential", async () => {
  const site = await aSite();
  expect((await linkTo(site)).status).toBe(404);
  expect((await ask("POST", "/api/campaigns/draft/preview-links", {}, {})).status).toBe(401);
});

/** Tables of a segment: members with what is published of their traits, and hashed contacts of who consented. */
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { app } from "../../../edge/app.ts";
import { parseCsv } from "../../../model/csv.ts";
import type { Event } from "../../../model/event.ts";
import { aSegment } from "../../support/builders.ts";
import { ARRIVE, aSite, ask, LOOK, type TestSite, visit } from "./support.ts";

const KEEN = aSegment("keen", { field: "pages", op: "gte", value: 2 });

async function aSegmentedSite(): Promise<TestSite> {
  const site = await aSite();
  await site.put("/api/segments/keen", KEEN);
  return site;
}
async function tableOf(site: TestSite, path: string) {
  const response = await app.request(
    `https://edge.test/api/segments/${path}`,
    { headers: await site.owner() },
    env,
  );
  const text = await response.text();
  return { response, text, rows: parseCsv(text).rows.map(({ cells }) => cells) };
}

const identify = (traits: Record<string, string>): Event => ({ name: "identify", props: { traits } });
const contact = (type: "email" | "tel", value: string): Event => ({
  name: "answer",
  props: {
    campaign: "news",
    variant: "a",
    placement: "overlay",
    values: {},
    contacts: [{ type, name: type, value }],
    consent: { text: "One letter a month.", controller: "Polana, Kraków" },
  },
});
const sha256 = async (text: string) =>
  Array.from(new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text))), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");

test("a segment's members are a table, with orders, customer and the traits that published rules name", async () => {
  const site = await aSegmentedSite();
  const roomy = aSegment("roomy", { field: "trait", of: "room", op: "is", value: "bath" });
  await site.put("/api/segments/roomy", roomy);
  await site.post("/api/publication");
  const at = Date.UTC(2026, 10, 20, 9);
  const order: Event = {
    name: "purchase",
    props: { orderId: "A-1", valueMinor: 12_345, currency: "EUR", lines: [] },
  };
  const keen = await visit(
    site,
    [ARRIVE, LOOK, identify({ room: '=HYPERLINK("evil")', shoe_size: "38" }), order],
    { at },
  );
  await visit(site, [ARRIVE], { at });
  await env.DB.prepare("INSERT INTO links (site, visitor, since, customer) VALUES (?1, ?2, 1, 'anna')")
    .bind(site.id, keen)
    .run();
  const { response, rows } = await tableOf(site, "keen/export");
  expect(response.headers.get("content-disposition")).toContain("keen.csv");
  expect(response.headers.get("link")).toBeNull();
  expect(rows).toEqual([
    ["visitor", "customer", "first_seen", "last_seen", "visits", "orders", "spent", "currency", "room"],
    [
      keen.startsWith("-") ? `'${keen}` : keen,
      "anna",
      "2026-11-20T09:00:00.000Z",
      "2026-11-20T09:00:03.000Z",
      "1",
      "1",
      "123.45",
      "EUR",
      `'=HYPERLINK("evil")`,
    ],
  ]);
  expect(rows.flat()).not.toContain("38");
});

test("a longer table comes in pages, each member once", async () => {
  const site = await aSegmentedSite();
  const row = await visit(site, [ARRIVE, LOOK]);
  // So many like that one that a table ends before them.
  await env.DB.prepare(
    `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 7600)
     INSERT INTO visitors (site, id, rev, last_day, segments, profile, seen, events, pages)
     SELECT site, printf('copy%018d', i), rev, last_day, segments, profile, seen, events, pages
     FROM visitors, n WHERE site = ?1 AND id = ?2`,
  )
    .bind(site.id, row)
    .run();
  const first = await tableOf(site, "keen/export");
  const [, next] = /<([^>]+)>; rel="next"/.exec(first.response.headers.get("link")!)!;
  const second = await tableOf(site, next!.replace("/api/segments/", ""));
  expect(second.response.headers.get("link")).toBeNull();
  const ids = [...first.rows.slice(1), ...second.rows.slice(1)].map(([id]) => id);
  expect([ids.length, new Set(ids).size]).toEqual([7_601, 7_601]);
});

test("an audience has the hash of each contact left with consent by who is in the segment", async () => {
  const site = await aSegmentedSite();
  await visit(site, [ARRIVE, LOOK, contact("email", "Anna@Shop.Example")]);
  await visit(site, [ARRIVE, LOOK, contact("tel", "0048 600-100-200")]);
  await visit(site, [ARRIVE, LOOK, contact("tel", "600 100 200")]);
  await visit(site, [ARRIVE, contact("email", "outside@shop.example")]);
  const { rows, text } = await tableOf(site, "keen/audience");
  expect(rows[0]).toEqual(["email", "phone"]);
  expect(rows.slice(1).sort()).toEqual(
    [
      [await sha256("anna@shop.example"), ""],
      ["", await sha256("+48600100200")],
    ].sort(),
  );
  expect(text.toLowerCase()).not.toContain("anna");
});

test("of an audience who has taken their consent's record away is left out", async () => {
  const site = await aSegmentedSite();
  await visit(site, [ARRIVE, LOOK, contact("email", "anna@shop.example")]);
  await env.DB.prepare("UPDATE leads SET consent = '' WHERE site = ?1").bind(site.id).run();
  expect((await tableOf(site, "keen/audience")).rows).toEqual([["email", "phone"]]);
});

test("a table is its own site's, and of a segment that exists", async () => {
  const [site, other] = [await aSegmentedSite(), await aSite()];
  for (const table of ["export", "audience"]) {
    expect((await ask("GET", `/api/segments/keen/${table}`)).status).toBe(401);
    expect((await other.get(`/api/segments/keen/${table}`)).status).toBe(404);
    expect((await site.get(`/api/segments/gone/${table}`)).status).toBe(404);
  }
});

/** Files taken in: a shop's product feed, uploaded or fetched, and a table of its customers. */
import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import { app } from "../../edge/app.ts";
import { fetchFeed } from "../../edge/jobs/fetch-feed.ts";
import { findCustomer } from "../../edge/store/customers.ts";
import type { ImportReport } from "../../model/import-report.ts";
import type { FeedState } from "../../model/report.ts";
import { aSite, ask, type TestSite } from "./api/support.ts";

const NOON = Date.UTC(2026, 2, 1, 12);

async function upload<T = ImportReport>(
  site: TestSite,
  what: "products" | "customers",
  file: BodyInit,
  query = "",
) {
  const response = await app.request(
    `https://edge.test/v1/imports/${what}${query}`,
    { method: "POST", headers: site.bearer, body: file },
    env,
  );
  return { status: response.status, body: (await response.json()) as T };
}

interface Row {
  id: string;
  name: string;
  category: string | null;
  brand: string | null;
  price_minor: number | null;
  list_price_minor: number | null;
  availability: string | null;
  group_id: string | null;
  url: string;
  gone_at: number | null;
}
async function productsOf(site: TestSite): Promise<Record<string, Row>> {
  const { results } = await env.DB.prepare("SELECT * FROM products WHERE site = ?1 ORDER BY id")
    .bind(site.id)
    .all<Row>();
  return Object.fromEntries(results.map((row) => [row.id, row]));
}

/** Google's two forms of a feed (support.google.com/merchants/answer/160589, and /160593), with items of ours. */
const RSS = `<?xml version="1.0"?>
<rss xmlns:g="http://base.google.com/ns/1.0" version="2.0">
<channel>
<title>Polana</title>
<link>https://shop.example</link>
<description>Things for the home</description>
<item>
<g:id>lamp-sowa</g:id>
<g:title>Table lamp &quot;Sowa&quot; &amp; shade</g:title>
<g:description>Light, and <![CDATA[<b>more</b>]]></g:description>
<g:link>https://shop.example/lamp-sowa?a=1&amp;b=2</g:link>
<g:image_link>https://shop.example/lamp-sowa.jpg</g:image_link>
<g:condition>new</g:condition>
<g:availability>in stock</g:availability>
<g:price>89.00 EUR</g:price>
<g:sale_price>79.00 EUR</g:sale_price>
<g:shipping><g:country>PL</g:country><g:price>5 EUR</g:price></g:shipping>
<g:brand>Sowa</g:brand>
<g:item_group_id>sowa</g:item_group_id>
<g:product_type><![CDATA[Home > Light]]></g:product_type>
</item>
<item>
<title>Chair without an id</title>
<link>https://shop.example/chair</link>
<g:price>120 EUR</g:price>
</item>
<item>
<g:id>vase</g:id>
<title>Vase</title>
<link>https://shop.example/vase</link>
<g:price>a lot</g:price>
</item>
<item>
<g:id>rug</g:id>
<title>Rug</title>
<link>https://shop.example/rug</link>
</item>
</channel>
</rss>`;
const ATOM = `<feed xmlns="http://www.w3.org/2005/Atom" xmlns:g="http://base.google.com/ns/1.0">
<title>Polana</title><link rel="self" href="https://shop.example/feed"/>
<entry><g:id>rug</g:id><title>Rug, blue</title><link href="https://shop.example/rug"/><g:price>45.50 EUR</g:price></entry>
</feed>`;

describe("a product feed", () => {
  test("of RSS is taken but for items at fault, each reported with its line, id and field", async () => {
    const site = await aSite();
    const { status, body } = await upload(site, "products", RSS);
    expect(status).toBe(200);
    expect(body).toMatchObject({ isDryRun: false, taken: 2, added: 2, refused: 2, gone: 0, broken: null });
    expect(body.faults.map(({ line, id, field }) => [line, id, field])).toEqual([
      [22, "", "id"],
      [27, "vase", "price"],
    ]);
    const { "lamp-sowa": lamp, rug } = await productsOf(site);
    expect(lamp).toMatchObject({
      name: 'Table lamp "Sowa" & shade',
      category: "Light",
      brand: "Sowa",
      price_minor: 7900,
      list_price_minor: 8900,
      availability: "in_stock",
      group_id: "sowa",
      url: "https://shop.example/lamp-sowa?a=1&b=2",
    });
    expect(rug!.price_minor).toBeNull();
  });

  test("of Atom is read too, and what it no longer has is gone until it comes back", async () => {
    const site = await aSite();
    await upload(site, "products", RSS);
    expect((await upload(site, "products", ATOM)).body).toMatchObject({ taken: 1, added: 0, gone: 1 });
    const { "lamp-sowa": lamp, rug } = await productsOf(site);
    expect([lamp!.gone_at, rug!.gone_at]).toEqual([expect.any(Number), null]);
    expect(rug).toMatchObject({ name: "Rug, blue", price_minor: 4550, url: "https://shop.example/rug" });
    await upload(site, "products", RSS);
    expect((await productsOf(site))["lamp-sowa"]!.gone_at).toBeNull();
  });

  test.each([
    ["commas", ","],
    ["semicolons", ";"],
    ["tabs", "\t"],
  ])("as a table separated by %s is read by its header", async (_, separator) => {
    const site = await aSite();
    const lines = [
      ["id", "title", "link", "price", "image link"],
      ["a", '"Lamp, ""Sowa""; big"', "https://shop.example/a", "12.90 EUR", ""],
      ["b", "Vase", "no link", "5 EUR", ""],
    ];
    const { body } = await upload(site, "products", lines.map((line) => line.join(separator)).join("\r\n"));
    expect(body).toMatchObject({ taken: 1, faults: [{ line: 3, id: "b", field: "link" }] });
    expect((await productsOf(site)).a).toMatchObject({ name: 'Lamp, "Sowa"; big', price_minor: 1290 });
  });

  test("of a dry run is reported and not written", async () => {
    const site = await aSite();
    const { body } = await upload(site, "products", RSS, "?dry=yes");
    expect(body).toMatchObject({ isDryRun: true, taken: 2, added: 2, refused: 2 });
    expect(await productsOf(site)).toEqual({});
  });

  test("that comes again unchanged writes no product", async () => {
    const site = await aSite();
    await upload(site, "products", RSS);
    const before = await productsOf(site);
    const updates = await env.DB.prepare(
      "CREATE TRIGGER no_product_written BEFORE UPDATE ON products BEGIN SELECT raise(ABORT, 'written'); END",
    ).run();
    expect(updates.success).toBe(true);
    try {
      expect((await upload(site, "products", RSS)).status).toBe(200);
    } finally {
      await env.DB.prepare("DROP TRIGGER no_product_written").run();
    }
    expect(await productsOf(site)).toEqual(before);
  });

  test.each<[string, string]>([
    ["with a document type", `<!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>${RSS.slice(21)}`],
    ["with an entity of its own", RSS.replace("&quot;", "&lol;")],
    ["that is cut short", RSS.slice(0, -30)],
    ["whose quotes never end", 'id,title,link\na,"Lamp,https://shop.example/a'],
  ])("%s is refused whole, and nothing is gone for it", async (_, file) => {
    const site = await aSite();
    await upload(site, "products", ATOM);
    const { status, body } = await upload<{ detail: string }>(site, "products", file);
    expect([status, body.detail]).toEqual([422, expect.stringMatching(/XML|quoted/)]);
    expect(Object.keys(await productsOf(site))).toEqual(["rug"]);
    expect((await productsOf(site)).rug!.gone_at).toBeNull();
  });

  test("is not for who has no key", async () => {
    expect((await ask("POST", "/v1/imports/products", {}, RSS)).status).toBe(401);
  });
});

describe("a feed that is fetched", () => {
  const work = (site: TestSite) => ({ site: site.id, kind: "feed" as const, subject: "" });
  const answering = (answers: Record<string, () => Response>) =>
    (async (url: URL) =>
      answers[url.href]?.() ?? new Response("", { status: 404 })) as unknown as typeof fetch;
  const stateOf = async (site: TestSite) => (await site.get<FeedState>("/api/feed")).body;

  test("is due at once, again in six hours, and reported", async () => {
    const site = await aSite();
    expect((await site.put("/api/feed", { url: "https://shop.example/feed.xml" })).status).toBe(200);
    const get = answering({
      "https://shop.example/feed.xml": () =>
        new Response(null, { status: 302, headers: { location: "https://cdn.example/f" } }),
      "https://cdn.example/f": () => new Response(RSS),
    });
    await fetchFeed(env, work(site), NOON, get);
    const { feed, products } = await stateOf(site);
    expect(products).toBe(2);
    expect(feed).toMatchObject({ checkedAt: NOON, report: { taken: 2, refused: 2 } });
    const due = await env.DB.prepare("SELECT due_at FROM due_work WHERE site = ?1 AND kind = 'feed'")
      .bind(site.id)
      .first<{ due_at: number }>();
    expect(due!.due_at).toBe(NOON + 6 * 3_600_000);
  });

  test.each<[string, () => Response, RegExp]>([
    ["that is not there", () => new Response("", { status: 500 }), /answered 500/],
    [
      "whose host is away",
      () => {
        throw new Error("internal error; reference = x");
      },
      /^shop\.example could not be reached$/,
    ],
    [
      "that leads into a private network",
      () => new Response(null, { status: 301, headers: { location: "http://169.254.169.254/latest" } }),
      /https/,
    ],
    [
      "that leads in a circle",
      () => new Response(null, { status: 302, headers: { location: "/feed.xml" } }),
      /redirects/,
    ],
    ["that is a page", () => new Response("<html><p>Sorry</html>"), /well-formed/],
  ])("%s is reported, takes nothing away, and is tried again in an hour", async (_, answer, expected) => {
    const site = await aSite();
    await upload(site, "products", ATOM);
    await site.put("/api/feed", { url: "https://shop.example/feed.xml" });
    await fetchFeed(env, work(site), NOON, answering({ "https://shop.example/feed.xml": answer }));
    const { feed, gone } = await stateOf(site);
    expect([feed!.report!.broken, gone]).toEqual([expect.stringMatching(expected), 0]);
  });

  test("is forgotten with its due time, and its products stay", async () => {
    const site = await aSite();
    await site.put("/api/feed", { url: "https://shop.example/feed.xml" });
    await fetchFeed(
      env,
      work(site),
      NOON,
      answering({ "https://shop.example/feed.xml": () => new Response(ATOM) }),
    );
    await site.delete("/api/feed");
    expect(await stateOf(site)).toMatchObject({ feed: null, products: 1, gone: 0 });
  });
});

describe("a table of customers", () => {
  const TABLE = `customer_id,plan,points,newsletter,postcode
anna,gold,12,true,01234
ben,,3.5,false,30-001
,silver,1,true,x
anna,silver,1,true,x
cleo,${"x".repeat(201)},1,true,x
`;

  test("sets traits of the kind they are written in, and reports what it cannot take by line", async () => {
    const site = await aSite();
    const { body } = await upload(site, "customers", TABLE);
    expect(body).toMatchObject({ taken: 2, added: 2, refused: 3 });
    expect(body.faults.map(({ line, id, field }) => [line, id, field])).toEqual([
      [4, "", "customer"],
      [5, "anna", "id"],
      [6, "cleo", "traits.plan"],
    ]);
    const valuesOf = async (id: string) =>
      Object.fromEntries(
        Object.entries((await findCustomer(env.DB, site.id, id))!.traits).map(([name, { value }]) => [
          name,
          value,
        ]),
      );
    expect(await valuesOf("anna")).toEqual({ plan: "gold", points: 12, newsletter: true, postcode: "01234" });
    expect(await valuesOf("ben")).toEqual({ points: 3.5, newsletter: false, postcode: "30-001" });
  });

  test("of a dry run is reported and not written", async () => {
    const site = await aSite();
    const { body } = await upload(site, "customers", TABLE, "?dry=yes");
    expect(body).toMatchObject({ isDryRun: true, taken: 2, added: 2 });
    expect(await findCustomer(env.DB, site.id, "anna")).toBeNull();
  });
});

/** What a shop's visitors buy most, as its pages may ask for it. */
import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test, vi } from "vitest";
import { app } from "../../edge/app.ts";
import type { Env } from "../../edge/env.ts";
import type { Problem } from "../../edge/problem.ts";
import { saveProducts } from "../../edge/store/products.ts";
import type { Popular } from "../../model/popular.ts";
import type { SiteSettings } from "../../model/snapshot.ts";
import { aSnapshot } from "../support/builders.ts";
import { aSite, type TestSite } from "./api/support.ts";
import { publishDirectly } from "./publish.ts";
import { deployed, watchedDatabase } from "./visitor.ts";

const DAY = 86_400_000;
const product = (id: string, changes: object = {}) => [
  id,
  { id, name: `Product ${id}`, url: `https://shop.example/${id}`, ...changes },
];

async function aShop(settings: Partial<SiteSettings> = {}): Promise<TestSite> {
  const site = await aSite(settings);
  await publishDirectly(env, aSnapshot(site.settings));
  const products = new Map([
    product("lamp", { image: "https://shop.example/lamp.webp", priceMinor: 8900, currency: "EUR" }),
    product("can"),
    product("jug"),
    product("nameless", { name: undefined }),
    product("nowhere", { url: undefined }),
  ] as never);
  await env.DB.batch(saveProducts(env.DB, site.id, products as never));
  return site;
}
const order = (id: string, products: string[], changes: object = {}) => ({
  id,
  placedAt: Date.now() - DAY,
  valueMinor: 100,
  currency: "EUR",
  lines: products.map((product) => ({ id: product, quantity: 1, priceMinor: 100 })),
  ...changes,
});

async function asked(
  { id }: Pick<TestSite, "id">,
  { origin = "https://shop.example", worker = deployed() }: { origin?: string; worker?: Env } = {},
) {
  const context = createExecutionContext();
  const request = new Request(`https://edge.test/v1/popular?site=${id}`, { headers: { origin } });
  const response = await app.fetch(request, worker, context);
  await waitOnExecutionContext(context);
  const body = await response.json<Popular & Problem>();
  return { status: response.status, headers: response.headers, body };
}
const ids = ({ body }: { body: Popular }) => body.products.map(({ id }) => id);

test("products are told by how many orders of a fortnight they are in, with what is needed to show them", async () => {
  const site = await aShop();
  await site.post("/v1/orders", {
    orders: [
      order("1", ["can", "nameless"]),
      order("2", ["can", "lamp", "nowhere"]),
      order("3", ["jug"], { placedAt: Date.now() - 20 * DAY }),
      order("4", ["jug"], { stage: "cancelled" }),
    ],
  });
  const { status, headers, body } = await asked(site);
  expect(status).toBe(200);
  expect(body.products).toEqual([
    { id: "can", name: "Product can", url: "https://shop.example/can" },
    {
      id: "lamp",
      name: "Product lamp",
      url: "https://shop.example/lamp",
      image: "https://shop.example/lamp.webp",
      priceMinor: 8900,
      currency: "EUR",
    },
  ]);
  expect(headers.get("access-control-allow-origin")).toBe("https://shop.example");
  expect(headers.get("vary")).toBe("origin");
  expect(headers.get("cache-control")).toBe("public, max-age=600");
});

test("what cannot be had is not told", async () => {
  const site = await aShop();
  await site.post("/v1/orders", { orders: [order("1", ["can", "lamp", "jug"])] });
  await env.DB.prepare("UPDATE products SET availability = 'out_of_stock' WHERE site = ?1 AND id = 'can'")
    .bind(site.id)
    .run();
  await env.DB.prepare("UPDATE products SET gone_at = 1 WHERE site = ?1 AND id = 'jug'").bind(site.id).run();
  expect(ids(await asked(site))).toEqual(["lamp"]);
});

test("D1 is read once in ten minutes, and then behind an answer", async () => {
  const site = await aShop();
  await site.post("/v1/orders", { orders: [order("1", ["can"])] });
  const { DB, asked: reads } = watchedDatabase();
  const worker = deployed({ DB });
  expect(ids(await asked(site, { worker }))).toEqual(["can"]);
  const once = reads.length;
  expect(once).toBeGreaterThan(0);
  await site.post("/v1/orders", { orders: [order("2", ["lamp"]), order("3", ["lamp"])] });
  expect(ids(await asked(site, { worker }))).toEqual(["can"]);
  expect(reads.length).toBe(once);
  const later = Date.now() + 601_000;
  const clock = vi.spyOn(Date, "now").mockImplementation(() => later);
  expect(ids(await asked(site, { worker }))).toEqual(["can"]);
  expect(ids(await asked(site, { worker }))).toEqual(["lamp", "can"]);
  clock.mockRestore();
});

test("another shop's pages and unknown sites are refused, and it is said to them why", async () => {
  const site = await aShop({ origins: ["https://shop.example"] });
  const strange = await asked(site, { origin: "https://other.example" });
  expect([strange.status, strange.body.field, strange.body.expected]).toEqual([
    403,
    "origin",
    "https://shop.example",
  ]);
  expect(strange.headers.get("access-control-allow-origin")).toBe("https://other.example");
  expect(strange.headers.get("cache-control")).toBe("no-store");
  const unknown = await asked({ id: "nobody" });
  expect([unknown.status, unknown.body.field]).toEqual([404, "site"]);
});

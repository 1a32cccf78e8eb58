import { describe, expect, it } from "vitest";
import { PAGES } from "../../demo/pages/all.ts";
import { framed, SITE } from "../../demo/pages/frame.ts";
import { PRODUCTS, pictureUrl } from "../../demo/products.ts";
import { startPage } from "../../demo/start/page.ts";
import { PAGE_KINDS } from "../../model/event.ts";
import { isSiteId } from "../../model/site.ts";

const written = PAGES.map((page) => ({ address: `/demo/${page.folder}`, page, html: framed(page) }));
const addresses = new Set([
  "/",
  "/dashboard/",
  "/dashboard/visitors",
  "/i.js",
  "/your-data.js",
  "/demo/early.js",
  "/demo/shop.js",
  "/demo/shop.css",
  "/demo/pictures/glade.svg",
  "/demo/pictures/mark.svg",
  ...PRODUCTS.map(({ id }) => pictureUrl(id)),
  ...written.map(({ address }) => address),
]);

const linksIn = (html: string) =>
  [...html.matchAll(/(?:href|src|action)="(\/[^"#?]*)/g)].map(([, address = ""]) => address);

describe.each(written)("the page $address", ({ page, html }) => {
  it("wears the tag exactly once, with a site id whose checksum holds", () => {
    expect(html.split('src="/i.js"')).toHaveLength(2);
    expect(html).toContain(`data-site="${SITE}"`);
    expect(isSiteId(SITE)).toBe(true);
  });

  it("loads the stub before the tag", () => {
    expect(html.indexOf('src="/demo/early.js"')).toBeLessThan(html.indexOf('src="/i.js"'));
  });

  it("runs under a policy without unsafe-inline", () => {
    const withoutData = html.replace(/<script type="application\/ld\+json">.*?<\/script>/gs, "");
    expect(withoutData).not.toMatch(/<script[^>]*>[^<]/);
    expect(withoutData).not.toMatch(/<style|\sstyle=|\son[a-z]+=/);
  });

  it("has no dead link", () => {
    expect(linksIn(html).filter((address) => !addresses.has(address))).toEqual([]);
  });

  it("says what kind of page it is", () => {
    expect(PAGE_KINDS).toContain(page.kind);
    expect(html).toContain(`data-impuls-page="${page.kind}"`);
  });

  it("carries JSON-LD that can be read", () => {
    for (const [, json = ""] of html.matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/gs))
      expect(JSON.parse(json)).toHaveProperty("@type");
  });
});

it("no page is written twice", () => {
  expect(new Set(written.map(({ address }) => address)).size).toBe(written.length);
});

it("the start page leads to the shop and to the dashboard", () => {
  expect(linksIn(startPage())).toEqual(expect.arrayContaining(["/demo/", "/dashboard/"]));
});

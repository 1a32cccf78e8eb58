/** Pages with markup at any address, nothing fetched, and what the tracker reads of them. */
import { join } from "node:path";
import { build } from "esbuild";
import type { Page } from "playwright-core";
import { afterAll, beforeAll } from "vitest";
import type { Item } from "../../model/event.ts";
import { sharedBrowser } from "../support/browser.ts";

/** No markup may be turned into elements to be understood. */
const POLICY = "default-src 'none'; require-trusted-types-for 'script'";

export interface Reading {
  product: Item | undefined;
  types: string[];
}

/** Opens the page and reads its product and types; what the page itself complains of is a failure. */
export type Reader = (url: string, html: string) => Promise<Reading>;

export function aReader(): Reader {
  let page: Page;
  let code: string;
  let html = "";
  const complaints: string[] = [];
  beforeAll(async () => {
    const entry = `export { pageProduct } from "./product.ts"; export { pageTypes, readThings } from "./json-ld.ts";`;
    const resolveDir = join(import.meta.dirname, "../../tracker/observe/markup");
    const { outputFiles } = await build({
      stdin: { contents: entry, resolveDir, loader: "ts" },
      bundle: true,
      write: false,
      format: "iife",
      globalName: "markup",
      charset: "utf8",
    });
    code = outputFiles[0]!.text;
    page = await (await sharedBrowser()).newPage();
    page.on("pageerror", (error) => complaints.push(`${error}`));
    await page.route("**/*", (route) =>
      route.fulfill({
        contentType: "text/html; charset=utf-8",
        headers: { "content-security-policy": POLICY },
        body: html,
      }),
    );
  });
  afterAll(() => page.context().close());
  return async (url, given) => {
    html = given;
    await page.goto(url, { waitUntil: "domcontentloaded" });
    // As on the wire: absent fields vanish.
    const reading: string = await page.evaluate(
      `(() => { ${code}; const things = markup.readThings();
        return JSON.stringify({ product: markup.pageProduct(things), types: [...markup.pageTypes(things)] }); })()`,
    );
    if (complaints.length) throw new Error(complaints.join("\n"));
    return JSON.parse(reading);
  };
}

/** A script of linked data, in the words of the case. */
export const jsonLd = (...blocks: unknown[]): string =>
  blocks
    .map((block) => (typeof block === "string" ? block : JSON.stringify(block)))
    .map((text) => `<script type="application/ld+json">${text}</script>`)
    .join("");

/** `<meta property content>` for each entry. */
export const metas = (given: Record<string, string>): string =>
  Object.entries(given)
    .map(([property, content]) => `<meta property="${property}" content="${content}">`)
    .join("");

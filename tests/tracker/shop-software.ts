/** Pages and answers of shop software, as far as the platform part meets them, and what it told of them. */
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { build } from "esbuild";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, inject } from "vitest";
import type { Cart } from "../../tracker/api.ts";
import type { ShopSoftware } from "../../tracker/platform/detect.ts";
import { sharedBrowser } from "../support/browser.ts";

/** What the shop answers below one path. */
export interface Answer {
  status?: number;
  type?: string;
  body: string;
  /** Waits for this before anything is said. */
  after?: Promise<unknown>;
}

/** A cart in short: a line's id, quantity and price; what they cost together; the currency. */
export type Short = [
  lines: [id: string, quantity: number, priceMinor: number][],
  valueMinor: number,
  currency?: string,
];

/** No inline script but those with the nonce, no HTML from strings. */
const POLICY =
  "default-src 'none'; script-src 'self' 'nonce-x'; connect-src 'self'; require-trusted-types-for 'script'";

export class Software {
  /** By address without host; everything else is an empty page. */
  answers: Record<string, Answer> = {};
  /** Every address asked for but scripts, in order. */
  asked: string[] = [];
  url = "";
  /** Uncaught errors of the pages. */
  errors: string[] = [];
  private browser!: Browser;
  private pages: Page[] = [];
  private part = "";
  /** `platformOf` as code that may stand in any page: `detect.platformOf()`. */
  detect = "";
  private server = createServer(async (request, response) => {
    const address = request.url!;
    if (address === "/part.js") {
      response.writeHead(200, { "content-type": "text/javascript" }).end(this.part);
      return;
    }
    this.asked.push(address);
    const { status = 200, type = "text/html", body, after } = this.answers[address] ?? { body: "" };
    await after;
    response.writeHead(status, { "content-type": type, "content-security-policy": POLICY }).end(body);
  });

  async open(): Promise<void> {
    const { folder, parts } = inject("tracker");
    this.part = await readFile(join(folder, parts.find(({ part }) => part === "platform")!.file), "utf8");
    const detected = await build({
      entryPoints: [new URL("../../tracker/platform/detect.ts", import.meta.url).pathname],
      ...{ bundle: true, minify: true, write: false, format: "iife", globalName: "detect" },
    });
    this.detect = detected.outputFiles[0]!.text;
    await new Promise<void>((resolve) => this.server.listen(0, resolve));
    this.url = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    this.browser = await sharedBrowser();
  }

  async shut(): Promise<void> {
    await this.reset();
    this.server.closeAllConnections();
    this.server.close();
  }

  async reset(): Promise<void> {
    await Promise.all(this.pages.splice(0).map((page) => page.context().close()));
    Object.assign(this, { answers: {}, asked: [], errors: [] });
  }

  /** A page of the shop; `cookie` as `name=value`. */
  async page(address: string, body: string, cookies: string[] = []): Promise<Page> {
    const page = await this.browser.newPage();
    this.pages.push(page);
    page.on("pageerror", (error) => this.errors.push(`${error}`));
    for (const cookie of cookies) {
      const [name = "", value = ""] = cookie.split("=");
      await page.context().addCookies([{ name, value, url: this.url }]);
    }
    this.answers[address] = { body: `<!doctype html>${body}` };
    await page.goto(this.url + address);
    return page;
  }

  /** Starts the part in the page, as the tag does. The code is a text: Vitest would rewrite the import. */
  async start(page: Page, software: ShopSoftware): Promise<void> {
    await page.evaluate(`(async () => {
      window.told = [];
      const { start, productId } = await import("/part.js");
      const tell = (cart) => told.push({ cart, product: productId("${software}") });
      start("${software}", tell, () => {}, () => undefined, () => {});
    })()`);
  }
}

export function aSoftware(): Software {
  const software = new Software();
  beforeAll(() => software.open());
  afterAll(() => software.shut());
  beforeEach(() => software.reset());
  return software;
}

interface Told {
  cart: Cart;
  /** Id of the page's product. */
  product?: string;
}

export const toldOf = (page: Page): Promise<Told[]> =>
  page.evaluate(() => (window as unknown as { told: Told[] }).told);

const inShort = ({ lines, valueMinor, currency }: Cart): Short => [
  lines.map(({ id, quantity, priceMinor }) => [id, quantity, priceMinor!]),
  valueMinor,
  ...(currency ? ([currency] as const) : ([] as const)),
];

/** Waits until the cart last told is this one. */
export async function expectCart(page: Page, cart: Short): Promise<void> {
  const last = async () => (await toldOf(page)).at(-1)?.cart;
  await expect.poll(async () => inShort((await last()) ?? { lines: [], valueMinor: -1 })).toEqual(cart);
}

/** Holds that no cart was told but these, in this order, each as often as it likes. */
export async function expectOnly(page: Page, carts: Short[]): Promise<void> {
  const all = (await toldOf(page)).map(({ cart }) => JSON.stringify(inShort(cart)));
  expect(all.filter((cart, i) => cart !== all[i - 1])).toEqual(carts.map((cart) => JSON.stringify(cart)));
}

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { aShop, say, storeOf } from "./shop.ts";

const shop = aShop();

/** What one visitor met in a real shop, page after page, and what must come of it. */
interface Case {
  id: string;
  why: string;
  url: string;
  /** Pushes of the only page, or of each page in turn. */
  script?: string;
  steps?: { url: string; script: string }[];
  expected: {
    views?: Priced[];
    /** The cart in the end. */
    cart?: Priced[];
    currency?: string;
    checkoutStarted?: true;
    orders?: {
      id: string;
      value: number;
      currency?: string;
      tax?: number;
      shipping?: number;
      coupon?: string;
      lines: Priced[];
    }[];
    mustNotSend?: string[];
  };
}
/** A product or line as a case words it, prices in the currency's own unit. */
interface Priced {
  id: string;
  name?: string;
  quantity?: number;
  price?: number;
  currency?: string;
}

const folder = join(import.meta.dirname, "../fixtures/pages");
const cases: Case[] = readdirSync(folder)
  .map((file) => JSON.parse(readFileSync(join(folder, file), "utf8")))
  .filter(({ kind }) => kind === "datalayer");

const cents = (price?: number) => price && Math.round(price * 100);
/** As it travels, as far as the case says: names of lines stay on the device. */
const onWire = ({ price, name: _, ...rest }: Priced) => ({
  ...rest,
  ...(price !== undefined && { priceMinor: cents(price) }),
});

/** Opens the case's pages in one visitor's browser; the pushes stand before the tag, or are made once it listens. */
async function visit({ url, script, steps }: Case, isEarly: boolean): Promise<Page> {
  const page = await (await shop.visitor()).newPage();
  for (const [i, step] of (steps ?? [{ url, script: script! }]).entries()) {
    const { pathname } = new URL(step.url);
    shop.pages[pathname] = { head: `<script>${isEarly ? step.script : "dataLayer = []"}</script>` };
    await page.goto(shop.url + pathname);
    await listening(page);
    if (!isEarly) await page.addScriptTag({ content: step.script });
    await say(page, "track", `done_${i}`);
    await shop.event(`done_${i}`);
  }
  return page;
}

/** Waits until the layer is listened to, and what it held has been read. */
const listening = (page: Page) =>
  page.waitForFunction(() => {
    const { dataLayer = [] } = window as unknown as { dataLayer?: unknown[] };
    return Object.hasOwn(dataLayer, "push");
  });

test.each(cases.flatMap((each) => [[each.id, "before", each] as const, [each.id, "after", each] as const]))(
  "%s, pushed %s the script is there",
  async (_, when, each) => {
    const page = await visit(each, when === "before");
    const { views, cart, currency, checkoutStarted, orders, mustNotSend = [] } = each.expected;
    const told = (name: string) => shop.counted.filter((event) => event.name === name);
    const lastCart = told("cart").at(-1)?.props;
    if (views) expect(told("view_item").map(({ props }) => props.item)).toMatchObject(views.map(onWire));
    if (cart) expect(lastCart?.lines ?? []).toMatchObject(cart.map(onWire));
    if (currency) expect(lastCart?.currency).toBe(currency);
    expect(told("begin_checkout").length > 0).toBe(Boolean(checkoutStarted));
    expect(told("purchase").map(({ props }) => props)).toMatchObject(
      (orders ?? []).map(({ id, value, tax, shipping, lines, ...rest }) => ({
        ...rest,
        orderId: id,
        valueMinor: cents(value),
        ...(tax !== undefined && { taxMinor: cents(tax) }),
        ...(shipping !== undefined && { shippingMinor: cents(shipping) }),
        lines: lines.map(onWire),
      })),
    );
    const everything = JSON.stringify([shop.requests, await storeOf(page)]);
    for (const secret of mustNotSend) expect(everything).not.toContain(secret);
    expect(shop.complaints).toEqual([]);
  },
);

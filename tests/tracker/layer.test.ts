import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { aShop, CONSENTED, say, storeOf } from "./shop.ts";

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

const push = (id: string) => `{event:"view_item",ecommerce:{items:[{item_id:"${id}"}]}}`;
const added = (id: string) => ({ event: "add_to_cart", ecommerce: { items: [{ item_id: id, price: 5 }] } });

/** Ids that events of this name have told, once all that was told before is there. */
async function idsTold(page: Page, name = "add_to_cart"): Promise<string[]> {
  await say(page, "track", "done");
  const count = shop.counted.filter((event) => event.name === "done").length + 1;
  await shop.event("done", count);
  return shop.counted
    .filter((event) => event.name === name)
    .map(({ props }) => (props.item as { id: string }).id);
}

/** A page with an empty layer that is listened to. */
async function aListenedPage(): Promise<Page> {
  shop.pages["/"] = { head: "<script>dataLayer = []</script>" };
  const page = await shop.tab("/");
  await listening(page);
  return page;
}
interface WithLayer {
  dataLayer: unknown[];
}

test.each([
  ["the usual name", `dataLayer = [${push("lamp")}]`, ""],
  [
    "the name that Tag Manager has",
    `own = [${push("lamp")}]; google_tag_manager = { "GTM-1": { dataLayer: { name: "own" } }, mb: null }`,
    "",
  ],
  [
    "the name in the address of Tag Manager's script",
    `own = [${push("lamp")}]`,
    '<script type="text/plain" src="/gtm.js?id=GTM-1&amp;l=own"></script>',
  ],
  ["any name, by what is in it", `own = [null, {"gtm.start":1}, ${push("lamp")}]`, ""],
  ["any name, beside an empty one of the usual name", `dataLayer = []; own = [${push("lamp")}]`, ""],
])("a layer is found under %s", async (_, script, more) => {
  shop.pages["/"] = { head: `<script>${script}</script>${more}` };
  await shop.tab("/");
  expect((await shop.event("view_item")).props).toMatchObject({ item: { id: "lamp" } });
});

test("where the tag names the layer no other is listened to", async () => {
  shop.tag = { ...CONSENTED, "data-layer": "own" };
  shop.pages["/"] = { head: `<script>dataLayer = [${push("vase")}]; own = [${push("lamp")}]</script>` };
  const page = await shop.tab("/");
  await shop.event("view_item");
  expect(await idsTold(page, "view_item")).toEqual(["lamp"]);
});

test("a layer that comes late is found", async () => {
  const page = await shop.tab("/");
  await shop.event("page_view");
  await page.evaluate((entry) => {
    (window as unknown as WithLayer).dataLayer = [entry];
  }, added("lamp"));
  expect((await shop.event("add_to_cart")).props).toMatchObject({ item: { id: "lamp" } });
});

test("a push still does what it did, and answers what it answered", async () => {
  shop.pages["/"] = {
    head: `<script>
      dataLayer = [];
      dataLayer.push = function (...entries) { log = [this === dataLayer, entries.length]; return "answer" };
      before = dataLayer.push;
    </script>`,
  };
  const page = await shop.tab("/");
  await page.waitForFunction(() => {
    const { dataLayer, before } = window as unknown as WithLayer & { before: unknown };
    return dataLayer.push !== before;
  });
  const answers = await page.evaluate(() => {
    const { dataLayer } = window as unknown as WithLayer;
    return [dataLayer.push({}, {}), (window as unknown as { log: unknown }).log];
  });
  expect(answers).toEqual(["answer", [true, 2]]);
});

test("a push of the shop's that fails fails as before", async () => {
  const page = await aListenedPage();
  const failure = await page.evaluate(() => {
    try {
      const { push } = (window as unknown as WithLayer).dataLayer;
      push({});
    } catch (error) {
      return (error as Error).name;
    }
    return "none";
  });
  expect(failure).toBe("TypeError");
});

test.each([
  [
    "wraps the hook, as Tag Manager does",
    (layer: unknown[]) => {
      const { push } = layer;
      layer.push = (...entries) => push.apply(layer, entries);
    },
  ],
  [
    "throws the hook away",
    (layer: unknown[]) => {
      layer.push = Array.prototype.push;
    },
  ],
])("a script that %s neither hides a push nor doubles it", async (_, replace) => {
  const page = await aListenedPage();
  const layer = await page.evaluateHandle(() => (window as unknown as WithLayer).dataLayer);
  await layer.evaluate(replace);
  await layer.evaluate((list, entry) => list.push(entry), added("lamp"));
  await shop.event("add_to_cart");
  await layer.evaluate((list, entry) => list.push(entry), added("vase"));
  await shop.event("add_to_cart", 2);
  expect(await idsTold(page)).toEqual(["lamp", "vase"]);
});

test.each([
  [
    "loses its oldest entries",
    (layer: unknown[], entry: unknown) => {
      layer.push(entry);
      layer.shift();
    },
  ],
  [
    "is replaced by a longer copy",
    (layer: unknown[], entry: unknown) => {
      (window as unknown as WithLayer).dataLayer = [{}, ...layer, entry];
    },
  ],
])("a layer that %s tells each entry once", async (_, change) => {
  const page = await aListenedPage();
  const layer = await page.evaluateHandle(() => (window as unknown as WithLayer).dataLayer);
  await layer.evaluate((list, entry) => list.push({}, entry), added("lamp"));
  await layer.evaluate(change, added("vase"));
  await shop.event("add_to_cart", 2);
  expect(await idsTold(page)).toEqual(["lamp", "vase"]);
});

test("one object pushed twice is told twice", async () => {
  const page = await aListenedPage();
  await page.evaluate((entry) => {
    const { dataLayer } = window as unknown as WithLayer;
    dataLayer.push(entry);
    dataLayer.push(entry);
  }, added("lamp"));
  expect(await idsTold(page)).toEqual(["lamp", "lamp"]);
});

test("what is in the layer is left as it was", async () => {
  const page = await aListenedPage();
  const kept = await page.evaluate((entry) => {
    const { dataLayer } = window as unknown as WithLayer;
    const freeze = (value: object): object => {
      for (const each of Object.values(value)) if (each && typeof each === "object") freeze(each);
      return Object.freeze(value);
    };
    dataLayer.push(freeze(structuredClone(entry)));
    return JSON.stringify(dataLayer);
  }, added("lamp"));
  expect(await idsTold(page)).toEqual(["lamp"]);
  expect(kept).toBe(JSON.stringify([added("lamp")]));
});

test("entries nobody could read are passed over, and the page hears nothing of it", async () => {
  const broken = '{ event: "view_item", ecommerce: 5 }, { event: "purchase", items: [null, 1] }, null, 5';
  shop.pages["/"] = {
    head: `<script>
      dataLayer = [{ get event() { throw new Error("trap") } }, ${broken}, ${JSON.stringify(added("lamp"))}];
    </script>`,
  };
  const page = await shop.tab("/");
  await shop.event("add_to_cart");
  expect(await idsTold(page)).toEqual(["lamp"]);
  expect(shop.complaints).toEqual([]);
});

test("a layer that cannot be changed is read all the same", async () => {
  shop.pages["/"] = { head: `<script>dataLayer = Object.freeze([${push("lamp")}])</script>` };
  await shop.tab("/");
  expect((await shop.event("view_item")).props).toMatchObject({ item: { id: "lamp" } });
  expect(shop.complaints).toEqual([]);
});

test("of a thank-you page full of the customer nothing is sent or kept but the order", async () => {
  const secret = (n: number) => `private${n}@example.com`;
  const names = [
    "email",
    "phone",
    "first_name",
    "address",
    "user_data",
    "customer",
    "hashed_email",
    "user_id",
    "client_ip",
  ];
  const personal = Object.fromEntries(
    names.map((name, i) => [name, i % 2 ? secret(i) : { value: secret(i) }]),
  );
  const entry = {
    ...personal,
    event: "purchase",
    eventModel: personal,
    orderData: personal,
    cartContent: { ...personal, items: [] },
    ecommerce: {
      ...personal,
      transaction_id: "T1",
      value: 5,
      coupon: `for ${secret(100)}`,
      affiliation: secret(101),
      items: [
        {
          ...personal,
          item_id: "lamp",
          item_name: secret(102),
          item_brand: "+48 600 100 200",
          item_variant: secret(103),
        },
      ],
    },
  };
  shop.pages["/"] = { head: `<script>dataLayer = [${JSON.stringify(entry)}]</script>` };
  const page = await shop.tab("/");
  expect((await shop.event("purchase")).props).toEqual({
    orderId: "T1",
    valueMinor: 500,
    lines: [{ id: "lamp", quantity: 1 }],
  });
  expect(JSON.stringify([shop.requests, await storeOf(page)])).not.toMatch(/private|@|600 100/);
});

test("before consent the layer is not touched; the page where it is given counts with what its layer holds", async () => {
  shop.tag = {};
  shop.pages["/"] = { head: `<script>dataLayer = [${push("lamp")}]</script>` };
  const page = await shop.tab("/");
  await page.waitForFunction(() => (window as unknown as { impuls?: { isHere?: true } }).impuls?.isHere);
  expect(await page.evaluate(() => Object.hasOwn((window as unknown as WithLayer).dataLayer, "push"))).toBe(
    false,
  );
  await say(page, "consent", { measure: true });
  expect((await shop.event("view_item")).props).toMatchObject({ item: { id: "lamp" } });
});

const order = (id: string, fields: object) => ({
  event: "purchase",
  ecommerce: { transaction_id: id, ...fields },
});

test.each<[string, entry: object, name: string, props: object]>([
  [
    "lists that PHP writes as objects",
    order("1", { currency: "EUR", items: { 0: { item_id: "a", price: 2 }, 3: { item_id: "b", price: 3 } } }),
    "purchase",
    { valueMinor: 500, lines: [{ id: "a" }, { id: "b" }] },
  ],
  [
    "one product without a list",
    order("2", { currency: "EUR", items: { item_id: "a", price: 2, quantity: 2 } }),
    "purchase",
    { valueMinor: 400, lines: [{ id: "a", quantity: 2 }] },
  ],
  [
    "Universal Analytics' list under GA4's name",
    order("3", { currency: "EUR", products: [{ id: "a", price: "2,50" }] }),
    "purchase",
    { valueMinor: 250, lines: [{ id: "a", priceMinor: 250 }] },
  ],
  [
    "the currency in the body of Universal Analytics' action",
    {
      event: "order",
      ecommerce: { purchase: { actionField: { id: "4", revenue: 1200 }, currency: "JPY", products: [] } },
    },
    "purchase",
    { valueMinor: 1200, currency: "JPY" },
  ],
  [
    "what floats leave over",
    order("5", { currency: "EUR", value: 19.9, shipping: 5.68e-14, items: [] }),
    "purchase",
    { shippingMinor: 0 },
  ],
  [
    "what a line cost before its discount",
    order("6", { currency: "EUR", value: 9, items: [{ item_id: "a", price: 9, discount: 1 }] }),
    "purchase",
    { lines: [{ id: "a", quantity: 1, priceMinor: 900, listPriceMinor: 1000 }] },
  ],
  [
    "a refund of lines without prices, of which nobody knows what it was",
    { ecommerce: { refund: { actionField: { id: "7" }, products: [{ id: "a", quantity: 1 }] } } },
    "refund",
    { orderId: "7", valueMinor: undefined, lines: [{ id: "a", quantity: 1 }] },
  ],
  [
    "a refund of all, whose order is no product of it",
    { ecommerce: { refund: { actionField: { id: "8" } } } },
    "refund",
    { orderId: "8", valueMinor: undefined, lines: undefined },
  ],
])("is read: %s", async (_, entry, name, props) => {
  const page = await aListenedPage();
  await page.evaluate((pushed) => (window as unknown as WithLayer).dataLayer.push(pushed), entry);
  expect({ valueMinor: undefined, lines: undefined, ...(await shop.event(name)).props }).toMatchObject(props);
});

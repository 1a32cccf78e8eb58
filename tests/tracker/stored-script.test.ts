/**
 * Texts that would run, in every field of every block, in every form, and in what the shop's page has told of products: drawn as
 * text. No policy stands before them here, so it is the drawing that is judged; a bell that any of them would ring stands in for the eye.
 */
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import type { Block, Content } from "../../model/content.ts";
import { EVERY_BLOCK } from "../support/every-block.ts";
import { withPushService } from "./push-service.ts";
import { aDecision, aShop, CONSENTED, say, settled, storeOf } from "./shop.ts";

const shop = aShop();
const TAG = "<img src=x onerror=ring()>";
const HARM = `${TAG}"><svg onload=ring()></script><script>ring()</script>'-ring()-'{{constructor}}`;
const ADDRESS = '/lamp?"><svg/onload=ring()>';
/** Fields that are names, addresses or kinds, and not read by anybody. */
const NOT_TEXT = new Set([
  "kind",
  "form",
  "position",
  "source",
  "answer",
  "type",
  "name",
  "value",
  "pool",
  "href",
  "src",
]);

/** The same with the harm at the end of every text. */
function harmed<T>(value: T, key = ""): T {
  if (typeof value === "string") return (NOT_TEXT.has(key) ? value : `${value} ${key} ${HARM}`) as T;
  if (Array.isArray(value)) return value.map((one) => harmed(one, key)) as T;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, harmed(one, name)])) as T;
}

const ALL = Object.values(EVERY_BLOCK).map((block) => harmed<Block>(block));
const FORMS: [string, Content][] = [
  ["inline", { form: "inline", blocks: ALL }],
  [
    "bar",
    { form: "bar", blocks: harmed<Block[]>([EVERY_BLOCK.head, EVERY_BLOCK.progress, EVERY_BLOCK.actions]) },
  ],
  ["overlay", { form: "overlay", position: "centre", teaser: `teaser ${HARM}`, blocks: ALL }],
];

const rungIn = (page: Page) => page.evaluate(() => (window as unknown as { rung: number }).rung);

/** Texts and attributes of the page and of every shadow root in it. */
const readIn = (page: Page) =>
  page.evaluate(() => {
    const roots: (Document | ShadowRoot)[] = [document];
    let text = "";
    const dangers: string[] = [];
    for (const root of roots) {
      for (const element of root.querySelectorAll("*")) {
        if (element.shadowRoot) roots.push(element.shadowRoot);
        for (const { name, value } of element.attributes) {
          if (/^(aria-label|alt|title|placeholder)$/.test(name)) text += value;
          const isAddress = /^(href|src|action|formaction)$/.test(name);
          if (name.startsWith("on") || (isAddress && /^\s*(javascript|data:text)/i.test(value)))
            dangers.push(`${element.localName} ${name}="${value}"`);
        }
      }
      text += root instanceof Document ? root.body.textContent : root.textContent;
    }
    return { text, dangers };
  });

/** A visitor whose device remembers products of such names, and with a bell. */
async function arrived(): Promise<Page> {
  shop.tag = CONSENTED;
  shop.pages["/"] = {
    head: "<style>[data-impuls-slot]{min-height:9000px}</style>",
    body: '<main><h1>Lamps</h1><div data-impuls-slot="home"></div></main>',
  };
  shop.pages["/first"] = shop.pages["/"];
  shop.popular = [
    { id: "can", name: `can ${HARM}`, url: ADDRESS, image: ADDRESS, priceMinor: 3200, currency: "EUR" },
  ];
  shop.edge = () => ({});
  const context = await shop.visitor({ reducedMotion: "reduce" });
  await context.addInitScript(() => {
    const w = window as unknown as { rung: number; ring: () => void };
    w.rung = 0;
    w.ring = () => void w.rung++;
  });
  await withPushService(context, "granted");
  const page = await shop.tab("/first", context);
  const lamp = {
    id: "lamp",
    name: `lamp ${HARM}`,
    url: ADDRESS,
    image: ADDRESS,
    priceMinor: 8900,
    currency: "EUR",
  };
  await say(page, "track", "view_item", { item: lamp });
  await say(page, "track", "add_to_wishlist", { item: { ...lamp, id: "jug", name: `jug ${HARM}` } });
  const lines = [{ id: "lamp", quantity: 1 }];
  await say(page, "track", "purchase", { orderId: "1", valueMinor: 8900, currency: "EUR", lines });
  await say(page, "cart", { lines: [{ ...lamp, quantity: 1 }], valueMinor: 4790, currency: "EUR" });
  await settled(page);
  await expect.poll(async () => (await storeOf(page)).wishlist).toHaveLength(1);
  return page;
}

test("the bell rings where such a text is drawn as HTML", async () => {
  const page = await arrived();
  await page.evaluate((text) => {
    document.querySelector("h1")!.innerHTML = text;
  }, HARM);
  await expect.poll(() => rungIn(page)).toBeGreaterThan(0);
});

test.each(FORMS)(
  "nothing in the %s form runs, and all of it is read as text",
  { timeout: 60_000 },
  async (form, content) => {
    const page = await arrived();
    const placement = form === "inline" ? "home" : form;
    const ends = { at: Date.now() + 100_000_000, inMs: 100_000_000 };
    shop.edge = () => ({
      decisions: [aDecision({ placement, content, ends, isLasting: false, why: `why ${HARM}` })],
    });
    await page.goto(shop.url);
    await page.locator("impuls-content").waitFor({ state: "attached" });
    const said =
      form === "bar"
        ? ["title", "label", "why"]
        : "over title text label note conditions ask send controller body yes no why can jug".split(" ");
    const missing = async () => {
      const { text } = await readIn(page);
      return said.filter((door) => !text.includes(`${door} ${TAG}`));
    };
    await expect.poll(missing, { timeout: 15_000 }).toEqual([]);
    expect((await readIn(page)).dangers).toEqual([]);
    expect(await rungIn(page)).toBe(0);
  },
);

test("an address that would run is nobody's link and nobody's picture", async () => {
  const page = await arrived();
  const script = "javascript:ring()";
  shop.popular = [
    { id: "hat", name: "Hat", url: script, image: script, priceMinor: 3200, currency: "EUR" },
    { id: "cup", name: "Cup", url: "/cup", image: script, priceMinor: 3200, currency: "EUR" },
  ];
  const blocks: Block[] = [{ kind: "head", title: "Look" }, EVERY_BLOCK.products];
  shop.edge = () => ({ decisions: [aDecision({ content: { form: "inline", blocks }, isLasting: false })] });
  await page.goto(shop.url);
  await page.getByText("Cup").waitFor();
  expect((await readIn(page)).dangers).toEqual([]);
  expect(await rungIn(page)).toBe(0);
});

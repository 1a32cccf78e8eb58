import { expect, test } from "vitest";
import { aShop, CONSENTED, expectTold, SITE, say } from "./shop.ts";

const shop = aShop();

test.each([
  ["a mistyped site", { ...CONSENTED, "data-site": `${SITE.slice(0, -1)}_` }],
  ["an empty site", { ...CONSENTED, "data-site": "" }],
])("%s is said once in the console, and nothing is recorded", async (_, tag) => {
  shop.tag = tag;
  const page = await shop.tab("/");
  await say(page, "track", "nudge");
  await expect.poll(() => shop.complaints).toEqual([expect.stringContaining("no site")]);
  expect(await page.evaluate(() => indexedDB.databases())).toEqual([]);
  expect(shop.requests).toEqual([]);
});

test("the site may stand in the script's address", async () => {
  shop.tag = {};
  shop.src = `/i.js?site=${SITE}&consent=assumed`;
  await shop.tab("/");
  await shop.event("page_view");
  expect(shop.requests[0]?.site).toBe(SITE);
});

test("the site may be given by a command in the queue, and commands after it wait for it", async () => {
  shop.src = "/i.js?consent=assumed";
  shop.tag = {};
  shop.pages["/"] = {
    head: `<script>window.impuls=function(){(impuls.q=impuls.q||[]).push(arguments)};impuls('init','${SITE}');impuls('track','nudge')</script>`,
  };
  await shop.tab("/");
  await shop.event("nudge");
  expect(shop.complaints).toEqual([]);
});

test("commands given before the script is there are replayed in order", async () => {
  shop.pages["/"] = {
    head: "<script>window.impuls=function(){(impuls.q=impuls.q||[]).push(arguments)};impuls('track','one');impuls('track','two',{a:1});impuls('identify',{size:'M'})</script>",
  };
  await expectTold(shop, {
    when: () => shop.tab("/"),
    told: [
      { name: "page_view" },
      { name: "one" },
      { name: "two", props: { a: 1 } },
      { name: "identify", props: { traits: { size: "M" } } },
    ],
  });
});

test("an unknown command, a failing one and a bad watcher are the console's, not the page's", async () => {
  const page = await shop.tab("/");
  await shop.event("page_view");
  await say(page, "trakc", "nudge");
  await page.evaluate(() => {
    const impuls = (window as unknown as { impuls: (...call: unknown[]) => void }).impuls;
    const circle: Record<string, unknown> = {};
    circle.circle = circle;
    impuls("track", "circle", circle);
    impuls("cart");
    impuls("consent");
  });
  expect(shop.complaints).toHaveLength(4);
  expect(shop.complaints.filter((line) => line.startsWith("uncaught"))).toEqual([]);
  await expectTold(shop, { when: () => say(page, "track", "nudge"), told: [{ name: "nudge" }] });
});

test("a second copy of the script does nothing", async () => {
  shop.pages["/"] = {
    body: `<script async src="/i.js" data-site="${SITE}" data-consent="assumed"></script>`,
  };
  const page = await shop.tab("/");
  await expectTold(shop, { when: () => say(page, "track", "nudge"), told: [{ name: "nudge" }] });
  expect(shop.counted.map(({ name }) => name)).toEqual(["page_view", "nudge"]);
});

test("a watcher hears events once they are written, and each answer", async () => {
  const page = await shop.tab("/");
  await page.evaluate(() => {
    const w = window as unknown as { heard: unknown[]; impuls: (...call: unknown[]) => void };
    w.heard = [];
    w.impuls("watch", (notice: unknown) => w.heard.push(notice));
    w.impuls("explain", true);
    w.impuls("track", "nudge", { a: 1 });
  });
  const heard = () => page.evaluate(() => (window as unknown as { heard: unknown[] }).heard);
  await expect
    .poll(heard)
    .toEqual(
      expect.arrayContaining([
        { event: expect.objectContaining({ name: "nudge", props: { a: 1 } }) },
        { answer: { decisions: [], snapshot: 1 } },
      ]),
    );
  // The first request may have left before it was asked for.
  await expect.poll(() => shop.requests.at(-1)?.explain).toBe(true);
});

test("a cart travels by ids and prices; its texts stay on the device", async () => {
  const page = await shop.tab("/");
  const lines = [{ id: "lamp", quantity: 2, priceMinor: 4900, name: "Crane lamp", url: "/lamp" }];
  await expectTold(shop, {
    when: () => say(page, "cart", { lines, valueMinor: 9800, currency: "EUR" }),
    told: [
      { name: "cart", props: { lines: [{ id: "lamp", quantity: 2, priceMinor: 4900 }], valueMinor: 9800 } },
    ],
  });
  expect(JSON.stringify(shop.requests)).not.toContain("Crane");
});

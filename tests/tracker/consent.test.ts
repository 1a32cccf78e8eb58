import { expect, test } from "vitest";
import { aShop, expectTold, SITE, say, settled, storeOf } from "./shop.ts";

const shop = aShop();
const databases = () => indexedDB.databases().then((all) => all.map(({ name }) => name));
const isUp = () => !!(window as { impuls?: { isHere?: true } }).impuls?.isHere;

test("before consent nothing is stored, nothing is sent, no lazy part is loaded", async () => {
  shop.tag = {};
  shop.pages["/"] = { body: '<div data-impuls-slot="home"></div>' };
  const context = await shop.visitor();
  const page = await shop.tab("/", context);
  await say(page, "track", "nudge");
  await say(page, "cart", { lines: [], valueMinor: 0, currency: "EUR" });
  await page.mouse.move(10, 10);
  await page.goto(`${shop.url}/lamp`);
  await page.waitForFunction(isUp);
  expect(await page.evaluate(databases)).toEqual([]);
  expect(
    await page.evaluate(() => localStorage.length + sessionStorage.length + document.cookie.length),
  ).toBe(0);
  expect(await context.cookies()).toEqual([]);
  expect(shop.requests).toEqual([]);
  expect(new Set(shop.fetched)).toEqual(new Set(["/i.js"]));
});

test("from the moment of consent the page being looked at counts, and nothing before it", async () => {
  shop.tag = {};
  const page = await shop.tab("/?utm_source=letter");
  await say(page, "track", "too_early");
  await expectTold(shop, {
    when: () => say(page, "consent", { measure: true, personalise: true }),
    told: [{ name: "page_view", props: { path: "/", landing: { source: "letter" } } }],
    untold: ["too_early"],
  });
  expect(shop.requests[0]).toMatchObject({ site: SITE, consent: 11 });
});

test("a no given first makes no database, and nothing else", async () => {
  shop.tag = {};
  const page = await shop.tab("/");
  await say(page, "consent", { measure: false });
  await page.goto(`${shop.url}/lamp`);
  await page.waitForFunction(isUp);
  expect(await page.evaluate(databases)).toEqual([]);
  expect(shop.requests).toEqual([]);
});

test("a no in a tab that has stored nothing erases what another tab stored meanwhile", async () => {
  shop.tag = {};
  const context = await shop.visitor();
  const early = await shop.tab("/", context);
  await early.waitForFunction(isUp);
  const other = await shop.tab("/b", context);
  await say(other, "consent", { measure: true });
  await settled(other);
  expect(await storeOf(other)).not.toEqual({});
  await say(early, "consent", {});
  await expect.poll(() => storeOf(other)).toEqual({});
});

test("a yes right after a no given first is the one that stands", async () => {
  shop.tag = {};
  const page = await shop.tab("/");
  await page.evaluate(() => {
    const { impuls } = window as unknown as { impuls: (...command: unknown[]) => void };
    impuls("consent", {});
    impuls("consent", { measure: true });
  });
  await shop.event("page_view");
  await settled(page);
  expect(await storeOf(page)).toMatchObject({ consent: 9 });
});

test("consent given once is remembered on the next page", async () => {
  shop.tag = {};
  const page = await shop.tab("/");
  await say(page, "consent", { measure: true });
  await settled(page);
  await expectTold(shop, {
    when: () => page.goto(`${shop.url}/lamp`),
    told: [{ name: "page_view", props: { path: "/lamp" } }],
  });
  expect(shop.requests.at(-1)?.consent).toBe(9);
});

test("withdrawal erases the whole store at once and nothing is recorded any more", async () => {
  const page = await shop.tab("/");
  await settled(page);
  shop.tag = {};
  await page.goto(`${shop.url}/b`);
  await shop.event("page_view", 2);
  await settled(page);
  await say(page, "consent", { measure: false });
  await expect.poll(() => storeOf(page)).toEqual({});
  const before = shop.requests.length;
  await say(page, "track", "nudge");
  await page.goto(`${shop.url}/c`);
  await page.waitForFunction(isUp);
  expect(await storeOf(page)).toEqual({});
  expect(shop.requests).toHaveLength(before);
});

test("under an assumed policy only the no itself is remembered", async () => {
  const page = await shop.tab("/");
  await settled(page);
  await say(page, "consent", { measure: false, personalise: false });
  await expect.poll(() => storeOf(page)).toEqual({ consent: 8 });
  const before = shop.requests.length;
  await page.goto(`${shop.url}/b`);
  await page.waitForFunction(isUp);
  expect(await storeOf(page)).toEqual({ consent: 8 });
  expect(shop.requests).toHaveLength(before);
});

test("consent given again after a withdrawal begins with another secret and another writer", async () => {
  const page = await shop.tab("/");
  await settled(page);
  const first = shop.requests[0]!;
  await say(page, "consent", {});
  await expect.poll(() => storeOf(page)).toEqual({ consent: 8 });
  await say(page, "consent", { measure: true, personalise: true });
  await shop.event("page_view", 2);
  const again = shop.requests.at(-1)!;
  expect(again.secret).not.toBe(first.secret);
  expect(again.passport).toBeUndefined();
  expect(again.runs[0]?.writer).not.toBe(first.runs[0]?.writer);
});

test("a withdrawal in one tab stops the other tabs too", async () => {
  const context = await shop.visitor();
  const one = await shop.tab("/", context);
  await settled(one);
  const other = await shop.tab("/b", context);
  await shop.event("page_view", 2);
  await settled(other);
  await say(one, "consent", {});
  await expect.poll(() => storeOf(one)).toEqual({ consent: 8 });
  const before = shop.requests.length;
  await say(other, "track", "nudge");
  await other.evaluate(() => new Promise((resolve) => setTimeout(resolve, 1200)));
  expect(await storeOf(other)).toEqual({ consent: 8 });
  expect(shop.requests).toHaveLength(before);
});

const withGpc = () => Object.defineProperty(navigator, "globalPrivacyControl", { value: true });

test("Global Privacy Control withdraws what was only assumed", async () => {
  const context = await shop.visitor();
  await context.addInitScript(withGpc);
  const page = await shop.tab("/", context);
  await page.waitForFunction(isUp);
  await say(page, "track", "nudge");
  expect(await page.evaluate(databases)).toEqual([]);
  expect(shop.requests).toEqual([]);
});

test("Global Privacy Control leaves what the visitor has said on this very site", async () => {
  const context = await shop.visitor();
  await context.addInitScript(withGpc);
  const page = await shop.tab("/", context);
  await say(page, "consent", { measure: true, personalise: true });
  await shop.event("page_view");
  expect(shop.requests[0]?.consent).toBe(11);
});

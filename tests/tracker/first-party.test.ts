/** First-party mode in a real browser: the Worker under a path of the shop's own zone. */
import type { BrowserContext, Page } from "playwright-core";
import { beforeEach, expect, test } from "vitest";
import { aShop, CONSENTED, SITE, say, settled, storeOf } from "./shop.ts";

const shop = aShop();
const COOKIE = `__Secure-impuls-${SITE}=signed`;
const SETTING = `${COOKIE}; Path=/x7/v1/sync; HttpOnly; Secure; SameSite=Lax; Max-Age=34560000`;

beforeEach(() => {
  shop.prefix = "/x7";
  shop.src = "/x7/i.js";
  shop.tag = { ...CONSENTED, "data-site": SITE, "data-credentials": "same-origin" };
  shop.edge = ({ consent }) => ({
    headers: { "set-cookie": consent ? SETTING : SETTING.replace(/Max-Age=\d+/, "Max-Age=0") },
  });
});

const kept = async (context: BrowserContext) => (await context.cookies()).map(({ name }) => name);
/** As Safari does after seven days without a visit: all that scripts have written, and nothing else. */
const wipe = async (page: Page) => {
  const session = await page.context().newCDPSession(page);
  await session.send("Storage.clearDataForOrigin", {
    origin: shop.url,
    storageTypes: "indexeddb,local_storage",
  });
};

test("everything is asked for beside the script, wherever it lies", async () => {
  const page = await shop.tab("/");
  await shop.event("page_view");
  await say(page, "track", "view_item", { item: { id: "lamp" } });
  const parts = () => shop.fetched.map((path) => path.split("-")[0]);
  await expect
    .poll(parts)
    .toEqual(expect.arrayContaining(["/x7/i.js", "/x7/page", "/x7/commerce", "/x7/vitals"]));
  expect(parts().filter((path) => !path!.startsWith("/x7/"))).toEqual([]);
});

test("a browser whose script-written storage is wiped brings the cookie, which no script can read", async () => {
  const context = await shop.visitor();
  const page = await shop.tab("/", context);
  await settled(page);
  expect(shop.cookies[0]).toBeUndefined();
  expect(await page.evaluate(() => document.cookie)).toBe("");
  const { secret } = await storeOf(page);
  await wipe(page);
  await page.goto(`${shop.url}/b`);
  await shop.event("page_view", 2);
  expect(shop.cookies.at(-1)).toBe(COOKIE);
  expect(shop.requests.at(-1)!.secret).not.toBe(secret);
});

test("a no has the cookie deleted, by a request that says nothing of who this was", async () => {
  const context = await shop.visitor();
  const page = await shop.tab("/", context);
  await settled(page);
  expect(await kept(context)).toEqual([`__Secure-impuls-${SITE}`]);
  const before = shop.requests.at(-1)!;
  await say(page, "consent", {});
  await expect.poll(() => kept(context)).toEqual([]);
  const last = shop.requests.at(-1)!;
  expect(last).toMatchObject({ consent: 0, runs: [], page: { path: "/" } });
  expect(last).not.toHaveProperty("passport");
  expect(last.secret).not.toBe(before.secret);
  expect(last.secret).toMatch(/^[\w-]{22}$/);
});

test("a source's no deletes it too, on a page that has been allowed nothing yet", async () => {
  shop.tag = { ...shop.tag, "data-consent": "google" };
  const context = await shop.visitor();
  const page = await shop.tab("/", context);
  const gtag = (states: object) =>
    page.evaluate(
      (given) => (window as unknown as { dataLayer: unknown[] }).dataLayer.push(["consent", "update", given]),
      states,
    );
  const isAsked = () => page.waitForFunction(() => "dataLayer" in window);
  await isAsked();
  await gtag({ analytics_storage: "granted" });
  await settled(page);
  await page.goto(`${shop.url}/b`);
  await isAsked();
  expect(await kept(context)).toHaveLength(1);
  await gtag({ analytics_storage: "denied" });
  await expect.poll(() => kept(context)).toEqual([]);
  await expect.poll(() => storeOf(page)).toEqual({});
});

test("without the attribute no cookie is taken or brought, on the very same path", async () => {
  shop.tag = { ...CONSENTED, "data-site": SITE };
  const context = await shop.visitor();
  const page = await shop.tab("/", context);
  await settled(page);
  await page.goto(`${shop.url}/b`);
  await shop.event("page_view", 2);
  expect(await kept(context)).toEqual([]);
  expect(shop.cookies).toEqual(shop.requests.map(() => undefined));
});

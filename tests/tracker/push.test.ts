/** The question for notifications: whom it asks and when, what comes of each answer, and what a later visit makes of it. */
import type { BrowserContext, Page } from "playwright-core";
import { expect, test } from "vitest";
import { EXPLICIT, MEASURE, PERSONALISE, PUSH } from "../../model/consent.ts";
import type { PushKept } from "../../tracker/push-edge.ts";
import { EVERY_BLOCK } from "../support/every-block.ts";
import { withPushService } from "./push-service.ts";
import { A_KEY, ANOTHER_KEY, aDecision, aShop, SITE, say, settled, storeOf } from "./shop.ts";

const shop = aShop();
const DAY_MS = 86_400_000;
const QUESTION = "Shall we tell you when the price drops?";
const LAMP = {
  id: "lamp",
  name: "Table lamp",
  url: "/lamp",
  image: "/lamp.svg",
  priceMinor: 8900,
  currency: "EUR",
};

/** The edge has decided to ask, after a wish. */
function decideToAsk(campaign = "ask", form: "overlay" | "inline" = "overlay"): void {
  shop.edge = () => ({
    decisions: [
      aDecision({
        placement: form === "inline" ? "home" : form,
        campaign,
        isLasting: false,
        trigger: { kind: "event", event: "add_to_wishlist" },
        content: {
          form,
          ...(form === "overlay" && { position: "corner" }),
          blocks: [{ kind: "head", title: QUESTION }, EVERY_BLOCK.push],
        },
      }),
    ],
  });
}
const wish = (page: Page) => say(page, "track", "add_to_wishlist", { item: LAMP });
const question = (page: Page) => page.getByRole("heading", { name: QUESTION });
const yes = (page: Page) => page.getByRole("button", { name: "Yes, notify me" });
const no = (page: Page) => page.getByRole("button", { name: "Not now" });
const keptOf = async (page: Page) => ((await storeOf(page)).push ?? {}) as PushKept;
const inPage = (page: Page, key: string) => page.evaluate((name) => localStorage.getItem(name), key);

/** A visitor whose browser answers its own question so. */
async function visitor(answer: NotificationPermission | undefined = "granted"): Promise<BrowserContext> {
  const context = await shop.visitor({ serviceWorkers: "allow" });
  await withPushService(context, answer);
  return context;
}
/** The page with the question on it. */
async function asked(context: BrowserContext, path = "/"): Promise<Page> {
  decideToAsk();
  const page = await shop.tab(path, context);
  await say(page, "track", "view_item", { item: LAMP });
  await settled(page);
  await wish(page);
  await question(page).waitFor();
  return page;
}
/** That nothing is asked after a wish on a page opened anew. */
async function expectNoQuestion(context: BrowserContext, campaign = "another"): Promise<Page> {
  // Whatever a close keeps away is another campaign.
  decideToAsk(campaign);
  const page = await shop.tab("/", context);
  await settled(page);
  shop.fetched.length = 0;
  await wish(page);
  await expect.poll(() => shop.fetched.some((file) => file.startsWith("/push-"))).toBe(true);
  await say(page, "track", "flush");
  await shop.event("flush", shop.counted.filter(({ name }) => name === "flush").length + 1);
  expect(await question(page).count()).toBe(0);
  return page;
}

test("a yes: the browser is asked inside the click alone, the subscription told, consent gains push", async () => {
  const page = await asked(await visitor(), "/lamp");
  // The page is the product's own, and the notification is about it all the same.
  expect(await page.locator(".s").innerText()).toMatch(
    /^Table lamp: €79\.00\s+€10 less than when you saw it\.$/,
  );
  expect(await page.locator(".s img").getAttribute("src")).toBe(`${shop.url}/lamp.svg`);
  await page.getByText("Your browser will ask once more.").waitFor();
  expect(await inPage(page, "asked")).toBeNull();
  const before = shop.fetched.length;
  await yes(page).click();
  await page.getByRole("status").getByText("Thank you.").waitFor();
  expect(await inPage(page, "asked")).toBe("1");
  expect(await inPage(page, "gesture")).toBe("true");
  // Key, worker and all else were there before.
  expect(shop.fetched.slice(before).filter((path) => /v1|sw|push|subscription/.test(path))).toEqual([]);
  await shop.until(() => shop.subscriptions.length === 1);
  expect(shop.subscriptions[0]).toMatchObject({
    subscription: { endpoint: "https://push.example/1", keyId: A_KEY.id },
    language: "en-US",
  });
  expect(shop.subscriptions[0]!.passport).toMatch(/^passport-/);
  expect(shop.subscriptions[0]!.timeZone).toMatch(/\w/);
  expect((await shop.event("push_permission")).props).toEqual({ state: "granted", campaign: "ask" });
  expect((await shop.event("content_click")).props).toMatchObject({ campaign: "ask", target: "push" });
  const all = MEASURE | PERSONALISE | PUSH | EXPLICIT;
  await expect.poll(async () => (await storeOf(page)).consent).toBe(all);
  await say(page, "track", "later");
  await shop.event("later");
  expect(shop.requests.at(-1)!.consent).toBe(all);
  const scopes = await page.evaluate(async () =>
    (await navigator.serviceWorker.getRegistrations()).map(({ scope }) => scope),
  );
  expect(scopes).toEqual([`${shop.url}/impuls-push/${SITE}/`]);
  expect(await page.evaluate(() => navigator.serviceWorker.controller)).toBeNull();
  expect(shop.complaints).toEqual([]);
});

test("once somebody is subscribed nothing is asked", async () => {
  const context = await visitor();
  const page = await asked(context);
  await yes(page).click();
  await page.getByText("Thank you.").waitFor();
  await shop.event("push_permission");
  await settled(page);
  await expectNoQuestion(context);
});

test("all of it by keyboard, and the thanks are where the focus is", async () => {
  const page = await asked(await visitor());
  await yes(page).focus();
  await page.keyboard.press("Enter");
  await page.getByText("Thank you.").waitFor();
  const focused = await page.evaluate(
    () => document.activeElement?.shadowRoot?.activeElement?.textContent ?? "",
  );
  expect(focused).toMatch(/^Thank you\./);
});

test("a no keeps the question away for 30 days, a second one for good; the browser is never asked", async () => {
  const context = await visitor();
  const page = await asked(context);
  await no(page).click();
  await question(page).waitFor({ state: "detached" });
  expect((await shop.event("push_permission")).props).toEqual({ state: "declined", campaign: "ask" });
  await expectNoQuestion(context);
  await context.clock.setSystemTime(Date.now() + 30 * DAY_MS + 60_000);
  const again = await asked(context);
  await no(again).click();
  await shop.event("push_permission", 2);
  await context.clock.setSystemTime(Date.now() + 400 * DAY_MS);
  const last = await expectNoQuestion(context);
  expect(await inPage(last, "asked")).toBeNull();
});

test("the browser's question closed without an answer counts as a no", async () => {
  const context = await visitor("default");
  const page = await asked(context);
  await yes(page).click();
  await question(page).waitFor({ state: "detached" });
  expect((await shop.event("push_permission")).props).toEqual({ state: "dismissed", campaign: "ask" });
  expect(shop.counted.filter(({ name }) => name === "push_permission")).toHaveLength(1);
  expect(await keptOf(page)).toMatchObject({ noes: 1 });
  await expectNoQuestion(context);
});

test("blocked in the browser's question it is never asked again, and told once", async () => {
  const context = await visitor("denied");
  const page = await asked(context);
  await yes(page).click();
  await question(page).waitFor({ state: "detached" });
  expect((await shop.event("push_permission")).props).toEqual({ state: "denied", campaign: "ask" });
  await context.clock.setSystemTime(Date.now() + 400 * DAY_MS);
  await expectNoQuestion(context);
  expect(shop.counted.filter(({ name }) => name === "push_permission")).toHaveLength(1);
});

test("a browser without push is not asked, and says so once", async () => {
  const context = await visitor();
  await context.addInitScript(() => {
    Reflect.deleteProperty(window, "PushManager");
  });
  await expectNoQuestion(context);
  expect((await shop.event("push_permission")).props).toEqual({ state: "unsupported", campaign: "another" });
  await expectNoQuestion(context);
  expect(shop.counted.filter(({ name }) => name === "push_permission")).toHaveLength(1);
});

test("on an iPhone outside the Home Screen it is told the way there, in the page's language", async () => {
  const context = await visitor();
  await context.addInitScript(() => {
    Reflect.deleteProperty(window, "PushManager");
    Object.assign(navigator, { standalone: false });
  });
  shop.pages["/"] = { html: 'lang="pl"' };
  const page = await asked(context);
  await page.getByText("dodaj ten sklep do ekranu początkowego").waitFor();
  expect(await yes(page).count()).toBe(0);
  expect((await shop.event("push_permission")).props.state).toBe("needs_home_screen");
  await no(page).click();
  await question(page).waitFor({ state: "detached" });
  expect((await shop.event("push_permission", 2)).props.state).toBe("declined");
});

test("a shop without a worker's file asks nobody, and is told once", async () => {
  shop.tag = { ...shop.tag, "data-worker": "/missing-worker.txt" };
  const context = await visitor();
  await expectNoQuestion(context);
  expect((await shop.event("push_permission")).props.state).toBe("no_worker");
});

test("a tag from another origin without a worker named asks nobody", async () => {
  shop.src = `${shop.elsewhere}/i.js`;
  shop.tag = { ...shop.tag, "data-site": SITE };
  const context = await visitor();
  await expectNoQuestion(context);
  expect((await shop.event("push_permission")).props.state).toBe("no_worker");
});

test("where the edge does not answer nothing is asked, and nothing said of it", async () => {
  shop.pushKey = undefined;
  const page = await expectNoQuestion(await visitor());
  expect(await keptOf(page)).toEqual({});
});

test("in the checkout nothing is asked", async () => {
  shop.pages["/"] = { html: 'data-impuls-page="checkout"', body: '<div data-impuls-slot="home"></div>' };
  const context = await visitor();
  decideToAsk("ask", "inline");
  const page = await shop.tab("/", context);
  await settled(page);
  await wish(page);
  await expect.poll(() => shop.fetched.some((file) => file.startsWith("/subscription-"))).toBe(true);
  await say(page, "track", "flush");
  await shop.event("flush");
  expect(await question(page).count()).toBe(0);
  expect(shop.fetched).not.toContain("/v1/push/key");
});

test("a browser that allows it and then cannot subscribe is thanked for nothing", async () => {
  const context = await visitor();
  const page = await asked(context);
  await page.evaluate(() => localStorage.setItem("fails", "1"));
  await yes(page).click();
  await page.getByRole("status").getByText("This browser cannot receive notifications.").waitFor();
  expect((await shop.event("push_permission")).props.state).toBe("unsupported");
  expect(shop.subscriptions).toEqual([]);
  expect((await storeOf(page)).consent).toBe(MEASURE | PERSONALISE);
});

/** A visitor who said yes on an earlier page. */
async function subscribed(): Promise<BrowserContext> {
  const context = await visitor();
  const page = await asked(context);
  await yes(page).click();
  await page.getByText("Thank you.").waitFor();
  await shop.event("push_permission");
  await expect.poll(async () => (await keptOf(page)).toldAt).toBeTruthy();
  await settled(page);
  await page.close();
  shop.edge = () => ({});
  shop.fetched.length = 0;
  return context;
}
const reconciled = () =>
  expect.poll(() => shop.fetched.some((file) => file.startsWith("/subscription-"))).toBe(true);

test("a visit the same day finds all as it was, and asks the edge nothing", async () => {
  const context = await subscribed();
  const page = await shop.tab("/", context);
  await reconciled();
  await say(page, "track", "flush");
  await shop.event("flush");
  expect(shop.fetched).not.toContain("/v1/push/key");
  expect(shop.subscriptions).toHaveLength(1);
});

test("a day later the edge is told again, once", async () => {
  const context = await subscribed();
  await context.clock.setSystemTime(Date.now() + DAY_MS + 1000);
  const page = await shop.tab("/", context);
  await shop.until(() => shop.subscriptions.length === 2);
  expect(shop.subscriptions[1]!.subscription).toMatchObject({
    endpoint: "https://push.example/1",
    keyId: A_KEY.id,
  });
  await expect.poll(async () => (await keptOf(page)).toldAt).toBeGreaterThan(Date.now());
  shop.fetched.length = 0;
  await page.reload();
  await reconciled();
  await say(page, "track", "flush");
  await shop.event("flush");
  expect(shop.subscriptions).toHaveLength(2);
});

test("a renewed key makes a new subscription", async () => {
  const context = await subscribed();
  shop.pushKey = ANOTHER_KEY;
  await context.clock.setSystemTime(Date.now() + DAY_MS + 1000);
  await shop.tab("/", context);
  await shop.until(() => shop.subscriptions.length === 2);
  expect(shop.subscriptions[1]!.subscription).toMatchObject({
    endpoint: "https://push.example/2",
    keyId: ANOTHER_KEY.id,
  });
});

test("a subscription the browser has lost is made anew at the next visit", async () => {
  const context = await subscribed();
  await context.addInitScript(() => {
    if (localStorage.getItem("made") === "1")
      for (const key of Object.keys(localStorage)) if (key.startsWith("push ")) localStorage.removeItem(key);
  });
  const page = await shop.tab("/", context);
  await expect.poll(async () => (await keptOf(page)).endpoint).toBe("https://push.example/2");
  await shop.until(() => shop.subscriptions.length === 2);
});

test("taken back in the browser: the edge is told there is none, and nobody asks for a month", async () => {
  const context = await subscribed();
  const away = await shop.tab("/none", context);
  await away.evaluate(() => localStorage.setItem("permission", "default"));
  await away.close();
  const page = await shop.tab("/", context);
  expect((await shop.event("push_permission", 2)).props).toEqual({ state: "withdrawn" });
  await shop.until(() => shop.subscriptions.at(-1)!.subscription === null);
  await expect.poll(async () => Number((await storeOf(page)).consent) & PUSH).toBe(0);
  expect((await keptOf(page)).endpoint).toBeUndefined();
  await settled(page);
  await expectNoQuestion(context);
});

test("push alone taken back on the shop's page ends the subscription at once", async () => {
  const context = await subscribed();
  const page = await shop.tab("/", context);
  await reconciled();
  await expect
    .poll(async () => {
      await say(page, "consent", { measure: true, personalise: true });
      return shop.subscriptions.at(-1)!.subscription;
    })
    .toBeNull();
  expect((await shop.event("push_permission", 2)).props).toEqual({ state: "withdrawn" });
  expect(
    await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("push "))),
  ).toEqual([]);
});

test("all consent taken back: unsubscribed and told with the last passport, and the device is empty", async () => {
  const context = await subscribed();
  const page = await shop.tab("/", context);
  await reconciled();
  await settled(page);
  await say(page, "consent", {});
  await shop.until(() => shop.subscriptions.at(-1)!.subscription === null);
  expect(shop.subscriptions.at(-1)!.passport).toMatch(/^passport-/);
  expect(
    await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("push "))),
  ).toEqual([]);
  await expect.poll(() => storeOf(page)).toEqual({ consent: EXPLICIT });
});

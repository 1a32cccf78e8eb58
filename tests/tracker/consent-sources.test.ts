/** Consent as the shop's other software already knows it: Google Consent Mode, WordPress, Shopify. */
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { aShop, expectTold, say, settled, storeOf } from "./shop.ts";

const shop = aShop();
const databases = () => indexedDB.databases().then((all) => all.map(({ name }) => name));
const withGpc = () => Object.defineProperty(navigator, "globalPrivacyControl", { value: true });
const isUp = () => !!(window as { impuls?: { isHere?: true } }).impuls?.isHere;
const isAsked = () => expect.poll(() => shop.fetched.join()).toContain("consent-sources");
/** Time enough for a view to be told, were one recorded. */
const awhile = (page: Page) => page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 400)));

const inline = (script: string) => `<script>${script}</script>`;
const GTAG = "window.dataLayer=window.dataLayer||[];function gtag(){dataLayer.push(arguments)}";
const BOTH = "analytics_storage:'granted',personalization_storage:'granted'";
const NEITHER = "analytics_storage:'denied',personalization_storage:'denied'";
const DENIED = inline(`${GTAG};gtag('consent','default',{${NEITHER},wait_for_update:500})`);
const GRANTED = inline(`${GTAG};gtag('consent','default',{${BOTH}})`);
const gtag = (page: Page, how: string, states: Record<string, unknown>) =>
  page.evaluate(
    ([given, said]) =>
      (window as unknown as { gtag(...command: unknown[]): void }).gtag("consent", given, said),
    [how, states] as const,
  );
const update = (page: Page, measure: string, personalise: string) =>
  gtag(page, "update", { analytics_storage: measure, personalization_storage: personalise });

async function expectNothing(page: Page): Promise<void> {
  await page.waitForFunction(isUp);
  await awhile(page);
  expect(await page.evaluate(databases)).toEqual([]);
  expect(shop.requests).toEqual([]);
}

test("Consent Mode: nothing is stored or sent before the update, and nothing from before it is made up", async () => {
  shop.tag = { "data-consent": "google" };
  shop.pages["/"] = { head: DENIED };
  const page = await shop.tab("/");
  await isAsked();
  await say(page, "track", "too_early");
  await expectNothing(page);
  await expectTold(shop, {
    when: () => update(page, "granted", "granted"),
    told: [{ name: "page_view", props: { path: "/" } }],
    untold: ["too_early"],
  });
  expect(shop.requests[0]?.consent).toBe(11);
});

test.each([
  ["analytics alone measures", { analytics_storage: "granted" }, 9],
  ["personalisation alone personalises", { personalization_storage: "granted" }, 10],
  ["advertising is not asked", { analytics_storage: "granted", ad_personalization: "granted" }, 9],
])("Consent Mode: %s", async (_, states, consent) => {
  shop.tag = { "data-consent": "google" };
  shop.pages["/"] = { head: DENIED };
  const page = await shop.tab("/");
  await isAsked();
  await gtag(page, "update", states);
  await shop.event("page_view");
  expect(shop.requests[0]?.consent).toBe(consent);
});

test("Consent Mode: an update before the script counts, and so does a layer made after it", async () => {
  shop.tag = { "data-consent": "google" };
  shop.pages["/"] = { head: DENIED + inline(`gtag('consent','update',{${BOTH}})`) };
  await shop.tab("/");
  await shop.event("page_view");
  const page = await shop.tab("/late");
  await expect.poll(() => shop.fetched.filter((path) => path.includes("sources")).length).toBe(2);
  await awhile(page);
  await page.evaluate(`${GTAG};gtag('consent','update',{${BOTH}})`);
  expect(await shop.event("page_view", 2)).toMatchObject({ props: { path: "/late" } });
});

test("Consent Mode: an update that takes it back erases everything at once, and nothing more is sent", async () => {
  shop.tag = { "data-consent": "google" };
  shop.pages["/"] = { head: DENIED };
  const page = await shop.tab("/");
  await isAsked();
  await update(page, "granted", "granted");
  await settled(page);
  const before = shop.requests.length;
  await say(page, "track", "nudge");
  await update(page, "denied", "denied");
  await expect.poll(() => storeOf(page)).toEqual({});
  await say(page, "track", "nudge");
  await awhile(page);
  await page.goto(`${shop.url}/b`);
  await page.waitForFunction(isUp);
  await awhile(page);
  expect(shop.requests).toHaveLength(before);
  expect(await storeOf(page)).toEqual({});
});

test("a default that grants counts as assumed where the tag names the source, and not under Global Privacy Control", async () => {
  shop.tag = { "data-consent": "google" };
  shop.pages["/"] = { head: GRANTED };
  const context = await shop.visitor();
  await context.addInitScript(withGpc);
  await expectNothing(await shop.tab("/", context));
  await shop.tab("/");
  await shop.event("page_view");
  expect(shop.requests[0]?.consent).toBe(3);
});

test("a default that grants in one region and denies in another grants nothing: the page knows no region", async () => {
  shop.tag = { "data-consent": "google" };
  shop.pages["/"] = { head: GRANTED + inline(`gtag('consent','default',{${NEITHER},region:['PL']})`) };
  const page = await shop.tab("/");
  await isAsked();
  await expectNothing(page);
});

test("a source that shows itself is asked without being named, for what the visitor has chosen alone", async () => {
  shop.tag = {};
  shop.pages["/"] = { head: GRANTED };
  const page = await shop.tab("/");
  await isAsked();
  await expectNothing(page);
  await update(page, "granted", "denied");
  await shop.event("page_view");
  expect(shop.requests[0]?.consent).toBe(9);
});

test.each([
  ["a data layer without a word of consent", {}, inline("dataLayer=[{event:'gtm.js'},null]")],
  ["the policy `required` in so many words", { "data-consent": "required" }, GRANTED],
])("%s loads nothing and allows nothing", async (_, tag, head) => {
  shop.tag = tag as Record<string, string>;
  shop.pages["/"] = { head };
  const page = await shop.tab("/");
  await expectNothing(page);
  expect(shop.fetched).toEqual(["/i.js"]);
});

test("what a source allowed is asked of it again on every page, and the visitor is the same again", async () => {
  shop.tag = { "data-consent": "google" };
  shop.pages["/"] = shop.pages["/b"] = { head: DENIED };
  const page = await shop.tab("/");
  await isAsked();
  await update(page, "granted", "granted");
  await settled(page);
  const [before, kept] = [shop.requests.length, await storeOf(page)];
  await page.goto(`${shop.url}/b`);
  await page.waitForFunction(isUp);
  await say(page, "track", "nudge");
  await awhile(page);
  expect(shop.requests).toHaveLength(before);
  expect(await storeOf(page)).toEqual(kept);
  await update(page, "granted", "granted");
  await shop.event("page_view", 2);
  expect(shop.requests.at(-1)).toMatchObject({ secret: kept.secret, passport: kept.passport });
});

test("the shop's own yes stands over a source's no, here and on the next page", async () => {
  shop.tag = { "data-consent": "google" };
  shop.pages["/"] = shop.pages["/b"] = { head: DENIED };
  const page = await shop.tab("/");
  await isAsked();
  await say(page, "consent", { measure: true, personalise: true });
  await settled(page);
  await update(page, "denied", "denied");
  await page.goto(`${shop.url}/b`);
  await shop.event("page_view", 2);
  await update(page, "denied", "denied");
  await expectTold(shop, { when: () => say(page, "track", "nudge"), told: [{ name: "nudge" }] });
});

test("the shop's own no stands over a source's yes, here and on the next page", async () => {
  shop.tag = { "data-consent": "google" };
  shop.pages["/"] = shop.pages["/b"] = { head: GRANTED };
  const page = await shop.tab("/");
  await settled(page);
  await say(page, "consent", {});
  await expect.poll(() => storeOf(page)).toEqual({ consent: 8 });
  const before = shop.requests.length;
  await update(page, "granted", "granted");
  await awhile(page);
  await page.goto(`${shop.url}/b`);
  await page.waitForFunction(isUp);
  await update(page, "granted", "granted");
  await awhile(page);
  expect(await storeOf(page)).toEqual({ consent: 8 });
  expect(shop.requests).toHaveLength(before);
});

test("a source's no in one tab is every tab's, though that one had allowed nothing; a later yes is heard in each", async () => {
  shop.tag = { "data-consent": "google" };
  shop.pages["/a"] = shop.pages["/b"] = { head: DENIED };
  const context = await shop.visitor();
  const one = await shop.tab("/a", context);
  const other = await shop.tab("/b", context);
  await expect.poll(() => shop.fetched.filter((path) => path.includes("sources")).length).toBe(2);
  await update(other, "granted", "granted");
  await settled(other);
  const before = shop.requests.length;
  await update(one, "denied", "denied");
  await expect.poll(() => storeOf(one)).toEqual({});
  await say(other, "track", "nudge");
  await awhile(other);
  await awhile(other);
  await awhile(other);
  expect(await storeOf(other)).toEqual({});
  expect(shop.requests).toHaveLength(before);
  await update(other, "granted", "denied");
  await shop.event("page_view", 2);
  expect(shop.counted.map(({ name }) => name)).toEqual(["page_view", "page_view"]);
});

test("the data layer goes on as it was: entries arrive, and pushing answers its length", async () => {
  shop.tag = { "data-consent": "google" };
  shop.pages["/"] = { head: DENIED };
  const page = await shop.tab("/");
  await isAsked();
  await awhile(page);
  const pushed = await page.evaluate(() => {
    const layer = (window as unknown as { dataLayer: unknown[] }).dataLayer;
    const length = layer.push({ event: "one" }, undefined, ["consent", "update", null], ["consent"]);
    return [length, layer.length, layer[1]];
  });
  expect(pushed).toEqual([5, 5, { event: "one" }]);
  expect(shop.complaints).toEqual([]);
});

/** The part of the WordPress plug-in that pages see, by its published source. */
const wordpress = (type: string | undefined) =>
  inline(`${type ? `window.wp_consent_type='${type}';` : ""}
    window.consent_api={cookie_prefix:'wp_consent'};
    const cookieOf=(c)=>(document.cookie.match('wp_consent_'+c+'=(\\\\w+)')||[])[1]||'';
    window.wp_has_consent=(c)=>!window.wp_consent_type||(window.wp_consent_type.includes('optout')&&cookieOf(c)===''
      ?true:cookieOf(c)==='allow');
    window.wp_set_consent=(c,value)=>{document.cookie='wp_consent_'+c+'='+value+';path=/';
      document.dispatchEvent(new CustomEvent('wp_listen_for_consent_change',{detail:{[c]:value}}))}`);
const wpSay = (page: Page, category: string, value: string) =>
  page.evaluate(
    ([c, v]) => (window as unknown as { wp_set_consent(c: string, v: string): void }).wp_set_consent(c, v),
    [category, value] as const,
  );

test("WordPress: nothing before the visitor chooses; statistics measure, marketing personalises, a no erases", async () => {
  shop.tag = {};
  shop.pages["/"] = { head: wordpress("optin") };
  const page = await shop.tab("/");
  await isAsked();
  await expectNothing(page);
  await wpSay(page, "statistics", "allow");
  await shop.event("page_view");
  expect(shop.requests[0]?.consent).toBe(9);
  await wpSay(page, "marketing", "allow");
  await say(page, "track", "nudge");
  await shop.event("nudge");
  expect(shop.requests.at(-1)?.consent).toBe(11);
  await page.reload();
  await shop.event("page_view", 2);
  await wpSay(page, "marketing", "deny");
  await wpSay(page, "statistics", "deny");
  await expect.poll(() => storeOf(page)).toEqual({});
});

test("WordPress: until a consent type is defined nobody manages consent, and nothing is taken as given", async () => {
  shop.tag = { "data-consent": "wordpress" };
  shop.pages["/"] = { head: wordpress(undefined) };
  const page = await shop.tab("/");
  await isAsked();
  await expectNothing(page);
  await page.evaluate(() => {
    (window as unknown as { wp_consent_type: string }).wp_consent_type = "optout";
    document.dispatchEvent(new CustomEvent("wp_consent_type_defined"));
  });
  await shop.event("page_view");
  expect(shop.requests[0]?.consent).toBe(3);
});

/** Shopify's API as its documentation has it: there after `loadFeatures`, `''` where nothing was chosen. */
const SHOPIFY = inline(`const chosen={analytics:'',preferences:''};
  window.Shopify={loadFeatures:(features,then)=>setTimeout(()=>{
    Shopify.customerPrivacy={analyticsProcessingAllowed:()=>chosen.analytics!=='no',
      preferencesProcessingAllowed:()=>chosen.preferences!=='no',currentVisitorConsent:()=>chosen};then()},50)};
  window.choose=(given)=>{Object.assign(chosen,given);
    document.dispatchEvent(new CustomEvent('visitorConsentCollected',{detail:{}}))}`);
const choose = (page: Page, analytics: string, preferences: string) =>
  page.evaluate((given) => (window as unknown as { choose(given: object): void }).choose(given), {
    analytics,
    preferences,
  });

test("Shopify: where no consent is needed it is assumed if the tag says so; what the visitor chooses counts", async () => {
  shop.tag = { "data-consent": "shopify" };
  shop.pages["/"] = { head: SHOPIFY };
  const page = await shop.tab("/");
  await shop.event("page_view");
  expect(shop.requests[0]?.consent).toBe(3);
  await choose(page, "yes", "no");
  await say(page, "track", "nudge");
  await shop.event("nudge");
  expect(shop.requests.at(-1)?.consent).toBe(9);
  await choose(page, "no", "no");
  await expect.poll(() => storeOf(page)).toEqual({});
});

test("Shopify: unnamed, only what the visitor has chosen counts", async () => {
  shop.tag = {};
  shop.pages["/"] = { head: SHOPIFY };
  const page = await shop.tab("/");
  await isAsked();
  await expectNothing(page);
  await choose(page, "yes", "yes");
  await shop.event("page_view");
  expect(shop.requests[0]?.consent).toBe(11);
});

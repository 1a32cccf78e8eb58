/**
 * The tag on pages as they are: put there by tag managers and optimisers, under strict policies, over broken storage,
 * beside scripts that change what everybody relies on.
 */
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { aDecision, aShop, CONSENTED, expectTold, SITE, say, settled, storeOf } from "./shop.ts";

const shop = aShop();
const views = () => shop.counted.filter(({ name }) => name === "page_view");
/** A slot with room for content, made without a style. */
const ROOMY = `<div data-impuls-slot="home">${"<br>".repeat(20)}</div>`;
/** A page whose own tag stays away: the test puts it in as the page's software would. */
const ABSENT = { src: "about:blank", type: "text/plain" };

/** Tells one event and sees it arrive; nothing of ours has reached the page's error handlers. */
async function expectAlive(page: Page): Promise<void> {
  await expectTold(shop, { when: () => say(page, "track", "alive"), told: [{ name: "alive" }] });
  expect(shop.complaints.filter((line) => line.startsWith("uncaught"))).toEqual([]);
}

/** Content was drawn and seen: its exposure waits for the next request. */
const isShown = (page: Page) =>
  expect.poll(async () => JSON.stringify(await storeOf(page))).toContain('"exposure"');

describe("a tag put in by other software", () => {
  test("of a tag manager, without attributes and made by script, works by its address", async () => {
    shop.tag = ABSENT;
    shop.pages["/"] = {
      body: `<script>(function(){var s=document.createElement("script");s.async=1;
        s.src="/i.js?site=${SITE}&consent=assumed";document.body.appendChild(s)})()</script>`,
    };
    const page = await shop.tab("/");
    await shop.event("page_view");
    await expectAlive(page);
  });

  test("twice, by the shop and by a tag manager with another address, counts once", async () => {
    shop.pages["/"] = {
      body: `<script>addEventListener("load",function(){var s=document.createElement("script");
        s.src="/i.js?site=${SITE}&consent=assumed&gtm=1";document.body.appendChild(s)})</script>`,
    };
    const page = await shop.tab("/");
    await expect.poll(() => shop.fetched.filter((path) => path === "/i.js").length).toBe(2);
    await settled(page);
    await expectAlive(page);
    expect(views()).toHaveLength(1);
  });

  test("held back until the first input and put in anew, the page being long there, counts the view once", async () => {
    shop.tag = { ...CONSENTED, type: "rocketlazyloadscript" };
    shop.pages["/"] = {
      body: `<script>addEventListener("keydown",function(){
        var old=document.querySelector("[type=rocketlazyloadscript]"),made=document.createElement("script");
        for(var a of old.attributes)if(a.name!=="type")made.setAttribute(a.name,a.value);
        old.parentNode.replaceChild(made,old)},{once:true})</script>`,
    };
    const page = await shop.tab("/");
    await say(page, "track", "early");
    expect(shop.fetched).toEqual([]);
    await page.keyboard.press("a");
    await shop.event("early");
    expect(views()).toHaveLength(1);
    await expectAlive(page);
  });

  test("run by a loader that leaves no current script, with its type mangled, is found by its address", async () => {
    shop.tag = { ...CONSENTED, type: "0123abcd-text/javascript" };
    shop.pages["/"] = {
      body: `<script>addEventListener("load",async function(){
        var text=await(await fetch("/i.js")).text(),made=document.createElement("script");
        Object.defineProperty(document,"currentScript",{get:()=>null});
        made.textContent=text;document.head.appendChild(made)})</script>`,
    };
    const page = await shop.tab("/");
    await shop.event("page_view");
    await expectAlive(page);
  });

  test("run from text, with no address anywhere, says so in the console and leaves the page alone", async () => {
    shop.tag = ABSENT;
    shop.pages["/"] = {
      body: `<script>addEventListener("load",async function(){
        var made=document.createElement("script");
        made.textContent=await(await fetch("/"+"i.js")).text();document.head.appendChild(made)})</script>`,
    };
    await shop.tab("/");
    await expect.poll(() => shop.complaints).toEqual([expect.stringContaining("impuls:")]);
  });
});

describe("under a strict policy", () => {
  const POLICY = {
    "a nonce and strict-dynamic": "script-src 'nonce-n1' 'strict-dynamic'",
    "the script's own host alone": "script-src 'self'",
    "Trusted Types": "script-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'",
  };
  test.each(Object.entries(POLICY))("of %s every part loads, and content is drawn", async (_, policy) => {
    shop.tag = { ...CONSENTED, nonce: "n1" };
    shop.headers = {
      "content-security-policy": `default-src 'none'; connect-src 'self'; base-uri 'none'; ${policy}`,
    };
    shop.pages["/"] = { body: ROOMY };
    shop.edge = () => ({ decisions: [aDecision()] });
    const page = await shop.tab("/");
    await isShown(page);
    await say(page, "track", "view_item", { item: { id: "lamp" } });
    await expect.poll(() => shop.fetched.map((path) => path.split("-")[0])).toContain("/commerce");
    await expectAlive(page);
    expect(shop.complaints).toEqual([]);
  });

  test("or a blocker that lets no part in, the page's error handlers hear nothing of it", async () => {
    const context = await shop.visitor();
    await context.route(/\/page-.*\.js/, (route) => route.abort());
    const page = await shop.tab("/", context);
    await shop.event("page_view");
    await say(page, "consent", {});
    await expect.poll(() => storeOf(page)).toEqual({ consent: 8 });
    expect(shop.complaints.filter((line) => line.startsWith("uncaught"))).toEqual([]);
  });
});

describe("over broken storage", () => {
  test.each<[string, () => void]>([
    ["none at all", () => Object.defineProperty(window, "indexedDB", { value: undefined })],
    [
      "one that is forbidden",
      () => {
        const forbid = () => {
          throw new DOMException("The operation is insecure.", "SecurityError");
        };
        Object.assign(IDBFactory.prototype, { open: forbid, databases: forbid });
        Object.defineProperty(window, "localStorage", { get: forbid });
      },
    ],
    ["one that never answers", () => Object.assign(IDBFactory.prototype, { open: () => ({}) })],
    [
      "a list of databases that never comes",
      () => Object.assign(IDBFactory.prototype, { databases: () => new Promise(() => {}) }),
    ],
    [
      "a full one",
      () => {
        IDBObjectStore.prototype.put = () => {
          throw new DOMException("No room", "QuotaExceededError");
        };
      },
    ],
    [
      "locks that are refused",
      () =>
        Object.assign(LockManager.prototype, {
          request: () => Promise.reject(new DOMException("No locks here", "SecurityError")),
        }),
    ],
  ])("%s: the page works, events are sent, and no is no", async (_, breaks) => {
    const context = await shop.visitor();
    await context.addInitScript(breaks);
    const page = await shop.tab("/", context);
    await shop.event("page_view");
    await expectAlive(page);
    await say(page, "consent", {});
    const before = shop.requests.length;
    await say(page, "track", "nudge");
    await page.goto("about:blank");
    expect(shop.requests).toHaveLength(before);
  });

  test("a connection that closes under the page is opened again, and nothing is lost", async () => {
    const context = await shop.visitor();
    await context.addInitScript(() => {
      const opened: IDBDatabase[] = [];
      const { open } = IDBFactory.prototype;
      IDBFactory.prototype.open = function (...given) {
        const request = open.apply(this, given);
        request.addEventListener("success", () => opened.push(request.result));
        return request;
      };
      Object.assign(window, { closeAll: () => opened.map((database) => database.close()).length });
    });
    const page = await shop.tab("/", context);
    await settled(page);
    for (const i of [1, 2]) {
      await page.evaluate((n) => {
        const { closeAll, impuls } = window as unknown as Record<string, (...given: unknown[]) => void>;
        impuls!("track", "nudge", { n });
        closeAll!();
        impuls!("track", "nudge", { n: -n });
      }, i);
      await shop.event("nudge", i * 2);
    }
    expect(shop.counted.filter(({ name }) => name === "nudge").map(({ props }) => props.n)).toEqual([
      1, -1, 2, -2,
    ]);
    await expect.poll(async () => Object.keys(await storeOf(page)).join()).not.toMatch(/,\d/);
    expect(await storeOf(page)).toHaveProperty("passport");
  });

  test("a store emptied by the browser under an open page takes no more events, and the next page begins anew", async () => {
    const page = await shop.tab("/");
    await settled(page);
    const { secret } = await storeOf(page);
    const session = await page.context().newCDPSession(page);
    await session.send("Storage.clearDataForOrigin", { origin: shop.url, storageTypes: "all" });
    await say(page, "track", "nudge");
    await page.goto(`${shop.url}/b`);
    await shop.event("page_view", 2);
    await settled(page);
    expect((await storeOf(page)).secret).not.toBe(secret);
  });
});

describe("beside scripts that change the page", () => {
  const withoutNavigation = () => Object.defineProperty(window, "navigation", { value: undefined });
  const go = (page: Page, path: string) => page.evaluate((to) => history.pushState(null, "", to), path);

  test("a history patched before us, which loses `this`, and one after, which throws, still route", async () => {
    const context = await shop.visitor();
    await context.addInitScript(withoutNavigation);
    shop.pages["/"] = {
      head: `<script>var before=history.pushState.bind(history);history.pushState=function(){return before.apply(0,arguments)}</script>`,
    };
    const page = await shop.tab("/", context);
    await settled(page);
    await expectTold(shop, {
      when: () => go(page, "/one"),
      told: [{ name: "page_view", props: { path: "/one" } }],
    });
    await page.evaluate(() => {
      const ours = history.pushState;
      history.pushState = (...given) => {
        // Called bare, as careless wrappers do.
        ours(...given);
        throw new Error("theirs");
      };
    });
    await expectTold(shop, {
      when: () => go(page, "/two").catch(() => {}),
      told: [{ name: "page_view", props: { path: "/two" } }],
    });
    expect(shop.complaints).toEqual([]);
  });

  test("a history that cannot be changed costs the routes alone", async () => {
    const context = await shop.visitor();
    await context.addInitScript(withoutNavigation);
    await context.addInitScript(() => Object.freeze(history));
    await expectAlive(await shop.tab("/", context));
  });

  test("arrays that Prototype.js has given a toJSON travel as arrays, and the page keeps its own", async () => {
    const context = await shop.visitor();
    await context.addInitScript(() => {
      Object.assign(Array.prototype, { toJSON: () => "[spoilt]" });
    });
    const page = await shop.tab("/", context);
    const lines = [{ id: "lamp", quantity: 1, priceMinor: 100 }];
    await say(page, "cart", { lines, valueMinor: 100, currency: "EUR" });
    expect((await shop.event("cart")).props.lines).toEqual(lines);
    expect(await page.evaluate(() => JSON.stringify([1]))).toBe('"[spoilt]"');
  });

  test("prototypes that are frozen do no harm", async () => {
    const context = await shop.visitor();
    await context.addInitScript(() => {
      for (const each of [Object, Array, Function, Promise, Map, String, Number, Date, Error])
        Object.freeze(each.prototype);
    });
    shop.pages["/"] = { body: ROOMY };
    shop.edge = () => ({ decisions: [aDecision()] });
    const page = await shop.tab("/", context);
    await isShown(page);
    await expectAlive(page);
  });

  test("a JSON that throws costs the events, not the page", async () => {
    const context = await shop.visitor();
    await context.addInitScript(() => {
      JSON.stringify = () => {
        throw new Error("theirs");
      };
    });
    const page = await shop.tab("/", context);
    await expect.poll(() => shop.complaints).toHaveLength(1);
    expect(shop.complaints[0]).toContain("impuls:");
    expect(await page.evaluate(() => document.title)).toBe("Page /");
  });

  test.each<[string, () => void]>([
    [
      "throws",
      () => {
        window.fetch = () => {
          throw new Error("theirs");
        };
      },
    ],
    ["answers nothing", () => Object.assign(window, { fetch: () => Promise.resolve() })],
    ["answers nonsense", () => Object.assign(window, { fetch: async () => ({ ok: true, status: 200 }) })],
    ["refuses, without headers", () => Object.assign(window, { fetch: async () => ({ status: 503 }) })],
  ])("a fetch of the page's own that %s loses no event", async (_, breaks) => {
    const context = await shop.visitor();
    shop.pages["/broken"] = { head: `<script>(${breaks})()</script>` };
    const page = await shop.tab("/broken", context);
    await expect.poll(async () => JSON.stringify(await storeOf(page))).toContain("page_view");
    await say(page, "track", "nudge");
    await expect.poll(async () => JSON.stringify(await storeOf(page))).toContain("nudge");
    await page.goto(`${shop.url}/sound`);
    await shop.event("nudge");
    expect(new Set(views().map(({ props }) => props.path))).toEqual(new Set(["/broken", "/sound"]));
    expect(shop.complaints.filter((line) => line.startsWith("uncaught"))).toEqual([]);
  });

  test.each([
    ["an element of that id", '<div id="impuls"></div>', ""],
    ["a text", "", "window.impuls='ours'"],
    ["an object", "", "window.impuls={version:1}"],
  ])("a global `impuls` that is %s gives way", async (_, body, script) => {
    shop.pages["/"] = { body, head: script && `<script>${script}</script>` };
    const page = await shop.tab("/");
    await shop.event("page_view");
    await page.evaluate(() =>
      (window as unknown as { impuls(...call: unknown[]): void }).impuls("track", "alive"),
    );
    await shop.event("alive");
  });
});

describe("a device's clock", () => {
  const setClock = (page: Page, byMs: number) =>
    page.evaluate((ms) => {
      const { now } = Date;
      Date.now = () => now() + ms;
    }, byMs);
  const never = new Promise(() => {});
  const DAY_MS = 86_400_000;

  test.each([
    ["back by a year", -365 * DAY_MS],
    ["forward by a year", 365 * DAY_MS],
    ["back by an hour", -3_600_000],
  ])("set %s makes no age negative and none too old", async (_, byMs) => {
    shop.edge = (_, count) => (count === 1 ? { after: never } : {});
    const page = await shop.tab("/");
    await shop.event("page_view");
    await say(page, "track", "before");
    await expect.poll(async () => JSON.stringify(await storeOf(page))).toContain("before");
    await setClock(page, byMs);
    await say(page, "track", "after");
    await expect.poll(async () => JSON.stringify(await storeOf(page))).toContain("after");
    await page.goto("about:blank");
    await shop.event("after");
    for (const name of ["page_view", "before", "after"]) {
      const { ageMs } = shop.told.findLast((event) => event.name === name)!;
      expect(ageMs).toBeGreaterThanOrEqual(0);
      expect(ageMs).toBeLessThan(60_000);
    }
  });
});

test("200 events of one tick are written in one transaction and all arrive, once each", async () => {
  const context = await shop.visitor();
  await context.addInitScript(() => {
    const { transaction } = IDBDatabase.prototype;
    Object.assign(window, { transactions: 0 });
    IDBDatabase.prototype.transaction = function (...given) {
      (window as unknown as { transactions: number }).transactions++;
      return transaction.apply(this, given);
    };
  });
  const page = await shop.tab("/", context);
  await settled(page);
  const transactions = await page.evaluate(async () => {
    const w = window as unknown as { transactions: number; impuls(...call: unknown[]): void };
    const written = new Promise<void>((resolve) =>
      w.impuls("watch", (notice: { event?: { props: { i?: number } } }) => {
        if (notice.event?.props.i === 199) resolve();
      }),
    );
    const before = w.transactions;
    for (let i = 0; i < 200; i++) w.impuls("track", "burst", { i });
    await written;
    return w.transactions - before;
  });
  expect(transactions).toBe(1);
  await shop.event("burst", 200);
  expect(
    shop.counted
      .filter(({ name }) => name === "burst")
      .map(({ props }) => props.i)
      .sort((a, b) => +a! - +b!),
  ).toEqual(Array.from({ length: 200 }, (_, i) => i));
});

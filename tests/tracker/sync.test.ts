import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { aDecision, aShop, say, settled, storeOf } from "./shop.ts";

const shop = aShop();
const namesOf = (events: { writer: string; n: number }[]) => events.map(({ writer, n }) => `${writer} ${n}`);
const outbox = async (page: Parameters<typeof storeOf>[0]) =>
  Object.keys(await storeOf(page)).filter((key) => key.includes(","));

test("a request carries the secret, the page, its slots, language and offset", async () => {
  shop.pages["/"] = { body: '<div data-impuls-slot="home"></div><div data-impuls-slot="aside"></div>' };
  const context = await shop.visitor({ locale: "pl-PL", timezoneId: "Asia/Kolkata" });
  await shop.tab("/", context);
  await shop.event("page_view");
  expect(shop.requests[0]).toMatchObject({
    wire: 1,
    secret: expect.stringMatching(/^[\w-]{22}$/),
    consent: 3,
    rebuild: true,
    page: { path: "/", slots: ["home", "aside"] },
    language: "pl-PL",
    offsetMinutes: 330,
    runs: [{ writer: expect.stringMatching(/^[\w-]{8}$/), from: 0 }],
  });
});

test("a visit's first request asks for a rebuild, the next one does not and carries the passport", async () => {
  const page = await shop.tab("/");
  await settled(page);
  await page.goto(`${shop.url}/b`);
  await shop.event("page_view", 2);
  expect(shop.requests.at(-1)).toMatchObject({ passport: "passport-1", rebuild: false });
  expect(shop.requests.at(-1)?.secret).toBe(shop.requests[0]?.secret);
});

test.each([
  ["no answer", { breaks: "before" } as const],
  ["an answer that breaks off after the decisions", { breaks: "ack" } as const],
  ["an error of the edge", { status: 503 }],
  ["an empty acknowledgement", { ack: { ack: [], passport: "never" } }],
])("after %s the events are sent again under the same names, and kept until then", async (_, failure) => {
  shop.edge = (_request, count) => (count === 1 ? failure : {});
  const page = await shop.tab("/");
  await shop.until(() => shop.requests.length >= 2);
  await settled(page);
  const [first, second] = shop.told.filter(({ name }) => name === "page_view");
  expect(namesOf([second!])).toEqual(namesOf([first!]));
  expect(await storeOf(page)).toMatchObject({ passport: "passport-2" });
});

test("an acknowledgement removes exactly the names it gives", async () => {
  shop.edge = ({ runs }, count) =>
    count === 1 ? { ack: { ack: runs.map(({ writer }) => ({ writer, from: 1, to: 3 })) } } : { status: 503 };
  shop.pages["/"] = {
    head: "<script>window.impuls=function(){(impuls.q=impuls.q||[]).push(arguments)};for(const name of ['a','b','c'])impuls('track',name)</script>",
  };
  const page = await shop.tab("/");
  await expect.poll(() => storeOf(page)).toHaveProperty("passport");
  const { writer } = shop.told[0]!;
  expect(await outbox(page)).toEqual([`${writer},0`, `${writer},3`]);
});

test("a bad event is dropped by name, and what was sent with it is kept", async () => {
  shop.edge = ({ runs }) => ({
    ack: {
      refused: runs.flatMap(({ writer, events }) =>
        events.flatMap((event, n) =>
          event.name === "bad" ? [{ writer, n, name: "bad", path: "item.id", expected: "a word" }] : [],
        ),
      ),
    },
  });
  const page = await shop.tab("/");
  await say(page, "track", "bad");
  await expect.poll(() => shop.complaints).toEqual([expect.stringMatching(/bad.*item\.id.*a word/)]);
  expect(await outbox(page)).toEqual([]);
});

test.each([400, 413])(
  "a batch refused with %i is halved until the one event that cannot pass is dropped",
  async (status) => {
    const isPoisoned = (runs: { events: { name?: unknown }[] }[]) =>
      runs.some(({ events }) => events.some(({ name }) => name === "poison"));
    shop.edge = ({ runs }) => (isPoisoned(runs) ? { status } : {});
    shop.pages["/"] = {
      head: "<script>window.impuls=function(){(impuls.q=impuls.q||[]).push(arguments)};for(const name of ['a','b','poison','c','d'])impuls('track',name)</script>",
    };
    const page = await shop.tab("/");
    await shop.event("d");
    await settled(page);
    await expect.poll(() => outbox(page)).toEqual([]);
    expect(shop.complaints.filter((line) => line.startsWith("impuls"))).toEqual([
      expect.stringContaining("poison"),
    ]);
    expect(shop.requests.length).toBeLessThan(12);
  },
);

test("more than one request may carry goes out in several", async () => {
  const page = await shop.tab("/");
  await settled(page);
  await page.evaluate(() => {
    const impuls = (window as unknown as { impuls: (...call: unknown[]) => void }).impuls;
    for (let i = 0; i < 120; i++) impuls("track", "nudge", { i, text: "x".repeat(150) });
  });
  await shop.event("nudge", 120);
  await expect.poll(() => outbox(page)).toEqual([]);
  for (const { runs } of shop.requests)
    expect(runs.reduce((sum, { events }) => sum + events.length, 0)).toBeLessThanOrEqual(50);
});

test("failures are met with more and more patience, and Retry-After is honoured", async () => {
  const at: number[] = [];
  shop.edge = (_, count) => {
    at.push(Date.now());
    return count === 1 ? { status: 429, headers: { "retry-after": "2" } } : {};
  };
  const page = await shop.tab("/");
  await shop.until(() => shop.requests.length === 1);
  await say(page, "track", "nudge");
  await shop.event("nudge");
  expect(at[1]! - at[0]!).toBeGreaterThanOrEqual(1900);
});

test("what was told before a request failed waits as long as Retry-After asks, too", async () => {
  let refuse = () => {};
  const refused = new Promise<void>((resolve) => {
    refuse = resolve;
  });
  shop.edge = (_, count) =>
    count === 1 ? { status: 429, headers: { "retry-after": "2" }, after: refused } : {};
  const page = await shop.tab("/");
  await shop.until(() => shop.requests.length === 1);
  await say(page, "track", "nudge");
  await expect.poll(() => outbox(page)).toHaveLength(2);
  const refusedAt = Date.now();
  refuse();
  await shop.event("nudge");
  expect(Date.now() - refusedAt).toBeGreaterThanOrEqual(1900);
});

test("what a closed tab could not send, the next page sends under the same names", async () => {
  shop.edge = () => ({ breaks: "before" });
  const context = await shop.visitor();
  const page = await shop.tab("/", context);
  await say(page, "track", "nudge");
  await shop.event("nudge");
  await page.close();
  const before = shop.counted.length;
  shop.edge = () => ({});
  const next = await shop.tab("/b", context);
  await settled(next);
  expect(await outbox(next)).toEqual([]);
  expect(shop.counted.filter(({ name }) => name === "nudge")).toHaveLength(1);
  expect(shop.counted.length).toBe(before + 1);
});

test("a passport that another tab has replaced is not overwritten, and the next request asks for a rebuild", async () => {
  const context = await shop.visitor();
  const one = await shop.tab("/", context);
  await settled(one);
  let answerFirst = () => {};
  shop.edge = (_, count) =>
    count === 2
      ? {
          after: new Promise<void>((resolve) => (answerFirst = resolve)),
          decisions: [aDecision({ placement: "bar" })],
        }
      : {};
  // Without the lock, as where a browser has none: two requests with the same passport at once.
  await context.addInitScript(() => Object.defineProperty(navigator, "locks", { value: undefined }));
  const slow = await shop.tab("/slow", context);
  await shop.until(() => shop.requests.length === 2);
  const quick = await shop.tab("/quick", context);
  await expect.poll(async () => (await storeOf(quick)).passport).toBe("passport-3");
  answerFirst();
  await shop.until(() => shop.requests.length === 4);
  expect(shop.requests[3]).toMatchObject({ passport: "passport-3", rebuild: true, page: { path: "/slow" } });
  await expect.poll(async () => (await storeOf(slow)).passport).toBe("passport-4");
  expect((await storeOf(slow)).decisions).toEqual([]);
});

test("while one tab sends, another waits, so that nothing is sent twice", async () => {
  const context = await shop.visitor();
  let answerFirst = () => {};
  shop.edge = (_, count) =>
    count === 1 ? { after: new Promise<void>((resolve) => (answerFirst = resolve)) } : {};
  await shop.tab("/", context);
  await shop.until(() => shop.requests.length === 1);
  const other = await shop.tab("/b", context);
  await expect.poll(() => outbox(other)).toHaveLength(2);
  answerFirst();
  await shop.event("page_view", 2);
  expect(shop.told.filter(({ name }) => name === "page_view")).toHaveLength(2);
});

test("leaving the site sends what is held at once", async () => {
  const page = await shop.tab("/");
  await settled(page);
  await say(page, "track", "nudge");
  await expect.poll(() => outbox(page)).toHaveLength(1);
  const before = shop.requests.length;
  await page.goto(`${shop.elsewhere}/away`, { waitUntil: "commit" });
  await shop.event("nudge");
  expect(shop.requests[before]?.page.path).toBe("/");
});

test("going on within the site leaves the sending to the next page", async () => {
  shop.takesMs = 300;
  shop.pages["/"] = { body: '<a href="/b">On</a>' };
  const page = await shop.tab("/");
  await settled(page);
  // Patient, so that it would wait for the leave.
  await page.evaluate(() => {
    const impuls = (window as unknown as { impuls: (...call: unknown[]) => void }).impuls;
    impuls("track", "nudge");
  });
  await page.getByText("On").click();
  await shop.event("page_view", 2);
  await shop.event("nudge");
  expect(shop.requests.map(({ page: { path } }) => path)).toEqual(["/", "/b"]);
});

/** A page that has come to rest, and whose clock then stands still: what waits for its time waits for ever. */
async function stopped(): Promise<Page> {
  const context = await shop.visitor();
  await context.clock.install();
  const page = await shop.tab("/", context);
  await settled(page);
  await context.clock.pauseAt(Date.now() + 60_000);
  return page;
}
const namesIn = async (page: Page) =>
  Object.values(await storeOf(page)).flatMap((one) => (one as { name?: string }).name ?? []);

test("an order is written at once, and what waited to be written with others with it", async () => {
  const page = await stopped();
  await say(page, "track", "nudge");
  expect(await namesIn(page)).toEqual([]);
  await say(page, "track", "purchase", { orderId: "T1", valueMinor: 100, lines: [] });
  await expect.poll(() => namesIn(page)).toEqual(["nudge", "purchase"]);
});

test("a page that is hidden writes and sends what waits, and what is told from then on at once", async () => {
  const page = await stopped();
  await say(page, "track", "nudge");
  await page.evaluate(() => {
    Object.defineProperty(document, "visibilityState", { get: () => "hidden" });
    document.dispatchEvent(new Event("visibilitychange"));
  });
  await shop.event("nudge");
  await say(page, "track", "behind");
  await expect.poll(() => namesIn(page)).toContain("behind");
});

test("what is told in the very task that leaves the site is sent", async () => {
  const page = await shop.tab("/");
  await settled(page);
  await page.evaluate((away) => {
    const { impuls } = window as unknown as { impuls: (...call: unknown[]) => void };
    impuls("track", "nudge");
    location.href = away;
  }, `${shop.elsewhere}/away`);
  await shop.event("nudge");
});

test("what is told shortly after each other is written in one transaction", async () => {
  const page = await shop.tab("/");
  await settled(page);
  const writes = await page.evaluate(async () => {
    const { impuls } = window as unknown as { impuls: (...call: unknown[]) => void };
    const { transaction } = IDBDatabase.prototype;
    let begun = 0;
    IDBDatabase.prototype.transaction = function (...given) {
      begun++;
      return transaction.apply(this, given);
    };
    const written = new Promise<number>((resolve) => {
      let nudges = 0;
      impuls("watch", (notice: { event?: { name: string } }) => {
        if (notice.event?.name === "nudge" && ++nudges === 5) resolve(begun);
      });
    });
    for (let i = 0; i < 5; i++) {
      impuls("track", "nudge");
      await new Promise((told) => setTimeout(told));
    }
    return written;
  });
  expect(writes).toBe(1);
});

test("eight pages of a visit take at most 1.25 requests a page", async () => {
  const body = Array.from({ length: 8 }, (_, i) => `<a href="/p${i}">to ${i}</a> `).join("");
  for (const path of ["/", ...Array.from({ length: 8 }, (_, i) => `/p${i}`)])
    shop.pages[path] = {
      body,
      head: `<script>window.impuls=function(){(impuls.q=impuls.q||[]).push(arguments)};impuls('track','view_item',{item:{id:'${path}',category:'${path}'}})</script>`,
    };
  shop.takesMs = 300;
  const page = await shop.tab("/p0");
  for (let i = 1; i < 8; i++) {
    await settled(page);
    await page.getByText(`to ${i}`).click();
    await shop.event("page_view", i + 1);
  }
  await page.close({ runBeforeUnload: true });
  expect(shop.requests.length / 8).toBeLessThanOrEqual(1.25);
});

test("eight pages with products of a layer, a search, moments and a cart take at most 1.25 requests a page", async () => {
  const paths = ["/p0", "/p1", "/search?q=lamp", "/p2", "/p3", "/p4", "/p5", "/p6"];
  const body = paths.map((path, i) => `<a href="${path}">to ${i}</a> `).join("");
  const lamp = (id: string) => ({
    items: [{ item_id: id, item_name: id, item_category: "Light", price: 9 }],
  });
  for (const path of paths) {
    const entry = path.startsWith("/search")
      ? { event: "search", search_term: "lamp" }
      : { event: "view_item", ecommerce: { currency: "EUR", ...lamp(path) } };
    shop.pages[path.split("?")[0]!] = {
      body,
      head: `<script>dataLayer = [${JSON.stringify(entry)}]</script>`,
    };
  }
  shop.takesMs = 300;
  const page = await shop.tab("/p0");
  /** Pages that a slow machine has looked at for so long that what waited for the next one was sent. */
  let lingered = 0;
  for (let i = 1; i < paths.length; i++) {
    const began = performance.now();
    await settled(page);
    // Heard when the page's own request has mostly gone.
    const told = paths[i - 1]!.replace(/.*=/, "");
    await expect
      .poll(async () => {
        const { recent, moments } = await storeOf(page);
        return JSON.stringify([recent, moments]);
      })
      .toContain(`"${told}"`);
    if (i === 4) {
      await page.evaluate((ecommerce) => {
        const { dataLayer } = window as unknown as { dataLayer: object[] };
        dataLayer.push({ event: "add_to_cart", ecommerce });
      }, lamp("/p2"));
      await shop.event("add_to_cart");
    }
    if (performance.now() - began > 1_900) lingered++;
    await page.getByText(`to ${i}`).click();
    await shop.event("page_view", i + 1);
  }
  await page.close({ runBeforeUnload: true });
  // One page is the search, and the last may be closed before its layer has been read.
  await shop.event("view_item", paths.length - 2);
  expect(shop.counted.map(({ name }) => name)).toEqual(
    expect.arrayContaining(["search", "cart", "micro_moment"]),
  );
  expect((shop.requests.length - lingered) / paths.length).toBeLessThanOrEqual(1.25);
});

test("without IndexedDB the page is counted all the same", async () => {
  const context = await shop.visitor();
  await context.addInitScript(() => {
    indexedDB.open = () => {
      throw new DOMException("blocked", "SecurityError");
    };
  });
  const page = await shop.tab("/", context);
  await shop.event("page_view");
  await say(page, "track", "nudge");
  await shop.event("nudge");
  expect(shop.requests.map(({ passport }) => passport)).toEqual([undefined, "passport-1"]);
  expect(shop.told.map(({ name }) => name)).toEqual(["page_view", "nudge"]);
  expect(shop.complaints).toEqual([]);
});

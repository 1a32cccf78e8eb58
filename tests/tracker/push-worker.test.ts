/**
 * The service worker in a real browser: messages are delivered by the debugger as a push service's are, and what is shown is
 * asked of the browser. Nobody can click a notification of a headless browser: clicks are dispatched in the worker, where
 * opening and focusing a window, which take a true click, are written down instead.
 */
import type { BrowserContext, Page, Worker } from "playwright-core";
import * as v from "valibot";
import { expect, test } from "vitest";
import { type PushPayload, pushMessageSchema } from "../../model/push.ts";
import { filled, payloadOf } from "../../model/push-payload.ts";
import { EVERY_BLOCK } from "../support/every-block.ts";
import { withPushService } from "./push-service.ts";
import { ANOTHER_KEY, aDecision, aShop, SITE, say, settled, storeOf, type Told } from "./shop.ts";

const shop = aShop({ isWhole: true });
const DELIVERY = "AbCdEfGhIjKlMnOpQrStUv";
const LAMP = {
  id: "lamp",
  quantity: 1,
  priceMinor: 8900,
  name: "Table lamp",
  url: "/lamp",
  image: "/lamp.svg",
};

interface Visitor {
  context: BrowserContext;
  page: Page;
  worker: Worker;
  /** As a push service brings it. */
  deliver: (message: unknown) => Promise<void>;
}

/** A visitor with a lamp in the cart who has said yes to notifications. */
async function subscribed(script = "/sw.js"): Promise<Visitor> {
  shop.edge = () => ({
    decisions: [
      aDecision({
        placement: "overlay",
        campaign: "ask",
        isLasting: false,
        trigger: { kind: "event", event: "add_to_wishlist" },
        content: {
          form: "overlay",
          position: "corner",
          blocks: [{ kind: "head", title: "Shall we tell you?" }, EVERY_BLOCK.push],
        },
      }),
    ],
  });
  const context = await shop.visitor();
  await context.grantPermissions(["notifications"], { origin: shop.url });
  await withPushService(context);
  const page = await shop.tab("/", context);
  const devtools = await context.newCDPSession(page);
  let registrationId = "";
  devtools.on("ServiceWorker.workerVersionUpdated", ({ versions }) => {
    for (const version of versions)
      if (version.scriptURL === shop.url + script && version.status === "activated")
        registrationId = version.registrationId;
  });
  await devtools.send("ServiceWorker.enable");
  await say(page, "cart", { lines: [LAMP], valueMinor: 8900, currency: "EUR" });
  await settled(page);
  await say(page, "track", "add_to_wishlist", { item: LAMP });
  await page.getByRole("button", { name: "Yes, notify me" }).click();
  await page.getByText("Thank you.").waitFor();
  await shop.event("push_permission");
  await expect.poll(async () => ((await storeOf(page)).push as { toldAt?: number })?.toldAt).toBeTruthy();
  await settled(page);
  shop.edge = () => ({});
  await expect.poll(() => registrationId).not.toBe("");
  const worker = context.serviceWorkers().find((one) => one.url() === shop.url + script)!;
  return {
    context,
    page,
    worker,
    deliver: async (message) => {
      const data = typeof message === "string" ? message : JSON.stringify(message);
      await devtools.send("ServiceWorker.deliverPushMessage", { origin: shop.url, registrationId, data });
    },
  };
}

const aMessage = (
  notification: Partial<PushPayload["notification"]> = {},
  facts: Partial<PushPayload["notification"]["data"]> = {},
): PushPayload => ({
  web_push: 8030,
  mutable: true,
  notification: {
    title: "Your cart waits",
    body: "Still there.",
    navigate: `${shop.url}/cart`,
    lang: "en",
    tag: DELIVERY,
    ...notification,
    data: { id: DELIVERY, site: SITE, ...facts },
  },
});
const ABOUT_CART = {
  title: "{{cart.first.name|Your things}} and more",
  body: "{{cart.value|All of it}} in your cart, {{city|here}}.",
  picture: "cart",
  about: "cart",
  neutral: { title: "New this week", body: "Have a look.", navigate: "http://127.0.0.1/new" },
} as const;

interface Seen {
  title: string;
  body: string;
  tag: string;
  silent: boolean | null;
  image: string | undefined;
  icon: string;
  actions: string[];
}
/** What the browser shows. */
const shownIn = (page: Page): Promise<Seen[]> =>
  page.evaluate(async () => {
    const all = await navigator.serviceWorker.getRegistrations();
    const shown = await Promise.all(all.map((one) => one.getNotifications()));
    return shown.flat().map((one) => {
      const { title, body, tag, silent, image, icon, actions } = one as Notification & {
        image?: string;
        actions: { title: string }[];
      };
      return { title, body, tag, silent, image, icon, actions: actions.map(({ title: label }) => label) };
    });
  });
const shown = async (page: Page): Promise<Seen> => {
  await expect.poll(() => shownIn(page)).toHaveLength(1);
  return (await shownIn(page))[0]!;
};
const toldOf = (name: string) => shop.counted.filter((event) => event.name === name);
const waiting = async (page: Page) =>
  Object.values(await storeOf(page)).filter((value) => /^push_/.test((value as Told)?.name ?? ""));

/** A click on the notification, or its closing; answers the address that was opened or focused. */
const happens = (worker: Worker, type: "notificationclick" | "notificationclose", action = "") =>
  worker.evaluate(
    async ([name, button]) => {
      const scope = self as unknown as {
        registration: ServiceWorkerRegistration;
        clients: object;
        WindowClient: { prototype: object };
        NotificationEvent: new (name: string, init: object) => Event;
      };
      const [notification] = await scope.registration.getNotifications();
      const event = new scope.NotificationEvent(name!, { notification, action: button });
      const work: Promise<unknown>[] = [];
      let opened: string | undefined;
      Object.assign(event, { waitUntil: (one: Promise<unknown>) => work.push(one) });
      Object.defineProperty(scope.clients, "openWindow", {
        configurable: true,
        value: async (address: string) => {
          opened = `opened ${address}`;
        },
      });
      Object.assign(scope.WindowClient.prototype, {
        focus: async function (this: { url: string }) {
          opened = `focused ${this.url}`;
        },
      });
      dispatchEvent(event);
      await Promise.all(work);
      return { opened, left: (await scope.registration.getNotifications()).length };
    },
    [type, action],
  );

test("a message is shown with what lies in this device's cart, and told once", async () => {
  const { page, deliver } = await subscribed();
  await deliver(aMessage({}, ABOUT_CART));
  expect(await shown(page)).toMatchObject({
    title: "Table lamp and more",
    body: "€89.00 in your cart, here.",
    tag: DELIVERY,
    silent: false,
    image: `${shop.url}/lamp.svg`,
    icon: `${shop.url}/lamp.svg`,
  });
  const { props, writer, n } = await shop.event("push_shown");
  expect(props).toEqual({ delivery: DELIVERY });
  expect(n).toBe(0);
  // Not the page's own writer.
  expect(shop.counted.some((event) => event.writer === writer && event.name === "page_view")).toBe(false);
  await expect.poll(() => waiting(page)).toEqual([]);
  expect(shop.requests.at(-1)).toMatchObject({ passport: expect.stringMatching(/^passport-/), consent: 15 });
  await expect.poll(async () => (await storeOf(page)).passport).toBe(`passport-${shop.requests.length}`);
  expect(shop.complaints).toEqual([]);
});

test("once the cart is emptied the neutral words stand in, without picture and buttons", async () => {
  const { page, deliver } = await subscribed();
  await say(page, "cart", { lines: [], valueMinor: 0, currency: "EUR" });
  await shop.event("cart", 2);
  await deliver(
    aMessage({ actions: [{ action: "0", title: "To the cart", navigate: "/cart" }] }, ABOUT_CART),
  );
  expect(await shown(page)).toMatchObject({
    title: "New this week",
    body: "Have a look.",
    actions: [],
  });
  expect((await shown(page)).image || "").toBe("");
  expect((await shop.event("push_shown")).props).toEqual({ delivery: DELIVERY, isNeutral: true });
});

test("a delivery that comes again takes the first one's place, makes no sound and is not told again", async () => {
  const { page, deliver } = await subscribed();
  await deliver(aMessage());
  expect((await shown(page)).silent).toBe(false);
  await shop.event("push_shown");
  await deliver(aMessage({ body: "Again." }));
  await expect
    .poll(async () => (await shownIn(page)).map(({ body, silent }) => [body, silent]))
    .toEqual([["Again.", true]]);
  await say(page, "track", "later");
  await shop.event("later");
  expect(toldOf("push_shown")).toHaveLength(1);
  expect(await waiting(page)).toEqual([]);
});

test("a click opens the address, closes the notification and is told", async () => {
  const { page, worker, deliver } = await subscribed();
  await deliver(aMessage());
  await shown(page);
  expect(await happens(worker, "notificationclick")).toEqual({ opened: `opened ${shop.url}/cart`, left: 0 });
  expect((await shop.event("push_click")).props).toEqual({ delivery: DELIVERY });
});

test("a window that shows the address already is focused", async () => {
  const { page, worker, deliver } = await subscribed();
  await deliver(aMessage({ navigate: `${shop.url}/` }));
  await shown(page);
  expect(await happens(worker, "notificationclick")).toMatchObject({ opened: `focused ${shop.url}/` });
});

test("a button leads to its own address; one without closes, as a no", async () => {
  const { page, worker, deliver } = await subscribed();
  const actions = [
    { action: "look", title: "Look", navigate: `${shop.url}/look` },
    { action: "no", title: "No more of this" },
  ];
  await deliver(aMessage({ actions }));
  expect((await shown(page)).actions).toEqual(["Look", "No more of this"]);
  expect(await happens(worker, "notificationclick", "look")).toMatchObject({
    opened: `opened ${shop.url}/look`,
  });
  expect((await shop.event("push_click")).props).toEqual({ delivery: DELIVERY, action: 0 });
  await deliver(aMessage({ actions, tag: "b" }, { id: "B".repeat(22) }));
  await shown(page);
  expect(await happens(worker, "notificationclick", "no")).toEqual({ opened: undefined, left: 0 });
  expect((await shop.event("push_close")).props).toEqual({ delivery: "B".repeat(22), action: 1 });
});

test("closed without a click is told", async () => {
  const { page, worker, deliver } = await subscribed();
  await deliver(aMessage());
  await shown(page);
  await happens(worker, "notificationclose");
  expect((await shop.event("push_close")).props).toEqual({ delivery: DELIVERY });
});

test("killed before the acknowledgement it is sent by the next page, and counted once", async () => {
  const { context, page, deliver } = await subscribed();
  let isAnswering = false;
  let answer: () => void = () => {};
  const held = new Promise<void>((resolve) => {
    answer = resolve;
  });
  shop.edge = () => (isAnswering ? {} : { after: held, breaks: "before" });
  await deliver(aMessage());
  await shop.event("push_shown");
  const devtools = await context.newCDPSession(page);
  await devtools.send("ServiceWorker.enable");
  await devtools.send("ServiceWorker.stopAllWorkers");
  expect(await waiting(page)).toHaveLength(1);
  isAnswering = true;
  answer();
  await page.reload();
  await expect.poll(() => waiting(page)).toEqual([]);
  expect(toldOf("push_shown")).toHaveLength(1);
});

test("without consent it is shown, and nothing is recorded or sent", async () => {
  const { page, deliver } = await subscribed();
  await say(page, "consent", {});
  await shop.until(() => shop.subscriptions.at(-1)!.subscription === null);
  const kept = { consent: 8 };
  await expect.poll(() => storeOf(page)).toEqual(kept);
  const before = shop.requests.length;
  await deliver(aMessage({}, ABOUT_CART));
  expect((await shown(page)).title).toBe("New this week");
  await deliver(aMessage({ tag: "b", title: "Second" }, { id: "B".repeat(22) }));
  await expect.poll(() => shownIn(page)).toHaveLength(2);
  expect(shop.requests).toHaveLength(before);
  expect(await storeOf(page)).toEqual(kept);
});

const TAG = "<img src=x onerror=ring()>";
/** What a name could bring: a line of its own, an end of the text, and all that follows read backwards. */
const REACHING = "\u202e\n\u2028\u0000\u2067";

/** As marketer and edge make it, with what the shop calls the product. */
const hostile = (productName: string): PushPayload => {
  const about = { cart: `{{cart.first.name|Yours}}: ${TAG}`, product: "{{product.name|It}} is here again." };
  const message = v.parse(pushMessageSchema, {
    title: about.cart,
    body: about.product,
    href: '/cart?"><svg/onload=ring()>',
    picture: "cart",
    actions: [{ label: "<script>ring()</script>", href: "/look?<b>" }],
    about: "cart",
    neutral: { title: `Look ${TAG}`, body: about.product, href: "/" },
    ttlHours: 1,
    urgency: "normal",
  });
  return payloadOf(filled(message, { "product.name": productName }), {
    id: DELIVERY,
    site: SITE,
    language: "en",
    origin: shop.url,
    settings: { icon: '/icon.svg?"><svg/onload=ring()>' },
    values: {},
  });
};

test("texts that would run are said as they are written, and a name says nothing beyond itself", async () => {
  const { page, worker, deliver } = await subscribed();
  await worker.evaluate(() => {
    const w = self as unknown as { rung: number; ring: () => void };
    w.rung = 0;
    w.ring = () => void w.rung++;
  });
  const lamp = { ...LAMP, name: `Lamp ${TAG}${REACHING}`, image: "javascript:ring()" };
  await say(page, "cart", { lines: [lamp], valueMinor: 8900, currency: "EUR" });
  await expect.poll(async () => (await storeOf(page)).cart).toMatchObject({ lines: [{ name: lamp.name }] });
  await deliver(hostile(`Vase ${TAG}${REACHING}`));
  expect(await shown(page)).toMatchObject({
    title: `Lamp ${TAG}: ${TAG}`,
    body: `Vase ${TAG} is here again.`,
    actions: ["<script>ring()</script>"],
    icon: `${shop.url}/icon.svg?%22%3E%3Csvg/onload=ring()%3E`,
  });
  expect((await shown(page)).image || "").toBe("");
  expect(await worker.evaluate(() => (self as unknown as { rung: number }).rung)).toBe(0);
  expect(shop.complaints).toEqual([]);
});

test("a name that looks like a token is none in the words that stand in for a cart that is no more", async () => {
  const { page, deliver } = await subscribed();
  await say(page, "cart", { lines: [], valueMinor: 0, currency: "EUR" });
  await shop.event("cart", 2);
  await deliver(hostile("{{cart.first.name|a token}}"));
  expect(await shown(page)).toMatchObject({ title: `Look ${TAG}`, body: "It is here again." });
});

test("one of ours that is broken still says something; one of somebody else's is left alone", async () => {
  const { page, deliver } = await subscribed();
  await deliver({ web_push: 8030, notification: { data: { site: SITE } } });
  expect((await shown(page)).title).toBe("127.0.0.1");
  for (const strange of [
    "hello",
    "null",
    { notification: { title: "Another vendor", data: { site: "shop-00" } } },
    { notification: { title: "Another vendor" } },
  ])
    await deliver(strange);
  await deliver(aMessage({ title: "Ours" }));
  await expect.poll(async () => (await shownIn(page)).map(({ title }) => title)).toContain("Ours");
  const titles = (await shownIn(page)).map(({ title }) => title);
  expect(titles).not.toContain("Another vendor");
  await shop.event("push_shown");
  expect(toldOf("push_shown")).toHaveLength(1);
});

test("a shop's worker with our one line keeps its own handlers, and ours are not shown twice", async () => {
  shop.pages["/worker.js"] = {
    body: `importScripts("/sw.js");
addEventListener("push", (event) => event.waitUntil(registration.showNotification("The shop: " + event.data.text())));`,
  };
  shop.tag = { ...shop.tag, "data-worker": "/worker.js" };
  shop.pages["/"] = { head: '<script src="/register.js"></script>' };
  shop.pages["/register.js"] = { body: 'navigator.serviceWorker.register("/worker.js")' };
  const { page, deliver } = await subscribed("/worker.js");
  const scopes = await page.evaluate(async () =>
    (await navigator.serviceWorker.getRegistrations()).map(({ scope }) => new URL(scope).pathname),
  );
  expect(scopes).toEqual(["/"]);
  await deliver("hello");
  expect((await shown(page)).title).toBe("The shop: hello");
  await deliver(aMessage({ title: "Ours" }));
  await expect
    .poll(async () => (await shownIn(page)).map(({ title }) => title).sort())
    .toEqual(["Ours", "The shop: hello"]);
  await shop.event("push_shown");
});

test("somebody else's subscription in the shop's worker stays: ours gets a registration of its own", async () => {
  shop.pages["/worker.js"] = { body: 'importScripts("/sw.js");' };
  shop.tag = { ...shop.tag, "data-worker": "/worker.js" };
  shop.pages["/"] = { head: '<script src="/register.js"></script>' };
  shop.pages["/register.js"] = {
    body: `navigator.serviceWorker.register("/worker.js").then(async (one) => {
  if (!(await one.pushManager.getSubscription())) one.pushManager.subscribe({ applicationServerKey: "${ANOTHER_KEY.key}" });
})`,
  };
  const { page } = await subscribed("/worker.js");
  const all = await page.evaluate(async () =>
    Promise.all(
      (await navigator.serviceWorker.getRegistrations()).map(async ({ scope, pushManager }) => [
        new URL(scope).pathname,
        (await pushManager.getSubscription())!.endpoint,
      ]),
    ),
  );
  expect(Object.fromEntries(all)).toEqual({
    "/": "https://push.example/1",
    [`/impuls-push/${SITE}/`]: "https://push.example/2",
  });
});

test("under a strict policy with worker-src 'self' it is registered, and shows", async () => {
  shop.headers = {
    "content-security-policy":
      "default-src 'none'; script-src 'self'; img-src 'self'; connect-src 'self'; worker-src 'self'; require-trusted-types-for 'script'",
  };
  const { page, deliver } = await subscribed();
  await deliver(aMessage());
  expect((await shown(page)).title).toBe("Your cart waits");
  expect(shop.complaints).toEqual([]);
});

test("a subscription the browser has changed is made anew with the present key, and told", async () => {
  const { page, worker } = await subscribed();
  shop.pushKey = ANOTHER_KEY;
  // The worker has the browser's own PushManager, which has no push service to turn to.
  await worker.evaluate(async () => {
    const made = {
      endpoint: "https://push.example/anew",
      toJSON: () => ({
        endpoint: "https://push.example/anew",
        keys: { p256dh: "B".repeat(87), auth: "a".repeat(22) },
      }),
    };
    const w = self as unknown as {
      PushManager: { prototype: object };
      PushSubscriptionChangeEvent?: unknown;
    };
    Object.assign(w.PushManager.prototype, {
      getSubscription: async () => null,
      subscribe: async () => made,
    });
    const event = new Event("pushsubscriptionchange");
    let work: Promise<unknown> | undefined;
    Object.assign(event, {
      oldSubscription: { endpoint: "https://push.example/1" },
      newSubscription: null,
      waitUntil: (one: Promise<unknown>) => {
        work = one;
      },
    });
    dispatchEvent(event);
    await work;
  });
  expect(shop.subscriptions.at(-1)!.subscription).toMatchObject({
    endpoint: "https://push.example/anew",
    keyId: ANOTHER_KEY.id,
  });
  expect((await storeOf(page)).push).toMatchObject({
    endpoint: "https://push.example/anew",
    keyId: ANOTHER_KEY.id,
  });
});

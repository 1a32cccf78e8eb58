/**
 * Texts that would run, put in through every door there is: they are read as text in the dashboard. The browser is told to pass over
 * our policies, so that what is judged is our own drawing; a bell that any of them would ring, and a control that it would, stand in
 * for the eye.
 */
import type { BrowserContext, Page } from "playwright-core";
import { afterEach, expect, it } from "vitest";
import { demoSite } from "../../demo/rules.ts";
import type { Campaign } from "../../model/campaign.ts";
import type { Content } from "../../model/content.ts";
import type { LiveFeed } from "../../model/report.ts";
import { aCampaign, aSegment } from "../support/builders.ts";
import { PAGES } from "../support/dashboard-pages.ts";
import { aJourney, aMessage, aPush } from "../support/journeys.ts";
import { aStory } from "../support/story.ts";

// Pictures of the feed are another host's, and what is refused on purpose is refused aloud.
const story = aStory({ isWhole: true, excused: /shop\.example|status of 40\d| refused: / });

/** Each has run somewhere; `ring` is the bell. */
const TAG = "<img src=x onerror=ring()>";
const HARM = [
  TAG,
  '"><svg onload=ring()>',
  "</script><script>ring()</script>",
  "'-ring()-'",
  "javascript:ring()",
  "$" + "{ring()}",
  "\u202e\u0000",
];
const TEMPLATE = "{{constructor.constructor('ring()')()}}";
/** As many as there is room for, behind the name of the door they come in by. */
const harm = (door: string, most = 150, texts = HARM) =>
  texts.reduce((text, one) => (text.length + one.length <= most ? text + one : text), `${door} `);
/** What is looked for of it: as much as no page cuts off. */
const sign = (door: string) => `${door} ${TAG}`;
/** For addresses that are checked: no spaces in it. */
const IN_ADDRESS = '"><svg/onload=ring()>';

let rung: string[] = [];
afterEach(() => {
  expect(rung.splice(0)).toEqual([]);
});

/** A browser with the bell in every frame; `isStrict`: with the policies that pages state. */
async function belled({ isStrict = false } = {}): Promise<BrowserContext> {
  const context = await story.context({ bypassCSP: !isStrict });
  await context.exposeBinding("ring", ({ frame }) => void rung.push(frame.url()));
  context.on("dialog", (dialog) => {
    rung.push(`dialog: ${dialog.message()}`);
    dialog.dismiss();
  });
  await context.route("https://shop.example/**", (route) =>
    route.fulfill({
      contentType: "image/svg+xml",
      body: '<svg xmlns="http://www.w3.org/2000/svg" onload="ring()"><script>ring()</script></svg>',
    }),
  );
  return context;
}

/** What could run, or would by a click. */
const dangers = (page: Page) =>
  page.evaluate(() => {
    const roots: (Document | ShadowRoot)[] = [document];
    const found: string[] = [];
    for (const root of roots)
      for (const element of root.querySelectorAll("*")) {
        if (element.shadowRoot) roots.push(element.shadowRoot);
        if (element instanceof HTMLIFrameElement && element.contentDocument)
          roots.push(element.contentDocument);
        for (const { name, value } of element.attributes)
          if (
            name.startsWith("on") ||
            (/^\s*(javascript|vbscript|data:text)/i.test(value) &&
              /^(href|src|action|formaction|xlink:href)$/.test(name))
          )
            found.push(`${element.tagName} ${name}="${value}"`);
      }
    return found;
  });

/** All that can be read on the page: texts, values, and what is said of pictures and buttons. */
const readIn = (page: Page) =>
  page.evaluate(() => {
    const roots: (Document | ShadowRoot)[] = [document];
    const texts: string[] = [];
    for (const root of roots) {
      for (const element of root.querySelectorAll("*")) {
        if (element.shadowRoot) roots.push(element.shadowRoot);
        if (element instanceof HTMLIFrameElement && element.contentDocument)
          roots.push(element.contentDocument);
        if (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement)
          texts.push(element.value);
        for (const { name, value } of element.attributes)
          if (/^(title|alt|aria-label|placeholder)$/.test(name)) texts.push(value);
      }
      const body = root instanceof Document ? root.body : root;
      texts.push(body.textContent ?? "");
    }
    return texts.join("\n");
  });

it("the bell rings where a page does draw such a text as HTML, and does not under the dashboard's policy", async () => {
  const draw = (page: Page) =>
    page.evaluate((text) => {
      document.querySelector("#main")!.innerHTML = text;
    }, harm("control"));
  const [open, strict] = [await belled(), await belled({ isStrict: true })];
  const [bare, guarded] = [await open.newPage(), await strict.newPage()];
  for (const page of [bare, guarded]) {
    await page.goto(await story.signInLink());
    await page.locator("#main h1").first().waitFor();
  }
  await draw(bare);
  await expect.poll(() => rung.length).toBeGreaterThan(0);
  rung = [];
  await guarded.evaluate(() => {
    Object.assign(window, { refusals: 0 });
    addEventListener("securitypolicyviolation", () => {
      (window as unknown as { refusals: number }).refusals++;
    });
  });
  await draw(guarded);
  await expect
    .poll(() => guarded.evaluate(() => (window as unknown as { refusals: number }).refusals))
    .toBeGreaterThan(0);
  story.faults = story.faults.filter((fault) => !/Content Security Policy/.test(fault));
});

const item = (door: string) => ({
  id: `${door}-id`,
  name: harm(`${door}-name`),
  brand: harm(`${door}-brand`, 80),
  category: harm(`${door}-category`, 80),
  url: `/demo/${IN_ADDRESS}`,
  image: `/demo/${IN_ADDRESS}`,
  priceMinor: 1200,
});

/** What marketers name and write. */
async function fillByMarketers(): Promise<{ key: string }> {
  await story.api("PUT", `/sites/${demoSite.id}`, { ...demoSite, name: harm("shop", 60), holdoutShare: 0 });
  await story.api("PUT", "/push/settings", {
    icon: `/demo/${IN_ADDRESS}`,
    quiet: { from: 0, until: 0 },
    mostPerDay: 9,
  });
  await story.api("PUT", "/segments/harm", {
    ...aSegment("harm", { field: "trait", of: "harm", op: "is", value: harm("condition", 60) }),
    name: harm("segment", 80),
  });
  const pool = { expiresAt: null, validDays: null, budget: null, needsCustomer: false };
  await story.api("PUT", "/coupons/harm", { id: "harm", name: harm("pool", 80), ...pool });
  const contents: [string, Content][] = [
    [
      "home",
      {
        form: "inline",
        blocks: [
          { kind: "head", over: harm("over", 60), title: harm("title", 90), text: harm("head-text", 240) },
          {
            kind: "text",
            text: "{{last_viewed.name|nothing}} {{trait.harm|nothing}} {{cart.first.name|nothing}}",
          },
          { kind: "image", src: "/demo/pictures/mark.svg", alt: harm("alt"), href: "#javascript:ring()" },
          { kind: "products", source: "viewed", limit: 4 },
          { kind: "products", source: "popular", limit: 4 },
          { kind: "products", source: "cart", limit: 4 },
          {
            kind: "help",
            links: [{ label: harm("help", 60), note: harm("note", 90), href: `/demo/${IN_ADDRESS}` }],
          },
          { kind: "actions", items: [{ label: harm("act", 40), href: `/demo/?q=${IN_ADDRESS}` }] },
        ],
      },
    ],
    ["bar", { form: "bar", blocks: [{ kind: "head", title: harm("bar", 90) }] }],
    [
      "overlay",
      {
        form: "overlay",
        position: "corner",
        blocks: [
          {
            kind: "survey",
            questions: [{ name: "in_words", ask: harm("ask", 120), answer: "text" }],
            atMost: 1,
            send: harm("send", 40),
            thanks: harm("thanks", 120),
          },
          {
            kind: "form",
            fields: [
              { name: "nick", label: harm("field", 60), type: "text", isRequired: true },
              { name: "email", label: "E-mail", type: "email", isRequired: true },
            ],
            consent: { text: harm("consent"), controller: harm("controller", 120), privacyHref: "/demo/" },
            send: harm("sign-up", 40),
            thanks: harm("welcome", 120),
          },
        ],
      },
    ],
  ];
  for (const [placement, content] of contents)
    await story.api<Campaign>(
      "PUT",
      `/campaigns/harm-${placement}`,
      aCampaign(`harm-${placement}`, {
        name: harm(`campaign-${placement}`, 80),
        why: harm("why", 200),
        placement,
        priority: 99,
        variants: [{ id: "a", share: 1, content }],
      }),
    );
  const message = aMessage({
    title: harm("push", 40),
    body: harm("body", 90),
    href: `/demo/${IN_ADDRESS}`,
    actions: [{ label: "<b onclick=ring()>" }],
  });
  await story.api(
    "PUT",
    "/journeys/harm",
    aJourney("harm", [{ ...aPush("a"), message }], { name: harm("journey", 80), status: "draft" }),
  );
  await story.api("PUT", "/broadcasts/harm", {
    id: "harm",
    name: harm("broadcast", 80),
    segmentsIn: [],
    segmentsOut: [],
    when: { kind: "now" },
    holdoutShare: 0,
    variants: [{ id: "a", share: 1, message }],
  });
  await story.api("POST", "/members", { name: harm("member", 60), role: "viewer" });
  await story.api("POST", "/webhooks", {
    url: `https://shop.example/${IN_ADDRESS}`,
    types: ["lead.created"],
    isOn: false,
  });
  await story.api("PUT", "/feed", { url: `https://shop.example/feed?${IN_ADDRESS}` });
  await story.api("POST", "/publication");
  return story.api("POST", "/keys", { name: harm("key", 60) });
}

/** What the shop's server and files tell. */
async function fillByServer({ key }: { key: string }): Promise<void> {
  const post = async (path: string, body: object | string, type = "application/json") => {
    const answer = await fetch(`${story.origin}/v1/${path}`, {
      method: "POST",
      headers: {
        authorization:
          path.startsWith("identify") || path.startsWith("track")
            ? `Basic ${btoa(`${key}:`)}`
            : `Bearer ${key}`,
        "content-type": type,
      },
      body: typeof body === "string" ? body : JSON.stringify(body),
    });
    const text = await answer.text();
    expect(answer.status, `${path} ${text}`).toBe(200);
    return text;
  };
  const customer = harm("customer", 64);
  await post("identify", {
    userId: customer,
    traits: { harm_told: harm("server-trait", 200), name: TEMPLATE },
  });
  const { id, name, brand, category, url } = item("server");
  await post("track", {
    userId: customer,
    event: "Product Viewed",
    properties: { product_id: id, name, brand, category, url, image_url: url, price: 12 },
    context: { source: harm("source", 40) },
  });
  await post("orders", {
    orders: [
      {
        id: harm("order", 64),
        placedAt: Date.now() - 1000,
        valueMinor: 1200,
        currency: "EUR",
        customer,
        coupons: [harm("coupon", 64)],
        lines: [{ id: harm("feed-id", 64), quantity: 1, priceMinor: 1200 }],
      },
    ],
  });
  const cell = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const row = [
    harm("feed-id", 64),
    harm("feed-title"),
    `https://shop.example/${IN_ADDRESS}`,
    `https://shop.example/a.svg?${IN_ADDRESS}`,
    "12.00 EUR",
    harm("feed-brand", 80),
    "lamps",
  ];
  await post(
    "imports/products",
    `id,title,link,image_link,price,brand,product_type\n${row.map(cell)}\n`,
    "text/csv",
  );
  await post(
    "imports/customers",
    `customer,harm\n${cell(customer)},${cell(harm("csv-trait"))}\n`,
    "text/csv",
  );
}

/** What anybody sends who has read the wire's format, past all that the page part would have held back. */
async function fillByWire(): Promise<void> {
  const event = (name: string, props: object) => ({ name, props, ageMs: 0, session: 1 });
  const sync = async (from: number, events: object[], passport?: string) => {
    const answer = await fetch(`${story.origin}/v1/sync`, {
      method: "POST",
      headers: { "accept-language": "en" },
      body: JSON.stringify({
        wire: 1,
        site: demoSite.id,
        secret: "stored-script-by-wire0",
        ...(passport && { passport }),
        consent: 15,
        page: { path: `/${IN_ADDRESS}`, kind: "home", slots: [] },
        runs: [{ writer: "harmwire", from, events }],
      }),
    });
    expect(answer.status).toBe(200);
    const [, ack] = (await answer.text()).split("\n");
    return JSON.parse(ack!) as { passport: string; refused: unknown[] };
  };
  const { passport } = await sync(0, [
    event("page_view", {
      path: `/${harm("path")}`,
      title: harm("page-title"),
      kind: "home",
      landing: {
        referrer: harm("referrer", 120),
        source: harm("utm-source", 80),
        medium: harm("utm-medium", 80),
        campaign: harm("utm-campaign", 120),
      },
    }),
  ]);
  // Now what asks for an answer has been shown to them.
  const { refused } = await sync(
    1,
    [
      event("view_item", { item: item("wire") }),
      event("add_to_cart", { item: item("wire"), quantity: 1 }),
      event("search", { term: harm("term", 100), results: 0 }),
      event("answer", {
        campaign: "harm-overlay",
        variant: "a",
        placement: "overlay",
        values: { in_words: harm("answer", 500), nick: harm("nick", 500) },
        contacts: [{ type: "email", name: "email", value: `${IN_ADDRESS}@shop.example` }],
        consent: { text: harm("agreed", 300), controller: harm("agreed-with", 120) },
      }),
      event("payment_failed", { reason: harm("reason", 80) }),
      event("form_error", { field: harm("form-field", 60) }),
      event("micro_moment", { moment: harm("moment", 64), subject: harm("subject", 100) }),
      event("identify", { traits: { harm: harm("wire-trait", 200), template: TEMPLATE } }),
      event("harm_event", { said: harm("own-prop", 200), [harm("own-key", 64)]: 1 }),
      event("purchase", {
        orderId: harm("wire-order", 64),
        valueMinor: 100,
        currency: "EUR",
        coupon: harm("wire-code", 60),
        lines: [],
      }),
      event("page_view", { path: 7 }),
      event(harm("refused-name", 60), {}),
      event("harm_event", { [harm("refused-key", 64)]: {} }),
      ...["javascript:ring()", "data:text/html,<script>ring()</script>", "//shop.example/a"].map((address) =>
        event("view_item", { item: { ...item("refused"), url: address } }),
      ),
    ],
    passport,
  );
  // No page view, no name, no value, and addresses that are none.
  expect(refused).toHaveLength(6);
}

/** A page of the shop's with such markup and data layer. */
const shopPage = (
  scripts: string,
) => `<!doctype html><html lang="en"><meta charset="utf-8"><title>A page</title>
<script async src="/i.js" data-site="${demoSite.id}"></script><h1>A page</h1><div data-impuls-slot="home"></div>${scripts}`;
const inScript = (value: unknown) => JSON.stringify(value).replaceAll("<", "\\u003c");

async function fillByPages(context: BrowserContext) {
  const { origin } = story;
  const markup = {
    "@context": "https://schema.org",
    "@graph": [
      {
        "@type": "Product",
        sku: "markup-id",
        // Tags are taken out of what markup says; what is escaped in it stays a text.
        name: harm("markup-name").replaceAll("<", "&lt;"),
        brand: { "@type": "Brand", name: harm("markup-brand", 80).replaceAll("<", "&lt;") },
        image: "javascript:ring()",
        url: `${origin}/demo/harm-markup/`,
        category: harm("markup-category", 80).replaceAll("<", "&lt;"),
        offers: { "@type": "Offer", price: "12.00", priceCurrency: "EUR" },
      },
    ],
  };
  const layer = {
    event: "view_item",
    ecommerce: {
      currency: "EUR",
      items: [
        {
          item_id: "layer-id",
          item_name: harm("layer-name"),
          item_brand: harm("layer-brand", 80),
          price: 12,
        },
      ],
    },
  };
  const pages: Record<string, string> = {
    markup: shopPage(`<script type="application/ld+json">${inScript(markup)}</script>`),
    layer: shopPage(`<script>(window.dataLayer = window.dataLayer || []).push(${inScript(layer)})</script>`),
    plain: shopPage(""),
  };
  await context.route(/\/demo\/harm-\w+\//, (route) => {
    const [, name] = /harm-(\w+)/.exec(route.request().url())!;
    return route.fulfill({ contentType: "text/html", body: pages[name!]! });
  });
  return { open: (name: keyof typeof pages) => `${origin}/demo/harm-${name}/` };
}

let filled: Promise<void> | undefined;
/** Once, by whichever test comes first. */
const fill = () => {
  filled ??= (async () => {
    const made = await fillByMarketers();
    await fillByServer(made);
    await fillByWire();
  })();
  return filled;
};

/** A visitor with such things in hand, on a page that has been decided for. */
async function aVisit() {
  await fill();
  const context = await belled();
  const visit = await story.visitor({}, context);
  const { open } = await fillByPages(context);
  const { page } = visit;
  const landing = new URLSearchParams({ utm_source: harm("page-utm", 80), utm_campaign: TEMPLATE });
  await page.goto(`${open("plain")}?${landing}`);
  await page.evaluate(() => {
    const { impuls } = window as unknown as { impuls: (...command: unknown[]) => void };
    impuls("consent", { measure: true, personalise: true });
  });
  await visit.settled();
  for (const name of ["markup", "layer"]) {
    await page.goto(open(name));
    // A product is told a while after its page is viewed.
    const isTold = () => visit.syncs.some((request) => request.postData()?.includes(sign(`${name}-name`)));
    await expect.poll(isTold, { timeout: 20_000 }).toBe(true);
    await visit.settled();
  }
  await page.goto(`${story.origin}/demo/search/?${new URLSearchParams({ q: harm("page-term", 100) })}`);
  await page.getByText(sign("page-term")).first().waitFor();
  await visit.settled();
  await page.goto(open("plain"));
  await visit.settled();
  const line = { ...item("cart"), quantity: 1 };
  await page.evaluate(
    ([given, trait]) => {
      const { impuls } = window as unknown as { impuls: (...command: unknown[]) => void };
      impuls("cart", { lines: [given], valueMinor: 1200, currency: "EUR" });
      impuls("track", "view_item", { item: { ...(given as object), id: "own-id" } });
      impuls("identify", { harm: trait });
    },
    [line, harm("own-trait", 200)] as const,
  );
  await visit.emptied();
  return { visit, context, open };
}

/** The visitor whose event says what came in by the door. */
async function visitorWhoSaid(door: string): Promise<string> {
  let found: string | undefined;
  const look = async () => {
    const { events } = await story.api<LiveFeed>("GET", "/live");
    // As JSON: where in the event it stands is no matter. A door's name may end another's.
    found = events.find((event) => JSON.stringify(event).includes(`"${sign(door)}`))?.visitor;
    return found;
  };
  await expect.poll(look, { timeout: 20_000 }).toBeDefined();
  return found!;
}

it("no page of the dashboard runs any of them, and what came in by every door is read there as text", {
  timeout: 400_000,
}, async () => {
  const { context } = await aVisit();
  const page = await context.newPage();
  await page.goto(await story.signInLink());
  await page.locator("#main h1").first().waitFor();
  const customer = encodeURIComponent(harm("customer", 64));
  const ofOrder = (door: string) => `orders/${encodeURIComponent(harm(door, 64))}`;
  const byPages = await visitorWhoSaid("page-term");
  const byWire = await visitorWhoSaid("term");
  const SEEN: Record<string, string[]> = {
    "": ["shop"],
    live: ["page-term", "wire-name", "server-name", "order", "wire-trait", "own-key"],
    customers: ["customer"],
    segments: ["segment"],
    campaigns: ["campaign-home", "campaign-bar", "campaign-overlay"],
    push: ["broadcast", "push"],
    journeys: ["journey"],
    coupons: ["pool"],
    leads: ["agreed"],
    orders: ["order", "wire-order"],
    sources: ["key"],
    members: ["member"],
    history: ["pool"],
    [`visitors/${byPages}`]: "page-utm page-term layer-name cart-name own-trait".split(" "),
    [`visitors/${byWire}`]:
      "path page-title utm-source wire-name wire-category term reason form-field moment subject wire-trait own-prop own-key wire-order answer".split(
        " ",
      ),
    [`customers/${customer}`]: ["customer", "server-trait", "csv-trait"],
    [ofOrder("order")]: ["order", "customer", "coupon", "feed-title"],
    [ofOrder("wire-order")]: ["wire-order", "wire-code"],
    "segments/harm": ["segment", "condition"],
    "coupons/harm": ["pool"],
    "journeys/harm": ["journey", "push"],
    "push/harm": ["broadcast", "push", "body"],
    "campaigns/harm-home": "campaign-home over title head-text alt help note act why".split(" "),
    "campaigns/harm-bar": ["campaign-bar", "bar", "why"],
    "campaigns/harm-overlay": "ask send thanks field consent controller sign-up welcome".split(" "),
    "campaigns/harm-home?view=results": ["campaign-home"],
    "campaigns/harm-overlay?view=answers": ["ask", "answer"],
  };
  const paths = new Set([
    ...PAGES.map(({ path }) => path),
    "members",
    "history",
    "start",
    ...Object.keys(SEEN),
  ]);
  for (const path of paths) {
    await page.goto(`${story.origin}/dashboard/${path}`);
    await page.locator("#main h1").first().waitFor();
    const missing = async () => {
      await page.evaluate(() => {
        for (const one of document.querySelectorAll("details")) one.open = true;
      });
      const read = await readIn(page);
      return (SEEN[path] ?? []).filter((door) => !read.includes(sign(door)));
    };
    await expect.poll(missing, { message: path, timeout: 20_000 }).toEqual([]);
    await page.locator('#main [aria-busy="true"]').first().waitFor({ state: "detached" });
    expect(await dangers(page), path).toEqual([]);
  }
});

it.each([
  "javascript:ring()",
  " javascript:ring()",
  "JaVaScRiPt:ring()",
  "java\nscript:ring()",
  "\u0001javascript:ring()",
  "vbscript:ring()",
  "data:text/html,<script>ring()</script>",
  "blob:https://shop.example/1",
  "//shop.example/",
  "http://shop.example/",
])("%j is refused as the address of anything that marketers write", async (address) => {
  const content = (blocks: object[]) => ({
    ...aCampaign("address"),
    variants: [{ id: "a", share: 1, content: { form: "inline", blocks } }],
  });
  const settings = { quiet: { from: 0, until: 0 }, mostPerDay: 2 };
  const pushed = (message: object) =>
    aJourney("address", [{ ...aPush("a"), message: { ...aMessage(), ...message } }] as never);
  for (const [path, body] of [
    ["campaigns/address", content([{ kind: "actions", items: [{ label: "Go", href: address }] }])],
    ["campaigns/address", content([{ kind: "help", links: [{ label: "Go", href: address }] }])],
    ["campaigns/address", content([{ kind: "image", src: address, alt: "" }])],
    ["campaigns/address", content([{ kind: "image", src: "/a.svg", alt: "", href: address }])],
    ["journeys/address", pushed({ href: address })],
    ["journeys/address", pushed({ picture: { src: address } })],
    ["journeys/address", pushed({ actions: [{ label: "Go", href: address }] })],
    ["push/settings", { ...settings, icon: address }],
    ["push/settings", { ...settings, badge: address }],
    ["feed", { url: address }],
  ] as const)
    await expect(story.api("PUT", `/${path}`, body), path).rejects.toThrow(/: 400 .*"expected":/);
});

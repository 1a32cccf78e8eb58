import type { BrowserContext, Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import type { EventProps } from "../../model/event.ts";
import { isNameOrPrice } from "../../tracker/observe/copying.ts";
import { resultsOf } from "../../tracker/observe/search.ts";
import { aShop, say, settled, storeOf } from "./shop.ts";

const shop = aShop();
const OWL = { id: "owl", name: "Table lamp Sowa", category: "lamps", priceMinor: 8900, currency: "EUR" };
const page = (body: string, html = "") => ({
  head: '<meta charset="utf-8">',
  body: `<main style="height:3000px">${body}</main>`,
  html,
});

/** A tab whose clock stands still unless the test moves it, a second after its signs have been loaded. */
async function aTab(path = "/", of?: BrowserContext) {
  const context = of ?? (await shop.visitor());
  await context.clock.install();
  const tab = await shop.tab(path, context);
  await tab.bringToFront();
  await settled(tab);
  await tab.mouse.move(5, 5);
  await context.clock.runFor(1100);
  await hasLoaded(tab, "signs");
  return { tab, clock: context.clock };
}

/** The part has come and had its turn: who imports it again waits for whoever did so before. */
async function hasLoaded(tab: Page, part: string) {
  const file = () => shop.fetched.find((path) => path.startsWith(`/${part}-`));
  await expect.poll(file).toBeTruthy();
  await tab.evaluate(`import("${file()}")`);
}

type Clock = Awaited<ReturnType<typeof aTab>>["clock"];
const momentsIn = async (tab: Page): Promise<string[]> =>
  (((await storeOf(tab)).moments as { raised: { key: string }[] } | undefined)?.raised ?? []).map(
    ({ key }) => key,
  );

/** The moment is kept on the device and told to the edge. */
async function expectMoment(tab: Page, clock: Clock, moment: EventProps["micro_moment"]) {
  await expect.poll(() => momentsIn(tab)).toContain(`${moment.moment}:${moment.subject ?? ""}`);
  await clock.runFor(2500);
  const all = () => shop.counted.filter(({ name }) => name === "micro_moment").map(({ props }) => props);
  await shop.until(() => all().some((props) => props.moment === moment.moment));
  expect(all()).toContainEqual(moment);
}

/** Whatever was under way has been told by the time a later event arrives; of these moments none was among it. */
async function expectNoMoment(tab: Page, clock: Clock, ...names: string[]) {
  await say(tab, "track", "flush");
  await clock.runFor(1000);
  await shop.event("flush");
  expect((await momentsIn(tab)).filter((key) => names.includes(key.split(":")[0]!))).toEqual([]);
}

async function withProduct(tab: Page) {
  await say(tab, "track", "view_item", { item: OWL });
  await expect.poll(async () => (await storeOf(tab)).recent).toMatchObject([{ id: "owl" }]);
  // Heard by the moments part once its own history has it.
  await expect.poll(async () => (await storeOf(tab)).moments).toMatchObject({ past: [{ id: "owl" }] });
}
const copy = (tab: Page, selector: string) =>
  tab.evaluate((of) => {
    getSelection()!.selectAllChildren(document.querySelector(of)!);
    document.dispatchEvent(new ClipboardEvent("copy", { bubbles: true }));
  }, selector);
const setHidden = (tab: Page, isHidden: boolean) =>
  tab.evaluate((hidden) => {
    Object.defineProperty(document, "hidden", { get: () => hidden, configurable: true });
    Object.defineProperty(document, "visibilityState", {
      get: () => (hidden ? "hidden" : "visible"),
      configurable: true,
    });
    document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
  }, isHidden);

describe("clicks", () => {
  test("on the tab of the reviews are reading reviews", async () => {
    shop.pages["/"] = page('<a href="#tab-reviews" role="tab">Reviews (3)</a>');
    const { tab, clock } = await aTab();
    await withProduct(tab);
    await tab.getByText("Reviews").click();
    await expectMoment(tab, clock, { moment: "reviews", subject: "owl", strength: 0.5 });
  });

  test("on a larger picture are not reading reviews", async () => {
    shop.pages["/"] = page('<a href="#preview" class="image-preview">Preview</a>');
    const { tab, clock } = await aTab();
    await tab.getByText("Preview").click();
    await expectNoMoment(tab, clock, "reviews");
  });

  test.each([
    ['<button class="pickup-availability-button">Check availability at other stores</button>'],
    ["<button>Sprawdź dostępność w salonie</button>"],
    ['<a href="https://www.google.com/maps/dir/?api=1" target="_blank" onclick="return false">Map</a>'],
  ])("on %s are wanting to go", async (body) => {
    shop.pages["/"] = page(body);
    const { tab, clock } = await aTab();
    await tab.locator("main > *").click();
    await expectMoment(tab, clock, { moment: "go", subject: "/", strength: 1 });
  });

  test("four of them on one spot are rage", async () => {
    shop.pages["/"] = page("<p>Nothing here</p>");
    const { tab, clock } = await aTab();
    for (const offset of [0, 5, 10, 5]) await tab.mouse.click(200 + offset, 20);
    await expectMoment(tab, clock, { moment: "rage", subject: "/", strength: 0.5 });
  });

  test("four of them on four spots are not rage", async () => {
    shop.pages["/"] = page("<p>Nothing here</p>");
    const { tab, clock } = await aTab();
    for (const x of [100, 200, 300, 400]) await tab.mouse.click(x, 20);
    await expectNoMoment(tab, clock, "rage");
  });

  test("that set a quantity are not rage", async () => {
    shop.pages["/"] = page('<button class="plus" onclick="this.dataset.n = Math.random()">+</button>');
    const { tab, clock } = await aTab();
    for (let n = 0; n < 6; n++) await tab.getByText("+").click();
    await expectNoMoment(tab, clock, "rage");
  });
});

describe("a click in vain", () => {
  const click = async (body: string) => {
    shop.pages["/"] = page(body);
    const { tab, clock } = await aTab();
    await tab.locator("main > *").first().click();
    // A frame has been drawn, and with it scrolling told.
    await tab.evaluate(
      () => new Promise((drawn) => new IntersectionObserver(drawn).observe(document.documentElement)),
    );
    await clock.runFor(2600);
    return { tab, clock };
  };

  test("is one on a button that does nothing", async () => {
    const { tab, clock } = await click("<button>Buy</button>");
    await expectMoment(tab, clock, { moment: "dead", subject: "/", strength: 0.5 });
  });

  test("is one on a picture that looks clickable", async () => {
    const { tab, clock } = await click('<div style="cursor:pointer">Large picture</div>');
    await expectMoment(tab, clock, { moment: "dead", subject: "/", strength: 0.5 });
  });

  test.each([
    ["a button that changes the page", '<button onclick="this.textContent = 1">More</button>'],
    ["a button that scrolls", '<button onclick="window.scrollTo(0, 900)">Down</button>'],
    [
      "a button that gives the focus away",
      '<button onclick="x.focus()">Ask</button><p id="x" tabindex="0">x</p>',
    ],
    ["a button of a form", '<form onsubmit="return false"><button>Send</button></form>'],
    ["a link that leads somewhere", '<a href="/b" onclick="return false">On</a>'],
    ["text that does not look like a button", "<p>Just text</p>"],
    ["a component of its own", '<x-menu style="cursor:pointer">Menu</x-menu>'],
  ])("is not one on %s", async (_, body) => {
    const { tab, clock } = await click(body);
    await expectNoMoment(tab, clock, "dead");
  });
});

describe("a wishlist", () => {
  test.each([
    [
      "YITH WooCommerce",
      '<a href="?add_to_wishlist=123" class="add_to_wishlist single_add_to_wishlist" onclick="return false">Add to wishlist</a>',
    ],
    ["PrestaShop", '<button class="wishlist-button-add"><i>favorite_border</i></button>'],
    ["OpenCart", "<button type=button onclick=\"void 'wishlist.add(42)'\">♡</button>"],
    ["a Shopify app", '<button aria-label="Add to Wishlist" class="swym-button">♡</button>'],
    ["a Polish shop", "<button>Dodaj do ulubionych</button>"],
  ])("of %s keeps the page's product", async (_, body) => {
    shop.pages["/"] = page(body);
    const { tab, clock } = await aTab();
    await withProduct(tab);
    await tab.locator("main > *").click();
    await clock.runFor(1000);
    expect((await shop.event("add_to_wishlist")).props).toEqual({ item: OWL });
  });

  test.each([
    ["of another product in a list", '<ul><li><button class="wishlist-button-add">♡</button></li></ul>'],
    ["in the shop's head", '<header><a href="#" aria-label="Add to wishlist">♡</a></header>'],
    ["that is only opened", '<a href="#wishlist">Your wishlist</a>'],
  ])("%s does not", async (_, body) => {
    shop.pages["/"] = page(body);
    const { tab, clock } = await aTab();
    await withProduct(tab);
    await tab.locator("button,a").click();
    await expectNoMoment(tab, clock);
    expect(shop.counted.map(({ name }) => name)).not.toContain("add_to_wishlist");
  });

  test("on a page without a product does not either", async () => {
    shop.pages["/"] = page("<button>Add to wishlist</button>");
    const { tab, clock } = await aTab();
    await tab.locator("button").click();
    await expectNoMoment(tab, clock);
    expect(shop.counted.map(({ name }) => name)).not.toContain("add_to_wishlist");
  });
});

describe("checking the price", () => {
  test("is copying the product's name, which itself stays in the page", async () => {
    shop.pages["/"] = page("<h1>Table lamp Sowa</h1>");
    const { tab, clock } = await aTab();
    await withProduct(tab);
    await copy(tab, "h1");
    await expectMoment(tab, clock, { moment: "price_check", subject: "owl", strength: 1 });
  });

  test("is not copying anything else, and nothing of it is kept or sent", async () => {
    shop.pages["/"] = page("<h1>secret-4711</h1>");
    const { tab, clock } = await aTab();
    await withProduct(tab);
    await copy(tab, "h1");
    await expectNoMoment(tab, clock, "price_check");
    expect(JSON.stringify([shop.requests, await storeOf(tab)])).not.toContain("4711");
  });

  test("is a minute in another tab", async () => {
    const { tab, clock } = await aTab();
    await withProduct(tab);
    await setHidden(tab, true);
    // What is being written is not to meet the minute that passes at once: a store that is silent for long is given up.
    await storeOf(tab);
    await clock.fastForward(60_000);
    await setHidden(tab, false);
    await expectMoment(tab, clock, { moment: "price_check", subject: "owl", strength: 0.5 });
  });

  test("is not an hour in another tab", async () => {
    const { tab, clock } = await aTab();
    await withProduct(tab);
    await setHidden(tab, true);
    await clock.fastForward(3_600_000);
    await setHidden(tab, false);
    await expectNoMoment(tab, clock, "price_check");
  });

  const copied: [string, boolean][] = [
    ["Table lamp Sowa", true],
    ["  table LAMP sowa\n", true],
    ["lamp Sowa", true],
    ["89,00 zł", true],
    ["€89.00", true],
    ["89", true],
    ["", false],
    ["lam", false],
    ["Table lamp Kraska", false],
    ["890", false],
    ["89.00 and a sentence about something else", false],
  ];
  test.each(copied)("copied “%s”: %s", (text, isOne) => {
    expect(isNameOrPrice(OWL, text)).toBe(isOne);
  });

  test("nothing copied is the name of a product without one", () => {
    expect(isNameOrPrice({ id: "a" }, "undefined")).toBe(false);
  });
});

describe("reviews", () => {
  test("in the middle of the screen for five engaged seconds are read", async () => {
    shop.pages["/"] = page('<section id="product-reviews" style="height:2000px">Fine lamp</section>');
    const { tab, clock } = await aTab();
    await withProduct(tab);
    await clock.runFor(6000);
    await expectMoment(tab, clock, { moment: "reviews", subject: "owl", strength: 0.5 });
  });

  test("an order to be looked over before it is placed is no review", async () => {
    shop.pages["/"] = page('<div id="order_review" style="height:2000px">2 lamps</div>');
    const { tab, clock } = await aTab();
    await clock.runFor(9000);
    await expectNoMoment(tab, clock, "reviews");
  });

  test("below the middle of the screen are not", async () => {
    shop.pages["/"] = page(
      '<p style="height:600px">Lamp</p><section id="product-reviews">Fine lamp</section>',
    );
    const { tab, clock } = await aTab();
    await clock.runFor(9000);
    await expectNoMoment(tab, clock, "reviews");
  });
});

describe("an account", () => {
  const send = async (form: string) => {
    shop.pages["/"] = page(form);
    const { tab, clock } = await aTab();
    await tab.evaluate(() => document.addEventListener("submit", (event) => event.preventDefault()));
    await tab.locator("button").click();
    return { tab, clock };
  };

  test("is opened with the form of one", async () => {
    const { tab, clock } = await send(
      '<form class="woocommerce-form-register"><input type="password" value="hush"><button>Go</button></form>',
    );
    await expectMoment(tab, clock, { moment: "account", subject: "/", strength: 1 });
    expect(JSON.stringify([shop.requests, await storeOf(tab)])).not.toContain("hush");
  });

  test.each([
    ["signing in", '<form id="login"><input type="password"><button>Go</button></form>'],
    ["a newsletter", '<form id="newsletter-register"><input type="email"><button>Go</button></form>'],
  ])("is not opened by %s", async (_, form) => {
    const { tab, clock } = await send(form);
    await expectNoMoment(tab, clock, "account");
  });
});

describe("a search", () => {
  const searching = async (path: string, body = "", html = "") => {
    shop.pages[path.split("?")[0]!] = page(body, html);
    const { tab, clock } = await aTab(path);
    await clock.runFor(2000);
    return { tab, clock };
  };
  const searches = () => shop.counted.filter(({ name }) => name === "search").map(({ props }) => props);

  test("is told from the page of its results, once", async () => {
    const { tab, clock } = await searching("/search?q=oak+lamp", "<p>Showing 1–12 of 34 results</p>");
    await expect.poll(async () => JSON.stringify((await storeOf(tab)).moments)).toContain("oak lamp");
    await clock.runFor(9000);
    await expectNoMoment(tab, clock, "search_fail");
    expect(searches()).toEqual([{ term: "oak lamp", results: 34 }]);
  });

  test("that found nothing has failed", async () => {
    const { tab, clock } = await searching("/szukaj?s=earbuds", "<p>Brak wyników dla „earbuds”</p>");
    await expectMoment(tab, clock, { moment: "search_fail", subject: "earbuds", strength: 1 });
    expect(searches()).toEqual([{ term: "earbuds", results: 0 }]);
  });

  test("whose number of results comes late is told with it, once", async () => {
    shop.pages["/search"] = page("<p>One moment …</p>");
    const { tab, clock } = await aTab("/search?q=lamp");
    await clock.runFor(2000);
    await hasLoaded(tab, "search");
    await tab.evaluate(() => document.querySelector("main > p")!.replaceChildren("34 results"));
    await clock.runFor(1000);
    await expect.poll(async () => JSON.stringify((await storeOf(tab)).moments)).toContain("lamp");
    await say(tab, "track", "search", { term: "lamp", results: 34 });
    await say(tab, "track", "search", { term: "rug", results: 2 });
    await expect.poll(async () => JSON.stringify((await storeOf(tab)).moments)).toContain("rug");
    await clock.runFor(2000);
    await shop.until(() => searches().length === 2);
    expect(searches()).toEqual([
      { term: "lamp", results: 34 },
      { term: "rug", results: 2 },
    ]);
  });

  test("whose number of results never comes is told without", async () => {
    const { tab, clock } = await searching("/search?q=lamp", "<p>Lamps</p>");
    await hasLoaded(tab, "search");
    for (let second = 0; second < 4; second++) await clock.runFor(1000);
    await clock.runFor(2000);
    await shop.event("search");
    expect(searches()).toEqual([{ term: "lamp" }]);
  });

  test("that a layer tells long after it was read is not told again", async () => {
    shop.pages["/search"] = {
      ...page("<p>34 results</p>"),
      head: "<script>dataLayer = [{ event: 'gtm.dom' }]</script>",
    };
    const { tab, clock } = await aTab("/search?q=lamp");
    await clock.runFor(2000);
    await expect.poll(async () => JSON.stringify((await storeOf(tab)).moments)).toContain("lamp");
    await clock.runFor(4000);
    await tab.evaluate(() => {
      const { dataLayer } = window as unknown as { dataLayer: object[] };
      dataLayer.push({ event: "search", search_term: "lamp" }, { event: "search", search_term: "rug" });
    });
    await expect.poll(async () => JSON.stringify((await storeOf(tab)).moments)).toContain("rug");
    await clock.runFor(2000);
    await shop.until(() => searches().length === 2);
    expect(searches().map(({ term }) => term)).toEqual(["lamp", "rug"]);
  });

  test("that the shop tells is not told again", async () => {
    shop.pages["/search"] = page("<p>34 results</p>");
    const { tab, clock } = await aTab("/search?q=lamp");
    await say(tab, "track", "search", { term: "lamp", results: 3 });
    await expect.poll(async () => JSON.stringify((await storeOf(tab)).moments)).toContain("lamp");
    await clock.runFor(5000);
    await expectNoMoment(tab, clock, "search_fail");
    expect(searches()).toEqual([{ term: "lamp", results: 3 }]);
  });

  test.each(["/search?q=ada%40example.org", "/search?q=%2B48+600+100+200", "/search?sort=price"])(
    "%s is not told",
    async (path) => {
      const { tab, clock } = await searching(path, "<p>No results</p>");
      await hasLoaded(tab, "search");
      await expectNoMoment(tab, clock, "search_fail");
      expect(searches()).toEqual([]);
    },
  );

  const found: [string, number | undefined][] = [
    ["Znaleziono 12 produktów", 12],
    ["12 results", 12],
    ["Showing 1–12 of 1,234 results", 1234],
    ["Wyświetlanie 1–12 z 34 wyników", 34],
    ["Showing 1 to 7 of 7 (1 Pages)", 7],
    ["There are 7 products.", 7],
    ["Items 1-12 of 34", undefined],
    ["Brak wyników", 0],
    ["No products were found matching your selection.", 0],
    ["There is no product that matches the search criteria.", 0],
    ["Nie znaleziono produktów", 0],
    ["0 results for “earbuds”", 0],
    ["Your search did not match anything. Here are 12 products others like", 0],
    ["A fine shop", undefined],
  ];
  test.each(found)("“%s” is as many results: %s", (text, results) => {
    expect(resultsOf(text).results).toBe(results);
  });

  test("the markup's number stands over the text's", () => {
    expect(resultsOf("12 results", "34")).toEqual({ results: 34 });
  });
});

test("a visit that begins with a code seen in a store is wanting to go", async () => {
  const { tab, clock } = await aTab("/?utm_source=krakow&utm_medium=qr");
  await expectMoment(tab, clock, { moment: "go", subject: "qr", strength: 1 });
});

test("a page of stores is noticed by its address", async () => {
  const { tab, clock } = await aTab("/salony/krakow");
  await expectMoment(tab, clock, { moment: "go", subject: "/salony/krakow", strength: 0.7 });
});

test("a step back from the checkout to the cart is hesitation", async () => {
  const context = await shop.visitor();
  const { tab } = await aTab("/checkout/", context);
  await expect.poll(() => momentsIn(tab)).toContain("buy:checkout");
  await tab.goto(`${shop.url}/koszyk/`);
  await expectMoment(tab, context.clock, { moment: "hesitate", strength: 0.7 });
});

test("a quantity changed three times is hesitation", async () => {
  const { tab, clock } = await aTab();
  for (const quantity of [1, 2, 3, 2])
    await say(tab, "cart", { lines: [{ id: "owl", quantity }], valueMinor: 0 });
  await expectMoment(tab, clock, { moment: "hesitate", subject: "owl", strength: 0.5 });
});

/**
 * The whole way of a notification in a real browser, with a push service of this machine: an anonymous visitor says yes, leaves a
 * cart, is reminded of it by name and picture, opens it from the notification, and hears no more once they have bought.
 */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findPlay, stage } from "../../model/plays.ts";
import type { DeliveryList, JourneyReport, PushOverview } from "../../model/push-report.ts";
import { Firefox, findFirefox } from "../support/firefox.ts";
import { PushService } from "../support/push-service.ts";
import { Story } from "../support/story.ts";

const HOUR_MS = 3_600_000;
/** The decision is there, and what it waits for is loaded. */
const HAS_TRIGGERS = `performance.getEntriesByType("resource").some(({ name, responseEnd }) => /\\/triggers-/.test(name) && responseEnd > 0)`;
const executable = findFirefox();
const story = new Story();

describe.skipIf(!executable)("in Firefox", () => {
  let service: PushService;
  let firefox: Firefox;
  let tab: string;

  // A browser and a shop of its own for every try: what a try has done cannot be done again.
  beforeEach(async () => {
    await story.begin();
    service = await PushService.start();
    firefox = await Firefox.launch(executable!, service.origin);
    tab = (await firefox.tabs())[0]!.context;
  });
  afterEach(async () => {
    await firefox?.close();
    await service?.stop();
    await story.closeContexts();
    await story.end();
  });

  const open = (path: string) => firefox.goTo(tab, story.origin + path);
  /** The button in the page with these words. */
  const button = (words: string) =>
    `[...document.querySelectorAll("button")].find((each) => each.textContent.trim().startsWith("${words}"))`;
  const press = async (expression: string) => {
    await expect
      .poll(() => firefox.evaluate(tab, `!!${expression}?.checkVisibility()`), { timeout: 45_000 })
      .toBe(true);
    await firefox.click(tab, expression);
  };
  const skip = async (hours: number) => {
    const body = JSON.stringify({ skipMs: hours * HOUR_MS });
    expect((await fetch(`${story.origin}/local/clock`, { method: "POST", body })).status).toBe(200);
  };
  const ofJourney = () => story.api<JourneyReport>("GET", "/journeys/left-cart");
  const deliveries = async () =>
    (await story.api<DeliveryList>("GET", "/deliveries?source=journey:left-cart")).deliveries;
  const onScreen = () =>
    firefox.evaluate<{ title: string; body: string; icon: string }[]>(
      tab,
      `navigator.serviceWorker.getRegistrations().then((all) => Promise.all(all.map((one) => one.getNotifications())))
        .then((lists) => lists.flat().map(({ title, body, icon }) => ({ title, body, icon })))`,
    );

  it("a cart left behind is recalled once, opened by a click, and not recalled after the order", {
    timeout: 400_000,
  }, async () => {
    await story.api("PUT", "/push/settings", { quiet: { from: 0, until: 0 }, mostPerDay: 10 });
    const shop = { language: "en", currency: "EUR", cartHref: "/demo/cart/" } as Parameters<typeof stage>[1];
    const play = stage(findPlay("left-cart")!, shop, {
      segments: [],
      pools: [],
      campaigns: [],
      journeys: [],
    });
    for (const pool of play.pools) await story.api("PUT", `/coupons/${pool.id}`, pool);
    const [journey] = play.journeys;
    const everybody = journey!.steps.map((step) =>
      step.kind === "split" ? { ...step, holdoutShare: 0 } : step,
    );
    await story.api("PUT", "/journeys/left-cart", { ...journey, status: "published", steps: everybody });
    await story.api("POST", "/publication");

    await open("/demo/");
    await press(button("Accept"));
    await open("/demo/p/lamp-sowa/");
    // Nobody clicks before the page has heard what it is to wait for.
    await expect.poll(() => firefox.evaluate(tab, HAS_TRIGGERS), { timeout: 45_000 }).toBe(true);
    await press(button("Keep on my list"));
    const asked = `document.querySelector("body > impuls-content")?.shadowRoot.querySelector("button.go")`;
    await press(asked);
    await expect
      .poll(async () => (await story.api<PushOverview>("GET", "/push")).subscribers, { timeout: 45_000 })
      .toBe(1);

    await press(button("Put in the cart"));
    await expect.poll(async () => (await ofJourney()).sums.enrolled, { timeout: 45_000 }).toBe(1);
    await open("/demo/help/");
    // Heard before the clock is moved, or it would be a sign of somebody who is still here.
    await expect.poll(() => story.counted("views"), { timeout: 45_000 }).toBe(3);
    await skip(3.1);
    await expect.poll(() => firefox.notification(), { timeout: 45_000 }).toBeDefined();
    await expect.poll(onScreen).toMatchObject([
      {
        title: "Did something go wrong?",
        body: "Table lamp Sowa is still in the cart. We are glad to help.",
        icon: expect.stringMatching(/lamp-sowa\.png$/),
      },
    ]);
    const [delivery] = await deliveries();
    expect(service.pushed).toMatchObject([{ status: 201, urgency: "normal", topic: delivery!.id }]);
    expect(86_400 - service.pushed[0]!.ttl).toBeLessThan(60);
    await expect.poll(() => service.acks.map(({ code }) => code)).toEqual([100]);
    await expect.poll(async () => (await deliveries())[0]?.state, { timeout: 45_000 }).toBe("shown");

    await firefox.clickNotification();
    await expect
      .poll(async () => (await firefox.tabs()).map(({ url }) => new URL(url).pathname), { timeout: 45_000 })
      .toContain("/demo/cart/");
    await expect.poll(async () => (await deliveries())[0]?.state, { timeout: 45_000 }).toBe("clicked");
    const page = await story.dashboard();
    await page.goto(`${story.origin}/dashboard/journeys/left-cart`);
    await page.getByText("1 clicked").first().waitFor();

    await open("/demo/checkout/");
    await press(button("Fill in a sample address"));
    await press(button("Go on to payment"));
    await press(button("one that works"));
    await press(button("Pay "));
    const ended = async () => {
      await story.runtime.cron(new Date());
      return (await ofJourney()).sums["ended:ordered"];
    };
    await expect.poll(ended, { timeout: 45_000, interval: 500 }).toBe(1);
    await skip(24);
    await skip(48);
    expect(service.pushed).toHaveLength(1);
    expect(await deliveries()).toHaveLength(1);
  });
});

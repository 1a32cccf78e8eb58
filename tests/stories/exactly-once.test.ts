import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { PRODUCTS } from "../../demo/products.ts";
import { type Chance, chanceOf } from "../support/device.ts";
import { RoughRoad } from "../support/rough-road.ts";
import { ShopVisit } from "../support/shop-visit.ts";
import { aStory } from "../support/story.ts";

// An exposure is refused where the passport that knew of its decision was on an answer that got lost.
const story = aStory({ excused: /Failed to load resource|net::ERR_|exposure refused/ });
let road: RoughRoad;
beforeAll(async () => {
  road = new RoughRoad(story.origin, chanceOf(11));
  await road.open();
});
afterAll(() => road?.close());

/** Names of the events the tracker has told its watchers of: their writes have completed. */
const heard = new Set<string>();

async function watch(context: BrowserContext): Promise<void> {
  await context.exposeFunction("heard", (writer: string, n: number, name: string) => {
    if (name !== "exposure") heard.add(`${writer}.${n}`);
  });
  await context.addInitScript(() => {
    type Report = { event?: { writer: string; n: number; name: string } };
    const own = window as unknown as {
      impuls: unknown;
      heard: (writer: string, n: number, name: string) => void;
    };
    const hear = ({ event }: Report) => event && own.heard(event.writer, event.n, event.name);
    const q: unknown[] = [["watch", hear]];
    // As the shop's own stub: what it queues is heard when the script has come.
    own.impuls = Object.assign((...call: unknown[]) => q.push(call), { q });
  });
}

type Deed = (page: Page, chance: Chance) => Promise<unknown>;
const pick = <T>(all: readonly T[], chance: Chance): T => all[Math.floor(chance.next() * all.length)]!;

const DEEDS: Deed[] = [
  async (page, chance) => {
    await page.goto(`${road.origin}/demo/p/${pick(PRODUCTS, chance).id}/`);
    await press(page, "[data-put]");
  },
  (page) => page.goto(`${road.origin}/demo/`),
  (page) => press(page, "a[href='/demo/cart/']"),
  (page) => press(page, "[data-put], [data-take-out], [data-put-back]"),
  (page) => page.evaluate(() => scrollTo(0, document.body.scrollHeight)),
  (page) => page.goBack({ timeout: 5000 }),
];

it("with tabs closed and killed, answers dropped and cut short, every event is counted once, and no exposure twice", async () => {
  for (const seed of [1, 2]) {
    const chance = chanceOf(seed);
    const context = await story.context();
    await watch(context);
    const visit = new ShopVisit(road.origin, await context.newPage());
    await visit.open();
    await visit.page.getByRole("button", { name: "Accept" }).click();
    let tabs = [visit.page, await context.newPage()];
    await tabs[1]!.goto(`${road.origin}/demo/light/`);
    for (let deed = 0; deed < 12; deed++) {
      const at = Math.floor(chance.next() * tabs.length);
      const ending = chance.next();
      if (ending < 0.2) {
        await (ending < 0.1 ? kill(tabs[at]!) : close(tabs[at]!));
        tabs = [...tabs.filter((tab) => !tab.isClosed()), await context.newPage()];
        await tabs.at(-1)!.goto(`${road.origin}/demo/`);
      } else {
        await pick(DEEDS, chance)(tabs[at]!, chance);
        // Long enough for some events to be written, too short for others.
        await tabs[at]!.waitForTimeout(chance.next() * 150);
      }
    }
    for (const tab of tabs) await close(tab);
    road.isRough = false;
    visit.page = await context.newPage();
    await visit.open("/demo/checkout/");
    await visit.emptied();
    road.isRough = true;
  }
  expect(Math.min(...Object.values(road.befell))).toBeGreaterThan(0);
  expect(heard.size).toBeGreaterThan(20);
  expect([...heard].filter((name) => !road.given.has(name))).toEqual([]);
  const exposures = async () => (await story.counted("shown:*")) + (await story.counted("ghost:*"));
  const others = async () => (await story.counted("events")) - (await exposures());
  await expect.poll(others, { timeout: 10_000 }).toBe(road.given.size);
  expect(await exposures()).toBeLessThanOrEqual(road.exposures.size);
}, 120_000);

/** Nothing where there is no such thing: Back may have led out of the shop. */
function press(page: Page, selector: string): Promise<void> {
  return page.evaluate((found) => document.querySelector<HTMLElement>(found)?.click(), selector);
}

/** The headless shell loses the word to close a tab that is just going to another page: it is told until it has closed. */
async function close(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const closed = page.waitForEvent("close", { timeout: 0 });
  const tell = () => void session.send("Page.close").catch(() => undefined);
  tell();
  const again = setInterval(tell, 300);
  await closed;
  clearInterval(again);
}

/** Ends the tab's process, as a phone does that needs the memory: nothing of the page is told. */
async function kill(page: Page): Promise<void> {
  const crashed = page
    .context()
    .pages()
    .map((tab) => tab.waitForEvent("crash").catch(() => undefined));
  await page.goto("chrome://crash").catch(() => undefined);
  await Promise.race(crashed);
  await page.close();
}

/** A visit whose tabs are closed and killed, whose storage is wiped and rolled back, and whose clock is put: all by one seed. */
import { setTimeout as wait } from "node:timers/promises";
import type { BrowserContext, Page } from "playwright-core";
import { type Chance, chanceOf } from "./device.ts";
import type { Written } from "./fates.ts";
import { type Kept, keptNow } from "./rough-page.ts";
import type { Traveller } from "./rough-road.ts";

/** What befell visits, by kind. */
export const nothingYet = () => ({
  visits: 0,
  pages: 0,
  secondTabs: 0,
  closed: 0,
  killed: 0,
  wiped: 0,
  rolledBack: 0,
  clockPut: 0,
});

const HOUR_MS = 3_600_000;
/** Over the end of a visit, over midnight, and further than events are taken from. */
const JUMPS_MS = [1, 24, 240].flatMap((hours) => [hours * HOUR_MS, -hours * HOUR_MS]);

const pick = <T>(all: readonly T[], chance: Chance): T => all[Math.floor(chance.next() * all.length)]!;

type Said = Window & { impuls: (...call: unknown[]) => void; putClock: (ms: number) => void };

const eventsIn = (kept: Kept): Written[] =>
  kept.flatMap(([key, event]) =>
    typeof key === "string" ? [] : [{ ...(event as Written), writer: key[0], n: key[1] }],
  );

export class RoughVisit {
  readonly #traveller: Traveller;
  readonly #chance: Chance;
  readonly #store: string;
  readonly #context: BrowserContext;
  readonly #befell: ReturnType<typeof nothingYet>;
  #backup: Kept | undefined;
  #tabs: Page[] = [];

  /** `store`: name of the tracker's database. `context`: the visitor's browser, which lives in one process. */
  constructor(
    traveller: Traveller,
    store: string,
    context: BrowserContext,
    befell: ReturnType<typeof nothingYet>,
  ) {
    this.#traveller = traveller;
    this.#chance = chanceOf(traveller.seed);
    this.#store = store;
    this.#context = context;
    this.#befell = befell;
  }

  /** From the first page to the last, on which all goes well; answers the events that are unsent all the same. */
  async run(): Promise<string[]> {
    this.#befell.visits++;
    await this.#open();
    for (let deeds = 4 + Math.floor(this.#chance.next() * 6); deeds--; ) await this.#step();
    await this.#closeAll();
    this.#traveller.isRough = false;
    const last = await this.#open();
    return this.#untilSent(last);
  }

  /** Ends when the edge has answered and taken every event, or after a while; the names of those that are left. */
  async #untilSent(tab: Page): Promise<string[]> {
    for (const giveUpAt = performance.now() + 20_000; ; ) {
      await wait(40);
      const keys = (await tab.evaluate(keptNow, { store: this.#store })).map(([key]) => key);
      const unsent = keys.filter((key) => Array.isArray(key)).map((key) => `${key}`);
      const isSent = keys.includes("passport") && unsent.length === 0;
      if (isSent || performance.now() > giveUpAt) return unsent;
    }
  }

  async #step(): Promise<void> {
    const chance = this.#chance;
    const [first, second] = this.#tabs;
    if (!first || (!second && chance.next() < 0.15)) {
      if (first) this.#befell.secondTabs++;
      await this.#open();
      return;
    }
    await pick(this.#deeds, chance)(pick(this.#tabs, chance));
  }

  readonly #deeds = [
    (tab: Page) => this.#tell(tab, "deed", 1),
    (tab: Page) => this.#tell(tab, "deed", 12),
    (tab: Page) => this.#tell(tab, "add_to_cart", 1),
    (tab: Page) => this.#follow(tab),
    (tab: Page) => this.#follow(tab),
    (tab: Page) => this.#go(() => tab.reload()),
    (tab: Page) => tab.waitForTimeout(this.#chance.next() * 300),
    (tab: Page) => tab.waitForTimeout(this.#chance.next() * 1000),
    (tab: Page) => this.#close(tab),
    (tab: Page) => this.#kill(tab),
    () => this.#putClock(),
    () => this.#putClock(),
    (tab: Page) => this.#rollBack(tab),
    (tab: Page) => this.#rollBack(tab),
    (tab: Page) => this.#wipe(tab),
  ];

  async #open(): Promise<Page> {
    const tab = await this.#context.newPage();
    this.#tabs.push(tab);
    await this.#go(() => tab.goto(this.#traveller.origin + this.#traveller.nextPath()));
    return tab;
  }

  async #go(going: () => Promise<unknown>): Promise<void> {
    this.#befell.pages++;
    await going();
  }

  #tell(tab: Page, name: string, times: number): Promise<void> {
    const marks = Array.from({ length: times }, () => `${Math.floor(this.#chance.next() * 1e15)}`);
    return tab.evaluate(
      ([name, ...marks]) => {
        const { impuls } = window as unknown as Said;
        for (const mark of marks)
          impuls("track", name, name === "deed" ? { mark } : { item: { id: mark }, quantity: 1 });
      },
      [name, ...marks],
    );
  }

  #follow(tab: Page): Promise<void> {
    return this.#go(() =>
      Promise.all([tab.waitForEvent("load"), tab.evaluate(() => document.links[0]!.click())]),
    );
  }

  async #close(tab: Page): Promise<void> {
    this.#befell.closed++;
    this.#tabs = this.#tabs.filter((other) => other !== tab);
    await tab.close();
  }

  /** Ends the browser's process, as a phone does that needs the memory: nothing of the pages is told. */
  async #kill(tab: Page): Promise<void> {
    this.#befell.killed++;
    const session = await this.#context.newCDPSession(tab);
    const crash = tab.waitForEvent("crash");
    session.send("Page.crash").catch(() => undefined);
    await crash;
    await this.#closeAll();
  }

  async #putClock(): Promise<void> {
    this.#befell.clockPut++;
    const clockMs = pick(JUMPS_MS, this.#chance);
    this.#traveller.clockMs = clockMs;
    for (const tab of this.#tabs)
      await tab.evaluate((ms) => (window as unknown as Said).putClock(ms), clockMs);
  }

  /** To what was kept the time before; with the tabs open, as where a browser's profile is shared, or with none. */
  async #rollBack(tab: Page): Promise<void> {
    const store = this.#store;
    const instead = this.#backup;
    if (!instead) {
      this.#backup = await tab.evaluate(keptNow, { store });
      return;
    }
    this.#befell.rolledBack++;
    let before: Kept;
    if (this.#chance.next() < 0.5) before = await tab.evaluate(keptNow, { store, instead });
    else {
      await this.#closeAll();
      const bare = await this.#context.newPage();
      await bare.goto(`${this.#traveller.origin}/bare`);
      before = await bare.evaluate(keptNow, { store, instead });
      await bare.close();
    }
    const restored = new Set(instead.map(([key]) => `${key}`));
    const gone = before.map(([key]) => `${key}`).filter((key) => !restored.has(key));
    const { fates } = this.#traveller;
    fates.wiped(Date.now(), gone);
    fates.written(eventsIn(instead), Date.now());
  }

  async #wipe(tab: Page): Promise<void> {
    this.#befell.wiped++;
    const { origin, fates } = this.#traveller;
    const session = await this.#context.newCDPSession(tab);
    await session.send("Storage.clearDataForOrigin", { origin, storageTypes: "all" });
    fates.allWiped(Date.now());
  }

  async #closeAll(): Promise<void> {
    await Promise.all(this.#tabs.splice(0).map((tab) => tab.close()));
  }
}

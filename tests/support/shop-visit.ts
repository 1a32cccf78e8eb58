/** A visit to the demo shop, in the words of somebody who shops there. */
import type { BrowserContext, Locator, Page, Request } from "playwright-core";
import { expect } from "vitest";
import { demoSite } from "../../demo/rules.ts";

const SYNC = "**/v1/sync";

export class ShopVisit {
  /** The tab looked at now. */
  page: Page;
  /** Requests to `/v1`, of all tabs. */
  readonly syncs: Request[] = [];
  readonly #origin: string;

  constructor(origin: string, page: Page) {
    this.#origin = origin;
    this.page = page;
    page.context().on("request", (request) => {
      if (new URL(request.url()).pathname.startsWith("/v1")) this.syncs.push(request);
    });
  }

  get browser(): BrowserContext {
    return this.page.context();
  }

  async open(path = "/demo/"): Promise<void> {
    await this.page.goto(this.#origin + path);
  }

  /** Opens the shop and answers the consent question with yes; ends when the edge has answered. */
  async accept(path = "/demo/"): Promise<void> {
    await this.open(path);
    await this.page.getByRole("button", { name: "Accept" }).click();
    await this.settled();
  }

  /** Looks at a product's page until the edge has heard of it. */
  async lookAt(...products: string[]): Promise<void> {
    for (const product of products) {
      await this.open(`/demo/p/${product}/`);
      await this.settled();
    }
  }

  async putInCart(product: string): Promise<void> {
    await this.open(`/demo/p/${product}/`);
    await this.page.getByRole("button", { name: "Put in the cart" }).click();
    await this.settled();
  }

  /** From the cart to the payment's form. */
  async goToPayment(): Promise<void> {
    await this.open("/demo/checkout/");
    await this.page.getByRole("button", { name: "Fill in a sample address" }).click();
    await this.page.getByRole("button", { name: "Go on to payment" }).click();
  }

  async payWith(card: "one that works" | "one that is declined"): Promise<void> {
    await this.page.getByRole("button", { name: card }).click();
    await this.page.getByRole("button", { name: /^Pay / }).click();
  }

  /** Closes the tab; the next page opens in another one, as for somebody who comes back. */
  async leave(): Promise<void> {
    const { page } = this;
    this.page = await this.browser.newPage();
    await page.close();
  }

  async openDrawer(): Promise<Locator> {
    const drawer = this.page.getByRole("complementary", { name: "What the page noticed" });
    await drawer.getByRole("button", { name: "What the page noticed" }).click();
    return drawer;
  }

  /** Address of this visitor's own card in the dashboard, as the drawer links to it. */
  async cardAddress(): Promise<string> {
    const link = this.page.locator("[data-me]");
    await expect.poll(() => link.getAttribute("href")).toMatch(/visitors\/./);
    return new URL((await link.getAttribute("href"))!, this.#origin).href;
  }

  /** What Impuls has drawn in a slot, or over the page. */
  drawn(placement: string): Locator {
    return placement === "bar"
      ? this.page.locator("body > impuls-content")
      : this.page.locator(`[data-impuls-slot=${placement}] impuls-content`);
  }

  /** Pages see time pass at a tenth of its pace: a busy machine must not make the tracker's patience too short. */
  async takeTime(): Promise<void> {
    await this.browser.addInitScript(() => {
      const now = performance.now.bind(performance);
      performance.now = () => now() / 10;
    });
  }

  /** Every sync from now on waits; the answer lets them go. */
  async holdSyncs(): Promise<() => Promise<void>> {
    let letGo = () => {};
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    await this.browser.route(SYNC, async (route) => {
      await held;
      // Its page may be gone by then.
      await route.continue().catch(() => undefined);
    });
    return async () => {
      letGo();
      await this.browser.unroute(SYNC);
    };
  }

  /** Waits until this page has its answer, and nothing of it is unsent but what waits for the next occasion. */
  async settled(): Promise<void> {
    const isSettled = async () => {
      const isAnswered = await this.page.evaluate(() =>
        performance.getEntriesByType("resource").some(({ name }) => name.endsWith("/v1/sync")),
      );
      if (!isAnswered) return false;
      const kept = await this.kept();
      return kept.some(([key]) => key === "passport") && !kept.some(([key, value]) => isWaiting(key, value));
    };
    await expect.poll(isSettled, { interval: 20, timeout: 10_000 }).toBe(true);
  }

  /** Waits until the edge has taken every event of this device. */
  async emptied(): Promise<void> {
    await this.settled();
    const unsent = async () => (await this.kept()).filter(([key]) => Array.isArray(key));
    await expect.poll(unsent, { interval: 50, timeout: 20_000 }).toEqual([]);
  }

  /** Long enough for whatever would still be sent: events are gathered for 0.8 s. */
  async quiet(): Promise<void> {
    await this.page.waitForTimeout(1200);
  }

  /** What the tracker keeps on this device, keys with values. */
  kept(): Promise<[key: unknown, value: unknown][]> {
    return this.page.evaluate(async (name) => {
      // Looking must not make it.
      const known = await indexedDB.databases();
      if (!known.some((database) => database.name === name)) return [];
      const answerOf = <T>(request: IDBRequest<T>) =>
        new Promise<T>((resolve, reject) => {
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(request.error);
        });
      const database = await answerOf(indexedDB.open(name));
      try {
        const store = database.transaction("kept").objectStore("kept");
        const [keys, values] = await Promise.all([answerOf(store.getAllKeys()), answerOf(store.getAll())]);
        return keys.map((key, i): [unknown, unknown] => [key, values[i]]);
      } finally {
        database.close();
      }
    }, `impuls-${demoSite.id}`);
  }

  /** Everything the browser holds of this origin, by the names it holds it under. */
  async stored(): Promise<string[]> {
    const kept = await this.kept();
    const cookies = await this.browser.cookies();
    const rest = await this.page.evaluate(async () => [
      ...Object.keys(localStorage),
      ...Object.keys(sessionStorage),
      ...(await caches.keys()),
    ]);
    return [...rest, ...cookies.map(({ name }) => name), ...kept.map(([key]) => `${key}`)];
  }

  /** The sum of the page's layout shifts so far, as CLS counts them: not those the visitor asked for. */
  shifted(): Promise<number> {
    return this.page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          new PerformanceObserver((list) => {
            type Shift = PerformanceEntry & { value: number; hadRecentInput: boolean };
            const shifts = (list.getEntries() as Shift[]).filter(({ hadRecentInput }) => !hadRecentInput);
            resolve(shifts.reduce((sum, { value }) => sum + value, 0));
          }).observe({ type: "layout-shift", buffered: true });
          // Without any shift the observer is never called.
          setTimeout(resolve, 300, 0);
        }),
    );
  }
}

/** An exposure goes with the next request, whenever that is. */
const isWaiting = (key: unknown, value: unknown) =>
  Array.isArray(key) && (value as { name: string }).name !== "exposure";

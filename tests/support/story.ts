/**
 * The whole product for one test file: workerd with D1, KV, queue and static files, the demo site, a browser. Nothing
 * is mocked. What goes wrong in any page (console, uncaught errors, requests that leave the machine) fails the test.
 */
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, inject } from "vitest";
import { demoCampaigns, demoSite } from "../../demo/rules.ts";
import type { Campaign } from "../../model/campaign.ts";
import type { SiteSettings } from "../../model/snapshot.ts";
import { signInLink } from "../../scripts/demo-site.ts";
import type { Runtime } from "../../scripts/runtime.ts";
import { sharedBrowser } from "./browser.ts";
import { ShopVisit } from "./shop-visit.ts";
import { ADMIN_TOKEN, startStoryRuntime } from "./stories-build.ts";

export { ADMIN_TOKEN } from "./stories-build.ts";

interface StoryKind {
  /** Faults that the file's stories bring about on purpose. */
  excused?: RegExp;
  /** In the browser that visitors have. */
  isWhole?: boolean;
  /** The shop holds visitors out as the demo does; else everybody who qualifies sees. */
  holdsOut?: boolean;
}

export class Story {
  runtime!: Runtime;
  browser!: Browser;
  /** What went wrong in any page since the test began. */
  faults: string[] = [];
  readonly #kind: StoryKind;
  readonly #contexts: BrowserContext[] = [];
  #stateDir?: string;

  constructor(kind: StoryKind = {}) {
    this.#kind = kind;
  }

  get origin(): string {
    return this.runtime.origin;
  }

  async begin(): Promise<void> {
    this.browser = await sharedBrowser(this.#kind.isWhole ? { isWhole: true } : {});
    this.#stateDir = await mkdtemp(join(tmpdir(), "story-"));
    await cp(inject("demoState"), this.#stateDir, { recursive: true });
    this.runtime = await startStoryRuntime(this.#stateDir);
    if (!this.#kind.holdsOut) await this.showToEverybody();
  }

  async end(): Promise<void> {
    await this.closeContexts();
    await this.runtime?.stop();
    if (this.#stateDir) await rm(this.#stateDir, { recursive: true, force: true });
  }

  /** A browser of its own, watched. */
  async context(options: BrowserContextOptions = {}): Promise<BrowserContext> {
    const context = await this.browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
    this.#contexts.push(context);
    const note = (fault: string) => {
      if (!this.#kind.excused?.test(fault)) this.faults.push(fault);
    };
    context.on("console", (message) => {
      if (["warning", "error"].includes(message.type()))
        note(`${message.type()}: ${message.text()} ${message.location().url}`);
    });
    context.on("weberror", (error) => note(`uncaught: ${error.error().stack ?? error.error()}`));
    context.on("request", (request) => {
      const { protocol, hostname } = new URL(request.url());
      if (protocol.startsWith("http") && hostname !== "127.0.0.1") note(`left the machine: ${request.url()}`);
    });
    return context;
  }

  /** A new visitor, on no page yet; `context`: in a browser that is there already. */
  async visitor(options?: BrowserContextOptions, context?: BrowserContext): Promise<ShopVisit> {
    return new ShopVisit(this.origin, await (context ?? (await this.context(options))).newPage());
  }

  /** The dashboard, signed in by a link, in the visitor's own browser or a new one; a shop without visits begins at its start. */
  async dashboard(beside?: ShopVisit, options?: BrowserContextOptions): Promise<Page> {
    const context = beside?.page.context() ?? (await this.context(options));
    const page = await context.newPage();
    await page.goto(await this.signInLink());
    await page.locator("#main h1").first().waitFor();
    return page;
  }

  /** A fresh link that signs the shop's owner in, once. */
  signInLink(): Promise<string> {
    return signInLink(this.origin, ADMIN_TOKEN);
  }

  /** The dashboard's API, as the shop's owner. */
  async api<T>(method: string, path: string, body?: unknown): Promise<T> {
    const separator = path.includes("?") ? "&" : "?";
    const answer = await fetch(`${this.origin}/api${path}${separator}site=${demoSite.id}`, {
      method,
      headers: { authorization: `Bearer ${ADMIN_TOKEN}`, "content-type": "application/json" },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer.json() as Promise<T>;
  }

  /** The sum over all days of a counter in D1, or of all whose name is like `shown:*`. */
  async counted(name: string): Promise<number> {
    const db = await this.runtime.miniflare.getD1Database("DB");
    const sum = await db
      .prepare("SELECT coalesce(sum(value), 0) AS value FROM counters WHERE name GLOB ?1")
      .bind(name)
      .first<{ value: number }>();
    return sum!.value;
  }

  /** Nobody is held out: every visitor who qualifies sees. */
  private async showToEverybody(): Promise<void> {
    const settings: SiteSettings = { ...demoSite, holdoutShare: 0 };
    await this.api("PUT", `/sites/${demoSite.id}`, settings);
    for (const campaign of demoCampaigns)
      await this.api<Campaign>("PUT", `/campaigns/${campaign.id}`, { ...campaign, holdoutShare: 0 });
    await this.api("POST", "/publication");
  }

  /** Closes the test's browsers; true to what was noted until then. */
  async closeContexts(): Promise<void> {
    await Promise.all(this.#contexts.splice(0).map((context) => context.close()));
  }
}

/** One story stage for a test file. */
export function aStory(kind?: StoryKind): Story {
  const story = new Story(kind);
  beforeAll(() => story.begin());
  afterAll(() => story.end());
  afterEach(async () => {
    await story.closeContexts();
    expect(story.faults.splice(0)).toEqual([]);
  });
  return story;
}

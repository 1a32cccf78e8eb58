/**
 * A small shop wearing the tag, and an edge that can be told how to answer. Pages are made up on request; what was
 * posted to /v1/sync is the record the tests read.
 */
import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, inject } from "vitest";
import type { Popular, PopularProduct } from "../../model/popular.ts";
import type { PushKey, SubscriptionRequest } from "../../model/push.ts";
import { siteIdOf } from "../../model/site.ts";
import type { SyncAck, SyncDecisions, SyncRequest, WireDecision } from "../../model/sync.ts";
import { type BrowserKind, FEW_PROCESSES, sharedBrowser } from "../support/browser.ts";

export const SITE = siteIdOf("shop")!;

/** An event as it arrived, with its name (writer, n). */
export interface Told {
  name: string;
  props: Record<string, unknown>;
  writer: string;
  n: number;
  session: number;
  ageMs: number;
}

/** How the edge answers one request; each part has an ordinary default. */
export interface Answer {
  status?: number;
  headers?: Record<string, string>;
  decisions?: WireDecision[];
  ack?: Partial<SyncAck>;
  /** `before`: the connection breaks before anything is said; `ack`: after the decisions. */
  breaks?: "before" | "ack";
  /** Waits for this before anything is said; `ackAfter`: before the second line. */
  after?: Promise<unknown>;
  ackAfter?: Promise<unknown>;
}

/** Of every product. */
const PICTURE =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 40"><rect width="60" height="40" fill="#cfd8c4"/><circle cx="30" cy="20" r="12" fill="#5b7a4f"/></svg>';

/** Keys of the edge, as it answers them: points of P-256. */
export const A_KEY: PushKey = {
  id: "key-0001",
  key: "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8",
};
export const ANOTHER_KEY: PushKey = {
  id: "key-0002",
  key: "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
};

export const CONSENTED = { "data-consent": "assumed" };

export class Shop {
  /** Every body posted to /v1/sync, whatever was answered. */
  requests: SyncRequest[] = [];
  /** Told how to answer; called after the request is recorded. */
  edge: (request: SyncRequest, count: number) => Answer = () => ({});
  /** Attributes of the tag, besides src. */
  tag: Record<string, string> = {};
  src = "/i.js";
  /** By path: what is in the body; `html` are attributes of the root element. */
  pages: Record<string, { body?: string; head?: string; html?: string }> = {};
  headers: Record<string, string> = {};
  /** What /v1/popular answers. */
  popular: PopularProduct[] = [];
  /** What /v1/push/key answers; undefined: it fails. */
  pushKey: PushKey | undefined = A_KEY;
  /** Every body posted to /v1/push/subscriptions. */
  subscriptions: SubscriptionRequest[] = [];
  /** How long a page takes to come, ms: as anywhere but on one machine, what is written on leaving is written by then. */
  takesMs = 0;
  /** How fast `performance.now()` runs for visitors yet to come. */
  pace = 0.1;
  /** The Cookie header of each of `requests`. */
  cookies: (string | undefined)[] = [];
  /** Where the Worker is routed in first-party mode: scripts and sync are there, and only there. */
  prefix = "";
  /** Paths fetched below /v1 and everything else that is not a page. */
  fetched: string[] = [];
  /** Console warnings and errors, uncaught ones included. */
  complaints: string[] = [];
  browser!: Browser;
  url = "";
  /** The same server under another name: another site. */
  elsewhere = "";
  private contexts: BrowserContext[] = [];
  private files = inject("tracker").folder;
  private heard = new Set<() => void>();
  private server = createServer((request, response) => void this.serve(request, response));

  async open(kind?: BrowserKind): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, resolve));
    const { port } = this.server.address() as AddressInfo;
    this.url = `http://127.0.0.1:${port}`;
    this.elsewhere = `http://localhost:${port}`;
    this.browser = await sharedBrowser({ switches: FEW_PROCESSES, ...kind });
  }

  async shut(): Promise<void> {
    await this.reset();
    this.server.close();
  }

  async reset(): Promise<void> {
    await Promise.all(this.contexts.splice(0).map((context) => context.close()));
    // What the last test's pages still had under way is not the next one's.
    this.server.closeAllConnections();
    Object.assign(this, { requests: [], edge: () => ({}), tag: CONSENTED, src: "/i.js", pages: {} });
    Object.assign(this, {
      headers: {},
      popular: [],
      pushKey: A_KEY,
      subscriptions: [],
      fetched: [],
      complaints: [],
      pace: 0.1,
      takesMs: 0,
      cookies: [],
      prefix: "",
    });
  }

  /** A new visitor's browser. */
  async visitor(options: BrowserContextOptions = {}): Promise<BrowserContext> {
    const context = await this.browser.newContext({ viewport: { width: 1000, height: 700 }, ...options });
    this.contexts.push(context);
    // A busy machine must not make 800 ms too short: the page's clock runs at a tenth, unless told otherwise.
    await context.addInitScript((pace) => {
      const now = performance.now.bind(performance);
      performance.now = () => now() * pace;
    }, this.pace);
    return context;
  }

  /** Opens a path in a new tab. */
  async tab(path = "/", of?: BrowserContext): Promise<Page> {
    const page = await (of ?? (await this.visitor())).newPage();
    page.on("console", (message) => {
      if (["warning", "error"].includes(message.type())) this.complaints.push(message.text());
    });
    page.on("pageerror", (error) => this.complaints.push(`uncaught ${error}`));
    await page.goto(path.startsWith("http") ? path : this.url + path);
    return page;
  }

  /** Every event that arrived, once for each arrival. */
  get told(): Told[] {
    return this.requests.flatMap(({ runs }) =>
      runs.flatMap(({ writer, from, events }) =>
        events.map((event, i) => ({ ...event, writer, n: from + i }) as Told),
      ),
    );
  }

  /** Every event once, however often it arrived. */
  get counted(): Told[] {
    return [...new Map(this.told.map((event) => [`${event.writer} ${event.n}`, event])).values()];
  }

  /** Waits until what has arrived makes `holds` true. */
  until(holds: () => unknown): Promise<void> {
    return new Promise((resolve) => {
      const look = () => {
        if (!holds()) return;
        this.heard.delete(look);
        resolve();
      };
      this.heard.add(look);
      look();
    });
  }

  /** Waits for an event of this name (the count-th of it), and gives it. */
  async event(name: string, count = 1): Promise<Told> {
    const all = () => this.counted.filter((event) => event.name === name);
    await this.until(() => all().length >= count);
    return all()[count - 1]!;
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url!, this.url);
    if (pathname === `${this.prefix}/v1/sync`) return this.sync(request, response);
    if (pathname === `${this.prefix}/v1/popular`) {
      this.fetched.push(pathname);
      response.setHeader("access-control-allow-origin", "*");
      response.end(JSON.stringify({ products: this.popular } satisfies Popular));
      return;
    }
    if (pathname === `${this.prefix}/v1/push/key`) {
      this.fetched.push(pathname);
      response.writeHead(this.pushKey ? 200 : 500, { "access-control-allow-origin": "*" });
      response.end(JSON.stringify(this.pushKey));
      return;
    }
    if (pathname === `${this.prefix}/v1/push/subscriptions`) {
      let text = "";
      for await (const chunk of request) text += chunk;
      this.subscriptions.push(JSON.parse(text));
      for (const look of [...this.heard]) look();
      response.writeHead(204, { "access-control-allow-origin": "*" }).end();
      return;
    }
    if (pathname.endsWith(".svg")) {
      response.setHeader("content-type", "image/svg+xml");
      response.end(PICTURE);
      return;
    }
    if (pathname.endsWith(".js")) {
      this.fetched.push(pathname);
      response.setHeader("content-type", "text/javascript");
      response.setHeader("access-control-allow-origin", "*");
      const file = pathname.slice(this.prefix.length);
      response.end(await readFile(join(this.files, file)).catch(() => this.pages[pathname]?.body ?? ""));
      return;
    }
    if (pathname === "/favicon.ico") {
      response.writeHead(204).end();
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, this.takesMs));
    const attributes = Object.entries({ src: this.src, ...this.tag }).map(
      ([name, value]) => ` ${name}="${value}"`,
    );
    const site = "data-site" in this.tag || this.src !== "/i.js" ? "" : ` data-site="${SITE}"`;
    const { body = "", head = "", html = "" } = this.pages[pathname] ?? {};
    response.writeHead(200, { "content-type": "text/html", ...this.headers });
    response.end(
      `<!doctype html><html ${html.includes("lang=") ? "" : 'lang="en"'} ${html}><head><title>Page ${pathname}</title>${head}` +
        `<script async${attributes.join("")}${site}></script></head><body>${body}</body></html>`,
    );
  }

  private async sync(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let text = "";
    for await (const chunk of request) text += chunk;
    const body: SyncRequest = JSON.parse(text);
    this.requests.push(body);
    this.cookies.push(request.headers.cookie);
    const answer = this.edge(body, this.requests.length);
    for (const look of [...this.heard]) look();
    await answer.after;
    if (answer.breaks === "before") {
      request.socket.destroy();
      return;
    }
    response.writeHead(answer.status ?? 200, {
      "access-control-allow-origin": "*",
      "access-control-expose-headers": "retry-after",
      "content-type": "application/x-ndjson",
      ...answer.headers,
    });
    if (answer.status) {
      response.end("{}");
      return;
    }
    const decided: SyncDecisions = { decisions: answer.decisions ?? [], snapshot: 1 };
    response.write(`${JSON.stringify(decided)}\n`);
    await answer.ackAfter;
    if (answer.breaks === "ack") {
      request.socket.destroy();
      return;
    }
    const ack: SyncAck = {
      ack: body.runs.map(({ writer, from, events }) => ({ writer, from, to: from + events.length })),
      refused: [],
      passport: `passport-${this.requests.length}`,
      ...answer.ack,
    };
    response.end(`${JSON.stringify(ack)}\n`);
  }
}

/** One shop for a test file, as new for every test. */
export function aShop(kind?: BrowserKind): Shop {
  const shop = new Shop();
  beforeAll(() => shop.open(kind));
  afterAll(() => shop.shut());
  beforeEach(() => shop.reset());
  return shop;
}

/** Does `when`, waits for the `told` events in that order, and holds that none of `untold` came by then. */
export async function expectTold(
  shop: Shop,
  {
    when,
    told,
    untold = [],
  }: { when: () => unknown; told: { name: string; props?: object }[]; untold?: string[] },
): Promise<void> {
  const before = shop.counted.length;
  await when();
  const fresh = () => shop.counted.slice(before);
  await shop.until(() => told.every(({ name }) => fresh().some((event) => event.name === name)));
  const names = told.map(({ name }) => name);
  expect(fresh().filter(({ name }) => names.includes(name))).toMatchObject(told);
  expect(fresh().map(({ name }) => name)).not.toEqual(expect.arrayContaining(untold.length ? untold : ["-"]));
}

/** What lies in the device's store, by key. */
export function storeOf(page: Page): Promise<Record<string, unknown>> {
  return page.evaluate(
    (name) =>
      new Promise<Record<string, unknown>>((resolve, reject) => {
        const open = indexedDB.open(name);
        // Not there yet: looking must not make it.
        open.onupgradeneeded = () => open.transaction?.abort();
        open.onerror = () => (open.error?.name === "AbortError" ? resolve({}) : reject(open.error));
        open.onsuccess = () => {
          const store = open.result.transaction("kept").objectStore("kept");
          const keys = store.getAllKeys();
          const values = store.getAll();
          store.transaction.oncomplete = () => {
            open.result.close();
            resolve(Object.fromEntries(keys.result.map((key, i) => [`${key}`, values.result[i]])));
          };
        };
      }),
    `impuls-${SITE}`,
  );
}

/** Waits until an answer has been kept: its passport is there, and no page view waits in the outbox. */
export async function settled(page: Page): Promise<void> {
  const isSettled = async () => {
    const { passport, ...rest } = await storeOf(page);
    return !!passport && !Object.values(rest).some((event) => (event as Told).name === "page_view");
  };
  await expect.poll(isSettled, { interval: 20, timeout: 5000 }).toBe(true);
}

/** `impuls(...)` in the page; before the script is there, through the stub's queue. */
export function say(page: Page, ...call: unknown[]): Promise<void> {
  return page.evaluate((args) => {
    const w = window as unknown as { impuls?: ((...a: unknown[]) => void) & { q?: unknown[] } };
    w.impuls ??= (...a) => {
      const stub = w.impuls!;
      stub.q ??= [];
      stub.q.push(a);
    };
    w.impuls(...args);
  }, call);
}

/** A decision as the edge words it. */
export function aDecision(given: Partial<WireDecision> = {}): WireDecision {
  return {
    placement: "home",
    campaign: "recent",
    variant: "a",
    trigger: { kind: "at_once" },
    pages: { in: [], out: [] },
    forMs: 86_400_000,
    isLasting: true,
    claimMs: 0,
    why: "You looked at it before.",
    // As the edge has it: what a ghost is held out of has a name of its own.
    [given.ghost ? "held" : "content"]: {
      form: "inline",
      blocks: [{ kind: "head", title: "Where you left off" }],
    },
    ...given,
  };
}

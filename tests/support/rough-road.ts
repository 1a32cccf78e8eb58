/**
 * A shop of short pages, every visitor's at an origin of its own, and the road from them to the edge, on which syncs get
 * lost: turned away or cut off before the edge hears of them, answered late, with half of an answer, or with none.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import type { SyncAck, SyncRequest } from "../../model/sync.ts";
import { type Chance, chanceOf } from "./device.ts";
import { Fates } from "./fates.ts";

/** One visitor, as the road knows them. */
export class Traveller {
  readonly seed: number;
  readonly origin: string;
  readonly fates = new Fates();
  isRough = true;
  /** How far out the device's clock is. */
  clockMs = 0;
  readonly chance: Chance;
  #pages = 0;

  constructor(seed: number, origin: string) {
    this.seed = seed;
    this.origin = origin;
    // Not the one that the visitor's own deeds are drawn by: how many requests there are is the browser's.
    this.chance = chanceOf(~seed);
  }

  /** Every page of every visitor has an address of its own, so that no view stands for another. */
  nextPath(): string {
    return `/${this.seed}-${++this.#pages}`;
  }
}

export class RoughRoad {
  /** What befell syncs, by kind. */
  readonly befell = { turnedAway: 0, cutOff: 0, unanswered: 0, cutShort: 0, late: 0, passed: 0 };
  readonly #target: string;
  readonly #head: (clockMs: number) => string;
  readonly #server: Server;
  readonly #travellers = new Map<string, Traveller>();
  readonly #files = new Map<string, Promise<string>>();

  /** `target`: origin of the edge. `head`: what stands in every page's head, where the visitor's clock is so far out. */
  constructor(target: string, head: (clockMs: number) => string) {
    this.#target = target;
    this.#head = head;
    // Whom a page was closed or killed before it had its answer, nobody is told.
    this.#server = createServer((request, response) => void this.#serve(request, response));
  }

  async open(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, resolve));
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  traveller(seed: number): Traveller {
    const host = `visitor-${seed}.localhost`;
    const { port } = this.#server.address() as AddressInfo;
    const traveller = new Traveller(seed, `http://${host}:${port}`);
    this.#travellers.set(host, traveller);
    return traveller;
  }

  of(hostname: string): Traveller {
    return this.#travellers.get(hostname)!;
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { hostname, pathname } = new URL(request.url!, `http://${request.headers.host}`);
    if (pathname === "/v1/sync") return this.#sync(this.of(hostname), request, response);
    if (pathname.endsWith(".js")) {
      response.setHeader("content-type", "text/javascript");
      response.setHeader("cache-control", "max-age=3600");
      response.end(await this.#file(pathname));
      return;
    }
    if (pathname === "/favicon.ico") {
      response.writeHead(204).end();
      return;
    }
    const traveller = this.of(hostname);
    response.setHeader("content-type", "text/html");
    response.end(
      pathname === "/bare"
        ? "<!doctype html><title>Bare</title>"
        : `<!doctype html><html lang="en"><title>Page ${pathname}</title>${this.#head(traveller.clockMs)}` +
            `<a href="${traveller.nextPath()}">On</a><div data-impuls-slot="home"></div></html>`,
    );
  }

  #file(path: string): Promise<string> {
    const known = this.#files.get(path) ?? fetch(this.#target + path).then((answer) => answer.text());
    this.#files.set(path, known);
    return known;
  }

  async #sync(traveller: Traveller, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { fates, chance, isRough } = traveller;
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of request) chunks.push(chunk as Buffer);
    } catch {
      // The tab was killed while it was sending: the edge hears nothing.
      return;
    }
    const body = Buffer.concat(chunks).toString();
    const point = isRough ? chance.next() : 1;
    if (point < 0.15) {
      this.befell.turnedAway++;
      response.writeHead(point < 0.05 ? 500 : 503).end();
      return;
    }
    if (point < 0.25) {
      this.befell.cutOff++;
      request.socket.destroy();
      return;
    }
    fates.given(JSON.parse(body) as SyncRequest);
    const { "user-agent": userAgent = "", "accept-language": languages = "" } = request.headers;
    const answer = await fetch(this.#target + request.url, {
      method: "POST",
      headers: { "user-agent": userAgent, "accept-language": languages },
      body,
    });
    const text = await answer.text();
    const [decisions, acknowledgement] = text.split("\n");
    if (answer.ok) fates.answered(JSON.parse(acknowledgement!) as SyncAck);
    if (point < 0.4) {
      this.befell.unanswered++;
      request.socket.destroy();
      return;
    }
    if (point < 0.5) {
      this.befell.cutShort++;
      response.write(`${decisions}\n`, () => request.socket.destroy());
      return;
    }
    if (point < 0.6) {
      this.befell.late++;
      await wait(chance.next() * 400);
    } else this.befell.passed++;
    response.writeHead(answer.status, { "retry-after": answer.headers.get("retry-after") ?? "0" }).end(text);
  }
}

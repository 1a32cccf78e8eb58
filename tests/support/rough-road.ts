/**
 * A road between browser and edge on which syncs get lost: turned away before the edge hears of them, or answered with
 * the answer cut short or never delivered. It knows which events the edge was given.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import type { ReadableStream } from "node:stream/web";
import type { SyncRequest } from "../../model/sync.ts";
import type { Chance } from "./device.ts";

export class RoughRoad {
  origin = "";
  isRough = true;
  /** Names (writer, n) of the events the edge was given, however often; exposures apart. */
  readonly given = new Set<string>();
  readonly exposures = new Set<string>();
  /** What befell syncs, by kind. */
  readonly befell = { refused: 0, unanswered: 0, cutShort: 0, passed: 0 };
  readonly #target: string;
  readonly #chance: Chance;
  readonly #server: Server;

  constructor(target: string, chance: Chance) {
    this.#target = target;
    this.#chance = chance;
    this.#server = createServer((request, response) => void this.#pass(request, response));
  }

  async open(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    this.origin = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of request) chunks.push(chunk as Buffer);
    } catch {
      // The tab was killed while it was sending: the edge hears nothing.
      return;
    }
    const body = Buffer.concat(chunks);
    const isSync = request.url === "/v1/sync";
    const fate = isSync && this.isRough ? this.#chance.next() : 1;
    if (fate < 0.2) {
      this.befell.refused++;
      response.writeHead(503).end();
      return;
    }
    if (isSync) this.#note(JSON.parse(body.toString()) as SyncRequest);
    const answer = await fetch(this.#target + request.url, {
      method: request.method!,
      headers: { "user-agent": request.headers["user-agent"]!, "accept-encoding": "identity" },
      ...(body.length > 0 && { body }),
      redirect: "manual",
    });
    if (fate < 0.4) {
      this.befell.unanswered++;
      await answer.text();
      request.socket.destroy();
      return;
    }
    const { "content-length": _, ...headers } = Object.fromEntries(answer.headers);
    response.writeHead(answer.status, headers);
    if (fate < 0.6) {
      this.befell.cutShort++;
      const [decisions] = (await answer.text()).split("\n");
      response.write(`${decisions}\n`, () => request.socket.destroy());
      return;
    }
    if (isSync) this.befell.passed++;
    if (answer.body) Readable.fromWeb(answer.body as ReadableStream).pipe(response);
    else response.end();
  }

  #note({ runs }: SyncRequest): void {
    for (const { writer, from, events } of runs)
      for (const [i, { name }] of events.entries())
        (name === "exposure" ? this.exposures : this.given).add(`${writer}.${from + i}`);
  }
}

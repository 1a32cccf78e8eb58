/**
 * A small stand-in for Mozilla's push service, on this machine. Firefox talks to it by websocket (hello, register, notification,
 * ack: autopush's protocol), the edge by HTTP (RFC 8030). It believes nothing: it holds the VAPID token to its signature, audience
 * and time (RFC 8292), the body to its coding (RFC 8188), and TTL to being there.
 */
import { createPublicKey, verify } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type WebSocket, WebSocketServer } from "ws";

/** What the edge sent, as far as a push service can see. */
export interface Pushed {
  channel: string;
  ttl: number;
  urgency: string | undefined;
  topic: string | undefined;
  /** Of the VAPID token. */
  subject: string | undefined;
  bytes: number;
  /** The answer given. */
  status: number;
}

const MOST_BYTES = 4_096;
const DAY_SECONDS = 86_400;

export class PushService {
  /** In order of arrival. */
  pushed: Pushed[] = [];
  /** Answered to the next messages in place of taking them, first to last. */
  refusals: number[] = [];
  /** Of what Firefox was given: `code` 100 is shown, 101 could not be decrypted, 102 failed in the service worker. */
  acks: { channelID: string; version: string; code: number }[] = [];
  readonly #server: Server;
  readonly #browsers = new Set<WebSocket>();
  #version = 0;

  static async start(): Promise<PushService> {
    const service = new PushService();
    service.#server.listen(0, "127.0.0.1");
    await once(service.#server, "listening");
    return service;
  }

  private constructor() {
    this.#server = createServer(async (request, response) => {
      const { status, location } = await this.#take(request);
      response.writeHead(status, location ? { location } : {}).end();
    });
    const sockets = new WebSocketServer({
      server: this.#server,
      handleProtocols: ([first]) => first ?? false,
    });
    sockets.on("connection", (browser) => {
      this.#browsers.add(browser);
      browser.on("close", () => this.#browsers.delete(browser));
      browser.on("message", (data) => this.#hear(browser, JSON.parse(String(data))));
    });
  }

  /** Without a slash at the end. */
  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    for (const browser of this.#browsers) browser.terminate();
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, "close");
  }

  #hear(browser: WebSocket, said: { messageType?: string; channelID: string; updates: PushService["acks"] }) {
    const answer = (message: object) => browser.send(JSON.stringify(message));
    const { messageType, channelID } = said;
    if (messageType === "hello")
      answer({ messageType, status: 200, uaid: "0".repeat(32), use_webpush: true, broadcasts: {} });
    else if (messageType === "register")
      answer({ messageType, status: 200, channelID, pushEndpoint: `${this.origin}/wpush/${channelID}` });
    else if (messageType === "unregister") answer({ messageType, status: 200, channelID });
    else if (messageType === "ack") this.acks.push(...said.updates);
    else if (!messageType) answer({});
  }

  async #take(request: IncomingMessage): Promise<{ status: number; location?: string }> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const channel = /^\/wpush\/([\w-]+)$/.exec(request.url ?? "")?.[1];
    if (!channel || request.method !== "POST") return { status: 404 };
    const header = (name: string) => request.headers[name] as string | undefined;
    const token = readVapid(header("authorization"), this.origin);
    const status =
      this.refusals.shift() ??
      (token === undefined
        ? 401
        : header("content-encoding") !== "aes128gcm" || !header("ttl")
          ? 400
          : body.length > MOST_BYTES
            ? 413
            : 201);
    this.pushed.push({
      channel,
      ttl: Number(header("ttl")),
      urgency: header("urgency"),
      topic: header("topic"),
      subject: token?.sub,
      bytes: body.length,
      status,
    });
    if (status !== 201) return { status };
    const version = String(++this.#version);
    for (const browser of this.#browsers)
      browser.send(
        JSON.stringify({
          messageType: "notification",
          channelID: channel,
          version,
          ttl: Number(header("ttl")),
          data: body.toString("base64url"),
          headers: { encoding: "aes128gcm" },
        }),
      );
    return { status, location: `${this.origin}/m/${version}` };
  }
}

/** The claims of `vapid t=JWT, k=KEY`; undefined where the token is not what RFC 8292 asks of it. */
function readVapid(authorization: string | undefined, audience: string): { sub?: string } | undefined {
  const [, token = "", key = ""] = /^vapid t=([\w.-]+), ?k=([\w-]+)$/.exec(authorization ?? "") ?? [];
  const [head = "", claims = "", signature = ""] = token.split(".");
  const point = Buffer.from(key, "base64url");
  if (point.length !== 65) return undefined;
  const publicKey = createPublicKey({
    format: "jwk",
    key: {
      kty: "EC",
      crv: "P-256",
      x: point.subarray(1, 33).toString("base64url"),
      y: point.subarray(33).toString("base64url"),
    },
  });
  const isSigned = verify(
    "SHA256",
    Buffer.from(`${head}.${claims}`),
    { key: publicKey, dsaEncoding: "ieee-p1363" },
    Buffer.from(signature, "base64url"),
  );
  if (!isSigned || JSON.parse(String(Buffer.from(head, "base64url"))).alg !== "ES256") return undefined;
  const { aud, exp, sub } = JSON.parse(String(Buffer.from(claims, "base64url"))) as {
    aud: string;
    exp: number;
    sub?: string;
  };
  const left = exp - Date.now() / 1000;
  return aud === audience && left > 0 && left <= DAY_SECONDS ? (sub ? { sub } : {}) : undefined;
}

/** The sender: who sends, to whom, what the request says, and what each answer means. */
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test, vi } from "vitest";
import type { Env } from "../../edge/env.ts";
import { MAX_PAYLOAD_BYTES } from "../../edge/push/encrypt.ts";
import { pushEndpoint } from "../../edge/push/endpoint.ts";
import {
  outcomeOf,
  type PushOutcome,
  type PushRequest,
  preparePush,
  retryAfterMs,
  sendPush,
} from "../../edge/push/send.ts";
import { authorizationFor, type VapidKey } from "../../edge/push/vapid.ts";
import { aPushReceiver, base64url, fromBase64url, type PushReceiver } from "../support/push-receiver.ts";
import { deployed } from "./visitor.ts";

const ES256 = { name: "ECDSA", namedCurve: "P-256" };
const utf8 = new TextEncoder();
const HOUR_MS = 3_600_000;

async function aVapidKey(): Promise<VapidKey> {
  const pair = (await crypto.subtle.generateKey(ES256, false, ["sign"])) as CryptoKeyPair;
  const point = (await crypto.subtle.exportKey("raw", pair.publicKey)) as ArrayBuffer;
  return { id: "key-0001", publicKey: base64url(new Uint8Array(point)), privateKey: pair.privateKey };
}

/** Claims of an Authorization header whose signature its own key verifies; throws where it does not. */
async function verified(header: string): Promise<{ claims: Record<string, unknown>; kind: unknown }> {
  const [, token = "", k = ""] = /^vapid t=([\w.-]+), k=([\w-]+)$/.exec(header) ?? [];
  const [head = "", body = "", signature = ""] = token.split(".");
  const key = await crypto.subtle.importKey("raw", fromBase64url(k), ES256, false, ["verify"]);
  const isSigned = await crypto.subtle.verify(
    { name: "ECDSA", hash: "SHA-256" },
    key,
    fromBase64url(signature),
    utf8.encode(`${head}.${body}`),
  );
  if (!isSigned) throw new Error("not signed by its key");
  const read = (part: string) => JSON.parse(new TextDecoder().decode(fromBase64url(part)));
  return { claims: read(body), kind: read(head) };
}

const NOW = Date.UTC(2026, 10, 22, 12);
const CONTACT = "mailto:push@shop.example";
const ORIGIN = "https://push.example.net";

describe("a VAPID token", () => {
  test("of RFC 8292, section 2.4, is verified, so that ours is by the same", async () => {
    const { claims, kind } = await verified(
      "vapid t=eyJ0eXAiOiJKV1QiLCJhbGciOiJFUzI1NiJ9.eyJhdWQiOiJodHRwczovL3B1c2guZXhhbXBsZS5uZXQiLCJleHAiOjE0NTM1MjM3Njgs" +
        "InN1YiI6Im1haWx0bzpwdXNoQGV4YW1wbGUuY29tIn0.i3CYb7t4xfxCDquptFOepC9GAu_HLGkMlMuCGSK2rpiUfnK9ojFwDXb1JrErtmysazNjjvW2L9" +
        "OkSSHzvoD1oA, k=BA1Hxzyi1RUM1b5wjxsn7nGxAszw2u61m164i3MrAIxHF6YK5h4SDYic-dRuU_RCPCfA5aq9ojSwk5Y2EmClBPs",
    );
    expect(kind).toEqual({ typ: "JWT", alg: "ES256" });
    expect(claims).toEqual({ aud: ORIGIN, exp: 1453523768, sub: "mailto:push@example.com" });
  });

  test("names the push service's origin, an end within 24 hours and the contact", async () => {
    const { claims, kind } = await verified(await authorizationFor(ORIGIN, await aVapidKey(), CONTACT, NOW));
    expect(kind).toEqual({ typ: "JWT", alg: "ES256" });
    expect(claims).toEqual({ aud: ORIGIN, exp: (NOW + 12 * HOUR_MS) / 1000, sub: CONTACT });
  });

  test("names nobody where there is no contact", async () => {
    const { claims } = await verified(await authorizationFor(ORIGIN, await aVapidKey(), undefined, NOW));
    expect(Object.keys(claims)).toEqual(["aud", "exp"]);
  });

  test("is kept for eleven hours, then made anew", async () => {
    const key = await aVapidKey();
    const at = (ms: number) => authorizationFor(ORIGIN, key, CONTACT, NOW + ms);
    const first = await at(0);
    expect(await at(11 * HOUR_MS - 1)).toBe(first);
    const second = await at(11 * HOUR_MS);
    expect((await verified(second)).claims.exp).toBe((NOW + 23 * HOUR_MS) / 1000);
  });

  test("is another for another origin, key and contact", async () => {
    const [one, two] = [await aVapidKey(), await aVapidKey()];
    const headers = await Promise.all([
      authorizationFor(ORIGIN, one, CONTACT, NOW),
      authorizationFor("https://other.example", one, CONTACT, NOW),
      authorizationFor(ORIGIN, two, CONTACT, NOW),
      authorizationFor(ORIGIN, one, undefined, NOW),
    ]);
    expect(new Set(headers).size).toBe(4);
    expect(
      new Set(await Promise.all(headers.map(async (each) => (await verified(each)).claims.aud))),
    ).toEqual(new Set([ORIGIN, "https://other.example"]));
  });
});

describe("an endpoint", () => {
  const judge = (worker: Env, endpoint: string) => "origin" in pushEndpoint(worker, endpoint);

  test.each([
    "https://fcm.googleapis.com/fcm/send/abc",
    "https://fcm.googleapis.com:443/fcm/send/abc",
    "https://updates.push.services.mozilla.com/wpush/v2/abc",
    "https://web.push.apple.com/QGu",
    "https://wns2-par02p.notify.windows.com/w/?token=abc",
  ])("of a push service is taken: %s", (endpoint) => {
    expect(judge(deployed(), endpoint)).toBe(true);
  });

  test.each([
    "",
    "abc",
    "http://fcm.googleapis.com/fcm/send/abc",
    "https://fcm.googleapis.com:8443/",
    "https://name:secret@fcm.googleapis.com/",
    "https://name@fcm.googleapis.com/",
    "https://fcm.googleapis.com@evil.example/",
    "https://fcm.googleapis.com.evil.example/",
    "https://evil.example/fcm.googleapis.com",
    "https://evil.example#fcm.googleapis.com",
    "https://evilfcm.googleapis.com/",
    "https://push.apple.com/",
    "https://.push.apple.com/",
    "https://evilpush.apple.com/",
    "https://fcm.googleapis.com./",
    "https://127.0.0.1/",
    "https://127.1/",
    "https://2130706433/",
    "https://0x7f000001/",
    "https://0177.0.0.1/",
    "https://[::1]/",
    "https://[::ffff:127.0.0.1]/",
    "https://169.254.169.254/latest/meta-data/",
    "https://localhost/",
    "http://127.0.0.1:8080/",
    "ftp://fcm.googleapis.com/",
    "javascript:alert(1)",
    "data:text/plain,a",
    "//fcm.googleapis.com/",
  ])("of anything else is refused: %s", (endpoint) => {
    expect(judge(deployed(), endpoint)).toBe(false);
  });

  test("of this machine is taken on a local run only, by its number only", () => {
    expect(judge(env, "http://127.0.0.1:4000/push/1")).toBe(true);
    expect(judge(env, "http://localhost:4000/push/1")).toBe(false);
    expect(judge(env, "http://10.0.0.1/push/1")).toBe(false);
  });

  test("may be of other hosts where the shop's operator says so, and then of no others", () => {
    const worker = deployed({ PUSH_HOSTS: "push.own.example, *.push.example" });
    expect(judge(worker, "https://push.own.example/1")).toBe(true);
    expect(judge(worker, "https://eu.push.example/1")).toBe(true);
    expect(judge(worker, "https://fcm.googleapis.com/1")).toBe(false);
  });
});

let key: VapidKey;
let receiver: PushReceiver;
beforeAll(async () => {
  [key, receiver] = await Promise.all([aVapidKey(), aPushReceiver()]);
});

const aRequest = (changes: Partial<PushRequest> = {}): PushRequest => ({
  endpoint: "https://updates.push.services.mozilla.com/wpush/v2/abc",
  ...receiver.keys,
  payload: JSON.stringify({ web_push: 8030 }),
  ttlSeconds: 3_600,
  urgency: "normal",
  topic: "abcdefghijklmnopqrstuv",
  ...changes,
});

describe("a request", () => {
  const prepared = async (changes: Partial<PushRequest> = {}) => {
    const request = await preparePush(deployed(), aRequest(changes), key, CONTACT);
    if ("refused" in request) throw new Error(request.refused);
    return { url: request.url, ...request.init, headers: new Headers(request.init.headers) };
  };

  test("carries an encrypted body and all that the specifications ask for", async () => {
    const { url, method, redirect, headers, body } = await prepared();
    expect([url, method, redirect]).toEqual([aRequest().endpoint, "POST", "manual"]);
    expect(Object.fromEntries([...headers].filter(([name]) => name !== "authorization"))).toEqual({
      "content-encoding": "aes128gcm",
      "content-type": "application/octet-stream",
      ttl: "3600",
      urgency: "normal",
      topic: "abcdefghijklmnopqrstuv",
    });
    expect((await verified(headers.get("authorization")!)).claims.aud).toBe(
      "https://updates.push.services.mozilla.com",
    );
    expect(await receiver.open(body as Uint8Array<ArrayBuffer>)).toBe(aRequest().payload);
  });

  test("that is to be shown at once or not at all says so to WNS, and only there", async () => {
    const endpoint = "https://wns2-par02p.notify.windows.com/w/?token=abc";
    const policyOf = async (changes: Partial<PushRequest>) =>
      (await prepared(changes)).headers.get("x-wns-cache-policy");
    expect(await policyOf({ endpoint, ttlSeconds: 0 })).toBe("no-cache");
    expect(await policyOf({ endpoint })).toBeNull();
    expect(await policyOf({ ttlSeconds: 0 })).toBeNull();
    expect((await prepared({ ttlSeconds: 0 })).headers.get("ttl")).toBe("0");
  });

  test.each<[string, () => Partial<PushRequest>, RegExp]>([
    ["to no push service", () => ({ endpoint: "https://evil.example/" }), /endpoint: expected a host of/],
    ["that is too long", () => ({ payload: "x".repeat(MAX_PAYLOAD_BYTES + 1) }), /over 2800 bytes/],
    ["for a key that is not base64url", () => ({ p256dh: "***" }), /not base64url/],
    ["for a key that is no point", () => ({ p256dh: base64url(new Uint8Array(65)) }), /no point/],
  ])("%s is not sent, and the reason is told", async (_, changes, reason) => {
    const post = vi.fn();
    const outcome = await sendPush(deployed(), aRequest(changes()), key, CONTACT, post);
    expect(outcome).toEqual({ kind: "failed", status: null, reason: expect.stringMatching(reason) });
    expect(post).not.toHaveBeenCalled();
  });
});

describe("an answer", () => {
  const kinds: Record<PushOutcome["kind"], number[]> = {
    taken: [200, 201, 202, 204],
    gone: [404, 410],
    failed: [301, 302, 307, 400, 401, 403, 405, 409, 413, 415],
    retry: [406, 429, 500, 502, 503, 504],
  };
  test.each(Object.entries(kinds).flatMap(([kind, list]) => list.map((status) => [status, kind] as const)))(
    "%i means %s",
    async (status, kind) => {
      const outcome = await outcomeOf(new Response(null, { status }));
      expect(outcome).toMatchObject({ kind, status });
    },
  );

  test("says when to try again, in seconds or as a date", async () => {
    const headers = { "retry-after": "120" };
    expect(await outcomeOf(new Response("slow down", { status: 429, headers }))).toEqual({
      kind: "retry",
      status: 429,
      reason: "push service: 429, slow down",
      afterMs: 120_000,
    });
    expect(retryAfterMs("Sun, 22 Nov 2026 12:00:30 GMT", NOW)).toBe(30_000);
    expect(retryAfterMs("Sun, 22 Nov 2026 11:00:00 GMT", NOW)).toBe(0);
    expect([retryAfterMs(null, NOW), retryAfterMs("soon", NOW)]).toEqual([undefined, undefined]);
  });

  test("of WNS is told by its headers, and logged", async () => {
    const log = vi.spyOn(console, "error").mockImplementation(() => undefined);
    const headers = { "x-wns-status": "dropped", "x-wns-notificationstatus": "channelthrottled" };
    const outcome = await outcomeOf(new Response(null, { status: 406, headers }));
    expect(outcome).toMatchObject({
      kind: "retry",
      reason: "push service: 406, x-wns-notificationstatus: channelthrottled, x-wns-status: dropped",
    });
    expect(log.mock.calls[0]![0]).toContain("channelthrottled");
    log.mockRestore();
  });

  test("that does not come is a reason to try again", async () => {
    const post = () => Promise.reject(new TypeError("Network connection lost."));
    expect(await sendPush(deployed(), aRequest(), key, CONTACT, post)).toEqual({
      kind: "retry",
      status: null,
      reason: "not reached: TypeError: Network connection lost.",
    });
  });

  test("that points elsewhere is not followed", async () => {
    const asked: string[] = [];
    const post = async (url: string, init: RequestInit) => {
      asked.push(`${url} ${init.redirect}`);
      return new Response(null, { status: 307, headers: { location: "https://evil.example/" } });
    };
    expect(await sendPush(deployed(), aRequest(), key, CONTACT, post)).toMatchObject({ kind: "failed" });
    expect(asked).toEqual([`${aRequest().endpoint} manual`]);
  });
});

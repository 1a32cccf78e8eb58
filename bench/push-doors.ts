/** Doors of the bench Worker to web push: requests made ready and the bare cryptography beside them, and what queues do. */
import { Hono } from "hono";
import type { AppEnv, Env } from "../edge/env.ts";
import { currentKey } from "../edge/push/keys.ts";
import { type PushRequest, preparePush } from "../edge/push/send.ts";
import type { VapidKey } from "../edge/push/vapid.ts";
import type { SiteSettings } from "../model/snapshot.ts";
import { aPushReceiver, base64url, type PushReceiver } from "../tests/support/push-receiver.ts";
import type { Meter, QueueWork } from "./meter.ts";
import { metered } from "./metered.ts";

const ECDH = { name: "ECDH", namedCurve: "P-256" };
const CONTACT = "mailto:push@shop.example";
const ORIGINS = [
  "https://fcm.googleapis.com/fcm/send/",
  "https://updates.push.services.mozilla.com/wpush/v2/",
  "https://web.push.apple.com/",
];
/** As long as a usual one. */
const PAYLOAD = JSON.stringify({ web_push: 8030, mutable: true, notification: { body: "x".repeat(420) } });
const PADDED = 701;
const RECEIVERS = 100;

let receivers: PushReceiver[] = [];
let key: VapidKey;

async function prepareAll(env: Env, messages: number): Promise<void> {
  for (let i = 0; i < messages; i++) {
    const request: PushRequest = {
      endpoint: `${ORIGINS[i % ORIGINS.length]}${i}`,
      ...receivers[i % receivers.length]!.keys,
      payload: PAYLOAD,
      ttlSeconds: 3_600,
      urgency: "normal",
      topic: "AAAAAAAAAAAAAAAAAAAAAA",
    };
    const prepared = await preparePush(env, request, key, CONTACT);
    if ("refused" in prepared) throw new Error(prepared.refused);
  }
}

/** What RFC 8291 asks of Web Crypto for one message, and nothing else: no token, no headers, no text, no base64url. */
async function encryptBare(messages: number): Promise<void> {
  const record = new Uint8Array(PADDED);
  const info = new Uint8Array(144);
  const rootOf = (secret: ArrayBuffer) =>
    crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveBits"]);
  const derive = (root: CryptoKey, salt: Uint8Array<ArrayBuffer>, bits: number) =>
    crypto.subtle.deriveBits({ name: "HKDF", hash: "SHA-256", salt, info }, root, bits);
  for (let i = 0; i < messages; i++) {
    const { p256dh, auth } = receivers[i % receivers.length]!;
    const salt = crypto.getRandomValues(new Uint8Array(16));
    const pair = (await crypto.subtle.generateKey(ECDH, false, ["deriveBits"])) as CryptoKeyPair;
    const theirs = await crypto.subtle.importKey("raw", p256dh, ECDH, false, []);
    await crypto.subtle.exportKey("raw", pair.publicKey);
    const algorithm = { name: "ECDH", public: theirs } as unknown as SubtleCryptoDeriveKeyAlgorithm;
    const shared = await rootOf(await crypto.subtle.deriveBits(algorithm, pair.privateKey, 256));
    const root = await rootOf(await derive(shared, auth, 256));
    const [content, iv] = [await derive(root, salt, 128), await derive(root, salt, 96)];
    const aes = await crypto.subtle.importKey("raw", content, "AES-GCM", false, ["encrypt"]);
    await crypto.subtle.encrypt({ name: "AES-GCM", iv }, aes, record);
  }
}

/** By queue, since they were last asked for. */
let work: Record<string, QueueWork> = {};

/** Consumes a batch, and adds up what it took. */
export async function meteredQueue(
  queue: string,
  env: Env,
  consume: (env: Env) => Promise<void>,
): Promise<void> {
  const meter: Meter = { rowsRead: 0, rowsWritten: 0 };
  const began = Date.now();
  await consume({ ...env, DB: metered(env.DB, meter) });
  const none = { steps: 0, longestMs: 0, rowsRead: 0, rowsWritten: 0 };
  const { steps, longestMs, rowsRead, rowsWritten } = work[queue] ?? none;
  work[queue] = {
    steps: steps + 1,
    longestMs: Math.max(longestMs, Date.now() - began),
    rowsRead: rowsRead + meter.rowsRead,
    rowsWritten: rowsWritten + meter.rowsWritten,
  };
}

export const pushDoors = new Hono<AppEnv>()
  .post("/ready", async (c) => {
    receivers = await Promise.all(Array.from({ length: RECEIVERS }, aPushReceiver));
    const pair = (await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, false, [
      "sign",
    ])) as CryptoKeyPair;
    const point = (await crypto.subtle.exportKey("raw", pair.publicKey)) as ArrayBuffer;
    key = { id: "bench000", publicKey: base64url(new Uint8Array(point)), privateKey: pair.privateKey };
    return c.body(null, 204);
  })
  .post("/sender/:messages", async (c) => {
    await prepareAll(c.env, Number(c.req.param("messages")));
    return c.body(null, 204);
  })
  .post("/bare/:messages", async (c) => {
    await encryptBare(Number(c.req.param("messages")));
    return c.body(null, 204);
  })
  /** A site with so many subscriptions at an endpoint of this machine. */
  .post("/subscribers", async (c) => {
    const { site, count, origin } = await c.req.json<{ site: SiteSettings; count: number; origin: string }>();
    const { DB } = c.env;
    await DB.prepare("INSERT INTO sites (id, settings, version) VALUES (?1, ?2, 0)")
      .bind(site.id, JSON.stringify(site))
      .run();
    const { id } = await currentKey(c.env, site.id, Date.now());
    const { keys } = await aPushReceiver();
    await DB.prepare(
      `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?2)
       INSERT INTO subscriptions (site, visitor, endpoint, p256dh, auth, key_id, origin, time_zone, language, made_at, seen_at)
       SELECT ?1, printf('visitor-%014d', i), ?3 || i, ?4, ?5, ?6, 'https://shop.example', 'Europe/Warsaw', 'pl', 1, 1 FROM n`,
    )
      .bind(site.id, count, origin, keys.p256dh, keys.auth, id)
      .run();
    return c.body(null, 204);
  })
  .get("/queues", (c) => {
    const done = work;
    work = {};
    return c.json(done);
  });

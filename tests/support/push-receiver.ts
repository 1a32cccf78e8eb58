/**
 * A browser's side of web push: keys of a subscription, and reading what is sent to it, step by step as RFC 8291 §3.4 and
 * RFC 8188 §2 say it, with nothing of the sender's code.
 */

const ECDH = { name: "ECDH", namedCurve: "P-256" };
const utf8 = new TextEncoder();

export const base64url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
export const fromBase64url = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (each) => each.charCodeAt(0));

export interface PushReceiver {
  /** base64url, as `PushSubscription.toJSON` has them. */
  keys: { p256dh: string; auth: string };
  p256dh: Uint8Array<ArrayBuffer>;
  auth: Uint8Array<ArrayBuffer>;
  /** The text inside a body; throws where it cannot be read. */
  open(body: Uint8Array<ArrayBuffer>): Promise<string>;
}

export async function aPushReceiver(): Promise<PushReceiver> {
  const pair = (await crypto.subtle.generateKey(ECDH, true, ["deriveBits"])) as CryptoKeyPair;
  const p256dh = new Uint8Array((await crypto.subtle.exportKey("raw", pair.publicKey)) as ArrayBuffer);
  return receiverOf(pair.privateKey, p256dh, crypto.getRandomValues(new Uint8Array(16)));
}

export const receiverOf = (
  privateKey: CryptoKey,
  p256dh: Uint8Array<ArrayBuffer>,
  auth: Uint8Array<ArrayBuffer>,
): PushReceiver => ({
  keys: { p256dh: base64url(p256dh), auth: base64url(auth) },
  p256dh,
  auth,
  async open(body) {
    const salt = body.slice(0, 16);
    const idLength = body[20]!;
    const sender = body.slice(21, 21 + idLength);
    const sealed = body.slice(21 + idLength);
    const recordSize = new DataView(body.buffer, body.byteOffset).getUint32(16);
    if (sealed.length > recordSize) throw new Error("more than one record");
    const theirs = await crypto.subtle.importKey("raw", sender, ECDH, false, []);
    const algorithm = { name: "ECDH", public: theirs } as unknown as { name: string };
    const shared = new Uint8Array(await crypto.subtle.deriveBits(algorithm, privateKey, 256));
    const one = new Uint8Array([1]);
    const shareKey = await hmac(auth, shared);
    const material = await hmac(shareKey, joined(utf8.encode("WebPush: info\0"), p256dh, sender, one));
    const root = await hmac(salt, material);
    const key = await hmac(root, joined(utf8.encode("Content-Encoding: aes128gcm\0"), one));
    const nonce = await hmac(root, joined(utf8.encode("Content-Encoding: nonce\0"), one));
    const aes = await crypto.subtle.importKey("raw", key.slice(0, 16), "AES-GCM", false, ["decrypt"]);
    const iv = nonce.slice(0, 12);
    const record = new Uint8Array(await crypto.subtle.decrypt({ name: "AES-GCM", iv }, aes, sealed));
    const end = record.findLastIndex((byte) => byte !== 0);
    if (record[end] !== 2) throw new Error("no delimiter of a last record");
    return new TextDecoder().decode(record.slice(0, end));
  },
});

async function hmac(
  secret: Uint8Array<ArrayBuffer>,
  message: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", secret, algorithm, false, ["sign"]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", key, message));
}

function joined(...parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

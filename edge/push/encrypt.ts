/**
 * Message encryption for web push (RFC 8291): one record of the content encoding aes128gcm (RFC 8188), by Web Crypto alone. A
 * fresh key pair and salt a message, as RFC 8291 §3.1 asks; both can be given, so that its own example is a test.
 */

const HEADER_BYTES = 86;
/** The delimiter behind the text, and the tag of AES-GCM. */
const AROUND_BYTES = 17;
/** 4,096, in four bytes. */
const RECORD_SIZE = [0, 0, 16, 0];

/**
 * A text is padded to the first of these it fits in, so that its length says nearly nothing. The largest makes 2,903 bytes:
 * Firefox on Android takes 3,070 and answers 413 above, all others 4,096.
 */
const BUCKETS = [700, 1_400, 2_800];
export const MAX_PAYLOAD_BYTES = BUCKETS.at(-1)!;

/** The keys of a subscription. */
export interface Receiver {
  /** Uncompressed P-256 point, 65 bytes. */
  p256dh: Uint8Array<ArrayBuffer>;
  /** 16 bytes. */
  auth: Uint8Array<ArrayBuffer>;
}
/** What is drawn anew for every message. */
export interface Drawn {
  keys: CryptoKeyPair;
  /** 16 bytes. */
  salt: Uint8Array<ArrayBuffer>;
}

/** The body to be sent; undefined where the text is over MAX_PAYLOAD_BYTES. Throws where a key is no point of the curve. */
export async function encryptPadded(
  text: Uint8Array,
  receiver: Receiver,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const bucket = BUCKETS.find((bytes) => text.length <= bytes);
  return bucket === undefined ? undefined : encrypt(text, bucket, receiver, await draw());
}

const ECDH = { name: "ECDH", namedCurve: "P-256" };

const draw = async (): Promise<Drawn> => ({
  keys: (await crypto.subtle.generateKey(ECDH, false, ["deriveBits"])) as CryptoKeyPair,
  salt: crypto.getRandomValues(new Uint8Array(16)),
});

/** As `encryptPadded`, padded to `bytes`, with key pair and salt as given. */
export async function encrypt(
  text: Uint8Array,
  bytes: number,
  { p256dh, auth }: Receiver,
  { keys, salt }: Drawn,
): Promise<Uint8Array<ArrayBuffer>> {
  const theirs = await crypto.subtle.importKey("raw", p256dh, ECDH, false, []);
  const ours = new Uint8Array((await crypto.subtle.exportKey("raw", keys.publicKey)) as ArrayBuffer);
  const algorithm = { name: "ECDH", public: theirs } as unknown as SubtleCryptoDeriveKeyAlgorithm;
  const shared = await crypto.subtle.deriveBits(algorithm, keys.privateKey, 256);
  const info = new Uint8Array(INFO.length + 130);
  info.set(INFO);
  info.set(p256dh, INFO.length);
  info.set(ours, INFO.length + 65);
  const secret = await derivable(await expand(await derivable(shared), auth, info, 256));
  const key = await expand(secret, salt, KEY_INFO, 128);
  const iv = await expand(secret, salt, NONCE_INFO, 96);

  const record = new Uint8Array(bytes + 1);
  record.set(text);
  // RFC 8188 §2: 2 marks the last record, and nought is padding.
  record[text.length] = 2;
  const aes = await crypto.subtle.importKey("raw", key, "AES-GCM", false, ["encrypt"]);
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, aes, record);

  const body = new Uint8Array(HEADER_BYTES + bytes + AROUND_BYTES);
  body.set(salt);
  body.set(RECORD_SIZE, 16);
  body[20] = ours.length;
  body.set(ours, 21);
  body.set(new Uint8Array(sealed), HEADER_BYTES);
  return body;
}

const utf8 = new TextEncoder();
const INFO = utf8.encode("WebPush: info\0");
const KEY_INFO = utf8.encode("Content-Encoding: aes128gcm\0");
const NONCE_INFO = utf8.encode("Content-Encoding: nonce\0");

const derivable = (secret: ArrayBuffer) =>
  crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveBits"]);

/** HKDF-SHA-256 (RFC 5869). */
const expand = (
  secret: CryptoKey,
  salt: Uint8Array<ArrayBuffer>,
  info: Uint8Array,
  bits: number,
): Promise<ArrayBuffer> =>
  crypto.subtle.deriveBits({ name: "HKDF", hash: "SHA-256", salt, info }, secret, bits);

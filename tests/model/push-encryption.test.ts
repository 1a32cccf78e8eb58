/** Message encryption, held to the RFC's own example and to implementations that are not ours. */
import { createECDH, randomBytes } from "node:crypto";
import ece from "http_ece";
import { describe, expect, test } from "vitest";
import webPush from "web-push";
import { type Drawn, encrypt, encryptPadded, MAX_PAYLOAD_BYTES } from "../../edge/push/encrypt.ts";
import { aPushReceiver, base64url, fromBase64url, receiverOf } from "../support/push-receiver.ts";

const utf8 = new TextEncoder();
const ECDH = { name: "ECDH", namedCurve: "P-256" };

/** Keys that are given as numbers: `d` and the point, base64url. */
function pairOf(d: string, point: string): Promise<CryptoKey> {
  const bytes = fromBase64url(point);
  const [x, y] = [base64url(bytes.slice(1, 33)), base64url(bytes.slice(33))];
  return crypto.subtle.importKey("jwk", { kty: "EC", crv: "P-256", d, x, y }, ECDH, true, ["deriveBits"]);
}
const publicOf = (point: string) => crypto.subtle.importKey("raw", fromBase64url(point), ECDH, true, []);

/** RFC 8291, appendix A. */
const EXAMPLE = {
  text: "When I grow up, I want to be a watermelon",
  sender: "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8",
  senderPrivate: "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw",
  receiver: "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
  receiverPrivate: "q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94",
  auth: "BTBZMqHH6r4Tts7J_aSIgg",
  salt: "DGv6ra1nlYgDCS1FRnbzlw",
  body:
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_" +
    "yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN",
};

describe("the example of RFC 8291", () => {
  test("is made byte for byte", async () => {
    const text = utf8.encode(EXAMPLE.text);
    const receiver = { p256dh: fromBase64url(EXAMPLE.receiver), auth: fromBase64url(EXAMPLE.auth) };
    const keys = {
      privateKey: await pairOf(EXAMPLE.senderPrivate, EXAMPLE.sender),
      publicKey: await publicOf(EXAMPLE.sender),
    };
    const body = await encrypt(text, text.length, receiver, { keys, salt: fromBase64url(EXAMPLE.salt) });
    expect(base64url(body)).toBe(EXAMPLE.body);
  });

  test("is read by the receiver of these tests", async () => {
    const { open } = receiverOf(
      await pairOf(EXAMPLE.receiverPrivate, EXAMPLE.receiver),
      fromBase64url(EXAMPLE.receiver),
      fromBase64url(EXAMPLE.auth),
    );
    expect(await open(fromBase64url(EXAMPLE.body))).toBe(EXAMPLE.text);
  });
});

describe("what is encrypted", () => {
  test.each([0, 1, 300, 699, 700, 701, 1_400, 1_401, 2_799, MAX_PAYLOAD_BYTES])(
    "of %i bytes is read by a receiver, and by http_ece",
    async (length) => {
      const text = "ż".repeat(length / 2) + "x".repeat(length % 2);
      const receiver = await aPushReceiver();
      const body = (await encryptPadded(utf8.encode(text), receiver))!;
      expect(await receiver.open(body)).toBe(text);

      const browser = createECDH("prime256v1");
      const p256dh = Uint8Array.from(browser.generateKeys());
      const auth = Uint8Array.from(randomBytes(16));
      const other = (await encryptPadded(utf8.encode(text), { p256dh, auth }))!;
      const read = ece.decrypt(Buffer.from(other), {
        version: "aes128gcm",
        privateKey: browser,
        authSecret: Buffer.from(auth),
      });
      expect(read.toString()).toBe(text);
    },
  );

  test("has one of three lengths, none above what Firefox on Android takes", async () => {
    const receiver = await aPushReceiver();
    const lengths = new Set<number>();
    for (let length = 0; length <= MAX_PAYLOAD_BYTES; length += 100)
      lengths.add((await encryptPadded(new Uint8Array(length), receiver))!.length);
    expect([...lengths]).toEqual([803, 1_503, 2_903]);
  });

  test("is nothing where the text is too long", async () => {
    const receiver = await aPushReceiver();
    expect(await encryptPadded(new Uint8Array(MAX_PAYLOAD_BYTES + 1), receiver)).toBeUndefined();
  });

  test("is another every time, with a key pair of its own", async () => {
    const receiver = await aPushReceiver();
    const bodies = await Promise.all(
      Array.from({ length: 20 }, () => encryptPadded(utf8.encode("the same"), receiver)),
    );
    const of = (from: number, to: number) =>
      new Set(bodies.map((body) => base64url(body!.slice(from, to)))).size;
    expect([of(0, 16), of(21, 86), of(86, 803)]).toEqual([20, 20, 20]);
  });

  test("with the same keys and salt is what http_ece makes, byte for byte", async () => {
    for (let round = 0; round < 20; round++) {
      const text = randomBytes(1 + round * 50);
      const ours = createECDH("prime256v1");
      const point = ours.generateKeys();
      const receiver = await aPushReceiver();
      const salt = Uint8Array.from(randomBytes(16));
      const drawn: Drawn = {
        keys: {
          privateKey: await pairOf(ours.getPrivateKey().toString("base64url"), base64url(point)),
          publicKey: await publicOf(base64url(point)),
        },
        salt,
      };
      const theirs = ece.encrypt(text, {
        version: "aes128gcm",
        privateKey: ours,
        dh: Buffer.from(receiver.p256dh),
        authSecret: Buffer.from(receiver.auth),
        salt: Buffer.from(salt),
      });
      const body = await encrypt(text, text.length, receiver, drawn);
      expect(base64url(body)).toBe(base64url(theirs));
    }
  });
});

test("what web-push encrypts is read by the receiver of these tests", async () => {
  const receiver = await aPushReceiver();
  const { body } = webPush.generateRequestDetails(
    { endpoint: "https://push.example.net/1", keys: receiver.keys },
    "as any other",
    { vapidDetails: { subject: "mailto:push@shop.example", ...webPush.generateVAPIDKeys() } },
  );
  expect(await receiver.open(Uint8Array.from(body!))).toBe("as any other");
});

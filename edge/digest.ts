/** SHA-256 and comparison of secrets. */

const utf8 = new TextEncoder();

/** Lower-case hex, as keys and sign-in codes are kept. */
export async function sha256Hex(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", utf8.encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Takes as long wherever the texts first differ, and whatever their lengths: their digests are compared. */
export async function isSameSecret(given: string, expected: string): Promise<boolean> {
  const [a, b] = await Promise.all(
    [given, expected].map((text) => crypto.subtle.digest("SHA-256", utf8.encode(text))),
  );
  return crypto.subtle.timingSafeEqual(a!, b!);
}

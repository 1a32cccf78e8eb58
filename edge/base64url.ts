/** base64url without padding (RFC 4648 §5), by the runtime's own codec: a passport goes through it twice a request. */

interface Base64Codec {
  /** ECMAScript proposal "Uint8Array to/from base64", stage 4; workerd has it, TypeScript's ES2024 library does not. */
  toBase64(options: { alphabet: "base64url"; omitPadding: true }): string;
}
interface Base64Constructor {
  fromBase64(text: string, options: { alphabet: "base64url" }): Uint8Array<ArrayBuffer>;
}

export function toBase64Url(bytes: Uint8Array): string {
  return (bytes as Uint8Array & Base64Codec).toBase64({ alphabet: "base64url", omitPadding: true });
}

/** Undefined where the text is not base64url. */
export function fromBase64Url(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return (Uint8Array as typeof Uint8Array & Base64Constructor).fromBase64(text, { alphabet: "base64url" });
  } catch {
    return undefined;
  }
}

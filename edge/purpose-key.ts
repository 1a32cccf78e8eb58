/** Keys for one purpose each (cookies, sealed secrets), apart from one another and from those of passports. */

const utf8 = new TextEncoder();

/** HKDF-SHA-256 (RFC 5869) of the master secret. */
export async function purposeKey(master: string, purpose: string): Promise<ArrayBuffer> {
  const root = await crypto.subtle.importKey("raw", utf8.encode(master), "HKDF", false, ["deriveBits"]);
  return crypto.subtle.deriveBits(
    { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info: utf8.encode(purpose) },
    root,
    256,
  );
}

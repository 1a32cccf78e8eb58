/** Signatures of outgoing webhooks by the Standard Webhooks specification 1.0 (github.com/standard-webhooks/standard-webhooks). */

const SECRET_BYTES = 32;
const PREFIX = "whsec_";
const utf8 = new TextEncoder();

/** 256 random bits, serialised as receivers' libraries take them. */
export const newWebhookSecret = () => PREFIX + toBase64(crypto.getRandomValues(new Uint8Array(SECRET_BYTES)));

/**
 * The headers of one attempt. Each secret signs: after a rotation the one before too, so that a receiver may change theirs at its
 * leisure. `attemptedAt`: epoch ms of the attempt; receivers refuse one that is minutes old.
 */
export async function signedHeaders(
  id: string,
  body: string,
  secrets: readonly string[],
  attemptedAt: number,
): Promise<Record<string, string>> {
  const timestamp = String(Math.floor(attemptedAt / 1000));
  const content = utf8.encode(`${id}.${timestamp}.${body}`);
  const signatures = await Promise.all(
    secrets.map(async (secret) => {
      const hmac = { name: "HMAC", hash: "SHA-256" };
      const key = await crypto.subtle.importKey("raw", keyOf(secret), hmac, false, ["sign"]);
      return `v1,${toBase64(new Uint8Array(await crypto.subtle.sign("HMAC", key, content)))}`;
    }),
  );
  return {
    "webhook-id": id,
    "webhook-timestamp": timestamp,
    "webhook-signature": signatures.join(" "),
  };
}

const keyOf = (secret: string) =>
  Uint8Array.from(atob(secret.slice(PREFIX.length)), (character) => character.charCodeAt(0));
const toBase64 = (bytes: Uint8Array) => btoa(String.fromCharCode(...bytes));

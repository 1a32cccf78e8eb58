/**
 * This browser's own visitor, where dashboard and shop share an origin (a local run): "you, now". The tracker keeps
 * a secret on the device, and the visitor's id is derived from it as the edge derives it. Only ever read here.
 */
import { signal } from "@preact/signals";

/** Undefined while unknown, or where the shop lives elsewhere. */
export const you = signal<string>();

export async function lookForYou(site: string): Promise<void> {
  try {
    const secret = await secretOf(`impuls-${site}`);
    if (secret) you.value = await visitorIdOf(site, secret);
  } catch {
    // Storage is closed to us: nobody is "you".
  }
}

/** First 16 bytes of SHA-256, base64url without padding: 22 characters. */
export async function visitorIdOf(site: string, secret: string): Promise<string> {
  const text = new TextEncoder().encode(`impuls-visitor|${site}|${secret}`);
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", text));
  return btoa(String.fromCharCode(...digest.subarray(0, 16)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");
}

/** Opening a database makes it; so look first whether it is there. */
async function secretOf(name: string): Promise<string | undefined> {
  const known = await indexedDB.databases();
  if (!known.some((database) => database.name === name)) return undefined;
  const database = await answerOf(indexedDB.open(name));
  try {
    const [name] = database.objectStoreNames;
    if (!name) return undefined;
    const store = database.transaction(name, "readonly").objectStore(name);
    const secret: unknown = await answerOf(store.get("secret"));
    return typeof secret === "string" ? secret : undefined;
  } finally {
    database.close();
  }
}

function answerOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

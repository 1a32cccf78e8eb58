/** Web push as device and edge speak of it (model/push.ts): the key, the subscription told. For the page and the service worker. */
import type { EventProps } from "../model/event.ts";
import type { PushKey, SubscriptionRequest } from "../model/push.ts";

/** What the device keeps of it, under `push`. */
export interface PushKept {
  /** What was last told of asking. */
  state?: EventProps["push_permission"]["state"];
  /** How often the visitor has said no to our question, or closed the browser's. */
  noes?: number;
  /** The last time: device clock, epoch ms. */
  noAt?: number;
  /** Of the subscription as the edge is to have it; absent where there is none. */
  endpoint?: string | undefined;
  /** Id of the key it was made with. */
  keyId?: string;
  /** When the edge was last told: device clock, epoch ms. */
  toldAt?: number;
  /** For the service worker, which has no tag to read it from: where the edge is, and whether its cookie may be brought. */
  edge?: string;
  credentials?: RequestCredentials;
}

/** The key that subscriptions are made with now; fails where it cannot be had. */
export async function readKey(edge: string, site: string): Promise<PushKey> {
  const response = await fetch(new URL(`v1/push/key?site=${site}`, edge), {
    credentials: "omit",
    signal: AbortSignal.timeout(20_000),
  });
  if (!response.ok) throw new Error(`push key: ${response.status}`);
  return await response.json();
}

/** With this key, whatever there was before: one registration has one subscription, and that one key for life. */
export async function subscribe(manager: PushManager, { key }: PushKey): Promise<PushSubscription> {
  const before = await manager.getSubscription();
  if (before && isOf(before, key)) return before;
  await before?.unsubscribe();
  return manager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
}

/** Whether it was made with this key. Two letters of base64url are one here, and what is left over is left out. */
export const isOf = ({ options }: PushSubscription, key: string): boolean => {
  const own = btoa(String.fromCharCode(...new Uint8Array(options.applicationServerKey!)));
  return lettersOf(own) === lettersOf(key);
};
const lettersOf = (base64: string) => base64.replace(/[^a-z\d]/gi, "");

/** Tells the edge what there is now; true once it has heard. What it refuses it would refuse again: that counts as heard. */
export async function tell(
  { edge, credentials, keyId }: Pick<PushKept, "edge" | "credentials" | "keyId">,
  site: string,
  passport: string,
  subscription: PushSubscription | null,
): Promise<boolean> {
  const { endpoint, keys } = subscription?.toJSON() ?? {};
  try {
    const { status } = await fetch(new URL("v1/push/subscriptions", edge), {
      method: "POST",
      body: JSON.stringify({
        site,
        passport,
        subscription: endpoint
          ? { endpoint, keys: keys as { p256dh: string; auth: string }, keyId: keyId! }
          : null,
        timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
        language: navigator.language,
      } satisfies SubscriptionRequest),
      credentials: credentials!,
      keepalive: true,
      signal: AbortSignal.timeout(20_000),
    });
    return status < 500 && status !== 429;
  } catch {
    return false;
  }
}

/**
 * A browser without a push service, as Chromium is when built from source, cannot subscribe: here `subscribe`,
 * `getSubscription` and `unsubscribe` of PushManager are told what to do, and keep their word over pages. All else is the
 * browser's own: permission, registrations, workers, notifications.
 */
import type { BrowserContext } from "playwright-core";

/** `answer`: what the browser's question for notifications is answered, where it is not granted already. */
export async function withPushService(
  context: BrowserContext,
  answer?: NotificationPermission,
): Promise<void> {
  await context.addInitScript((said) => {
    if (said) {
      // A headless browser asks nobody, and has denied already.
      const kept = () => (localStorage.getItem("permission") ?? "default") as NotificationPermission;
      Object.defineProperty(Notification, "permission", { get: kept });
      Notification.requestPermission = async () => {
        localStorage.setItem("asked", `${Number(localStorage.getItem("asked")) + 1}`);
        localStorage.setItem("gesture", `${navigator.userActivation.isActive}`);
        localStorage.setItem("permission", said);
        return said;
      };
    }
    const { get } = Object.getOwnPropertyDescriptor(ServiceWorkerRegistration.prototype, "pushManager")!;
    Object.defineProperty(ServiceWorkerRegistration.prototype, "pushManager", {
      get() {
        return Object.assign(get!.call(this), { at: `push ${this.scope}` });
      },
    });
    type At = { at: string };
    const bytesOf = (text: string) =>
      Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0)).buffer;
    const subscriptionAt = (at: string) => {
      const kept = localStorage.getItem(at);
      if (!kept) return null;
      const { endpoint, key } = JSON.parse(kept);
      return {
        endpoint,
        options: { userVisibleOnly: true, applicationServerKey: bytesOf(key) },
        toJSON: () => ({ endpoint, keys: { p256dh: "B".repeat(87), auth: "a".repeat(22) } }),
        unsubscribe: async () => {
          localStorage.removeItem(at);
          return true;
        },
      } as unknown as PushSubscription;
    };
    PushManager.prototype.getSubscription = async function () {
      return subscriptionAt((this as unknown as At).at);
    };
    PushManager.prototype.subscribe = async function (options) {
      const { at } = this as unknown as At;
      if (localStorage.getItem("fails")) throw new DOMException("push service not available", "AbortError");
      if (subscriptionAt(at)) throw new DOMException("another key", "InvalidStateError");
      const made = Number(localStorage.getItem("made") ?? 0) + 1;
      localStorage.setItem("made", `${made}`);
      const endpoint = `https://push.example/${made}`;
      localStorage.setItem(at, JSON.stringify({ endpoint, key: options!.applicationServerKey }));
      return subscriptionAt(at)!;
    };
  }, answer);
}

/** The service worker's global scope, as far as it is used here: the compiler's library knows it in programs of its own only. */

/** A notification as a payload proposes it, or as the browser has read it from there. Nothing of it is certain. */
export interface Proposed {
  title?: string;
  body?: string;
  navigate?: string;
  lang?: string;
  tag?: string;
  icon?: string;
  badge?: string;
  image?: string;
  actions?: readonly { action: string; title: string; navigate?: string }[];
  data?: unknown;
}

interface Extendable extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface Events {
  push: Extendable & {
    data: { json(): unknown } | null;
    /** Push API §3.3: read from a declarative message by the browser itself. */
    notification?: Proposed | null;
  };
  notificationclick: Extendable & { notification: Notification; action: string };
  notificationclose: Extendable & { notification: Notification };
  pushsubscriptionchange: Extendable & {
    oldSubscription?: PushSubscription | null;
    newSubscription?: PushSubscription | null;
  };
}
interface Window {
  url: string;
  focus(): Promise<unknown>;
}
interface Scope {
  registration: ServiceWorkerRegistration;
  clients: {
    matchAll(of: { type: "window"; includeUncontrolled: true }): Promise<Window[]>;
    openWindow(address: string): Promise<unknown>;
  };
  addEventListener<Name extends keyof Events>(name: Name, heard: (event: Events[Name]) => void): void;
}
export const scope = self as unknown as Scope;

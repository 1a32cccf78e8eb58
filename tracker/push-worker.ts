/**
 * `sw.js`, the service worker of web push: shows, opens, tells, and subscribes anew. Either a worker of its own in a scope that
 * has no page, or one line in the shop's (docs/embed.md). It takes over no page, answers no fetch, and leaves alone what is
 * not ours.
 */
import { PUSH } from "../model/consent.ts";
import { isOf, type PushKept, readKey, subscribe, tell } from "./push-edge.ts";
import { site, stored, transact } from "./store.ts";
import { factsOf, noticeOf, type Shown } from "./worker/notification.ts";
import { hasShown, openSite, record, send } from "./worker/outbox.ts";
import { type Proposed, scope } from "./worker/scope.ts";

scope.addEventListener("push", (event) => {
  const proposed = event.notification ?? proposedIn(event.data);
  const facts = factsOf(proposed);
  if (!facts) return;
  // The shop's own handlers know nothing of it, and would show it once more.
  event.stopImmediatePropagation();
  event.waitUntil(show(proposed!, facts));
});

/** Undefined where it is no JSON, and so none of ours. */
function proposedIn(text: { json(): unknown } | null): Proposed | undefined {
  try {
    return (text?.json() as { notification?: Proposed } | undefined)?.notification;
  } catch {
    return undefined;
  }
}

async function show(proposed: Proposed, facts: NonNullable<ReturnType<typeof factsOf>>): Promise<void> {
  const isOpen = await openSite(facts.site);
  const known = isOpen ? { cart: stored("cart"), recent: stored("recent"), bought: stored("bought") } : {};
  const { title, options, isNeutral } = noticeOf(proposed, facts, known as Parameters<typeof noticeOf>[2]);
  // A delivery that comes again takes the place of the first, and makes no sound.
  if (isOpen && hasShown(facts.id)) options.silent = true;
  await scope.registration.showNotification(title, options);
  if (isOpen && facts.id) await told("push_shown", { delivery: facts.id, ...(isNeutral && { isNeutral }) });
}

async function told(name: string, props: { delivery: string; [more: string]: unknown }): Promise<void> {
  await record(name, props);
  await send();
}

/** Of a notification of ours that was left: by a click, or closed. */
async function left(name: string, { site: of, id }: Shown, at: number): Promise<void> {
  if (id && (await openSite(of))) await told(name, { delivery: id, ...(at >= 0 && { action: at }) });
}

const shownIn = ({ data }: Notification): Shown | undefined => {
  const shown = data as Shown | null;
  return shown?.actions && factsOf({ data: shown }) ? shown : undefined;
};

scope.addEventListener("notificationclick", (event) => {
  const shown = shownIn(event.notification);
  if (!shown) return;
  event.stopImmediatePropagation();
  event.notification.close();
  const at = shown.actions.findIndex(([name]) => name === event.action);
  const to = at < 0 ? shown.to : shown.actions[at]![1];
  event.waitUntil(Promise.all([to && openAt(to), left(to ? "push_click" : "push_close", shown, at)]));
});

/** The window that is there already, else a new one. */
async function openAt(address: string): Promise<unknown> {
  const all = await scope.clients.matchAll({ type: "window", includeUncontrolled: true });
  const there = all.find(({ url }) => url === address);
  return there ? there.focus() : scope.clients.openWindow(address);
}

scope.addEventListener("notificationclose", (event) => {
  const shown = shownIn(event.notification);
  if (!shown) return;
  event.stopImmediatePropagation();
  event.waitUntil(left("push_close", shown, -1));
});

scope.addEventListener("pushsubscriptionchange", (event) => event.waitUntil(renew(event)));

/**
 * The browser has ended the subscription, or put another in its place: whose it was only the stores can say. What is missed
 * here, the next visit finds (subscription.ts).
 */
async function renew({
  oldSubscription: old,
  newSubscription: fresh,
}: {
  oldSubscription?: PushSubscription | null;
  newSubscription?: PushSubscription | null;
}): Promise<void> {
  const manager = scope.registration.pushManager;
  for (const { name } of (await indexedDB.databases?.()) ?? []) {
    const [, id] = /^impuls-(.+)/.exec(name!) ?? [];
    if (!id || !(await openSite(id))) continue;
    const kept = stored<PushKept>("push");
    const passport = stored<string>("passport");
    if (!kept?.endpoint || !passport || !(stored<number>("consent")! & PUSH)) continue;
    const key = await readKey(kept.edge!, id);
    const present = fresh ?? (await manager.getSubscription());
    const isOurs = old ? old.endpoint === kept.endpoint : !present || isOf(present, key.key);
    if (!isOurs) continue;
    const made = await subscribe(manager, key);
    const changes: PushKept = { endpoint: made.endpoint, keyId: key.id };
    const isHeard = await tell({ ...kept, ...changes }, site!, passport, made);
    await transact(["push"], ([now]) => [
      ["push", { ...(now as PushKept), ...changes, ...(isHeard && { toldAt: Date.now() }) }],
    ]);
  }
}

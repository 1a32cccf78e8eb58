/**
 * Lazy part: the browser's subscription for web push, and at every later visit whether it still stands. Loaded by the block
 * that asks and, once there is a subscription, by the page. Exports what `SubscriptionPart` in api.ts describes.
 */
import { EXPLICIT, PUSH, SOURCED } from "../model/consent.ts";
import type { PushKey } from "../model/push.ts";
import type { Core, SubscriptionPart } from "./api.ts";
import { keptIn, report } from "./permission.ts";
import { isOf, type PushKept, readKey, subscribe, tell } from "./push-edge.ts";

const DAY_MS = 86_400_000;
const edge = new URL(".", import.meta.url).href;

const keep = (core: Core, changes: PushKept) =>
  core.transact(["push"], ([kept]) => [["push", { ...(kept as PushKept), ...changes }]]);

export const ready: SubscriptionPart["ready"] = async (core) => {
  const key = await readKey(edge, core.site);
  const registration = await registered(core, key).catch(() => undefined);
  return registration && ((campaign) => take(core, registration, key, campaign));
};

/** Subscribes, and tells the edge; with a campaign, the visitor has just agreed to it there. */
async function take(
  core: Core,
  { pushManager }: ServiceWorkerRegistration,
  key: PushKey,
  campaign?: string,
): Promise<void> {
  const made = await subscribe(pushManager, key);
  const credentials = (core.setting("credentials") ?? "omit") as RequestCredentials;
  const kept: PushKept = { endpoint: made.endpoint, keyId: key.id, edge, credentials };
  if (campaign) {
    core.allow(core.stored<number>("consent")! | PUSH | EXPLICIT);
    report(core, "granted", campaign, { ...kept, noes: 0 });
  } else await keep(core, kept);
  follow(core, kept);
  // Where it does not get there the next visit tells it.
  const { passport } = last!;
  if (passport)
    tell(kept, core.site, passport, made).then((isHeard) => {
      if (isHeard) keep(core, { toldAt: Date.now() });
    });
}

/** The worker's script: what the tag names, else ours where it lies in the page's own origin. */
function scriptOf(core: Core): string {
  const named = core.setting("worker");
  return new URL(named ?? "sw.js", named ? location.href : edge).href;
}

/** Registrations that run the script, each with the subscription it has. */
async function running(script: string): Promise<[ServiceWorkerRegistration, PushSubscription | null][]> {
  const all = await navigator.serviceWorker.getRegistrations();
  const ours = all.filter(({ active }) => active?.scriptURL === script);
  return Promise.all(ours.map(async (one) => [one, await one.pushManager.getSubscription()]));
}

interface TrustedTypes {
  createPolicy: (
    name: string,
    rules: { createScriptURL: (address: string) => string },
  ) => { createScriptURL: (address: string) => string };
}
let policy: ReturnType<TrustedTypes["createPolicy"]> | undefined;

/**
 * One that can take a subscription of ours: it runs the script already, and nobody else is subscribed there; or a new one, in
 * a scope that has no page. Fails where there is no such script in the page's origin.
 */
async function registered(core: Core, { key }: PushKey): Promise<ServiceWorkerRegistration> {
  const script = scriptOf(core);
  const { endpoint } = keptIn(core);
  for (const [one, has] of await running(script))
    if (!has || has.endpoint === endpoint || isOf(has, key)) return one;
  // Where the page demands Trusted Types, an address of a script has to be one.
  policy ??= (window as { trustedTypes?: TrustedTypes }).trustedTypes?.createPolicy("impuls-push", {
    createScriptURL: (address) => address,
  });
  const made = await navigator.serviceWorker.register(policy?.createScriptURL(script) ?? script, {
    scope: new URL(`impuls-push/${core.site}/`, script).href,
  });
  const worker = made.installing;
  // Until then nothing can be subscribed.
  while (worker && worker.state !== "activated") {
    if (worker.state === "redundant") throw worker;
    await new Promise((resolve) => worker.addEventListener("statechange", resolve, { once: true }));
  }
  return made;
}

/** What it takes to end the subscription when all else is erased: whose it was, and which. */
let last: { passport: string | undefined; kept: PushKept } | undefined;
let isFollowing = false;

/** From now on this page hears when push is not wanted any more. */
function follow(core: Core, kept: PushKept): void {
  last = { passport: core.stored("passport"), kept };
  if (isFollowing) return;
  isFollowing = true;
  core.commands.watch((notice) => {
    if (last && "answer" in notice) last.passport = core.stored("passport") ?? last.passport;
  });
  const { consent } = core.commands;
  core.commands.consent = (choice) => {
    consent(choice);
    if (!choice.push) withdraw(core);
  };
}

export const reconcile: SubscriptionPart["reconcile"] = async (core) => {
  follow(core, keptIn(core));
  const consent = core.stored<number>("consent")!;
  // A source that is asked again on every page knows nothing of push.
  if (consent & SOURCED) core.allow(consent | PUSH);
  else if (!(consent & PUSH)) return withdraw(core);
  if (Notification.permission !== "granted") return withdraw(core);
  const { endpoint, toldAt = 0 } = keptIn(core);
  const own = (await running(scriptOf(core))).some(([, has]) => has?.endpoint === endpoint);
  if (own && Date.now() < toldAt + DAY_MS) return;
  const key = await readKey(edge, core.site);
  try {
    await take(core, await registered(core, key), key);
  } catch {
    await withdraw(core);
  }
};

/** Once: whoever says so, the browser's subscription ends and the edge hears of it. */
export const withdraw: SubscriptionPart["withdraw"] = async (core) => {
  if (!last) return;
  const { passport, kept } = last;
  last = undefined;
  if (core.stored("push")) {
    core.allow(core.stored<number>("consent")! & ~PUSH);
    report(core, "withdrawn", undefined, { endpoint: undefined, noes: 1, noAt: Date.now() });
  }
  for (const [, has] of await running(scriptOf(core)))
    if (has?.endpoint === kept.endpoint) await has?.unsubscribe();
  if (passport) await tell(kept, core.site, passport, null);
};
